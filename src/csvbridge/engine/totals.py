"""Goods and amounts of an order: what stands as rows, what stands in order cells, and rows that stand twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.checks import amounts
from csvbridge.checks.fault import Fault
from csvbridge.engine import items
from csvbridge.engine.assemble import repeated

if TYPE_CHECKING:
    from csvbridge.engine.locate import Located


def settle(
    located: Located, goods: pl.DataFrame, orders: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, list[Fault]]:
    """Goods alone, and orders with their amounts and `products`, the sum of the goods in yen.

    Amounts that stand as rows win over order columns of the same amount; equal rows are judged by the total.
    """
    goods, faults = _without_repeats(located, goods, orders)
    orders = _with_rows(orders, items.amounts(goods))
    goods = items.products(goods)
    sums = items.sum_of_products(goods)
    return goods, _with_sums(orders, sums), faults


def _with_sums(orders: pl.DataFrame, sums: pl.DataFrame) -> pl.DataFrame:
    """Orders with a sum each, as mostly all have goods; null where an order has none."""
    if not sums.height:
        return orders
    if sums["order"].equals(orders["order"]):
        return orders.hstack(sums.get_columns()[1:])
    return orders.join(sums, on="order", how="left", maintain_order="left")


def _with_rows(orders: pl.DataFrame, as_rows: pl.DataFrame) -> pl.DataFrame:
    named = [c for c in as_rows.columns if c != "order"]
    if not named:
        return orders
    joined = orders.join(as_rows, on="order", how="left", maintain_order="left", suffix="_rows")
    both = [c for c in named if f"{c}_rows" in joined.columns]
    return joined.with_columns(pl.coalesce(f"{c}_rows", c).alias(c) for c in both).drop(f"{c}_rows" for c in both)


def _without_repeats(located: Located, goods: pl.DataFrame, orders: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """Equal rows all stay if the total agrees with all, one stays if it agrees with that, else the order is unclear."""
    if located.format.grain == "order" or goods.is_empty():
        return goods, []
    values = [name for name in goods.columns if name != "row"]
    # Fewer columns are sooner asked, and rows that differ in them differ.
    if not all(goods[some].is_duplicated().any() for some in (values[:2], values)):
        return goods, []
    again = repeated(located, goods["row"], goods["order"])
    if not again.any():
        return goods, []
    marked = goods.with_columns(again=again)
    faults, single = [], []
    for order, row, count, once in _disputed(marked, orders).iter_rows():
        if once:
            single.append(order)
        faults.append(Fault("ROWS_REPEATED" if once else "ROWS_REPEATED_UNCLEAR", row, params={"count": count}))
    gone = pl.col("again") & pl.col("order").is_in(single)
    return marked.filter(~gone).drop("again"), faults


def _disputed(marked: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Orders whose total does not agree with all of their equal rows, and whether it does with one of each."""
    hit = marked.group_by("order", maintain_order=True).agg(count=pl.col("again").sum()).filter(pl.col("count") > 0)
    hit = hit.join(orders, on="order", how="left", maintain_order="left")
    total = pl.col("order.total") if "order.total" in orders.columns else pl.lit(None, pl.Int64)
    every = hit.select("order", "row", "count", total=total, every=_lines(hit, marked))
    found = every.with_columns(single=_lines(hit, marked.filter(~pl.col("again"))))
    fits_all, fits_one = ((pl.col("total") == pl.col(name)).fill_null(False) for name in ("every", "single"))
    return found.filter(~fits_all).select("order", "row", "count", once=fits_one)


def _lines(orders: pl.DataFrame, rows: pl.DataFrame) -> pl.Series:
    """What some rows come to, in yen, for each order."""
    summed = _with_rows(orders, items.amounts(rows)).join(
        items.sum_of_products(rows), on="order", how="left", maintain_order="left"
    )
    return summed.select(amounts.sum_of_lines(summed)).to_series()
