"""Files that carry source rows back to a person: rejects, lists set apart, unreadable records.

Source columns and source encoding are untouched; five columns say which order, of how many rows, which code, and why.
"""

from __future__ import annotations

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
    from csvbridge.reader import Records

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


def dialect(located: Located) -> Dialect:
    """The dialect in which source rows go back: the encoding that was read; UTF-8 gets a BOM, for Excel."""
    encoding = located.records.encoding
    is_utf8 = encoding.startswith("utf")
    changes = {"encoding": "utf-8" if is_utf8 else encoding, "bom": is_utf8, "max_rows": None}
    quote = "minimal" if located.format.dialect.quote == "none" else located.format.dialect.quote
    return located.format.dialect.model_copy(update={**changes, "quote": quote})


def rows(located: Located, mask: pl.Series) -> bytes | None:
    """The source rows of a mask, header included; None if there are none."""
    if not mask.any():
        return None
    header, cells = _source(located, mask)
    return csv_bytes(header, cells, dialect(located))


def _source(located: Located, mask: pl.Series) -> tuple[list[str] | None, pl.DataFrame]:
    """Header and cells of some rows as they came, without the columns of an earlier feedback."""
    places = [i for i in range(located.records.cells.width) if i not in located.feedback.values()]
    cells = located.records.cells.select(str(i) for i in places).filter(mask)
    return [located.records.header[i] for i in places] if located.records.header else None, cells


def rejects(
    located: Located,
    groups: Groups,
    rejected: pl.Series,
    findings: Sequence[Finding],
    reason: Reason,
    *,
    workbook: bool = False,
) -> Rejects | None:
    """Every row of a rejected order, with its record, order, rows, codes and reasons on each row.

    With `workbook` the file is an xlsx of text cells, the offending ones coloured.
    """
    if not rejected.any():
        return None
    mask = groups.rows_of(rejected)
    header, cells = _source(located, mask)
    extra = _feedback(located, groups, mask, _told(located, groups, findings, reason))
    cells = cells.with_columns(extra)
    if header is not None:
        header += [series.name for series in extra]
    copy = None if header is None else csv_bytes(header, cells, COPY)
    if workbook:
        return Rejects(xlsx_bytes(_sheet(located, groups, mask, findings, header, cells)), copy)
    return Rejects(csv_bytes(header, cells, dialect(located)), copy)


def _feedback(
    located: Located, groups: Groups, mask: pl.Series, told: tuple[dict[int, str], dict[int, str]]
) -> list[pl.Series]:
    orders = groups.order.filter(mask)
    codes, reasons = told
    return [
        located.records.record.filter(mask).cast(pl.String).alias(RECORD),
        (MARK + groups.key.gather(orders).fill_null("")).alias(ORDER),
        groups.size.gather(orders).cast(pl.String).alias(ROWS),
        pl.Series(CODE, [codes.get(order, "") for order in orders], dtype=pl.String),
        pl.Series(REASON, [reasons.get(order, "") for order in orders], dtype=pl.String),
    ]


def _sheet(
    located: Located,
    groups: Groups,
    mask: pl.Series,
    findings: Sequence[Finding],
    header: list[str] | None,
    cells: pl.DataFrame,
) -> Sheet:
    """The workbook's sheet; a document without header gets the numbers of its columns for one."""
    names = cells.columns
    titles = header or [f"#{int(name) + 1}" if name.isdigit() else name for name in names]
    order = next((i for i, n in enumerate(names) if n in _keys(located)), None)
    return Sheet(
        titles,
        cells.rows(),
        frozenset(_marked(located, groups, mask, findings, names)),
        key=order,
        wrapped={names.index(REASON)},
    )


def _keys(located: Located) -> set[str]:
    return {str(located.places[c.label]) for c in located.feeding("order.number")}


def _marked(
    located: Located, groups: Groups, mask: pl.Series, findings: Sequence[Finding], names: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """The cells of errors, as (row, column) of the sheet; on all rows of their order that hold the same."""
    row_of = _row_of(located.records, findings)
    shown = {row: i for i, row in enumerate(mask.arg_true())}
    members: dict[int, list[int]] = {}
    for row in shown:
        members.setdefault(groups.order[row], []).append(row)
    for finding in findings:
        row = row_of.get(finding.record or 0, -1)
        if finding.severity != "error" or row not in shown:
            continue
        for place in _places(located, finding.column):
            column = located.records.cells[place]
            same = (other for other in members[groups.order[row]] if column[other] == column[row])
            yield from ((shown[other], names.index(place)) for other in same)


def _places(located: Located, columns: str | None) -> list[str]:
    """Columns of the frame by a finding's words for them: one label, or several joined."""
    labels = [columns] if columns in located.places else (columns or "").split("・")
    return [str(located.places[label]) for label in labels if label in located.places]


def _row_of(records: Records, findings: Sequence[Finding]) -> dict[int, int]:
    """The rows of the records that findings speak of."""
    told = pl.Series(sorted({f.record for f in findings if f.record is not None}), dtype=pl.UInt32)
    return dict(zip(told, records.record.search_sorted(told), strict=True))


def _told(
    located: Located, groups: Groups, findings: Sequence[Finding], reason: Reason
) -> tuple[dict[int, str], dict[int, str]]:
    """By order, the codes that keep it out and what to do about them."""
    row_of = _row_of(located.records, findings)
    codes: dict[int, dict[str, None]] = {}
    reasons: dict[int, dict[str, None]] = {}
    for finding in findings:
        if finding.severity != "error" or finding.record is None:
            continue
        order = int(groups.order[row_of[finding.record]])
        codes.setdefault(order, {})[finding.code] = None
        reasons.setdefault(order, {})[reason(finding)] = None
    return {o: " ".join(c) for o, c in codes.items()}, {o: " / ".join(r) for o, r in reasons.items()}


def unreadable(records: Records) -> bytes | None:
    """Records without cells, byte for byte."""
    return b"".join(u.raw for u in records.unreadable) or None


def unreadable_findings(records: Records) -> Iterator[Finding]:
    """One finding a record without cells."""
    for u in records.unreadable:
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
