"""Two robots at one output: the second is told whose turn it is; a killed one holds nothing."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csvbridge.errors import FileAccessError
from csvbridge.writer.lock import Owner, lock_path, locked, owner_of

from .conftest import REQUEST, status_of

if TYPE_CHECKING:
    from .conftest import Run

LOCK = import_module("csvbridge.writer.lock")
HOLD = """
import sys, time
from pathlib import Path
from csvbridge.writer.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(output: Path) -> subprocess.Popen[bytes]:
    """A process that holds the lock of an output until it is killed."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(output)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def test_the_file_names_its_owner_and_goes(tmp_path: Path) -> None:
    path = lock_path(tmp_path / "gmo.csv")
    with locked(tmp_path / "gmo.csv"):
        owner = owner_of(path)
        assert owner is not None
        assert (owner.pid, owner.host) == (os.getpid(), socket.gethostname())
        assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == []


def test_it_goes_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), locked(tmp_path / "gmo.csv"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_the_second_robot_is_refused_and_touches_nothing(run: Run, shop: Path) -> None:
    run(*REQUEST, "orders.csv", "-o", "gmo.csv")
    process = holder(shop / "gmo.csv")
    try:
        ran = run(*REQUEST, "orders.csv", "-o", "gmo.csv", "--status-file", "s.txt")
        other = run(*REQUEST, "orders.csv", "-o", "other.csv")
    finally:
        process.kill()
        process.wait()
    assert (ran.exit, sorted(ran.files)) == (8, ["s.txt"])
    assert f"「gmo.csv」は別の実行が処理中です（{socket.gethostname()} のプロセス {process.pid}、20" in ran.stderr
    assert status_of(shop / "s.txt")["status"] == "io"
    assert other.exit == 3


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_robot_holds_nothing(run: Run, shop: Path, end: signal.Signals) -> None:
    process = holder(shop / "gmo.csv")
    process.send_signal(end)
    process.wait()
    assert lock_path(shop / "gmo.csv").exists()
    assert run(*REQUEST, "orders.csv", "-o", "gmo.csv").exit == 3
    assert not lock_path(shop / "gmo.csv").exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"pid": 1}'])
def test_an_unsigned_file_of_a_killed_robot_is_taken_over(tmp_path: Path, content: bytes) -> None:
    lock_path(tmp_path / "gmo.csv").write_bytes(content)
    with locked(tmp_path / "gmo.csv"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_of_another_computer_stays(run: Run, shop: Path) -> None:
    path = lock_path(shop / "gmo.csv")
    path.write_text(json.dumps(Owner(1, "robot-2", "2026-11-21T01:00:00+00:00")._asdict()), "utf-8")
    ran = run(*REQUEST, "orders.csv", "-o", "gmo.csv")
    assert (ran.exit, "robot-2 のプロセス 1" in ran.stderr, ".gmo.csv.csvbridge-lock」を消して" in ran.stderr) == (
        8,
        True,
        True,
    )
    assert path.exists()
    path.unlink()
    assert run(*REQUEST, "orders.csv", "-o", "gmo.csv").exit == 3


def test_of_eight_at_once_one_works_at_a_time(shop: Path) -> None:
    command = [sys.executable, "-m", "csvbridge", *REQUEST, "orders.csv", "-o", "out/gmo.csv", "-q"]
    started = [subprocess.Popen(command, cwd=shop, stderr=subprocess.PIPE) for _ in range(4)]
    told = [process.communicate()[1].decode() for process in started]
    assert {process.returncode for process in started} <= {3, 8}
    assert 3 in {process.returncode for process in started}
    assert all("FILE_BUSY" in text for process, text in zip(started, told, strict=True) if process.returncode == 8)
    names = {path.name for path in (shop / "out").iterdir()} - {"gmo.previous.csv", ".gmo.rejects.csv.csvbridge"}
    assert names == {"gmo.csv", "gmo.report.json", "gmo.rejects.csv"}


def test_a_drive_without_locks_asks_for_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def unsupported(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    path = lock_path(tmp_path / "gmo.csv")
    path.write_text(json.dumps(Owner(os.getppid(), socket.gethostname(), "x")._asdict()), "utf-8")
    with pytest.raises(FileAccessError, match="FILE_BUSY"), locked(tmp_path / "gmo.csv"):
        pass
    path.write_text(json.dumps(Owner(2**22 + 1, socket.gethostname(), "x")._asdict()), "utf-8")
    with locked(tmp_path / "gmo.csv"):
        pass


def test_windows_holds_the_file_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There an open file cannot be removed; here that is substituted."""
    monkeypatch.setattr(LOCK, "WINDOWS", True)
    path = lock_path(tmp_path / "gmo.csv")
    path.write_text(json.dumps(Owner(7, socket.gethostname(), "9:00")._asdict()), "utf-8")
    with locked(tmp_path / "gmo.csv"):
        owner = owner_of(path)
        assert owner is not None
        assert owner.pid == os.getpid()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", _in_use)
            with pytest.raises(FileAccessError) as refused, locked(tmp_path / "gmo.csv"):
                pass
            assert (refused.value.code, refused.value.params["pid"]) == ("FILE_BUSY", os.getpid())
    assert list(tmp_path.iterdir()) == []


def _in_use(*_: object, **__: object) -> None:
    raise PermissionError(13, "in use")


def test_two_locks_of_two_outputs(tmp_path: Path) -> None:
    with ExitStack() as stack:
        for name in ("gmo.csv", "other.csv"):
            stack.enter_context(locked(tmp_path / name))
        assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_takes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LOCK.os, "open", lambda *_: _in_use())
    with pytest.raises(FileAccessError, match="WRITE_DENIED"), locked(tmp_path / "gmo.csv"):
        pass
