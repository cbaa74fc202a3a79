"""Kana of names: as a name, in full-width katakana."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.forms import name
from csvbridge.forms._quick import Quick
from csvbridge.pattern import regex
from csvbridge.steps._characters import KATAKANA, WHITE_SPACE
from csvbridge.steps._step import where
from csvbridge.steps.width import katakana

if TYPE_CHECKING:
    import polars as pl

CODE = None


def _pattern() -> str:
    """Any of `KATAKANA`, those with a mark first; as classes, since an alternative for each takes long to compile."""
    marked: dict[str, str] = {}
    for form in (form for form in KATAKANA if len(form) > 1):
        marked[form[1]] = marked.get(form[1], "") + form[0]
    single = "".join(form for form in KATAKANA if len(form) == 1)
    return "|".join((*(f"[{bases}]{mark}" for mark, bases in marked.items()), f"[{single}]"))


_RE = regex(_pattern())
_ENDS = frozenset(form[-1] for form in KATAKANA)
"""Without one of these there is nothing to change."""
_OTHER = "\u3041-\u3096\u3099\u309a\u309d\u309e\uff61-\uff9f"
_LETTER = f"[^{_OTHER}{WHITE_SPACE}]"
QUICK = Quick(f"(?:{_LETTER}+(?:[ \u3000]{_LETTER}+)?)?", name.QUICK.value, others=f"{name.QUICK.others}|[{_OTHER}]")


def canonical(text: str) -> str | None:
    """Hiragana and half-width kana → full-width katakana, then as a name; other characters stay; never None.

    >>> canonical("ﾐﾎﾝ ﾀﾛｳ"), canonical("みほん　たろう")
    ('ミホン\u3000タロウ', 'ミホン\u3000タロウ')
    """
    if not _ENDS.isdisjoint(text):
        text = _RE.sub(lambda found: KATAKANA[found[0]], text)
    return name.canonical(text)


def canonical_expr(expr: pl.Expr) -> pl.Expr:
    """`canonical` on a column.

    >>> import polars as pl
    >>> pl.select(canonical_expr(pl.lit("ﾐﾎﾝ ﾀﾛｳ"))).item()
    'ミホン\u3000タロウ'
    """
    return name.canonical_expr(where(expr, f"[{_OTHER}]", katakana))
