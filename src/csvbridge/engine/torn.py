"""Orders that are torn: their number stands in several parts of a file.

They are found by the hashes of their numbers and taken out of their parts, to be run together: rows of one order, an
order twice, or two orders that contradict each other. Two numbers of one hash cost a second run, no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.engine.outcome import Where
from csvbridge.engine.run import keys_of
from csvbridge.reader.batches import physical_lines
from csvbridge.reader.cut import line_ends, pieces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from csvbridge.profile.plan import Profile
    from csvbridge.reader.batches import Front, Rules

MOST = 200
"""Records of torn orders; with more the file goes in one piece."""

Hashes = pl.Series
"""UInt64: hashes of numbers."""

NONE: Hashes = pl.Series(dtype=pl.UInt64)


class TornError(Exception):
    """The parts cannot be put together: the file must go in one piece."""


class Record(NamedTuple):
    """A record of the file with its number and line there."""

    raw: bytes
    number: int
    line: int


class Segment(NamedTuple):
    """Some records of the file that run together."""

    body: bytes
    where: Where


def hashes(keys: pl.Series | Sequence[str]) -> Hashes:
    """One hash for each number.

    >>> len(hashes(["T1", "T2", "T1"])), several([hashes(["T1", "T2"]), hashes(["T2", "T2"])]).equals(hashes(["T2"]))
    (2, True)
    """
    return _hash(pl.Series(keys, dtype=pl.String).drop_nulls().unique())


def _hash(keys: pl.Series) -> Hashes:
    return keys.hash(0)


def several(keys: Sequence[Hashes]) -> Hashes:
    """The hashes of numbers that stand in more than one part."""
    # Sorted, since a table of all of them would take five times their memory.
    every = pl.concat([NONE, *keys]).sort()
    return every[1:].filter(every[1:] == every[:-1]).unique()


class Knots:
    """Takes torn orders out of the parts of a file, one part after the other."""

    def __init__(self, front: Front, rules: Rules, profile: Profile, torn: Hashes) -> None:
        self._front, self._rules, self._profile, self._torn = front, rules, profile, torn
        self._found: dict[str, list[Record]] = {}

    def segments(self, body: bytes, where: Where, broken: Collection[int] = ()) -> Iterator[Segment | str]:
        """The records of a part between those of torn orders; the number of one where it comes first.

        Raises `TornError` where there are too many, or where one stands beside a broken record, which may be its own.
        """
        keys = self._keys(body)
        if any(beside in keys for record in broken for beside in (record - 1, record + 1)):
            raise TornError
        between: list[Record] = []
        for record in self._records(body, where):
            key = keys.get(record.number - where.records)
            if key is None:
                between.append(record)
                continue
            if key not in self._found:
                yield from _segment(between)
                yield key
                between = []
            self._found.setdefault(key, []).append(record)
            if sum(map(len, self._found.values())) > MOST:
                raise TornError
        yield from _segment(between)

    def order(self, key: str) -> Segment:
        """The records of one order, wherever they stand; known once all parts are through."""
        return next(_segment(self._found[key]))

    def _records(self, body: bytes, where: Where) -> Iterator[Record]:
        text = body.decode("latin-1")
        line, at = 1 + physical_lines(self._front.head) + where.lines, 0
        for number, piece in enumerate(pieces(text, 0, self._rules.grammar), where.records + 1):
            line, at = line + line_ends(text[at : piece.start]), piece.start
            yield Record(body[piece.start : piece.stop], number, line)

    def _keys(self, body: bytes) -> dict[int, str]:
        """By record, the numbers that are torn."""
        schema = {"record": pl.UInt32, "key": pl.String}
        keys = pl.DataFrame(keys_of(self._front.head + body, self._profile), schema, orient="row").drop_nulls()
        return dict(keys.filter(_hash(keys["key"]).is_in(self._torn.implode())).iter_rows())


def _segment(records: Sequence[Record]) -> Iterator[Segment]:
    if records:
        yield Segment(b"".join(r.raw for r in records), Where(listed=[(r.number, r.line) for r in records]))
