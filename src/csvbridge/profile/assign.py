"""One way for each target column to get its text: [set], [map], the column's constant, or its own field."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csvbridge.catalog import FIELDS
from csvbridge.profile.check_format import canonical, known_labels, steps
from csvbridge.profile.columns import fold
from csvbridge.profile.constraints import constraints_of
from csvbridge.profile.models import Ask, Conversion, Map
from csvbridge.profile.plan import SOURCE_COLUMN, Asks, Assignment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.load import Loaded
    from csvbridge.profile.models import CodeTable, Format
    from csvbridge.profile.tree import Node, Problems

_TEXTUAL = frozenset({"LEN_OVER", "LEN_UNDER", "BYTES_OVER", "CHARSET", "PATTERN", "NOT_ALLOWED"})
"""Constraints that a constant is held to at load: they need no polars."""


class Assigner(NamedTuple):
    """What the assignments of one conversion are made from; `given` None: the source is broken, so nobody can tell."""

    target: Loaded[Format]
    conversion: Loaded[Conversion] | None
    given: frozenset[str] | None
    labels: Sequence[str]
    codes: dict[str, CodeTable]
    asks: Asks
    problems: Problems

    def all(self, columns: Sequence[FileColumn]) -> tuple[Assignment, ...]:
        """The assignments of all columns of the target, in file order."""
        if self.conversion:
            self._names(columns, self.conversion)
        made = [self._one(column) for column in columns]
        for assignment in made:
            self._filled(assignment)
        return tuple(made)

    def _names(self, columns: Sequence[FileColumn], conversion: Loaded[Conversion]) -> None:
        labels = [column.label for column in columns]
        for table, named in (("set", conversion.model.set), ("map", conversion.model.map)):
            known_labels(named, conversion.root.table(table), labels, self.problems)
        for label in conversion.model.set.keys() & conversion.model.map.keys():
            at = conversion.root.table("map").at(label)
            self.problems.add("COLUMN_SET_TWICE", at, column=label, ways="[set], [map]")

    def _one(self, column: FileColumn) -> Assignment:
        own = self.conversion
        if own and column.label in own.model.set:
            at = own.root.table("set").at(column.label)
            return Assignment(column, constant=self._constant(column, own.model.set[column.label], at))
        if own and column.label in own.model.map:
            at = own.root.table("map").at(column.label)
            return Assignment(column, map=self._map(own.model.map[column.label], at, column))
        if column.column.constant is not None:
            return Assignment(column, constant=self._constant(column, column.column.constant, self._at(column)))
        field = column.column.field
        return Assignment(column, field=field if self.given is None or field in self.given else None)

    def _at(self, column: FileColumn) -> Node:
        number = self.target.model.columns.index(column.column)
        return self.target.root.at("columns", number)

    def _constant(self, column: FileColumn, value: str | Ask, at: Node) -> str:
        if isinstance(value, Ask):
            if self.asks == "refuse":
                self.problems.add("CONSTANT_NEEDED", at, column=column.label, ask=value.ask, sample=value.sample)
            return value.sample
        constraints = constraints_of(column, self.target.model.dialect, self.target.model.codes)
        failed = [c.code for c in constraints if c.code in _TEXTUAL and not c.holds(value)]
        if failed:
            self.problems.add("CONSTANT_INVALID", at, column=column.label, constant=value, codes=", ".join(failed))
        return value

    def _map(self, named: Map, at: Node, column: FileColumn) -> Map:
        if (named.from_ is None) == (not named.join):
            self.problems.add("MAP_FORM", at, column=column.label)
        steps(named.write, at.at("write"), self.problems)
        self._map_codes(named, at)
        known = {
            "from_": self._reference(named.from_, at.at("from")) if named.from_ else None,
            "join": tuple(self._reference(name, at.at("join", i)) for i, name in enumerate(named.join)),
        }
        return named.model_copy(update=known)

    def _map_codes(self, named: Map, at: Node) -> None:
        field = FIELDS.get(named.from_ or "")
        if named.codes and field and field.words and self.conversion:
            where = self.conversion.root.get("codes", named.codes) or at.at("codes")
            canonical(self.codes.get(named.codes, {}), field.words, where, self.problems)

    def _reference(self, name: str, at: Node) -> str:
        """A field stays as it is; a column of the source is marked as one."""
        if name in FIELDS:
            if self.given is not None and name not in self.given:
                self.problems.add("FIELD_NOT_GIVEN", at, field=name)
            return name
        label = next((label for label in self.labels if fold(label) == fold(name)), None)
        if label is None:
            self.problems.unknown("REFERENCE_UNKNOWN", at, name, (*self.labels, *FIELDS))
        return f"{SOURCE_COLUMN}{label or name}"

    def _filled(self, assignment: Assignment) -> None:
        column = assignment.column
        empty = assignment.constant is None and assignment.field is None and assignment.map is None
        if empty and column.column.required and (column.item or 1) == 1:
            own = self.conversion.root if self.conversion else None
            at = own.at("target") if own else self._at(column)
            self.problems.add("REQUIRED_UNFILLED", at, column=column.label, field=column.column.field or "")
