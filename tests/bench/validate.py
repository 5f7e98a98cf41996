#!/usr/bin/env python3
"""Validations per second beside other validators, on the component schemas of an OpenAPI 3.1 document.

usage: validate.py BUILD DOCUMENT [SECONDS]

Run by hand; the time is that of the processor, so that other programs do little harm. The others are taken where they are found and named where they are not:
  Ajv: a folder with `npm install ajv` in NODE_PATH, or in the present folder
  jsonschema-rs: `pip install jsonschema-rs` (the instances are Python objects, which costs it time)
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

AJV = r"""
const Ajv = require('ajv/dist/2020');
const now = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1000; };
const workload = JSON.parse(require('fs').readFileSync(process.argv[2]));
const seconds = Number(process.argv[3]);
const ajv = new Ajv({strict: false, validateFormats: false, logger: false});
ajv.addSchema(workload.document, 'doc');
const began = now();
const cases = workload.cases.map(c => [ajv.compile({$ref: 'doc' + c.pointer}), c.instance]);
const compiling = (now() - began) / 1000;
const valid = cases.filter(([f, v]) => f(v)).length;
let rounds = 0;
const start = now();
while (now() - start < seconds * 1000) {
  for (const [f, v] of cases) f(v);
  ++rounds;
}
const took = (now() - start) / 1000;
console.log(JSON.stringify({valid, cases: cases.length, compiling, rate: Math.round(rounds * cases.length / took)}));
"""


def conform(build, workload, seconds):
    program = pathlib.Path(build) / "tests/bench/bench_validate"
    return json.loads(subprocess.check_output([program, "run", workload, str(seconds)]))


def ajv(workload, seconds):
    with tempfile.NamedTemporaryFile("w", suffix=".js", dir=".") as script:
        script.write(AJV)
        script.flush()
        return json.loads(subprocess.check_output(["node", script.name, workload, str(seconds)]))


def jsonschema_rs(workload, seconds):
    import jsonschema_rs

    content = json.load(open(workload))
    began = time.process_time()
    validators = {}
    for case in content["cases"]:
        pointer = case["pointer"]
        if pointer not in validators:
            schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": pointer, **content["document"]}
            validators[pointer] = jsonschema_rs.validator_for(schema, validate_formats=False)
    compiling = time.process_time() - began
    cases = [(validators[case["pointer"]].is_valid, case["instance"]) for case in content["cases"]]
    valid = sum(check(value) for check, value in cases)
    rounds, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for check, value in cases:
            check(value)
        rounds += 1
    rate = rounds * len(cases) / (time.process_time() - start)
    return {"valid": valid, "cases": len(cases), "compiling": compiling, "rate": round(rate)}


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    build, document = sys.argv[1:3]
    seconds = float(sys.argv[3]) if len(sys.argv) == 4 else 3.0
    with tempfile.NamedTemporaryFile("wb") as workload:
        program = pathlib.Path(build) / "tests/bench/bench_validate"
        workload.write(subprocess.check_output([program, "prepare", document]))
        workload.flush()
        contestants = {
            "conform": lambda: conform(build, workload.name, seconds),
            "Ajv": lambda: ajv(workload.name, seconds),
            "jsonschema-rs": lambda: jsonschema_rs(workload.name, seconds),
        }
        for name, measure in contestants.items():
            try:
                out = measure()
            except (ImportError, OSError, subprocess.CalledProcessError) as missing:
                print(f"{name:14} not measured: {missing}")
                continue
            print(f"{name:14} {out['rate']:>12,} validations/s; {out['valid']} of {out['cases']} valid; "
                  f"compiled in {out['compiling']:.3f} s")


main()
