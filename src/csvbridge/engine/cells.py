"""Source cells to canonical values: unwrap, steps, form, words, limits; what is wrong becomes a fault.

A canonical frame has one column a field (`item.name#2` for the second numbered item column), null for blank;
yen, integer and percent are Int64, all else String.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge import steps
from csvbridge.checks import characters, damage, name, phone
from csvbridge.checks.cells import params_of
from csvbridge.checks.fault import Fault
from csvbridge.codes import lookup
from csvbridge.engine.words import to_canonical
from csvbridge.forms import FORMS
from csvbridge.profile.constraints import constraints_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from csvbridge.engine.locate import Located
    from csvbridge.findings import Severity
    from csvbridge.profile.columns import FileColumn

NUMBERS = ("yen", "integer", "percent")

OF_FORM = frozenset(f.code for f in FORMS.values() if f.code) | {"YEN_FRACTION", "UNKNOWN_WORD"}
"""Constraints that reading a cell into its form has answered already."""


def slot(column: FileColumn) -> str:
    """The name of a column's value in a canonical frame.

    A field, or field#n for the n-th item of a format with one row an order.
    """
    return column.column.field if column.item is None else f"{column.column.field}#{column.item}"  # type: ignore[return-value]


class Cells:
    """The cells of some rows of a file, read on demand, once a column; `faults` grows as columns are read.

    `leading` says that the rows are those of their orders that hold the cells.
    """

    def __init__(self, located: Located, rows: pl.Series, *, leading: bool = False) -> None:
        self.located = located
        self._leading = leading
        self.rows = rows
        self.faults: list[Fault] = []
        self._texts = located.records.cells
        self._all = len(rows) == self._texts.height
        self._done: dict[str, pl.Series] = {}

    def text(self, label: str) -> pl.Series:
        """The untouched text of a column."""
        series = self._texts[str(self.located.places[label])]
        return series if self._all else series.gather(self.rows)

    def slots(self, fields: Iterable[str]) -> dict[str, list[FileColumn]]:
        """Which columns feed each slot of some fields."""
        found: dict[str, list[FileColumn]] = {}
        for field in fields:
            for column in self.located.feeding(field):
                found.setdefault(slot(column), []).append(column)
        return found

    def frame(self, fields: Iterable[str]) -> pl.DataFrame:
        """Canonical values of some fields, one row a row of the file."""
        return pl.DataFrame({name: self._value(columns) for name, columns in self.slots(fields).items()})

    def _value(self, columns: Sequence[FileColumn]) -> pl.Series:
        """The lowest rank that is not blank wins; what is wrong in a cell that nobody takes is no fault."""
        value = self.read(columns[0])
        for column in columns[1:]:
            blank = value.is_null()
            if blank.any():
                told = len(self.faults)
                value = value.zip_with(~blank, self.read(column))
                taken = set(self.rows.filter(blank))
                self.faults[told:] = [fault for fault in self.faults[told:] if fault.row in taken]
        return value

    def read(self, column: FileColumn) -> pl.Series:
        """One column in canonical form; a cell that is wrong is null and a fault."""
        if column.label not in self._done:
            self._done[column.label] = self._read(column)
        return self._done[column.label]

    def _read(self, column: FileColumn) -> pl.Series:
        raw = self.text(column.label)
        text, spots = damage.mend(raw, column)
        spoilt = self._spoilt(column, raw, spots)
        self._spoilt(column, raw, [spot for spot in name.find(text, column) if spot.at not in spoilt])
        spoilt |= self._spoilt(column, raw, characters.find(text, column, self.located.writing))
        if column.column.read:
            text = pl.select(steps.apply(pl.lit(text), column.column.read)).to_series()
        if column.column.codes:
            return self._words(column, raw, text, spoilt)
        form = FORMS[column.type]
        shape = [column.column.format] if column.type == "date" else []
        value = pl.select(form.canonical_expr(pl.lit(text), *shape)).to_series()
        wrong = value.is_null()
        for i in wrong.arg_true() if wrong.any() else ():
            if i not in spoilt:
                self._fault(column, form.code_of(text[i]) or "REQUIRED", i, raw[i])
        self._spoilt(column, raw, phone.find(value, column))
        self._limits(column, raw, text)
        return _typed(value, column)

    def _words(self, column: FileColumn, raw: pl.Series, text: pl.Series, spoilt: Collection[int]) -> pl.Series:
        table = self.located.format.codes[column.column.codes or ""]
        value, unknown = to_canonical(text, table)
        counts = text.gather(unknown).value_counts() if len(unknown) else None
        seen = dict(counts.iter_rows()) if counts is not None else {}
        for i in unknown:
            if i in spoilt:
                continue
            word = text[i].strip()
            params = {"word": word, "table": column.column.codes, "count": seen[text[i]], "line": f'"{word}" = "…"'}
            self._fault(column, "UNKNOWN_WORD", i, raw[i], params)
        self._limits(column, raw, text)
        return value

    def _limits(self, column: FileColumn, raw: pl.Series, text: pl.Series) -> None:
        """What the format says of the cell beyond its form: required, lengths, charset, pattern, values."""
        format_ = self.located.format
        for limit in constraints_of(column, format_.dialect, format_.codes):
            if limit.code in OF_FORM or (limit.scope == "order" and not self._leading):
                continue
            failing = pl.select(limit.failing(pl.lit(text))).to_series()
            if limit.scope == "item" and failing.any():
                failing = failing & self._filled(column)
            for i in failing.arg_true() if failing.any() else ():
                self._fault(column, limit.code, i, raw[i], params_of(limit.code, limit.params, text[i]))

    def _filled(self, column: FileColumn) -> pl.Series:
        """Mask of the rows on which any column of the same item is filled."""
        same = [c for c in self.located.columns if c.item == column.item]
        texts = pl.DataFrame({c.label: self.text(c.label) for c in same})
        return texts.select(filled=pl.any_horizontal(pl.all() != ""))["filled"]

    def _spoilt(self, column: FileColumn, raw: pl.Series, spots: Sequence[damage.Spot]) -> set[int]:
        """Tell what was found; the indexes of cells that it leaves without a value."""
        for spot in spots:
            self._fault(column, spot.code, spot.at, raw[spot.at], spot.params, spot.suggestion, spot.severity)
        return {spot.at for spot in spots if (spot.severity or lookup(spot.code).severity) == "error"}

    def _fault(
        self,
        column: FileColumn,
        code: str,
        i: int,
        value: str,
        params: dict[str, object] | None = None,
        suggestion: str | None = None,
        severity: Severity | None = None,
    ) -> None:
        self.faults.append(
            Fault(
                code,
                int(self.rows[i]),
                (column.label,),
                column.column.field,
                value,
                {"column": column.label, **(params or {})},
                severity=severity,
                suggestion=suggestion,
                provider_code=column.column.provider_codes.get(code),
            )
        )


def _typed(value: pl.Series, column: FileColumn) -> pl.Series:
    blank = value == ""
    if blank.any():
        value = value.set(blank.fill_null(False), None)
    if column.type in NUMBERS:
        value = value.cast(pl.Int64)
        return -value if column.column.sign == "negative" else value
    return value
