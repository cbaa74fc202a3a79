"""Records without cells: whose order are they, and which orders may lack a row because of them?

In a grain of several rows an order, a broken record may belong to the order before or after it. If its key can be
read and is that of an order of the file, only that order is incomplete; else both neighbours are. In a record with a
cell too many or too few the key is believed only if it is a neighbour's, and the cells beside it may be the key, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.checks.fault import Fault
from csvbridge.forms import damage
from csvbridge.profile.values import Value
from csvbridge.reader.split import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from csvbridge.engine.group import Groups
    from csvbridge.engine.locate import Located
    from csvbridge.reader import Unreadable

LEGIBLE = frozenset(
    {"RAGGED", "UNDECODABLE", "MOJIBAKE", "NUL_IN_RECORD", "BOM_INSIDE", "CELL_TOO_LONG", "CELL_TOO_MANY_LINES"}
)
"""Broken records whose cells can still be told apart, so that the key may be read."""


def breaks(located: Located) -> pl.Series:
    """Mask over the rows: a broken record stands directly before this row."""
    record = located.records.record
    broken = [u.record for u in located.records.unreadable]
    before = record.shift(1, fill_value=0)
    mask = (record < 0).fill_null(False)
    for number in broken:
        mask = mask | ((before < number) & (number < record))
    return mask


def find(located: Located, groups: Groups, key_label: str | None) -> Iterator[Fault]:
    """ORDER_INCOMPLETE for each order that a broken record may belong to."""
    if not located.records.unreadable:
        return
    known: dict[str, set[int]] = {}
    for i, key in enumerate(groups.key):
        if key is not None:
            known.setdefault(key, set()).add(i)
    several_rows = located.format.grain != "order"
    record = located.records.record
    for unreadable in located.records.unreadable:
        key, *moved = _keys(unreadable, located, key_label) or [""]
        own, near = known.get(key, set()), _neighbours(unreadable.record, record, groups) if several_rows else set()
        hit = own.union(*(known.get(other, ()) for other in moved)) if several_rows else own
        if not own or (unreadable.code == "RAGGED" and not own & near):
            hit = hit | near
        for order in sorted(hit):
            params = {"record": unreadable.record, "line": unreadable.line, "reason": unreadable.code}
            yield Fault("ORDER_INCOMPLETE", int(groups.first[order]), params=params)


def suspects(located: Located, key_label: str | None) -> frozenset[str]:
    """The keys that the broken records of a file may have had, as far as they can be read."""
    return frozenset(key for broken in located.records.unreadable for key in _keys(broken, located, key_label) if key)


def _keys(unreadable: Unreadable, located: Located, label: str | None) -> list[str]:
    """The key of a broken record, and what else may be it: a cell too many or too few moves it by as many places."""
    if label is None or unreadable.code not in LEGIBLE:
        return []
    cells = split(unreadable.raw, located.records.encoding, located.format.dialect)
    if cells is None:
        return []
    column = next(c for c in located.columns if c.label == label)
    place, reach = located.places[label], abs(len(cells) - located.records.cells.width)
    value = Value(column.type, column.column)
    near = sorted(range(max(0, place - reach), min(len(cells), place + reach + 1)), key=lambda at: abs(at - place))
    return [value.canonical(damage.unwrap(cells[at])) or "" for at in near]


def _neighbours(number: int, record: pl.Series, groups: Groups) -> set[int]:
    after = int(record.search_sorted(number, side="left"))
    rows = [row for row in (after - 1, after) if 0 <= row < len(record)]
    return {int(groups.order[row]) for row in rows}
