"""Whole numbers as carts and people write them: grouped, signed, with .00."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.forms._narrow import narrow, narrow_expr
from csvbridge.forms._quick import Quick
from csvbridge.steps._step import unless, where

if TYPE_CHECKING:
    import re

MAX_DIGITS = 15
"""More digits than this Excel has already changed, and no order has."""

QUICK = Quick(f"(?:0|-?[1-9][0-9]{{0,{MAX_DIGITS - 1}}})?")
GROUPED = "^[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}$"
WHOLE = "(?P<digits>[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)"
"""Digits, grouped by three or not at all."""
MINUS = "[-−▲△]"


def canonical(text: str, pattern: re.Pattern[str]) -> str | None:
    """The decimal text of a number that matches as a whole, "" for a blank, else None.

    >>> import re
    >>> pattern = re.compile("(?P<minus>-)?" + WHOLE)
    >>> canonical("-0,012", pattern), canonical("-1,012", pattern)
    (None, '-1012')
    """
    narrowed = narrow(text)
    found = pattern.fullmatch(narrowed)
    if found is None:
        return None if narrowed else ""
    digits = found["digits"].replace(",", "").lstrip("0") or "0"
    if len(digits) > MAX_DIGITS:
        return None
    return "-" + digits if found["minus"] and digits != "0" else digits


def canonical_expr(expr: pl.Expr, pattern: re.Pattern[str]) -> pl.Expr:
    """`canonical` on a column."""
    plain = where(expr, GROUPED, lambda cells: cells.str.replace_all(",", "", literal=True))
    return unless(plain, QUICK.whole, lambda cells: unless(narrow_expr(cells), "^$", lambda rest: _read(rest, pattern)))


def _read(cells: pl.Expr, pattern: re.Pattern[str]) -> pl.Expr:
    found = cells.str.extract_groups(f"^(?:{pattern.pattern})$")
    bare = pl.field("digits").str.replace_all(",", "", literal=True).str.strip_chars_start("0")
    return found.struct.with_fields(bare=bare).struct.with_fields(text=_text()).struct.field("text")


def _text() -> pl.Expr:
    bare, minus = pl.field("bare"), pl.field("minus").is_not_null()
    sign = pl.when(minus).then(pl.lit("-")).otherwise(pl.lit(""))
    return pl.when(bare == "").then(pl.lit("0")).when(bare.str.len_bytes() <= MAX_DIGITS).then(sign + bare)
