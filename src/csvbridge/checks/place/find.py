"""The defects of a frame of addresses: the clean majority is decided column-wise, the rest is judged one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.address.master import load
from csvbridge.checks.place import odd, quiet
from csvbridge.checks.place.judge import judge
from csvbridge.checks.place.model import Defect, Place, added

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csvbridge.address import Master


def find(
    places: pl.DataFrame, keywords: Mapping[str, tuple[str, ...]] = {}, master: Master | None = None
) -> Iterator[tuple[int, Defect]]:
    """Row index and defect of each address that is not clean, in the order of the rows.

    `places` has the columns postal_code, prefecture, city, street, building, address: canonical texts, null or ""
    where blank; `keywords` are a profile's words, by code.

    >>> frame = pl.DataFrame([Place("3710026", "群馬県", "前橋市", street) for street in ("大手町2-12-1", "")])
    >>> [(row, defect.code) for row, defect in find(frame)]
    [(1, 'TOWN_MISSING')]
    """
    master = master or load()
    judged: dict[tuple[object, ...], tuple[Defect, ...]] = {}
    for row, worded, *cells in _loud(places, keywords, master).iter_rows():
        place = Place(*cells)
        if place not in judged:
            is_quiet = not worded and quiet.is_quiet(place, master)
            judged[place] = () if is_quiet else judge(place, master, keywords, worded=worded)
        for defect in judged[place]:
            yield row, defect


def _loud(places: pl.DataFrame, keywords: Mapping[str, tuple[str, ...]], master: Master) -> pl.DataFrame:
    """The addresses that may have a defect, with their rows and whether a word may be one."""
    texts = places.lazy().select(pl.col(Place._fields).fill_null("")).with_row_index("row")
    told = added(added(texts, odd.steps(tuple(keywords.items()))), quiet.steps(master))
    loud = told.filter(pl.col("odd") | ~pl.col("plain")).select("row", "odd", *Place._fields)
    # The plan is as short as it gets: to improve it takes longer than to run it on a small file.
    return loud.collect(optimizations=pl.QueryOptFlags.none())
