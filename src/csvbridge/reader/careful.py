"""The careful way: every record by itself, the bad ones put aside byte for byte, each with its one cause."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.errors import WrongFileError
from csvbridge.findings import Finding
from csvbridge.reader.cut import Piece, line_ends, piece_at
from csvbridge.reader.detect import is_utf8_japanese, looks_like, wrong_encoding
from csvbridge.reader.fast import parse
from csvbridge.reader.faults import Fault, fault_of_cells, fault_of_text
from csvbridge.reader.model import Lines, Records, Unreadable
from csvbridge.reader.runs import plain, runs
from csvbridge.reader.shape import Rules
from csvbridge.reader.sniff import is_error_page
from csvbridge.reader.special import check_count, closing_count
from csvbridge.reader.starts import lines_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.dialect import Dialect
    from csvbridge.reader.head import Head
    from csvbridge.reader.source import Source

CHUNK = 8_192


@dataclass(slots=True)
class _Found:
    """What has been read so far: rows record by record, and runs of records in UTF-8; each with its numbers."""

    width: int
    rows: list[list[str]] = field(default_factory=list)
    frames: list[pl.DataFrame] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    runs: list[bytes] = field(default_factory=list)
    run_numbers: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    foreign: int = 0
    japanese: int = 0

    @property
    def records(self) -> int:
        """How many there are, repeated headers and closing lines left out."""
        return len(self.numbers) + len(self.run_numbers) + len(self.unreadable)

    def add(self, number: int, cells: list[str]) -> None:
        self.rows.append(cells)
        self.numbers.append(number)
        if len(self.rows) == CHUNK:
            self.frames.append(self._frame())
            self.rows = []

    def add_run(self, run: bytes, starts: Sequence[int]) -> None:
        number = len(self.starts) + 1
        self.runs.append(run)
        self.run_numbers += range(number, number + len(starts))
        self.starts += starts
        self.japanese += not run.isascii()

    def cells(self, dialect: Dialect) -> tuple[pl.DataFrame, pl.Series]:
        """All rows in the order of the file, and their numbers."""
        rules = Rules(self.width, dialect.delimiter, dialect.quote != "none")
        runs = [parse(b"".join(self.runs), rules)] if self.runs else []
        record = pl.Series("record", self.numbers + self.run_numbers, dtype=pl.UInt32)
        cells = pl.concat([*self.frames, self._frame(), *runs]).with_columns(record)
        if self.runs and self.numbers:
            cells = cells.sort("record")
        return cells.drop("record"), cells["record"]

    def _frame(self) -> pl.DataFrame:
        columns = zip(*self.rows, strict=True) if self.rows else [()] * self.width
        return pl.DataFrame([pl.Series(str(n), column, dtype=pl.String) for n, column in enumerate(columns)])


@dataclass(slots=True)
class _Walk:
    """A walk through the text: the place of the next record, its line and its first byte in the file."""

    source: Source
    text: str
    head: Head
    dialect: Dialect
    found: _Found
    at: int
    line: int
    offset: int

    def on_run(self, pattern: re.Pattern[str]) -> bool:
        """Walk over the records that need no care, if any."""
        run = pattern.match(self.text, self.at)
        if run is None or run.end() == self.at:
            return False
        body = run[0].encode()
        lines, starts = lines_in(body, self.line, quoted=self.head.rules.quoted)
        self.found.add_run(body, starts)
        self._on(run.end(), len(self.source.encode(run[0])), lines)
        return True

    def on_record(self, trailer: re.Pattern[str] | None) -> None:
        """Walk over one record, or a blank line, which is none."""
        piece = piece_at(self.text, self.at, self.head.rules, self.head.width)
        whole = self.text[piece.start : piece.stop]
        size = len(self.source.encode(whole))
        if piece.end > piece.start:
            self.found.starts.append(self.line)
            closing, named = closing_count(self.text[piece.start : piece.end], trailer)
            if closing:
                check_count(named, self.found.records, self.line)
            else:
                self._take(piece, self.source.data[self.offset : self.offset + size])
        self._on(piece.stop, size, line_ends(whole))

    def _on(self, at: int, size: int, lines: int) -> None:
        self.at, self.offset, self.line = at, self.offset + size, self.line + lines

    def _take(self, piece: Piece, raw: bytes) -> None:
        """Put one record where it belongs: among the rows, the unreadable ones or the notes."""
        head, caps, found = self.head, self.dialect.caps, self.found
        number, record = len(found.starts), self.text[piece.start : piece.end]
        fault = fault_of_text(record, raw, piece, caps, self.source.encoding)
        cells: list[str] = []
        if fault is None:
            cells = head.rules.fields(record) if piece.reading == "strict" else head.rules.php_fields(record)
            fault = fault_of_cells(cells, record, head.width, caps, self.source)
        if not record.isascii() and (fault is None or fault.code not in ("UNDECODABLE", "MOJIBAKE")):
            found.japanese += 1
        if fault is None and head.header and tuple(cells) == head.header:
            found.notes.append(Finding("HEADER_REPEATED", "warning", record=number, line=self.line))
        elif fault is None:
            found.add(number, cells)
        else:
            _check_whole_file(self.text, piece, fault, self.line)
            found.foreign += fault.code in ("UNDECODABLE", "MOJIBAKE")
            found.unreadable.append(Unreadable(number, self.line, raw, fault.code, fault.params))


def read_careful(source: Source, text: str, head: Head, dialect: Dialect, *, in_runs: bool = True) -> Records:
    """Read record by record; refuse the file where it is cut off, a web page, or mostly of another encoding.

    `in_runs` leaves those that need no care to polars; what is read is the same.
    """
    trailer = re.compile(dialect.trailer) if dialect.trailer is not None else None
    rules = plain(source, head, dialect) if in_runs else None
    pattern = runs(rules) if rules else None
    found = _Found(head.width)
    offset = source.bom + len(source.encode(text[: head.start]))
    walk = _Walk(source, text, head, dialect, found, head.start, head.line, offset)
    while walk.at < len(text):
        if pattern is None or not walk.on_run(pattern):
            walk.on_record(trailer)
    _check_share(found, source, head)
    cells, record = found.cells(dialect)
    lines, notes = Lines(lambda: found.starts), (*source.notes, *found.notes)
    return Records(head.header, cells, record, tuple(found.unreadable), notes, source.encoding, lines)


def _check_whole_file(text: str, piece: Piece, fault: Fault, line: int) -> None:
    """Refuse the file for a record that shows that the whole is broken."""
    record = text[piece.start : piece.end]
    if fault.code in ("RAGGED", "STRAY_QUOTE") and is_error_page(record):
        raise WrongFileError("FILE_HTML", reason="html", line=line)
    open_end = piece.stop == len(text) == piece.end
    short = fault.code == "RAGGED" and fault.found < fault.expected
    half = fault.code == "UNDECODABLE" and "\udc80" <= record[-1] <= "\udcff"
    if open_end and (short or half):
        raise WrongFileError("FILE_CUT", reason="truncated", line=line)


def _check_share(found: _Found, source: Source, head: Head) -> None:
    """Refuse the file as of another encoding where that holds for most records, or for all that are not ASCII."""
    records = found.records
    japanese = found.japanese + (not "".join(head.header).isascii())
    if found.foreign * 2 > records or (found.foreign > 1 and japanese == 0):
        raw = b"".join(bad.raw for bad in found.unreadable)
        everywhere = is_utf8_japanese(raw) and source.encoding == "cp932"
        raise wrong_encoding("utf-8" if everywhere else looks_like(source.data), source.encoding)
