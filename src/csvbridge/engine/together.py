"""Small files run together: what a run costs whatever its size is paid once for all of them.

Their records are joined and run as those of one file, and what each of them gives is told apart again. That is for
files whose orders do not know of each other. A file that cannot join (another header, a broken record, a number that
Excel may have cut, an order of another file) is run by itself, and so are all if anything goes wrong with them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.engine.outcome import COUNTED, Where
from csvbridge.engine.parts import is_of_orders
from csvbridge.engine.run import run_records
from csvbridge.errors import WrongFileError
from csvbridge.forms import damage
from csvbridge.reader import Records, read
from csvbridge.reader.model import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csvbridge.engine.outcome import Part
    from csvbridge.engine.run import SecondFiles
    from csvbridge.profile.plan import Profile

MOST = 64
"""Files that run together; their bytes are in memory until then."""

_CUT = 16
"""Digits of a number that Excel may have cut."""


class Joined(NamedTuple):
    """Files that run together, by name."""

    files: tuple[tuple[str, bytes], ...]


class Given(NamedTuple):
    """What a file, or a part of one, gives; where its records stand in it; how many physical lines a part has."""

    part: Part
    where: Where = Where()
    lines: int = 0


def can_join(profile: Profile) -> bool:
    """Whether files may run together: no order is judged by all of its file."""
    limited = profile.target is not None and profile.target.dialect.max_rows is not None
    return not limited and is_of_orders(profile)


def run_together(joined: Joined, profile: Profile, second: SecondFiles, *, fix: bool = False) -> list[Given | None]:
    """What each file gives; None for one that must be run by itself."""
    given: list[Given | None] = [None] * len(joined.files)
    try:
        files = _alike([_read(data, profile) for _, data in joined.files])
        if len(files) < 2:
            return given
        heights = [records.cells.height for records in files.values()]
        parts = run_records(_joined(list(files.values())), profile, second, fix=fix, heights=heights)
    except Exception:
        # Alone each of them says what is wrong, and those that are right are not kept from their turn.
        return given
    for at, part, before in zip(files, parts, [0, *accumulate(heights)], strict=False):
        if not any(finding.code == COUNTED for finding in part.findings):
            given[at] = Given(part, Where(records=-before))
    return given


def _read(data: bytes, profile: Profile) -> Records | None:
    """The records of a file of which each can be read; None for any other."""
    try:
        records = read(data, profile.source.dialect)
    except WrongFileError:
        return None
    if records.unreadable or any(note.record is not None for note in records.notes):
        return None
    return records if records.count == records.cells.height else None


def _alike(found: Sequence[Records | None]) -> dict[int, Records]:
    """The files that can join, by place."""
    model = next((records for records in found if records is not None), None)
    files = {at: r for at, r in enumerate(found) if r is not None and model is not None and _is_like(r, model)}
    cut = set(_cut(files))
    return {at: records for at, records in files.items() if at not in cut}


def _cut(files: Mapping[int, Records]) -> Iterator[int]:
    """The files with a cell that ends in zeros that Excel may have put there: others of its column tell what it was."""
    if len(files) < 2:
        return
    cells = pl.concat([records.cells for records in files.values()])
    longest = zip(cells.columns, cells.select(pl.all().str.len_bytes().max()).row(0), strict=True)
    asked = [name for name, length in longest if (length or 0) >= _CUT]
    hits = (
        cells.select(pl.any_horizontal(pl.col(asked).str.contains(damage.DIGITS.pattern)).arg_true()) if asked else None
    )
    if hits is None or not hits.height:
        return
    ends = pl.Series([*accumulate(records.cells.height for records in files.values())])
    numbers = list(files)
    yield from (numbers[n] for n in ends.search_sorted(hits.to_series(), side="right").unique())


def _is_like(records: Records, model: Records) -> bool:
    own = (records.header, records.cells.width, records.encoding, records.notes)
    return own == (model.header, model.cells.width, model.encoding, model.notes)


def _joined(files: Sequence[Records]) -> Records:
    """Files as one: their records are counted on, their lines stay those of each."""
    cells = pl.concat([records.cells for records in files], rechunk=True)
    record = pl.int_range(1, cells.height + 1, dtype=pl.UInt32, eager=True).alias("record")
    return replace(files[0], cells=cells, record=record, _lines=_Lines(files))


class _Lines(Lines):
    """The lines of each file's records."""

    def __init__(self, files: Sequence[Records]) -> None:
        self._files = files
        self._firsts = [0, *accumulate(records.cells.height for records in files)]

    def __getitem__(self, index: int) -> int:
        at = bisect_right(self._firsts, index) - 1
        return self._files[at].line(index - self._firsts[at] + 1)
