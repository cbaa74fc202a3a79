"""What second files say about orders: credit results for a shipping report, earlier uploads for a credit request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.checks.fault import Fault
from csvbridge.codes import lookup as lookup_code
from csvbridge.engine.second_files import FILE, PROVIDER_ID, RESULT
from csvbridge.engine.select import holds, matching
from csvbridge.engine.settle import OPEN
from csvbridge.errors import WrongFileError
from csvbridge.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csvbridge.engine.second_files import Found
    from csvbridge.engine.verdicts import Verdicts
    from csvbridge.profile.models import Checks, Lookup

HELD = frozenset({"WAITING", "NEEDS_AMEND"})
"""Codes of [lookup.….hold] that say more than that the order went out before."""


def in_turn(lookups: Mapping[str, Lookup]) -> Iterator[str]:
    """The names of the lookups; one that joins by a field which another takes comes after it."""
    waiting = dict(lookups)
    while waiting:
        first = (n for n, one in waiting.items() if not any(one.by in o.take for m, o in waiting.items() if m != n))
        name = next(first, next(iter(waiting)))
        del waiting[name]
        yield name


def find(orders: pl.DataFrame, name: str, lookup: Lookup, found: Found, verdicts: Verdicts) -> pl.DataFrame:
    """Join what a lookup gives; drop and reject the orders that it says something against.

    Raises:
        WrongFileError: HEADER_MISSING, the input has nothing by which the second file could be joined.
    """
    if not _asks(lookup):
        return orders
    if lookup.by not in orders.columns:
        raise WrongFileError(
            "HEADER_MISSING", reason="header", columns=FIELDS[lookup.by].label, nearest="-", change="-"
        )
    there = _join(orders, lookup, found)
    known = there[FILE].is_not_null()
    if lookup.absent:
        _already_sent(orders, there, known & ~_held_back(orders, verdicts), name, verdicts)
        return orders
    contrary = orders[lookup.by].is_in(list(found.contrary)).fill_null(False)
    _contrary(orders.filter(contrary), lookup, found, verdicts)
    spoilt = ~known & orders[lookup.by].is_in(list(found.spoilt)).fill_null(False)
    _spoilt(orders.filter(spoilt), lookup, found, verdicts)
    _not_found(orders, ~known & ~spoilt & orders[lookup.by].is_not_null(), name, lookup, verdicts)
    _hold(orders, there, known & ~contrary, name, lookup, verdicts)
    _other_state(orders.select("row"), there, known & ~contrary, name, lookup, verdicts)
    stopped = ~verdicts.accepted.gather(orders["order"])
    for order in orders.filter(~known & stopped)["order"] if lookup.not_found != "accept" else ():
        verdicts.blame(order, lookup.take)
    _blank(orders, known, there, name, lookup, verdicts)
    return orders.with_columns(_taken(orders, there[field], known) for field in lookup.take)


def _asks(lookup: Lookup) -> bool:
    """Whether the lookup says anything about the orders of the input; one that only counts as an answer does not."""
    says = lookup.absent or lookup.take or lookup.require or lookup.hold or lookup.not_found != "accept"
    return bool(says) and not lookup.expected


def _join(orders: pl.DataFrame, lookup: Lookup, found: Found) -> pl.DataFrame:
    """`order`, `row`, `key` and the second file's fields, one row an order; all blank where it has none."""
    keys = orders.select("order", "row", key=pl.col(lookup.by))
    return keys.join(
        found.rows.with_columns(pl.col(lookup.by).alias("key")), on="key", how="left", maintain_order="left"
    )


def _taken(orders: pl.DataFrame, theirs: pl.Series, known: pl.Series) -> pl.Series:
    """What the second file gives; an order that it does not know keeps its own value."""
    return theirs.zip_with(known, orders[theirs.name]) if theirs.name in orders.columns else theirs


def _contrary(orders: pl.DataFrame, lookup: Lookup, found: Found, verdicts: Verdicts) -> None:
    for row, key in orders.select("row", lookup.by).iter_rows():
        code, params = found.contrary[key]
        verdicts.add([Fault(code, row, field=RESULT, params=params)])


def _spoilt(orders: pl.DataFrame, lookup: Lookup, found: Found, verdicts: Verdicts) -> None:
    for row, key in orders.select("row", lookup.by).iter_rows():
        file, code = found.spoilt[key]
        verdicts.add([Fault("LOOKUP_REJECTED", row, params={"file": file, "code": code})])


