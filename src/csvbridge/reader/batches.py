r"""A large file in batches of whole orders, cut on the raw bytes.

In cp932, EUC-JP and UTF-8 a quote, a delimiter, CR and LF are never part of another character, so records can be told
apart before anything is decoded: a line end is one of the file's where the quotes before it are even in number. From
there the next record that opens another order is looked for, so that no order is torn. The data is read by ranges: no
more of it is in memory than a window.

A stray quote turns the parity over. It makes its record unreadable, and `is_border` tells whether the cut behind it
was right all the same; `sure_border` finds one record by record.

Source: facts/encoding-and-speed.md, section 2 ("safe cut of raw bytes").

>>> data = b'no,note\nA,"x\ny"\nA,z\nB,\nC,\nD,\nE,\n'
>>> [data[start:end] for start, end in cut(data, 8, 4, Rules(place=0))]
[b'A,"x\ny"\nA,z\n', b'B,\nC,\nD,\n', b'E,\n']
"""

from __future__ import annotations

import codecs
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.pattern import regex
from csvbridge.reader.cut import pieces
from csvbridge.reader.grammar import grammar
from csvbridge.reader.parity import is_inside
from csvbridge.reader.sniff import HEAD, is_workbook
from csvbridge.reader.source import BYTEWISE, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.dialect import Dialect
    from csvbridge.reader.files import Data
    from csvbridge.reader.grammar import Grammar

SIZE = 8 * 1024 * 1024
"""Bytes of a batch: as fast as the whole file at a seventh of the memory (facts, section 1)."""

WINDOW = 256 * 1024
"""Bytes behind a line end in which another order is looked for; without one the batch grows by as much."""

_BARE_CR = regex(rb"\r(?!\n)")
"""A search for it is done three times as soon as the counts that tell the same."""

_SECOND_BYTE = "|"
"""A delimiter that is the second byte of characters of cp932."""

_FOREIGN = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Front(NamedTuple):
    """What stands before the records: `head` are its bytes up to `stop`, `header` the names of the columns."""

    head: bytes
    stop: int
    header: tuple[str, ...]


class Rules(NamedTuple):
    """How records are told apart: `place` is the key's cell from 0 (None: each record is an order).

    With `closes` the key stands on the last row of its order, else on the first or on each.
    """

    place: int | None
    delimiter: str = ","
    quoted: bool = True
    closes: bool = False

    @property
    def grammar(self) -> Grammar:
        """The grammar of bytes read as Latin-1."""
        return grammar(self.delimiter, quoted=self.quoted)


def can_cut(dialect: Dialect) -> bool:
    """Whether files of a dialect can be cut on their bytes."""
    encodings = {canonical(name) for name in (dialect.encoding, *dialect.also_reads)}
    if dialect.delimiter == _SECOND_BYTE and "cp932" in encodings:
        return False
    return encodings <= BYTEWISE and dialect.escape is None and dialect.trailer is None


def front(data: Data, dialect: Dialect) -> Front | None:
    """The head of a file that can be cut; None where it cannot, or where what stands there is no header."""
    begin = data[:HEAD]
    if not can_cut(dialect) or begin.startswith(_FOREIGN) or is_workbook(begin):
        return None
    start = 0
    for _ in range(dialect.preamble_lines):
        start = _line_end(data, start, start, Rules(None, quoted=False), WINDOW) or len(data)
    if not dialect.header:
        return Front(data[:start], start, ())
    stop = _line_end(data, start, start, Rules(None, quoted=dialect.quote != "none"), WINDOW)
    if stop is None:
        return None
    head = data[:stop]
    try:
        text = _decoded(head[start:], dialect)
    except UnicodeDecodeError:
        return None
    rules = grammar(dialect.delimiter, quoted=dialect.quote != "none")
    record = rules.strict.match(text.removeprefix("\ufeff"))
    return Front(head, stop, tuple(rules.fields(record[1]))) if record else None


def _decoded(head: bytes, dialect: Dialect) -> str:
    """A header as any of the dialect's encodings reads it: only the names that are compared matter here."""
    *first, last = (canonical(name) for name in (dialect.encoding, *dialect.also_reads))
    for encoding in (*first, *(["utf-8"] if head.startswith(codecs.BOM_UTF8) else [])):
        with suppress(UnicodeDecodeError):
            return head.decode(encoding)
    return head.decode(last)


