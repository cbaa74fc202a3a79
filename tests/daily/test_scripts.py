"""The daily scripts: their bytes, that the three say the same, and a day with the one that runs here."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ..support import REPOSITORY, copy_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Start = Callable[..., tuple[int, str]]

DAILY = REPOSITORY / "examples" / "daily"
BAT, PS1, SH = (DAILY / f"run-daily.{kind}" for kind in ("bat", "ps1", "sh"))
EXITS = ("0", "2", "3", "4", "5", "6", "7", "8", "70")


def lines(path: Path, encoding: str) -> list[str]:
    """The lines of a script whose every line ends with CRLF."""
    text = path.read_bytes().decode(encoding)
    assert text.endswith("\r\n")
    assert text.count("\r\n") == text.count("\n") == text.count("\r")
    return text.split("\r\n")


def test_the_batch_file_is_what_cmd_reads() -> None:
    found = lines(BAT, "cp932")
    assert found[0] == "@echo off"
    assert 'cd /d "%~dp0" || exit /b 8' in found
    assert "set RC=%ERRORLEVEL%" in found
    assert [line for line in found if not line.isascii() and not line.startswith("rem ")] == []
    assert not any(char.encode("cp932")[1:] == b"|" for line in found for char in line)


def test_labels_of_the_batch_file_are_there() -> None:
    text = BAT.read_bytes().decode("cp932")
    labels = re.findall(r"^:(\w+)", text, re.MULTILINE)
    assert len(labels) == len(set(labels))
    assert set(re.findall(r"(?:goto |call :)(\w+)", text)) <= set(labels)
    assert "errorlevel 1" not in text.lower()


def test_codes_of_the_batch_file_are_compared_as_words() -> None:
    text = BAT.read_bytes().decode("cp932")
    assert set(re.findall(r"%RC%==(\d+)", text)) == set(EXITS) - {"70"}
    assert re.search(r"%RC% (GEQ|GTR|EQU)", text) is None


def test_the_powershell_script_is_what_windows_powershell_reads() -> None:
    assert PS1.read_bytes().startswith(b"\xef\xbb\xbf")
    code = [line for line in lines(PS1, "utf-8-sig") if not line.lstrip().startswith("#")]
    assert not any(re.search(r"(?<![$-])[|>]", line) for line in code)
    assert "Set-Location -LiteralPath $PSScriptRoot" in code


def test_the_shell_script_is_executable_and_for_any_shell() -> None:
    assert SH.read_bytes().startswith(b"#!/bin/sh\n")
    assert b"\r" not in SH.read_bytes()
    assert SH.stat().st_mode & 0o111
    assert subprocess.run(["sh", "-n", str(SH)], check=False).returncode == 0


def test_git_leaves_the_bytes_alone() -> None:
    assert {"*.bat -text", "*.ps1 -text", "*.sh text eol=lf"} <= set((DAILY / ".gitattributes").read_text().split("\n"))


def commands() -> dict[str, dict[str, list[str]]]:
    """By script and flow, the words that it gives to csvbridge convert."""
    bat = re.findall(r'"%FLOW%"=="(\w+)" set ARGS=(.*)', lines_of(BAT, "cp932"))
    ps1 = re.findall(r"^ +(\w+) = @\((.*)\)", lines_of(PS1, "utf-8-sig"), re.MULTILINE)
    sh = re.findall(r"^ +(\w+)\) set -- \w+ (.*) ;;", SH.read_text("utf-8"), re.MULTILINE)
    return {
        "bat": {flow: words.replace("\\", "/").split() for flow, words in bat},
        "ps1": {flow: re.findall("'([^']*)'", words.replace("\\", "/")) for flow, words in ps1},
        "sh": {flow: shlex.split(words) for flow, words in sh},
    }


def lines_of(path: Path, encoding: str) -> str:
    """A script's text with LF."""
    return path.read_bytes().decode(encoding).replace("\r\n", "\n")


def test_the_three_run_the_same_commands() -> None:
    found = commands()
    assert list(found["sh"]) == ["request", "result", "report"]
    assert found["bat"] == found["ps1"] == found["sh"]


@pytest.mark.parametrize(
    ("path", "encoding"), [(BAT, "cp932"), (PS1, "utf-8-sig"), (SH, "utf-8")], ids=["bat", "ps1", "sh"]
)
def test_each_knows_every_exit_code_and_tells_nobody_of_a_quiet_day(path: Path, encoding: str) -> None:
    text = lines_of(path, encoding)
    for code in ("0", "3", "4", "5", "7", "8"):
        assert re.search(rf"(%RC%=={code} |^ +{code}\)|^ +{code} \{{)", text, re.MULTILINE), code
    assert re.search(r"70[, ]+8[, ]+7[, ]+6[, ]+2[, ]+5[, ]+3[, ]+0[, ]+4", text)
    for word in ("html", "empty", "download again later", "--status-file", "--mail-text", "nothing to do"):
        assert word in text


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A shop's folder with the script, and csvbridge as a program of its own."""
    folder = tmp_path / "後払い 店"
    folder.mkdir()
    shutil.copy2(SH, folder)
    (folder / "download").mkdir()
    program = folder / "csvbridge"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m csvbridge "$@"\n', "utf-8")
    program.chmod(0o755)
    return folder


