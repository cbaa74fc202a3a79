"""A large file in parts, on several cores: what each gives is put together to the bytes that one piece would give.

Orders do not know of each other, but for those that share a number. A part is a header with whole orders
(`reader.batches`); numbers that stand in several parts, whose orders are one or contradict each other, are taken out of
theirs and run together. What needs the whole file at once, and every file that a part refuses, goes in one piece:
that is slower and says what is wrong with its right line.

`run_part` is pure and can be pickled: bytes in, a `Part` out. Any other runner can call it.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.checks.tracking import NUMBER
from csvbridge.engine.outcome import Outcome, Where, finish
from csvbridge.engine.run import KEYS, NO_LOOKUPS, SecondFiles, keys_of, run, run_part
from csvbridge.errors import WrongFileError
from csvbridge.profile.columns import FEEDBACK, match_header
from csvbridge.reader.batches import SIZE, Front, Rules, can_cut, cut, front, is_border
from csvbridge.reader.cut import line_ends, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from csvbridge.engine.outcome import Part
    from csvbridge.engine.outputs import Reason
    from csvbridge.profile.plan import Profile

    Lookups = Mapping[str, Sequence[tuple[str, bytes]]]

THREADS = "POLARS_MAX_THREADS"
"""How many threads polars starts in a process, read when it is imported."""

MOST_TORN = 200
"""Records of numbers that stand in several parts; with more the file goes in one piece."""

WHOLE_COLUMN = "EXCEL_DIGITS"
"""A finding that a number elsewhere in its column may disprove."""


class Segment(NamedTuple):
    """Records of the file that are run together, and where they stand in it."""

    body: bytes
    where: Where


class _Torn(Exception):  # noqa: N818
    """The parts cannot be put together: the file must go in one piece."""


def convert(
    data: bytes,
    profile: Profile,
    lookups: Lookups = NO_LOOKUPS,
    *,
    size: int = SIZE,
    jobs: int = 1,
    name: str = "",
    abort: bool = False,
    copies: Sequence[bytes] = (),
    workbook: bool = False,
    exclude: Sequence[str] = (),
    fix: bool = False,
    reason: Reason = lambda finding: finding.code,
) -> Outcome:
    """Do what `run` does, in parts of about `size` bytes on `jobs` processes where the file is larger than one part."""
    head = front(data, profile.source.dialect) if len(data) > size else None
    rules = _rules(head, profile) if head else None
    if head is not None and rules is not None:
        try:
            with _Runner(_Job(profile, lookups, head.head, exclude, fix), jobs) as runner:
                parts = _Cut(data, head, rules, profile, runner).parts(size)
            return finish(parts, reason, abort=abort, workbook=workbook)
        except (_Torn, WrongFileError):
            pass
    return run(
        data,
        profile,
        lookups,
        name=name,
        abort=abort,
        copies=copies,
        workbook=workbook,
        exclude=exclude,
        fix=fix,
        reason=reason,
    )


def _rules(head: Front, profile: Profile) -> Rules | None:
    """How to tell the orders of a file apart; None where a part would not know enough."""
    source, target = profile.source, profile.target
    if any(name.startswith(FEEDBACK) for name in head.header) or not _is_of_orders(profile):
        return None
    if target is not None and (target.dialect.max_rows is not None or not can_cut(target.dialect)):
        return None
    key = next((k for k in KEYS if any(c.column.field == k for c in profile.source_columns)), None)
    columns = [c for c in profile.source_columns if c.column.field == key] if key else []
    quoted, delimiter = source.dialect.quote != "none", source.dialect.delimiter
    if not columns or source.record == "payment":
        return Rules(None, delimiter, quoted)
    indexes = match_header(source, head.header).indexes if head.header else {c.label: c.index for c in columns}
    places = [indexes[c.label] for c in columns]
    if len(places) != 1 or places[0] is None:
        return None
    return Rules(places[0], delimiter, quoted, closes=columns[0].column.rows == "last")


def _is_of_orders(profile: Profile) -> bool:
    """Whether each order is judged by itself: no parcel is shared, no order of a second file is waited for."""
    return NUMBER not in profile.needed and not any(lookup.expected for lookup in profile.lookup.values())


class _Job(NamedTuple):
    """What all parts of a file have in common."""

    profile: Profile
    lookups: Lookups
    head: bytes
    exclude: Sequence[str]
    fix: bool


class _Worker:
    """One process's own: second files are read once."""

    def __init__(self, job: _Job) -> None:
        self._job = job
        self._second = SecondFiles(job.lookups, job.profile)

    def part(self, body: bytes) -> tuple[Part, int]:
        """What some records give, and their physical lines."""
        job = self._job
        part = run_part(job.head + body, job.profile, self._second, exclude=job.exclude, fix=job.fix)
        return part, line_ends(body.decode("latin-1"))


