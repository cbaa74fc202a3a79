"""Records without cells: whose order are they, and which orders may lack a row because of them?

In a grain of several rows an order, a broken record may belong to the order before or after it. If its key can be
read and is that of an order of the file, only that order is incomplete; else both neighbours are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.checks.fault import Fault
from csvbridge.engine.words import fold
from csvbridge.reader.split import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from csvbridge.engine.group import Groups
    from csvbridge.engine.locate import Located
    from csvbridge.reader import Unreadable

LEGIBLE = frozenset({"RAGGED", "UNDECODABLE", "MOJIBAKE"})
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
    known = {key: i for i, key in enumerate(groups.key) if key is not None}
    several_rows = located.format.grain != "order"
    record = located.records.record
    for unreadable in located.records.unreadable:
        key = _key(unreadable, located, key_label)
        hit = {known[key]} if key in known else set()
        if not hit and several_rows:
            hit = _neighbours(unreadable.record, record, groups)
        for order in sorted(hit):
            params = {"record": unreadable.record, "line": unreadable.line, "reason": unreadable.code}
            yield Fault("ORDER_INCOMPLETE", int(groups.first[order]), params=params)


def _key(unreadable: Unreadable, located: Located, label: str | None) -> str | None:
    """The key of a broken record, if its cell can be told."""
    if label is None or unreadable.code not in LEGIBLE:
        return None
    cells = split(unreadable.raw, located.records.encoding, located.format.dialect)
    place = located.places[label]
    return fold(cells[place]) if cells is not None and place < len(cells) else None


def _neighbours(number: int, record: pl.Series, groups: Groups) -> set[int]:
    after = int(record.search_sorted(number, side="left"))
    rows = [row for row in (after - 1, after) if 0 <= row < len(record)]
    return {int(groups.order[row]) for row in rows}
