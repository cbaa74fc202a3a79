"""Where the files of a run go, and what an earlier run left there.

Before work starts the earlier output is moved to X.previous.csv, and lists of the earlier run that nobody has edited
are removed: what stands beside X belongs to the last run.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csvbridge.cli._request import lookup_files
from csvbridge.errors import FileAccessError, UsageError
from csvbridge.writer.beside import beside, is_ours, make_way, next_free_rejects, recorded, sha256
from csvbridge.writer.place import place, sweep, write_stdout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from csvbridge.cli._request import Request
    from csvbridge.engine.run import Outcome
    from csvbridge.writer.beside import Beside

HASHES = "files_sha256"
"""Key of the report: file name → SHA-256 of each list beside the output, so that the next run knows its own."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a run that go to files, by path; `rejects` is one of them."""

    files: Mapping[Path, bytes]
    rejects: Path | None

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

    def refuse_inputs(self, request: Request) -> None:
        """Refuse an input or looked-up file at whose place this run writes. Raises `UsageError` INPUT_IS_OUTPUT."""
        names = self.beside
        mine = [self.report, self.rejects, *((names.output, names.unreadable, names.previous) if names else ())]
        taken = {path.resolve() for path in mine if path}
        for name in (request.input, *(Path(file) for _, file in lookup_files(request.lookups))):
            if name and name.resolve() in taken:
                raise UsageError("INPUT_IS_OUTPUT", path=str(name))

    def clear(self, *, force: bool) -> None:
        """Make the places free for this run: leftovers, the earlier output, its lists that nobody has edited.

        Raises `FileAccessError`: FOLDER_MISSING, FILE_FOREIGN and others of the writer.
        """
        if self.beside is None:
            return
        folder = self.beside.output.parent
        if not folder.is_dir() and not folder.parent.is_dir():
            raise FileAccessError("FOLDER_MISSING", path=str(self.beside.output), folder=str(folder))
        sweep(folder)
        owner = self.owner or self.beside.report
        earlier = _earlier_lists(owner, folder)
        make_way(self.beside.output, owner, force=force)
        for path in earlier:
            path.unlink(missing_ok=True)

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
        return Lists(found, rejects)

    def _free(self, path: Path) -> Path:
        return next_free_rejects(path, _hash_of(self.owner, path) if self.owner else None)

    def put(self, report: bytes, lists: Lists, output: bytes | None) -> None:
        """Write the report, the lists and, last, the output; without a name for it to standard output.

        Raises `FileAccessError`, and `BrokenPipeError` where the reader of standard output has gone.
        """
        files = [(self.report, _with_hashes(report, lists))] if self.report else []
        files += lists.files.items()
        if self.beside:
            if not self.beside.output.parent.is_dir():
                self.beside.output.parent.mkdir()
            files += [(self.beside.output, output)] if output is not None else []
        place(files)
        if self.beside is None and output is not None:
            write_stdout(output)


def _earlier_lists(report: Path, folder: Path) -> list[Path]:
    """The lists that a report records and that still are as it wrote them."""
    names = {*_hashes(report), *(path.name for path in _rejects_beside(report))}
    paths = [folder / name for name in names if Path(name).name == name]
    return sorted(p for p in paths if p.is_file() and sha256(p.read_bytes()) == _hash_of(report, p))


def _rejects_beside(report: Path) -> Iterator[Path]:
    """The file of rejects that a report of an output names."""
    try:
        rejects = json.loads(report.read_bytes())["summary"]["rejects"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if isinstance(rejects, str):
        yield Path(rejects)


def _hash_of(report: Path, path: Path) -> str | None:
    """The hash that a report records for a list."""
    if any(path.name == own.name for own in _rejects_beside(report)):
        return recorded(report).rejects_sha256
    return _hashes(report).get(path.name)


def _hashes(report: Path) -> dict[str, str]:
    try:
        found = json.loads(report.read_bytes())[HASHES]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _with_hashes(report: bytes, lists: Lists) -> bytes:
    data = json.loads(report)
    hashes = {path.name: sha256(content) for path, content in lists.files.items() if path != lists.rejects}
    text = json.dumps(data | {HASHES: hashes}, ensure_ascii=False, indent=1)
    return (text + "\n").encode()


def told(lists: Lists) -> Iterable[Path]:
    """The lists in the order in which they are told: rejects first."""
    return lists.files
