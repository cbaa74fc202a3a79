r"""Proof on the bytes that records are well-formed: nothing but records of one width, each ended by CRLF or LF.

Three patterns take turns. The first is the quickest and proves most: every cell is quoted and of a sane length, and the
record can be neither a closing line nor mojibake. The last one knows well-formed records only. CR and CR CR LF as line
ends are left to the careful way.

>>> rules = Rules(2)
>>> prove(Span(b'"A-1","x"\r\n"A-2","y"', 0, 20), rules)
Proof(bounded=True, doubtful=[])
>>> prove(Span(b'A-1,"x"\n,y\n', 0, 11), rules)
Proof(bounded=False, doubtful=[(8, 11)])
>>> prove(Span(b'A-1,x\r\nA-2\r\n', 0, 12), rules) is None
True
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

SIGNS = 3
"""Bytes beside a cell: its quotes and a delimiter."""

_SIGN = rb'"?+[0-9A-Za-z]'
"""So begins no closing line: before its first sign stand only blanks, delimiters and quotes."""

_CP932 = rb"[ -~\t]*+[\x81-\xc1]"
"""A first line whose first byte beyond ASCII begins no sign of UTF-8."""

_SOME = b"{0,64}+"


class Span(NamedTuple):
    """Where the records stand: in the file's own bytes, or in those of its text in UTF-8."""

    data: bytes
    start: int
    stop: int


class Rules(NamedTuple):
    """What a record is: `width` cells, parted by `delimiter`; `longest` bytes are no cell's too many."""

    width: int
    delimiter: str = ","
    quoted: bool = True
    cp932: bool = False
    longest: int = 1_000


class Proof(NamedTuple):
    """What is known beyond the records being well-formed.

    `bounded` cells are all quoted, of `longest` bytes at most and without a quote inside, and each record begins with
    a letter or digit. `doubtful` are the places of records that may be closing lines or mojibake.
    """

    bounded: bool
    doubtful: list[tuple[int, int]]


def prove(span: Span, rules: Rules) -> Proof | None:
    """What is known of the records; None where one of them may not be well-formed."""
    data, start, stop = span
    doubtful: list[tuple[int, int]] = []
    at = first = _end(_bounded(rules), data, start, stop)
    while at < stop:
        end = _end(_any(rules, plain=True), data, at, stop)
        if end == at:
            end = _end(_any(rules, plain=False), data, at, stop)
            doubtful.append((at, end))
        if end == at:
            return None
        at = _end(_bounded(rules), data, end, stop)
    return Proof(bounded=first == stop and rules.quoted, doubtful=doubtful)


def _end(pattern: re.Pattern[bytes], data: bytes, at: int, stop: int) -> int:
    match = pattern.match(data, at, stop)
    return match.end() if match else at


@lru_cache(64)
def _bounded(rules: Rules) -> re.Pattern[bytes]:
    most = b"{0,%d}+" % max(rules.longest, 0)
    return _records(rules, _start(rules), rb'"[^"]' + most + rb'"' if rules.quoted else _bare(rules) + most, b"*+")


@lru_cache(64)
def _any(rules: Rules, *, plain: bool) -> re.Pattern[bytes]:
    d = re.escape(rules.delimiter.encode())
    cell = rb'(?:"[^"]*+(?:""[^"]*+)*+"|[^"' + d + rb"\r\n]*+)" if rules.quoted else _bare(rules) + rb"*+"
    return _records(rules, _start(rules) if plain else b"", cell, _SOME)


def _bare(rules: Rules) -> bytes:
    return rb"[^" + re.escape(rules.delimiter.encode()) + rb"\r\n]"


def _start(rules: Rules) -> bytes:
    return rb"(?=" + _SIGN + (_CP932 if rules.cp932 else b"") + rb")"


def _records(rules: Rules, start: bytes, cell: bytes, times: bytes) -> re.Pattern[bytes]:
    # Cells are written out one by one: the engine is slower at counted groups.
    cells = re.escape(rules.delimiter.encode()).join([cell] * rules.width)
    return re.compile(rb"(?:" + start + cells + rb"(?:\r?\n|\Z))" + times)
