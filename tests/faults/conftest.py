"""Two nurseries for all tests of faults, and the figures at the end of the run."""

from __future__ import annotations

import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

import pytest

from .nursery import Nursery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

FIGURES = pytest.StashKey[Counter[str]]()
AT_ONCE = 2


class Crew:
    """The nurseries, and a way to give each its share of many small jobs."""

    def __init__(self, nurseries: Sequence[Nursery], figures: Counter[str]) -> None:
        self.figures = figures
        self.nurseries = nurseries
        self._free: SimpleQueue[Nursery] = SimpleQueue()
        for nursery in nurseries:
            self._free.put(nursery)

    def each(self, job: Callable[[Nursery, T], R], things: Iterable[T]) -> list[R]:
        """The results of a job for every thing, in order; as many at a time as there are nurseries."""

        def one(thing: T) -> R:
            nursery = self._free.get()
            try:
                return job(nursery, thing)
            finally:
                self._free.put(nursery)

        with ThreadPoolExecutor(len(self.nurseries)) as pool:
            return list(pool.map(one, things))


@pytest.fixture(scope="session")
def crew(request: pytest.FixtureRequest) -> Iterator[Crew]:
    figures = request.config.stash.setdefault(FIGURES, Counter())
    with ExitStack() as stack:
        yield Crew([stack.enter_context(Nursery()) for _ in range(AT_ONCE)], figures)


@pytest.fixture(scope="session")
def tracer(crew: Crew, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where strace is missing or may not look into a process."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: no faults can be put into system calls")
    try:
        crew.nurseries[0].calls(["--version"], tmp_path_factory.mktemp("strace"))
    except OSError as error:
        pytest.skip(f"strace may not trace here: {error}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The figures of the faults, one line each."""
    figures = config.stash.get(FIGURES, Counter())
    for name in sorted(figures):
        terminalreporter.write_line(f"faults: {name}: {figures[name]}")
