"""The columns of a file as they are seen: how full, what shape, which words, three examples.

>>> import polars as pl
>>> seen = columns_of(("氏名", "支払"), pl.DataFrame({"0": ["見本", ""], "1": ["銀行", "銀行"]}))
>>> [(c.name, c.filled, c.distinct, c.words) for c in seen]
[('氏名', 1, 1, (('見本', 1),)), ('支払', 2, 1, (('銀行', 2),))]
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.learn.model import ColumnSighting
from csvbridge.learn.shapes import FEW, date_form, shapes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.learn.model import Shape

JUDGED = 1_000
"""Rows that shapes are judged on, spread over the file; fill rates, words and counts are of all rows."""
EXAMPLES = 3
_BLANK = r"^\s*$"


def judged(cells: pl.DataFrame) -> pl.DataFrame:
    """The rows that shapes are judged on: all of a short file."""
    step = -(-cells.height // JUDGED)
    return cells.gather_every(step) if step > 1 else cells


def columns_of(header: Sequence[str], cells: pl.DataFrame) -> tuple[ColumnSighting, ...]:
    """One sighting a column; `header` is () in a file without one."""
    names = list(header) or [""] * cells.width
    sample = judged(cells)
    shapes = shapes_of(sample)
    counts = _counts(cells)
    seen: Counter[str] = Counter()
    found = []
    for n, column in enumerate(cells.columns):
        seen[names[n]] += 1
        filled, distinct = counts[n]
        if filled and shapes[n] == "blank":
            shapes[n] = shapes_of(cells.select(column).filter(pl.col(column).str.strip_chars() != "").head(JUDGED))[0]
        found.append(_column(cells[column], sample[column], n, names[n], seen[names[n]], filled, distinct, shapes[n]))
    return tuple(found)


def _counts(cells: pl.DataFrame) -> list[tuple[int, int]]:
    """Filled cells and different texts among them, of each column."""
    if not cells.width:
        return []
    row = cells.select(
        *(pl.col(c).str.contains(_BLANK).sum().alias(f"b{c}") for c in cells.columns),
        *(pl.col(c).n_unique().alias(f"k{c}") for c in cells.columns),
    ).row(0, named=True)
    blanks, kinds = ([row[f"{part}{c}"] for c in cells.columns] for part in "bk")
    pairs = zip(cells.columns, blanks, strict=True)
    ways = [cells[c].filter(cells[c].str.contains(_BLANK)).n_unique() if count else 0 for c, count in pairs]
    return [(cells.height - count, kind - way) for count, kind, way in zip(blanks, kinds, ways, strict=True)]


def _column(
    cells: pl.Series, sample: pl.Series, index: int, name: str, nth: int, filled: int, distinct: int, shape: Shape
) -> ColumnSighting:
    return ColumnSighting(
        index=index,
        name=name,
        nth=nth,
        rows=len(cells),
        filled=filled,
        distinct=distinct,
        shape=shape,
        examples=_examples(sample) or _examples(_filled(cells)),
        date_format=date_form(_filled(sample).to_list()) if shape == "date" else None,
        words=_words(cells) if 0 < distinct <= FEW else (),
    )


def _filled(cells: pl.Series) -> pl.Series:
    return cells.filter(~cells.str.contains(_BLANK))


def _examples(cells: pl.Series) -> tuple[str, ...]:
    """The first cells that differ."""
    return tuple(islice(dict.fromkeys(filter(str.strip, cells.head(JUDGED))), EXAMPLES))


def _words(cells: pl.Series) -> tuple[tuple[str, int], ...]:
    """The values with their counts, most frequent first."""
    counted = _filled(cells).rename("word").value_counts(name="count").sort(["count", "word"], descending=[True, False])
    return tuple((word, count) for word, count in counted.iter_rows())
