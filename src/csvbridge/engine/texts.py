"""Canonical values to the texts of target columns: words, dates, signs, joined fields, and then the write steps.

An expression is built once for all columns and runs that ask for the same text. Steps look at one cell at a time, and
some cost as much for ten cells as for a thousand: the cells of all columns with the same steps go through them at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge import steps
from csvbridge.catalog import FIELDS, WHOLES
from csvbridge.engine.words import to_file
from csvbridge.forms import date

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from csvbridge.profile.models import Format, Map, Step
    from csvbridge.profile.plan import Assignment, Profile

COLUMN = "column:"
"""Prefix of a source column that a [map] copies without a field."""

TEXTS = 4_096
"""Texts whose expressions are kept ready."""


class Frame(NamedTuple):
    """Where texts come from: a frame with `order` and, by target label, the text to make of its columns."""

    cells: pl.DataFrame
    texts: Mapping[str, Text]


@dataclass(slots=True, unsafe_hash=True)
class Text:
    """How the text of a column comes about; equal for equal ones, so that it is made once. Never changed.

    `names` are the fields and source columns that are there, `words` the table by which words are written.
    """

    constant: str | None
    names: tuple[str, ...]
    map: Map | None
    words: tuple[tuple[str, str], ...] | None
    form: str | None
    negative: bool
    separator: str | None
    steps: tuple[Step, ...]


def text_of(a: Assignment, present: Collection[str], target: Format, profile: Profile) -> Text | None:
    """How a column gets its text from a frame with these columns; None where it stays blank."""
    column = a.column.column
    if a.constant is not None:
        return Text(a.constant, (), None, None, None, False, None, ())
    names = tuple(name for name in named(a) if name in present)
    if not names and a.map is None:
        return None
    own = a.map.codes if a.map else None
    table = _table(own or column.codes, target, profile, own=a.map is not None)
    sign = column.sign == "negative"
    return Text(None, names, a.map, table, column.format, sign, column.separator, column.write)


def _table(name: str | None, target: Format, profile: Profile, *, own: bool) -> tuple[tuple[str, str], ...] | None:
    """A table of words; a [map] looks into those of the conversion first."""
    if name is None:
        return None
    return tuple((profile.codes if own and name in profile.codes else target.codes)[name].items())


def named(a: Assignment) -> list[str]:
    """The fields and source columns that a column is made of."""
    return [a.field] if a.field else sources(a.map)


def sources(map_: Map | None) -> list[str]:
    """The fields and source columns that a map names."""
    if map_ is None:
        return []
    return [map_.from_] if map_.from_ else list(map_.join)


def written(frames: Sequence[Frame]) -> list[dict[Text, pl.Series]]:
    """The texts of each frame, without nulls; each different text is made once."""
    raw = [_raw(frame) for frame in frames]
    of_steps: dict[tuple[Step, ...], list[tuple[int, Text]]] = {}
    for at, made in enumerate(raw):
        for text in made:
            of_steps.setdefault(text.steps, []).append((at, text))
    for taken, some in of_steps.items():
        if taken:
            cells = _stepped([raw[at][text] for at, text in some], taken)
            for (at, text), series in zip(some, cells, strict=True):
                raw[at][text] = series
    return raw


def _raw(frame: Frame) -> dict[Text, pl.Series]:
    """The texts before their steps."""
    distinct = list(dict.fromkeys(frame.texts.values()))
    made = frame.cells.select("order", *(_expr(text).alias(str(i)) for i, text in enumerate(distinct)))
    return {text: made[str(i)] for i, text in enumerate(distinct)}


def _stepped(columns: Sequence[pl.Series], taken: tuple[Step, ...]) -> list[pl.Series]:
    """Columns after their steps, which they go through one behind the other."""
    whole = pl.concat([column.alias("cells") for column in columns], rechunk=True)
    done = whole.to_frame().select(_steps(taken)).to_series()
    starts = [0]
    for column in columns:
        starts.append(starts[-1] + len(column))
    return [done.slice(start, len(column)) for start, column in zip(starts, columns, strict=False)]


@lru_cache(TEXTS)
def _steps(taken: tuple[Step, ...]) -> pl.Expr:
    return steps.apply(pl.col("cells"), taken).fill_null("").alias("cells")


@lru_cache(TEXTS)
def _expr(text: Text) -> pl.Expr:
    """The text before its steps; "" where there is none."""
    if text.constant is not None:
        return pl.lit(text.constant)
    made = _mapped(text, text.map) if text.map else _form(text.names[0], text)
    return made.fill_null("")


def _mapped(text: Text, map_: Map) -> pl.Expr:
    """A [map]: one source or several joined, then its steps and prefixes."""
    if map_.codes and text.names:
        made = to_file(pl.col(text.names[0]), dict(text.words or ()))
    elif text.names:
        parts = [_form(name, text).replace("", None) for name in text.names]
        made = pl.concat_str(parts, separator=map_.with_, ignore_nulls=True)
    else:
        made = pl.lit("")
    made = steps.apply(made.fill_null(""), map_.write)
    if map_.strip_prefix:
        made = made.str.strip_prefix(map_.strip_prefix)
    return pl.when(made != "").then(pl.lit(map_.prefix) + made).otherwise(made) if map_.prefix else made


def _form(name: str, text: Text) -> pl.Expr:
    """A canonical value in the form that the column asks for: words, dates, signs, separators."""
    value = pl.col(name)
    type_ = FIELDS[name].type if name in FIELDS else "text"
    if type_ == "word":
        return value if text.words is None else to_file(value, dict(text.words))
    if type_ == "date":
        return date.write(value, text.form) if text.form else value
    if type_ in ("yen", "integer", "percent"):
        return (-value if text.negative else value).cast(pl.String)
    if text.separator is not None and name in WHOLES:
        return value.str.replace("\u3000", text.separator, literal=True)
    return value


def without_text(text: Text, name: str) -> pl.Expr | None:
    """Where a value has no text: a word without code, a date without time; None where every value has one."""
    type_ = FIELDS[name].type if name in FIELDS else "text"
    by_table = text.words is not None and (type_ == "word" or (text.map is not None and text.map.codes))
    return _without_text(text, name) if by_table or (type_ == "date" and text.form) else None


@lru_cache(TEXTS)
def _without_text(text: Text, name: str) -> pl.Expr:
    made = to_file(pl.col(name), dict(text.words or ())) if text.map and text.map.codes else _form(name, text)
    return (pl.col(name) != "") & made.is_null()
