"""The defects of a frame of addresses: the clean majority is decided column-wise, the rest is judged one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.address.index import index_of
from csvbridge.address.master import load
from csvbridge.checks.place.judge import judge
from csvbridge.checks.place.model import Defect, Place
from csvbridge.checks.place.odd import odd
from csvbridge.checks.place.quiet import quiet

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
    texts = places.select(pl.col(Place._fields).fill_null("")).with_row_index("row").with_columns(odd(keywords))
    loud = texts.join(quiet(texts.filter(~pl.col("odd")), master), on="row", how="anti").sort("postal_code", "row")
    index_of(master).prepare(loud["postal_code"])
    judged: dict[tuple[object, ...], tuple[Defect, ...]] = {}
    found: dict[int, tuple[Defect, ...]] = {}
    for row, *cells, worded in loud.iter_rows():
        key = (*cells, worded)
        if key not in judged:
            judged[key] = judge(Place(*cells), master, keywords, worded=worded)
        found[row] = judged[key]
    for row in sorted(found):
        for defect in found[row]:
            yield row, defect
