"""The bytes that a run reads: its input and the files of its lookups."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from csvbridge.cli._request import is_pattern, lookup_files
from csvbridge.errors import FileAccessError, UsageError
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csvbridge.cli._request import Request
    from csvbridge.profile.models import Lookup
    from csvbridge.reader.files import Data, Watched

BESIDE = regex(r"\.(?:rejects|unreadable|previous|pending|corrections)(?:-[0-9]+)?\.csv$", re.IGNORECASE)
"""A list beside an output: what it holds did not go out, or stands in another file of the folder."""


@contextmanager
def input_data(request: Request, watched: Watched | None = None) -> Iterator[Data]:
    """The bytes of the input, to be read by ranges; standard input if no file is named.

    `watched` are files that have stood a common wait. Raises `UsageError` INPUT_TERMINAL, and `FileAccessError` as
    `reader.files.open_bytes`.
    """
    from csvbridge.reader.files import NONE_WATCHED, open_bytes

    if request.input is not None:
        if is_pattern(request.inputs[0]):
            raise FileAccessError("FILE_MISSING", path=request.inputs[0])
        with open_bytes(request.input, watched or NONE_WATCHED) as data:
            yield data
    elif request.piped is not None:
        yield request.piped
    elif sys.stdin is None or sys.stdin.isatty():
        raise UsageError("INPUT_TERMINAL")
    else:
        yield sys.stdin.buffer.read()


def read_excluded(request: Request) -> list[str]:
    """The order numbers of --exclude. Raises `UsageError` EXCLUDE_NOT_TEXT, and `FileAccessError` as `read_bytes`."""
    from csvbridge.engine.exclude import numbers
    from csvbridge.reader import read_bytes

    if request.exclude is None:
        return []
    data = read_bytes(request.exclude)
    for encoding in ("utf-8-sig", "cp932"):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if "\0" not in text:
                return numbers(text)
    raise UsageError("EXCLUDE_NOT_TEXT", path=str(request.exclude))


def read_lookups(request: Request, known: Mapping[str, Lookup]) -> dict[str, list[tuple[str, bytes]]]:
    """The files of each lookup as (name, bytes), in the order given.

    Raises `UsageError`: LOOKUP_UNKNOWN, LOOKUP_MISSING.
    """
    from csvbridge.reader import read_bytes

    found: dict[str, list[tuple[str, bytes]]] = {}
    for name, file in lookup_files(request.lookups):
        if name not in known:
            raise UsageError("LOOKUP_UNKNOWN", name=name, known=list(known) or "-")
        found.setdefault(name, []).extend((str(path), read_bytes(path)) for path in _paths(file))
    for name, lookup in known.items():
        if not lookup.optional and name not in found:
            raise UsageError("LOOKUP_MISSING", name=name, format=lookup.format)
    return found


def _paths(file: str) -> list[Path]:
    """A file, the CSV files of a folder, or those that a pattern matches, sorted by name.

    Raises `FileAccessError` FILE_MISSING where a pattern matches nothing; a folder may be empty.
    """
    path = Path(file)
    if path.is_dir():
        return sorted(p for p in path.iterdir() if _is_csv(p) and not BESIDE.search(p.name))
    if not is_pattern(file):
        return [path]
    found = [Path(name) for name in matching(file)]
    if not found:
        raise FileAccessError("FILE_MISSING", path=file)
    return found


def matching(pattern: str) -> list[str]:
    """The files that a pattern matches, sorted by name; lists beside an output only if the pattern names such."""
    path = Path(pattern)
    found = sorted(p for p in path.parent.glob(path.name) if not p.name.startswith((".", "~$")) and not p.is_dir())
    return [str(p) for p in found if BESIDE.search(path.name) or not BESIDE.search(p.name)]


def _is_csv(path: Path) -> bool:
    """Whatever its case, and neither hidden nor the lock of a program that has it open."""
    return path.suffix.lower() == ".csv" and not path.name.startswith((".", "~$")) and path.is_file()
