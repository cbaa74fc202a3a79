"""Where the files of a run go, and what an earlier run left there.

Before work starts the earlier output is moved to X.previous.csv, and lists of the earlier run that nobody has edited
are removed, and so is its report: what stands beside X belongs to the last run.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from csvbridge.cli import _stdout
from csvbridge.cli._channels import Channels
from csvbridge.cli._feedback import copy_of, sweep_copies
from csvbridge.errors import FileAccessError, UsageError
from csvbridge.writer.beside import beside, identity, is_ours, make_way, next_free_rejects, recorded_in, sha256
from csvbridge.writer.lock import locked
from csvbridge.writer.place import place, sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from io import BufferedReader

    from csvbridge.cli._request import Request
    from csvbridge.engine.outcome import Outcome
    from csvbridge.writer.beside import Beside
    from csvbridge.writer.place import Content


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a run that go to files, by path; `rejects` and `corrections` are of them."""

    files: Mapping[Path, bytes]
    rejects: Path | None
    rejects_copy: bytes | None = None
    corrections: Path | None = None


@dataclass(frozen=True)
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

    @cached_property
    def owner(self) -> Path | None:
        """The report of the earlier run: the one that knows the file at the output's place when this run begins."""
        known = list(dict.fromkeys(path for path in (self.report, self.beside and self.beside.report) if path))
        ours = (path for path in known if self.beside and is_ours(self.beside.output, path))
        return next(ours, known[0] if known else None)

    @cached_property
    def _earlier(self) -> Mapping[str, str]:
        """The hashes of the lists of the earlier run, by name."""
        return recorded_in((self.owner and _read(self.owner)) or b"").files

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
        identities = [identity(path) for path in own]
        for number, path in enumerate(own):
            if identities[number] in identities[number + 1 :]:
                raise UsageError("SAME_PLACE", path=str(path))
        written = {*identities, *map(identity, self._earlier_lists)}
        for read in request.reads:
            if identity(read) in written:
                raise UsageError("INPUT_IS_OUTPUT", path=str(read))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other runs from this output. Raises `FileAccessError`: FILE_BUSY, FOLDER_MISSING, WRITE_DENIED."""
        if self.beside is None:
            yield
            return
        make_folder(self.beside.output.parent, self.beside.output)
        with locked(self.beside.output):
            yield

    def move_earlier(self, request: Request) -> None:
        """Move the earlier output away for a run that is refused, unless it is what that run was to read."""
        if self.beside is None or identity(self.beside.output) in map(identity, request.reads):
            return
        if self.owner and is_ours(self.beside.output, self.owner):
            make_way(self.beside.output, self.owner)

    def clear(self, *, force: bool, swept: set[Path] | None = None) -> None:
        """Make the places free for this run: leftovers, the earlier output, its lists that nobody has edited.

        `swept` are folders that this command has freed of leftovers: once is enough for all its files.

        Raises `FileAccessError`: FOLDER_MISSING, FILE_FOREIGN and others of the writer.
        """
        earlier = self._earlier_lists
        swept = set() if swept is None else swept
        for folder in {path.parent for path in self.all} - swept:
            sweep(folder)
            sweep_copies(folder)
            swept.add(folder)
        if self.beside:
            make_way(self.beside.output, self.owner or self.beside.report, force=force)
        for path in earlier:
            remove(copy_of(path))
            remove(path)
        # Last: until then it is what knows the others.
        if self.report and self.report.is_file() and not self.report.is_symlink():
            remove(self.report)

    @cached_property
    def _earlier_lists(self) -> list[Path]:
        """The lists that the earlier report records and that still are as it wrote them."""
        folders = {path.parent for path in (self.rejects, self.beside and self.beside.output) if path}
        paths = sorted(folder / Path(name).name for folder in folders for name in self._earlier)
        return [path for path in paths if _is(path, self._earlier[path.name])]

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
        return next_free_rejects(path, self._earlier.get(path.name))

    def put(self, report: bytes, lists: Lists, output: Content | None) -> None:
        """Write the report, the lists and, last, the output; without a name for it to standard output.

        Raises `FileAccessError`, and `BrokenPipeError` where the reader of standard output has gone.
        """
        files: list[tuple[Path, Content]] = [(self.report, report)] if self.report else []
        if lists.rejects and lists.rejects_copy is not None:
            files += [(copy_of(lists.rejects), lists.rejects_copy)]
        files += lists.files.items()
        if self.beside:
            _create(self.beside.output.parent)
            files += [(self.beside.output, output)] if output is not None else []
        place(files)
        if self.beside is None and output is not None:
            _stdout.write(output)

    def withdraw(self, lists: Lists, output: Content | None) -> None:
        """Take away what a run that fails at its very end has put in place: with that exit no file stands there."""
        files: dict[Path, Content] = dict(lists.files)
        if self.beside and output is not None:
            files[self.beside.output] = output
        for path, data in files.items():
            if _is(path, sha256(data)):
                remove(path)


def make_folder(folder: Path, output: Path) -> None:
    """Create the folder of an output, but not one in a folder that is not there: that name is misspelt.

    Raises `FileAccessError`: FOLDER_MISSING, WRITE_DENIED.
    """
    if not folder.is_dir() and not folder.parent.is_dir():
        raise FileAccessError("FOLDER_MISSING", path=str(output), folder=str(folder))
    _create(folder)


@contextmanager
def alone(folder: Path | None) -> Iterator[None]:
    """Keep other commands with several files from a folder: two at once would each upload what both convert.

    Raises `FileAccessError` as `Places.held`.
    """
    if folder is None:
        yield
        return
    make_folder(folder, folder)
    with locked(folder, folder / ".csvbridge-lock"):
        yield


def _is(path: Path, known: str) -> bool:
    """Whether a file is, byte for byte, the one of this hash. Raises `FileAccessError` as `_read`."""
    return _read(path, lambda file: hashlib.file_digest(file, "sha256").hexdigest().encode()) == known.encode()


def _read(path: Path, take: Callable[[BufferedReader], bytes] = lambda file: file.read()) -> bytes | None:
    """What is taken of a file; None if none is there, or one that this user may not read and so did not write.

    Raises `FileAccessError` FILE_UNREADABLE where the disk fails: a list passed over then would stay for ever.
    """
    try:
        with path.open("rb") as file:
            return take(file)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        return None
    except OSError as error:
        raise FileAccessError("FILE_UNREADABLE", path=str(path)) from error


def remove(path: Path) -> None:
    """Remove a file, if there is one. Raises `FileAccessError` FILE_LOCKED_OUTPUT."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise FileAccessError("FILE_LOCKED_OUTPUT", path=str(path)) from error


def _create(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise FileAccessError("WRITE_DENIED", path=str(folder)) from error
