"""Source cells to canonical values: unwrap, steps, form, words, limits; what is wrong becomes a fault.

A canonical frame has one column a field (`item.name#2` for the second numbered item column), null for blank;
yen, integer and percent are Int64, all else String. Cells that are surely clean are told apart by
`csvbridge.engine.screen`; what a cell is worth is decided here.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import polars as pl

from csvbridge import steps
from csvbridge.checks import characters, damage, name, phone
from csvbridge.checks.cells import params_of
from csvbridge.checks.fault import Fault
from csvbridge.codes import lookup
from csvbridge.engine import screen, words
from csvbridge.forms import FORMS
from csvbridge.forms.damage import unwrap
from csvbridge.profile.constraints import required_scope
from csvbridge.profile.proof import constraints
from csvbridge.profile.values import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from csvbridge.engine.locate import Located
    from csvbridge.engine.screen import Asked
    from csvbridge.findings import Severity
    from csvbridge.profile.columns import FileColumn

FEW = 150
"""So many cells are read one by one at once; of more, columns are first asked more closely."""

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
        self._values: dict[str, pl.Series] = {}
        self._untold: dict[str, list[Fault]] = {}

    def text(self, label: str) -> pl.Series:
        """The untouched text of a column."""
        series = self._texts[str(self.located.places[label])]
        return series if self._all else series[self.rows]

    def texts(self, labels: Collection[str]) -> pl.DataFrame:
        """The untouched texts of some columns at least, under the numbers of their places."""
        if self._all:
            return self._texts
        return self._texts[self.rows, list({str(self.located.places[label]): None for label in labels})]

    def slots(self, fields: Iterable[str]) -> dict[str, list[FileColumn]]:
        """Which columns feed each slot of some fields."""
        found: dict[str, list[FileColumn]] = {}
        for field in fields:
            for column in self.located.feeding(field):
                found.setdefault(slot(column), []).append(column)
        return found

    def frame(self, fields: Iterable[str]) -> pl.DataFrame:
        """Canonical values of some fields, one row a row of the file."""
        return pl.DataFrame(self.columns(fields))

    def columns(self, fields: Iterable[str]) -> list[pl.Series]:
        """The columns of `frame`."""
        slots = self.slots(fields)
        self.prepare([column for columns in slots.values() for column in columns])
        return [self._value(columns).alias(slot) for slot, columns in slots.items()]

    def _value(self, columns: Sequence[FileColumn]) -> pl.Series:
        """The lowest rank that is not blank wins; what is wrong in a cell that nobody takes is no fault."""
        value = self.read(columns[0])
        for column in columns[1:]:
            if value.null_count():
                blank = value.is_null()
                told = len(self.faults)
                value = value.zip_with(~blank, self.read(column))
                taken = set(self.rows.filter(blank).to_list())
                self.faults[told:] = [fault for fault in self.faults[told:] if fault.row in taken]
        return value

    def read(self, column: FileColumn) -> pl.Series:
        """One column in canonical form; a cell that is wrong is null and a fault."""
        self.prepare([column])
        self.faults += self._untold.pop(column.label, ())
        return self._values[column.label]

    def prepare(self, columns: Sequence[FileColumn]) -> None:
        """Read columns at once; their faults are told when `read` asks for them."""
        columns = [column for column in columns if column.label not in self._values]
        if not columns:
            return
        places = tuple(str(self.located.places[column.label]) for column in columns)
        texts = self.texts([column.label for column in columns])
        asked, screened = screen.of(columns, places, self.located)
        changed = texts.select(list(screened.texts.values())) if screened.texts else texts
        stand = [changed[str(n)] if n in screened.texts else texts[place] for n, place in enumerate(places)]
        values = [screen.value(series, each) for series, each in zip(stand, asked, strict=True)]
        odd = self._odd(texts, screened)
        self._add_blank(columns, values, odd)
        for n, column in enumerate(columns):
            value = values[n]
            if at := sorted(odd.get(n, ())):
                value = self._settled(column, asked[n], texts[places[n]], value, at)
            self._values[column.label] = value

    def _odd(self, texts: pl.DataFrame, screened: screen.Screen) -> dict[int, set[int]]:
        """By column, the indexes of the cells that are not surely clean."""
        odd: dict[int, set[int]] = {}
        told = texts.select(screened.odd).row(0) if screened.odd and texts.height else ()
        for behind, hits in zip(screened.behind, told, strict=False):
            for hit in hits:
                odd.setdefault(behind[hit // texts.height], set()).add(hit % texts.height)
        return odd

    def _add_blank(self, columns: Sequence[FileColumn], values: Sequence[pl.Series], odd: dict[int, set[int]]) -> None:
        """Cells that are blank and may not be."""
        asked: dict[int, pl.Expr] = {}
        for n, column in enumerate(columns):
            scope = required_scope(column)
            if scope and (scope != "order" or self._leading) and values[n].null_count():
                asked[n] = pl.lit(values[n]).is_null()
                if scope == "item":
                    asked[n] &= pl.any_horizontal(pl.col(place) != "" for place in self._of_item(column))
        if not asked:
            return
        blank = self._texts if self._all else self._texts[self.rows]
        hits = blank.select(mask.arg_true().implode().alias(str(n)) for n, mask in asked.items()).row(0)
        for n, at in zip(asked, hits, strict=True):
            odd.setdefault(n, set()).update(at)

    def _of_item(self, column: FileColumn) -> list[str]:
        """Where the cells of the same item stand."""
        return [str(self.located.places[c.label]) for c in self.located.columns if c.item == column.item]

    def _settled(
        self, column: FileColumn, asked: Asked, texts: pl.Series, value: pl.Series, at: Sequence[int]
    ) -> pl.Series:
        """The values of a column with those of the cells that are not surely clean."""
        if len(at) > FEW:
            found, left = screen.closer(texts[at], asked, leading=self._leading)
            value = value.scatter(at, found)
            at = [at[i] for i in left]
        if not at:
            return value
        kept = bool(damage.may_be_cut(texts[at], column) and texts.str.contains(damage.KEPT).any())
        one_by_one = _Exact(self, column, asked, at, texts[at].to_list(), kept=kept)
        found = pl.Series(one_by_one.values(), dtype=value.dtype)
        self._untold[column.label] = one_by_one.faults
        return value.scatter(at, found)


class _Exact:
    """Some cells of a column, one by one; `at` are their indexes among the rows that are read."""

    def __init__(
        self, cells: Cells, column: FileColumn, asked: Asked, at: Sequence[int], raw: list[str], *, kept: bool
    ) -> None:
        self.cells, self.column, self.asked, self.at, self.raw = cells, column, asked, at, raw
        self.faults: list[Fault] = []
        self._rows: list[int] = cells.rows[at].to_list()
        self._kept = kept

    def values(self) -> list[str | int | None]:
        """Their values, null where they are blank or wrong; `faults` has what is wrong."""
        column = self.column
        texts = self.raw if column.column.field is None else [unwrap(text) for text in self.raw]
        writing = self.cells.located.writing
        spoilt = self._spoilt(_spots(self.raw, lambda cells: damage.find(cells, column, kept=self._kept)))
        titles = _spots(texts, lambda cells: name.find(cells, column))
        self._spoilt([spot for spot in titles if spot.at not in spoilt])
        spoilt |= self._spoilt(_spots(texts, lambda cells: characters.find(cells, column, writing)))
        if column.column.read:
            given = pl.lit(pl.Series(texts, dtype=pl.String))
            texts = pl.select(steps.apply(given, column.column.read)).to_series().to_list()
        values = self._words(texts, spoilt) if column.column.codes else self._formed(texts, spoilt)
        self._limits(texts)
        return values

    def _formed(self, texts: Sequence[str], spoilt: Collection[int]) -> list[str | int | None]:
        form = FORMS[self.column.type]
        values = [form.canonical(text, *self.asked.shape) for text in texts]
        for i, value in enumerate(values):
            if value is None and i not in spoilt:
                self._fault(form.code_of(texts[i]) or "REQUIRED", i)
        self._spoilt(phone.find(values, self.column))
        return [self._typed(value) for value in values]

    def _typed(self, value: str | None) -> str | int | None:
        if not value or self.column.type not in NUMBERS:
            return value or None
        return -int(value) if self.column.column.sign == "negative" else int(value)

    def _words(self, texts: Sequence[str], spoilt: Collection[int]) -> list[str | int | None]:
        known = words.known_words(dict(self.asked.words or ()))
        values = [words.canonical(text, known) for text in texts]
        seen = Counter(text for text, value in zip(texts, values, strict=True) if value is None)
        for i, value in enumerate(values):
            if value is None and i not in spoilt:
                word, table = texts[i].strip(), self.column.column.codes
                params: dict[str, object] = {
                    "word": word,
                    "table": table,
                    "count": seen[texts[i]],
                    "line": f'"{word}" = "…"',
                }
                self._fault("UNKNOWN_WORD", i, params)
        return [value or None for value in values]

    def _limits(self, texts: Sequence[str]) -> None:
        """What the format says of the cell beyond its form: required, lengths, charset, pattern, values."""
        for limit in constraints(self.asked.limits):
            if limit.code in OF_FORM or (limit.scope == "order" and not self.cells._leading):
                continue
            for i, text in enumerate(texts):
                if not limit.holds(text) and (limit.scope != "item" or self._filled(i)):
                    self._fault(limit.code, i, params_of(limit.code, limit.params, text))

    def _filled(self, i: int) -> bool:
        """Whether any column of the same item is filled."""
        row = self._rows[i]
        return any(self.cells.located.records.cells[place][row] for place in self.cells._of_item(self.column))

    def _spoilt(self, spots: Sequence[damage.Spot]) -> set[int]:
        """Tell what was found; the indexes of cells that it leaves without a value."""
        for spot in spots:
            self._fault(spot.code, spot.at, spot.params, spot.suggestion, spot.severity)
        return {spot.at for spot in spots if (spot.severity or lookup(spot.code).severity) == "error"}

    def _fault(
        self,
        code: str,
        i: int,
        params: dict[str, object] | None = None,
        suggestion: str | None = None,
        severity: Severity | None = None,
    ) -> None:
        column = self.column
        self.faults.append(
            Fault(
                code,
                self._rows[i],
                (column.label,),
                column.column.field,
                self.raw[i],
                {"column": column.label, **(params or {})},
                severity=severity,
                suggestion=suggestion,
                provider_code=column.column.provider_codes.get(code),
            )
        )


def _spots(texts: Sequence[str], find: Callable[[Sequence[str]], list[damage.Spot]]) -> list[damage.Spot]:
    """What a check of single cells finds; texts that stand in several cells, as family names do, are asked once.

    >>> from csvbridge.profile.columns import FileColumn
    >>> from csvbridge.profile.models import Column
    >>> column = FileColumn(Column(name="氏名", field="buyer.name"), "氏名", None, 0)
    >>> [spot.at for spot in _spots(["見本次郎様", "見本", "見本次郎様"], lambda cells: name.find(cells, column))]
    [0, 2]
    """
    distinct = list(dict.fromkeys(texts))
    if len(distinct) == len(texts):
        return find(texts)
    found: dict[str, list[damage.Spot]] = {}
    for spot in find(distinct):
        found.setdefault(distinct[spot.at], []).append(spot)
    return [spot._replace(at=at) for at, text in enumerate(texts) for spot in found.get(text, ())]
