#!/usr/bin/env python3
"""Writes into the clients what the daemon declares: methods, parameters and error codes.

usage: caspiand --print-methods | clients/generate.py [--check]

Only what stands between 'generated: begin NAME' and 'generated: end NAME' changes. --check changes nothing and exits with 1
when something would.
"""

import json
import keyword
import pathlib
import re
import sys
import textwrap

ROOT = pathlib.Path(__file__).parent


def snake(name):
    name = re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower().replace(".", "_").replace("-", "_").replace("/", "_")
    return name + "_" if keyword.iskeyword(name) else name


def summary(schema):
    return " ".join(schema.get("description", "").split())


# Python


def python_type(schema):
    if "anyOf" in schema:
        kinds = [python_type(one) for one in schema["anyOf"]]
        return "Union[" + ", ".join(dict.fromkeys(kinds)) + "]" if len(set(kinds)) > 1 else kinds[0]
    kind = schema.get("type")
    if isinstance(kind, list):
        return python_type({"anyOf": [{**schema, "type": one} for one in kind]})
    if kind == "array":
        return f"Sequence[{python_type(schema.get('items', {}))}]"
    names = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
    return names.get(kind, "Mapping[str, Any]" if kind == "object" else "Any")


def python_method(method):
    parameters = method["parameters"].get("properties", {})
    required = method["parameters"].get("required", [])
    required = [name for name in parameters if name in required]
    ordered = required + [name for name in parameters if name not in required]
    lines = ["def " + snake(method["name"]) + "(", "    self,"]
    lines += [f"    {snake(name)}: {python_type(parameters[name])}," for name in required] + ["    *,"]
    for name in ordered[len(required):]:
        lines.append(f"    {snake(name)}: Optional[{python_type(parameters[name])}] = None,")
    lines += ["    options: Options = Options(),", ") -> Any:"]
    text = [method["summary"]] + ([""] if ordered else [])
    for name in ordered:
        default = parameters[name].get("default")
        said = summary(parameters[name]) + (f" Without: {json.dumps(default)}." if default is not None else "")
        text.append(f":param {snake(name)}: {said}".rstrip())
    body = []
    for line in text:
        body += textwrap.wrap(line, 108, subsequent_indent="    ") or [""]
    body = [line.replace("\\", "\\\\").replace('"""', "'''") for line in body]
    if len(body) == 1:
        lines.append(f'    """{body[0]}"""')
    else:
        lines += [f'    """{body[0]}'] + [f"    {line}".rstrip() for line in body[1:]] + ['    """']
    if ordered:
        pairs = ", ".join(f'"{name}": {snake(name)}' for name in ordered)
        lines.append(f'    return self.call("{method["name"]}", _given({{{pairs}}}), options)')
    else:
        lines.append(f'    return self.call("{method["name"]}", {{}}, options)')
    return lines


def python(declared):
    methods = []
    for method in declared["methods"]:
        methods += python_method(method) + [""]
    codes = [f"    {snake(one['kind']).upper()} = {one['code']}" for one in declared["errors"]]
    reading = [f'        "{method["name"]}",' for method in declared["methods"] if method["readOnly"]]
    tables = [
        "class Code(enum.IntEnum):", '    """Why a request has no result."""', "", *codes, "", "",
        "#: Methods that change nothing, so that a request which was lost may be sent again.",
        "READ_ONLY = frozenset(", "    {", *reading, "    }", ")", "", "",
        "def _given(params: dict[str, Any]) -> dict[str, Any]:",
        "    return {name: value for name, value in params.items() if value is not None}",
    ]
    return {"methods": ["    " + line if line else "" for line in methods[:-1]], "tables": tables}


# Lua


def lua(declared):
    lines = ["M.methods = {"]
    for method in declared["methods"]:
        names = ", ".join(f'"{name}"' for name in method["parameters"].get("properties", {}))
        reading = "true" if method["readOnly"] else "false"
        lines.append(f'  ["{method["name"]}"] = {{ read_only = {reading}, parameters = {{ {names} }} }},'.replace("{  }", "{}"))
    lines += ["}", "", "M.codes = {"]
    lines += [f"  {one['kind']} = {one['code']}," for one in declared["errors"]] + ["}"]
    return {"tables": lines}


# Emacs Lisp


def lisp_string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def dashed(name):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower().replace(".", "-")


def emacs(declared):
    lines = []
    for method in declared["methods"]:
        parameters = method["parameters"].get("properties", {})
        doc = textwrap.fill(method["summary"], 78)
        if parameters:
            doc += "\nKeywords in PARAMETERS:"
        for name, schema in parameters.items():
            doc += "\n" + textwrap.fill(f":{name} {summary(schema)}".rstrip(), 78, initial_indent="  ", subsequent_indent="    ")
        doc = re.sub(r"^\(", r"\\(", doc, flags=re.M).replace("`", "'")
        text = lisp_string(doc).replace("'", "\\\\='")
        lines += [
            f"(defun caspian-client-{dashed(method['name'])} (&rest parameters)", f"  {text}",
            f"  (caspian-client-call {lisp_string(method['name'])} parameters))", "",
        ]
    lines += ["(defconst caspian-client-codes", "  '("]
    lines += [f"    ({one['code']} . {one['kind']})" for one in declared["errors"]]
    lines += ["    )", '  "Why a request has no result, by the number of the error.")']
    changing = [lisp_string(method["name"]) for method in declared["methods"] if not method["readOnly"]]
    names = textwrap.fill(" ".join(lisp_string(method["name"]) for method in declared["methods"]), 100)
    lines += ["", "(defconst caspian-client--methods", "  '(" + names.replace("\n", "\n    ") + ")"]
    lines += ['  "The methods that are known here.")']
    lines += ["", "(defconst caspian-client--changing", "  '(" + " ".join(changing) + ")"]
    lines += ['  "Methods that change the daemon: not asked again when an answer was lost.")']
    return {"methods": lines}


def written(text, parts, path):
    for name, lines in parts.items():
        pattern = re.compile(rf"(?P<begin>^[^\n]*generated: begin {name}[^\n]*\n).*?(?P<end>^[^\n]*generated: end {name}$)", re.S | re.M)
        if not pattern.search(text):
            sys.exit(f"generate.py: {path} has no place for the generated {name}")
        text = pattern.sub(lambda found: found["begin"] + "\n".join(lines) + "\n" + found["end"], text)
    return text


def main():
    declared = json.load(sys.stdin)
    stale = []
    for path, make in {"python/caspian.py": python, "lua/caspian.lua": lua, "emacs/caspian-client.el": emacs}.items():
        file = ROOT / path
        old = file.read_text(encoding="utf-8")
        new = written(old, make(declared), path)
        if new != old:
            stale.append(path)
            if "--check" not in sys.argv:
                file.write_text(new, encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.exit(f"generate.py: 'make clients' would change {', '.join(stale)}")


main()
