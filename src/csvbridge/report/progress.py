"""A progress bar on a terminal's standard error, for work that takes over a second."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress

DELAY_SECONDS = 1.0


@contextmanager
def progress(total: int, label: str, stream: TextIO) -> Iterator[Callable[[int], None]]:
    """Gives a function that is told how much was done since the last call; no bar unless `stream` is a terminal."""
    if not stream.isatty():
        yield lambda _: None
        return
    bar = _Bar(total, label, stream)
    try:
        yield bar.advance
    finally:
        bar.stop()


class _Bar:
    """Starts at the first advance after a second, so that short work shows nothing."""

    def __init__(self, total: int, label: str, stream: TextIO) -> None:
        self._total, self._label, self._stream = total, label, stream
        self._started = time.monotonic()
        self._done = 0
        self._shown: Progress | None = None

    def advance(self, amount: int) -> None:
        self._done += amount
        if self._shown is None and time.monotonic() - self._started >= DELAY_SECONDS:
            self._shown = self._start()
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=self._done)

    def stop(self) -> None:
        if self._shown is not None:
            self._shown.stop()

    def _start(self) -> Progress:
        from rich.console import Console
        from rich.progress import Progress

        shown = Progress(console=Console(file=self._stream), transient=True)
        shown.add_task(self._label, total=self._total)
        shown.start()
        return shown
