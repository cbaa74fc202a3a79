"""Amounts of an order: the cart's total is the figure; the sum of the lines is only compared with it.

Rules: `total_equals_lines`, `total_positive`, `total_within` (with `max`, in yen).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.checks.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from csvbridge.profile.models import Rule, RuleId

ADDED = ("order.shipping_fee", "order.payment_fee")
TAKEN = ("order.discount", "order.points_used")


def find(orders: pl.DataFrame, rules: Mapping[RuleId, Rule], columns: tuple[str, ...]) -> Iterator[Fault]:
    """Faults of the totals. `orders` has `row`, `order.total`, `products` (Σ of the goods) and the amounts, in yen."""
    if "order.total" not in orders.columns:
        return
    total = pl.col("order.total")
    wrong: dict[RuleId, pl.Expr] = {}
    if "total_positive" in rules:
        wrong["total_positive"] = total <= 0
    if "total_within" in rules and rules["total_within"].max is not None:
        wrong["total_within"] = total > rules["total_within"].max
    if "total_equals_lines" in rules and "products" in orders.columns:
        wrong["total_equals_lines"] = total != sum_of_lines(orders)
    masks = orders.select(**wrong) if wrong else orders
    for rule in wrong:
        if masks[rule].any():
            yield from _FAULTS[rule](orders.filter(masks[rule]), rules[rule], columns)


def sum_of_lines(orders: pl.DataFrame) -> pl.Expr:
    """Goods + fees − what is taken off; null where the goods cannot be summed."""
    added = [pl.col(f).fill_null(0) for f in ADDED if f in orders.columns]
    taken = [pl.col(f).fill_null(0) for f in TAKEN if f in orders.columns]
    return pl.sum_horizontal(pl.col("products"), *added, ignore_nulls=False) - pl.sum_horizontal(pl.lit(0), *taken)


def _total_zero(orders: pl.DataFrame, rule: Rule, columns: tuple[str, ...]) -> Iterator[Fault]:
    for row, total in orders.select("row", "order.total").iter_rows():
        params = {"column": "・".join(columns)}
        yield Fault("TOTAL_ZERO", row, columns, "order.total", str(total), params, rule.severity)


def _total_over(orders: pl.DataFrame, rule: Rule, columns: tuple[str, ...]) -> Iterator[Fault]:
    for row, total in orders.select("row", "order.total").iter_rows():
        params = {"total": f"{total:,}", "max": f"{rule.max:,}"}
        yield Fault("TOTAL_OVER", row, columns, "order.total", str(total), params, rule.severity)


def _mismatch(orders: pl.DataFrame, rule: Rule, columns: tuple[str, ...]) -> Iterator[Fault]:
    for row, total, lines in orders.select("row", "order.total", lines=sum_of_lines(orders)).iter_rows():
        params = {"total": f"{total:,}", "lines": f"{lines:,}", "difference": f"{total - lines:+,}"}
        yield Fault("TOTAL_MISMATCH", row, columns, "order.total", str(total), params, rule.severity)


_FAULTS: Mapping[RuleId, Callable[[pl.DataFrame, Rule, tuple[str, ...]], Iterator[Fault]]] = {
    "total_positive": _total_zero,
    "total_within": _total_over,
    "total_equals_lines": _mismatch,
}
