"""A profile's own tests: its [sample] must convert without findings, each of [[tests]] must end as it says.

The rows of a test become a file in the source's own dialect, so that the whole way is tested, bytes to bytes.

>>> from csvbridge.profile.search import every
>>> found = next(c for i in every() if i.kind == "format" for c in cases(i.id) if c.test is None)
>>> found.name, check(found) is None
('sample', True)
>>> check(Case(found.profile, models.Test(name="wrong", expect="dropped")))
'"dropped" was expected'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.engine import derive
from csvbridge.engine.assemble import assemble
from csvbridge.engine.locate import locate
from csvbridge.engine.run import run
from csvbridge.errors import WrongFileError
from csvbridge.profile import models
from csvbridge.profile.columns import file_columns
from csvbridge.profile.plan import load_profile
from csvbridge.reader import read
from csvbridge.writer import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from csvbridge.engine.outcome import Outcome
    from csvbridge.findings import Finding
    from csvbridge.profile.models import Format
    from csvbridge.profile.plan import Profile

    Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One test of a profile; `test` None is its sample."""

    profile: Profile
    test: models.Test | None

    @property
    def name(self) -> str:
        """The test's own name, "sample" for the sample."""
        return self.test.name if self.test else "sample"


def cases(ref: str, folders: Sequence[Path] = ()) -> list[Case]:
    """The tests of a profile; its sample first, unless it is that of its source or needs a second file.

    Raises `ProfileError` where the profile cannot be loaded.
    """
    profile = load_profile(ref, folders, asks="sample")
    own = profile.target is None or profile.sample != profile.source.sample
    alone = all(lookup.optional for lookup in profile.lookup.values())
    sample = [Case(profile, None)] if profile.sample and own and alone else []
    return [*sample, *(Case(profile, test) for test in profile.tests)]


def check(case: Case) -> str | None:
    """What differs from what the test says, in one line; None if it passed."""
    profile, test = case.profile, case.test or models.Test(name="sample")
    rows = overlaid(_rows(profile.sample), test.given)
    data = file_of(profile.source, rows)
    lookups = {n: [(n, file_of(profile.lookup_formats[n], given))] for n, given in test.lookup.items()}
    try:
        outcome = run(data, profile, lookups, name=case.name)
    except WrongFileError as error:
        return f"{error.code} {dict(error.params)}"
    differing = [*_findings(outcome, test), *_fate(outcome, test)] or list(_cells(profile, data, outcome, test))
    return "; ".join(differing) or None


def overlaid(sample: Sequence[Row], given: Row | Sequence[Row]) -> list[dict[str, str]]:
    """The rows of a test: what is given stands over each row of the sample; several given rows are several rows.

    >>> overlaid([{"番号": "T1", "数量": "1"}], [{"数量": "2"}, {}])
    [{'番号': 'T1', '数量': '2'}, {'番号': 'T1', '数量': '1'}]
    """
    if isinstance(given, Mapping):
        return [{**row, **given} for row in sample]
    last = len(sample) - 1
    return [{**sample[min(n, last)], **row} for n, row in enumerate(given)]


def file_of(format_: Format, rows: Sequence[Row]) -> bytes:
    """A file of the format with these rows (column label → text); optional columns only where a row has them.

    Raises `UnicodeEncodeError` for a text that the format's encoding lacks.
    """
    named = {label for row in rows for label in row}
    columns = [c for c in file_columns(format_) if c.label in named or not c.column.optional]
    frame = pl.DataFrame({c.label: [row.get(c.label, "") for row in rows] for c in columns})
    header = [c.header for c in columns] if format_.dialect.header else None
    newline = b"\r\n" if format_.dialect.newline == "crlf" else b"\n"
    return newline.join([b"-"] * format_.dialect.preamble_lines + [csv_bytes(header, frame, format_.dialect)])


def _rows(rows: Row | Sequence[Row]) -> Sequence[Row]:
    return [rows] if isinstance(rows, Mapping) else rows


def _findings(outcome: Outcome, test: models.Test) -> Iterator[str]:
    """Errors and warnings must be exactly those that the test names."""
    for severity, expected in (("error", test.rejects), ("warning", test.warns)):
        found = [finding for finding in outcome.findings if finding.severity == severity]
        if {finding.code for finding in found} != set(expected):
            told = ", ".join(map(_told, found)) or "-"
            yield f"{severity}: {told} (expected {', '.join(expected) or '-'})"


def _told(finding: Finding) -> str:
    return f"{finding.code} [{finding.column or finding.field}: {finding.value!r} {dict(finding.params)}]"


def _fate(outcome: Outcome, test: models.Test) -> Iterator[str]:
    """Dropped, put aside, rejected or written."""
    orders = outcome.orders
    dropped = orders.read > 0 and orders.dropped == orders.read
    ends = {"dropped": dropped and not outcome.asides, "aside": dropped and bool(outcome.asides)}
    if isinstance(test.expect, str):
        if not ends[test.expect]:
            yield f'"{test.expect}" was expected'
    elif bool(orders.rejected) != bool(test.rejects):
        yield f"rejected: {orders.rejected}"
    elif not test.rejects and not orders.accepted:
        yield "nothing was accepted"


def _cells(profile: Profile, data: bytes, outcome: Outcome, test: models.Test) -> Iterator[str]:
    """Cells of the output or, for a format alone, canonical values."""
    if test.expect is None or isinstance(test.expect, str):
        return
    expected = _rows(test.expect)
    found = _written(profile.target, outcome) if profile.target else _canonical(profile, data)
    if len(found) < len(expected):
        yield f"{len(found)} rows (expected {len(expected)})"
    for row, wanted in zip(found, expected, strict=False):
        for name, text in wanted.items():
            if row.get(name) != text:
                yield f"{name}: {row.get(name)!r} (expected {text!r})"


def _written(target: Format, outcome: Outcome) -> list[dict[str, str]]:
    if outcome.output is None:
        return []
    labels = [column.label for column in file_columns(target)]
    return [dict(zip(labels, row, strict=True)) for row in read(outcome.output, target.dialect).cells.iter_rows()]


def _canonical(profile: Profile, data: bytes) -> list[dict[str, str]]:
    """One row an item, or one for an order without items: field → its canonical text, "" for blank."""
    records = read(data, profile.source.dialect)
    located = locate(records, profile.source, None)
    rows = pl.int_range(0, records.cells.height, eager=True, dtype=pl.UInt32)
    book = assemble(located, rows, pl.zeros(len(rows), dtype=pl.UInt32, eager=True), frozenset(FIELDS))
    order = _texts(derive.recipient(derive.wholes(book.orders)))
    return [{**order[0], **item} for item in _texts(book.items)] or order


def _texts(frame: pl.DataFrame) -> list[dict[str, str]]:
    fields = [name for name in frame.columns if name in FIELDS]
    return [
        {k: "" if v is None else str(v) for k, v in row.items()} for row in frame.select(fields).iter_rows(named=True)
    ]
