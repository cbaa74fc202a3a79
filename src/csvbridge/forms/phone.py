"""Phone numbers: 10 or 11 ASCII digits that begin with 0, hyphens as given."""

from __future__ import annotations

import re

import polars as pl

from csvbridge.forms._narrow import BLANK, HYPHEN, narrow, narrow_expr
from csvbridge.forms._quick import Quick
from csvbridge.pattern import regex
from csvbridge.steps._step import once, unless

CODE = "PHONE_DIGITS"
_PATTERN = "0(?:-?[0-9]){9,10}"
QUICK = Quick(f"(?:{_PATTERN})?")
_RE = regex(_PATTERN)
_REWRITE = (
    (BLANK, ""),
    (HYPHEN, "-"),
    (r"^\+81-?(?:\(0\)|0)?-?", "0"),
    (r"^\(", ""),
    (r"-?[()]-?", "-"),
)


def canonical(text: str) -> str | None:
    """Narrow digits and hyphens; blanks go, parentheses become hyphens, +81 becomes 0.

    Free dial (0120-…, 10 digits; 0800-…, 11), 0570 and IP phones (050) are of this form too. A number whose zero is
    lost is not: see `damage`.

    >>> canonical("０３（１２３４）５６７８"), canonical("+81 (0)90-1234-5678"), canonical("(03)1234-5678")
    ('03-1234-5678', '090-1234-5678', '03-1234-5678')
    >>> canonical("312345678") is None, canonical("03-1234-567") is None, canonical("なし") is None
    (True, True, True)
    """
    narrowed = narrow(text)
    for pattern, by in _REWRITE:
        narrowed = re.sub(pattern, by, narrowed)
    return narrowed if not narrowed or _RE.fullmatch(narrowed) else None


def canonical_expr(expr: pl.Expr) -> pl.Expr:
    """`canonical` on a column.

    >>> pl.select(canonical_expr(pl.lit("０３（１２３４）５６７８"))).item()
    '03-1234-5678'
    """
    return unless(expr, QUICK.whole, _read)


def _read(cells: pl.Expr) -> pl.Expr:
    narrowed = narrow_expr(cells)
    for pattern, by in _REWRITE:
        narrowed = narrowed.str.replace_all(pattern, by)
    return once(narrowed, lambda read: pl.when(read.str.contains(QUICK.whole)).then(read))
