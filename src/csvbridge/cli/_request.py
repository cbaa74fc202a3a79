"""What one command line asks for, and whether it can be followed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from csvbridge.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FailOn = Literal["reject", "warning", "never"]
STANDARD = "-"
"""In the place of a file name: standard input or output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The options as given. `output` None is standard output; `dry` writes no converted file.

    `folder` is that of -o FOLDER: each input gives a file in it. `asked` is the name of -o where the output goes to
    another, `fed_back` whether the input is a file of rejects that comes back, `piped` what standard input held.
    """

    inputs: tuple[str, ...] = ()
    profile: str | None = None
    source: str | None = None
    target: str | None = None
    output: Path | None = None
    folder: Path | None = None
    dry: bool = False
    needs_target: bool = True
    lookups: tuple[str, ...] = ()
    rejects: Path | None = None
    report: Path | None = None
    json: bool = False
    status_file: Path | None = None
    mail_text: Path | None = None
    exclude: Path | None = None
    min_orders: int | None = None
    abort: bool = False
    fail_on: FailOn = "reject"
    fix: bool = False
    jobs: int | None = None
    cluster: str | None = None
    folders: tuple[Path, ...] = ()
    require_confirmed: bool = False
    show_values: bool = False
    force: bool = False
    quiet: bool = False
    asked: Path | None = None
    fed_back: bool = False
    piped: bytes | None = None

    @classmethod
    def of_words(cls, words: Sequence[str]) -> Request:
        """Where a command line that cannot be parsed wants its files: all that a refused run needs to know.

        >>> Request.of_words(["convert", "a.csv", "-o", "b.csv", "--status-file=s.txt"]).status_file.name
        's.txt'
        """
        after = zip(["", *words], words, strict=False)
        rest = tuple(word for before, word in after if not word.startswith("-") and before not in _OUTPUTS)
        output = _named(words, "--output") or _named(words, "-o")
        return cls(
            inputs=rest,
            dry="validate" in words[:1] or "--dry-run" in words,
            output=file_of(output),
            folder=folder_of(output),
            report=_path(_named(words, "--report")),
            rejects=_path(_named(words, "--rejects")),
            status_file=_path(_named(words, "--status-file")),
            mail_text=_path(_named(words, "--mail-text")),
        )

    @property
    def prints_json(self) -> bool:
        """Whether standard output is free for the JSON line: it is not where the converted file goes."""
        return self.json and (self.output is not None or self.folder is not None or self.dry)

    @property
    def is_for_many(self) -> bool:
        """Whether each input gives a result of its own, told by name: they go to a folder, or there are several."""
        return self.folder is not None or len(self.inputs) > 1 or any(map(is_pattern, self.inputs))

    @property
    def reads(self) -> list[Path]:
        """Every file or folder that the options name to be read."""
        looked_up = (text.partition("=")[2] for text in self.lookups)
        named = [*(name for name in self.inputs if name != STANDARD), *filter(None, looked_up)]
        return [*map(Path, named), *([self.exclude] if self.exclude else [])]

    @property
    def input(self) -> Path | None:
        """The file to read; None for standard input."""
        name = self.inputs[0] if self.inputs else STANDARD
        return None if name == STANDARD else Path(name)

    @property
    def input_name(self) -> str:
        """The input as messages name it."""
        return "<stdin>" if self.input is None else self.inputs[0]


_OUTPUTS = ("-o", "--output", "--report", "--rejects", "--status-file", "--mail-text")


def _named(words: Sequence[str], option: str) -> str | None:
    """The value of an option in words as a shell gives them; the last one counts."""
    apart = [word for before, word in pairwise(words) if before == option]
    joined = [word.removeprefix(f"{option}=") for word in words if word.startswith(f"{option}=")]
    return next(iter([*joined[-1:], *apart[-1:]]), None)


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None


def file_of(name: str | None) -> Path | None:
    """The file of -o; None for standard output and for a folder.

    >>> file_of("-"), file_of(None), file_of("out/"), file_of("gmo.csv").name
    (None, None, None, 'gmo.csv')
    """
    return None if name is None or name == STANDARD or folder_of(name) else Path(name)


def folder_of(name: str | None) -> Path | None:
    """The folder of -o: one that is there, or a name that ends as one.

    >>> folder_of("out/").name, folder_of("out\\\\").name, folder_of("gmo.csv"), folder_of("-")
    ('out', 'out', None, None)
    """
    if not name or name == STANDARD:
        return None
    if name.endswith(("/", "\\")):
        return Path(name.rstrip("/\\") or name)
    return Path(name) if Path(name).is_dir() else None


def is_pattern(name: str) -> bool:
    """Whether a name is one that a shell would have expanded: that of Windows leaves it to the program.

    >>> is_pattern("in/*.csv"), is_pattern("in/orders.csv")
    (True, False)
    """
    return not set(name).isdisjoint("*?[") and not Path(name).exists()


def known_folders(given: Iterable[Path]) -> tuple[Path, ...]:
    """The folders of --profiles, then those of CSVBRIDGE_PROFILES, whether they are there or not."""
    named = os.environ.get("CSVBRIDGE_PROFILES", "").split(os.pathsep)
    return (*given, *(Path(name) for name in named if name))


def search_folders(given: Iterable[Path]) -> tuple[Path, ...]:
    """The folders in which profiles are looked for.

    Raises `UsageError` PROFILES_FOLDER_MISSING: a folder that is not there would leave a shop's settings out unnoticed.
    """
    folders = known_folders(given)
    for folder in folders:
        if not folder.is_dir():
            raise UsageError("PROFILES_FOLDER_MISSING", folder=str(folder))
    return folders


def lookup_files(lookups: Iterable[str]) -> list[tuple[str, str]]:
    """NAME=FILE as (name, file).

    >>> lookup_files(["credit=out/a=b.csv"])
    [('credit', 'out/a=b.csv')]
    >>> lookup_files(["credit.csv"])
    Traceback (most recent call last):
    csvbridge.errors.UsageError: LOOKUP_SYNTAX
    """
    pairs = []
    for text in lookups:
        name, _, file = text.partition("=")
        if not name or not file:
            raise UsageError("LOOKUP_SYNTAX", text=text)
        pairs.append((name, file))
    return pairs


def check(request: Request) -> None:
    """Refuse options that do not go together. Raises `UsageError`."""
    if request.is_for_many:
        _check_many(request)
    lookup_files(request.lookups)
    if request.profile and (request.source or request.target):
        raise UsageError("OPTION_CONFLICT", options=["-p", "--from" if request.source else "--to"])
    if not request.profile and not request.source:
        raise UsageError("PROFILE_NOT_GIVEN")
    if request.needs_target and request.source and not request.target:
        raise UsageError("TARGET_NOT_GIVEN", format=request.source)
    if request.json and not request.prints_json:
        raise UsageError("JSON_NEEDS_FILE")


def _check_many(request: Request) -> None:
    """Refuse what is not for several files."""
    if not request.dry and request.folder is None:
        raise UsageError("SEVERAL_INPUTS", count=len(request.inputs))
    where = f"-o {request.folder}" if request.folder else None
    if STANDARD in request.inputs or not request.inputs:
        others = [name for name in request.inputs if name != STANDARD]
        raise UsageError("OPTION_CONFLICT", options=[STANDARD, where or others[0]])
    if request.rejects is not None:
        raise UsageError("OPTION_CONFLICT", options=["--rejects", where or " ".join(request.inputs[:2])])
