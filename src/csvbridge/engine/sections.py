"""Several files that run as one: which rows and orders are whose, and what was found of each.

>>> from csvbridge.engine.group import by_key
>>> two = sections(by_key(pl.Series(["A", "A", "B", "C"])), [3, 1])
>>> two
[Section(rows=(0, 3), orders=(0, 2)), Section(rows=(3, 4), orders=(2, 3))]
>>> divided([1, 3, 4], two, lambda record: record)
[[1, 3], [4]]
>>> sections(by_key(pl.Series(["A", "A"])), [1, 1])
Traceback (most recent call last):
csvbridge.engine.sections.SharedOrderError
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from csvbridge.engine.group import Groups
    from csvbridge.engine.outputs import Rows

    T = TypeVar("T")


class SharedOrderError(Exception):
    """Two of the files may have an order, or a parcel, in common: they cannot run together."""


class Section(NamedTuple):
    """The rows and the orders of one file, each as (first, behind the last)."""

    rows: tuple[int, int]
    orders: tuple[int, int]

    def of(self, orders: pl.Series) -> pl.Series:
        """Its own entries of a series that has one entry an order."""
        start, stop = self.orders
        return orders.slice(start, stop - start)


def sections(groups: Groups, heights: Sequence[int]) -> list[Section]:
    """The sections of files of so many rows; raises `SharedOrderError`."""
    rows = [0, *accumulate(heights)]
    if len(heights) == 1:
        return [Section((0, rows[1]), (0, len(groups.first)))]
    _refuse_shared(groups, pl.Series(rows[1:], dtype=pl.UInt32))
    orders = groups.first.search_sorted(pl.Series(rows, dtype=pl.UInt32)).to_list()
    return [Section(r, o) for r, o in zip(pairwise(rows), pairwise(orders), strict=True)]


def _refuse_shared(groups: Groups, ends: pl.Series) -> None:
    file, behind = (ends.search_sorted(rows, side="right") for rows in (groups.first, groups.last))
    keys = pl.DataFrame({"key": groups.key, "file": file}).drop_nulls()
    if not file.equals(behind) or keys.n_unique() != keys["key"].n_unique():
        raise SharedOrderError


def refuse_shared_parcels(parcels: pl.Series) -> None:
    """Raise `SharedOrderError` where files have a tracking number twice."""
    if parcels.drop_nulls().is_duplicated().any():
        raise SharedOrderError


def divided(found: Iterable[T], files: Sequence[Section], record: Callable[[T], int]) -> list[list[T]]:
    """What was found, by file, if `record` tells of each its record, counted from 1 through all files."""
    if len(files) == 1:
        return [list(found)]
    ends = [section.rows[1] for section in files]
    own: list[list[T]] = [[] for _ in files]
    for each in found:
        own[bisect_left(ends, record(each))].append(each)
    return own


def apart(rows: Rows | None, files: Sequence[Section]) -> list[Rows | None]:
    """Rows that go back to a person, by file."""
    if rows is None or len(files) == 1:
        return [rows] * len(files)
    return [_within(rows, *section.orders) for section in files]


def _within(rows: Rows, start: int, stop: int) -> Rows | None:
    own = ((rows.order >= start) & (rows.order < stop)).arg_true()
    if not len(own):
        return None
    series = {name: getattr(rows, name)[own] for name in ("record", "order", "key", "size")}
    return replace(rows, cells=rows.cells[own], **series)


def slices(orders: pl.Series, files: Sequence[Section]) -> list[tuple[int, int]]:
    """By file, where rows of its orders stand and how many they are; `orders` has the order of each row, ascending."""
    if len(files) == 1:
        return [(0, len(orders))]
    bounds = [section.orders[0] for section in files] + [files[-1].orders[1]]
    places = orders.search_sorted(pl.Series(bounds, dtype=orders.dtype)).to_list()
    return [(start, stop - start) for start, stop in pairwise(places)]
