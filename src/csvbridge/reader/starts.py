r"""The physical lines on which records start, told from the bytes of records that are known to be well-formed.

Where only line feeds end lines, the bytes say it all; else every cell is looked at for CR and CR CR LF as well.

>>> data = b'"1","x\ny"\n"2","z"\n'
>>> starts(Span(data, 0, len(data)), pl.DataFrame(), 2, bounded=True)
[2, 4]
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.pattern import regex
from csvbridge.reader.grammar import LINE_END
from csvbridge.reader.shape import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONE_RETURN = regex(rb"\r(?!\n)")
_QUOTE = 0x22


def starts(span: Span, cells: pl.DataFrame, line: int, *, bounded: bool, quoted: bool = True) -> Sequence[int]:
    """The line of each record, `line` being the first one's; see `shape.Proof` for `bounded`."""
    if not quoted:
        return range(line, line + cells.height)
    if _LONE_RETURN.search(*span):
        return _of_cells(cells, line)
    return (_of_bounded if bounded else _of_any)(span, _lines(span), line)


def lines_in(body: bytes, line: int, *, quoted: bool = True) -> tuple[int, Sequence[int]]:
    """How many lines well-formed records have where only line feeds end them, and the line of each record.

    >>> lines_in(b'1,"x\\ny"\\n2,z\\n', 2)
    (3, [2, 4])
    """
    span = Span(body, 0, len(body))
    lines = _lines(span)
    return len(lines), _of_any(span, lines, line) if quoted else range(line, line + len(lines))


def _lines(span: Span) -> list[int]:
    """Where the lines begin."""
    data, at, stop = span
    found = []
    while at < stop:
        found.append(at)
        at = data.find(b"\n", at, stop) + 1 or stop
    return found


def _of_bounded(span: Span, lines: Sequence[int], line: int) -> list[int]:
    """A record starts with a quote and a letter or digit; what goes on inside a cell never has a quote before one."""
    data = span.data
    return [n for n, at in enumerate(lines, line) if data[at] == _QUOTE and data[at + 1 : at + 2].isalnum()]


def _of_any(span: Span, lines: Sequence[int], line: int) -> list[int]:
    """A record starts where the quotes before it are even in number."""
    count = span.data.count
    quotes = accumulate((count(b'"', at, end) for at, end in pairwise(lines)), initial=0)
    return [n for n, before in enumerate(quotes, line) if before % 2 == 0]


def _of_cells(cells: pl.DataFrame, line: int) -> list[int]:
    inside = cells.select(pl.sum_horizontal(pl.all().str.count_matches(LINE_END))).to_series()
    return (line + inside.shift(1, fill_value=0).cum_sum() + pl.int_range(0, cells.height, eager=True)).to_list()
