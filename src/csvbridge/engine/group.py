"""Rows to orders: which rows belong together, and in which order they came.

In a grain where each row carries its key, rows of one key form one order wherever they stand. Where order columns
stand on the first row only, a blank or repeated key continues the order above, where they stand on the last row only
the order below, unless a broken record stands between. A payment is a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl


@dataclass(frozen=True)
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

    @cached_property
    def of_rows(self) -> list[int]:
        """`order` for whoever asks row by row: an entry of a list costs a fiftieth of one of a series."""
        return self.order.to_list()

    def rows_of(self, orders: pl.Series) -> pl.Series:
        """Mask of the rows that belong to the orders of a Boolean mask."""
        return orders[self.order]


def by_key(key: pl.Series) -> Groups:
    """Rows of one key form one order; a row without key stands alone.

    >>> g = by_key(pl.Series(["A", "B", "A", None, None]))
    >>> g.order.to_list(), g.first.to_list(), g.last.to_list(), g.key.to_list()
    ([0, 1, 0, 2, 3], [0, 1, 3, 4], [2, 1, 3, 4], ['A', 'B', None, None])
    >>> g = by_key(pl.Series(["A", "A", "B"]))
    >>> g.order.to_list(), g.first.to_list(), g.last.to_list(), g.size.to_list(), g.key.to_list()
    ([0, 0, 1], [0, 2], [1, 2], [2, 1], ['A', 'B'])
    """
    if not key.null_count() and len(key) and (runs := _runs(key)) is not None:
        return runs
    rows = pl.DataFrame({"key": key}).with_row_index("row")
    alone = pl.when(pl.col("key").is_null()).then(pl.col("row"))
    return _groups(rows.with_columns(alone=alone), ["key", "alone"], key)


def _runs(key: pl.Series) -> Groups | None:
    """Groups where the rows of each stand together, as in most files: nothing need be looked up; else None."""
    start = pl.Series([True]).append(key[1:] != key[:-1])
    if start.sum() != key.n_unique():
        return None
    first = pl.int_range(0, len(key), eager=True, dtype=pl.UInt32).filter(start)
    behind = first[1:].append(pl.Series([len(key)], dtype=pl.UInt32))
    return Groups(start.cast(pl.UInt32).cum_sum() - 1, first, behind - 1, behind - first, key[first])


def by_row(key: pl.Series) -> Groups:
    """Each row stands alone, whatever its key.

    >>> g = by_row(pl.Series(["A", "A"]))
    >>> g.order.to_list(), g.key.to_list()
    ([0, 1], ['A', 'A'])
    """
    rows = pl.DataFrame({"key": key}).with_row_index("row")
    return _groups(rows.with_columns(alone=pl.col("row")), ["alone"], key)


def by_run(key: pl.Series, breaks: pl.Series, *, last: bool = False) -> Groups:
    """A blank or repeated key continues the order above; `breaks` marks rows that follow a broken record.

    With `last` the key closes its order: a blank or repeated key belongs to the order below.

    >>> g = by_run(pl.Series(["A", None, "B", "B", "A"]), pl.Series([False] * 5))
    >>> g.order.to_list(), g.key.to_list()
    ([0, 0, 1, 1, 2], ['A', 'B', 'A'])
    >>> g = by_run(pl.Series([None, "A", None, "B", "B"]), pl.Series([False] * 5), last=True)
    >>> g.order.to_list(), g.key.to_list()
    ([0, 0, 1, 1, 1], ['A', 'B'])
    """
    rows = pl.DataFrame({"key": key, "breaks": breaks}).with_row_index("row")
    named = pl.col("key").is_not_null()
    if last:
        starts = (named & pl.col("key").ne_missing(pl.col("key").backward_fill().shift(-1))).shift(1)
    else:
        starts = named & pl.col("key").ne_missing(pl.col("key").forward_fill().shift(1))
    starts = starts | pl.col("breaks") | (pl.col("row") == 0)
    return _groups(rows.with_columns(run=starts.cum_sum()), ["run"], key, last=last)


def _groups(rows: pl.DataFrame, by: list[str], key: pl.Series, *, last: bool = False) -> Groups:
    """Number the groups by first appearance and find their bounds; the key is that of the first or last row."""
    bounds = rows.group_by(by, maintain_order=True).agg(
        first=pl.col("row").first(), last=pl.col("row").last(), size=pl.len()
    )
    numbered = bounds.with_row_index("order")
    order = rows.join(numbered, on=by, how="left", nulls_equal=True, maintain_order="left")["order"]
    return Groups(
        order, bounds["first"], bounds["last"], bounds["size"], key.gather(bounds["last" if last else "first"])
    )
