"""`extends`: one parent, its tables merged by key, its columns changed one by one or laid out anew.

`[column."支払方法"]` changes keys of the parent's column of that label, `remove = true` drops it, `after = "…"` moves
it or, for a name that the parent lacks, adds it. A child with `columns = [...]` replaces the layout; each of its
columns takes types, codes and limits from the parent's column of the same field, of several from the one of its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from csvbridge.profile.columns import fold
from csvbridge.profile.tree import Node, Problems, merge

if TYPE_CHECKING:
    from collections.abc import Sequence

DEPTH = 3
"""How many parents, grandparents included, a profile may have."""

OWN = frozenset({"id", "extends", "tests"})
"""Head keys that are not inherited."""

_BY_FIELD = frozenset(
    {
        *("type", "format", "codes", "values", "min_chars", "max_chars", "max_bytes", "min", "max", "signed", "sign"),
        *("charset", "pattern", "read", "write", "separator", "required", "provider_codes"),
    }
)


def extend(parent: Node, child: Node, problems: Problems) -> Node:
    """The child with everything that it takes from its parent; both are whole files."""
    inherited = Node({k: v for k, v in parent.items() if k not in OWN}, parent.file, parent.path)
    if "sample" in inherited.value:
        inherited.value["sample"] = _carried(inherited.value["sample"], _renames(parent, child))
    own = Node({k: v for k, v in child.items() if k not in ("columns", "column")}, child.file, child.path)
    merged = merge(inherited, own)
    layout = _columns(parent, child)
    if layout is not None:
        merged.value["columns"] = layout
    _patch(merged, child.table("column"), problems)
    return merged


def alone(root: Node, problems: Problems) -> Node:
    """A file without parent: it has no columns to change."""
    table = root.get("column")
    if table:
        problems.add("COLUMN_TABLE_ALONE", table)
    return Node({k: v for k, v in root.items() if k != "column"}, root.file, root.path)


def _columns(parent: Node, child: Node) -> Node | None:
    own, theirs = child.get("columns"), parent.get("columns")
    if own is None or theirs is None:
        return own or theirs
    return Node([_taking(column, list(theirs.elements())) for column in own.elements()], own.file, own.path)


def _taking(column: Node, parents: Sequence[Node]) -> Node:
    field = column.get("field")
    alike = [p for p in parents if field and (other := p.get("field")) and other.value == field.value]
    if not alike or not isinstance(column.value, dict):
        return column
    parent = next((p for p in alike if fold(label(p)) == fold(label(column))), alike[0])
    taken = {k: v for k, v in parent.items() if k in _BY_FIELD}
    return Node({**taken, **column.value}, column.file, column.path)


def _renames(parent: Node, child: Node) -> dict[str, str | None]:
    """The parent's labels that have another name in the child, or none."""
    renames: dict[str, str | None] = {}
    own, theirs = child.get("columns"), list(parent.table("columns").elements())
    if own:
        by_field = {f.value: label(c) for c in own.elements() if (f := c.get("field"))}
        names = {label(c) for c in own.elements()}
        renames = {n: n if n in names else _of_field(c, by_field) for c in theirs if (n := label(c))}
    for name, change in child.table("column").items():
        old = next((label(c) for c in theirs if fold(label(c)) == fold(name)), name)
        new, remove = change.get("name"), change.get("remove")
        if new or remove:
            renames[old] = str(new.value) if new else None
    return renames


def _of_field(column: Node, labels: dict[str, str]) -> str | None:
    field = column.get("field")
    return labels.get(str(field.value)) if field else None


def _carried(sample: Node, renames: dict[str, str | None]) -> Node:
    """A sample under the names that its columns have in the child, without those that the child lacks."""
    if isinstance(sample.value, list):
        return Node([_carried(row, renames) for row in sample.value], sample.file, sample.path)
    named = {_renamed(key, renames): node for key, node in sample.items()}
    return Node({key: node for key, node in named.items() if key is not None}, sample.file, sample.path)


def _renamed(key: str, renames: dict[str, str | None]) -> str | None:
    """
    >>> _renamed("単価12", {"単価{n}": "価格{n}"}), _renamed("単価", {"単価": None}), _renamed("氏名", {})
    ('価格12', None, '氏名')
    """
    if key in renames:
        return renames[key]
    for old, new in renames.items():
        found = re.fullmatch(re.escape(old).replace(re.escape("{n}"), "([0-9]+)"), key) if "{n}" in old else None
        if found:
            return new.replace("{n}", found.group(1)) if new else None
    return key


def _patch(merged: Node, changes: Node, problems: Problems) -> None:
    for name, change in changes.items():
        columns = list(merged.table("columns").elements())
        labels = [label(column) for column in columns]
        at = next((i for i, known in enumerate(labels) if fold(known) == fold(name)), None)
        if not isinstance(change.value, dict):
            problems.add("WRONG_TYPE", change, key=name, expected="[column.…]")
        elif at is None and "after" not in change.value:
            problems.unknown("UNKNOWN_COLUMN", change, name, labels)
        else:
            _set_columns(merged, _changed(columns, labels, at, name, change, problems))


def _set_columns(merged: Node, columns: list[Node]) -> None:
    old = merged.table("columns")
    merged.value["columns"] = Node(columns, old.file, old.path)


def _changed(
    columns: list[Node], labels: list[str], at: int | None, name: str, change: Node, problems: Problems
) -> list[Node]:
    keys = dict(change.value)
    remove, after = keys.pop("remove", None), keys.pop("after", None)
    if remove is not None and remove.value is True and at is not None:
        return [*columns[:at], *columns[at + 1 :]]
    base = dict(columns[at].value) if at is not None else {"name": Node(name, change.file, change.path)}
    column = Node(_over(base, keys), change.file, change.path)
    if after is None:
        return [column if i == at else c for i, c in enumerate(columns)]
    place = next((i for i, known in enumerate(labels) if fold(known) == fold(str(after.value))), None)
    if place is None:
        problems.unknown("UNKNOWN_COLUMN", after, str(after.value), labels)
        return columns
    rest = [(i, c) for i, c in enumerate(columns) if i != at]
    return [*(c for i, c in rest if i <= place), column, *(c for i, c in rest if i > place)]


def _over(base: dict[str, Node], keys: dict[str, Node]) -> dict[str, Node]:
    """Keys of a change over those of a column; a column takes its text in one way, so the new way drops the old."""
    for new, old in (("constant", "field"), ("field", "constant")):
        if new in keys and old not in keys:
            base.pop(old, None)
    if "provider_codes" in keys and "provider_codes" in base:
        keys = {**keys, "provider_codes": merge(base["provider_codes"], keys["provider_codes"])}
    return {**base, **keys}


def label(column: Node) -> str:
    """The label by which a file names a column of its parent, {n} as written."""
    name, nth = column.get("name"), column.get("nth")
    text = str(name.value) if name else ""
    return f"{text}#{nth.value}" if nth and nth.value != 1 else text
