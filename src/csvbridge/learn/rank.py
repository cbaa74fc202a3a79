"""Which formats a file fits, best first, and exactly what differs from each.

A format fits as far as the columns that it must have are there, less what the file has beyond it. Formats without a
header are compared by their number of columns only, and only with files without one.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csvbridge.errors import ProfileError
from csvbridge.profile.columns import FEEDBACK, file_columns, fold, match_header
from csvbridge.profile.plan import load_format
from csvbridge.profile.search import every
from csvbridge.reader.source import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from csvbridge.learn.model import Inspection, Sighting
    from csvbridge.profile.columns import FileColumn, HeaderMatch
    from csvbridge.profile.models import Format

LEAST = 0.5
"""A format of which less is there than this does not fit."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A format and what differs: `renamed` has (its column, the file's column); these are not missing or extra too.

    `score` is 1.0 where nothing differs. `found` of its `columns` columns are there. `missing` columns stop a run;
    `extra` and `moved` ones, and `absent` ones that may be left out, do not. `frame` names what the reader would
    refuse: "encoding", "delimiter", "preamble_lines".
    """

    id: str
    version: str
    title: str
    status: str
    path: Path
    score: float
    found: int
    columns: int
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    frame: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether nothing differs that could stop a run."""
        return not (self.missing or self.renamed or self.frame)


def rank(inspection: Inspection, folders: Sequence[Path] = ()) -> tuple[Fit, ...]:
    """The formats of the folders and the package that fit a file, best first; an id's nearer file comes first.

    A format that cannot be loaded is left out: `profiles list` names it.
    """
    if inspection.records is None:
        return ()
    fits = [fit for format_, path in _formats(folders) if (fit := _fit(inspection, format_, path)) is not None]
    return tuple(sorted(fits, key=lambda fit: (-fit.score, len(fit.frame), len(fit.absent), fit.id, fit.version)))


def _formats(folders: Sequence[Path]) -> Iterator[tuple[Format, Path]]:
    for info in every(folders):
        if info.kind != "format" or info.problem is not None:
            continue
        try:
            yield load_format(str(info.path), folders), info.path
        except ProfileError:
            continue


def _fit(inspection: Inspection, format_: Format, path: Path) -> Fit | None:
    header = _header(inspection)
    if format_.dialect.header != any(header):
        return None
    columns = file_columns(format_)
    if any(header) and not _is_near(columns, header):
        return None
    match = match_header(format_, header)
    renamed = _renamed(inspection, format_, match)
    missing = tuple(label for label in match.missing if label not in renamed)
    extra = tuple(name for name in match.extra if name not in renamed.values())
    found = sum(place is not None for place in match.indexes.values())
    score = _score(found, len(missing), len(renamed), len(extra))
    if found == 0 or score < LEAST:
        return None
    return Fit(
        id=format_.id,
        version=format_.version,
        title=format_.title,
        status=format_.status,
        path=path,
        score=score,
        found=found,
        columns=len(columns),
        missing=missing,
        extra=extra,
        moved=_moved(match),
        renamed=tuple(renamed.items()),
        frame=tuple(_frame(inspection.sighting, format_)),
        absent=tuple(c.label for c in columns if c.column.optional and match.indexes[c.label] is None),
    )


def _is_near(columns: Sequence[FileColumn], header: Sequence[str]) -> bool:
    """Whether a third of its columns stand in the file: names like them are not sought in formats of other files."""
    names = {fold(name) for name in header}
    needed = [column for column in columns if not column.column.optional]
    return 3 * sum(not names.isdisjoint(column.spellings) for column in needed) >= len(needed)


def _header(inspection: Inspection) -> list[str]:
    """The names of the columns without those that csvbridge adds to a file of rejects."""
    return [column.name for column in inspection.columns if not column.name.startswith(FEEDBACK)]


def _score(found: int, missing: int, renamed: int, extra: int) -> float:
    """A missing column weighs as much as a found one, a renamed one half, an extra one a quarter.

    >>> _score(10, 0, 0, 0), _score(5, 5, 0, 0), _score(9, 0, 1, 0), _score(0, 3, 0, 0)
    (1.0, 0.5, 0.95, 0.0)
    """
    whole = found + missing + renamed + extra / 4
    return round((found + renamed / 2) / whole, 3) if whole else 0.0


def _renamed(inspection: Inspection, format_: Format, match: HeaderMatch) -> dict[str, str]:
    """Missing columns with what a run would offer as their new names."""
    records = inspection.records
    if records is None or not match.missing:
        return {}
    from csvbridge.learn.drift import renamed

    return renamed(format_, records.header, records.cells, match.missing)


def _moved(match: HeaderMatch) -> tuple[str, ...]:
    """The fewest columns that stand elsewhere than in the format's order: all but a longest rising row of places."""
    found = {label: place for label, place in match.indexes.items() if place is not None}
    kept = _rising(list(found.values()))
    return tuple(label for label, place in found.items() if place not in kept)


def _rising(places: Sequence[int]) -> set[int]:
    """
    >>> sorted(_rising([0, 3, 1, 2, 4]))
    [0, 1, 2, 4]
    """
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    kept: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _frame(sighting: Sighting, format_: Format) -> Iterator[str]:
    dialect = format_.dialect
    if sighting.workbook:
        return
    name, declared = sighting.encoding.name, sighting.encoding.bom
    wanted = {canonical(encoding) for encoding in (dialect.encoding, *dialect.also_reads)}
    if not declared and name not in {*wanted, "ascii"}:
        yield "encoding"
    if sighting.delimiter is not None and sighting.delimiter != dialect.delimiter:
        yield "delimiter"
    if sighting.preamble_lines != dialect.preamble_lines:
        yield "preamble_lines"
