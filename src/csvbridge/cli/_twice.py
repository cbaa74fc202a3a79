"""An order that stands in two files of one command goes out once: from the first of them.

What counts is what goes out: the rows of the converted files, by the column that has the order number. An order that is
equal in both is left out of the second with a warning, as one that stands twice in a file; one that differs is an
error, since nobody can tell which is right.
"""

from __future__ import annotations

import codecs
import csv
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from csvbridge.cli._work import converted, work_of
from csvbridge.engine.exclude import Elsewhere
from csvbridge.repertoire import codec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csvbridge.cli._request import Request
    from csvbridge.engine.outcome import Outcome
    from csvbridge.profile.plan import Profile
    from csvbridge.reader.files import Data
    from csvbridge.writer.spool import Spool

KEY = "order.number"
RECORD = "order"
"""Documents of other kinds may well tell of one order twice: a result that was pending, a second parcel."""


class Sent:
    """What has gone out of the files of a command so far: by order number, the file and a hash of the order's rows."""

    def __init__(self, request: Request, profile: Profile) -> None:
        self._request, self._profile = request, profile
        self._column = _column(profile)
        self._orders: dict[str, tuple[int, int]] = {}
        self._files: list[str] = []
        self._last: Mapping[str, int] = {}

    def without_twice(self, request: Request, data: Data, outcome: Outcome) -> Outcome:
        """The outcome of a file without orders that went out before: told, and rejected if they differ."""
        self._last = {} if outcome.spool is None else self._of(outcome.spool)
        twice = {number: hash_ for number, hash_ in self._last.items() if number in self._orders}
        if not twice:
            return outcome
        self._last = {number: hash_ for number, hash_ in self._last.items() if number not in twice}
        return self._without(request, data, twice)

    def went_out(self, name: str) -> None:
        """The output of the last file is in its place."""
        self._orders |= {number: (len(self._files), hash_) for number, hash_ in self._last.items()}
        self._files.append(name)

    def _of(self, spool: Spool) -> Mapping[str, int]:
        """The orders of an output; none where it does not tell them."""
        target, column = self._profile.target, self._column
        if target is None or column is None:
            return {}
        lines = _lines(spool, codec(target.dialect.encoding))
        found: dict[str, int] = {}
        number = ""
        for row in islice(csv.reader(lines, delimiter=target.dialect.delimiter), 1, None):
            # A row without number belongs to the order above.
            number = row[column] or number
            found[number] = hash((found.get(number), *row))
        return found

    def _without(self, request: Request, data: Data, twice: Mapping[str, int]) -> Outcome:
        """The file once more, with what is known of its orders."""
        sent = {number: self._orders[number] for number in twice}
        elsewhere = {number: Elsewhere(self._files[n], hash_ != twice[number]) for number, (n, hash_) in sent.items()}
        with work_of(replace(self._request, jobs=1, cluster=None), self._profile, elsewhere=elsewhere) as work:
            prepared = work.crew.ahead(request.input_name, data)
            return converted(work, request, data, prepared, lambda _: None)


def _column(profile: Profile) -> int | None:
    """The place of the order number in the converted file; None where it is not there as it is read."""
    target = profile.target
    if target is None or profile.source.record != RECORD:
        return None
    if target.dialect.escape or target.dialect.quote == "none" or not target.dialect.header:
        return None
    return next((a.column.index for a in profile.assignments if a.field == KEY and not a.column.column.write), None)


def _lines(spool: Spool, encoding: str) -> Iterator[str]:
    """The lines of an output, with their ends."""
    decoder, rest = codecs.getincrementaldecoder(encoding)(), ""
    for chunk in spool.chunks():
        *lines, rest = (rest + decoder.decode(chunk)).split("\n")
        yield from (f"{line}\n" for line in lines)
    if rest:
        yield rest
