"""Rows to orders: which rows belong together, and in which order they came.

In a grain where each row carries its key, rows of one key form one order wherever they stand. Where order columns
stand on the first (or last) row only, a blank or repeated key continues the order above, unless a broken record
stands between.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Groups:
    """Orders of a file. `order` has one entry a row: the index of its order, counted by first appearance from 0.

    `first`, `last` and `size` have one entry an order: its first and last row and its number of rows. `key` is the
    canonical order number of each order, null where it is blank.
    """

    order: pl.Series
    first: pl.Series
    last: pl.Series
    size: pl.Series
    key: pl.Series

    def rows_of(self, orders: pl.Series) -> pl.Series:
        """Mask of the rows that belong to the orders of a Boolean mask."""
        return orders.gather(self.order)


def by_key(key: pl.Series) -> Groups:
    """Rows of one key form one order; a row without key stands alone.

    >>> g = by_key(pl.Series(["A", "B", "A", None, None]))
    >>> g.order.to_list(), g.first.to_list(), g.last.to_list(), g.key.to_list()
    ([0, 1, 0, 2, 3], [0, 1, 3, 4], [2, 1, 3, 4], ['A', 'B', None, None])
    """
    rows = pl.DataFrame({"key": key}).with_row_index("row")
    alone = pl.when(pl.col("key").is_null()).then(pl.col("row"))
    return _groups(rows.with_columns(alone=alone), ["key", "alone"], key)


def by_run(key: pl.Series, breaks: pl.Series) -> Groups:
    """A blank or repeated key continues the order above; `breaks` marks rows that follow a broken record.

    >>> g = by_run(pl.Series(["A", None, "B", "B", "A"]), pl.Series([False] * 5))
    >>> g.order.to_list(), g.key.to_list()
    ([0, 0, 1, 1, 2], ['A', 'B', 'A'])
    """
    rows = pl.DataFrame({"key": key, "breaks": breaks}).with_row_index("row")
    above = pl.col("key").forward_fill().shift(1)
    starts = (pl.col("key").is_not_null() & pl.col("key").ne_missing(above)) | pl.col("breaks")
    starts = starts | (pl.col("row") == 0)
    return _groups(rows.with_columns(run=starts.cum_sum()), ["run"], key)


def _groups(rows: pl.DataFrame, by: list[str], key: pl.Series) -> Groups:
    """Number the groups by first appearance and find their bounds."""
    bounds = rows.group_by(by, maintain_order=True).agg(
        first=pl.col("row").first(), last=pl.col("row").last(), size=pl.len()
    )
    numbered = bounds.with_row_index("order")
    order = rows.join(numbered, on=by, how="left", nulls_equal=True, maintain_order="left")["order"]
    return Groups(order, bounds["first"], bounds["last"], bounds["size"], key.gather(bounds["first"]))
