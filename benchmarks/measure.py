"""Whole processes, timed in turn: wall seconds, processor seconds and peak memory of each.

Two jobs that are to be compared run in alternation, so that a machine that slows down slows both; their ratio is
the median of the pairs' ratios.
"""

from __future__ import annotations

import os
import subprocess
import time
from statistics import median
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

KIB = 1024 if os.uname().sysname != "Darwin" else 1024 * 1024
"""How many units of `ru_maxrss` make a MiB: Linux counts in KiB, macOS in bytes."""


class Sample(NamedTuple):
    """One run. `wall` and `cpu` in seconds, `peak` in MiB: the largest single process, as the system counts it."""

    wall: float
    cpu: float
    peak: float


class Job(NamedTuple):
    """A pipeline of commands, with what to do before each run (outside the clock) and the exit codes that are right."""

    name: str
    pipeline: Sequence[Sequence[str]]
    output: Path | None = None
    prepare: Callable[[], None] = lambda: None
    expected: Sequence[int] = (0,)


class JobFailedError(Exception):
    """A command ended otherwise than it should; the text has its exit code and what it said."""


def run(job: Job) -> Sample:
    """Run a job once.

    Raises JobFailedError, and OSError where a command is not there.

    >>> sample = run(Job("nothing", [["true"]]))
    >>> 0 < sample.wall < 60
    True
    >>> run(Job("wrong", [["false"]]))  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    measure.JobFailedError: wrong: exit 1
    """
    job.prepare()
    with TemporaryFile() as talk:
        begin = time.perf_counter()
        processes = _start(job, talk)
        ends = [os.wait4(process.pid, 0) for process in processes]
        wall = time.perf_counter() - begin
        for process, (_, status, _) in zip(processes, ends, strict=True):
            process.returncode = os.waitstatus_to_exitcode(status)
        _check(job, processes, talk)
    usages = [usage for _, _, usage in ends]
    return Sample(wall, sum(u.ru_utime + u.ru_stime for u in usages), max(u.ru_maxrss for u in usages) / KIB)


def _environment() -> dict[str, str]:
    """As a user runs it: modules are compiled once, not at each start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _start(job: Job, talk: IO[bytes]) -> list[subprocess.Popen[bytes]]:
    """Start the pipeline; its last command writes to the job's output, else to nowhere."""
    processes: list[subprocess.Popen[bytes]] = []
    with open(job.output or os.devnull, "wb") as sink:  # noqa: PTH123
        for place, command in enumerate(job.pipeline):
            source = processes[-1].stdout if processes else subprocess.DEVNULL
            target = subprocess.PIPE if place < len(job.pipeline) - 1 else sink
            processes.append(subprocess.Popen(command, stdin=source, stdout=target, stderr=talk, env=_environment()))
            if processes[:-1] and (above := processes[-2].stdout):
                above.close()
    return processes


def _check(job: Job, processes: Sequence[subprocess.Popen[bytes]], talk: IO[bytes]) -> None:
    wrong = next((process.returncode for process in processes if process.returncode not in job.expected), None)
    if wrong is not None:
        talk.seek(0)
        raise JobFailedError(f"{job.name}: exit {wrong}\n{talk.read().decode('utf-8', 'replace')}".strip())


def in_turn(jobs: Sequence[Job], runs: int) -> list[list[Sample]]:
    """Each job's samples, after one warm-up round that does not count."""
    rounds = [[run(job) for job in jobs] for _ in range(runs + 1)]
    return [list(samples) for samples in zip(*rounds[1:], strict=True)]


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Median with least and greatest.

    >>> spread([1.0, 3.0, 2.0])
    '2.00 (1.00–3.00)'
    """
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def ratio(samples: Sequence[Sample], against: Sequence[Sample]) -> str:
    """How many times as long as the other job of the same round.

    >>> ratio([Sample(2.0, 0, 0), Sample(6.0, 0, 0)], [Sample(1.0, 0, 0), Sample(2.0, 0, 0)])
    '2.50 (2.00–3.00)'
    """
    return spread([a.wall / b.wall for a, b in zip(samples, against, strict=True)])
