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


def to_canonical(text: pl.Series, table: Mapping[str, str]) -> tuple[pl.Series, pl.Series]:
    """Canonical words of a column (null for blank or unknown) and the indexes of the unknown ones.

    >>> to_canonical(pl.Series(["ＯＫ", "", "OK?"]), {"OK": "approved"})[1].to_list()
    [2]
    """
    known: dict[str, str] = {}
    for word, canonical in table.items():
        known.setdefault(fold(word), canonical)
    distinct = text.unique()
    mapped = {word: known.get(fold(word)) for word in distinct}
    value = text.replace_strict(list(mapped), list(mapped.values()), default=None, return_dtype=pl.String)
    blanks = [word for word in distinct if not fold(word)]
    unknown = value.is_null() & ~text.is_in(blanks)
    return value, unknown.arg_true()


def to_file(value: pl.Expr, table: Mapping[str, str]) -> pl.Expr:
    """Canonical words as the file writes them: of several the first listed; null where the table has none.

    >>> pl.select(to_file(pl.lit("approved"), {"OK": "approved", "承認": "approved"})).item()
    'OK'
    """
    first: dict[str, str] = {}
    for word, canonical in table.items():
        first.setdefault(canonical, word)
    return value.replace_strict(list(first), list(first.values()), default=None, return_dtype=pl.String)
