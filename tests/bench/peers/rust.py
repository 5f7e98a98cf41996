"""jsonschema-rs as bench_validate is called: rust.py check WORKLOAD | run WORKLOAD SECONDS"""
import json
import sys
import time

import jsonschema_rs


def compiled(schema):
    try:
        return jsonschema_rs.validator_for(schema, validate_formats=False).is_valid
    except (ValueError, jsonschema_rs.ReferencingError):
        return None


def main():
    workload = json.load(open(sys.argv[2]))
    began = time.process_time()
    schemas = [(compiled(case["schema"]), case["instances"]) for case in workload]
    compiling = time.process_time() - began
    if sys.argv[1] == "check":
        print(json.dumps([[fits(value) if fits else None for value in instances] for fits, instances in schemas]))
        return
    cases = [(fits, value) for fits, instances in schemas for value in instances]
    rounds, start, seconds = 0, time.process_time(), float(sys.argv[3])
    while time.process_time() - start < seconds:
        for fits, value in cases:
            for _ in range(500):
                fits(value)
        rounds += 500
    print(json.dumps({"rate": round(rounds * len(cases) / (time.process_time() - start)), "compiling": compiling}))


main()
