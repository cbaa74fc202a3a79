"""Source cells that are surely clean, and their values: all columns of a frame in two selects.

A proof, no second definition: a cell that no question to its column tells apart has no fault, and its value is that of
a cheap expression; of all other cells it says nothing, and `csvbridge.engine.cells` reads them one by one. Columns of
which the same is asked are asked as one: a search costs more to begin than to go on. A property test holds this.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import polars as pl

from csvbridge import steps
from csvbridge.checks import characters, damage, name, phone
from csvbridge.engine.locate import Same
from csvbridge.engine.words import fold, known_words, to_canonical
from csvbridge.forms import FORMS
from csvbridge.profile.constraints import bounds
from csvbridge.profile.proof import Limits, clean, constraints
from csvbridge.profile.values import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csvbridge.catalog import Type
    from csvbridge.checks.characters import Writing
    from csvbridge.engine.locate import Located
    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.models import Format, Step

NARROW: frozenset[Type] = frozenset({"postal_code", "phone", "date", "yen", "integer", "percent"})
"""Types whose clean cells have so few characters that no check of texts has anything to tell of them."""

SCREENS = 256
"""Screens that are kept ready; a process that converts many files meets the same ones again."""


class Asked(NamedTuple):
    """What decides how a column is screened, equal for equal columns; `words` are those of its codes table."""

    limits: Limits
    field: str | None
    writing: Writing
    words: tuple[tuple[str, str], ...] | None

    @property
    def column(self) -> FileColumn:
        """A column of which all this is asked."""
        return self.limits.column

    @property
    def shape(self) -> tuple[str | None, ...]:
        """The second argument of the functions of a form, where it takes one."""
        return (self.limits.format,) if self.limits.type == "date" else ()


class Question(NamedTuple):
    """What tells cells apart that are not surely clean, after the read steps.

    A pattern that they hold or lack, words of which they are none, a minus, bounds or limits that they may not keep.
    """

    ask: Literal["holds", "lacks", "words", "negative", "bounds", "limits"]
    what: str | tuple[str, ...] | tuple[int | None, int | None] | Limits = ""
    read: tuple[Step, ...] = ()


class Screen(NamedTuple):
    """`texts`: by the column's number, those columns whose canonical texts are not their cells as they stand.

    `odd`: one a question, a list of the indexes of the cells that it tells apart. They count through the columns that
    `behind` names for the question, one after the other.
    """

    texts: Mapping[int, pl.Expr]
    odd: Sequence[pl.Expr]
    behind: Sequence[Sequence[int]]


def of(columns: Sequence[FileColumn], places: tuple[str, ...], located: Located) -> tuple[list[Asked], Screen]:
    """What is asked of some columns, and their screen; `places` are the names of their texts in the frame."""
    return _of(tuple(map(Same, columns)), places, Same(located.format), located.writing)


@lru_cache(SCREENS)
def _of(
    columns: tuple[Same[FileColumn], ...], places: tuple[str, ...], format_: Same[Format], writing: Writing
) -> tuple[list[Asked], Screen]:
    found = [asked(column.it, format_.it, writing) for column in columns]
    return found, screen(tuple(zip(found, places, strict=True)))


def asked(column: FileColumn, format_: Format, writing: Writing) -> Asked:
    """What is asked of a source column."""
    field = column.column.field
    # Of what the target does with characters, only this decides which cells are looked at.
    kana = frozenset({field} if field and field in writing.kana else ())
    writing = characters.Writing(writing.encoding, kana=kana)
    words = tuple(format_.codes[column.column.codes].items()) if column.column.codes else None
    return Asked(Limits.of(column, format_.dialect, format_.codes), field, writing, words)


@lru_cache(SCREENS)
def screen(columns: tuple[tuple[Asked, str], ...]) -> Screen:
    """The screen of some columns, each with the name of its texts in the frame."""
    behind: dict[Question, list[int]] = {}
    for at, (each, _) in enumerate(columns):
        for question in _questions(each):
            behind.setdefault(question, []).append(at)
    texts = {at: text for at, (each, place) in enumerate(columns) if (text := _text(each, pl.col(place))) is not None}
    odd = [_odd(question, [columns[at][1] for at in some]) for question, some in behind.items()]
    return Screen(
        {at: text.alias(str(at)) for at, text in texts.items()},
        [mask.alias(str(n)) for n, mask in enumerate(odd)],
        list(behind.values()),
    )


def closer(cells: pl.Series, each: Asked, *, leading: bool) -> tuple[pl.Series, list[int]]:
    """The values of many cells that are not surely clean, and the indexes of those that must be read one by one."""
    frame = cells.to_frame("cell").with_columns(text=steps.apply(pl.col("cell"), each.limits.read))
    text, canonical = pl.col("text"), pl.col("value")
    if each.words is None:
        frame = frame.with_columns(value=FORMS[each.limits.type].canonical_expr(text, *each.shape))
    else:
        frame = frame.with_columns(to_canonical(frame["text"], dict(each.words)).alias("value"))
    odd = [pl.col("cell").str.contains(pattern) for pattern in _patterns(each)]
    if each.limits.type == "phone":
        odd.append(canonical.str.contains(phone.PATTERN))
    odd += [c.failing(text) for c in constraints(each.limits) if leading or c.scope != "order"]
    left = frame.select(pl.any_horizontal(canonical.is_null(), *odd).arg_true()).to_series()
    return value(frame["value"], each), left.to_list()


def _patterns(each: Asked) -> list[str]:
    """What the cells of a column are searched for, one check after the other."""
    column = each.column
    found = (damage.pattern(column), name.pattern(column), characters.pattern(column, each.writing))
    return [pattern for pattern in found if pattern]


def _questions(each: Asked) -> Iterator[Question]:
    read = each.limits.read
    if each.words is not None:
        yield Question("words", _clean_words(each), read)
        if read:
            yield from _of_texts(each, "")
        return
    form = FORMS[each.limits.type].quick_of(*each.shape)
    narrow = each.limits.type in NARROW and characters.rare(each.column) is None and not damage.is_note(each.column)
    if read or not narrow:
        yield from _of_texts(each, "" if read else form.others or "")
    if read or form.others is None:
        yield Question("lacks", form.whole, read)
    if each.limits.type == "phone":
        yield Question("holds", phone.PATTERN, read)
    yield from _limited(each)


def _of_texts(each: Asked, others: str) -> Iterator[Question]:
    """What the checks of texts look for, and `others`; in one search, which costs less than two of half the length."""
    if pattern := "|".join(part for part in (*_patterns(each), others) if part):
        yield Question("holds", pattern)


def _limited(each: Asked) -> Iterator[Question]:
    """What the format says of the cell beyond its form, without REQUIRED: a blank cell is known by its value."""
    limits = each.limits
    texts = replace(limits, label="", item=None, type="text", scope=None, rows=None, format=None, read=())
    if clean(texts, pl.lit("")) is not None:
        yield Question("limits", texts, limits.read)
    if limits.type not in NUMBERS:
        return
    least, most = bounds(each.column.column)
    # The constraints of numbers take the read steps themselves, of a text that has been through them.
    twice = (*limits.read, *limits.read)
    if least == 0 and most is None:
        yield Question("negative", read=twice)
    elif least is not None or most is not None:
        yield Question("bounds", (least, most), twice)


@lru_cache(SCREENS)
def _clean_words(each: Asked) -> tuple[str, ...]:
    """Spellings of a codes table of which no check has anything to tell; "" unless it is a word of its own."""
    column, table = each.column, dict(each.words or ())
    words = [word for word in table if fold(word) and all(c.holds(word) for c in constraints(each.limits))]
    told = damage.find(words, column), name.find(words, column), characters.find(words, column, each.writing)
    odd = {spot.at for spots in told for spot in spots}
    blank = () if "" in known_words(table) else ("",)
    return (*blank, *(word for at, word in enumerate(words) if at not in odd))


def _odd(question: Question, places: Sequence[str]) -> pl.Expr:
    """The indexes of the cells of some columns, one below the other, that a question tells apart; as one list."""
    cells = pl.col(places[0])
    for place in places[1:]:
        cells = cells.append(pl.col(place))
    return _mask(question, steps.apply(cells, question.read)).arg_true().implode()


def _mask(question: Question, cells: pl.Expr) -> pl.Expr:
    match question:
        case ("holds", str(pattern), _):
            return cells.str.contains(pattern)
        case ("lacks", str(pattern), _):
            return ~cells.str.contains(pattern)
        case ("words", tuple(words), _):
            return ~cells.is_in(list(words))
        case ("bounds", (int() | None as least, int() | None as most), _):
            return _outside(cells.cast(pl.Int64, strict=False), least, most)
        case ("limits", Limits() as limits, _) if (proof := clean(limits, cells)) is not None:
            return ~proof
        case ("negative", _, _):
            return cells.str.starts_with("-")
        case _:
            raise ValueError(question.ask)


def _outside(number: pl.Expr, least: int | None, most: int | None) -> pl.Expr:
    inside = [*([number >= least] if least is not None else []), *([number <= most] if most is not None else [])]
    return ~pl.all_horizontal(inside)


def _text(each: Asked, cells: pl.Expr) -> pl.Expr | None:
    """The canonical text of the cells that are surely clean; None where it is that of the cells as they stand."""
    text = steps.apply(cells, each.limits.read)
    if each.words is None:
        canonical = FORMS[each.limits.type].quick_of(*each.shape).value(text)
        return None if canonical is cells else canonical
    known = known_words(dict(each.words))
    words = [word for word in _clean_words(each) if word]
    if not words:
        return pl.when(cells.is_null()).then(cells)
    return text.replace_strict(words, [known[fold(word)] for word in words], default=None, return_dtype=pl.String)


def value(text: pl.Series, each: Asked) -> pl.Series:
    """Canonical texts as they stand in a canonical frame: null for blank, numbers as integers."""
    if each.words is None and each.limits.type in NUMBERS:
        number = text.cast(pl.Int64, strict=False)
        return -number if each.column.column.sign == "negative" else number
    blank = text == ""
    return text.set(blank, None) if blank.any() else text
