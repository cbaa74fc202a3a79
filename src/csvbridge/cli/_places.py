"""Where the files of a run go, and what an earlier run left there.

Before work starts the earlier output is moved to X.previous.csv, and lists of the earlier run that nobody has edited
are removed, and so is its report: what stands beside X belongs to the last run.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING

from csvbridge.cli import _stdout
from csvbridge.cli._channels import Channels
from csvbridge.cli._feedback import copy_of, sweep_copies
from csvbridge.errors import FileAccessError, UsageError
from csvbridge.writer.beside import beside, is_ours, make_way, next_free_rejects, sha256
from csvbridge.writer.lock import locked
from csvbridge.writer.place import place, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csvbridge.cli._request import Request
    from csvbridge.engine.outcome import Outcome
    from csvbridge.writer.beside import Beside

HASHES = "files_sha256"
"""Key of the report: file name → SHA-256 of each list beside the output, so that the next run knows its own."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a run that go to files, by path; `rejects` and `corrections` are of them."""

    files: Mapping[Path, bytes]
    rejects: Path | None
    rejects_copy: bytes | None = None
    corrections: Path | None = None

    @property
    def rejects_sha256(self) -> str | None:
        """The hash of the file of rejects, if there is one."""
        return sha256(self.files[self.rejects]) if self.rejects else None


