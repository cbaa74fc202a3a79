"""The careful way: every record by itself, the bad ones put aside byte for byte, each with its one cause."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.errors import WrongFileError
from csvbridge.findings import Finding
from csvbridge.reader.cut import Piece, line_ends, pieces
from csvbridge.reader.detect import is_utf8_japanese, looks_like, wrong_encoding
from csvbridge.reader.faults import Fault, fault_of_cells, fault_of_text
from csvbridge.reader.model import Lines, Records, Unreadable
from csvbridge.reader.sniff import is_error_page
from csvbridge.reader.special import check_count, closing_count

if TYPE_CHECKING:
    from csvbridge.dialect import Dialect
    from csvbridge.reader.head import Head
    from csvbridge.reader.source import Source

CHUNK = 8_192


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    width: int
    rows: list[list[str]] = field(default_factory=list)
    frames: list[pl.DataFrame] = field(default_factory=list)
    record: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    foreign: int = 0
    japanese: int = 0

    def add(self, number: int, cells: list[str]) -> None:
        self.rows.append(cells)
        self.record.append(number)
        if len(self.rows) == CHUNK:
            self.frames.append(self._frame())
            self.rows = []

    def cells(self) -> pl.DataFrame:
        return pl.concat([*self.frames, self._frame()])

    def _frame(self) -> pl.DataFrame:
        columns = zip(*self.rows, strict=True) if self.rows else [()] * self.width
        return pl.DataFrame([pl.Series(str(n), column, dtype=pl.String) for n, column in enumerate(columns)])


def read_careful(source: Source, text: str, head: Head, dialect: Dialect) -> Records:
    """Read record by record; refuse the file where it is cut off, a web page, or mostly of another encoding."""
    found = _Found(head.width)
    trailer = re.compile(dialect.trailer) if dialect.trailer is not None else None
    line, last, offset = head.line, head.start, source.bom + len(source.encode(text[: head.start]))
    for piece in pieces(text, head.start, head.rules, head.width):
        gap = text[last : piece.start]
        line += line_ends(gap)
        offset += len(gap)
        size = len(source.encode(text[piece.start : piece.stop]))
        found.starts.append(line)
        closing, named = closing_count(text[piece.start : piece.end], trailer)
        if closing:
            check_count(named, len(found.record) + len(found.unreadable), line)
        else:
            _take(found, text, piece, source.data[offset : offset + size], head, dialect, source)
        line += line_ends(text[piece.start : piece.stop])
        offset, last = offset + size, piece.stop
    _check_share(found, source, head)
    record, starts = pl.Series("record", found.record, dtype=pl.UInt32), found.starts
    unreadable, notes = tuple(found.unreadable), (*source.notes, *found.notes)
    return Records(head.header, found.cells(), record, unreadable, notes, source.encoding, Lines(lambda: starts))


def _take(found: _Found, text: str, piece: Piece, raw: bytes, head: Head, dialect: Dialect, source: Source) -> None:
    """Put one record where it belongs: among the rows, the unreadable ones or the notes."""
    number, line, record = len(found.starts), found.starts[-1], text[piece.start : piece.end]
    fault = fault_of_text(record, raw, piece, dialect.caps, source.encoding)
    cells: list[str] = []
    if fault is None:
        cells = head.rules.fields(record) if piece.reading == "strict" else head.rules.php_fields(record)
        fault = fault_of_cells(cells, record, head.width, dialect.caps, source)
    if not record.isascii() and (fault is None or fault.code not in ("UNDECODABLE", "MOJIBAKE")):
        found.japanese += 1
    if fault is None and head.header and tuple(cells) == head.header:
        found.notes.append(Finding("HEADER_REPEATED", "warning", record=number, line=line))
    elif fault is None:
        found.add(number, cells)
    else:
        _check_whole_file(text, piece, fault, line)
        found.foreign += fault.code in ("UNDECODABLE", "MOJIBAKE")
        found.unreadable.append(Unreadable(number, line, raw, fault.code, fault.params))


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
    records = len(found.record) + len(found.unreadable)
    japanese = found.japanese + (not "".join(head.header).isascii())
    if found.foreign * 2 > records or (found.foreign > 1 and japanese == 0):
        raw = b"".join(bad.raw for bad in found.unreadable)
        everywhere = is_utf8_japanese(raw) and source.encoding == "cp932"
        raise wrong_encoding("utf-8" if everywhere else looks_like(source.data), source.encoding)
