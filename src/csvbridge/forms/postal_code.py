"""Postal codes: seven ASCII digits."""

from __future__ import annotations

import re

import polars as pl

from csvbridge.forms._narrow import BLANK, HYPHEN, narrow, narrow_expr
from csvbridge.forms._quick import Quick
from csvbridge.pattern import regex
from csvbridge.steps._step import once, unless, where

CODE = "ZIP_FORMAT"
_CLEAN = "^(?:[0-9]{7})?$"
_HYPHENATED = "^[0-9]{3}-[0-9]{4}$"
QUICK = Quick("(?:[0-9]{3}-?[0-9]{4})?", lambda cells: cells.str.replace_all("-", "", literal=True))
_PATTERN = f"〒?([0-9]{{3}}){HYPHEN}?([0-9]{{4}})"
_RE = regex(_PATTERN)


def canonical(text: str) -> str | None:
    """Seven digits, with or without 〒, a hyphen of any kind, blanks and full-width forms.

    Six digits are no postal code: where the lost zero stood is not guessed.

    >>> canonical("〒１６０－００２２"), canonical("160ー0022"), canonical("160 0022")
    ('1600022', '1600022', '1600022')
    >>> canonical("60022") is None, canonical("160-02") is None
    (True, True)
    """
    narrowed = re.sub(BLANK, "", narrow(text))
    found = _RE.fullmatch(narrowed)
    return found[1] + found[2] if found else None if narrowed else ""


def canonical_expr(expr: pl.Expr) -> pl.Expr:
    """`canonical` on a column.

    >>> pl.select(canonical_expr(pl.lit("〒１６０－００２２"))).item()
    '1600022'
    """
    plain = where(expr, _HYPHENATED, lambda cells: cells.str.replace("-", "", literal=True))
    return unless(plain, _CLEAN, lambda cells: once(narrow_expr(cells).str.replace_all(BLANK, ""), _read))


def _read(cells: pl.Expr) -> pl.Expr:
    known = cells.str.contains(f"^(?:{_PATTERN})?$")
    return pl.when(known).then(cells.str.replace(f"^{_PATTERN}$", "${1}${2}"))
