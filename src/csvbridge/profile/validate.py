"""From a tree to a model: what pydantic refuses becomes problems in our words, all of them at once.

What is refused is cut out of the tree and the rest is judged again, so that one bad key hides no other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from csvbridge.dialect import Caps, Dialect
from csvbridge.profile import models
from csvbridge.profile.tree import Node, Problems, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

T = TypeVar("T", bound=BaseModel)

HEAD = (
    *("id", "version", "title", "record", "status", "confirmed_on", "sources", "extends", "grain", "max_items"),
    *("columns", "source", "target"),
)
"""Keys of a file's head; one of them below a table has slipped into it."""

_STANDINS: dict[str, object] = {
    "id": "unknown",
    "title": "",
    "record": "order",
    "status": "template",
    "grain": "order",
    "columns": [],
    "source": "",
    "target": "",
}
"""What stands in for a missing head key, so that the rest of the file is still judged."""

_TABLES: dict[str, type[BaseModel]] = {
    "dialect": Dialect,
    "items": models.Items,
    "recipient": models.Recipient,
    "shipments": models.Shipments,
    "checks": models.Checks,
}
_ENTRIES: dict[str, type[BaseModel]] = {
    "columns": models.Column,
    "lookup": models.Lookup,
    "rules": models.Rule,
    "map": models.Map,
    "tests": models.Test,
    "set": models.Ask,
}
_NAMES = {"charset": "UNKNOWN_CHARSET", "type": "UNKNOWN_TYPE"}
_EXPECTED = {
    "string_type": '"…"',
    "int_type": "12",
    "bool_type": "true / false",
    "tuple_type": "[ … ]",
    "list_type": "[ … ]",
    "dict_type": "{ … }",
    "model_type": "{ … }",
}
_ROUNDS = 4


def validated(model: type[T], root: Node, problems: Problems) -> T | None:
    """The model of a tree, or of what is left of it without the keys that are refused; None if nothing stands."""
    _lift_head(root, model, problems)
    for _ in range(_ROUNDS):
        try:
            return model.model_validate_json(json.dumps(plain(root)), strict=True)
        except ValidationError as error:
            for detail in _told(error.errors(include_url=False), root):
                _tell(detail, model, root, problems)
    return None


def _lift_head(root: Node, model: type[BaseModel], problems: Problems) -> None:
    """A head key below a table of free keys is moved back where it belongs, and told."""
    for name, table in list(root.items()):
        if name in model.model_fields and isinstance(table.value, dict):
            for inner in (table, *(child for _, child in table.items() if isinstance(child.value, dict))):
                _lift_from(inner, root, model, problems)
        if name == "tests" and isinstance(table.value, list):
            for test in table.value:
                _lift_from(test, root, model, problems)


def _lift_from(table: Node, root: Node, model: type[BaseModel], problems: Problems) -> None:
    for key, node in list(table.items()):
        slipped = key in HEAD and key in model.model_fields and key not in root.value and not _takes(table, key)
        if (slipped and model.model_fields[key].is_required()) or (slipped and key in ("max_items", "extends")):
            problems.add("KEY_MISPLACED", node, key=key, table=_table_name(table.path))
            root.value[key] = table.value.pop(key)


def _takes(table: Node, key: str) -> bool:
    model = _model_at(table.path)
    return model is not None and key in _keys(model)


def _table_name(path: tuple[str | int, ...]) -> str:
    return ".".join(str(key) for key in path if isinstance(key, str))


def _told(details: Sequence[ErrorDetails], root: Node) -> list[ErrorDetails]:
    """Without the other branches of a union: of a table only what is wrong inside it is told."""
    told: dict[tuple[object, ...], ErrorDetails] = {}
    for detail in details:
        node = root.at(*_resolved(root, detail["loc"]))
        inside = any(other is not detail and _within(other, detail, root) for other in details)
        if not (inside and _is_branch(detail)):
            told.setdefault((node.file.path, *node.path, detail["type"] == "missing" and detail["loc"][-1]), detail)
    return list(told.values())


