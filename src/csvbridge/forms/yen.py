"""Amounts in yen: the decimal text of a whole number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.forms import _number
from csvbridge.forms._narrow import narrow
from csvbridge.pattern import regex

if TYPE_CHECKING:
    import polars as pl

CODE = "YEN_INVALID"
FRACTION = "YEN_FRACTION"
_CURRENCY = r"[¥\\]"
"""cp932 has the yen sign in the place of the backslash."""
_HEAD = rf"(?:(?P<minus>(?:{_CURRENCY} *)?{_number.MINUS}|{_number.MINUS} *{_CURRENCY})|{_CURRENCY})? *"
QUICK = _number.QUICK
_RE = regex(rf"{_HEAD}{_number.WHOLE}(?:\.0+)? *円?")
_FRACTION = regex(rf"{_HEAD}{_number.WHOLE}\.0*[1-9][0-9]* *円?")


def canonical(text: str) -> str | None:
    """A whole amount of at most 15 digits: full-width, grouped, with ¥ or 円, with .00; minus is -, −, ▲ or △.

    >>> canonical("￥3,300"), canonical("３３００円"), canonical("3300.00"), canonical("▲300"), canonical("-0")
    ('3300', '3300', '3300', '-300', '0')
    >>> canonical("3,30") is None, canonical("3300.50") is None, canonical("1E+05") is None
    (True, True, True)
    """
    return _number.canonical(text, _RE)


def canonical_expr(expr: pl.Expr) -> pl.Expr:
    """`canonical` on a column.

    >>> import polars as pl
    >>> pl.select(canonical_expr(pl.lit("￥3,300"))).item()
    '3300'
    """
    return _number.canonical_expr(expr, _RE)


def code_of(text: str) -> str:
    """Why a cell that is no amount is none: a fraction of a yen, or anything else.

    >>> code_of("3,300.50"), code_of("about 3300")
    ('YEN_FRACTION', 'YEN_INVALID')
    """
    return FRACTION if _FRACTION.fullmatch(narrow(text)) else CODE
