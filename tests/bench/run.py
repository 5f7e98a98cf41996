#!/usr/bin/python3
"""Measures conform beside wrk on the loopback, and beside other validators, in one run: ./dev bench calls it.

nginx (one worker on CPU 0) answers a small JSON response; wrk and conform (on CPU 1) take turns, so that a noisy
machine disturbs both alike. Figures are medians over the rounds; the ratio is taken round by round.
"""
import gzip
import os
import pathlib
import re
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import validate

CONNECTIONS = 32
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "9"))
NGINX = """
daemon off; worker_processes 1; worker_cpu_affinity 0001; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 100000000; client_body_temp_path {folder}; proxy_temp_path {folder};
  fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{
    listen 127.0.0.1:{port};
    location / {{ default_type application/json; return 200 '{{"id":1,"title":"A small answer","price":9.5,"tags":["a","b"]}}'; }}
  }}
}}
"""
SCHEMA = """components:
  schemas:
    Item:
      type: object
      required: [id, title]
      properties:
        id: {type: integer, minimum: 1}
        title: {type: string, minLength: 1, maxLength: 100}
        price: {type: number, minimum: 0}
        tags: {type: array, items: {type: string}}
"""


def document(folder, operations):
    path = f"{folder}/items-{operations}.yaml"
    with open(path, "w") as out:
        out.write("openapi: 3.1.0\ninfo: {title: Bench, version: '1'}\npaths:\n")
        for number in range(operations):
            out.write(
                f"  /items/{number}:\n    get:\n      responses:\n        '200':\n          description: An item\n"
                "          content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}\n")
        out.write(SCHEMA)
    return path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_nginx(folder):
    port = free_port()
    with open(f"{folder}/nginx.conf", "w") as out:
        out.write(NGINX.format(folder=folder, port=port))
    server = subprocess.Popen(["/usr/sbin/nginx", "-p", folder, "-c", f"{folder}/nginx.conf"])
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.05)
    sys.exit("nginx did not start")


def wrk(port):
    out = subprocess.run(["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", "-d1s", f"http://127.0.0.1:{port}/items/1"],
                         capture_output=True, text=True, check=True).stdout
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))


def conform(binary, folder, spec, port, repeat, *more):
    """Runs once; gives wall seconds, CPU seconds and peak memory in MB of the whole process, and its exit code."""
    command = ["taskset", "-c", "1", binary, "run", spec, "--target", f"http://127.0.0.1:{port}", "--jobs", str(CONNECTIONS),
               "--repeat", str(repeat), "--probes", "none", "--depth", "smoke", "--journal", f"{folder}/journal.ndjson", "--junit", f"{folder}/junit.xml",
               *more]
    began = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, child.returncode


def throughput(binary, folder, port):
    spec = document(folder, 50)
    rows = []
    for _ in range(ROUNDS):
        reference = wrk(port)
        wall, cpu, memory, code = conform(binary, folder, spec, port, 1000)
        if code != 0:
            sys.exit(f"conform ended with {code}")
        rows.append((reference, 50_000 / wall, 50_000 / wall / reference, cpu / 50_000 * 1e6))
    columns = [statistics.median(column) for column in zip(*rows)]
    print(f"wrk -t1 -c{CONNECTIONS}                    {columns[0]:10.0f} requests/s")
    print(f"conform run, 50,000 cases         {columns[1]:10.0f} requests/s, all default rules, journal and JUnit")
    print(f"ratio, median of {ROUNDS} rounds         {columns[2]:10.2f}  (best {max(row[2] for row in rows):.2f}, worst {min(row[2] for row in rows):.2f})")
    print(f"CPU per case                      {columns[3]:10.1f} µs, whole process")


def cost_of_rules(binary, folder, port):
    """What judging costs: pairs of runs in turn, with all suites and with none. Ends with 5 in the second: nothing is judged."""
    spec = document(folder, 50)
    ratios = []
    for _ in range(ROUNDS):
        with_rules, *_ = conform(binary, folder, spec, port, 1000)
        without, *_, code = conform(binary, folder, spec, port, 1000, "--rule", "*=off")
        if code != 5:
            sys.exit(f"conform ended with {code} instead of 5 without rules")
        ratios.append(without / with_rules)
    print(f"all suites on against all off     {statistics.median(ratios):10.2f}  (best {max(ratios):.2f}, worst {min(ratios):.2f}; throughput)")


