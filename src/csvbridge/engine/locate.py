"""Where the columns of a format stand in a file: header against format, drift named."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from csvbridge.catalog import with_parts
from csvbridge.checks.characters import NO_TARGET
from csvbridge.errors import WrongFileError
from csvbridge.findings import Finding
from csvbridge.profile.columns import FileColumn, file_columns, fold, match_header

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from csvbridge.checks.characters import Writing
    from csvbridge.profile.columns import HeaderMatch
    from csvbridge.profile.models import Format
    from csvbridge.reader import Records


T = TypeVar("T")

HEADERS = 64
"""Headers whose columns are kept ready; a process that converts many files meets the same ones again."""


class Same(Generic[T]):
    """A thing as the key of a cache: itself, not its equal, which a format or a profile cannot tell.

    >>> one, other = ["a"], ["a"]
    >>> Same(one) == Same(one), Same(one) == Same(other)
    (True, False)
    """

    __slots__ = ("it",)

    def __init__(self, it: T) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)


@dataclass(frozen=True)
class Located:
    """A file and its format, brought together: for each column that the file has, its place.

    `writing` is what the target makes of the characters that its columns take.
    """

    records: Records
    format: Format
    columns: tuple[FileColumn, ...]
    places: dict[str, int]
    feedback: dict[str, int]
    notes: tuple[Finding, ...]
    writing: Writing = NO_TARGET

    def feeding(self, field: str) -> tuple[FileColumn, ...]:
        """The columns that feed a field, lowest rank first."""
        return self._feeding.get(field, ())

    @cached_property
    def _feeding(self) -> dict[str | None, tuple[FileColumn, ...]]:
        found: dict[str | None, tuple[FileColumn, ...]] = {}
        for column in sorted(self.columns, key=lambda c: c.column.rank or 0):
            field = column.column.field
            found[field] = (*found.get(field, ()), column)
        return found

    def labels(self, fields: Collection[str]) -> tuple[str, ...]:
        """The labels of the columns behind some fields, in file order."""
        return tuple(c.label for c in self.columns if c.column.field in fields)

    def behind(self, fields: Collection[str]) -> tuple[str, ...]:
        """The labels of the columns behind some fields or, for wholes, behind their parts."""
        return self.labels(with_parts(fields))


def locate(records: Records, format_: Format, needed: Collection[str] | None, texts: Collection[str] = ()) -> Located:
    """Find the columns; a column that is needed and missing refuses the file.

    `needed` are the canonical fields that the run uses (None: all), `texts` labels that it copies without a field.

    Raises:
        WrongFileError: HEADER_MISSING, HEADER_DUPLICATE or ITEM_COLUMNS_BEYOND, reason "header".
    """
    width = records.cells.width
    header = records.header or tuple(f"#{i + 1}" for i in range(width))
    asked = (None if needed is None else frozenset(needed), frozenset(texts))
    match, columns, used, missing = _layout(Same(format_), header, *asked)
    if missing:
        raise _missing(records, format_, match, missing)
    _refuse(match, columns, used)
    places = {label: place for label, place in match.indexes.items() if place is not None}
    found = tuple(c for c in columns if c.label in places)
    return Located(records, format_, found, places, dict(match.feedback), _notes(match, used))


class _Layout(NamedTuple):
    """What a header is to a format: all columns of it, and the labels of those that are used, and of them missing."""

    match: HeaderMatch
    columns: tuple[FileColumn, ...]
    used: frozenset[str]
    missing: tuple[str, ...]


@lru_cache(HEADERS)
def _layout(
    format_: Same[Format], header: tuple[str, ...], needed: frozenset[str] | None, texts: frozenset[str]
) -> _Layout:
    match, columns = match_header(format_.it, header), file_columns(format_.it)
    used = frozenset(c.label for c in columns if c.label in texts or (c.column.field and _is_used(c, needed)))
    return _Layout(match, columns, used, tuple(label for label in match.missing if label in used))


def _is_used(column: FileColumn, needed: Collection[str] | None) -> bool:
    return needed is None or column.column.field in needed


def _missing(records: Records, format_: Format, match: HeaderMatch, missing: Sequence[str]) -> WrongFileError:
    """What the missing columns are probably called now, and the lines that say so."""
    from csvbridge.learn.drift import change_of, renamed

    known = [place for place in match.indexes.values() if place is not None]
    # A file that lacks more columns than it has is another file, not one with new names.
    names = renamed(format_, records.header, records.cells, missing) if len(known) >= len(missing) else {}
    return WrongFileError(
        "HEADER_MISSING",
        reason="header",
        columns="、".join(missing),
        nearest="、".join(f"{label} → {name}" for label, name in names.items()) or "-",
        line=None,
        change=change_of(format_, names) or "-",
    )


def _refuse(match: HeaderMatch, columns: tuple[FileColumn, ...], used: Collection[str]) -> None:
    if match.beyond and any(c.item is not None and c.label in used for c in columns):
        raise WrongFileError("ITEM_COLUMNS_BEYOND", reason="header", columns="、".join(match.beyond))
    if not match.duplicates:
        return
    names = {spelling for c in columns if c.label in used for spelling in c.spellings}
    twice = [name for name in match.duplicates if fold(name) in names]
    if twice:
        raise WrongFileError("HEADER_DUPLICATE", reason="header", columns="、".join(twice))


def _notes(match: HeaderMatch, used: Collection[str]) -> tuple[Finding, ...]:
    unused = [label for label in match.missing if label not in used]
    found = []
    if match.extra:
        found.append(Finding("EXTRA_COLUMNS", "warning", params={"columns": "、".join(match.extra)}))
    if match.moved:
        found.append(Finding("MOVED_COLUMNS", "warning"))
    if unused:
        found.append(Finding("COLUMN_MISSING", "warning", params={"columns": "、".join(unused)}))
    return tuple(found)
