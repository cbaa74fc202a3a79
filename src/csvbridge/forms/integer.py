"""Whole numbers such as quantities: the decimal text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.forms import _number
from csvbridge.pattern import regex

if TYPE_CHECKING:
    import polars as pl

CODE = "NUMBER_INVALID"
QUICK = _number.QUICK
_RE = regex(rf"(?:(?P<minus>{_number.MINUS})|\+)?{_number.WHOLE}(?:\.0+)?")


def canonical(text: str) -> str | None:
    """A whole number of at most 15 digits, signed or not, grouped or not, with .0 or not.

    >>> canonical("２"), canonical("2.00"), canonical("1,000"), canonical("+3")
    ('2', '2', '1000', '3')
    >>> canonical("2.5") is None, canonical("1,00") is None
    (True, True)
    """
    return _number.canonical(text, _RE)


def canonical_expr(expr: pl.Expr) -> pl.Expr:
    """`canonical` on a column.

    >>> import polars as pl
    >>> pl.select(canonical_expr(pl.lit("1,000"))).item()
    '1000'
    """
    return _number.canonical_expr(expr, _RE)
