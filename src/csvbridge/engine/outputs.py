"""Files that carry source rows back to a person: rejects, lists set apart, unreadable records.

Source columns and source encoding are untouched; four columns say which order, which code, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.checks.fault import Fault
from csvbridge.engine.words import fold
from csvbridge.findings import Finding
from csvbridge.writer import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from csvbridge.dialect import Dialect
    from csvbridge.engine.group import Groups
    from csvbridge.engine.locate import Located
    from csvbridge.reader import Records

    Reason = Callable[[Finding], str]

RECORD, ORDER, CODE, REASON = FEEDBACK = (
    "csvbridge_record",
    "csvbridge_order",
    "csvbridge_code",
    "csvbridge_reason",
)
MARK = "#"
"""Before an order number in `csvbridge_order`, so that Excel leaves it alone."""


def dialect(located: Located) -> Dialect:
    """The dialect in which source rows go back: the encoding that was read; UTF-8 gets a BOM, for Excel."""
    encoding = located.records.encoding
    is_utf8 = encoding.startswith("utf")
    changes = {"encoding": "utf-8" if is_utf8 else encoding, "bom": is_utf8, "max_rows": None}
    quote = "minimal" if located.format.dialect.quote == "none" else located.format.dialect.quote
    return located.format.dialect.model_copy(update={**changes, "quote": quote})


def rows(located: Located, mask: pl.Series, extra: Sequence[pl.Series] = ()) -> bytes | None:
    """The source rows of a mask, header included; None if there are none."""
    if not mask.any():
        return None
    places = [i for i in range(located.records.cells.width) if i not in located.feedback.values()]
    cells = located.records.cells.select(str(i) for i in places).filter(mask)
    header = [located.records.header[i] for i in places] if located.records.header else None
    if extra:
        cells = cells.with_columns(extra)
        header = [*header, *(series.name for series in extra)] if header is not None else None
    return csv_bytes(header, cells, dialect(located))


def rejects(
    located: Located, groups: Groups, rejected: pl.Series, findings: Sequence[Finding], reason: Reason
) -> bytes | None:
    """Every row of a rejected order, with its record, order, codes and reasons on each row."""
    if not rejected.any():
        return None
    mask = groups.rows_of(rejected)
    codes, reasons = _told(located, groups, findings, reason)
    orders = groups.order.filter(mask)
    keys = groups.key.gather(orders)
    extra = [
        located.records.record.filter(mask).cast(pl.String).alias(RECORD),
        (MARK + keys.fill_null("")).alias(ORDER),
        pl.Series(CODE, [codes.get(order, "") for order in orders], dtype=pl.String),
        pl.Series(REASON, [reasons.get(order, "") for order in orders], dtype=pl.String),
    ]
    return rows(located, mask, extra)


def _told(
    located: Located, groups: Groups, findings: Sequence[Finding], reason: Reason
) -> tuple[dict[int, str], dict[int, str]]:
    """By order, the codes that keep it out and what to do about them."""
    row_of = {int(record): row for row, record in enumerate(located.records.record)} if findings else {}
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
