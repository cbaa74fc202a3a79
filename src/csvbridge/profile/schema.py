"""JSON Schema of format, conversion and codes files, for editors that read `#:schema` lines.

Made from the models. A file is more than its model: with `extends` no head key but `id` is needed, `[column."…"]`
changes columns of the parent, and steps, conditions and rules have short forms.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from csvbridge.profile.models import Column, Conversion, Format
from csvbridge.profile.tables import CodesFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from csvbridge.table import Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ARGUMENT = {"type": "object", "minProperties": 1, "maxProperties": 1}
_STEP = {
    "anyOf": [{"type": "string"}, {**_ARGUMENT, "additionalProperties": {"type": ["string", "integer"]}}],
    "description": "a step by its name, or with its argument: { zero_pad = 8 }",
}


def schemas() -> dict[str, dict[str, Any]]:
    """File name → schema.

    >>> sorted(schemas()), schemas()["format.json"]["required"]
    (['codes.json', 'conversion.json', 'format.json'], ['id'])
    """
    return {
        "format.json": _document(Format, "csvbridge format"),
        "conversion.json": _document(Conversion, "csvbridge conversion"),
        "codes.json": {"$schema": DIALECT, **_of(CodesFile), "title": "csvbridge codes table"},
    }


def texts() -> dict[str, str]:
    """File name → the schema as it stands in the file."""
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in schemas().items()}


def write(folder: Path) -> list[Path]:
    """Write the schemas into a folder; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (folder / name).write_text(text, "utf-8", newline="\n")
    return [folder / name for name in texts()]


def _of(model: type[Table]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _document(model: type[Table], title: str) -> dict[str, Any]:
    schema = _of(model)
    definitions = schema["$defs"]
    changes = _column_changes(definitions)
    schema["properties"]["column"] = {
        "type": "object",
        "additionalProperties": {"$ref": "#/$defs/ColumnChange"},
        "description": "changes to columns of the parent, by header",
    }
    definitions["ColumnChange"] = changes
    definitions["Step"] = _STEP
    _shorten(schema)
    return {"$schema": DIALECT, **schema, "title": title, "required": ["id"]}


def _column_changes(definitions: dict[str, Any]) -> dict[str, Any]:
    column = definitions.get("Column") or _of(Column)
    definitions.update({name: what for name, what in column.pop("$defs", {}).items() if name not in definitions})
    own = {
        "remove": {"type": "boolean", "description": "leave the column out"},
        "after": {"type": "string", "description": "the column after which it stands; adds one that the parent lacks"},
    }
    return {**column, "properties": {**column["properties"], **own}, "title": "ColumnChange"}


def _shorten(schema: dict[str, Any]) -> None:
    """Short forms beside the long ones: `"deferred"` for `["deferred"]`, `"error"` for a rule's table."""
    for node in _nodes(schema):
        if node.get("$ref") == "#/$defs/Rule":
            node.clear()
            severity = {"enum": ["error", "warning", "info", "off"], "type": "string"}
            node.update({"anyOf": [severity, {"$ref": "#/$defs/Rule"}]})
        options = node.get("anyOf", [])
        if any(option.get("enum") == ["filled", "blank"] for option in options):
            node["anyOf"] = [*options, {"type": "string"}]


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        children = list(node.values())
        yield node
    else:
        children = list(node) if isinstance(node, list) else []
    for child in children:
        yield from _nodes(child)
