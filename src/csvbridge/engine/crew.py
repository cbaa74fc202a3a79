"""The files of one command, on one process or several: small ones ahead of their turn, large ones in parts.

The bytes are the same however many processes there are.

    with Crew(profile, jobs=cores()) as crew:
        waiting = [crew.ahead(path.name, open_bytes(path)) for path in paths]
        outcomes = [crew.convert(prepared) for prepared in waiting]
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from csvbridge.engine.hands import Hands, Job
from csvbridge.engine.outcome import Where, finish
from csvbridge.engine.parts import assemble, comes_back, plan
from csvbridge.engine.run import NO_LOOKUPS
from csvbridge.engine.torn import TornError
from csvbridge.errors import WrongFileError
from csvbridge.reader.batches import SIZE, front
from csvbridge.reader.files import FileBytes
from csvbridge.writer.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from csvbridge.engine.hands import Lookups, Task
    from csvbridge.engine.outcome import Outcome, Part
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


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file whose turn will come; with a task if it has begun."""

    name: str
    data: Data
    task: Task | None = None


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
        fix: bool = False,
        size: int = SIZE,
        executor: Callable[[], Executor] | None = None,
    ) -> None:
        self._profile, self._size = profile, size
        self._hands = Hands(Job(profile, lookups, exclude, fix), max(jobs, 1), executor)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self._hands.close()

    def ahead(self, name: str, data: Data) -> Prepared:
        """Get ready for a file: a small one may be done by another process before its turn comes."""
        self._hands.expect(len(data))
        if not self._hands.most or len(data) > self._size or not self._is_plain(data):
            return Prepared(name, data)
        return Prepared(name, data, self._hands.task(data[:], name))

    def _is_plain(self, data: Data) -> bool:
        """Whether a file is surely none that comes back, which needs its copies."""
        head = front(data, self._profile.source.dialect)
        return head is not None and not comes_back(head)

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
                outcome = finish_([(self._whole(prepared, copies), Where())])
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

    def _whole(self, prepared: Prepared, copies: Sequence[bytes]) -> Part:
        if prepared.task is not None:
            return self._hands.result(prepared.task)[0]
        return self._hands.here(prepared.data[:], prepared.name, copies)


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
