"""What makes no sense only when formats meet: fields that nothing gives, columns that feed one field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.catalog import DERIVED, FIELDS
from csvbridge.profile import fields
from csvbridge.profile.columns import file_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from csvbridge.profile.load import Loaded
    from csvbridge.profile.models import Conditions, Format, Lookup
    from csvbridge.profile.tree import Node, Problems


def check_feeding(loaded: Loaded[Format], problems: Problems) -> None:
    """A format that is read: one column a field, or ranks that differ; what is derived has no column."""
    ranks: dict[str, set[int | None]] = {}
    for number, column in enumerate(loaded.model.columns):
        if column.field is None or column.field not in FIELDS:
            continue
        at = loaded.root.at("columns", number)
        seen = ranks.setdefault(column.field, set())
        if column.field in DERIVED:
            problems.add("FIELD_DERIVED", at, column=column.name, field=column.field)
        elif seen and (column.rank is None or None in seen or column.rank in seen):
            problems.add("FIELD_TWICE", at, column=column.name, field=column.field)
        seen.add(column.rank)


def check_conditions(
    named: Conditions, given: Collection[str], root_of: Callable[..., Node], problems: Problems
) -> None:
    """A condition on a field that nothing gives would drop every order; one on an item says nothing of an order."""
    for name in named:
        if name in FIELDS and (name not in given or FIELDS[name].level == "item"):
            problems.add("FIELD_NOT_GIVEN", root_of(name), field=name)


def check_lookups(
    lookups: Mapping[str, Lookup],
    formats: Mapping[str, Loaded[Format]],
    given: Collection[str] | None,
    root_of: Callable[..., Node],
    problems: Problems,
) -> None:
    """Both files must know the field by which they join, the second one what is taken and required."""
    for name, lookup in lookups.items():
        at = root_of("lookup", name)
        if given is not None:
            reads = {lookup.by: at.at("by"), **{field: at.at("reject_when", field) for field in lookup.reject_when}}
            _not_given(reads, given, problems)
        if name in formats and formats[name].sound:
            theirs = fields.given(fields.of_columns(file_columns(formats[name].model)))
            takes = {field: at.at("take", number) for number, field in enumerate(lookup.take)}
            requires = {field: at.at("require", field) for field in lookup.require}
            holds = {f: at.at("hold", code, f) for code, asked in lookup.hold.items() for f in asked}
            _not_given({lookup.by: at.at("by"), **takes, **requires, **holds}, theirs, problems)


def _not_given(named: Mapping[str, Node], given: Collection[str], problems: Problems) -> None:
    for name, at in named.items():
        if name in FIELDS and name not in given:
            problems.add("FIELD_NOT_GIVEN", at, field=name)
