"""Percentages such as tax rates: a whole number from 0 to 100."""

from __future__ import annotations

import polars as pl

from csvbridge.forms._narrow import narrow, narrow_expr
from csvbridge.forms._quick import Quick
from csvbridge.pattern import regex
from csvbridge.steps._step import once, unless

CODE = "PERCENT_INVALID"
QUICK = Quick("(?:100|[1-9]?[0-9])?")
_PATTERN = r"0*(100|[1-9]?[0-9])(?:\.0+)? *%?"
_RE = regex(_PATTERN)


def canonical(text: str) -> str | None:
    """A whole number of percent, with or without % and .0; 0.1 is not taken for 10.

    >>> canonical("10"), canonical("８％"), canonical("10.00")
    ('10', '8', '10')
    >>> canonical("0.1") is None, canonical("101") is None
    (True, True)
    """
    narrowed = narrow(text)
    found = _RE.fullmatch(narrowed)
    return found[1] if found else None if narrowed else ""


def canonical_expr(expr: pl.Expr) -> pl.Expr:
    """`canonical` on a column.

    >>> pl.select(canonical_expr(pl.lit("８％"))).item()
    '8'
    """
    return unless(expr, QUICK.whole, lambda cells: once(narrow_expr(cells), _read))


def _read(cells: pl.Expr) -> pl.Expr:
    known = cells.str.contains(f"^(?:{_PATTERN})?$")
    return pl.when(known).then(cells.str.replace(f"^{_PATTERN}$", "${1}"))
