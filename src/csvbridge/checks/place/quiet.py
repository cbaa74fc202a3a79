"""Which addresses are surely clean, so that only the rest is judged one by one.

An address is clean here if it starts with prefecture, municipality and town of its postal code and a block number
follows at once: decided over whole columns where the names stand as the post writes them (`steps`), else for one
address (`is_quiet`). Both leave too many to `judge` rather than too few (a test holds that what is quiet here has no
defect there).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.address.cities import short_name
from csvbridge.address.fold import fold
from csvbridge.address.index import index_of
from csvbridge.checks.place.building import BLANK
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from csvbridge.address import Master
    from csvbridge.checks.place.model import Place, Steps

_DIGIT, _HYPHEN = "[0-9０-９]", "[-－‐‑–—―−ー]"
_BUILDING = "[ \u3000]+[^階FfＦｆ号番棟室線人年世 \u3000]"
"""A blank and no floor, no room: 12　コーポ青葉, but not 12　号室."""
_BLOCK = rf"[1-9１-９]{_DIGIT}{{0,4}}(?:{_HYPHEN}{_DIGIT}|番地|番{_DIGIT}|{_BUILDING}|$)"
_AFTER_CHOME = rf"{_DIGIT}{{1,5}}(?:{_HYPHEN}{_DIGIT}|番(?:地|{_DIGIT}|[ \u3000]|$)|$)"
_CHOME = rf"(?:[1-9１-９]{_DIGIT}?|[一二三四五六七八九十]{{1,3}})丁目"
NUMBER = rf"^(?:{_BLOCK}|{_CHOME}{_AFTER_CHOME})"
"""A block number at once, and more than a 丁目."""

_TURN = "[上下](?:る|ル|[0-9０-９]?丁目)|[東西]入"
_HEAD = 48
_KYOTO = "京都"


@lru_cache(maxsize=2)
def steps(master: Master) -> Steps:
    """Columns to add to a frame of `Place`: "plain" tells which rows have no defect of place, if they are not odd.

    >>> from csvbridge.address import load
    >>> from csvbridge.checks.place.model import Place, added
    >>> frame = pl.DataFrame([Place("3710026", "群馬県", "前橋市", town) for town in ("大手町2-12-1", "大手町")])
    >>> added(frame, steps(load()))["plain"].to_list()
    [True, False]
    """
    index = index_of(master)
    codes, last = pl.lit(index.codes), index.codes.len() - 1
    places = master.cities.select(pl.concat_str("prefecture", "city")).to_series()
    code, at, row = pl.col("_code"), pl.col("_at"), pl.col("_row")
    digits = pl.when(pl.col("postal_code").str.contains("^[0-9]{7}$")).then("postal_code")
    city, town, plain = (pl.lit(master.rows[name]).gather(row) for name in ("city", "town", "plain"))
    head = pl.concat_str(pl.lit(places).gather(city), town)
    return (
        [digits.cast(pl.Int32).fill_null(0).alias("_code"), _text().alias("_text")],
        [codes.search_sorted(code).clip(upper_bound=last).alias("_at")],
        [pl.lit(index.by_code).gather(at).alias("_row"), (codes.gather(at) == code).alias("_known")],
        [pl.when(pl.col("_known") & plain).then(head).alias("_head")],
        [_follows(pl.col("_text"), pl.col("_head")).alias("plain")],
    )


def _text() -> pl.Expr:
    """The start of the address; a cell of its own ends the number, as it does in `judge`."""
    building = pl.when(pl.col("building") == "").then(pl.lit("")).otherwise(BLANK + pl.col("building"))
    return pl.concat_str("prefecture", "city", "street", building, "address").str.head(_HEAD)


def _follows(text: pl.Expr, head: pl.Expr) -> pl.Expr:
    """Whether a text starts with a town and goes on with a number."""
    tail = pl.when(text.str.starts_with(head)).then(text.str.strip_prefix(head))
    turned = text.str.starts_with(_KYOTO) & text.str.contains(_TURN)
    return tail.str.contains(NUMBER).fill_null(value=False) & ~turned


_FOLLOWS, _TURNED = regex(NUMBER.replace("$", r"\Z")), regex(_TURN)


def is_quiet(place: Place, master: Master) -> bool:
    """Whether an address has no defect of place, its names compared folded; the address is not odd (`odd.odd`).

    >>> from csvbridge.address import load
    >>> from csvbridge.checks.place.model import Place
    >>> place = Place("3710026", "群馬県", "前橋市", "大字大手町2-12-1")
    >>> is_quiet(place, load()), is_quiet(place._replace(street="大字大手町2丁目"), load())
    (True, False)
    """
    code, *cells = place
    if len(code) != 7 or not (code.isascii() and code.isdecimal()):
        return False
    cells[3] = cells[3] and BLANK + cells[3]
    before, blank, building = "".join(cells)[:_HEAD].partition(BLANK)
    text = fold(before) + blank + building
    if text.startswith(_KYOTO) and _TURNED.search(text):
        return False
    return any(text.startswith(head) and _FOLLOWS.match(text[len(head) :]) for head in _heads(code, master))


@lru_cache(maxsize=4096)
def _heads(code: str, master: Master) -> tuple[str, ...]:
    """What an address of a postal code may start with, folded: its municipality with or without 郡, and its town."""
    plain = index_of(master).plain(code)
    names = ((prefecture, form, town) for prefecture, city, town in plain for form in (city, short_name(city)))
    return tuple(dict.fromkeys(fold("".join(name)) for name in names))
