"""The files of one command, on one process or several: small ones together, ahead of their turn, large ones in parts.

The bytes are the same however many processes there are.

    with Crew(profile, jobs=cores()) as crew:
        waiting = [crew.ahead(path.name, open_bytes(path)) for path in paths]
        outcomes = [crew.convert(prepared) for prepared in waiting]
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from csvbridge.engine.hands import Hands, Job
from csvbridge.engine.outcome import finish
from csvbridge.engine.parts import assemble, comes_back, plan
from csvbridge.engine.run import NO_LOOKUPS, NOT_SENT
from csvbridge.engine.together import MOST, Given, Joined, can_join
from csvbridge.engine.torn import TornError
from csvbridge.errors import WrongFileError
from csvbridge.reader.batches import SIZE, front
from csvbridge.reader.files import FileBytes
from csvbridge.writer.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from csvbridge.engine.exclude import Elsewhere
    from csvbridge.engine.hands import Lookups, Task
    from csvbridge.engine.outcome import Outcome
    from csvbridge.engine.outputs import Reason
    from csvbridge.engine.parts import Finish
    from csvbridge.profile.plan import Profile
    from csvbridge.reader.files import Data

MOST_JOBS = 8
"""Processes that are used without being asked for: more of them wait for this one."""


def cores() -> int:
    """The cores that this process may use, but no more than `MOST_JOBS`."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_JOBS)


@dataclass(eq=False, slots=True)
class Together:
    """Small files of one header that are run together; with a task once it is known which they are."""

    head: bytes
    files: list[tuple[str, bytes]] = field(default_factory=list)
    size: int = 0
    task: Task | None = None
    left: int = 0

    def add(self, name: str, data: bytes) -> int:
        """Take a file more, and give its place."""
        self.files.append((name, data))
        self.size += len(data)
        self.left += 1
        return self.left - 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file whose turn will come; a small one has its place among others."""

    name: str
    data: Data
    group: Together | None = None
    place: int = 0


class Crew:
    """Converts the files of one command with one profile.

    `jobs` processes work at most, this one included; the others are started when there is work enough for them and
    serve all files. `executor` gives others in their place, as a cluster does: then `jobs` says how many tasks it can
    do at once. Files larger than `size` bytes go in parts.
    """

    def __init__(
        self,
        profile: Profile,
        lookups: Lookups = NO_LOOKUPS,
        *,
        jobs: int = 1,
        exclude: Sequence[str] = (),
        elsewhere: Mapping[str, Elsewhere] = NOT_SENT,
        fix: bool = False,
        size: int = SIZE,
        executor: Callable[[], Executor] | None = None,
    ) -> None:
        self._profile, self._size = profile, size
        self._hands = Hands(Job(profile, lookups, exclude, elsewhere, fix), max(jobs, 1), executor)
        self._open: Together | None = None
        self._begun = 0
        self._most = MOST if can_join(profile) and not (exclude or elsewhere) else 1
        # Many processes want something to do each.
        self._share = size // max(jobs // 2, 1)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self._hands.close()

    def ahead(self, name: str, data: Data) -> Prepared:
        """Get ready for a file: a small one runs together with others, maybe in another process."""
        self._hands.expect(len(data))
        head = self._head(data) if len(data) <= self._size else None
        if self._open and not (head == self._open.head and self._open.size + len(data) <= self._share):
            self._begin()
        if head is None:
            return Prepared(name, data)
        group = self._open = self._open or Together(head)
        place = group.add(name, data[:])
        if place + 1 == self._most:
            self._begin()
        return Prepared(name, data, group, place)

    def is_ready(self, prepared: Prepared) -> bool:
        """Whether its turn may come: there is work enough under way, so that no further file need be opened before."""
        return prepared.group is None or (prepared.group.task is not None and self._begun > self._hands.most)

    def _begin(self) -> None:
        """No more files for the open group: its work may begin."""
        if self._open:
            self._open.task = self._hands.task(Joined(tuple(self._open.files)))
            self._open.files.clear()
            self._begun += 1
        self._open = None

    def _head(self, data: Data) -> bytes | None:
        """The header of a file, with all before it; None for one that comes back, which needs its copies."""
        head = front(data, self._profile.source.dialect)
        return None if head is None or comes_back(head) else head.head

    def convert(
        self,
        prepared: Prepared,
        *,
        abort: bool = False,
        copies: Sequence[bytes] = (),
        workbook: bool = False,
        reason: Reason = lambda finding: finding.code,
        folder: Path | None = None,
        keep: bool = True,
        advance: Callable[[int], None] = lambda _: None,
    ) -> Outcome:
        """Convert a file as `run` does, to the same bytes.

        `folder` is where a large output waits until it is put in its place; without `keep` it is let go, for a run that
        only checks. `advance` is told bytes of the input that are done.

        Raises:
            WrongFileError: the file, or a looked-up one, is not what the profile describes.
            FileAccessError: FILE_GROWING where the file has changed since it was opened; as `Spool`.
        """
        data, told = prepared.data, _Told(advance)
        finish_ = partial(finish, reason=reason, abort=abort, workbook=workbook)
        try:
            outcome = self._parts(data, finish_, Spool(folder), told, keep=keep)
            if outcome is None:
                given = self._given(prepared) or Given(self._hands.here(data[:], prepared.name, copies))
                outcome = finish_([(given.part, given.where)])
        except WrongFileError:
            _settled(data)
            raise
        _settled(data)
        told(len(data) - told.sum)
        return outcome if keep else replace(outcome, spool=None)

    def _parts(self, data: Data, finish: Finish, spool: Spool, told: _Told, *, keep: bool) -> Outcome | None:
        """A large file in parts; None where it must go in one piece."""
        planned = plan(data, self._profile) if len(data) > self._size else None
        if planned is None:
            return None
        with suppress(TornError, WrongFileError):
            each, size = self._hands.each, self._size
            return assemble(data, planned, self._profile, each, finish, spool, size=size, keep=keep, advance=told)
        return None

    def _given(self, prepared: Prepared) -> Given | None:
        """What a small file gave together with others; None for one that must be run by itself."""
        group = prepared.group
        if group is self._open and group is not None and group.left == 1:
            self._open = None
            return None
        if group is self._open:
            self._begin()
        if group is None or group.task is None:
            return None
        group.left -= 1
        if not group.left:
            self._begun -= 1
        return self._hands.result(group.task)[prepared.place]


class _Told:
    """What a progress bar was told."""

    def __init__(self, advance: Callable[[int], None]) -> None:
        self._advance, self.sum = advance, 0

    def __call__(self, amount: int) -> None:
        self.sum += amount
        self._advance(amount)


def _settled(data: Data) -> None:
    if isinstance(data, FileBytes):
        data.settled()
