"""Files that carry source rows back to a person: rejects, lists set apart, unreadable records.

Source columns and source encoding are untouched; five columns say which order, of how many rows, which code, and why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.checks.fault import Fault
from csvbridge.dialect import Dialect
from csvbridge.engine.words import fold
from csvbridge.findings import Finding
from csvbridge.writer import csv_bytes
from csvbridge.writer.xlsx import Sheet, xlsx_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from csvbridge.engine.group import Groups
    from csvbridge.engine.locate import Located
    from csvbridge.profile.models import Lookup
    from csvbridge.reader import Unreadable

    Reason = Callable[[Finding], str]

RECORD, ORDER, ROWS, CODE, REASON = (
    "csvbridge_record",
    "csvbridge_order",
    "csvbridge_rows",
    "csvbridge_code",
    "csvbridge_reason",
)
MARK = "#"
"""Before an order number in `csvbridge_order`, so that Excel leaves it alone."""

COPY = Dialect.model_validate({"encoding": "utf-8", "quote": "all", "newline": "lf"})
"""How the copy of a file of rejects is kept, whatever the source's own form."""


class Rejects(NamedTuple):
    """A file of rejects and the copy that will tell what a person changed in it (None for files without header)."""

    file: bytes
    copy: bytes | None


@dataclass(frozen=True, slots=True)
class Rows:
    """Source rows that go back to a person, as they came, without the columns of an earlier feedback.

    `cells` has the columns "0", "1", … of the file, one row a record; `record`, `key` and `size` tell of each row its
    record, the number of its order and the rows of that. `order` tells the orders apart. `places`: label → column.
    """

    header: tuple[str, ...]
    cells: pl.DataFrame
    record: pl.Series
    order: pl.Series
    key: pl.Series
    size: pl.Series
    places: Mapping[str, str]
    keys: frozenset[str]
    dialect: Dialect

    def renumbered(self, number: Callable[[int], int]) -> Rows:
        """The rows with other numbers of their records."""
        return replace(self, record=pl.Series("record", map(number, self.record), dtype=pl.UInt32))

    def alone(self) -> Rows:
        """The same rows in memory of their own: cells that were filtered out of a file hold on to all of its text."""
        cells = pl.DataFrame.deserialize(BytesIO(self.cells.with_columns(self.key.alias(ORDER)).serialize()))
        return replace(self, cells=cells.drop(ORDER), key=cells[ORDER].alias(self.key.name))

    @staticmethod
    def joined(parts: Sequence[Rows]) -> Rows:
        """The rows of several parts of a file, whose records have their numbers in the file, in that order."""
        if len(parts) == 1:
            return parts[0]
        orders, known = [], 0
        for part in parts:
            orders.append(part.order.rank("dense") + known)
            known += part.order.n_unique()
        record = pl.concat(part.record for part in parts)
        place = record.arg_sort()
        return replace(
            parts[0],
            cells=pl.concat(part.cells for part in parts)[place],
            record=record[place],
            order=pl.concat(orders)[place],
            key=pl.concat(part.key for part in parts)[place],
            size=pl.concat(part.size for part in parts)[place],
        )


def dialect(located: Located) -> Dialect:
    """The dialect in which source rows go back: the encoding that was read; UTF-8 gets a BOM, for Excel."""
    encoding = located.records.encoding
    is_utf8 = encoding.startswith("utf")
    changes = {"encoding": "utf-8" if is_utf8 else encoding, "bom": is_utf8, "max_rows": None}
    quote = "minimal" if located.format.dialect.quote == "none" else located.format.dialect.quote
    return located.format.dialect.model_copy(update={**changes, "quote": quote})


def rows(located: Located, groups: Groups, orders: pl.Series) -> Rows | None:
    """The source rows of the orders of a mask; None if there are none."""
    if not orders.any():
        return None
    mask = groups.rows_of(orders)
    rows = pl.int_range(0, len(mask), eager=True, dtype=pl.UInt32).filter(mask)
    places = [i for i in range(located.records.cells.width) if i not in located.feedback.values()]
    order = groups.order.filter(mask)
    return Rows(
        header=tuple(located.records.header[i] for i in places) if located.records.header else (),
        cells=located.records.cells[rows, places],
        record=located.records.record.filter(mask),
        order=order,
        key=groups.key[order],
        size=groups.size[order],
        places={label: str(place) for label, place in located.places.items()},
        keys=frozenset(str(located.places[c.label]) for c in located.feeding("order.number")),
        dialect=dialect(located),
    )


def plain(rows: Rows) -> bytes:
    """The rows as they came, header included."""
    return csv_bytes(rows.header or None, rows.cells, rows.dialect)


def rejects(rows: Rows, findings: Sequence[Finding], reason: Reason, *, workbook: bool = False) -> Rejects:
    """Rows of rejected orders, with their record, order, rows, codes and reasons on each row.

    With `workbook` the file is an xlsx of text cells, the offending ones coloured.
    """
    extra = _feedback(rows, *_told(rows, findings, reason))
    cells = rows.cells.with_columns(extra)
    header = [*rows.header, *(series.name for series in extra)] if rows.header else None
    copy = None if header is None else csv_bytes(header, cells, COPY)
    if workbook:
        return Rejects(xlsx_bytes(_sheet(rows, findings, header, cells)), copy)
    return Rejects(csv_bytes(header, cells, rows.dialect), copy)


