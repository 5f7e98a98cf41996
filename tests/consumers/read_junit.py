"""read_junit.py PARSER FILE: as read_junit.mjs, with what Python has: junitparser, and expat itself."""

import json
import sys
import xml.parsers.expat


def with_junitparser(path):
    import junitparser

    words = {junitparser.Failure: "failed", junitparser.Error: "error", junitparser.Skipped: "skipped"}
    for suite in junitparser.JUnitXml.fromfile(path):
        for case in suite:
            results = [one for one in case.result if type(one) in words]
            status = words[type(results[0])] if results else "passed"
            yield status, case.classname, case.name, (results[0].message if results else "") or ""


def with_expat(path):
    words = {"failure": "failed", "error": "error", "skipped": "skipped"}
    cases = []

    def begin(name, attributes):
        if name == "testcase":
            cases.append(["passed", attributes["classname"], attributes["name"], ""])
        elif name in words:
            assert cases[-1][0] == "passed", "two results of one test case"
            cases[-1][0] = words[name]
            cases[-1][3] = attributes.get("message", "")

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = begin
    with open(path, "rb") as file:
        parser.ParseFile(file)
    return cases


reader = {"junitparser": with_junitparser, "expat": with_expat}[sys.argv[1]]
print(json.dumps([list(case) for case in reader(sys.argv[2])]))
