"""Steps of width and kana: one character for one, never NFKC (see `_characters`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.steps._characters import HALF_KANA, KATAKANA, NARROW, NARROW_KANA, WIDE
from csvbridge.steps._step import StepDef

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

_WIDE_ALL = {**HALF_KANA, **WIDE}


def swap(expr: pl.Expr, table: Mapping[str, str]) -> pl.Expr:
    """Every key of the table replaced by its value, of two that begin at the same place the earlier key.

    >>> import polars as pl
    >>> pl.select(swap(pl.lit("ｶﾞｶ"), {"ｶﾞ": "ガ", "ｶ": "カ"})).item()
    'ガカ'
    """
    return expr.str.replace_many(list(table), list(table.values()), leftmost=True)


def fullwidth(expr: pl.Expr) -> pl.Expr:
    """ASCII, half-width kana, the blank and the yen sign → full-width; a kana with its mark becomes one character.

    Control characters (a line feed) stay. Length: never longer in characters, at most three times in UTF-8 bytes.

    >>> import polars as pl
    >>> pl.select(fullwidth(pl.lit("1-2 ﾊﾟﾙA~"))).item()
    '１－２　パルＡ～'
    >>> pl.select(fullwidth(pl.lit("㈱①髙"))).item()
    '㈱①髙'
    """
    return swap(expr, _WIDE_ALL)


def halfwidth(expr: pl.Expr) -> pl.Expr:
    """Full-width forms of ASCII and U+3000 → ASCII; kana and ￥ (cp932 lacks its narrow form) stay.

    >>> import polars as pl
    >>> pl.select(halfwidth(pl.lit("１－２　パルＡ～￥"))).item()
    '1-2 パルA~￥'
    """
    return swap(expr, NARROW)


def katakana(expr: pl.Expr) -> pl.Expr:
    """Hiragana and half-width kana → full-width katakana; all else stays.

    >>> import polars as pl
    >>> pl.select(katakana(pl.lit("やまだ　ｶﾞｸ"))).item()
    'ヤマダ　ガク'
    >>> pl.select(katakana(pl.lit("山田 A"))).item()
    '山田 A'
    """
    return swap(expr, KATAKANA)


def halfwidth_kana(expr: pl.Expr) -> pl.Expr:
    """Kana, full-width ASCII and U+3000 → half-width. ヰ, ヱ, ヮ, ヵ and ヶ have no such form and stay.

    A voiced kana becomes two characters, so the text may grow.

    >>> import polars as pl
    >>> pl.select(halfwidth_kana(pl.lit("ヤマダ　ガク"))).item()
    'ﾔﾏﾀﾞ ｶﾞｸ'
    >>> pl.select(halfwidth_kana(pl.lit("関ヶ原"))).item()
    '関ヶ原'
    """
    return swap(expr, NARROW_KANA)


FAMILY = (StepDef(fullwidth), StepDef(halfwidth), StepDef(katakana), StepDef(halfwidth_kana))
