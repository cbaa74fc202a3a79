"""Whole processes, timed in turn: wall seconds, processor seconds and peak memory of each.

Two jobs that are to be compared run in alternation, so that a machine that slows down slows both; their ratio is
the median of the pairs' ratios.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from statistics import median
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

KIB = 1024 if os.uname().sysname != "Darwin" else 1024 * 1024
"""How many units of `ru_maxrss` make a MiB: Linux counts in KiB, macOS in bytes."""

CAN_PIN = hasattr(os, "sched_setaffinity")
"""Whether processes can be kept to some of the cores; macOS cannot."""


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


def once(job: Job) -> Sample:
    """Run a job once.

    A process that is started inherits its parent's peak, so it is not this one, which may have grown, that starts it.

    Raises JobFailedError.

    >>> sample = once(Job("nothing", [["true"]]))
    >>> 0 < sample.wall < 60, 0 < sample.peak < 100
    (True, True)
    >>> once(Job("wrong", [["false"]]))  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    measure.JobFailedError: wrong: exit 1
    """
    job.prepare()
    order = json.dumps({"pipeline": job.pipeline, "output": str(job.output or os.devnull)})
    small = [sys.executable, "-I", "-S", __file__]
    clock = subprocess.run(small, input=order, capture_output=True, text=True, env=_environment(), check=False)
    if clock.returncode:
        raise JobFailedError(f"{job.name}: {clock.stderr}")
    ended = json.loads(clock.stdout)
    wrong = next((code for code in ended["codes"] if code not in job.expected), None)
    if wrong is not None:
        raise JobFailedError(f"{job.name}: exit {wrong}\n{ended['talk']}".strip())
    return Sample(**ended["sample"])


def _environment() -> dict[str, str]:
    """As a user runs it: modules are compiled once, not at each start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _clock(pipeline: Sequence[Sequence[str]], output: str) -> dict[str, object]:
    """Run a pipeline to its end: its sample, its exit codes and what it said on standard error."""
    with TemporaryFile() as talk:
        begin = time.perf_counter()
        processes = _start(pipeline, output, talk)
        ends = [os.wait4(process.pid, 0) for process in processes]
        wall = time.perf_counter() - begin
        talk.seek(0)
        said = talk.read().decode("utf-8", "replace")
    codes = [os.waitstatus_to_exitcode(status) for _, status, _ in ends]
    for process, code in zip(processes, codes, strict=True):
        process.returncode = code
    cpu = sum(usage.ru_utime + usage.ru_stime for _, _, usage in ends)
    peak = max(usage.ru_maxrss for _, _, usage in ends) / KIB
    return {"sample": Sample(wall, cpu, peak)._asdict(), "codes": codes, "talk": said}


def _start(pipeline: Sequence[Sequence[str]], output: str, talk: IO[bytes]) -> list[subprocess.Popen[bytes]]:
    """Start the pipeline; its last command writes to the output."""
    processes: list[subprocess.Popen[bytes]] = []
    with open(output, "wb") as sink:  # noqa: PTH123
        for place, command in enumerate(pipeline):
            source = processes[-1].stdout if processes else subprocess.DEVNULL
            target = subprocess.PIPE if place < len(pipeline) - 1 else sink
            processes.append(subprocess.Popen(command, stdin=source, stdout=target, stderr=talk))
            if processes[:-1] and (above := processes[-2].stdout):
                above.close()
    return processes


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if CAN_PIN else os.cpu_count() or 1


@contextmanager
def pinned(count: int) -> Iterator[None]:
    """What is started inside runs on so many of the cores that this process may use: a child inherits them.

    >>> with pinned(1):
    ...     cores()
    1
    """
    before = os.sched_getaffinity(0) if CAN_PIN else set()
    if CAN_PIN:
        os.sched_setaffinity(0, sorted(before)[:count])
    try:
        yield
    finally:
        if CAN_PIN:
            os.sched_setaffinity(0, before)


def in_turn(jobs: Sequence[Job], runs: int) -> list[list[Sample]]:
    """Each job's samples, after one warm-up round that does not count."""
    rounds = [[once(job) for job in jobs] for _ in range(runs + 1)]
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
    return spread(_paired(samples, against))


def typical(samples: Sequence[Sample], against: Sequence[Sample]) -> float:
    """The median that `ratio` shows."""
    return median(_paired(samples, against))


def _paired(samples: Sequence[Sample], against: Sequence[Sample]) -> list[float]:
    return [a.wall / b.wall for a, b in zip(samples, against, strict=True)]


if __name__ == "__main__":
    print(json.dumps(_clock(**json.load(sys.stdin))))
