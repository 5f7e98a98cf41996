"""What the validators are measured with: schemas as JSON Schema 2020-12, each whole in itself, and instances of them.

A workload is a list of {"schema": …, "instances": […]}. The schemas of OpenAPI documents are rewritten to what JSON
Schema says (`nullable` to a list of types, a boolean `exclusiveMinimum` to a number, and without what only annotates),
so that every validator is asked the same question.
"""
import gzip
import json
import pathlib
import subprocess

DRAFT = "https://json-schema.org/draft/2020-12/schema"
MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
SINGLE = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames",
          "unevaluatedItems", "unevaluatedProperties")
KEPT = ("$ref", "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
        "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties",
        "required", "dependentRequired", "minContains", "maxContains")
NAMED = ("#/components/schemas/", "#/definitions/")
SUITE_BYTES = 32  # from this size on an instance of the suite counts as large; nine in ten are smaller


class Unfit(Exception):
    """A schema that refers to what cannot be taken along."""


def rewritten(schema, names):
    """The schema as 2020-12; adds the named schemas that it refers to to `names`."""
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        target = schema["$ref"]
        start = next((start for start in NAMED if target.startswith(start)), None)
        if start is None:
            raise Unfit(target)
        names.add(target[len(start):].split("/")[0])
        schema = {**schema, "$ref": "#/$defs/" + target[len(start):]}
    out = {key: value for key, value in schema.items() if key in KEPT}
    for key in ("Minimum", "Maximum"):
        if out.get("exclusive" + key) in (True, False):
            if out.pop("exclusive" + key) and key.lower() in out:
                out["exclusive" + key] = out.pop(key.lower())
    if schema.get("nullable") is True and isinstance(out.get("type"), str):
        out["type"] = [out["type"], "null"]
        if "enum" in out and None not in out["enum"]:
            out["enum"] = out["enum"] + [None]
    if out.get("type") == "file":
        out["type"] = "string"
    for key in MAPS:
        if key in schema:
            out[key] = {name: rewritten(part, names) for name, part in schema[key].items()}
    for key in LISTS:
        if key in schema:
            out[key] = [rewritten(part, names) for part in schema[key]]
    for key in SINGLE:
        if key in schema:
            out[key] = rewritten(schema[key], names)
    return out


def whole(schema, document):
    """The schema with every named one that it leads to in its `$defs`."""
    named = document.get("components", {}).get("schemas", {}) or document.get("definitions", {})
    wanted, definitions = set(), {}
    out = {"$schema": DRAFT, **rewritten(schema, wanted)}
    while wanted - definitions.keys():
        name = sorted(wanted - definitions.keys())[0]
        key = name.replace("~1", "/").replace("~0", "~")
        if key not in named:
            raise Unfit(name)
        definitions[name] = rewritten(named[key], wanted)
    if definitions:
        out["$defs"] = {name.replace("~1", "/").replace("~0", "~"): part for name, part in definitions.items()}
    return out


def examples(node, document):
    """Every (schema, instance) of the media types in `node`, and of the examples in Swagger 2.0's responses."""
    if isinstance(node, list):
        for part in node:
            yield from examples(part, document)
        return
    if not isinstance(node, dict):
        return
    content = node.get("content")
    for name, media_type in content.items() if isinstance(content, dict) else ():
        if not isinstance(media_type, dict) or "json" not in name or "schema" not in media_type:
            continue
        if "example" in media_type:
            yield media_type["schema"], media_type["example"]
        named = media_type.get("examples")
        for example in named.values() if isinstance(named, dict) else ():
            target = example.get("$ref", "") if isinstance(example, dict) else ""
            if target.startswith("#/components/examples/"):
                example = document["components"]["examples"].get(target.rsplit("/", 1)[1], {})
            if isinstance(example, dict) and "value" in example:
                yield media_type["schema"], example["value"]
    if isinstance(node.get("schema"), dict) and isinstance(node.get("examples"), dict):
        for name, value in node["examples"].items():
            if name.endswith("json"):
                yield node["schema"], value
    for part in node.values():
        yield from examples(part, document)


def read(path, reader):
    """The document as Python knows it; YAML is read by bench_validate."""
    if path.suffix == ".gz":
        return json.loads(gzip.open(path).read())
    if path.suffix == ".json":
        return json.loads(path.read_bytes())
    return json.loads(subprocess.check_output([reader, "json", path]))


def of_document(path, reader):
    document = read(path, reader)
    found, left_out = {}, 0
    named = document.get("components", {}).get("schemas", {}) or document.get("definitions", {})
    own = [(schema, schema["example"]) for schema in named.values() if "example" in schema]
    for schema, instance in [*examples(document.get("paths", {}), document), *own]:
        try:
            text = json.dumps(whole(schema, document))
        except Unfit:
            left_out += 1
            continue
        instances = found.setdefault(text, [])
        if instance not in instances:
            instances.append(instance)
    return [{"schema": json.loads(text), "instances": instances} for text, instances in found.items()], left_out


def of_documents(corpus, root, reader):
    """By document, those with few examples together; of the project's own documents where there is no corpus."""
    # The YAML documents of oas-examples are its JSON documents once more.
    paths = [path for folder in ("real-world", "oas-examples", "targets", "demo")
             for path in sorted((corpus / folder).rglob("*.*")) if path.suffix in (".json", ".gz", ".yaml", ".yml")
             and "multifile" not in str(path) and "/.licenses" not in str(path)
             and not str(path).endswith(f"yaml/{path.stem}.yaml")]
    out, rest = {}, []
    for path in paths or sorted((root / "specs").glob("*.yaml")):
        cases, left_out = of_document(path, reader)
        if left_out:
            print(f"{path.name}: {left_out} examples left out, their schemas refer to other parts of the document")
        if sum(len(case["instances"]) for case in cases) >= 50:
            out[path.name.split(".")[0]] = cases
        else:
            rest += cases
    return {**out, "the other documents": rest}


def of_suite(corpus):
    """The larger instances of the JSON Schema test suite that need no other document."""
    out = []
    for path in sorted((corpus / "json-schema-test-suite/tests/draft2020-12").glob("*.json")):
        for case in json.loads(path.read_bytes()):
            large = [test["data"] for test in case["tests"]
                     if len(json.dumps(test["data"], separators=(",", ":"))) >= SUITE_BYTES]
            if large and "localhost:1234" not in json.dumps(case["schema"]):
                out.append({"schema": case["schema"], "instances": large})
    return out
