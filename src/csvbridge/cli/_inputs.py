"""The bytes that a run reads: its input and the files of its lookups."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from csvbridge.cli._request import lookup_files
from csvbridge.errors import FileAccessError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csvbridge.cli._request import Request
    from csvbridge.profile.models import Lookup

NOT_SENT = (".rejects", ".unreadable")
"""In the name of a file beside an output: what it holds did not go out."""


def read_input(request: Request) -> bytes:
    """The bytes of the input; standard input if no file is named.

    Raises `UsageError` INPUT_TERMINAL, and `FileAccessError` as `reader.read_bytes`.
    """
    from csvbridge.reader import read_bytes

    if request.input is not None:
        return read_bytes(request.input)
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("INPUT_TERMINAL")
    return sys.stdin.buffer.read()


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
        return sorted(p for p in path.glob("*.csv") if not any(word in p.name for word in NOT_SENT))
    if path.exists() or not set(file) & set("*?["):
        return [path]
    found = sorted(path.parent.glob(path.name))
    if not found:
        raise FileAccessError("FILE_MISSING", path=file)
    return found
