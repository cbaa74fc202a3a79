"""Names: stripped, one U+3000 between family name and given name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.forms._narrow import BLANK, INK
from csvbridge.forms._quick import Quick
from csvbridge.pattern import regex
from csvbridge.steps._characters import WHITE_SPACE
from csvbridge.steps._step import where

if TYPE_CHECKING:
    import polars as pl

CODE = None
_GAP = "[ \t\xa0\u3000]+"
_UNEVEN = "[ \t\xa0]|\u3000\u3000"
_RE = regex(_GAP)
_OTHER_BLANK = "[" + WHITE_SPACE.replace(" ", "").replace("\u3000", "") + "]"
QUICK = Quick(
    f"(?:{INK}+(?:[ \u3000]{INK}+)?)?",
    lambda cells: cells.str.replace(" ", "\u3000", literal=True),
    others=f"^{BLANK}|{BLANK}$|{BLANK}(?s:.*){BLANK}|{_OTHER_BLANK}",
)


def canonical(text: str) -> str | None:
    """The first run of blanks (ASCII, tab, U+00A0, U+3000) becomes one U+3000, later ones stay; never None.

    >>> canonical(" 見本  太郎 様")
    '見本\u3000太郎 様'
    """
    return _RE.sub("\u3000", text.strip(WHITE_SPACE), count=1)


def canonical_expr(expr: pl.Expr) -> pl.Expr:
    """`canonical` on a column.

    >>> import polars as pl
    >>> pl.select(canonical_expr(pl.lit(" 見本  太郎 様"))).item()
    '見本\u3000太郎 様'
    """
    return where(expr.str.strip_chars(), _UNEVEN, lambda cells: cells.str.replace(_GAP, "\u3000"))
