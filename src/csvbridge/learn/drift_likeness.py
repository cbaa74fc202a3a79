"""How well a column of a file meets a missing one of a format: by meaning, spelling, cells and place."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.forms import FORMS
from csvbridge.learn.headers_words import reading
from csvbridge.learn.synonyms import load
from csvbridge.profile.columns import file_columns, fold
from csvbridge.profile.constraints import constraints_of, fold_word, fold_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csvbridge.learn.model import Guess
    from csvbridge.profile.columns import FileColumn, HeaderMatch
    from csvbridge.profile.models import Format

FITTING = 0.9
"""The least share of filled cells that must fit."""
MEANT = 0.5
"""The least confidence that a header means the field."""
ALIKE = 0.6
"""The least likeness of two spellings."""
_SPEAKING = frozenset({"postal_code", "email", "word"})
"""Types whose cells are like those of no other column; amounts, dates and phones of several columns look alike."""
EXAMINED = 2_000


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a column of the file meets a missing one; `total` orders candidates."""

    meaning: float
    spelling: float
    values: bool
    place: bool

    @property
    def total(self) -> float:
        """Meaning counts most, then spelling, values and place."""
        return 2 * self.meaning + self.spelling + 0.5 * self.values + 0.25 * self.place

    @property
    def enough(self) -> bool:
        """Whether it is a name to offer: the same meaning or spelling, or fitting cells in the same place."""
        return self.meaning >= MEANT or self.spelling >= ALIKE or (self.values and self.place)


def likeness(
    column: FileColumn,
    index: int,
    header: Sequence[str],
    cells: pl.DataFrame,
    guess: Guess | None,
    match: HeaderMatch,
    format_: Format,
) -> Likeness:
    told = _filled(cells[str(index)])
    return Likeness(
        meaning=_meaning(column, guess),
        spelling=max(_spelt(each, fold(header[index])) for each in column.spellings),
        values=bool(len(told)) and column.type in _SPEAKING,
        place=same_place(column, index, match, format_) and not _other(column, guess),
    )


def _spelt(old: str, new: str) -> float:
    """How alike two headers are; not at all where the new one says more: 税抜単価 is no 税込単価.

    >>> _spelt("ショップメモ", "ショップメモ欄") > ALIKE, _spelt("税込単価", "税抜単価"), _spelt("合計", "合計(8%対象)")
    (True, 0.0, 0.0)
    """
    known = load()
    more = reading(new, known).meanings - reading(old, known).meanings
    return 0.0 if more else SequenceMatcher(None, old, new).ratio()


def _meaning(column: FileColumn, guess: Guess | None) -> float:
    field = column.column.field
    if guess is None or field is None or (column.item is not None and guess.item not in (None, column.item)):
        return 0.0
    if guess.field == field:
        return guess.confidence
    return 0.25 if field in guess.rivals else 0.0


def _other(column: FileColumn, guess: Guess | None) -> bool:
    """Whether the header speaks of another field: then its place says nothing."""
    return guess is not None and guess.field not in (None, column.column.field) and guess.confidence >= MEANT


def same_place(column: FileColumn, index: int, match: HeaderMatch, format_: Format) -> bool:
    """Whether the neighbours in the file are those of the format."""
    labels = [c.label for c in file_columns(format_)]
    at = labels.index(column.label)
    before = match.indexes.get(labels[at - 1]) if at else -1
    after = match.indexes.get(labels[at + 1]) if at + 1 < len(labels) else None
    return before == index - 1 or after == index + 1


def _filled(cells: pl.Series) -> pl.Series:
    return cells.filter(cells.str.strip_chars() != "").head(EXAMINED)


def fits(column: FileColumn, cells: pl.Series, format_: Format) -> bool:
    """Whether the column of the format would take nearly all of these cells; blank ones say nothing."""
    filled = _filled(cells)
    if not len(filled):
        return True
    text = pl.lit(filled)
    refused = pl.select(pl.any_horizontal(*_refusals(column, text, format_), pl.lit(filled).is_null())).to_series()
    return float(refused.fill_null(value=True).mean() or 0) <= 1 - FITTING  # type: ignore[arg-type]


def _refusals(column: FileColumn, text: pl.Expr, format_: Format) -> Iterator[pl.Expr]:
    if column.column.codes:
        known = format_.codes.get(column.column.codes, {})
        yield ~fold_words(text).is_in([*map(fold_word, known)])
        return
    if column.column.read:
        from csvbridge.steps import apply

        text = apply(text, column.column.read)
    form = FORMS[column.type]
    yield form.canonical_expr(text, *([column.column.format] if column.type == "date" else [])).is_null()
    for limit in constraints_of(column, format_.dialect, format_.codes):
        yield limit.failing(text)
