"""Words of a file against canonical words: compared NFKC-folded and stripped, never passed through."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping


def fold(word: str) -> str:
    """A word as it is compared.

    >>> fold(" ＯＫ ")
    'OK'
    """
    return unicodedata.normalize("NFKC", word).strip()


def known_words(table: Mapping[str, str]) -> dict[str, str]:
    """The words of a table as they are compared; of two that are the same, the first counts.

    >>> known_words({"ＯＫ": "approved", "OK": "declined"})
    {'OK': 'approved'}
    """
    known: dict[str, str] = {}
    for word, canonical in table.items():
        known.setdefault(fold(word), canonical)
    return known


def canonical(word: str, known: Mapping[str, str]) -> str | None:
    """The canonical word of a cell, "" for a blank, None for a word that nobody knows.

    >>> canonical(" ＯＫ", {"OK": "approved"}), canonical("　", {}), canonical("OK?", {"OK": "approved"}) is None
    ('approved', '', True)
    """
    folded = fold(word)
    return known.get(folded) if folded else known.get("", "")


def to_canonical(text: pl.Series, table: Mapping[str, str]) -> pl.Series:
    """`canonical` on a column, each of its words looked up once.

    >>> to_canonical(pl.Series(["ＯＫ", "", "OK?"]), {"OK": "approved"}).to_list()
    ['approved', '', None]
    """
    known = known_words(table)
    mapped = {word: canonical(word, known) for word in text.unique()}
    return text.replace_strict(list(mapped), list(mapped.values()), default=None, return_dtype=pl.String)


def to_file(value: pl.Expr, table: Mapping[str, str]) -> pl.Expr:
    """Canonical words as the file writes them: of several the first listed; null where the table has none.

    >>> pl.select(to_file(pl.lit("approved"), {"OK": "approved", "承認": "approved"})).item()
    'OK'
    """
    first: dict[str, str] = {}
    for word, canonical in table.items():
        first.setdefault(canonical, word)
    return value.replace_strict(list(first), list(first.values()), default=None, return_dtype=pl.String)