def _is_branch(detail: ErrorDetails) -> bool:
    return detail["type"].endswith("_type") or detail["type"] == "literal_error"


def _within(other: ErrorDetails, detail: ErrorDetails, root: Node) -> bool:
    here, there = _resolved(root, detail["loc"]), _resolved(root, other["loc"])
    deeper = len(there) > len(here) or other["type"] in ("missing", "extra_forbidden")
    return there[: len(here)] == here and deeper


def _resolved(root: Node, loc: Sequence[str | int]) -> tuple[str | int, ...]:
    """The keys of a location that the tree has: pydantic also names the branches of unions."""
    node, keys = root, []
    for key in loc:
        child = node.child(key)
        if child is not None:
            node = child
            keys.append(key)
    return tuple(keys)


def _tell(detail: ErrorDetails, model: type[BaseModel], root: Node, problems: Problems) -> None:
    keys = _resolved(root, detail["loc"])
    node, kind, last = root.at(*keys), detail["type"], str(detail["loc"][-1])
    if kind == "missing":
        problems.add("KEY_MISSING", node, key=last)
        if len(detail["loc"]) == 1:
            standin = _STANDINS.get(last, "")
            root.value[last] = Node([] if standin == [] else standin, root.file, root.path)
            return
    elif kind == "extra_forbidden":
        _tell_unknown(node, last, model, problems)
    elif kind == "literal_error":
        _tell_literal(node, keys, detail, problems)
    elif kind in _EXPECTED:
        problems.add("WRONG_TYPE", node, key=str(keys[-1]), expected=_EXPECTED[kind])
    else:
        limits = "".join(f"{_SIGNS.get(k, k)} {v}" for k, v in detail.get("ctx", {}).items())
        problems.add("OUT_OF_RANGE", node, key=str(keys[-1]) if keys else "", limits=limits or detail["msg"])
    _cut(root, keys)


_SIGNS = {"ge": "≧", "le": "≦", "gt": ">", "lt": "<"}


def _tell_unknown(node: Node, key: str, model: type[BaseModel], problems: Problems) -> None:
    inner = _model_at(node.path[:-1]) if node.path[:-1] else model
    known = _keys(inner) if inner else ()
    if key in HEAD and inner is not model:
        problems.add("KEY_MISPLACED", node, key=key, table=_table_name(node.path[:-1]))
    else:
        problems.unknown("UNKNOWN_KEY", node, key, known)


def _tell_literal(node: Node, keys: Sequence[str | int], detail: ErrorDetails, problems: Problems) -> None:
    known = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")
    name = str(keys[-1])
    if detail["loc"][-1] == "[key]":
        code = "UNKNOWN_RULE" if keys[0] == "rules" else "UNKNOWN_KEY"
        problems.unknown(code, node, name, get_args(models.RuleId) if code == "UNKNOWN_RULE" else known)
    else:
        problems.unknown(_NAMES.get(name, "UNKNOWN_VALUE"), node, str(node.value), known, key=name)


def _model_at(path: Sequence[str | int]) -> type[BaseModel] | None:
    """The model that a table of a file is, told by its place."""
    head = path[0] if path else None
    if path and path[-1] == "constant":
        return models.Ask
    if "read" in path or "write" in path:
        return models.Step
    if head == "column":
        return models.Column
    if len(path) == 1 and isinstance(head, str):
        return _TABLES.get(head)
    if path[:2] == ("dialect", "caps"):
        return Caps
    return _ENTRIES.get(head) if isinstance(head, str) and len(path) == 2 else None


def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a model as a file writes them.

    >>> _keys(models.Map)[:3]
    ('from', 'join', 'with')
    """
    return tuple(info.alias or name for name, info in model.model_fields.items())


def _cut(root: Node, keys: Sequence[str | int]) -> None:
    if not keys:
        return
    parent: Any = root.at(*keys[:-1]).value
    if isinstance(parent, dict):
        parent.pop(keys[-1], None)
    elif isinstance(parent, list) and isinstance(keys[-1], int) and keys[-1] < len(parent):
        parent[keys[-1]] = None
        parent[:] = [node for node in parent if node is not None]
