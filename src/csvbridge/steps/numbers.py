"""Steps that set hyphens in postal codes and phone numbers, only where they are certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.steps._step import StepDef

if TYPE_CHECKING:
    import polars as pl

_GROUPS = {
    r"^(0[5-9]0)([1-9][0-9]{3})([0-9]{4})$": "${1}-${2}-${3}",
    r"^(0800)([0-9]{3})([0-9]{4})$": "${1}-${2}-${3}",
    r"^(0120|0570|0990)([0-9]{3})([0-9]{3})$": "${1}-${2}-${3}",
    r"^(03|06)([0-9]{4})([0-9]{4})$": "${1}-${2}-${3}",
}
"""Numbers whose groups follow from their head alone, by Japan's numbering plan."""


def hyphenate_postal_code(expr: pl.Expr) -> pl.Expr:
    """Seven ASCII digits → 160-0022; all else stays.

    >>> import polars as pl
    >>> [pl.select(hyphenate_postal_code(pl.lit(text))).item() for text in ("1600022", "160-0022", "160002")]
    ['160-0022', '160-0022', '160002']
    """
    return expr.str.replace("^([0-9]{3})([0-9]{4})$", "${1}-${2}")


def hyphenate_phone(expr: pl.Expr) -> pl.Expr:
    """Hyphens into mobile and IP phones (050, 060–090), 0120, 0570, 0800, 0990, and 03 and 06 of Tokyo and Osaka.

    Every other area code has two to five digits, which the number does not tell: such numbers stay as they are,
    and so do those that have hyphens.

    >>> import polars as pl
    >>> [pl.select(hyphenate_phone(pl.lit(t))).item() for t in ("09012345678", "0120123456", "08001234567")]
    ['090-1234-5678', '0120-123-456', '0800-123-4567']
    >>> [pl.select(hyphenate_phone(pl.lit(t))).item() for t in ("0312345678", "0451234567", "045-123-4567")]
    ['03-1234-5678', '0451234567', '045-123-4567']
    """
    for pattern, groups in _GROUPS.items():
        expr = expr.str.replace(pattern, groups)
    return expr


FAMILY = (StepDef(hyphenate_postal_code), StepDef(hyphenate_phone))
