"""Shipments: several parcels of an order, several orders in a parcel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.checks.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csvbridge.engine.group import Groups
    from csvbridge.engine.locate import Located
    from csvbridge.profile.plan import Profile

NUMBER = "shipment.tracking_number"


def find(
    located: Located, orders: pl.DataFrame, several: Mapping[str, pl.DataFrame], groups: Groups, profile: Profile
) -> Iterator[Fault]:
    """MULTIPLE_PARCELS and TRACKING_SHARED, as [shipments] of the target says."""
    if NUMBER not in orders.columns:
        return
    if "shipment" in several:
        yield from _parcels(located, orders, several["shipment"], groups, profile)
    most = profile.shipments.max_orders_per_tracking_number
    if most is not None:
        yield from _shared(located, orders, most)


def _parcels(
    located: Located, orders: pl.DataFrame, several: pl.DataFrame, groups: Groups, profile: Profile
) -> Iterator[Fault]:
    labels = located.labels([NUMBER])
    texts = located.records.cells[str(located.places[labels[0]])]
    severity = "error" if profile.shipments.parcels == "reject" else None
    told = several.join(orders.select("order", "row", NUMBER), on="order", how="inner", maintain_order="left")
    for order, _, row, taken in told.iter_rows():
        numbers = [n for n in dict.fromkeys(texts.filter(groups.order == order).to_list()) if n]
        if len(numbers) > 1:
            params = {"numbers": "、".join(numbers), "taken": taken}
            yield Fault("MULTIPLE_PARCELS", row, labels, NUMBER, taken, params, severity)


def _shared(located: Located, orders: pl.DataFrame, most: int) -> Iterator[Fault]:
    """Orders that share a tracking number; spaces and hyphens do not make another number."""
    labels = located.labels([NUMBER])
    bare = pl.col(NUMBER).str.replace_all("[- ]", "")
    shared = orders.with_columns(bare=bare).filter(pl.col("bare").is_not_null() & (pl.len().over("bare") > most))
    keys = pl.col("order.number") if "order.number" in orders.columns else pl.col("row").cast(pl.String)
    for number, rows, names in (
        shared.group_by("bare", maintain_order=True).agg(pl.col("row"), keys.alias("n")).iter_rows()
    ):
        for row, name in zip(rows, names, strict=True):
            others = "、".join(str(n) for n in names if n != name)
            params = {"number": number, "others": others, "max": most}
            yield Fault("TRACKING_SHARED", row, labels, NUMBER, number, params)
