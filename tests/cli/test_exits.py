"""Each status has its exit code, one line of JSON that says the same, and never a traceback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from .conftest import ORDERS, REQUEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Done

    Run = Callable[..., Done]
    Small = Callable[..., Path]

LONG = "太郎太郎太郎太郎太郎太郎太郎太郎太郎太郎太郎"


def said(done: Done) -> tuple[int, str, str | None]:
    """Exit, status and reason of the JSON line, which is ASCII and equals the exit of the process."""
    summary = json.loads(done.out.decode("ascii"))
    assert summary["exit"] == done.exit
    for counts in (summary["rows"], summary["orders"]):
        assert counts["read"] == counts["dropped"] + counts["accepted"] + counts["rejected"]
    assert "Traceback" not in done.err
    return summary["exit"], summary["status"], summary["reason"]


def test_ok(run: Run, small: Small) -> None:
    assert said(run("convert", *REQUEST, small(), "-o", "x.csv", "--json")) == (0, "ok", None)


def test_partial(run: Run, tmp_path: Path) -> None:
    done = run("convert", *REQUEST, ORDERS, "-o", "x.csv", "--json")
    assert said(done) == (3, "partial", None)
    assert done.err.splitlines()[-1] == "21 orders, 163,920 yen written; 1 to fix; 8 not for this target"
    assert bytes.fromhex("FBFC") in (tmp_path / "x.csv").read_bytes()


def test_empty_and_none_kept(run: Run, small: Small, tmp_path: Path) -> None:
    assert said(run("convert", *REQUEST, small(rows=0), "-o", "x.csv", "--json")) == (4, "empty", None)
    cards = small(GMO後払い="クレジットカード")
    assert said(run("convert", *REQUEST, cards, "-o", "x.csv", "--json")) == (4, "none-kept", None)
    assert not (tmp_path / "x.csv").exists()


def test_all_rejected(run: Run, small: Small, tmp_path: Path) -> None:
    wrong = small(太郎=LONG, 花子=LONG)
    assert said(run("convert", *REQUEST, wrong, "-o", "x.csv", "--json")) == (5, "all-rejected", None)
    assert not (tmp_path / "x.csv").exists()
    assert (tmp_path / "x.rejects.csv").exists()


def test_abort_writes_nothing(run: Run, small: Small, tmp_path: Path) -> None:
    done = run("convert", *REQUEST, small(太郎=LONG), "-o", "x.csv", "--json", "--on-reject", "abort")
    assert said(done) == (5, "all-rejected", None)
    assert json.loads(done.out)["orders"] == {"read": 2, "dropped": 0, "accepted": 0, "rejected": 2}
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize(("fail_on", "exit_"), [("reject", 0), ("warning", 3), ("never", 0)])
def test_fail_on_with_warnings_only(run: Run, small: Small, fail_on: str, exit_: int) -> None:
    done = run("convert", *REQUEST, small(), "--dry-run", "--json", "--fail-on", fail_on)
    assert said(done) == (exit_, "ok", None)
    assert json.loads(done.out)["warnings"] == {"TEMPLATE_TARGET": 1}


def test_fail_on_never_keeps_the_status(run: Run) -> None:
    assert said(run("validate", *REQUEST, ORDERS, "--json", "--fail-on", "never")) == (0, "partial", None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>login</body></html>", "html"),
        (b"PK\x03\x04xl/worksheets", "excel"),
        ("番号,合計\r\n1,2\r\n".encode("cp932"), "header"),
    ],
)
def test_wrong_file(run: Run, tmp_path: Path, content: bytes, reason: str) -> None:
    done = run("convert", *REQUEST, "-", "-o", "x.csv", "--json", stdin=content)
    assert said(done) == (7, "wrong-file", reason)
    report = json.loads((tmp_path / "x.report.json").read_text("utf-8"))
    assert report["summary"]["reason"] == reason
    assert [finding["severity"] for finding in report["findings"]] == ["error"]


def test_unreadable_records_alone_are_partial(run: Run, small: Small, tmp_path: Path) -> None:
    path = small()
    path.write_bytes(path.read_bytes() + b'"only","two"\r\n')
    done = run("convert", *REQUEST, "-", "-o", "x.csv", "--json", stdin=path.read_bytes())
    assert done.exit in (3, 5)
    assert json.loads(done.out)["records"] == {"unreadable": 1}
    assert (tmp_path / "x.unreadable.csv").read_bytes() == b'"only","two"\r\n'


@pytest.mark.parametrize(
    ("args", "code", "exit_"),
    [
        (("convert", "--lockup"), "USAGE", 2),
        (("convrt",), "USAGE", 2),
        (("convert", "--fail-on", "often"), "USAGE", 2),
        (("convert", "a.csv"), "PROFILE_NOT_GIVEN", 2),
        (("convert", *REQUEST, "a.csv", "b.csv"), "SEVERAL_INPUTS", 2),
        (("convert", *REQUEST, "--from", "tamago-repeat/orders", "a.csv"), "OPTION_CONFLICT", 2),
        (("convert", "--from", "tamago-repeat/orders", "a.csv"), "TARGET_NOT_GIVEN", 2),
        (("convert", "-p", "tamago-repeat/orders", "a.csv"), "TARGET_NOT_GIVEN", 2),
        (("convert", *REQUEST, "a.csv", "--json"), "JSON_NEEDS_FILE", 2),
        (("convert", *REQUEST, "a.csv", "--json", "-o", "-"), "JSON_NEEDS_FILE", 2),
        (("convert", *REQUEST, "a.csv", "-o", "a.csv"), "INPUT_IS_OUTPUT", 2),
        (("convert", *REQUEST, "x.rejects.csv", "-o", "x.csv"), "INPUT_IS_OUTPUT", 2),
        (("convert", *REQUEST, ORDERS, "-o", "x.csv", "--report", "./x.csv"), "SAME_PLACE", 2),
        (("convert", *REQUEST, ORDERS, "--lookup", "a.csv"), "LOOKUP_SYNTAX", 2),
        (("convert", *REQUEST, ORDERS, "--lookup", "results=a.csv"), "LOOKUP_UNKNOWN", 2),
        (("convert", "-p", "tamago-gmo-shipping-report", "a.csv"), "LOOKUP_MISSING", 2),
        (("convert", *REQUEST, ORDERS, "--profiles", "no-such"), "PROFILES_FOLDER_MISSING", 2),
        (("explain", "REQIRED"), "CODE_UNKNOWN", 2),
        (("convert", "-p", "no-such", "a.csv"), "PROFILE_MISSING", 6),
        (("convert", *REQUEST, ORDERS, "--require-confirmed"), "REQUIRE_CONFIRMED", 6),
        (("convert", *REQUEST, "missing.csv"), "FILE_MISSING", 8),
        (("convert", *REQUEST, ORDERS, "-o", "no/such/x.csv"), "FOLDER_MISSING", 8),
    ],
)
def test_what_stops_a_run(run: Run, args: tuple[str, ...], code: str, exit_: int) -> None:
    done = run(*args)
    first, *rest = done.err.splitlines()
    assert (done.exit, done.out) == (exit_, b"")
    assert first.startswith(f"error[{code}]: ")
    assert any(line.startswith("   = help: ") for line in rest)
    assert "Traceback" not in done.err


def test_input_of_a_terminal_is_refused() -> None:
    import os
    import pty
    import subprocess
    import sys

    master, slave = pty.openpty()
    command = [sys.executable, "-m", "csvbridge", "convert", *REQUEST]
    done = subprocess.run(command, stdin=slave, capture_output=True, check=False, env={**os.environ})
    os.close(master)
    os.close(slave)
    assert done.returncode == 2
    assert b"INPUT_TERMINAL" in done.stderr


def test_a_bug_is_one_line_and_a_log(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    import csvbridge.cli as cli

    def fail(_: object) -> int:
        raise RuntimeError("090-0000-0001")

    monkeypatch.setattr("csvbridge.cli._run.run", fail)
    monkeypatch.setattr(sys, "argv", ["csvbridge", "convert", *REQUEST, str(ORDERS)])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    told = capsys.readouterr().err
    assert stop.value.code == 70
    assert "error[CRASH]" in told
    assert "090" not in told
    assert len(told.splitlines()) == 1
