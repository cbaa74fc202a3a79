"""When a file can be read at all."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from csvbridge.dialect import Dialect
from csvbridge.errors import FileAccessError
from csvbridge.reader import files, read_bytes, read_file


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