@dataclass(frozen=True, slots=True)
class Places:
    """The names of a run; `beside` None where it writes to standard output or nothing."""

    beside: Beside | None
    report: Path | None
    rejects: Path | None

    @classmethod
    def of(cls, request: Request) -> Places:
        """The names that the options ask for."""
        names = beside(request.output) if request.output and not request.dry else None
        return cls(
            names,
            request.report or (names.report if names else None),
            request.rejects or (names.rejects if names else None),
        )

    @property
    def owner(self) -> Path | None:
        """The report of the earlier run: the one that knows the file at the output's place."""
        known = [path for path in (self.report, self.beside and self.beside.report) if path]
        ours = (path for path in known if self.beside and is_ours(self.beside.output, path))
        return next(ours, known[0] if known else None)

    @property
    def all(self) -> list[Path]:
        """The files that this run may write or move, but for the lists of asides."""
        names = self.beside
        beside_it = (names.output, names.unreadable, names.previous) if names else ()
        return [path for path in (self.report, self.rejects, *beside_it) if path]

    def refuse_clashes(self, request: Request) -> None:
        """Refuse to write two files to one place, or where an input stands.

        Raises `UsageError`: SAME_PLACE, INPUT_IS_OUTPUT.
        """
        own = [*self.all, *Channels.of(request).all]
        for one, other in combinations(own, 2):
            if _is_same(one, other):
                raise UsageError("SAME_PLACE", path=str(one))
        for read, written in product(request.reads, [*own, *self._earlier_lists()]):
            if _is_same(read, written):
                raise UsageError("INPUT_IS_OUTPUT", path=str(read))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other runs from this output. Raises `FileAccessError`: FILE_BUSY, FOLDER_MISSING, WRITE_DENIED."""
        if self.beside is None:
            yield
            return
        _refuse_lost(self.beside.output)
        _create(self.beside.output.parent)
        with locked(self.beside.output):
            yield

    def move_earlier(self, request: Request) -> None:
        """Move the earlier output away for a run that is refused, unless it is what that run was to read."""
        if self.beside is None or any(_is_same(path, self.beside.output) for path in request.reads):
            return
        if self.owner and is_ours(self.beside.output, self.owner):
            make_way(self.beside.output, self.owner)

    def clear(self, *, force: bool) -> None:
        """Make the places free for this run: leftovers, the earlier output, its lists that nobody has edited.

        Raises `FileAccessError`: FOLDER_MISSING, FILE_FOREIGN and others of the writer.
        """
        earlier = self._earlier_lists()
        for folder in {path.parent for path in self.all}:
            sweep(folder)
            sweep_copies(folder)
        if self.beside:
            make_way(self.beside.output, self.owner or self.beside.report, force=force)
        for path in earlier:
            _remove(copy_of(path))
            _remove(path)
        # Last: until then it is what knows the others.
        if self.report and self.report.is_file() and not self.report.is_symlink():
            _remove(self.report)

    def _earlier_lists(self) -> list[Path]:
        """The lists that the earlier report records and that still are as it wrote them."""
        hashes = _hashes(self.owner)
        folders = {path.parent for path in (self.rejects, self.beside and self.beside.output) if path}
        paths = sorted(folder / Path(name).name for folder in folders for name in hashes)
        return [path for path in paths if _is(path, hashes[path.name])]

    def lists(self, outcome: Outcome) -> Lists:
        """The lists of an outcome with free names: a list that a person has edited keeps its place."""
        found: dict[Path, bytes] = {}
        rejects = self._free(self.rejects) if self.rejects and outcome.rejects is not None else None
        if rejects and outcome.rejects is not None:
            found[rejects] = outcome.rejects
        if self.beside:
            asides = {self.beside.aside(name): data for name, data in outcome.asides.items()}
            unreadable = {self.beside.unreadable: outcome.unreadable} if outcome.unreadable else {}
            found |= {self._free(path): data for path, data in (asides | unreadable).items()}
        corrections = self._free(self.beside.aside("corrections")) if self.beside and outcome.corrections else None
        if corrections and outcome.corrections:
            found[corrections] = outcome.corrections
        return Lists(found, rejects, outcome.rejects_copy, corrections)

    def _free(self, path: Path) -> Path:
        return next_free_rejects(path, _hashes(self.owner).get(path.name))

    def put(self, report: bytes, lists: Lists, output: bytes | None) -> None:
        """Write the report, the lists and, last, the output; without a name for it to standard output.

        Raises `FileAccessError`, and `BrokenPipeError` where the reader of standard output has gone.
        """
        files = [(self.report, _with_hashes(report, lists))] if self.report else []
        if lists.rejects and lists.rejects_copy is not None:
            files += [(copy_of(lists.rejects), lists.rejects_copy)]
        files += lists.files.items()
        if self.beside:
            _create(self.beside.output.parent)
            files += [(self.beside.output, output)] if output is not None else []
        place(files)
        if self.beside is None and output is not None:
            _stdout.write(output)

    def withdraw(self, lists: Lists, output: bytes | None) -> None:
        """Take away what a run that fails at its very end has put in place: with that exit no file stands there."""
        files = dict(lists.files)
        if self.beside and output is not None:
            files[self.beside.output] = output
        for path, data in files.items():
            if _is(path, sha256(data)):
                _remove(path)


def _is_same(one: Path, other: Path) -> bool:
    """Whether two names are one file: spelt alike, through links, or on a disk that ignores case."""
    return one.resolve() == other.resolve() or (one.exists() and other.exists() and one.samefile(other))


def _refuse_lost(output: Path) -> None:
    """The last folder is created, but not one in a folder that is not there: that name is misspelt."""
    folder = output.parent
    if not folder.is_dir() and not folder.parent.is_dir():
        raise FileAccessError("FOLDER_MISSING", path=str(output), folder=str(folder))


def _is(path: Path, known: str) -> bool:
    """Whether a file is, byte for byte, the one of this hash. Raises `FileAccessError` as `_read`."""
    data = _read(path)
    return data is not None and sha256(data) == known


def _read(path: Path) -> bytes | None:
    """The bytes of a file; None if none is there, or one that this user may not read and so did not write.

    Raises `FileAccessError` FILE_UNREADABLE where the disk fails: a list passed over then would stay for ever.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        return None
    except OSError as error:
        raise FileAccessError("FILE_UNREADABLE", path=str(path)) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise FileAccessError("FILE_LOCKED_OUTPUT", path=str(path)) from error


def _create(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise FileAccessError("WRITE_DENIED", path=str(folder)) from error


def _hashes(report: Path | None) -> dict[str, str]:
    """The lists that a report records; none if there is no report or it is not one."""
    try:
        found = json.loads((report and _read(report)) or b"{}")[HASHES]
    except (ValueError, KeyError, TypeError):
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _with_hashes(report: bytes, lists: Lists) -> bytes:
    hashes = {path.name: sha256(content) for path, content in lists.files.items()}
    text = json.dumps(json.loads(report) | {HASHES: hashes}, ensure_ascii=False, indent=1)
    return (text + "\n").encode()
