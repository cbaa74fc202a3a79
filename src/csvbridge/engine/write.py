"""Canonical values to target cells: one frame of texts, a column a label of the target, with change of grain.

`place` frames carry `order`; order-level values come from the frame of orders, item values from the frame of lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge import steps
from csvbridge.catalog import FIELDS, WHOLES
from csvbridge.engine.words import to_file
from csvbridge.forms import date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csvbridge.profile.models import CodeTable, Format, Map
    from csvbridge.profile.plan import Assignment, Profile

COLUMN = "column:"
"""Prefix of a source column that a [map] copies without a field."""


def cells(profile: Profile, target: Format, orders: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """The target's rows as text: `order`, then one column a label, in file order; blank is "".

    `orders` has one row an order (canonical fields, `column:LABEL` of copied source columns), `lines` one row a line
    with `n` from 1. An order without lines still has its row.
    """
    if target.grain == "order":
        return _wide(profile, target, orders, lines)
    return _tall(profile, target, orders, lines)


def _wide(profile: Profile, target: Format, orders: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """One row an order; the lines side by side."""
    line_of = lines_of(profile.assignments)
    whole = [a for a in profile.assignments if a.column.label not in line_of]
    frame = orders.select("order", *(_text(a, orders, profile, target) for a in whole))
    lines = _with_orders(lines, orders, profile)
    for n in sorted(set(line_of.values())):
        nth = [a for a in profile.assignments if line_of.get(a.column.label) == n]
        here = lines.filter(pl.col("n") == n)
        if here.is_empty():
            frame = frame.with_columns(pl.lit("").alias(a.column.label) for a in nth)
            continue
        texts = here.select("order", *(_text(a, here, profile, target) for a in nth))
        frame = frame.join(texts, on="order", how="left", maintain_order="left")
    labels = [c.label for c in profile.target_columns]
    return frame.select("order", *(pl.col(label).fill_null("") for label in labels))


def _tall(profile: Profile, target: Format, orders: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """One row a line; order cells on each, the first or the last row of the order, as the format says."""
    whole = [a for a in profile.assignments if not _is_item(a)]
    of_item = [a for a in profile.assignments if _is_item(a)]
    base = orders.select("order", *(_text(a, orders, profile, target) for a in whole))
    lines = _with_orders(lines, orders, profile)
    texts = lines.select("order", "n", *(_text(a, lines, profile, target) for a in of_item))
    frame = base.join(texts, on="order", how="left", maintain_order="left_right")
    first = pl.col("n").is_null() | (pl.col("n") == 1)
    last = pl.col("n").is_null() | (pl.col("n") == pl.col("n").max().over("order"))
    blanked = []
    for a in whole:
        rows = a.column.column.rows or "each"
        if rows != "each":
            blanked.append(
                pl.when(first if rows == "first" else last).then(pl.col(a.column.label)).otherwise(pl.lit(""))
            )
    frame = frame.with_columns(blanked)
    return frame.select("order", *(pl.col(c.label).fill_null("") for c in profile.target_columns))


def _with_orders(lines: pl.DataFrame, orders: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """Lines with what their orders say, for texts that are made of both."""
    both = {name for a in profile.assignments if _is_item(a) for name in sources(a.map)}
    named = [name for name in orders.columns if name in both - {*lines.columns}]
    if not named:
        return lines
    return lines.join(orders.select("order", *named), on="order", how="left", maintain_order="left")


def lines_of(assignments: Sequence[Assignment]) -> dict[str, int]:
    """In a document of one row an order, the number of the line that each column shows, by label.

    A column of an item field without {n} shows the first. A constant among the columns of a line stands where the
    line is; a column that takes its text from the order alone shows no line, whatever its name.
    """
    numbers = {a.column.label: a.column.item or 1 for a in assignments if _is_item(a)}
    lines = set(numbers.values())
    beside = {a.column.label: a.column.item for a in assignments if a.constant is not None and a.column.item in lines}
    return numbers | {label: n for label, n in beside.items() if n is not None}


def _is_item(assignment: Assignment) -> bool:
    """Whether its value differs from line to line."""
    names = [assignment.field] if assignment.field else sources(assignment.map)
    return any(name in FIELDS and FIELDS[name].level == "item" for name in names)


def sources(map_: Map | None) -> list[str]:
    """The fields and source columns that a map names."""
    if map_ is None:
        return []
    return [map_.from_] if map_.from_ else list(map_.join)


def _text(assignment: Assignment, frame: pl.DataFrame, profile: Profile, target: Format) -> pl.Expr:
    """The text of one target column over a frame, named by its label."""
    column = assignment.column.column
    if assignment.constant is not None:
        return pl.lit(assignment.constant).alias(assignment.column.label)
    if assignment.map is not None:
        text = _mapped(assignment, assignment.map, frame, {**target.codes, **profile.codes})
    elif assignment.field is not None and assignment.field in frame.columns:
        text = _form(assignment.field, assignment, target.codes)
    else:
        return pl.lit("").alias(assignment.column.label)
    return steps.apply(text.fill_null(""), column.write).alias(assignment.column.label)


def _mapped(assignment: Assignment, map_: Map, frame: pl.DataFrame, codes: Mapping[str, CodeTable]) -> pl.Expr:
    """A [map]: one source or several joined, then its steps and prefixes."""
    names = [name for name in sources(map_) if name in frame.columns]
    if map_.codes and names:
        text = to_file(pl.col(names[0]), codes[map_.codes])
    else:
        texts = [_form(name, assignment, codes).replace("", None) for name in names]
        text = pl.concat_str(texts, separator=map_.with_, ignore_nulls=True) if texts else pl.lit("")
    text = steps.apply(text.fill_null(""), map_.write)
    if map_.strip_prefix:
        text = text.str.strip_prefix(map_.strip_prefix)
    return pl.when(text != "").then(pl.lit(map_.prefix) + text).otherwise(text) if map_.prefix else text


def _form(name: str, assignment: Assignment, codes: Mapping[str, CodeTable]) -> pl.Expr:
    """A canonical value in the form that the column asks for: words, dates, signs, separators."""
    column, value = assignment.column.column, pl.col(name)
    type_ = FIELDS[name].type if name in FIELDS else "text"
    if type_ == "word":
        return to_file(value, codes[column.codes]) if column.codes else value
    if type_ == "date":
        return date.write(value, column.format) if column.format else value
    if type_ in ("yen", "integer", "percent"):
        return (-value if column.sign == "negative" else value).cast(pl.String)
    if column.separator is not None and name in WHOLES:
        return value.str.replace("\u3000", column.separator, literal=True)
    return value


def unwritable(frame: pl.DataFrame, profile: Profile, target: Format) -> Iterator[tuple[Assignment, str, pl.Expr]]:
    """Values of a frame that the target has no text for: a word without code, a date without time.

    For each target column that can have some: what it is made of, and a mask over the frame.
    """
    for a in profile.assignments:
        for name in [a.field] if a.field else sources(a.map):
            text = _limited(name, a, profile, target) if name in frame.columns else None
            if text is not None:
                yield a, name, (pl.col(name) != "") & text.is_null()


def _limited(name: str, a: Assignment, profile: Profile, target: Format) -> pl.Expr | None:
    """The text of a value that not every text can stand for, else None."""
    codes = {**target.codes, **profile.codes} if a.map else target.codes
    if a.map and a.map.codes:
        return to_file(pl.col(name), codes[a.map.codes])
    type_ = FIELDS[name].type if name in FIELDS else "text"
    limited = (type_ == "word" and a.column.column.codes) or (type_ == "date" and a.column.column.format)
    return _form(name, a, codes) if limited else None
