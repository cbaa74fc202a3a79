"""How the tables are stored: what every run would have to work out of the names is worked out when they are built.

`FILES` of `master` name them: the towns, the offices, and the municipalities that the towns lie in.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.address.cities import short_name
from csvbridge.address.fold import fold
from csvbridge.address.variants import CHARACTERS, DROPPED, WORDS, numerals

if TYPE_CHECKING:
    from collections.abc import Callable

_OWN_NUMBER = "[0-9０-９一二三四五六七八九十]+丁目.*$|[0-9０-９]+$"
"""The end of a town that goes on as a block number does: of 保原町 and 保原町１丁目 the longer may be meant."""
_PLACE, _STEPS = ["prefecture", "city"], ["code", "by_code"]


def stored(towns: pl.DataFrame, offices: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The tables of `Master`, of towns and offices sorted by postal code with the columns of `build`."""
    cities = towns.select(_PLACE).unique(maintain_order=True)
    at = towns.join(cities.with_row_index("at"), on=_PLACE, how="left", maintain_order="left")["at"]
    rows = towns.select(
        code=pl.col("postal_code").cast(pl.Int32),
        city=at.cast(pl.UInt16),
        town="town",
        folded=_mapped(towns["town"], folded_town),
        plain=_is_plain(towns),
        chome="chome",
        note="note",
    ).with_columns(pl.when(pl.col("folded") != pl.col("town")).then("folded"))
    by_city = rows.with_row_index("by_code").sort("city", maintain_order=True)
    rows = by_city.select(*rows.columns, pl.col("by_code").arg_sort())
    first = pl.lit(rows["city"]).search_sorted(pl.int_range(pl.len(), dtype=pl.UInt16))
    return _in_steps(rows), offices, _folded(cities).with_columns(first=first)


def _in_steps(rows: pl.DataFrame) -> pl.DataFrame:
    """Numbers as their steps from row to row, most of which are 1: half the size, and sooner read."""
    return rows.with_columns(pl.col(_STEPS).cast(pl.Int32).diff().fill_null(pl.col(_STEPS).cast(pl.Int32).first()))


def opened(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of `Master` as `stored` gave them."""
    return rows.with_columns(pl.col(_STEPS).cum_sum())


def folded_town(town: str) -> str:
    """The names of a town as they are compared.

    >>> folded_town("阿佐谷南、あさひが丘")
    '阿佐谷南、アサヒケ丘'
    """
    return "、".join(map(fold, town.split("、")))


def _is_plain(towns: pl.DataFrame) -> pl.Series:
    """Towns after whose name a number is surely the block's: no other one of the place goes on with that number."""
    town, place = pl.col("town"), [*_PLACE, "town"]
    numbered = towns.filter(town.str.contains(_OWN_NUMBER)).with_columns(town.str.replace(_OWN_NUMBER, ""))
    unclear = numbered.select(*place, unclear=True).unique()
    marked = towns.join(unclear, on=place, how="left", maintain_order="left")
    return marked.select((town != "") & ~pl.col("note").str.ends_with("階") & pl.col("unclear").is_null()).to_series()


def _folded(cities: pl.DataFrame) -> pl.DataFrame:
    names = cities.select(pl.col(_PLACE).cast(pl.String))
    folded = _mapped(names["city"], fold)
    return names.with_columns(folded=folded, short=_mapped(names["city"], lambda name: fold(short_name(name))))


def _mapped(names: pl.Series, change: Callable[[str], str]) -> pl.Series:
    return pl.Series([change(name) for name in names], dtype=pl.String)


def rules() -> str:
    """What the stored names were made by: tables of other rules are of no use.

    >>> len(rules())
    12
    """
    made_by = (CHARACTERS, WORDS, DROPPED, numerals(), _OWN_NUMBER)
    return sha256(repr(made_by).encode()).hexdigest()[:12]