_own: list[_Worker] = []


def _begin(job: _Job) -> None:
    _own[:] = [_Worker(job)]


def _work(body: bytes) -> tuple[Part, int]:
    return _own[0].part(body)


class _Runner:
    """Runs parts in this process, or on several: spawned, since polars has threads that a fork would lose."""

    def __init__(self, job: _Job, jobs: int) -> None:
        self._job, self._jobs = job, jobs
        self._pool: ProcessPoolExecutor | None = None
        self._threads_were_chosen = THREADS in os.environ

    def __enter__(self) -> _Runner:
        if self._jobs > 1:
            # Each process has one core: threads of polars would only get in each other's way.
            os.environ.setdefault(THREADS, "1")
            context = get_context("spawn")
            self._pool = ProcessPoolExecutor(self._jobs, context, initializer=_begin, initargs=(self._job,))
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            if not self._threads_were_chosen:
                del os.environ[THREADS]

    def each(self, bodies: Iterator[bytes]) -> Iterator[tuple[Part, int]]:
        """The parts and their lines, in the order of their bodies; only a few are on their way at a time."""
        if self._pool is None:
            worker = _Worker(self._job)
            yield from map(worker.part, bodies)
            return
        waiting: deque[Future[tuple[Part, int]]] = deque()
        for body in bodies:
            waiting.append(self._pool.submit(_work, body))
            if len(waiting) > self._jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Cut(NamedTuple):
    """A file with its front and the rules by which it is cut."""

    data: bytes
    front: Front
    rules: Rules
    profile: Profile
    runner: _Runner

    def parts(self, size: int) -> list[tuple[Part, Where]]:
        """All parts of the file with their places, in order; raises `_Torn`."""
        ranges = list(cut(self.data, self.front.stop, size, self.rules))
        read = list(self.runner.each(self.data[start:end] for start, end in ranges))
        parts = [part for part, _ in read]
        self._check(ranges, parts)
        placed = list(zip(parts, _places(read), strict=True))
        torn = _torn(parts) if self.rules.place is not None else frozenset()
        if torn:
            placed = self._rejoined(ranges, placed, torn)
        return self._bare(placed)

    def _check(self, ranges: Sequence[tuple[int, int]], parts: Sequence[Part]) -> None:
        """Whether each part is what it would be in one piece; raises `_Torn`."""
        for i, ((start, end), part) in enumerate(zip(ranges, parts, strict=True)):
            if part.encoding != parts[0].encoding or any(f.code == WHOLE_COLUMN for f in part.findings):
                raise _Torn
            if not part.unreadable:
                continue
            broken = {u.record for u in part.unreadable}
            edges = {1} if i else set()
            edges |= {part.records} if i + 1 < len(parts) else set()
            others = pl.concat([other.keys for other in parts if other is not part] or [part.keys.clear()])
            if broken & edges or not is_border(self.data, start, end, self.rules) or others.is_in(part.suspects).any():
                raise _Torn

    def _rejoined(
        self, ranges: Sequence[tuple[int, int]], placed: Sequence[tuple[Part, Where]], torn: frozenset[str]
    ) -> list[tuple[Part, Where]]:
        """Parts without the numbers that several of them have; each of these as a part of its own, at its first row."""
        if any(c.column.rows in ("first", "last") for c in self.profile.source_columns if c.column.field in KEYS):
            raise _Torn
        found: list[tuple[Part, Where] | Segment | str] = []
        knots: dict[str, list[tuple[bytes, int, int]]] = {}
        for (start, end), (part, where) in zip(ranges, placed, strict=True):
            if part.keys.is_in(torn).any():
                found += self._segments(self.data[start:end], where, torn, knots)
            else:
                found.append((part, where))
        segments = [_knot(knots[each]) if isinstance(each, str) else each for each in found]
        new = [each for each in segments if isinstance(each, Segment)]
        run = self.runner.each(segment.body for segment in new)
        again = {id(segment): (part, segment.where) for segment, (part, _) in zip(new, run, strict=True)}
        result = [again[id(each)] if isinstance(each, Segment) else each for each in segments]
        if _torn([part for part, _ in result]) or any(part.unreadable for part, _ in again.values()):
            raise _Torn
        return result

    def _segments(
        self, body: bytes, where: Where, torn: frozenset[str], knots: dict[str, list[tuple[bytes, int, int]]]
    ) -> Iterator[Segment | str]:
        """The records of a part between those of torn orders; the number of one where it comes first."""
        text = body.decode("latin-1")
        keys = dict(keys_of(self.front.head + body, self.profile))
        begin = last = 0
        first = 1
        for record, piece in enumerate(pieces(text, 0, self.rules.grammar), 1):
            key = keys.get(record)
            if key in torn:
                if begin < piece.start:
                    yield Segment(body[begin : piece.start], _at(where, first, text[:begin]))
                if key not in knots:
                    yield str(key)
                line = 1 + line_ends(self.front.head.decode("latin-1") + text[: piece.start]) + where.lines
                knots.setdefault(str(key), []).append((body[piece.start : piece.stop], where.records + record, line))
                begin, first = piece.stop, record + 1
                if sum(map(len, knots.values())) > MOST_TORN:
                    raise _Torn
            last = piece.stop
        if begin < last:
            yield Segment(body[begin:], _at(where, first, text[:begin]))

    def _bare(self, placed: Sequence[tuple[Part, Where]]) -> list[tuple[Part, Where]]:
        """The parts with one header in all: that of the first part that writes anything."""
        target = self.profile.target
        bare: list[tuple[Part, Where]] = []
        prefix: int | None = None
        for part, where in placed:
            if part.output is None or target is None:
                bare.append((part, where))
                continue
            cut_at = prefix or 0
            if prefix is None:
                head = front(part.output, target.dialect)
                if head is None:
                    raise _Torn
                prefix = head.stop
            bare.append((replace(part, output=part.output[cut_at:]), where))
        return bare


def _places(read: Sequence[tuple[Part, int]]) -> Iterator[Where]:
    records = lines = 0
    for part, own in read:
        yield Where(records, lines)
        records, lines = records + part.records, lines + own


def _at(where: Where, first: int, before: str) -> Where:
    """The place of records within a part, of which `first` is the number there and `before` the text before them."""
    return Where(where.records + first - 1, where.lines + line_ends(before))


def _knot(records: Sequence[tuple[bytes, int, int]]) -> Segment:
    """The records of one order, wherever they stand."""
    return Segment(b"".join(raw for raw, _, _ in records), Where(listed=[(n, line) for _, n, line in records]))


def _torn(parts: Sequence[Part]) -> frozenset[str]:
    """The numbers that stand in more than one part."""
    own = [part.keys.drop_nulls().unique() for part in parts]
    every = pl.concat(own)
    return frozenset(every.filter(every.is_duplicated()))
