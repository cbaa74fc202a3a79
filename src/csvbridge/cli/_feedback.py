"""Rejects that come back: where their output goes, and the copies that tell what was corrected.

A copy of each file of rejects stands beside it as `.gmo.rejects.csv.csvbridge` and lives as long as that file.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from csvbridge.writer.beside import beside, recorded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from csvbridge.cli._request import Request
    from csvbridge.reader.files import Data

COPY = ".csvbridge"
KEPT_SECONDS = 14 * 86_400.0
"""How long a copy stays when a person has moved its file of rejects away."""

HEAD = 262_144
"""Bytes at the start of a file that hold its header, however wide its characters."""

_MARKS = tuple("csvbridge_order".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def settle(request: Request, *, piped: bytes | None = None, taken: Collection[Path] = ()) -> Request:
    """The request with its output under the next free name if the input is a file of rejects that comes back.

    Standard input is read here, before anything is moved, unless `piped` holds it already. The report and rejects that
    the options name get the same number. `taken` are outputs of other files of the same command. Whatever cannot be
    read is left for the run to tell.
    """
    if request.output is None or request.dry:
        return request
    if request.input is None:
        request = replace(request, piped=_standard_input() if piped is None else piped)
    data = request.piped if request.input is None else _head(request.input)
    if data is None or not is_fed_back(data):
        return request
    request = replace(request, fed_back=True)
    number, numbered = 1, request
    while _is_taken(numbered) or numbered.output in taken:
        number += 1
        numbered = _numbered(request, number)
    return numbered


def is_fed_back(data: bytes) -> bool:
    """Whether the bytes of a file, or those at its start, are rejects that come back; a workbook is needed whole.

    >>> is_fed_back(b"number,csvbridge_record,csvbridge_order"), is_fed_back(b"number,csvbridge")
    (True, False)
    """
    head = data[:HEAD]
    return any(mark in head for mark in _MARKS) or _is_workbook(data)


def _standard_input() -> bytes | None:
    return None if sys.stdin is None or sys.stdin.isatty() else sys.stdin.buffer.read()


def _head(path: Path) -> bytes | None:
    """The first bytes of a file, all of a workbook; None for what is no file or cannot be read."""
    with suppress(OSError, ValueError):
        if path.is_file():
            with path.open("rb") as file:
                data = file.read(HEAD)
                return data + file.read() if data.startswith(b"PK") else data
    return None


def _is_workbook(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    from csvbridge.reader.xlsx import carries_feedback

    return carries_feedback(data)


def _is_taken(request: Request) -> bool:
    """Whether an earlier run wrote an output or rejects under these names, or the input is one of them."""
    if request.output is None:
        return False
    names = beside(request.output)
    lists = {names.rejects, names.rejects.with_suffix(".xlsx"), request.rejects}
    reports = [path for path in (names.report, request.report) if path]
    is_own = request.input is not None and request.input.resolve() in {path.resolve() for path in lists if path}
    return is_own or request.output.exists() or any(_wrote(path) for path in reports)


def _wrote(report: Path) -> bool:
    known = recorded(report)
    return known.output_sha256 is not None or known.rejects_sha256 is not None


def _numbered(request: Request, number: int) -> Request:
    def name(path: Path | None) -> Path | None:
        return path and path.with_name(f"{path.stem}-{number}{path.suffix}")

    return replace(
        request,
        asked=request.output,
        output=name(request.output),
        rejects=name(request.rejects),
        report=name(request.report),
    )


def copy_of(rejects: Path) -> Path:
    """Where the copy of a file of rejects stands.

    >>> from pathlib import Path
    >>> copy_of(Path("gmo.rejects.csv")).name
    '.gmo.rejects.csv.csvbridge'
    """
    return rejects.with_name(f".{rejects.name}{COPY}")


def copies(request: Request, data: Data) -> list[bytes]:
    """The copies that an input may have come from: the one of its own name first ("" if there is none).

    Nothing is looked for where the input is no file of rejects: a folder may hold a thousand copies.
    """
    head = data[:HEAD]
    if not is_fed_back(data[: len(data)] if head.startswith(b"PK") else head):
        return []
    own = copy_of(request.input) if request.input else None
    folders = {path.parent for path in (request.input, request.output) if path}
    others = sorted({path for folder in folders for path in _copies_in(folder)} - {own})
    return [_bytes(own) if own else b"", *map(_bytes, others)]


def sweep_copies(folder: Path) -> None:
    """Remove copies whose file of rejects has been gone for 14 days."""
    for path in _copies_in(folder):
        rejects = path.with_name(path.name.removeprefix(".").removesuffix(COPY))
        with suppress(OSError):
            if not rejects.exists() and time.time() - path.stat().st_mtime > KEPT_SECONDS:
                path.unlink()


def _copies_in(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from (path for path in folder.iterdir() if path.name.startswith(".") and path.name.endswith(COPY))


def _bytes(path: Path) -> bytes:
    with suppress(OSError):
        return path.read_bytes()
    return b""
