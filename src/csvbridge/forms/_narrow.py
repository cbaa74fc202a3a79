"""What the forms share: stripping, narrowing, and leaving clean cells alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.steps._characters import HYPHENS, LONG_VOWELS, NARROW, WHITE_SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

_TABLE = {**NARROW, "￥": "¥"}
_TRANSLATE = str.maketrans(_TABLE)
HYPHEN = "[" + (HYPHENS + LONG_VOWELS).replace("-", r"\-") + "]"
"""A regular expression for whatever is typed for a hyphen between digits."""
BLANK = f"[{WHITE_SPACE}]"


def narrow(text: str) -> str:
    """Full-width ASCII narrowed, outer white space stripped. Not NFKC: ① is no digit.

    >>> narrow("　１６０－００２２ ")
    '160-0022'
    """
    return text.translate(_TRANSLATE).strip(WHITE_SPACE)


def narrow_expr(expr: pl.Expr) -> pl.Expr:
    """`narrow` on a column."""
    return expr.str.replace_many(list(_TABLE), list(_TABLE.values())).str.strip_chars()


def unless(clean: str, expr: pl.Expr, change: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    """Cells that match `clean` as they are, `change` on the others, which alone are computed (nulls are free)."""
    matches = expr.str.contains(clean)
    return pl.when(matches).then(expr).otherwise(change(pl.when(~matches).then(expr)))
