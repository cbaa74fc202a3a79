"""Everything that is known of an unknown file: its frame, its columns, what a row is, and what the columns may be.

>>> found = inspect("注文番号,氏名\\r\\n1001,見本太郎\\r\\n1002,見本花子\\r\\n".encode("cp932"))
>>> found.rows, found.orders, found.key, [column.shape for column in found.columns]
(2, 2, 0, ['key', 'name'])
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from csvbridge.errors import WrongFileError
from csvbridge.learn.columns import columns_of, judged
from csvbridge.learn.grain import find_grain
from csvbridge.learn.model import Inspection
from csvbridge.learn.sight import sight_with_text
from csvbridge.reader.careful import read_careful
from csvbridge.reader.fast import read_fast
from csvbridge.reader.head import read_head
from csvbridge.reader.xlsx import read_xlsx

if TYPE_CHECKING:
    from csvbridge.learn.grain import Found
    from csvbridge.learn.model import ColumnSighting, Sighting
    from csvbridge.learn.sight import Sight
    from csvbridge.reader import Records


def inspect(data: bytes, *, name: str = "") -> Inspection:
    """Look at the bytes of a file; `name` goes into the params of a refusal.

    Where the frame cannot be told there are no columns, no rows and no records.

    Raises WrongFileError, as the reader does, where the bytes are no table of text: a web page, an archive, a
    workbook that is none of csvbridge's own, nothing at all, or a file that is cut off.
    """
    try:
        seen = sight_with_text(data)
        records = read_xlsx(data) if seen.sighting.workbook else _records(seen)
    except WrongFileError as refusal:
        refusal.params = {"file": name, **refusal.params}
        raise
    return _nothing(seen.sighting) if records is None else _inspection(seen.sighting, records)


def _records(seen: Sight) -> Records | None:
    """The records as the reader reads them, from the text that is there already."""
    dialect, source, text = seen.sighting.dialect, seen.source, seen.text
    if dialect is None or source is None or text is None:
        return None
    head = read_head(source, text, dialect)
    return read_fast(source, text, head, dialect) or read_careful(source, text, head, dialect)


def _nothing(sighting: Sighting) -> Inspection:
    return Inspection(sighting, (), (), 0, None, None, None, 0, None)


def _inspection(sighting: Sighting, records: Records) -> Inspection:
    from csvbridge.learn.mapping import guess

    seen = columns_of(records.header, records.cells)
    shapes = [column.shape for column in seen]
    found = find_grain(records.header, records.cells, shapes)
    columns = tuple(_in_order(column, found) for column in seen)
    guesses = guess(columns, grain=found.grain)
    named = next((g.column.index for g in guesses if g.field == "order.number"), None)
    if found.key is None and named is not None:
        found = find_grain(records.header, records.cells, shapes, named=named)
        columns = tuple(_in_order(column, found) for column in seen)
        guesses = guess(columns, grain=found.grain)
    return Inspection(
        sighting=sighting,
        columns=columns,
        guesses=guesses,
        rows=records.cells.height,
        orders=found.orders,
        grain=found.grain,
        key=found.key,
        unreadable=len(records.unreadable),
        records=records,
        evidence=found.evidence,
        judged=judged(records.cells).height,
        blocks=found.blocks,
    )


def _in_order(column: ColumnSighting, found: Found) -> ColumnSighting:
    """A column with what is known of it within an order."""
    n = column.index
    shape = "key" if n == found.key and column.filled else column.shape
    return replace(column, shape=shape, varies=found.varies[n], stands=found.stands[n])
