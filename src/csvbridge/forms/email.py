"""Mail addresses: ASCII, one @, a dot in the domain."""

from __future__ import annotations

import polars as pl

from csvbridge.forms._narrow import narrow, narrow_expr
from csvbridge.forms._quick import Quick
from csvbridge.pattern import regex
from csvbridge.steps._step import once, unless

CODE = "EMAIL_FORMAT"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_PATTERN = rf"[!-?A-~]+@{_LABEL}(?:\.{_LABEL})+"
QUICK = Quick(f"(?:{_PATTERN})?")
_RE = regex(_PATTERN)


def canonical(text: str) -> str | None:
    """Narrow, without outer white space. Dots anywhere before the @ are fine: old mobile addresses have them.

    >>> canonical(" ｈａｎａｋｏ＠example.jp"), canonical("a..b.@example.ne.jp")
    ('hanako@example.jp', 'a..b.@example.ne.jp')
    >>> canonical("hanako@example") is None, canonical("a@example.jp b@example.jp") is None
    (True, True)
    """
    narrowed = narrow(text)
    return narrowed if not narrowed or _RE.fullmatch(narrowed) else None


def canonical_expr(expr: pl.Expr) -> pl.Expr:
    """`canonical` on a column.

    >>> pl.select(canonical_expr(pl.lit(" ｈａｎａｋｏ＠example.jp"))).item()
    'hanako@example.jp'
    """
    return unless(expr, QUICK.whole, lambda cells: once(narrow_expr(cells), _read))


def _read(cells: pl.Expr) -> pl.Expr:
    return pl.when(cells.str.contains(QUICK.whole)).then(cells)
