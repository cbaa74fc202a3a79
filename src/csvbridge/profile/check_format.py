"""What makes no sense in a format though each key is well formed; every problem at its line."""

from __future__ import annotations

import codecs
from itertools import pairwise
from typing import TYPE_CHECKING

from csvbridge.catalog import FIELDS
from csvbridge.pattern import regex
from csvbridge.profile.columns import file_columns, fold, is_item_column
from csvbridge.profile.constraints import matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from csvbridge.profile.models import Column, Condition, Document, Format, Step
    from csvbridge.profile.tree import Node, Problems

SHORTEST_WORD = 2
"""Letters of a word that an address check may be given."""


def check_format(format_: Format, root: Node, problems: Problems) -> None:
    """Everything that can be told of a format alone."""
    for number, column in enumerate(format_.columns):
        _column(format_, column, root, root.at("columns", number), problems)
    _headers(format_, root, problems)
    _places(format_, root, problems)
    _dialect(format_, root, problems)
    labels = [column.label for column in file_columns(format_)]
    samples(format_, root, labels, problems)
    for number, test in enumerate(format_.tests):
        for at, cells in rows(root.at("tests", number).get("expect"), test.expect):
            known_fields(cells, at, problems)
    check_document(format_, root, problems)


def check_document(document: Document, root: Node, problems: Problems) -> None:
    """Conditions and lookups, the same in formats and conversions."""
    conditions(document.keep, root.table("keep"), problems)
    for name, aside in document.aside.items():
        conditions(aside, root.table("aside").table(name), problems)
    for name, lookup in document.lookup.items():
        at = root.table("lookup").table(name)
        conditions(lookup.require, at.table("require"), problems)
        conditions(lookup.reject_when, at.table("reject_when"), problems)
        for code, held in lookup.hold.items():
            conditions(held, at.table("hold").table(code), problems)
        known_fields((lookup.by,), at.at("by"), problems)
        known_fields(lookup.take, at.at("take"), problems)
    _severities(document, root, problems)


def _severities(document: Document, root: Node, problems: Problems) -> None:
    checks, at = document.checks, root.table("checks")
    known_codes(checks.severity, at.table("severity"), problems)
    known_codes(checks.allow, at.table("allow"), problems)
    known_codes(checks.keywords, at.table("keywords"), problems)
    _words(checks.keywords, at.table("keywords"), problems)


def known_codes(codes: Iterable[str], at: Node, problems: Problems) -> None:
    """Each code must be one that csvbridge can tell."""
    if not codes:
        return
    from csvbridge.codes import every, lookup

    for code in codes:
        try:
            lookup(code)
        except KeyError:
            problems.unknown("CHECK_UNKNOWN", at.at(code), code, every())


def _words(keywords: Mapping[str, Sequence[str]], at: Node, problems: Problems) -> None:
    """Words only for codes that are found by words; one letter would be found in the names of towns."""
    if not keywords:
        return
    from csvbridge.codes import every
    from csvbridge.codes.special import TAKES_WORDS

    for code, words in keywords.items():
        if code in every() and code not in TAKES_WORDS:
            problems.add("CHECK_NO_WORDS", at.at(code), name=code, choices=", ".join(sorted(TAKES_WORDS)))
        for word in (word for word in words if len(word.strip()) < SHORTEST_WORD):
            problems.add("CHECK_WORD_SHORT", at.at(code), name=code, word=word)


def _column(format_: Format, column: Column, root: Node, at: Node, problems: Problems) -> None:
    if column.field:
        known_fields((column.field,), at.at("field"), problems)
    steps(column.read, at.at("read"), problems)
    steps(column.write, at.at("write"), problems)
    _pattern(column.pattern, at.at("pattern"), problems)
    _date_form(column, at, problems)
    _codes(format_, column, root, at, problems)
    if column.field and column.constant is not None:
        problems.add("COLUMN_SET_TWICE", at.at("constant"), column=column.name, ways="field, constant")
    if is_item_column(column) and format_.max_items is None:
        problems.add("MAX_ITEMS_MISSING", at, column=column.name)


def known_fields(names: Iterable[str], at: Node, problems: Problems) -> None:
    """Each name must be a canonical field."""
    for number, name in enumerate(names):
        if name not in FIELDS:
            problems.unknown("UNKNOWN_FIELD", at.get(name) or at.get(number) or at, name, tuple(FIELDS))


def steps(named: Sequence[Step], at: Node, problems: Problems) -> None:
    """Each step must exist and take the argument that it is given."""
    if not named:
        return
    from csvbridge.steps import STEPS

    for number, step in enumerate(named):
        node = at.at(number)
        if step.name not in STEPS:
            problems.unknown("UNKNOWN_STEP", node, step.name, tuple(STEPS))
            continue
        wanted = STEPS[step.name].argument
        given = "int" if isinstance(step.argument, int) else "str" if step.argument is not None else None
        if wanted != given:
            problems.add("STEP_ARGUMENT", node, step=step.name, example=_STEP_FORMS[wanted].format(step.name))