def _held_back(orders: pl.DataFrame, verdicts: Verdicts) -> pl.Series:
    """Mask of the orders that an earlier lookup holds: a person must act, so they are not dropped quietly."""
    held = {verdicts.groups.order[fault.row] for fault in verdicts.faults if fault.code in HELD}
    return orders["order"].is_in(sorted(held))


def _already_sent(orders: pl.DataFrame, there: pl.DataFrame, sent: pl.Series, name: str, verdicts: Verdicts) -> None:
    for row, file in there.filter(sent).select("row", FILE).iter_rows():
        verdicts.add([Fault("ALREADY_SENT", row, params={"name": name, "file": file})])
    verdicts.drop(verdicts.among_all(orders["order"].filter(sent)))


def _not_found(orders: pl.DataFrame, lost: pl.Series, name: str, lookup: Lookup, verdicts: Verdicts) -> None:
    """As the profile says; where it drops, `reject_when` rejects the orders that are known to belong there."""
    if lookup.not_found == "accept" or not lost.any():
        return
    reject = lost
    if lookup.not_found == "drop":
        reject = lost & matching(orders, lookup.reject_when)
        verdicts.drop(verdicts.among_all(orders["order"].filter(lost & ~reject)))
    rows = orders.filter(reject)["row"]
    verdicts.add(Fault("LOOKUP_NOT_FOUND", row, field=lookup.by, params={"name": name}) for row in rows)


def _hold(
    orders: pl.DataFrame, there: pl.DataFrame, known: pl.Series, name: str, lookup: Lookup, verdicts: Verdicts
) -> None:
    """Orders that stay out because of their state there; the first code whose conditions hold."""
    free = known
    for code, conditions in lookup.hold.items():
        held = free & matching(there, conditions)
        free = free & ~held
        if code == "ALREADY_SENT":
            _already_sent(orders, there, held, name, verdicts)
            continue
        for row, file, state, id_ in there.filter(held).select("row", FILE, RESULT, PROVIDER_ID).iter_rows():
            params = {"file": file, "state": state, "id": id_ or "-"}
            verdicts.add([Fault(code, row, field=RESULT, params=params)])


def _other_state(
    rows: pl.DataFrame, there: pl.DataFrame, known: pl.Series, name: str, lookup: Lookup, verdicts: Verdicts
) -> None:
    for field, condition in lookup.require.items():
        other = known & ~there.select(holds(field, condition)).to_series()
        for row, state in pl.DataFrame([rows["row"], there[field].alias("state")]).filter(other).iter_rows():
            verdicts.add([Fault("LOOKUP_STATE", row, field=field, params={"name": name, "state": state})])


def _blank(
    orders: pl.DataFrame, known: pl.Series, there: pl.DataFrame, name: str, lookup: Lookup, verdicts: Verdicts
) -> None:
    for field in lookup.take:
        for row in orders["row"].filter(known & there[field].is_null()):
            params = {"name": name, "field": FIELDS[field].label}
            verdicts.add([Fault("LOOKUP_BLANK", row, field=field, params=params)])


def unanswered(
    lookups: Mapping[str, Lookup], found: Mapping[str, Found], keys: pl.Series, orders: pl.DataFrame, checks: Checks
) -> Iterator[Finding]:
    """NO_ANSWER for each order of an `expected` lookup that is not here and that no result of another lookup ends.

    `keys` are those of all orders in the input, whatever became of them; `orders` may know more by other lookups.
    """
    code = "NO_ANSWER"
    severity = checks.severity.get(code) or lookup_code(code).severity
    if severity == "off":
        return
    for name, lookup in lookups.items():
        if not lookup.expected or name not in found:
            continue
        here = [keys, *([orders[lookup.by]] if lookup.by in orders.columns else [])]
        ended = [_ended(found[other], lookup.by) for other in lookups if other in found and other != name]
        answered = pl.concat([*here, *ended, pl.Series(checks.allow.get(code, ()), dtype=pl.String)]).drop_nulls()
        rows = found[name].rows.filter(~pl.col(lookup.by).is_in(answered.implode()))
        for key, file in rows.select(lookup.by, FILE).iter_rows():
            yield Finding(code, severity, order=key, params={"file": file})


def _ended(found: Found, by: str) -> pl.Series:
    """Keys with a final result."""
    if by not in found.rows.columns:
        return pl.Series(dtype=pl.String)
    final = pl.col(RESULT).is_not_null() & ~pl.col(RESULT).is_in(sorted(OPEN))
    return found.rows.filter(final)[by]
