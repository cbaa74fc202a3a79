"""When a file can be read at all."""

from __future__ import annotations

import os
import pickle
import threading
import time
from pathlib import Path

import pytest

from csvbridge.dialect import Dialect
from csvbridge.errors import FileAccessError
from csvbridge.reader import files, read_bytes, read_file
from csvbridge.reader.files import open_bytes


def settled(path: Path, data: bytes = b"a,b\n1,2\n") -> Path:
    path.write_bytes(data)
    os.utime(path, (time.time() - 60, time.time() - 60))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(FileAccessError) as found:
        read_bytes(path)
    assert found.value.params == {"path": str(path)}
    return found.value.code


def test_a_settled_file_is_read_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.time, "sleep", lambda _: pytest.fail("waited for an old file"))
    assert read_file(settled(tmp_path / "orders.csv"), Dialect()).cells.rows() == [("1", "2")]


def test_a_fresh_file_that_stays_as_it_is_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(files.time, "sleep", waited.append)
    (tmp_path / "orders.csv").write_bytes(b"a,b\n")
    assert read_bytes(tmp_path / "orders.csv") == b"a,b\n"
    assert waited == [0.5]


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "orders.csv") == "FILE_MISSING"
    assert refusal(tmp_path) == "FILE_IS_FOLDER"


@pytest.mark.parametrize("end", [".crdownload", ".part", ".tmp", ".download"])
def test_an_unfinished_download_is_refused_by_its_name_or_its_twin(tmp_path: Path, end: str) -> None:
    assert refusal(settled(tmp_path / f"new.csv{end}")) == "FILE_GROWING"
    settled(tmp_path / f"orders.csv{end}")
    assert refusal(settled(tmp_path / "orders.csv")) == "FILE_GROWING"


def test_a_growing_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(b"a,b\n")
    timer = threading.Timer(0.2, lambda: path.write_bytes(b"a,b\n1,2\n"))
    timer.start()
    assert refusal(path) == "FILE_GROWING"
    timer.join()


@pytest.mark.parametrize(("system", "code"), [("nt", "FILE_LOCKED"), ("posix", "FILE_UNREADABLE")])
def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, code: str) -> None:
    path = settled(tmp_path / "orders.csv")

    def denied(_: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(files, "SYSTEM", system)
    monkeypatch.setattr(Path, "read_bytes", denied)
    assert refusal(path) == code


def opening(path: Path, watched: files.Watched = files.NONE_WATCHED) -> str:
    with pytest.raises(FileAccessError) as found:
        open_bytes(path, watched)
    return found.value.code


def test_an_open_file_is_read_by_ranges(tmp_path: Path) -> None:
    with open_bytes(settled(tmp_path / "orders.csv")) as data:
        assert (len(data), data[:], data[2:5], data[6:99], data[9:], data[5:2]) == (
            8,
            b"a,b\n1,2\n",
            b"b\n1",
            b"2\n",
            b"",
            b"",
        )
        data.settled()


def test_what_cannot_be_read_cannot_be_opened(tmp_path: Path) -> None:
    settled(tmp_path / "orders.csv.part")
    settled(tmp_path / "orders.csv")
    found = [opening(tmp_path / name) for name in ("missing.csv", "", "orders.csv.part", "orders.csv")]
    assert found == ["FILE_MISSING", "FILE_IS_FOLDER", "FILE_GROWING", "FILE_GROWING"]


@pytest.mark.parametrize("now", [b"a,b\n1,2\n3,4\n", b"a,b\n"], ids=["longer", "shorter"])
@pytest.mark.parametrize("large", [False, True])
def test_a_file_that_changes_while_it_is_open(
    tmp_path: Path, now: bytes, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small file is read once, when it is opened; of a large one the rest may be gone."""
    monkeypatch.setattr(files, "AT_ONCE", 0 if large else files.AT_ONCE)
    path = settled(tmp_path / "orders.csv")
    with open_bytes(path) as data:
        path.write_bytes(now)
        with pytest.raises(FileAccessError, match="FILE_GROWING"):
            data.settled()
        if large and len(now) < 8:
            with pytest.raises(FileAccessError, match="FILE_GROWING"):
                data[:]
        else:
            assert data[:] == b"a,b\n1,2\n"


def test_a_stretch_is_read_by_any_process(tmp_path: Path) -> None:
    path = settled(tmp_path / "orders.csv")
    with open_bytes(path) as data:
        stretch = pickle.loads(pickle.dumps(data.stretch(4, 7, b"head\n")))  # noqa: S301
    assert stretch.read() == b"head\n1,2"
    settled(path, b"a,b\n3,4\n5")
    with pytest.raises(FileAccessError, match="FILE_GROWING"):
        stretch.read()
    path.unlink()
    with pytest.raises(FileAccessError, match="FILE_MISSING"):
        stretch.read()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_read_whole(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(b"a,b\n1,2\n",))
    writer.start()
    with open_bytes(tmp_path / "pipe") as data:
        writer.join()
        assert (len(data), data[2:4], data.stretch(0, 2, b"x")) == (8, b"b\n", b"xa,")
        data.settled()


def test_many_fresh_files_are_watched_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(files.time, "sleep", waited.append)
    paths = [tmp_path / f"{n}.csv" for n in range(3)]
    for path in paths:
        path.write_bytes(b"a,b\n")
    watched = files.watch([*paths, tmp_path / "missing.csv", tmp_path, settled(tmp_path / "old.csv")])
    for path in paths:
        assert read_bytes(path, watched) == b"a,b\n"
        with open_bytes(path, watched) as data:
            assert data[:] == b"a,b\n"
    assert waited == [0.5]
    paths[0].write_bytes(b"a,b\n1,2\n")
    assert read_bytes(paths[0], watched) == b"a,b\n1,2\n"
    assert waited == [0.5, 0.5]
    assert files.watch([settled(path) for path in paths]) == {}
    assert waited == [0.5, 0.5]


def test_a_file_that_grew_during_the_common_pause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(b"a,b\n")
    monkeypatch.setattr(files.time, "sleep", lambda _: path.write_bytes(path.read_bytes() + b"1,2\n"))
    watched = files.watch([path])
    assert opening(path, watched) == "FILE_GROWING"
