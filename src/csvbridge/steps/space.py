"""Steps on blanks, and NFKC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.steps._characters import WHITE_SPACE
from csvbridge.steps._step import StepDef, where

if TYPE_CHECKING:
    import polars as pl

_BLANK = f"[{WHITE_SPACE}]"


def strip(expr: pl.Expr) -> pl.Expr:
    """Without white space at both ends: ASCII, U+3000, U+00A0, tabs, line feeds.

    >>> import polars as pl
    >>> pl.select(strip(pl.lit("　山田 太郎 \\t"))).item()
    '山田 太郎'
    """
    return expr.str.strip_chars()


def no_space(expr: pl.Expr) -> pl.Expr:
    """Without any white space.

    >>> import polars as pl
    >>> pl.select(no_space(pl.lit("山田　太郎 "))).item()
    '山田太郎'
    """
    return where(expr, _BLANK, lambda cells: cells.str.replace_all(_BLANK, ""))


def nfkc(expr: pl.Expr) -> pl.Expr:
    """Unicode's compatibility form. For codes and numbers, not for names and addresses: ㈱, ① and ～ are lost.

    >>> import polars as pl
    >>> pl.select(nfkc(pl.lit("Ｔ－１２ｶﾞ㈱"))).item()
    'T-12ガ(株)'
    """
    return where(expr, r"[^\x00-\x7f]", lambda cells: cells.str.normalize("NFKC"))


FAMILY = (StepDef(strip), StepDef(no_space), StepDef(nfkc))
