"""Canonical values to target cells: one frame of texts, a column a label of the target, with change of grain.

`place` frames carry `order`; order-level values come from the frame of orders, item values from the frame of lines.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.checks.cells import Stood
from csvbridge.engine.locate import Same
from csvbridge.engine.texts import COLUMN, Frame, named, sources, text_of, without_text, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csvbridge.engine.texts import Text
    from csvbridge.profile.models import Format
    from csvbridge.profile.plan import Assignment, Profile

__all__ = ["COLUMN", "Written", "cells", "lines_of", "sources", "unwritable"]


PROFILES = 64
"""Profiles of which is kept what their columns ask, for a process that converts many files."""


class Written(NamedTuple):
    """The target's rows as text: `order`, then one column a label, in file order; of `blank` every cell is "".

    `stood` has the lines that stand side by side in them.
    """

    cells: pl.DataFrame
    blank: frozenset[str]
    stood: Stood | None = None


def cells(profile: Profile, target: Format, orders: pl.DataFrame, lines: pl.DataFrame) -> Written:
    """The target's rows.

    `orders` has one row an order (canonical fields, `column:LABEL` of copied source columns), `lines` one row a line
    with `n` from 1; both by ascending `order`, else `ValueError`. An order without lines still has its row.
    """
    if not (orders["order"].is_sorted() and lines["order"].is_sorted()):
        raise ValueError("orders and lines must ascend")
    make = _wide if target.grain == "order" else _tall
    return make(profile, target, orders, _with_orders(lines, orders, profile))


def _wide(profile: Profile, target: Format, orders: pl.DataFrame, lines: pl.DataFrame) -> Written:
    """One row an order; the lines side by side."""
    line_of = lines_of(profile.assignments)
    most = int(lines["n"].max() or 0)  # type: ignore[arg-type]
    beside = [a for a in profile.assignments if line_of.get(a.column.label, most + 1) <= most]
    whole = [a for a in profile.assignments if a.column.label not in line_of]
    of_order = _texts(whole, orders, profile, target)
    of_line = _texts(beside, lines, profile, target)
    texts, line_texts = written([Frame(orders, of_order), Frame(lines, of_line)])
    made = {label: texts[text] for label, text in of_order.items()}
    stood = _stood(orders["order"], lines, line_texts, of_line) if of_line else None
    if stood is not None:
        grid = _grid(stood, height := orders.height, most)
        for label, name in stood.names.items():
            made[label] = grid[name].slice((line_of[label] - 1) * height, height)
    return _joined(profile, orders["order"], made, stood)


def _stood(
    orders: pl.Series, lines: pl.DataFrame, texts: Mapping[Text, pl.Series], of_line: Mapping[str, Text]
) -> Stood:
    names = {text: str(i) for i, text in enumerate(texts)}
    row = lines.select(row=pl.lit(orders).search_sorted(pl.col("order")).cast(pl.Int64))["row"]
    frame = pl.DataFrame([series.alias(names[text]) for text, series in texts.items()])
    return Stood(frame, {label: names[text] for label, text in of_line.items()}, row, lines["n"])


def _grid(stood: Stood, height: int, most: int) -> pl.DataFrame:
    """The first lines of all rows, then the second ones, …; "" where a row has no such line."""
    texts = stood.texts
    blank = pl.DataFrame({name: [""] for name in texts.columns})
    lines = pl.int_range(texts.height, dtype=pl.UInt32, eager=True)
    places = pl.Series([texts.height], dtype=pl.UInt32).new_from_index(0, height * most)
    return pl.concat([texts, blank], rechunk=True)[places.scatter(stood.row + (stood.n - 1) * height, lines)]


def _tall(profile: Profile, target: Format, orders: pl.DataFrame, lines: pl.DataFrame) -> Written:
    """One row a line; order cells on each, the first or the last row of the order, as the format says."""
    whole = [a for a in profile.assignments if not _is_item(a)]
    of_order = _texts(whole, orders, profile, target)
    of_line = _texts([a for a in profile.assignments if _is_item(a)], lines, profile, target)
    texts, line_texts = written([Frame(orders, of_order), Frame(lines, of_line)])
    rows = _rows(orders, lines)
    made = _spread({label: texts[text] for label, text in of_order.items()}, rows["at"])
    made |= _spread({label: line_texts[text] for label, text in of_line.items()}, rows["line"])
    for a in whole:
        on = a.column.column.rows or "each"
        if on != "each" and a.column.label in made:
            made[a.column.label] = made[a.column.label].set(~rows[on], "")
    return _joined(profile, rows["order"], made)


def _rows(orders: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """The rows of the target: `at` counts orders and `line` lines (null: none); `first` and `last` of its order."""
    rows = orders.select("order").with_row_index("at")
    rows = rows.join(
        lines.select("order", line=pl.int_range(pl.len(), dtype=pl.UInt32)),
        on="order",
        how="left",
        maintain_order="left_right",
    )
    at = pl.col("at")
    return rows.with_columns(first=at.ne_missing(at.shift(1)), last=at.ne_missing(at.shift(-1)))


def _spread(texts: Mapping[str, pl.Series], places: pl.Series) -> dict[str, pl.Series]:
    """Some texts of the places on each row; "" on a row without place."""
    if not texts:
        return {}
    frame = pl.DataFrame([series.alias(label) for label, series in texts.items()])
    return {series.name: series for series in frame.select(pl.all().gather(places).fill_null("")).iter_columns()}


def _texts(some: Sequence[Assignment], frame: pl.DataFrame, profile: Profile, target: Format) -> dict[str, Text]:
    """By label, the texts that are made from a frame; without those that stay blank."""
    present = frozenset(frame.columns)
    made = ((a.column.label, text_of(a, present, target, profile)) for a in some)
    return {label: text for label, text in made if text is not None and text.constant != ""}


def _joined(profile: Profile, order: pl.Series, made: Mapping[str, pl.Series], stood: Stood | None = None) -> Written:
    """The columns in file order; those of which no text was made are blank."""
    labels = [column.label for column in profile.target_columns]
    blank = pl.Series([""]).new_from_index(0, len(order))
    columns = [made.get(label, blank).alias(label) for label in labels]
    return Written(pl.DataFrame([order, *columns]), frozenset(label for label in labels if label not in made), stood)


def _with_orders(lines: pl.DataFrame, orders: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """Lines with what their orders say, for texts that are made of both."""
    both = _of_items(Same(profile.assignments)) - {*lines.columns}
    named_there = [name for name in orders.columns if name in both] if both else []
    if not named_there:
        return lines
    return lines.join(orders.select("order", *named_there), on="order", how="left", maintain_order="left")


@lru_cache(PROFILES)
def _of_items(assignments: Same[Sequence[Assignment]]) -> frozenset[str]:
    """What the maps of columns that differ from line to line take."""
    return frozenset(name for a in assignments.it if _is_item(a) for name in sources(a.map))


def lines_of(assignments: Sequence[Assignment]) -> Mapping[str, int]:
    """In a document of one row an order, the number of the line that each column shows, by label.

    A column of an item field without {n} shows the first. A constant among the columns of a line stands where the
    line is; a column that takes its text from the order alone shows no line, whatever its name.
    """
    return _lines_of(Same(assignments))


@lru_cache(PROFILES)
def _lines_of(assignments: Same[Sequence[Assignment]]) -> Mapping[str, int]:
    numbers = {a.column.label: a.column.item or 1 for a in assignments.it if _is_item(a)}
    lines = set(numbers.values())
    beside = {
        a.column.label: a.column.item for a in assignments.it if a.constant is not None and a.column.item in lines
    }
    return numbers | {label: n for label, n in beside.items() if n is not None}


def _is_item(assignment: Assignment) -> bool:
    """Whether its value differs from line to line."""
    return any(name in FIELDS and FIELDS[name].level == "item" for name in named(assignment))


def unwritable(frame: pl.DataFrame, profile: Profile, target: Format) -> Iterator[tuple[Assignment, str, pl.Series]]:
    """Values of a frame that the target has no text for: a word without code, a date without time.

    For each target column that has some: what it is made of, and a mask over the frame.
    """
    asked = _unwritable(Same(profile), Same(target), frozenset(frame.columns))
    if not asked:
        return
    masks = frame.select(mask for _, _, mask in asked)
    for (a, name, _), mask_of in zip(asked, masks.iter_columns(), strict=True):
        if mask_of.any():
            yield a, name, mask_of


@lru_cache(PROFILES)
def _unwritable(
    profile: Same[Profile], target: Same[Format], present: frozenset[str]
) -> list[tuple[Assignment, str, pl.Expr]]:
    asked: list[tuple[Assignment, str, pl.Expr]] = []
    for a in profile.it.assignments:
        text = text_of(a, present, target.it, profile.it) if not present.isdisjoint(named(a)) else None
        for name in text.names if text else ():
            mask = without_text(text, name) if text else None
            if mask is not None:
                asked.append((a, name, mask.alias(str(len(asked)))))
    return asked
