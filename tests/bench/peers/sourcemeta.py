"""@sourcemeta/jsonschema as bench_validate is called: sourcemeta.py check WORKLOAD | run WORKLOAD SECONDS

It is a program, not a library: its own --benchmark times each validation, by the wall clock, so that a busy machine
halves the figure where the others count the processor's time; and what it tells of the schema `true`, which
is its clock, is taken off. JSONSCHEMA names the program.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

LINE = re.compile(r"\[\d+\]: (PASS|FAIL) ([\d.]+) \+- [\d.]+ us", re.MULTILINE)


def measured(folder, case, loops):
    """For each instance: whether it fits, and microseconds; empty when the schema cannot be used."""
    with open(f"{folder}/schema.json", "w") as schema, open(f"{folder}/instances.jsonl", "w") as instances:
        json.dump(case["schema"], schema)
        instances.writelines(json.dumps(value) + "\n" for value in case["instances"])
    out = subprocess.run([os.environ["JSONSCHEMA"], "validate", schema.name, instances.name, "--fast", "--continue",
                          "--benchmark", "--loop", str(loops)], capture_output=True, text=True)
    return [(verdict == "PASS", float(time)) for verdict, time in LINE.findall(out.stdout + out.stderr)]


def main():
    workload = json.load(open(sys.argv[2]))
    with tempfile.TemporaryDirectory() as folder:
        if sys.argv[1] == "check":
            verdicts = [[fits for fits, _ in measured(folder, case, 1)] for case in workload]
            print(json.dumps([row if len(row) == len(case["instances"]) else [None] * len(case["instances"])
                              for row, case in zip(verdicts, workload)]))
            return
        count = sum(len(case["instances"]) for case in workload)
        loops = max(100, int(float(sys.argv[3]) * 1e6 / count))
        anything = {"schema": {"$schema": "https://json-schema.org/draft/2020-12/schema"}, "instances": [1, 2, 3, 4, 5]}
        clock = min(time for _, time in measured(folder, anything, 100_000))
        times = [max(time - clock, 0.001) for case in workload for _, time in measured(folder, case, loops)]
        print(json.dumps({"rate": round(len(times) / sum(times) * 1e6)}))


main()
