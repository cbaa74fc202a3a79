"""The JSON Schemas are fresh, and every shipped file is valid by the schema that its first line names."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from csvbridge.profile import schema
from csvbridge.profile.search import package_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = sorted(path for path in package_folder().rglob("*.toml") if path.parent.name != "synonyms")
TYPES = {"string": str, "object": dict, "array": list, "boolean": bool, "integer": int, "null": type(None)}


@pytest.mark.parametrize("name", sorted(schema.texts()))
def test_schema_is_fresh(name: str) -> None:
    """`csvbridge profiles schema` writes them anew."""
    assert (package_folder() / "schema" / name).read_text("utf-8") == schema.texts()[name]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(package_folder()).as_posix())
def test_shipped_file_is_valid(path: Path) -> None:
    text = path.read_text("utf-8")
    named = re.match(r"#:schema (\S+)\n", text)
    assert named, "the first line names the schema"
    target = (path.parent / named.group(1)).resolve()
    assert target.is_file()
    rules = schema.schemas()[target.name]
    assert list(faults(tomllib.loads(text), rules, rules)) == []


SHORT = [
    ('[column."支払方法"]\nname = "x"\nremove = true\nafter = "y"', True),
    ('[keep]\n"order.status" = "new"\n[rules]\ntotal_positive = "error"', True),
    ("[rules]\ntotal_within = { severity = 'warning', max = 5 }", True),
    ('columns = [{ name = "a", write = ["digits", { zero_pad = 8 }] }]', True),
    ('columns = [{ name = "a", write = [{ zero_pad = 8, digits = 1 }] }]', False),
    ('columns = [{ nmae = "a" }]', False),
    ('[column."支払方法"]\nfirst = true', False),
    ("[rules]\ntotal_postive = 'error'", False),
]


@pytest.mark.parametrize(("text", "valid"), SHORT)
def test_short_forms(text: str, valid: bool) -> None:
    rules = schema.schemas()["format.json"]
    assert (list(faults(tomllib.loads(f'id = "a/b"\n{text}'), rules, rules)) == []) is valid


def faults(value: Any, rule: dict[str, Any], root: dict[str, Any]) -> Iterator[str]:
    """What of a value breaks a schema, for the keywords that ours use."""
    if "$ref" in rule:
        yield from faults(value, root["$defs"][rule["$ref"].rpartition("/")[2]], root)
    if "anyOf" in rule and all(list(faults(value, option, root)) for option in rule["anyOf"]):
        yield f"{value!r} fits no form"
    wanted = rule.get("type", [])
    if wanted and not any(isinstance(value, TYPES[t]) for t in ([wanted] if isinstance(wanted, str) else wanted)):
        yield f"{value!r} is no {wanted}"
    if value not in rule.get("enum", [value]) or value != rule.get("const", value):
        yield f"{value!r} is not allowed"
    if isinstance(value, dict):
        yield from _faults_of_table(value, rule, root)
    if isinstance(value, list) and "items" in rule:
        for element in value:
            yield from faults(element, rule["items"], root)


def _faults_of_table(value: dict[str, Any], rule: dict[str, Any], root: dict[str, Any]) -> Iterator[str]:
    yield from (f"{key} is missing" for key in rule.get("required", []) if key not in value)
    if not rule.get("minProperties", 0) <= len(value) <= rule.get("maxProperties", len(value)):
        yield f"{len(value)} keys"
    for key, child in value.items():
        other = rule.get("additionalProperties", True)
        yield from faults(key, rule.get("propertyNames", {}), root)
        if key in rule.get("properties", {}):
            yield from faults(child, rule["properties"][key], root)
        elif other is False:
            yield f"{key} is unknown"
        elif isinstance(other, dict):
            yield from faults(child, other, root)