def _feedback(rows: Rows, codes: Mapping[int, str], reasons: Mapping[int, str]) -> list[pl.Series]:
    return [
        rows.record.cast(pl.String).alias(RECORD),
        (MARK + rows.key.fill_null("")).alias(ORDER),
        rows.size.cast(pl.String).alias(ROWS),
        pl.Series(CODE, [codes.get(order, "") for order in rows.order], dtype=pl.String),
        pl.Series(REASON, [reasons.get(order, "") for order in rows.order], dtype=pl.String),
    ]


def _sheet(rows: Rows, findings: Sequence[Finding], header: list[str] | None, cells: pl.DataFrame) -> Sheet:
    """The workbook's sheet; a document without header gets the numbers of its columns for one."""
    names = cells.columns
    titles = header or [f"#{int(name) + 1}" if name.isdigit() else name for name in names]
    return Sheet(
        titles,
        cells.rows(),
        frozenset(_marked(rows, findings)),
        key=next((i for i, n in enumerate(names) if n in rows.keys), None),
        wrapped={names.index(REASON)},
    )


def _marked(rows: Rows, findings: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """The cells of errors, as (row, column) of the sheet; on all rows of their order that hold the same."""
    at: dict[int, int] = {record: i for i, record in enumerate(rows.record)}
    members: dict[int, list[int]] = {}
    for row, order in enumerate(rows.order):
        members.setdefault(order, []).append(row)
    for finding in findings:
        row = at.get(finding.record or 0, -1)
        if finding.severity != "error" or row < 0:
            continue
        for place in _places(rows, finding.column):
            column = rows.cells[place]
            same = (other for other in members[rows.order[row]] if column[other] == column[row])
            yield from ((other, rows.cells.columns.index(place)) for other in same)


def _places(rows: Rows, columns: str | None) -> list[str]:
    """Columns of the frame by a finding's words for them: one label, or several joined."""
    known = columns or ""
    labels = [known] if known in rows.places else known.split("・")
    return [rows.places[label] for label in labels if label in rows.places]


def _told(rows: Rows, findings: Sequence[Finding], reason: Reason) -> tuple[dict[int, str], dict[int, str]]:
    """By order, the codes that keep it out and what to do about them."""
    order_of = dict(zip(rows.record, rows.order, strict=True))
    codes: dict[int, dict[str, None]] = {}
    reasons: dict[int, dict[str, None]] = {}
    for finding in findings:
        order = order_of.get(finding.record or 0)
        if finding.severity != "error" or order is None:
            continue
        codes.setdefault(order, {})[finding.code] = None
        reasons.setdefault(order, {})[reason(finding)] = None
    return {o: " ".join(c) for o, c in codes.items()}, {o: " / ".join(r) for o, r in reasons.items()}


def unreadable(records: Sequence[Unreadable]) -> bytes | None:
    """Records without cells, byte for byte."""
    return b"".join(u.raw for u in records) or None


def unreadable_findings(records: Sequence[Unreadable]) -> Iterator[Finding]:
    """One finding a record without cells."""
    for u in records:
        yield Finding(u.code, "error", record=u.record, line=u.line, params=u.params)


def changed_keys(located: Located, groups: Groups, key_columns: Sequence[str]) -> Iterator[Fault]:
    """KEY_CHANGED where a row fed back has another order number than the one that was rejected."""
    place = located.feedback.get(ORDER)
    if place is None:
        return
    before = located.records.cells[str(place)]
    now = groups.key.gather(groups.order).fill_null("")
    for row in (before != MARK + now).arg_true():
        if fold(before[row]) == MARK + now[row]:
            continue
        params = {"column": "・".join(key_columns), "before": before[row].removeprefix(MARK)}
        yield Fault("KEY_CHANGED", row, tuple(key_columns), "order.number", now[row], params)


def missing_rows(located: Located, groups: Groups) -> Iterator[Fault]:
    """ROWS_MISSING where an order fed back has fewer rows than when it was rejected."""
    places = [located.feedback.get(name) for name in (ORDER, ROWS)]
    if None in places:
        return
    before, rows = (located.records.cells[str(place)] for place in places)
    known = pl.DataFrame({"order": groups.order, "mark": before, "rows": rows.cast(pl.UInt32, strict=False)})
    per_order = known.group_by("order", maintain_order=True).agg(pl.col("mark").first(), pl.col("rows").max())
    for order, mark, count in per_order.iter_rows():
        size, key = int(groups.size[order]), groups.key[order]
        # A changed key is a finding of its own.
        if key is not None and count is not None and size < count and fold(mark) == MARK + key:
            yield Fault("ROWS_MISSING", int(groups.first[order]), params={"before": count, "now": size})


def held_before(
    located: Located, groups: Groups, lookups: Mapping[str, Lookup], given: Collection[str]
) -> Iterator[Fault]:
    """HELD_BEFORE where a row fed back was held by a second file that this run was not given."""
    place = located.feedback.get(CODE)
    if place is None:
        return
    absent = {name: lookup for name, lookup in lookups.items() if lookup.hold and name not in given}
    missing = {code: name for name, lookup in absent.items() for code in (*lookup.hold, "HELD_BEFORE")}
    codes = located.records.cells[str(place)].gather(groups.first)
    for row, told in zip(groups.first, codes, strict=True):
        code = next((code for code in told.split() if code in missing), None)
        if code is not None:
            yield Fault("HELD_BEFORE", row, params={"code": code, "name": missing[code]})
