"""Files opened before their turn, so that small ones run together, and other processes can begin with them."""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csvbridge.cli._inputs import input_data
from csvbridge.errors import CsvbridgeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csvbridge.cli._request import Request
    from csvbridge.cli._work import Work
    from csvbridge.engine.crew import Prepared
    from csvbridge.reader.files import Data, Watched


@dataclass(slots=True)
class Waiting:
    """A file whose turn will come: opened, and with its work begun, or with what is wrong with it."""

    file: Request
    stack: ExitStack
    data: Data = b""
    prepared: Prepared | None = None
    error: CsvbridgeError | None = None


def size_of(files: Sequence[Request]) -> int:
    """The bytes of all files that are there."""
    total = 0
    for file in files:
        with suppress(OSError, ValueError):
            total += Path(file.inputs[0]).stat().st_size
    return total


def ahead(files: Sequence[Request], work: Work, watched: Watched) -> Iterator[Waiting]:
    """The files in their order; while one is finished, others may work on the next."""
    waiting: deque[Waiting] = deque()
    for file in files:
        waiting.append(_opened(file, work, watched))
        while waiting and (waiting[0].prepared is None or work.crew.is_ready(waiting[0].prepared)):
            yield waiting.popleft()
    yield from waiting


def _opened(file: Request, work: Work, watched: Watched) -> Waiting:
    opened = Waiting(file, ExitStack())
    try:
        opened.data = opened.stack.enter_context(input_data(file, watched))
        opened.prepared = work.crew.ahead(file.input_name, opened.data)
    except CsvbridgeError as error:
        opened.error = error
    return opened
