"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import importlib
import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from csvbridge.errors import FileAccessError
from csvbridge.writer.beside import sha256
from csvbridge.writer.place import place, sweep
from csvbridge.writer.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator

# The package exports the function under the module's own name.
module = importlib.import_module("csvbridge.writer.place")
POSIX = pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _failing(number: int) -> Any:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@POSIX
def test_places_all_with_mode_0600(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"old")
    place([(tmp_path / "a.json", b"{}"), (tmp_path / "b.csv", b"new")])
    assert _names(tmp_path) == ["a.json", "b.csv"]
    assert (tmp_path / "b.csv").read_bytes() == b"new"
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_moves_in_the_order_given_after_all_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[tuple[str, int]] = []
    move = module.move

    def watch(origin: Path, path: Path) -> None:
        moved.append((path.name, len(_names(tmp_path))))
        move(origin, path)

    monkeypatch.setattr(module, "move", watch)
    place([(tmp_path / "x.report.json", b"1"), (tmp_path / "x.csv", b"2")])
    assert moved == [("x.report.json", 2), ("x.csv", 2)]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "DISK_FULL"),
        (errno.EFBIG, "DISK_FULL"),
        (errno.EIO, "WRITE_FAILED"),
        (errno.EROFS, "WRITE_DENIED"),
    ],
)
def test_a_failing_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    (tmp_path / "b.csv").write_bytes(b"old")
    calls = iter([lambda _: None, _failing(number)])
    monkeypatch.setattr(module.os, "fsync", lambda handle: next(calls)(handle))
    with pytest.raises(FileAccessError) as caught:
        place([(tmp_path / "a.json", b"{}"), (tmp_path / "b.csv", b"new")])
    assert (caught.value.code, caught.value.params["path"]) == (code, str(tmp_path / "b.csv"))
    assert _names(tmp_path) == ["b.csv"]
    assert (tmp_path / "b.csv").read_bytes() == b"old"


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError) as caught:
        place([(tmp_path / "no" / "b.csv", b"")])
    assert (caught.value.code, caught.value.params["folder"]) == ("FOLDER_MISSING", str(tmp_path / "no"))


@POSIX
def test_links_and_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    (tmp_path / "folder.csv").mkdir()
    for name in ("link.csv", "folder.csv"):
        with pytest.raises(FileAccessError, match="OUTPUT_NOT_FILE"):
            place([(tmp_path / "first.csv", b"1"), (tmp_path / name, b"new")])
    assert (tmp_path / "real.csv").read_bytes() == b"old"
    assert _names(tmp_path) == ["folder.csv", "link.csv", "real.csv"]


def test_windows_waits_for_a_file_that_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, tries = Path.replace, iter([1, 2])

    def held(self: Path, target: Path) -> Path:
        if next(tries, None):
            raise PermissionError(errno.EACCES, "held")
        return replace(self, target)

    monkeypatch.setattr(module, "WINDOWS", True)
    monkeypatch.setattr(Path, "replace", held)
    place([(tmp_path / "b.csv", b"new")])
    assert (tmp_path / "b.csv").read_bytes() == b"new"


def test_windows_gives_up_after_three_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr(module, "WINDOWS", True)
    monkeypatch.setattr(module.time, "monotonic", lambda: float(next(clock)))
    monkeypatch.setattr(module.time, "sleep", lambda _: None)
    monkeypatch.setattr(Path, "replace", _failing(errno.EACCES))
    with pytest.raises(FileAccessError, match="FILE_LOCKED_OUTPUT"):
        place([(tmp_path / "b.csv", b"new")])
    assert next(clock) == 4
    assert _names(tmp_path) == []


def test_a_denied_replace_elsewhere_is_at_once_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WINDOWS", False)
    monkeypatch.setattr(Path, "replace", _failing(errno.EACCES))
    with pytest.raises(FileAccessError, match="WRITE_DENIED"):
        place([(tmp_path / "b.csv", b"new")])
    assert _names(tmp_path) == []


def test_a_folder_that_cannot_be_flushed_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter([lambda _: None, _failing(errno.EINVAL)])
    monkeypatch.setattr(module.os, "fsync", lambda handle: next(calls)(handle))
    monkeypatch.setattr(module, "WINDOWS", False)
    place([(tmp_path / "b.csv", b"new")])
    assert (tmp_path / "b.csv").exists()


def test_long_japanese_names_fit(tmp_path: Path) -> None:
    path = tmp_path / ("注" * 80 + ".csv")
    place([(path, b"1")])
    assert _names(tmp_path) == [path.name]


def _leftovers(folder: Path) -> dict[str, Path]:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    pids = {"dead": int(dead.stdout), "alive": os.getpid(), "old": os.getpid()}
    files = {name: folder / f".{name}.csv.csvbridge-{pid}-0123abcd.tmp" for name, pid in pids.items()}
    files["other"] = folder / ".mine.csvbridge.tmp"
    for path in files.values():
        path.write_bytes(b"x")
    os.utime(files["old"], (time.time() - 3700,) * 2)
    return files


@POSIX
def test_sweeps_what_killed_runs_left(tmp_path: Path) -> None:
    files = _leftovers(tmp_path)
    assert sweep(tmp_path) == [files["dead"], files["old"]]
    assert _names(tmp_path) == sorted([files["alive"].name, files["other"].name])
    assert sweep(tmp_path / "no such folder") == []


def test_sweeps_by_age_alone_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = _leftovers(tmp_path)
    monkeypatch.setattr(module, "WINDOWS", True)
    assert sweep(tmp_path) == [files["old"]]


def test_a_spool_is_placed_piece_by_piece(tmp_path: Path) -> None:
    with Spool(tmp_path, limit=4) as spool:
        head, _, last = (spool.append(data) for data in (b"head\r\n", b"gone\r\n", b"last\r\n"))
        spool.keep([last, head])
        place([(tmp_path / "x.csv", spool)])
        assert sha256(spool) == sha256(b"last\r\nhead\r\n")
    assert (tmp_path / "x.csv").read_bytes() == b"last\r\nhead\r\n"
    assert _names(tmp_path) == ["x.csv"]


def test_a_piece_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    class Torn(Spool):
        def chunks(self) -> Iterator[bytes]:
            yield b"head"
            raise OSError(errno.ENOSPC, "full")

    with pytest.raises(FileAccessError, match="DISK_FULL"):
        place([(tmp_path / "r.json", b"{}"), (tmp_path / "x.csv", Torn())])
    assert _names(tmp_path) == []
