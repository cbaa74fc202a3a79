"""Text: stripped at both ends, inside as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.forms._narrow import BLANK, INK
from csvbridge.forms._quick import Quick
from csvbridge.steps._characters import WHITE_SPACE

if TYPE_CHECKING:
    import polars as pl

CODE = None
QUICK = Quick(f"(?:{INK}(?:(?s:.*){INK})?)?", others=f"^{BLANK}|{BLANK}$")


def canonical(text: str) -> str | None:
    """Without outer white space (U+3000, U+00A0, tabs and line feeds too); never None.

    >>> canonical("　㈱見本  ビル ")
    '㈱見本  ビル'
    """
    return text.strip(WHITE_SPACE)


def canonical_expr(expr: pl.Expr) -> pl.Expr:
    """`canonical` on a column.

    >>> import polars as pl
    >>> pl.select(canonical_expr(pl.lit("　㈱見本  ビル "))).item()
    '㈱見本  ビル'
    """
    return expr.str.strip_chars()
