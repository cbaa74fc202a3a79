"""What the reader hands on: readable records as a frame of text, unreadable ones byte for byte."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl

    from csvbridge.findings import Finding


class Lines:
    """The physical line on which each record starts, computed when somebody asks.

    >>> Lines(lambda: [2, 4])[1]
    4
    """

    def __init__(self, compute: Callable[[], Sequence[int]]) -> None:
        self._compute = compute

    @cached_property
    def _starts(self) -> Sequence[int]:
        return self._compute()

    def __getitem__(self, index: int) -> int:
        return self._starts[index]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record without cells: `record` counts from 1 after the header, `line` is the physical line of its start.

    `raw` is the record byte for byte, its line end included; `code` and `params` say what is wrong with it.
    """

    record: int
    line: int
    raw: bytes
    code: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Records:
    """A file as read. `header` is spelt as in the file, () in a document without one.

    `cells` holds String columns "0", "1", …, untouched, "" where empty, one row a readable record; `record` (UInt32)
    is the number of each row. Blank lines are no records and have no number. `encoding` decoded the file.
    """

    header: tuple[str, ...]
    cells: pl.DataFrame
    record: pl.Series
    unreadable: tuple[Unreadable, ...]
    notes: tuple[Finding, ...]
    encoding: str
    _lines: Lines = field(repr=False, compare=False)

    @property
    def count(self) -> int:
        """Records of the file: readable ones, unreadable ones, and headers that stand again between them."""
        last = [int(self.record[-1])] if len(self.record) else []
        others = [u.record for u in self.unreadable[-1:]] + [n.record for n in self.notes if n.record is not None]
        return max([*last, *others], default=0)

    def lines(self, rows: Sequence[int]) -> list[int]:
        """Physical lines (from 1) on which the records of these rows of `cells` start."""
        return [self.line(number) for number in self.record[list(rows)].to_list()]

    def line(self, number: int) -> int:
        """The physical line on which the record of a number starts."""
        return self._lines[number - 1]
