"""usage: schema.py SCHEMA NAME: each JSON text on standard input (one; or one a
line with NAME "result") is as the definition NAME of the schema says."""
import json
import sys

import jsonschema


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    part = {"$ref": "#/$defs/" + sys.argv[2], "$defs": schema["$defs"]}
    text = sys.stdin.read()
    texts = text.splitlines() if sys.argv[2] == "result" else [text]
    if not texts:
        sys.exit("nothing to check")
    for one in texts:
        jsonschema.Draft202012Validator(part).validate(json.loads(one))


main()
