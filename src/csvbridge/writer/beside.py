"""The files beside an output, and whose the file is that stands at its place.

`gmo.csv` has gmo.report.json, gmo.rejects.csv, gmo.unreadable.csv, gmo.previous.csv and a list for each aside. A file
is ours while its SHA-256 is the one that the report beside it records: a person who edits it makes it theirs.
"""

from __future__ import annotations

import hashlib
import json
import stat
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.errors import FileAccessError
from csvbridge.writer.place import move, refuse_special

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from csvbridge.writer.place import Content

NO_FILES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Beside:
    """The fixed names that belong to one output."""

    output: Path
    report: Path
    rejects: Path
    unreadable: Path
    previous: Path

    def aside(self, name: str) -> Path:
        """The list of an aside: gmo.pending.csv for "pending"."""
        return self.report.with_name(self.report.name.removesuffix("report.json") + f"{name}.csv")


def beside(output: Path) -> Beside:
    """The names beside an output.

    >>> from pathlib import Path
    >>> names = beside(Path("out/gmo.csv"))
    >>> names.report.name, names.rejects.name, names.aside("pending").name
    ('gmo.report.json', 'gmo.rejects.csv', 'gmo.pending.csv')
    >>> beside(Path("gmo.txt")).report.name
    'gmo.txt.report.json'
    """
    stem = output.name[:-4] if output.name.lower().endswith(".csv") else output.name
    names = (f"{stem}.{kind}" for kind in ("report.json", "rejects.csv", "unreadable.csv", "previous.csv"))
    return Beside(output, *(output.with_name(name) for name in names))


class Recorded(NamedTuple):
    """What a report says of the files of its run; None where it says nothing, `files` are the lists by name."""

    output_sha256: str | None = None
    rejects_sha256: str | None = None
    files: Mapping[str, str] = NO_FILES


def recorded(report: Path) -> Recorded:
    """The hashes in a report file; empty if there is no report or it is not one."""
    try:
        return recorded_in(report.read_bytes())
    except OSError:
        return Recorded()


def recorded_in(report: bytes) -> Recorded:
    """The hashes in the bytes of a report; empty if they are none."""
    try:
        data = json.loads(report)
    except ValueError:
        return Recorded()
    if not isinstance(data, dict):
        return Recorded()
    output, rejects, files = (data.get(key) for key in ("output_sha256", "rejects_sha256", "files_sha256"))
    return Recorded(
        output if isinstance(output, str) else None,
        rejects if isinstance(rejects, str) else None,
        {str(name): str(known) for name, known in files.items()} if isinstance(files, dict) else NO_FILES,
    )


def sha256(content: Content) -> str:
    """The SHA-256 of a file's bytes, in hex, as reports record it."""
    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else content.sha256()


def is_ours(path: Path, report: Path) -> bool:
    """Whether the file at `path` is, byte for byte, the output that `report` records."""
    known = recorded(report).output_sha256
    return known is not None and _hash(path) == known


def make_way(path: Path, report: Path, *, force: bool = False) -> Path | None:
    """Move an earlier output away to X.previous.csv; gives that path, or None if there was nothing.

    Raises `FileAccessError`: FILE_FOREIGN if the file is not ours and `force` is not set, OUTPUT_NOT_FILE for a folder
    or a link, FILE_LOCKED_OUTPUT and others of `place`. With `force` a foreign file is moved away too, never lost.
    """
    refuse_special(path)
    if not path.exists():
        return None
    if not force and not is_ours(path, report):
        raise FileAccessError("FILE_FOREIGN", path=str(path))
    previous = beside(path).previous
    refuse_special(previous)
    move(path, previous)
    return previous


def identity(path: Path) -> tuple[object, ...]:
    """What two names of one file have in common: spelt otherwise, through links, or on a disk that ignores case.

    >>> from pathlib import Path
    >>> identity(Path("no-such.csv")) == identity(Path("./no-such.csv")), identity(Path("a")) == identity(Path("b"))
    (True, False)
    """
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            path = path.resolve()
            found = path.stat()
    except (OSError, ValueError):
        try:
            found = path.parent.stat()
        except (OSError, ValueError):
            return (path.absolute(),)
        return found.st_dev, found.st_ino, path.name
    return found.st_dev, found.st_ino


def next_free_rejects(path: Path, recorded_sha: str | None) -> Path:
    """Where this run's rejects go: `path`, or the first of X.rejects-2.csv, … that no person has edited.

    A file is replaced only if its hash is `recorded_sha`, the one that the last report records.
    """
    number, candidate = 1, path
    while not _replaceable(candidate, recorded_sha):
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate


def _replaceable(path: Path, recorded_sha: str | None) -> bool:
    refuse_special(path)
    return not path.exists() or (recorded_sha is not None and _hash(path) == recorded_sha)


def _hash(path: Path) -> str | None:
    """The SHA-256 of a file; None if it cannot be read, and so cannot be known as ours."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
