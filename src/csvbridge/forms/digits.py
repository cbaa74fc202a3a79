"""Digits: ASCII digits and nothing else; leading zeros stay."""

from __future__ import annotations

import polars as pl

from csvbridge.forms._narrow import narrow, narrow_expr
from csvbridge.forms._quick import Quick
from csvbridge.pattern import regex
from csvbridge.steps._step import once, unless

CODE = "DIGITS_INVALID"
QUICK = Quick("[0-9]*", others="[^0-9]")
_RE = regex(QUICK.pattern)


def canonical(text: str) -> str | None:
    """Narrow digits, leading zeros kept.

    >>> canonical(" ００２２"), canonical("00-22") is None, canonical("①") is None
    ('0022', True, True)
    """
    narrowed = narrow(text)
    return narrowed if _RE.fullmatch(narrowed) else None


def canonical_expr(expr: pl.Expr) -> pl.Expr:
    """`canonical` on a column.

    >>> pl.select(canonical_expr(pl.lit(" ００２２"))).item()
    '0022'
    """
    return unless(expr, QUICK.whole, lambda cells: once(narrow_expr(cells), _read))


def _read(cells: pl.Expr) -> pl.Expr:
    return pl.when(cells.str.contains(QUICK.whole)).then(cells)
