"""The columns of a format as a file holds them, and how a file's header meets them.

A run of consecutive `{n}` columns repeats as a block: 明細名1, 単価1, 明細名2, 単価2, … up to `max_items`. Every column
has a unique label: the n-th column of one name is `送料#2`, a column without header is `#12`, its place from 1.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.catalog import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csvbridge.catalog import Type
    from csvbridge.profile.models import Column, Format

FEEDBACK = "csvbridge_"
"""Headers that a file of rejects carries after the columns of its source."""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of a file: `item` counts from 1 where the name holds {n}, `index` is its place from 0."""

    column: Column
    label: str
    item: int | None
    index: int

    @property
    def header(self) -> str:
        """The header text as it is written."""
        return numbered(self.column.name, self.item)

    @property
    def type(self) -> Type:
        """The canonical form of its cells: the column's own, that of its field, or text."""
        if self.column.type:
            return self.column.type
        return FIELDS[self.column.field].type if self.column.field in FIELDS else "text"

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every header that it may have in a file, folded; its own first."""
        return tuple(dict.fromkeys(fold(numbered(n, self.item)) for n in (self.column.name, *self.column.aka)))


class HeaderMatch(NamedTuple):
    """Where the columns of a format stand in a file.

    `indexes`: label → place from 0, or None where the file lacks it. `missing`: labels that it must not lack.
    `extra`: names that no column claims. `beyond`: those of them that would hold items past `max_items`.
    `duplicates`: names that stand more often than the format says, so that nobody knows which one is meant.
    `nearest`: missing label → the extra name most like it. `feedback`: csvbridge_* name → place.
    """

    indexes: Mapping[str, int | None]
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    moved: bool = False
    nearest: Mapping[str, str] = {}
    feedback: Mapping[str, int] = {}


def fold(header: str) -> str:
    """A header as it is compared: NFKC, without any blank.

    >>> fold(" 氏名 （漢字）") == fold("氏名(漢字)")
    True
    >>> fold("氏名") == fold("氏 名カナ")
    False
    """
    return "".join(unicodedata.normalize("NFKC", header).split())


def numbered(name: str, item: int | None) -> str:
    """The name of an item column.

    >>> numbered("明細名{n}", 2), numbered("送料", None)
    ('明細名2', '送料')
    """
    return name if item is None else name.replace("{n}", str(item))


def is_item_column(column: Column) -> bool:
    """Whether its name counts items."""
    return "{n}" in column.name


def file_columns(format_: Format) -> tuple[FileColumn, ...]:
    """All columns of a document in file order, item blocks repeated `max_items` times."""
    found: list[FileColumn] = []
    for column, item, shift in _expanded(format_):
        index = column.position - 1 + shift if column.position else len(found)
        found.append(FileColumn(column, _label(column, item, index), item, index))
    return tuple(found)


def _expanded(format_: Format) -> Iterator[tuple[Column, int | None, int]]:
    """Each column with its item and by how many places a repeated block stands behind its first one."""
    for counted, run in groupby(format_.columns, is_item_column):
        block = list(run)
        items = range(1, (format_.max_items or 1) + 1) if counted else (None,)
        width = (block[-1].position or 0) - (block[0].position or 0) + 1
        yield from ((column, item, ((item or 1) - 1) * width) for item in items for column in block)


def _label(column: Column, item: int | None, index: int) -> str:
    """
    >>> from csvbridge.profile.models import Column
    >>> _label(Column(name="送料", nth=2), None, 4), _label(Column(), None, 11), _label(Column(name="単価{n}"), 3, 0)
    ('送料#2', '#12', '単価3')
    """
    name = numbered(column.name, item)
    if not name:
        return f"#{index + 1}"
    return name if column.nth == 1 else f"{name}#{column.nth}"


def match_header(format_: Format, header: Sequence[str]) -> HeaderMatch:
    """Find the columns of a format in the header of a file.

    Without header in the dialect, `header` counts only: columns stand at their places.
    """
    columns = file_columns(format_)
    if not format_.dialect.header:
        return _by_place(columns, len(header))
    places: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        places.setdefault(fold(name), []).append(place)
    indexes = {c.label: _find(c, places) for c in columns}
    used = {place for place in indexes.values() if place is not None}
    feedback = {n: i for i, n in enumerate(header) if n.startswith(FEEDBACK)}
    left = [(i, n) for i, n in enumerate(header) if i not in used and n not in feedback]
    claimed = {fold(header[place]) for place in used if header[place]}
    extra = tuple(n for _, n in left if fold(n) not in claimed)
    missing = tuple(c.label for c in columns if indexes[c.label] is None and not c.column.optional)
    return HeaderMatch(
        indexes=indexes,
        missing=missing,
        extra=extra,
        beyond=tuple(n for n in extra if _counts_items(format_, n)),
        duplicates=tuple(dict.fromkeys(n for _, n in left if fold(n) in claimed)),
        moved=_moved(indexes),
        nearest={label: near for label in missing if (near := nearest(label, extra))},
        feedback=feedback,
    )


def _find(column: FileColumn, places: Mapping[str, Sequence[int]]) -> int | None:
    if not column.column.name:
        return column.index if column.index in places.get("", ()) else None
    for spelling in column.spellings:
        found = places.get(spelling, ())
        if len(found) >= column.column.nth:
            return found[column.column.nth - 1]
    return None


def _by_place(columns: Sequence[FileColumn], width: int) -> HeaderMatch:
    indexes = {c.label: c.index if c.index < width else None for c in columns}
    used = set(indexes.values())
    return HeaderMatch(
        indexes=indexes,
        missing=tuple(c.label for c in columns if c.index >= width and not c.column.optional),
        extra=tuple(f"#{i + 1}" for i in range(width) if i not in used),
    )


def _counts_items(format_: Format, name: str) -> bool:
    spellings = (s for c in format_.columns for s in (c.name, *c.aka) if "{n}" in s)
    patterns = (re.escape(fold(s)).replace(re.escape("{n}"), "[0-9]+") for s in spellings)
    return any(re.fullmatch(pattern, fold(name)) for pattern in patterns)


def _moved(indexes: Mapping[str, int | None]) -> bool:
    found = [place for place in indexes.values() if place is not None]
    return found != sorted(found)


def nearest(name: str, candidates: Sequence[str]) -> str | None:
    """The candidate most like a name, if one is like it at all.

    >>> nearest("受付番号", ["注文日", "受注番号"])
    '受注番号'
    >>> nearest("受付番号", ["商品名"]) is None
    True
    """
    rated = [(SequenceMatcher(None, fold(name), fold(other)).ratio(), other) for other in candidates]
    ratio, best = max(rated, default=(0.0, ""), key=lambda pair: pair[0])
    return best if ratio >= 0.6 else None