_STEP_FORMS = {None: '"{}"', "int": "{{ {} = 8 }}", "str": '{{ {} = "…" }}'}


PLAIN = regex(r"(?:\[(?:0-9|A-Z|a-z|[0-9A-Za-z_])+-?\](?:[+*?]|\{[0-9]{1,2}\})?)+")
"""Patterns of ASCII classes only, which nobody refuses: the engine that would judge them is slow to import."""


def _pattern(asked: str | None, at: Node, problems: Problems) -> None:
    if asked is None or PLAIN.fullmatch(asked):
        return
    try:
        matcher(asked)
    except ValueError as error:
        problems.add("PATTERN_INVALID", at, pattern=asked, reason=str(error))


def _date_form(column: Column, at: Node, problems: Problems) -> None:
    if column.format is None:
        return
    from csvbridge.steps._dateformat import parse

    try:
        parse(column.format)
    except ValueError:
        problems.add("DATE_FORMAT_INVALID", at.at("format"), format=column.format)


def _codes(format_: Format, column: Column, root: Node, at: Node, problems: Problems) -> None:
    field = FIELDS.get(column.field or "")
    if column.codes is None:
        if field and field.type == "word" and column.constant is None:
            problems.add("CODES_MISSING", at, column=column.name, field=field.name)
        return
    if field and field.words:
        where = root.get("codes", column.codes) or at.at("codes")
        canonical(format_.codes.get(column.codes, {}), field.words, where, problems)


def canonical(table: Mapping[str, str], words: Sequence[str], at: Node, problems: Problems) -> None:
    """Each word that a table leads to must be one of the field's."""
    for word, to in table.items():
        if to not in words:
            problems.unknown("NOT_A_WORD", at.at(word), to, words, word=word)


def _headers(format_: Format, root: Node, problems: Problems) -> None:
    seen: set[tuple[str, int]] = set()
    for number, column in enumerate(format_.columns):
        names = {(fold(name), column.nth) for name in (column.name, *column.aka) if name}
        if names & seen:
            problems.add("HEADER_TWICE", root.at("columns", number), column=column.name, nth=column.nth + 1)
        seen |= names


def _places(format_: Format, root: Node, problems: Problems) -> None:
    columns = format_.columns
    if format_.dialect.header:
        wrong = [i for i, c in enumerate(columns) if c.position]
        reason = "header = true"
    else:
        places = [c.position for c in columns]
        given = [p or 0 for p in places]
        wrong = [i for i in range(len(given)) if any(given) and (not given[i] or (i and given[i] <= given[i - 1]))]
        wrong = wrong or _overlapping(format_)
        reason = "header = false"
    for number in wrong:
        problems.add("POSITION_INVALID", root.at("columns", number), column=columns[number].name, reason=reason)


def _overlapping(format_: Format) -> list[int]:
    """Columns that stand where the repeated ones before them still are."""
    found = file_columns(format_)
    late = [after.column for before, after in pairwise(found) if after.index <= before.index]
    return [number for number, column in enumerate(format_.columns) if column in late]


def _dialect(format_: Format, root: Node, problems: Problems) -> None:
    at = root.table("dialect")
    _pattern(format_.dialect.trailer, at.at("trailer"), problems)
    for node, name in [
        (at.at("encoding"), format_.dialect.encoding),
        *((at.at("also_reads", i), name) for i, name in enumerate(format_.dialect.also_reads)),
    ]:
        try:
            codecs.lookup(name)
        except LookupError:
            problems.unknown("UNKNOWN_ENCODING", node, name, ("cp932", "utf-8", "utf-8-sig", "utf-16", "euc-jp"))


def samples(document: Document, root: Node, labels: Sequence[str], problems: Problems) -> None:
    """The sample and what the tests overlay name columns of the source."""
    for at, cells in rows(root.get("sample"), document.sample):
        known_labels(cells, at, labels, problems)
    for number, test in enumerate(document.tests):
        for at, cells in rows(root.at("tests", number).get("given"), test.given):
            known_labels(cells, at, labels, problems)


def known_labels(names: Iterable[str], at: Node, labels: Sequence[str], problems: Problems) -> None:
    """Each name must be the label of a column."""
    for name in names:
        if name not in labels:
            problems.unknown("UNKNOWN_COLUMN", at.get(name) or at, name, labels)


def rows(at: Node | None, cells: object) -> Iterable[tuple[Node, Mapping[str, str]]]:
    """One table of cells, or several, each with its node."""
    if at is None:
        return []
    if isinstance(cells, dict):
        return [(at, cells)]
    return [(at.at(i), row) for i, row in enumerate(cells)] if isinstance(cells, tuple) else []


def conditions(named: Mapping[str, Condition], at: Node, problems: Problems) -> None:
    """Fields of the catalogue, and words that they can hold."""
    known_fields(named, at, problems)
    for name, accepted in named.items():
        field = FIELDS.get(name)
        for number, word in enumerate(() if isinstance(accepted, str) else accepted):
            if field and field.words and word not in field.words:
                problems.unknown("NOT_A_WORD", at.at(name, number), word, field.words, word=name)
