"""Steps on plain text."""

from __future__ import annotations

import polars as pl

from csvbridge.steps._step import StepDef, unless


def prefix(expr: pl.Expr, head: str) -> pl.Expr:
    """`head` before every cell that is not blank.

    >>> [pl.select(prefix(pl.lit(text), "EC-")).item() for text in ("1024", "")]
    ['EC-1024', '']
    """
    return unless(expr, "^$", lambda cells: pl.lit(head) + cells)


def strip_prefix(expr: pl.Expr, head: str) -> pl.Expr:
    """Without `head` where the cell begins with it, once.

    >>> [pl.select(strip_prefix(pl.lit(text), "#")).item() for text in ("##1001", "1001")]
    ['#1001', '1001']
    """
    return expr.str.strip_prefix(head)


def upper(expr: pl.Expr) -> pl.Expr:
    """Capital letters, of both widths.

    >>> pl.select(upper(pl.lit("t-01ａ"))).item()
    'T-01Ａ'
    """
    return expr.str.to_uppercase()


def lower(expr: pl.Expr) -> pl.Expr:
    """Small letters, of both widths.

    >>> pl.select(lower(pl.lit("Info@EXAMPLE.JP"))).item()
    'info@example.jp'
    """
    return expr.str.to_lowercase()


FAMILY = (StepDef(prefix, "str"), StepDef(strip_prefix, "str"), StepDef(upper), StepDef(lower))
