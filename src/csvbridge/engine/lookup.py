"""Second files: credit results for a shipping report, earlier uploads for a credit request.

Over several results of one order a final word beats pending and on_hold, cancelled beats approved, and two
different final words are a conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.checks.fault import Fault
from csvbridge.codes import lookup as lookup_code
from csvbridge.engine.cells import Cells
from csvbridge.engine.locate import locate
from csvbridge.engine.select import holds, matching
from csvbridge.errors import WrongFileError
from csvbridge.reader import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.engine.verdicts import Verdicts
    from csvbridge.profile.models import Format, Lookup

OPEN = ("pending", "on_hold")
RESULT = "credit.result"


@dataclass(frozen=True, slots=True)
class Found:
    """What the files of one lookup say: `rows` has one row a key, `conflicts` the keys with contrary final words.

    `rejected` maps a key to the code of what is wrong in its own row there.
    """

    rows: pl.DataFrame
    conflicts: dict[str, tuple[str, ...]]
    rejected: dict[str, str]


def load(files: Sequence[tuple[str, bytes]], format_: Format, lookup: Lookup) -> Found:
    """Read the files of a lookup, in the order given, into one row a key.

    Raises:
        WrongFileError: a file is not of the lookup's format.
    """
    fields = dict.fromkeys([lookup.by, *lookup.take, *lookup.require, RESULT])
    frames, rejected = [], {}
    for name, data in files:
        frame, wrong = _one(name, data, format_, tuple(fields), lookup.by)
        frames.append(frame)
        rejected.update(wrong)
    spoilt = [key for key, code in rejected.items() if code != "REQUIRED"]
    rows = pl.concat(frames, how="diagonal").drop_nulls(lookup.by).filter(~pl.col(lookup.by).is_in(spoilt))
    if RESULT in rows.columns:
        rows, conflicts = _settle(rows, lookup.by)
    else:
        rows, conflicts = rows.unique(lookup.by, keep="last", maintain_order=True), {}
    return Found(rows, conflicts, rejected)


def _one(
    name: str, data: bytes, format_: Format, fields: tuple[str, ...], by: str
) -> tuple[pl.DataFrame, dict[str, str]]:
    records = read(data, format_.dialect, name=name)
    try:
        located = locate(records, format_, set(fields))
    except WrongFileError as refusal:
        refusal.params = {"file": name, **refusal.params}
        raise
    cells = Cells(located, pl.int_range(0, records.cells.height, eager=True, dtype=pl.UInt32))
    frame = cells.frame(fields)
    keys = frame[by]
    errors = [fault for fault in cells.faults if lookup_code(fault.code).severity == "error"]
    wrong = {keys[fault.row]: fault.code for fault in errors if keys[fault.row] is not None}
    return frame, wrong


def _settle(rows: pl.DataFrame, by: str) -> tuple[pl.DataFrame, dict[str, tuple[str, ...]]]:
    """One row a key: the final word where there is one, the last of several open ones otherwise."""
    word = pl.col(RESULT)
    weight = pl.when(word.is_in(OPEN)).then(0).when(word == "cancelled").then(2).otherwise(1)
    weighed = rows.filter(word.is_not_null()).with_row_index("at").with_columns(weight=weight)
    finals = weighed.filter(pl.col("weight") > 0).unique([by, RESULT], maintain_order=True)
    contrary = finals.filter(~(word.is_in(["approved", "cancelled"]).all().over(by))).filter(pl.len().over(by) > 1)
    conflicts = {key: tuple(words) for key, words in contrary.group_by(by, maintain_order=True).agg(word).iter_rows()}
    best = weighed.sort("weight", "at", maintain_order=True).unique(by, keep="last", maintain_order=True)
    return best.sort("at").drop("at", "weight"), conflicts


def find(orders: pl.DataFrame, name: str, lookup: Lookup, found: Found, verdicts: Verdicts) -> pl.DataFrame:
    """Join what a lookup gives; drop and reject the orders that it says something against."""
    if lookup.by not in orders.columns:
        return orders
    there = orders.select("order", "row", key=pl.col(lookup.by)).join(
        found.rows.rename({lookup.by: "key"}),
        on="key",
        how="left",
        maintain_order="left",
        suffix="_found",
        coalesce=True,
    )
    known = orders[lookup.by].is_in(found.rows[lookup.by].implode())
    if lookup.absent:
        _already_sent(orders, known, name, verdicts)
        return orders
    unfound = orders.filter(~known)["order"]
    conflicts, wrong = found.conflicts, found.rejected
    in_conflict = orders[lookup.by].is_in(list(conflicts))
    contrary = _each(orders, in_conflict, lookup.by)
    verdicts.add(Fault("RESULT_CONFLICT", row, field=RESULT, params={"words": conflicts[k]}) for row, k in contrary)
    spoilt = ~known & orders[lookup.by].is_in(list(wrong))
    told = _each(orders, spoilt, lookup.by)
    verdicts.add(Fault("LOOKUP_REJECTED", row, params={"name": name, "code": wrong[k]}) for row, k in told)
    _not_found(orders, ~known & ~spoilt, name, lookup, verdicts)
    _other_state(orders.select("row"), there, known & ~in_conflict, name, lookup, verdicts)
    for order in unfound:
        verdicts.blame(order, lookup.take)
    taken = {field: there[field] for field in lookup.take if field in there.columns}
    _blank(orders, known, taken, name, verdicts)
    return orders.with_columns(series.alias(field) for field, series in taken.items())


def _each(orders: pl.DataFrame, mask: pl.Series, by: str) -> list[tuple[int, str]]:
    return list(orders.filter(mask.fill_null(False)).select("row", by).iter_rows())


def _mask_of(orders: pl.DataFrame, mask: pl.Series, verdicts: Verdicts) -> pl.Series:
    """A mask over some orders as a mask over all orders of the file."""
    hit = orders["order"].filter(mask)
    none = pl.repeat(False, len(verdicts.dropped), eager=True)
    return none.scatter(hit, True) if len(hit) else none


def _already_sent(orders: pl.DataFrame, known: pl.Series, name: str, verdicts: Verdicts) -> None:
    verdicts.add(Fault("ALREADY_SENT", row, params={"name": name}) for row in orders.filter(known)["row"])
    verdicts.drop(_mask_of(orders, known, verdicts))


def _not_found(orders: pl.DataFrame, lost: pl.Series, name: str, lookup: Lookup, verdicts: Verdicts) -> None:
    """Rejected or dropped as the profile says; `reject_when` rejects the orders that are known to belong there."""
    if not lost.any():
        return
    reject = lost
    if lookup.not_found == "drop":
        reject = lost & matching(orders, lookup.reject_when)
        verdicts.drop(_mask_of(orders, lost & ~reject, verdicts))
    rows = orders.filter(reject)["row"]
    verdicts.add(Fault("LOOKUP_NOT_FOUND", row, field=lookup.by, params={"name": name}) for row in rows)


def _other_state(
    rows: pl.DataFrame, there: pl.DataFrame, known: pl.Series, name: str, lookup: Lookup, verdicts: Verdicts
) -> None:
    for field, condition in lookup.require.items():
        other = known & ~there.select(holds(field, condition)).to_series()
        for row, state in pl.DataFrame([rows["row"], there[field].alias("state")]).filter(other).iter_rows():
            verdicts.add([Fault("LOOKUP_STATE", row, field=field, params={"name": name, "state": state})])


def _blank(orders: pl.DataFrame, known: pl.Series, taken: dict[str, pl.Series], name: str, verdicts: Verdicts) -> None:
    for field, series in taken.items():
        for row in orders["row"].filter(known & series.is_null()):
            params = {"name": name, "field": FIELDS[field].label}
            verdicts.add([Fault("LOOKUP_BLANK", row, field=field, params=params)])
