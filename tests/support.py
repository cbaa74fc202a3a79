"""Whole runs as data: a folder holds a command, its input files and everything that it must give back.

`cmd` is one command line, run in a copy of the folder; `examples/…` in it are the repository's examples, `< FILE` is
standard input. `expected/` has `exit`; `stdout`, `stderr` and `removed` where they are not empty; and under `files/`
every file that the run made or changed, byte for byte. Places and hashes of profiles are taken out of reports.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple
from unittest import mock

REPOSITORY = Path(__file__).parents[1]
EXPECTED = "expected"
LONG_AGO = 1_700_000_000
"""A file that was written just now is watched for half a second before it is read."""

_ENVIRONMENT = ("CSVBRIDGE_LANG", "CSVBRIDGE_PROFILES", "XDG_CONFIG_HOME", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS")


class Ran(NamedTuple):
    """What a command gave back; `files` are those that it made or changed, `removed` those that it took away."""

    exit: int
    stdout: bytes
    stderr: str
    files: dict[str, bytes]
    removed: str = ""


def run_cli(argv: list[str], folder: Path, *, stdin: bytes = b"", language: str = "ja") -> Ran:
    """Run the command line in this process, with `folder` as the working folder."""
    before = _files(folder)
    environment = {name: value for name, value in os.environ.items() if name not in _ENVIRONMENT}
    environment |= {"CSVBRIDGE_LANG": language, "XDG_CONFIG_HOME": str(folder / ".config"), "COLUMNS": "100"}
    streams = [io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="") for data in (stdin, b"", b"")]
    with (
        chdir(folder),
        mock.patch.dict(os.environ, environment, clear=True),
        mock.patch.multiple(sys, argv=["csvbridge", *argv], stdin=streams[0], stdout=streams[1], stderr=streams[2]),
    ):
        code = _exit_of_main()
        out, err = (_written(stream) for stream in streams[1:])
    after = _files(folder)
    changed = {path: data for path, data in after.items() if before.get(path) != data}
    removed = "".join(f"{path}\n" for path in sorted(before.keys() - after.keys()))
    return Ran(code, out, err.decode(), changed, removed)


def _exit_of_main() -> int:
    from csvbridge.cli import main

    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    raise AssertionError("main came back without an exit code")


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    return stream.buffer.getvalue()  # type: ignore[attr-defined,no-any-return]


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): _bytes(path) for path in paths}


def _bytes(path: Path) -> bytes:
    """Read past pathlib, whose ways a test of faults has shut."""
    with io.FileIO(path) as file:
        return file.readall()


def run_case(case: Path, folder: Path, *, language: str = "ja") -> Ran:
    """Run the command of a case folder in a copy of it."""
    words = shlex.split((case / "cmd").read_text("utf-8"))
    copy_in(case, folder, skip=("cmd", EXPECTED))
    if any("examples/" in word for word in words):
        copy_in(REPOSITORY / "examples", folder / "examples")
    stdin = b""
    if "<" in words:
        stdin = (folder / words[words.index("<") + 1]).read_bytes()
        words = words[: words.index("<")]
    assert words[0] == "csvbridge", "a cmd is a command line of csvbridge"
    return without_places(run_cli(words[1:], folder, stdin=stdin, language=language), folder)


def copy_in(origin: Path, folder: Path, skip: tuple[str, ...] = ()) -> None:
    """Copy the files of a folder, as old ones."""
    shutil.copytree(origin, folder, ignore=shutil.ignore_patterns(*skip), dirs_exist_ok=True)
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (LONG_AGO, LONG_AGO))


def without_places(ran: Ran, folder: Path) -> Ran:
    """What a run gave without what differs from machine to machine or with each edit of a shipped profile."""

    def placeless(data: bytes) -> bytes:
        data = data.replace(str(REPOSITORY).encode(), b"{repository}").replace(str(folder).encode(), b"{folder}")
        return re.sub(rb'("sha256": ?")[0-9a-f]{64}"', rb'\1{profile}"', data)

    files = {path: placeless(data) if path.endswith(".json") else data for path, data in ran.files.items()}
    return Ran(ran.exit, placeless(ran.stdout), placeless(ran.stderr.encode()).decode(), files, ran.removed)


def expected_of(case: Path) -> Ran:
    """What a case folder expects."""
    kept = case / EXPECTED
    names = ("stdout", "stderr", "removed")
    out, err, removed = ((kept / name).read_bytes() if (kept / name).is_file() else b"" for name in names)
    files = _files(kept / "files") if (kept / "files").is_dir() else {}
    return Ran(int((kept / "exit").read_text()), out, err.decode(), files, removed.decode())


def rewrite(case: Path, ran: Ran) -> None:
    """Put what a run gave in the place of what its case expects."""
    kept = case / EXPECTED
    shutil.rmtree(kept, ignore_errors=True)
    contents = {"stdout": ran.stdout, "stderr": ran.stderr.encode(), "removed": ran.removed.encode()}
    contents |= {f"files/{path}": data for path, data in ran.files.items()}
    for name, data in {"exit": f"{ran.exit}\n".encode(), **{n: d for n, d in contents.items() if d}}.items():
        (kept / name).parent.mkdir(parents=True, exist_ok=True)
        (kept / name).write_bytes(data)


def cases(folder: Path) -> list[Path]:
    """The case folders in a folder."""
    return sorted(path.parent for path in folder.glob("*/cmd"))
