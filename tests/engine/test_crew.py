"""Whoever works on a command's files, and whatever becomes of the others: the same outcomes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from csvbridge.engine import hands
from csvbridge.engine.crew import Crew
from csvbridge.engine.run import run
from csvbridge.errors import FileAccessError, WrongFileError
from csvbridge.reader.files import open_bytes
from csvbridge.writer import spool

from ..properties.orders import SAMPLE, document, profile

if TYPE_CHECKING:
    from collections.abc import Callable

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals")


def shop(first: int, orders: int = 3) -> bytes:
    return document([{**SAMPLE, "受付番号": f"T{first + n:04}"} for n in range(orders)])


FILES = [shop(100 * n) for n in range(6)]


def converted(crew: Crew, files: list[bytes]) -> list[bytes | None]:
    ahead = [crew.ahead(str(n), data) for n, data in enumerate(files)]
    return [crew.convert(prepared).output for prepared in ahead]


def expected(files: list[bytes]) -> list[bytes | None]:
    return [run(data, profile()).output for data in files]


class Failing(Executor):
    """Others that cannot be reached, are lost, or die over their work."""

    def __init__(self, error: Exception | None) -> None:
        self.error, self.asked = error, 0

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        self.asked += 1
        if self.error is None:
            raise OSError("nobody there")
        future: Future[Any] = Future()
        future.set_exception(self.error)
        return future


@pytest.mark.parametrize("error", [None, BrokenProcessPool("killed"), RuntimeError("lost")], ids=str)
def test_what_the_others_fail_at_is_done_here(error: Exception | None) -> None:
    others = Failing(error)
    with Crew(profile(), executor=lambda: others) as crew:
        assert converted(crew, FILES) == expected(FILES)
    assert others.asked


def test_a_job_that_is_too_large_to_go_along_is_sent_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[bool] = []
    original = hands.work

    def work(key: str, job: bytes | None, body: Any) -> object:
        sent.append(job is not None)
        return original(key, job, body)

    monkeypatch.setattr(hands, "LIGHT", 0)
    monkeypatch.setattr(hands, "_workers", {})
    monkeypatch.setattr(hands, "work", work)
    with ThreadPoolExecutor(1) as pool, Crew(profile(), executor=lambda: pool, exclude=["T0001"]) as crew:
        only = crew.ahead("", FILES[0])
        time.sleep(0.01)
        assert crew.convert(only).orders.dropped == 1
    assert sent == [False, True]


def test_a_refused_file_does_not_stop_the_others() -> None:
    files = [FILES[0], b"<html>", FILES[1]]
    with ThreadPoolExecutor(1) as pool, Crew(profile(), executor=lambda: pool) as crew:
        ahead = [crew.ahead(f"{n}.csv", data) for n, data in enumerate(files)]
        first = crew.convert(ahead[0])
        with pytest.raises(WrongFileError) as refused:
            crew.convert(ahead[1])
        assert (refused.value.code, refused.value.params["file"]) == ("FILE_HTML", "1.csv")
        assert [first.output, crew.convert(ahead[2]).output] == expected([FILES[0], FILES[1]])


def test_rejects_that_come_back_wait_for_their_copies() -> None:
    broken = document([{**SAMPLE, "受付番号": "T0001", "注文者電話番号": ""}])
    found = run(broken, profile())
    assert found.rejects
    assert found.rejects_copy
    mended = found.rejects.replace(b'"","taro@', b'"03-0000-0001","taro@')
    again = run(mended, profile(), copies=[found.rejects_copy])
    assert again.corrections
    with ThreadPoolExecutor(1) as pool, Crew(profile(), executor=lambda: pool) as crew:
        assert crew.convert(crew.ahead("", mended), copies=[found.rejects_copy]) == again


@pytest.mark.parametrize("parts", [False, True])
def test_progress_is_told_in_bytes_of_the_input(parts: bool) -> None:
    told: list[int] = []
    data = shop(0, 30)
    with Crew(profile(), size=1_500 if parts else len(data)) as crew:
        crew.convert(crew.ahead("", data), advance=told.append)
    assert sum(told) == len(data)
    assert (len(told) > 3) == parts


@pytest.mark.parametrize("change", [lambda path: path.write_bytes(shop(0, 40)), lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("size", [2_000, 1_000_000], ids=["parts", "one piece"])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, change: Callable[[Path], None], size: int) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(shop(0, 30))
    os.utime(path, (1, 1))
    with open_bytes(path) as data, Crew(profile(), size=size) as crew:
        prepared = crew.ahead("orders.csv", data)
        change(path)
        with pytest.raises(FileAccessError, match="FILE_GROWING"):
            crew.convert(prepared)


@pytest.mark.parametrize("size", [2_000, 1_000_000], ids=["parts", "one piece"])
def test_a_run_that_only_checks_keeps_no_output(tmp_path: Path, size: int) -> None:
    data, missing = shop(0, 40), tmp_path / "nowhere"
    whole = run(data, profile())
    with Crew(profile(), size=size) as crew:
        assert crew.convert(crew.ahead("", data), folder=missing, keep=False) == replace(whole, spool=None)


def test_a_large_output_waits_in_its_folder_without_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = shop(0, 40)
    monkeypatch.setattr(spool, "IN_MEMORY", 1_000)
    with Crew(profile(), size=2_000) as crew:
        found = crew.convert(crew.ahead("", data), folder=tmp_path)
        assert found.output == run(data, profile()).output
        assert not list(tmp_path.iterdir())
        with pytest.raises(FileAccessError, match="FOLDER_MISSING"):
            crew.convert(crew.ahead("", data), folder=tmp_path / "nowhere")


@POSIX
def test_processes_that_are_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was with them is done here; nobody waits for ever."""
    monkeypatch.setattr(hands, "WORTH", 1)
    data = shop(0, 120)
    with Crew(profile(), jobs=2, size=3_000) as crew:
        ahead = [crew.ahead(str(n), one) for n, one in enumerate(FILES)]
        assert active_children()
        for child in active_children():
            os.kill(child.pid or 0, signal.SIGKILL)
        assert [crew.convert(prepared).output for prepared in ahead] == expected(FILES)
        assert crew.convert(crew.ahead("", data)) == run(data, profile())


