"""Which orders a document takes: [keep] drops, [aside] sets apart.

A field that the file has no column for decides nothing. A word that nobody knows does not drop an order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csvbridge.profile.models import Condition, Conditions


def holds(field: str, condition: Condition) -> pl.Expr:
    """Whether a canonical value meets a condition: one of some words, "filled" or "blank".

    >>> pl.DataFrame({"x": ["deferred", "card", None]}).select(holds("x", ("deferred",)))["x"].to_list()
    [True, False, False]
    """
    value = pl.col(field)
    if condition == "filled":
        return value.is_not_null()
    if condition == "blank":
        return value.is_null()
    return value.is_in(list(condition)).fill_null(False)


def not_kept(orders: pl.DataFrame, keep: Conditions, doubtful: Mapping[str, pl.Series]) -> pl.Series:
    """Mask of the orders to drop: some field clearly says no.

    `doubtful` has, by field, a mask of orders whose value could not be read or on which their rows disagree.
    """
    said = []
    for field, condition in keep.items():
        if field in orders.columns:
            no = ~holds(field, condition)
            said.append(no & ~pl.lit(doubtful[field]) if field in doubtful else no)
    return orders.select(drop=pl.any_horizontal(said)).to_series() if said else _none(orders)


def _none(orders: pl.DataFrame) -> pl.Series:
    return pl.Series([False], dtype=pl.Boolean).new_from_index(0, orders.height)


def matching(orders: pl.DataFrame, conditions: Conditions) -> pl.Series:
    """Mask of the orders that meet all conditions; none if a field is missing."""
    if not conditions or any(field not in orders.columns for field in conditions):
        return _none(orders)
    return orders.select(pl.all_horizontal(holds(f, c) for f, c in conditions.items())).to_series()
