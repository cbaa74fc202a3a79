"""Which addresses are surely clean: decided over whole columns, so that only the rest is judged one by one.

An address is clean here if it starts with prefecture, municipality and town of its postal code and a block number
follows at once. It leaves too many to `judge` rather than too few (a test
holds that what is quiet here has no defect there).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.address.fold import fold_expr

if TYPE_CHECKING:
    from csvbridge.address import Master

_DIGIT, _HYPHEN = "[0-9０-９]", "[-－‐‑–—―−ー]"
_BUILDING = "[ \u3000]+[^階FfＦｆ号番棟室線人年世 \u3000]"
"""A blank and no floor, no room: 12　コーポ青葉, but not 12　号室."""
_BLOCK = rf"[1-9１-９]{_DIGIT}{{0,4}}(?:{_HYPHEN}{_DIGIT}|番地|番{_DIGIT}|{_BUILDING}|$)"
_AFTER_CHOME = rf"{_DIGIT}{{1,5}}(?:{_HYPHEN}{_DIGIT}|番(?:地|{_DIGIT}|[ \u3000]|$)|$)"
_CHOME = rf"(?:[1-9１-９]{_DIGIT}?|[一二三四五六七八九十]{{1,3}})丁目"
NUMBER = rf"^(?:{_BLOCK}|{_CHOME}{_AFTER_CHOME})"
"""A block number at once, and more than a 丁目."""

_OWN_NUMBER = "[0-9０-９一二三四五六七八九十]+丁目.*$|[0-9０-９]+$"
"""The end of a town that goes on as a block number does: of 保原町 and 保原町１丁目 the longer may be meant."""
_TURN = "[上下](?:る|ル|[0-9０-９]?丁目)|[東西]入"
_HEAD = 48
_DISTRICT = "^.+?郡(.+[町村])$"


def quiet(places: pl.DataFrame, master: Master) -> pl.DataFrame:
    """The rows (column `row`) of a frame that have no defect of place; the other columns are those of `Place`.

    The frame has no nulls and no row that is odd (`odd.odd`).

    >>> from csvbridge.address import load
    >>> from csvbridge.checks.place.model import Place
    >>> frame = pl.DataFrame([Place("3710026", "群馬県", "前橋市", town) for town in ("大手町2-12-1", "大手町")])
    >>> quiet(frame.with_row_index("row"), load())["row"].to_list()
    [0]
    """
    rows = places.select("row", "postal_code", text=_text())
    towns = _towns(rows, master)
    exact = _fitting(rows, towns)
    rest = rows.join(exact, on="row", how="anti")
    folded = _fitting(_folded(rest, "text"), _folded(_of_codes(towns, rest), "whole", "short"))
    return pl.concat([exact, folded])


def _text() -> pl.Expr:
    """The start of the address; a cell of its own ends the number, as it does in `judge`."""
    building = pl.when(pl.col("building") == "").then(pl.lit("")).otherwise("\u3000" + pl.col("building"))
    return pl.concat_str("prefecture", "city", "street", building, "address").str.head(_HEAD)


def _of_codes(towns: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    return towns.join(rows.select("postal_code").unique(), on="postal_code", how="semi")


def _towns(rows: pl.DataFrame, master: Master) -> pl.DataFrame:
    """The towns of the postal codes at hand, with the text that an address of theirs starts with."""
    city, place = pl.col("city").cast(pl.String), ["prefecture", "city", "town"]
    numbered = master.towns.filter(pl.col("town").str.contains(_OWN_NUMBER))
    unclear = numbered.with_columns(pl.col("town").str.replace(_OWN_NUMBER, ""))
    at_hand = _of_codes(master.towns, rows).join(unclear, on=place, how="anti")
    named = at_hand.filter(pl.col("town") != "", ~pl.col("note").str.ends_with("階"))
    short = city.str.replace(_DISTRICT, "$1")
    return named.select("postal_code", whole=pl.concat_str(place), short=pl.concat_str("prefecture", short, "town"))


def _folded(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    return frame.with_columns(fold_expr(pl.col(name)).alias(name) for name in columns)


def _fitting(rows: pl.DataFrame, towns: pl.DataFrame) -> pl.DataFrame:
    """The rows that start with a town of their postal code and go on with a number."""
    text, whole, short = pl.col("text"), pl.col("whole"), pl.col("short")
    by_short = pl.when(text.str.starts_with(short)).then(text.str.strip_prefix(short))
    tail = pl.when(text.str.starts_with(whole)).then(text.str.strip_prefix(whole)).otherwise(by_short)
    in_kyoto = pl.when(pl.col("text").str.starts_with("京都")).then(pl.col("text"))
    turned = in_kyoto.str.contains(_TURN).fill_null(value=False)
    fits = tail.str.contains(NUMBER).fill_null(value=False) & ~turned
    return rows.join(towns, on="postal_code").filter(fits).select("row").unique()