def test_two_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(hands, "WORTH", 1)
    monkeypatch.delenv(hands.THREADS, raising=False)
    rows = [{**SAMPLE, "受付番号": f"T{n:04}", "備考": "改\n行"} for n in range(60)]
    data = document([*rows, {**rows[0], "注文者名": "花子"}])
    with Crew(profile(), jobs=2, size=2_000) as crew:
        assert crew.convert(crew.ahead("", data)) == run(data, profile())
        (tmp_path / "orders.csv").write_bytes(data)
        os.utime(tmp_path / "orders.csv", (1, 1))
        with open_bytes(tmp_path / "orders.csv") as file:
            assert crew.convert(crew.ahead("", file)) == run(data, profile())
        assert converted(crew, FILES) == expected(FILES)
        assert os.environ[hands.THREADS] == "1"
    assert not active_children()
    assert hands.THREADS not in os.environ


ORPHANS = """
import os, sys
from csvbridge.engine import crew, hands
from csvbridge.profile.plan import load_profile
if __name__ == "__main__":
    hands.WORTH = 1
    crew = crew.Crew(load_profile(sys.argv[1]), jobs=2, size=1_000)
    crew.convert(crew.ahead("", open(sys.argv[2], "rb").read()))
    from multiprocessing import active_children
    print(*(child.pid for child in active_children()), flush=True)
    os.kill(os.getpid(), 9)
"""


@POSIX
def test_processes_do_not_outlive_the_one_that_started_them(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_bytes(FILES[0])
    (tmp_path / "killed.py").write_text(ORPHANS)
    command = [sys.executable, str(tmp_path / "killed.py"), "tamago-gmo-credit-request", str(tmp_path / "orders.csv")]
    killed = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    pids = [int(word) for word in killed.stdout.split()]
    assert pids
    deadline = time.monotonic() + 10
    while any(_lives(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in pids if _lives(pid)]


def _lives(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
