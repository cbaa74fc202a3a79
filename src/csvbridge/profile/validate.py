"""From a tree to a model: what pydantic refuses becomes problems in our words, all of them at once.

What is refused is cut out of the tree and the rest is judged again, so that one bad key hides no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from csvbridge.dialect import Caps, Dialect
from csvbridge.profile import models
from csvbridge.profile.columns import nearest
from csvbridge.profile.tree import Node, Problems, plain
from csvbridge.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

T = TypeVar("T", bound=Table)

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

_TABLES: dict[str, type[Table]] = {
    "dialect": Dialect,
    "items": models.Items,
    "recipient": models.Recipient,
    "shipments": models.Shipments,
    "checks": models.Checks,
}
_ENTRIES: dict[str, type[Table]] = {
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
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(plain(root), strict=True)
        except ValueError as error:
            told = _told(cast("ValidationError", error).errors(include_url=False), root)
            cuts = [_tell(detail, model, root, problems) for detail in told]
            for keys in sorted(cuts, key=lambda keys: [str(key).zfill(6) for key in keys], reverse=True):
                _cut(root, keys)
    return None


def lift_head(root: Node, problems: Problems) -> None:
    """A head key that slipped below a table is told and moved back where it belongs, so that the rest can be judged."""
    slipping = _may_slip(root)
    for _, top in list(root.items()):
        inner = [child for _, child in top.items()]
        for table in (*top.elements(), *(child for child in inner if isinstance(child.value, dict))):
            for key, node in list(table.items()):
                if key in slipping and key not in root.value:
                    problems.add("KEY_MISPLACED", node, key=key, table=_table_name(table.path))
                    root.value[key] = table.value.pop(key)


def _may_slip(root: Node) -> frozenset[str]:
    """Head keys that a file must have and no table can; with a parent only those that are never a column's name."""
    if "extends" in root.value:
        return frozenset({"columns", "grain"})
    is_format = {"grain", "record", "columns", "status"} & root.value.keys()
    own = ("record", "status", "grain", "columns", "max_items") if is_format else ("source", "target")
    return frozenset({"id", "title", "extends", *own})


def _table_name(path: tuple[str | int, ...]) -> str:
    return ".".join(str(key) for key in path if isinstance(key, str))


def _told(details: Sequence[ErrorDetails], root: Node) -> list[ErrorDetails]:
    """Without the other branches of a union (of a table only what is wrong inside it is told) and without followers."""
    told: dict[tuple[object, ...], ErrorDetails] = {}
    for detail in details:
        keys = _resolved(root, detail["loc"])
        inside = any(other is not detail and _within(other, detail, root) for other in details)
        if not (inside and _is_branch(detail)) and not any(_is_misspelt(detail, other, root) for other in details):
            told.setdefault((*keys, detail["type"] == "missing" and detail["loc"][-1]), detail)
    return list(told.values())


def _is_misspelt(detail: ErrorDetails, other: ErrorDetails, root: Node) -> bool:
    """Whether a missing key stands there under a name much like it."""
    if detail["type"] != "missing" or other["type"] != "extra_forbidden":
        return False
    same_table = _resolved(root, other["loc"])[:-1] == _resolved(root, detail["loc"])
    return same_table and nearest(str(other["loc"][-1]), [str(detail["loc"][-1])]) is not None


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


def _tell(detail: ErrorDetails, model: type[Table], root: Node, problems: Problems) -> tuple[str | int, ...]:
    """One problem; gives the keys of what must be cut out before the rest is judged again."""
    keys = _resolved(root, detail["loc"])
    node, kind, last = root.at(*keys), detail["type"], str(detail["loc"][-1])
    if kind == "missing":
        problems.add("KEY_MISSING", node, key=last)
        if len(detail["loc"]) == 1:
            standin = _STANDINS.get(last, "")
            root.value[last] = Node([] if standin == [] else standin, root.file, root.path)
    elif kind == "extra_forbidden":
        _tell_unknown(node, last, model, problems)
    elif kind == "literal_error":
        _tell_literal(node, keys, detail, problems)
    elif kind in _EXPECTED:
        problems.add("WRONG_TYPE", node, key=str(keys[-1]), expected=_EXPECTED[kind])
    else:
        limits = "".join(f"{_SIGNS.get(k, k)} {v}" for k, v in detail.get("ctx", {}).items())
        problems.add("OUT_OF_RANGE", node, key=str(keys[-1]) if keys else "", limits=limits or detail["msg"])
    return keys


_SIGNS = {"ge": "≧", "le": "≦", "gt": ">", "lt": "<"}


def _tell_unknown(node: Node, key: str, model: type[Table], problems: Problems) -> None:
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


def _model_at(path: Sequence[str | int]) -> type[Table] | None:
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


def _keys(model: type[Table]) -> tuple[str, ...]:
    """The keys of a model as a file writes them.

    >>> _keys(models.Map)[:3]
    ('from', 'join', 'with')
    """
    return tuple(info.alias or name for name, info in model.model_fields.items())


def _cut(root: Node, keys: Sequence[str | int]) -> None:
    if not keys:
        return
    parent: Any = root.at(*keys[:-1]).value
    if len(keys) == 1 and keys[0] in _STANDINS and keys[0] != "columns":
        root.value[keys[0]] = Node(_STANDINS[str(keys[0])], root.file, root.path)
    elif isinstance(parent, dict):
        parent.pop(keys[-1], None)
    elif isinstance(parent, list) and isinstance(keys[-1], int) and keys[-1] < len(parent):
        parent[keys[-1]] = None
        parent[:] = [node for node in parent if node is not None]
