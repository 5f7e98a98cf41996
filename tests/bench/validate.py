"""Validations per second beside other validators, and loading beside Boost.JSON's bare parse; a part of ./dev bench.

The time is that of the processor, so that other programs do little harm; contestants take turns, figures are medians.
Each instance is validated some hundred times in a row, as @sourcemeta/jsonschema's own benchmark does.
"""
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile

import workload

HERE = pathlib.Path(__file__).resolve().parent
ROUNDS = 3
SECONDS = "0.5"


def contestants(build):
    """The command of each validator that is there; says what is not."""
    peers = pathlib.Path(build) / "bench-peers"
    python = peers / "python/bin/python"
    released = peers / "node_modules/@sourcemeta/jsonschema/build/github-releases"
    program = released / f"jsonschema-linux-{'arm64' if platform.machine() == 'aarch64' else 'x86_64'}"
    out = {"conform": [f"{build}/tests/bench/bench_validate"]}
    if (peers / "node_modules/ajv").exists():
        os.environ["NODE_PATH"] = str(peers / "node_modules")
        out["Ajv"] = ["node", HERE / "peers/ajv.js"]
    if python.exists():
        out["jsonschema-rs (Python)"] = [python, HERE / "peers/rust.py"]
    if program.exists():
        os.environ["JSONSCHEMA"] = str(program)
        out["@sourcemeta/jsonschema"] = [sys.executable, HERE / "peers/sourcemeta.py"]
    if len(out) < 4:
        print("not all of Ajv, @sourcemeta/jsonschema and jsonschema-rs are there: tests/bench/peers/install.sh fetches them")
    return out


def called(command, *words):
    return json.loads(subprocess.check_output([*command, *words]))


def agreed(cases, verdicts, folder):
    """The file with what all could compile and judge alike; says what they could not."""
    kept, total, unlike = [], 0, {name: 0 for name in verdicts}
    for index, case in enumerate(cases):
        instances = []
        for place, value in enumerate(case["instances"]):
            total += 1
            answers = {name: rows[index][place] for name, rows in verdicts.items()}
            if len(set(answers.values())) == 1 and answers["conform"] is not None:
                instances.append(value)
            for name, answer in answers.items():
                unlike[name] += answer != answers["conform"]
        if instances:
            kept.append({"schema": case["schema"], "instances": instances})
    path = f"{folder}/agreed.json"
    pathlib.Path(path).write_text(json.dumps(kept))
    count = sum(len(case["instances"]) for case in kept)
    others = ", ".join(f"{name} {number}" for name, number in unlike.items() if number)
    print(f"{count} of {total} instances of {len(kept)} schemas, all judged alike"
          + (f"; unlike conform or not at all: {others}" if others else ""))
    return path


def compare(title, cases, commands):
    """Gives conform's rate by that of the fastest other, or None where there is no other."""
    print(f"\nvalidation: {title}", flush=True)
    with tempfile.TemporaryDirectory(prefix="conform-bench-") as folder:
        everything = f"{folder}/all.json"
        pathlib.Path(everything).write_text(json.dumps(cases))
        verdicts = {name: called(command, "check", everything) for name, command in commands.items()}
        path = agreed(cases, verdicts, folder)
        rounds = [{name: called(command, "run", path, SECONDS) for name, command in commands.items()} for _ in range(ROUNDS)]
    rates = {name: statistics.median(one[name]["rate"] for one in rounds) for name in commands}
    for name, rate in rates.items():
        compiling = rounds[0][name].get("compiling")
        told = "" if compiling is None else f", compiled in {compiling:.3f} s"
        print(f"  {name:24} {rate:>12,.0f} validations/s{told}", flush=True)
    fastest = max((name for name in rates if name != "conform"), key=rates.get, default=None)
    if fastest is not None:
        print(f"  {rates['conform'] / rates[fastest]:.2f} times the fastest other, {fastest}")


def validation(build, root):
    commands = contestants(build)
    corpus = pathlib.Path(root).parent / "shared/corpus"
    reader = f"{build}/tests/bench/bench_validate"
    for name, cases in workload.of_documents(corpus, pathlib.Path(root), reader).items():
        compare(f"examples of {name}", cases, commands)
    suite = workload.of_suite(corpus)
    if suite:
        compare(f"instances of the JSON Schema test suite from {workload.SUITE_BYTES} bytes on", suite, commands)
    else:
        print("no JSON Schema test suite in ../shared/corpus: not measured")


def loading(build, root):
    """The largest document of the corpus, else the largest of the project's own."""
    github = pathlib.Path(root).parent / "shared/corpus/real-world/github-api.github.com.json.gz"
    path = github if github.exists() else pathlib.Path(root) / "specs/http-status.yaml"
    print(f"\nloading: {path.name}", flush=True)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as copy:
        json.dump(workload.read(path, f"{build}/tests/bench/bench_validate"), copy)
        copy.flush()
        subprocess.run([f"{build}/tests/bench/bench_load", copy.name], check=True)
