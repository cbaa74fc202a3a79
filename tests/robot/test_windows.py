"""What differs on Windows, by substitution: names, locked files, rights, the console's code page."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any

import pytest

from csvbridge.writer.beside import beside
from csvbridge.writer.lock import lock_path

from .conftest import REQUEST, status_of

if TYPE_CHECKING:
    from .conftest import Run

PLACE = import_module("csvbridge.writer.place")
FILES = import_module("csvbridge.reader.files")


@pytest.mark.parametrize("folder", ["後払い 提出用", "Program Files (x86)", "100%&!^", "ソ能表"])
def test_names_that_scripts_trip_over(run: Run, shop: Path, folder: str) -> None:
    (shop / folder).mkdir()
    (shop / "orders.csv").rename(shop / folder / "受注 一覧.csv")
    status = f"{folder}/結果.txt"
    given = (f"{folder}/受注 一覧.csv", "-o", f"{folder}/提出 用/後払い.csv", "--status-file", status)
    assert run(*REQUEST, *given).exit == 3
    told = status_of(shop / status)
    assert told["output"] == f"{folder}/提出 用/後払い.csv"
    assert (shop / told["output"]).is_file()
    assert (shop / told["rejects"]).is_file()


def test_names_beside_an_output_on_a_server() -> None:
    names = beside(PureWindowsPath(r"\\server\後払い\gmo.csv"))  # type: ignore[arg-type]
    assert str(names.report) == r"\\server\後払い\gmo.report.json"
    assert str(names.rejects) == r"\\server\後払い\gmo.rejects.csv"
    assert str(lock_path(names.output)) == r"\\server\後払い\.gmo.csv.csvbridge-lock"


def test_a_file_that_excel_holds_is_tried_again(run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = ["gmo.csv"] * 2
    real = Path.replace

    def replace(origin: Path, target: Path) -> Path:
        if Path(target).name in held:
            held.pop()
            raise PermissionError(13, "in use")
        return real(origin, target)

    monkeypatch.setattr(PLACE, "WINDOWS", True)
    monkeypatch.setattr(Path, "replace", replace)
    assert run(*REQUEST, "orders.csv", "-o", "gmo.csv").exit == 3
    assert held == []


def test_a_file_that_stays_open_is_named(run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_use(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(PLACE, "WINDOWS", True)
    monkeypatch.setattr(PLACE, "RETRY_SECONDS", 0.2)
    monkeypatch.setattr(Path, "replace", in_use)
    ran = run(*REQUEST, "orders.csv", "-o", "gmo.csv")
    assert (ran.exit, "Excel で開いたままではありませんか" in ran.stderr) == (8, True)
    assert not list(shop.glob(".*.tmp"))


def test_an_earlier_status_that_stays_open_stops_the_run_before_it_starts(
    run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if path.name == "s.txt":
            raise PermissionError(13, "in use")
        real(path, missing_ok=missing_ok)

    (shop / "s.txt").write_bytes(b"status=ok\r\n")
    monkeypatch.setattr(Path, "unlink", unlink)
    ran = run(*REQUEST, "orders.csv", "-o", "gmo.csv", "--status-file", "s.txt")
    assert (ran.exit, "error[FILE_LOCKED_OUTPUT]" in ran.stderr) == (8, True)
    assert not (shop / "gmo.csv").exists()


def test_an_input_that_another_program_locks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def open_(path: Path, *given: Any, **named: Any) -> Any:
        if path == Path("orders.csv"):
            raise PermissionError(13, "in use")
        return real(path, *given, **named)

    monkeypatch.setattr(FILES, "SYSTEM", "nt")
    monkeypatch.setattr(Path, "open", open_)
    ran = run(*REQUEST, "orders.csv", "-o", "gmo.csv")
    assert (ran.exit, "error[FILE_LOCKED]" in ran.stderr) == (8, True)


def test_no_folder_is_flushed_there(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    real = os.open
    monkeypatch.setattr(PLACE, "WINDOWS", True)
    monkeypatch.setattr(PLACE.os, "open", lambda path, *more, **kw: (opened.append(path), real(path, *more, **kw))[1])
    assert run(*REQUEST, "orders.csv", "-o", "gmo.csv").exit == 3
    assert not [path for path in opened if Path(str(path)).is_dir()]


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "cp1252"])
def test_messages_on_any_console(shop: Path, encoding: str) -> None:
    (shop / "𠮷 髙.csv").write_bytes((shop / "orders.csv").read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "csvbridge", *REQUEST, "𠮷 髙.csv", "-o", "gmo.csv"],
        cwd=shop,
        env={**os.environ, "CSVBRIDGE_LANG": "ja", "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    told = done.stderr.decode(encoding)
    assert done.returncode == 3
    assert "U+20BB7" in told
    assert ("髙" in told) is (encoding == "cp932")
    assert "?" not in told.replace("?)", "")