@pytest.fixture
def day(shop: Path) -> Start:
    """Run the script from another folder, as cron does."""

    def start(*words: str, **env: str) -> tuple[int, str]:
        done = subprocess.run(
            [str(shop / "run-daily.sh"), *words],
            cwd="/",
            env={**os.environ, "CSVBRIDGE": str(shop / "csvbridge"), "WAIT_SECONDS": "0", **env},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout

    return start


def download(shop: Path, *names: str) -> None:
    """What the robot has fetched."""
    copy_in(REPOSITORY / "examples" / "tamago-gmo", shop / "download")
    for path in (shop / "download").iterdir():
        if path.name not in names:
            path.unlink()


def test_a_day(day: Start, shop: Path) -> None:
    download(shop, "orders.csv")
    assert day("request") == (3, "upload: upload/request.csv\nstaff: read upload/request.mail.txt\n")
    code, told = day("uploaded", "upload/request.csv")
    assert (code, told.startswith("moved to sent/request/request-")) == (0, True)
    assert not (shop / "upload" / "request.csv").exists()
    assert day("request")[0] == 5, "what went out is left out, the rejected order is still there"

    download(shop, "credit-result.csv")
    assert day("result") == (0, "upload: upload/result.csv\n")
    assert len(list((shop / "results").iterdir())) == 1
    assert day("uploaded", "upload/result.csv")[0] == 0

    download(shop, "shipped-orders.csv")
    code, told = day("report")
    assert (code, told.split("\n")[0]) == (3, "upload: upload/report.csv")
    assert day("uploaded", "upload/report.csv")[0] == 0
    assert day("report")[0] in (4, 5)
    assert sorted(path.name for path in (shop / "sent").rglob("*.csv")) == sorted(
        path.name for path in (shop / "sent").glob("*/re*-20*.csv")
    )


def test_without_a_word_all_three_run_and_the_worst_counts(day: Start, shop: Path) -> None:
    download(shop, "orders.csv", "credit-result.csv", "shipped-orders.csv")
    assert day()[0] == 3
    assert {path.name for path in (shop / "upload").glob("*.csv") if "rejects" not in path.name} >= {
        "request.csv",
        "result.csv",
        "report.csv",
    }
    (shop / "download" / "orders.csv").write_bytes(b"<html>maintenance</html>")
    code, told = day()
    assert (code, "request: download again later" in told) == (7, True)
    assert not (shop / "upload" / "request.csv").exists()


def test_a_held_order_stays_at_home(day: Start, shop: Path) -> None:
    download(shop, "orders.csv")
    (shop / "hold.txt").write_bytes(b"T0001202\r\n")
    day("request")
    assert b"T0001202" not in (shop / "upload" / "request.csv").read_bytes()


ODD = {
    "empty day": (b"header", 4, "request: nothing to do\n"),
    "maintenance page": (b"<html></html>", 7, "request: download again later\n"),
    "no bytes": (b"", 7, "request: download again later\n"),
    "another header": (b'"a","b"\r\n1,2\r\n', 7, "maintainer: read upload/request.mail.txt\n"),
}


@pytest.mark.parametrize(("content", "code", "told"), ODD.values(), ids=ODD.keys())
def test_odd_days(day: Start, shop: Path, content: bytes, code: int, told: str) -> None:
    download(shop, "orders.csv")
    path = shop / "download" / "orders.csv"
    path.write_bytes(path.read_bytes().split(b"\r\n")[0] + b"\r\n" if content == b"header" else content)
    assert day("request") == (code, told)


def test_what_is_missing_is_tried_three_times(day: Start, shop: Path) -> None:
    (shop / "csvbridge").write_text('#!/bin/sh\necho x >> "$(dirname "$0")/tries"\nexit 8\n', "utf-8")
    assert day("request") == (8, "staff: read upload/request.mail.txt\n")
    assert (shop / "tries").read_text() == "x\n" * 3


@pytest.mark.parametrize(("code", "expected"), [("2", 2), ("6", 6), ("70", 70), ("1", 70), ("141", 70)])
def test_what_only_a_maintainer_can_mend(day: Start, shop: Path, code: str, expected: int) -> None:
    (shop / "csvbridge").write_text(f"#!/bin/sh\nexit {code}\n", "utf-8")
    assert day("request", "report") == (
        expected,
        "maintainer: read upload/request.mail.txt\nmaintainer: read upload/report.mail.txt\n",
    )


def test_csvbridge_that_cannot_be_started(day: Start, shop: Path) -> None:
    assert day("request", CSVBRIDGE="no-such-program")[0] == 70


@pytest.mark.parametrize(
    ("words", "code"), [(("orders",), 2), (("uploaded", "x.csv"), 2), (("uploaded", "upload/request.csv"), 8)]
)
def test_wrong_words(day: Start, words: tuple[str, ...], code: int) -> None:
    assert day(*words)[0] == code
