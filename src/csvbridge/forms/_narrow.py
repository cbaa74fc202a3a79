"""What the forms share: stripping, narrowing, and leaving clean cells alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.steps._characters import HYPHENS, LONG_VOWELS, NARROW, WHITE_SPACE

if TYPE_CHECKING:
    import polars as pl

_TABLE = {**NARROW, "￥": "¥"}
_TRANSLATE = str.maketrans(_TABLE)
HYPHEN = "[" + (HYPHENS + LONG_VOWELS).replace("-", r"\-") + "]"
"""A regular expression for whatever is typed for a hyphen between digits."""
BLANK = f"[{WHITE_SPACE}]"
INK = f"[^{WHITE_SPACE}]"


def narrow(text: str) -> str:
    """Full-width ASCII narrowed, outer white space stripped. Not NFKC: ① is no digit.

    >>> narrow("　１６０－００２２ ")
    '160-0022'
    """
    return text.translate(_TRANSLATE).strip(WHITE_SPACE)


def narrow_expr(expr: pl.Expr) -> pl.Expr:
    """`narrow` on a column."""
    return expr.str.replace_many(list(_TABLE), list(_TABLE.values())).str.strip_chars()
