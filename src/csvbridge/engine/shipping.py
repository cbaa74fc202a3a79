"""Shipments: several parcels of an order, several orders in a parcel, a number that was reported before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.checks import tracking
from csvbridge.checks.fault import Fault
from csvbridge.checks.tracking import NUMBER
from csvbridge.engine.second_files import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csvbridge.engine.locate import Located
    from csvbridge.engine.verdicts import Verdicts
    from csvbridge.profile.plan import Profile

BARE = pl.col(NUMBER).str.replace_all("[- ]", "")
"""Spaces and hyphens do not make another number."""


def counts_parcels(profile: Profile) -> bool:
    """Whether orders of one tracking number matter to each other."""
    sent = any(lookup.absent for lookup in profile.lookup.values())
    return profile.shipments.max_orders_per_tracking_number is not None or sent


def find(
    located: Located,
    orders: pl.DataFrame,
    several: Mapping[str, pl.DataFrame],
    sent: Sequence[pl.DataFrame],
    profile: Profile,
    verdicts: Verdicts,
) -> Iterator[Fault]:
    """Faults of the parcels of all orders that are not dropped, as [shipments] of the target says.

    `sent` has the rows of earlier uploads: their fields and the file of each.
    """
    if NUMBER not in orders.columns:
        return
    going = orders.filter(~verdicts.dropped.gather(orders["order"]))
    labels = located.labels([NUMBER])
    yield from tracking.find(going.filter(~going["order"].is_in(_spoilt(verdicts))), labels)
    if "shipment" in several:
        yield from _parcels(located, going, several["shipment"], profile, verdicts)
    most = profile.shipments.max_orders_per_tracking_number
    if most is not None:
        yield from _shared(labels, going, most, _provider_code(profile, "TRACKING_SHARED"))
    for rows in sent:
        yield from _reported(labels, going, rows, most or 1, _provider_code(profile, "TRACKING_REPORTED"))


def _spoilt(verdicts: Verdicts) -> list[int]:
    """Orders of which the number is known to be wrong: its length would be a second finding of one cause."""
    faults = [fault for fault in verdicts.faults if fault.field == NUMBER and verdicts.severity(fault) == "error"]
    return sorted({verdicts.groups.of_rows[fault.row] for fault in faults})


def _provider_code(profile: Profile, code: str) -> str | None:
    """The target's own code of a fault of the tracking number."""
    columns = [a.column.column for a in profile.assignments if a.field == NUMBER]
    return next((own for column in columns if (own := column.provider_codes.get(code))), None)


def _parcels(
    located: Located, orders: pl.DataFrame, several: pl.DataFrame, profile: Profile, verdicts: Verdicts
) -> Iterator[Fault]:
    """Several numbers are several parcels; several carriers or days of one number contradict each other."""
    labels = located.labels([NUMBER])
    severity = "error" if profile.shipments.parcels == "reject" else None
    told = several.join(orders.select("order", "row", NUMBER), on="order", how="inner", maintain_order="left")
    for order, _, row, taken in told.iter_rows():
        rows = located.records.cells.filter(verdicts.groups.order == order)
        numbers = _told(rows, located, labels[0])
        if len({re.sub("[- ]", "", number) for number in numbers}) > 1:
            params = {"numbers": "、".join(numbers), "taken": taken}
            yield Fault("MULTIPLE_PARCELS", row, labels, NUMBER, taken, params, severity)
            continue
        fields = [f for f in orders.columns if f.startswith("shipment.") and f != NUMBER]
        differing = tuple(label for label in located.labels(fields) if len(_told(rows, located, label)) > 1)
        if differing:
            yield Fault("DUPLICATE_CONFLICT", row, differing, params={"columns": "、".join(differing)})


def _told(rows: pl.DataFrame, located: Located, label: str) -> list[str]:
    """The different texts of a column, blank ones left out."""
    texts = rows[str(located.places[label])].to_list()
    return [text for text in dict.fromkeys(texts) if text.strip()]


def _keys(orders: pl.DataFrame) -> pl.Expr:
    """What an order is called: its number, or the row on which it stands."""
    return pl.col("order.number") if "order.number" in orders.columns else pl.col("row").cast(pl.String)


def _shared(labels: tuple[str, ...], orders: pl.DataFrame, most: int, provider_code: str | None) -> Iterator[Fault]:
    """Orders of this file that share a tracking number."""
    shared = orders.with_columns(bare=BARE).filter(pl.col("bare").is_not_null() & (pl.len().over("bare") > most))
    grouped = shared.group_by("bare", maintain_order=True).agg(pl.col("row"), _keys(orders).alias("names"))
    for number, rows, names in grouped.iter_rows():
        for i, row in enumerate(rows):
            others = "、".join(str(name) for j, name in enumerate(names) if j != i)
            params = {"number": number, "others": others, "max": most}
            yield Fault("TRACKING_SHARED", row, labels, NUMBER, number, params, provider_code=provider_code)


def _reported(
    labels: tuple[str, ...], orders: pl.DataFrame, sent: pl.DataFrame, most: int, provider_code: str | None
) -> Iterator[Fault]:
    """Orders whose number an earlier upload reported for other orders; with them it would stand for too many."""
    before = sent.with_columns(bare=BARE).drop_nulls("bare")
    reported = before.group_by("bare").agg(
        count=pl.struct(pl.exclude("bare", NUMBER, FILE)).n_unique(), file=pl.col(FILE).last()
    )
    here = orders.select("row", bare=BARE).with_columns(here=pl.len().over("bare"))
    again = here.join(reported, on="bare", how="inner", maintain_order="left")
    for row, number, file in (
        again.filter(pl.col("here") + pl.col("count") > most).select("row", "bare", "file").iter_rows()
    ):
        params = {"number": number, "file": file, "max": most}
        yield Fault("TRACKING_REPORTED", row, labels, NUMBER, number, params, provider_code=provider_code)
