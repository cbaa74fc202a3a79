"""A progress bar on a terminal's standard error, for work that takes over a second."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress

DELAY_SECONDS = 1.0


class Bar:
    """Is told what is being done and how many bytes of it; where nobody looks, that is all."""

    def advance(self, amount: int) -> None:
        """So many bytes more are done."""

    def name(self, label: str) -> None:
        """What is done from now on."""


@contextmanager
def progress(total: int, label: str, stream: TextIO) -> Iterator[Bar]:
    """A bar for `total` bytes, with rate and remaining time; nothing is shown unless `stream` is a terminal."""
    if not stream.isatty():
        yield Bar()
        return
    bar = _Shown(total, label, stream)
    try:
        yield bar
    finally:
        bar.stop()


class _Shown(Bar):
    """Starts at the first advance after a second, so that short work shows nothing."""

    def __init__(self, total: int, label: str, stream: TextIO) -> None:
        self._total, self._label, self._stream = total, label, stream
        self._started = time.monotonic()
        self._done = 0
        self._progress: Progress | None = None

    def advance(self, amount: int) -> None:
        self._done += amount
        self._show()

    def name(self, label: str) -> None:
        self._label = label
        self._show()

    def stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()

    def _show(self) -> None:
        if self._progress is None and time.monotonic() - self._started >= DELAY_SECONDS:
            self._progress = self._start()
        if self._progress is not None:
            self._progress.update(self._progress.task_ids[0], completed=self._done, description=self._label)

    def _start(self) -> Progress:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        shown = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            console=Console(file=self._stream),
            transient=True,
            # Standard output may be a file: it takes the lines of --json.
            redirect_stdout=False,
        )
        shown.add_task(self._label, total=self._total)
        shown.start()
        return shown
