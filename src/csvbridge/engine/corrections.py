"""What changed in rejects between the day they were written and the day they come back.

The copy that stands beside a file of rejects says what each cell was. From it come the list of corrections, so that
the cart gets the same ones, and the damage that only a comparison can show: 00123 that is 123 now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.checks.fault import Fault
from csvbridge.dialect import Dialect
from csvbridge.engine.outputs import CODE, COPY, MARK, ORDER, RECORD
from csvbridge.errors import WrongFileError
from csvbridge.findings import Finding
from csvbridge.forms import damage
from csvbridge.profile.columns import FEEDBACK
from csvbridge.reader import read
from csvbridge.writer import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from csvbridge.engine.locate import Located
    from csvbridge.profile.columns import FileColumn

HEADER = ("注文番号", "列", "修正前", "修正後")
LIST = Dialect.model_validate({"encoding": "utf-8", "bom": True, "quote": "all"})
"""UTF-8 with BOM: a correction may hold characters that the source's encoding lacks; Excel opens it."""

SIGNATURE = (RECORD, ORDER, CODE)
"""Columns by which a row is found again; Excel leaves all of them alone."""

COMPARED = frozenset({"text"})
"""Types whose cells show damage only beside the former ones; checks of the other types see it by themselves."""


class Change(NamedTuple):
    """A cell that differs: `row` counts the rows of the file that came back, `column` is its header."""

    row: int
    place: int
    order: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Cells that a person changed, findings of the whole file, faults of cells."""

    changes: Sequence[Change] = ()
    notes: Sequence[Finding] = ()
    faults: Sequence[Fault] = field(default_factory=tuple)


def compare(located: Located, copies: Sequence[bytes], needed: Collection[str]) -> Compared:
    """Compare a file of rejects with the copy it came from; any other file gives nothing.

    Only cells of fields that the run needs are looked at for damage.

    `copies[0]` is the one of the file's own name; where that does not fit, exactly one of the others must.
    """
    if ORDER not in located.feedback:
        return Compared()
    now = _frame(located.records.header, located.records.cells).with_row_index("row")
    fitting = [pair for data in copies if (pair := _fit(now, data, located))]
    own = bool(fitting) and fitting[0][0] == copies[0]
    if not fitting or not (own or len({data for data, _ in fitting}) == 1):
        return Compared(notes=(Finding("CORRECTIONS_UNKNOWN", "info"),))
    before = fitting[0][1]
    changes = list(_changes(now, before))
    return Compared(tuple(changes), tuple(_left_out(now, before)), tuple(_damaged(changes, located, needed)))


def _frame(header: Sequence[str], cells: pl.DataFrame) -> pl.DataFrame:
    """The cells with line ends as LF under their headers; the n-th column of one name is `name\\0n`."""
    seen: dict[str, int] = {}
    names = []
    for name in header:
        seen[name] = seen.get(name, 0) + 1
        names.append(f"{name}\0{seen[name]}" if seen[name] > 1 else name)
    plain = cells.with_columns(pl.all().str.replace_all("\r\n?", "\n"))
    return plain.rename(dict(zip(cells.columns, names, strict=True)))


def _fit(now: pl.DataFrame, data: bytes, located: Located) -> tuple[bytes, pl.DataFrame] | None:
    """The copy as a frame if each row that came back stands in it."""
    try:
        records = read(data, COPY.model_copy(update={"caps": located.format.dialect.caps}))
    except WrongFileError:
        return None
    before = _frame(records.header, records.cells)
    if not set(SIGNATURE) <= set(now.columns) & set(before.columns):
        return None
    return None if now.join(before, on=SIGNATURE, how="anti").height else (data, before)


def _changes(now: pl.DataFrame, before: pl.DataFrame) -> Iterator[Change]:
    """Cells that differ, row by row."""
    old = before.unique(SIGNATURE, keep="first")
    both = now.join(old, on=SIGNATURE, how="left", suffix="\0before", maintain_order="left")
    names = [n for n in before.columns if n in now.columns and not n.startswith(FEEDBACK)]
    places = {name: place for place, name in enumerate(now.columns[1:])}
    differs = [pl.col(n) != pl.col(f"{n}\0before") for n in names]
    for cells in both.filter(pl.any_horizontal(differs)).iter_rows(named=True):
        for name in names:
            was, is_ = cells[f"{name}\0before"], cells[name]
            if was != is_:
                order = cells[ORDER].removeprefix(MARK)
                yield Change(cells["row"], places[name], order, name.partition("\0")[0], was, is_)


def listed(changes: Iterable[Change]) -> bytes | None:
    """The list as a CSV file, each correction of an order once though it was made on all its rows; None if empty."""
    told = list(dict.fromkeys((c.order, c.column, c.before, c.after) for c in changes))
    if not told:
        return None
    return csv_bytes(HEADER, pl.DataFrame(told, schema=dict.fromkeys(HEADER, pl.String), orient="row"), LIST)


def _left_out(now: pl.DataFrame, before: pl.DataFrame) -> Iterator[Finding]:
    gone = before.join(now, on=ORDER, how="anti")[ORDER].unique(maintain_order=True)
    if len(gone):
        orders = "、".join(order.removeprefix(MARK) for order in gone)
        yield Finding("ORDERS_LEFT_OUT", "warning", params={"orders": orders})


def _damaged(changes: Sequence[Change], located: Located, needed: Collection[str]) -> Iterator[Fault]:
    """What Excel did to a cell that no check would see without the former one."""
    columns: Mapping[int, FileColumn] = {located.places[c.label]: c for c in located.columns}
    for change in changes:
        column = columns.get(change.place)
        name = column.column.field if column else None
        if column is None or name is None or name not in needed or column.type not in COMPARED:
            continue
        code = _damage(change, name)
        if code:
            yield Fault(code, change.row, (column.label,), name, change.after, {"column": column.label})


def _damage(change: Change, name: str) -> str | None:
    if change.before.isdecimal() and change.before.startswith("0") and change.before.lstrip("0") == change.after:
        return "ZERO_LOST"
    known = damage.kinds_of(name, FIELDS[name].type)
    for kind in (damage.EXPONENT, damage.DATE):
        if kind not in known and kind.holds(change.after) and not kind.holds(change.before):
            return kind.code
    return None
