"""Target cells against their format, column by column.

The constraints are those of `csvbridge.profile.constraints`, which the row model of a format asks of single rows; a
property test holds the two equal, another one that the proof which spares most cells the asking spares no bad one.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, reduce
from operator import and_, or_
from typing import TYPE_CHECKING, NamedTuple, cast

import polars as pl

from csvbridge.profile import charsets
from csvbridge.profile.charsets import byte_length
from csvbridge.profile.constraints import blank
from csvbridge.profile.proof import Limits, constraints, proof

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.constraints import Constraint
    from csvbridge.profile.models import Charset, Format


class Refused(NamedTuple):
    """A cell that its format refuses: index of the row in the frame, label, code, text and the message's params."""

    at: int
    label: str
    code: str
    text: str
    params: Mapping[str, object]


class Stood(NamedTuple):
    """Lines that stand side by side in a frame of cells, as they were before: one row a line.

    `names` gives the column of `texts` that each label shows a line of; `row` and `n` say where: in which row of the
    cells a line stands, as the how-manieth. A label shows the line of its item, without item the first.
    """

    texts: pl.DataFrame
    names: Mapping[str, str]
    row: pl.Series
    n: pl.Series


def find(
    cells: pl.DataFrame,
    columns: Sequence[FileColumn],
    format_: Format,
    blanks: Collection[str] = (),
    stood: Stood | None = None,
) -> Iterator[Refused]:
    """Every refused cell of a frame with one String column a label and `place` (only, first, middle, last).

    `columns` are those of the format; every cell of the labels in `blanks` is known to be "". One pass tells the cells
    that are surely clean; only the columns and rows that it leaves over are asked what is wrong with them.
    """
    screen = _screen(tuple(Limits.of(column, format_.dialect, format_.codes) for column in columns))
    odd = screen.odd(cells, blanks, stood)
    if not odd:
        return
    mask = reduce(or_, odd.values())
    rows = mask.arg_true()
    labels = [label for label in screen.limits if label in odd]
    flags = cells.filter(mask).select(failing for label in labels for failing in screen.failing(label))
    for label in labels:
        for number, constraint in enumerate(constraints(screen.limits[label])):
            flag = flags[f"{number} {label}"]
            for at in rows.filter(flag) if flag.any() else ():
                text = cells[label][at]
                yield Refused(at, label, constraint.code, text, params_of(constraint.code, constraint.params, text))