def cut(data: Data, start: int, size: int, rules: Rules) -> Iterator[tuple[int, int]]:
    """Ranges of whole orders from `start` on, each of about `size` bytes, the last one up to the end of the data."""
    while start < len(data):
        end = _border(data, start, size, rules)
        yield start, end
        start = end


def _border(data: Data, start: int, size: int, rules: Rules) -> int:
    at = start
    while (end := _line_end(data, at, at + size, rules, WINDOW)) is not None:
        found = _next_order(data, end, rules) if end < len(data) else end
        if found is not None:
            return found
        at, size = end, WINDOW
    # No record is that long: a stray quote has turned the parity over.
    return sure_border(data, start, at + size, rules)


def _line_end(data: Data, begin: int, at: int, rules: Rules, reach: int) -> int | None:
    """The first position from `at` on behind a line end outside quotes; `begin` is outside quotes.

    The end of the data is one, too. None if there is none within `reach` bytes.
    """
    at = min(at, len(data))
    inside = rules.quoted and is_inside(data, begin, at, rules.delimiter)
    for block in _blocks(data, at, min(at + reach, len(data))):
        place = 0
        while end := block.find(b"\n", place) + 1:
            inside ^= rules.quoted and block.count(b'"', place, end) % 2 == 1
            if not inside:
                return at + end
            place = end
        inside ^= rules.quoted and block.count(b'"', place) % 2 == 1
        at += len(block)
    return at if at == len(data) else None


def _blocks(data: Data, start: int, stop: int) -> Iterator[bytes]:
    """The bytes between two positions, a window at a time."""
    for at in range(start, stop, WINDOW):
        yield data[at : min(at + WINDOW, stop)]


def _next_order(data: Data, at: int, rules: Rules) -> int | None:
    """Where an order ends for certain, at or behind a border of two records; None if not within the window."""
    if rules.place is None:
        return at
    text = data[at : at + WINDOW].decode("latin-1")
    known, place, behind = "", 0, 0
    while place < len(text):
        record = rules.grammar.strict.match(text, place)
        if record is None or (record.end() == len(text) and at + len(text) < len(data)):
            return None
        key = _key(record[1], rules)
        if known and key and key != known:
            return at + (behind if rules.closes else place)
        place, known = record.end(), key or known
        behind = place if key else behind
    return None


def _key(record: str, rules: Rules) -> str:
    cells = rules.grammar.fields(record)
    return cells[rules.place].strip() if rules.place is not None and rules.place < len(cells) else ""


def is_border(data: Data, start: int, end: int, rules: Rules) -> bool:
    """Whether a record ends at `end`, reading record by record from `start`, which is known to be a border."""
    return end >= len(data) or _record_end(data, start, end, rules) == end


def sure_border(data: Data, start: int, at: int, rules: Rules) -> int:
    """Where an order ends, at or behind `at`, reading record by record from `start`, which is known to be a border.

    Raises `WrongFileError` where a quote in between is never closed.

    >>> data = b'A,x"x\\nB,1\\nC,1\\n'
    >>> sure_border(data, 0, 5, Rules(0)), data[10:]
    (10, b'C,1\\n')
    """
    while (at := _record_end(data, start, at, rules)) < len(data):
        found = _next_order(data, at, rules)
        if found is not None:
            return found
        at += WINDOW
    return len(data)


def physical_lines(data: bytes) -> int:
    r"""Line ends in the bytes of whole records; CRLF and CR CR LF are one.

    >>> physical_lines(b"a\r\nb\rc\n\r\r\n")
    4
    """
    if not _BARE_CR.search(data):
        return data.count(b"\n")
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n") - data.count(b"\r\r\n")


def _record_end(data: Data, start: int, at: int, rules: Rules) -> int:
    """The end of the first record that reaches `at`; the end of the data if the record is longer than a window."""
    text = data[start : at + WINDOW].decode("latin-1")
    stops = (start + piece.stop for piece in pieces(text, 0, rules.grammar))
    end = next((stop for stop in stops if stop >= at), len(data))
    return end if end < start + len(text) else len(data)
