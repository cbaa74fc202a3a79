"""Keys (order and tracking numbers): NFKC, stripped."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from csvbridge.forms._quick import Quick
from csvbridge.steps._characters import WHITE_SPACE
from csvbridge.steps.space import nfkc

if TYPE_CHECKING:
    import polars as pl

CODE = None
QUICK = Quick("[!-~]*", others="[^!-~]")


def canonical(text: str) -> str | None:
    """Unicode's compatibility form without outer white space, so that two spellings of a key are one; never None.

    >>> canonical("　Ｔ０００１－２ ")
    'T0001-2'
    """
    return unicodedata.normalize("NFKC", text).strip(WHITE_SPACE)


def canonical_expr(expr: pl.Expr) -> pl.Expr:
    """`canonical` on a column; equal to it up to characters younger than Python's own Unicode tables.

    >>> import polars as pl
    >>> pl.select(canonical_expr(pl.lit("　Ｔ０００１－２ "))).item()
    'T0001-2'
    """
    return nfkc(expr).str.strip_chars()