class _Screen:
    """The expressions of one document, built once: a process that converts many files meets it again and again."""

    def __init__(self, limits: Sequence[Limits]) -> None:
        self.limits = {one.label: one for one in limits}
        self._items: dict[int | None, list[str]] = {}
        for one in limits:
            self._items.setdefault(one.item, []).append(one.label)
        self._clean = {one.label: e.alias(one.label) for one in limits if (e := self._clean_of(one)) is not None}
        self._failing: dict[str, list[pl.Expr]] = {}
        self._of_line: dict[tuple[str, str], Limits] = {}

    def odd(self, cells: pl.DataFrame, blanks: Collection[str], stood: Stood | None) -> dict[str, pl.Series]:
        """By label, masks of the cells that are not surely clean; only labels that have some."""
        lines = self._lines(stood, blanks) if stood is not None else {}
        asked = [clean for label, clean in self._clean.items() if label not in lines and self._is_asked(label, blanks)]
        found = {mask.name: ~mask for mask in cells.select(asked).iter_columns() if not mask.all()}
        return found if stood is None else found | dict(self._odd_lines(stood, lines, cells.height))

    def _lines(self, stood: Stood, blanks: Collection[str]) -> dict[str, Limits]:
        """By label, what is asked of the lines themselves, which are fewer than the columns that show them.

        Not for an item of which a cell is made of the order alone: it must be whole even where there is no line.
        """
        found: dict[str, Limits] = {}
        for label, name in stood.names.items():
            limits = self.limits[label]
            others = self._items[limits.item] if limits.scope == "item" else ()
            if all(other in stood.names or other in blanks for other in others):
                found[label] = self._line(label, name)
        return found

    def _odd_lines(self, stood: Stood, asked: Mapping[str, Limits], height: int) -> Iterator[tuple[str, pl.Series]]:
        """Labels that show a line which is not surely clean, or lack one that must be there; masks of the cells."""
        exprs = {limits: clean for limits in asked.values() if (clean := proof(limits)) is not None}
        masks = stood.texts.select(clean.alias(str(i)) for i, clean in enumerate(exprs.values()))
        odd_lines = {limits: ~mask for limits, mask in zip(exprs, masks.iter_columns(), strict=True) if not mask.all()}
        firsts = stood.row.filter(stood.n == 1)
        for label, limits in asked.items():
            own = self.limits[label]
            found = [_mask(height, firsts, False)] if own.scope in ("cell", "order") and len(firsts) < height else []
            if limits in odd_lines:
                found.append(_mask(height, stood.row.filter(odd_lines[limits] & (stood.n == (own.item or 1)))))
            if found:
                yield label, reduce(or_, found)

    def _line(self, label: str, name: str) -> Limits:
        if (label, name) not in self._of_line:
            limits = self.limits[label]
            self._of_line[label, name] = replace(limits, label=name, item=None, scope=limits.scope and "cell")
        return self._of_line[label, name]

    def failing(self, label: str) -> list[pl.Expr]:
        """By number and label, where the cells of a column fail each of its constraints."""
        if label not in self._failing:
            limits = self.limits[label]
            self._failing[label] = [
                self._in_scope(constraint, limits).fill_null(False).alias(f"{number} {label}")
                for number, constraint in enumerate(constraints(limits))
            ]
        return self._failing[label]

    def _is_asked(self, label: str, blanks: Collection[str]) -> bool:
        """Whether cells can fail: wholly blank columns only if they must be filled, or are in a filled item."""
        if label not in blanks:
            return True
        limits = self.limits[label]
        if limits.scope != "item":
            return limits.scope is not None
        return any(other not in blanks for other in self._items[limits.item])

    def _clean_of(self, limits: Limits) -> pl.Expr | None:
        clean, filled = proof(limits), pl.col(limits.label) != ""
        if limits.scope == "order":
            filled |= ~((pl.col("place") == "only") | (pl.col("place") == limits.rows))
        elif limits.scope == "item":
            others = [pl.col(label) == "" for label in self._items[limits.item] if label != limits.label]
            filled |= reduce(and_, others, pl.lit(True))
        else:
            return clean
        return filled if clean is None else clean & filled

    def _in_scope(self, constraint: Constraint, limits: Limits) -> pl.Expr:
        failing = constraint.failing(pl.col(limits.label))
        if constraint.scope == "item":
            return failing & ~pl.all_horizontal(blank(pl.col(label)) for label in self._items[limits.item])
        if constraint.scope == "order":
            return failing & pl.col("place").is_in(["only", limits.rows or "first"])
        return failing


def _mask(height: int, rows: pl.Series, value: bool = True) -> pl.Series:
    """`value` in some rows, its opposite in all others."""
    return pl.Series([not value]).new_from_index(0, height).scatter(rows, value)


@lru_cache(64)
def _screen(limits: tuple[Limits, ...]) -> _Screen:
    return _Screen(limits)


def params_of(code: str, limits: Mapping[str, object], text: str) -> dict[str, object]:
    """What the message of a refused cell says, made from the constraint's limits and the text.

    >>> params_of("LEN_OVER", {"limit": 2}, "東京都")
    {'max': 2, 'length': 3}
    >>> params_of("CHARSET", {"charset": "fullwidth"}, "東京1-1")
    {'charset': 'fullwidth', 'characters': '1-'}
    """
    limit = limits.get("limit")
    if code == "LEN_OVER":
        return {"max": limit, "length": len(text)}
    if code == "LEN_UNDER":
        return {"min": limit, "length": len(text)}
    if code == "BYTES_OVER":
        return {"max": limit, "length": byte_length(text, str(limits["encoding"]))}
    if code == "CHARSET":
        charset = cast("Charset", limits["charset"])
        offending = dict.fromkeys(c for c in text if not charsets.holds(c, charset))
        return {"charset": charset, "characters": "".join(offending)}
    if code == "NOT_ALLOWED":
        return {"allowed": limits["values"]}
    return dict(limits)