def memory(binary, folder, port):
    for label, operations, repeat in (("5,000 cases, 50 operations", 50, 100), ("50,000 cases, 50 operations", 50, 1000),
                                      ("5,000 cases, 5,000 operations", 5000, 1),
                                      ("50,000 cases, 50,000 operations", 50_000, 1)):
        _, _, peak, _ = conform(binary, folder, document(folder, operations), port, repeat)
        print(f"peak memory, {label:33} {peak:7.1f} MB")


def first_request(binary, folder, root):
    """Milliseconds from the start of the process to the first byte at the server, for the demo document."""
    times = []
    for _ in range(21):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(64)
            began = time.monotonic()
            child = subprocess.Popen([binary, "run", f"{root}/specs/http-status.yaml", "--target", f"http://127.0.0.1:{listener.getsockname()[1]}",
                                      "--journal", f"{folder}/first.ndjson", "--jobs", "1"],
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            connection, _ = listener.accept()
            connection.recv(1)
            times.append((time.monotonic() - began) * 1000)
            child.send_signal(signal.SIGKILL)
            child.wait()
            connection.close()
    print(f"start to first request, http-status.yaml {statistics.median(times):7.1f} ms (median of {len(times)})")


def planning(binary, folder, root):
    """Cases planned on one core, the whole process: reading the document and printing the plan included."""
    github = pathlib.Path(root).parent / "shared/corpus/real-world/github-api.github.com.json.gz"
    if not github.exists():
        print("no document of GitHub in ../shared/corpus: planning not measured")
        return
    spec = pathlib.Path(folder) / "github.json"
    spec.write_bytes(gzip.decompress(github.read_bytes()))
    rows = []
    for _ in range(ROUNDS):
        with open(f"{folder}/plan.txt", "wb") as plan:
            child = subprocess.Popen(["taskset", "-c", "1", binary, "plan", spec, "--depth", "standard", "--probes", "none"],
                                     stdout=plan, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"conform plan ended with {child.returncode}")
        last = pathlib.Path(f"{folder}/plan.txt").read_bytes().splitlines()[-1]
        cases = int(re.match(rb"(\d+) cases: ", last).group(1))
        rows.append((cases, cases / (usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024))
    cases, rate, peak = (statistics.median(column) for column in zip(*rows))
    print(f"planning GitHub's document        {rate:10.0f} cases/s, {rate * 60 / 1e6:.2f} million a minute "
          f"({cases:.0f} cases, standard depth, CPU time), peak memory {peak:.0f} MB")


def micro_benchmarks(folder):
    """Runs every program made with Google Benchmark; they are the ones named so, the others take other arguments."""
    names = [name for name in sorted(os.listdir(folder))
             if name.startswith("microbench_") and os.access(f"{folder}/{name}", os.X_OK) and os.path.isfile(f"{folder}/{name}")]
    if not names:
        sys.exit("no micro-benchmarks were built: libbenchmark-dev is missing")
    for name in names:
        print(f"\n{name}", flush=True)
        done = subprocess.run([f"{folder}/{name}", "--benchmark_min_time=0.2"], stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit(f"{name} ended with {done.returncode}:\n{done.stderr}")


def main():
    build = os.path.abspath(sys.argv[1])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    binary = f"{build}/conform"
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    with tempfile.TemporaryDirectory(prefix="conform-bench-") as folder:
        server, port = start_nginx(folder)
        try:
            throughput(binary, folder, port)
            cost_of_rules(binary, folder, port)
            memory(binary, folder, port)
            first_request(binary, folder, root)
        finally:
            server.terminate()
            server.wait()
        planning(binary, folder, root)
    validate.validation(build, root)
    validate.loading(build, root)
    micro_benchmarks(f"{build}/tests/bench")


main()
