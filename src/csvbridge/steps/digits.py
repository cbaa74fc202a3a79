"""Steps on numbers and codes made of digits."""

from __future__ import annotations

import polars as pl

from csvbridge.steps._characters import HYPHENS, LONG_VOWELS
from csvbridge.steps._step import StepDef, once, where
from csvbridge.steps.width import swap

_WIDE_DIGITS = {chr(0xFF10 + digit): str(digit) for digit in range(10)}
_NO_HYPHENS = dict.fromkeys(HYPHENS, "")
_MARK = f"([0-9０-９])[{LONG_VOWELS}]+"
_MINUS = r"[\-−－▲△]"


def digits(expr: pl.Expr) -> pl.Expr:
    """Only the digits, full-width ones narrowed. Other digits (①, Arabic) are no digits here.

    >>> pl.select(digits(pl.lit("〒１60-0022"))).item()
    '1600022'
    >>> pl.select(digits(pl.lit("なし"))).item()
    ''
    """
    return where(expr, "[^0-9]", lambda cells: swap(cells, _WIDE_DIGITS).str.replace_all("[^0-9]+", ""))


def no_hyphen(expr: pl.Expr) -> pl.Expr:
    """Without hyphens, dashes and minus signs of any width; a long vowel mark goes only where it follows a digit.

    >>> pl.select(no_hyphen(pl.lit("03－1234ー5678"))).item()
    '0312345678'
    >>> pl.select(no_hyphen(pl.lit("ヤマト-ー"))).item()
    'ヤマトー'
    """
    return where(swap(expr, _NO_HYPHENS), _MARK, lambda cells: cells.str.replace_all(_MARK, "${1}"))


def zero_pad(expr: pl.Expr, width: int) -> pl.Expr:
    """Cells of ASCII digits filled with zeros on the left up to `width` characters; longer and other cells stay.

    >>> pl.select(zero_pad(pl.lit("42"), 5)).item(), pl.select(zero_pad(pl.lit("A42"), 5)).item()
    ('00042', 'A42')
    >>> zero_pad(pl.lit("42"), 0)
    Traceback (most recent call last):
    ValueError: zero_pad takes a width of at least 1
    """
    if width < 1:
        raise ValueError("zero_pad takes a width of at least 1")
    return where(expr, "^[0-9]+$", lambda cells: cells.str.pad_start(width, "0"))


def negate(expr: pl.Expr) -> pl.Expr:
    """The other sign: a leading -, −, ▲ or △ goes, an amount that is not 0 gets a leading "-".

    A cell without a digit from 1 to 9 stays, so 0 has no sign.

    >>> [pl.select(negate(pl.lit(text))).item() for text in ("3,300", "▲300", "-300", "0", "")]
    ['-3,300', '300', '300', '0', '']
    """
    return where(expr, "[1-9１-９]", lambda cells: once(cells, _other_sign))


def _other_sign(cells: pl.Expr) -> pl.Expr:
    signed = cells.str.contains(f"^{_MINUS}")
    return pl.when(signed).then(cells.str.tail(-1)).otherwise("-" + cells)


FAMILY = (StepDef(digits), StepDef(no_hyphen), StepDef(zero_pad, "int"), StepDef(negate))
