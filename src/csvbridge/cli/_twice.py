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
from csvbridge.codes import lookup
from csvbridge.engine.outcome import Outcome, Tally
from csvbridge.repertoire import codec

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from csvbridge.cli._request import Request
    from csvbridge.findings import Finding
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
        """The outcome of a file without orders that went out before, with a finding for each of these."""
        self._last = {} if outcome.spool is None else self._of(outcome.spool)
        twice = {number: hash_ for number, hash_ in self._last.items() if number in self._orders}
        if not twice:
            return outcome
        self._last = {number: hash_ for number, hash_ in self._last.items() if number not in twice}
        return self._without(request, data, outcome, twice)

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

    def _without(self, request: Request, data: Data, outcome: Outcome, twice: Mapping[str, int]) -> Outcome:
        differing = {number for number, hash_ in twice.items() if self._orders[number][1] != hash_}
        rest = self._again(request, data, twice)
        others = self._again(request, data, differing) if 0 < len(differing) < len(twice) else rest
        findings = [self._told(finding, twice, differing) for finding in rest.findings]
        rest = replace(rest, findings=findings)
        return _rejecting(rest, outcome, others) if differing else rest

    def _again(self, request: Request, data: Data, left_out: Iterable[str]) -> Outcome:
        with work_of(replace(self._request, jobs=1, cluster=None), self._profile, exclude=list(left_out)) as work:
            prepared = work.crew.ahead(request.input_name, data)
            return converted(work, request, data, prepared, lambda _: None)

    def _told(self, finding: Finding, twice: Collection[str], differing: Collection[str]) -> Finding:
        """The finding of an order left out, as what it is."""
        if finding.code != "EXCLUDED" or finding.order not in twice:
            return finding
        code = "IN_TWO_FILES_CONFLICT" if finding.order in differing else "IN_TWO_FILES"
        file = self._files[self._orders[str(finding.order)][0]]
        return replace(finding, code=code, severity=lookup(code).severity, params={"file": file})


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


def _rejecting(rest: Outcome, before: Outcome, without: Outcome) -> Outcome:
    """An outcome that counts as rejected, not as dropped, what was accepted before and is not without some orders."""
    amount = rest.amount
    if amount and before.amount and without.amount:
        amount = _moved(amount, before.amount.accepted - without.amount.accepted)
    return replace(
        rest,
        rows=_moved(rest.rows, before.rows.accepted - without.rows.accepted),
        orders=_moved(rest.orders, before.orders.accepted - without.orders.accepted),
        amount=amount,
    )


def _moved(tally: Tally, count: int) -> Tally:
    return Tally(tally.dropped - count, tally.accepted, tally.rejected + count)
