"""--status-file and --mail-text: there after every exit, true, and never those of an earlier run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from csvbridge.report.language import say
from csvbridge.report.mail import mail_text
from csvbridge.report.summary import Counts, Summary
from csvbridge.report.terminal import Talk

from .conftest import REQUEST, status_of

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run

CHANNELS = ("--status-file", "s.txt", "--mail-text", "m.txt")
LONG = "太郎" * 11


def orders(shop: Path, name: str = "orders.csv", rows: int = 3, **replaced: str) -> str:
    """The first orders of the example in a file of their own, with texts replaced."""
    text = "\r\n".join([*(shop / "orders.csv").read_bytes().decode("cp932").split("\r\n")[: rows + 1], ""])
    for old, new in replaced.items():
        text = text.replace(old, new)
    (shop / name).write_bytes(text.encode("cp932"))
    os.utime(shop / name, (0, 0))
    return name


def mail_of(shop: Path) -> list[str]:
    """The lines of the mail."""
    return (shop / "m.txt").read_bytes().decode("cp932").split("\r\n")


def test_the_keys_and_their_order(run: Run, shop: Path) -> None:
    assert run(*REQUEST, "orders.csv", "-o", "out/gmo.csv", *CHANNELS).exit == 3
    assert status_of(shop / "s.txt") == {
        "status": "partial",
        "exit": "3",
        "reason": "",
        "output": "out/gmo.csv",
        "rejects": "out/gmo.rejects.csv",
        "accepted": "21",
        "rejected": "1",
        "dropped": "8",
        "warnings": "1",
        "amount": "163920",
    }


@pytest.mark.parametrize(
    ("args", "made", "exit_", "status", "reason"),
    [
        ((), {"name": "day.csv"}, 0, "ok", ""),
        ((), {"name": "day.csv", "太郎": LONG}, 3, "partial", ""),
        ((), {"name": "day.csv", "太郎": LONG, "花子": LONG}, 5, "all-rejected", ""),
        (("--on-reject", "abort"), {"name": "day.csv", "太郎": LONG}, 5, "all-rejected", ""),
        ((), {"name": "day.csv", "rows": 0}, 4, "empty", ""),
        ((), {"name": "day.csv", "GMO後払い": "クレジットカード"}, 4, "none-kept", ""),
        (("--lookup", "x"), {"name": "day.csv"}, 2, "usage", ""),
        (("--lockup",), {"name": "day.csv"}, 2, "usage", ""),
        (("second.csv",), {"name": "day.csv"}, 2, "usage", ""),
        (("--require-confirmed",), {"name": "day.csv"}, 6, "profile", ""),
        ((), {"name": "day.csv", "受付番号": "番号"}, 7, "wrong-file", "header"),
        (("--exclude", "no-such.txt"), {"name": "day.csv"}, 8, "io", ""),
    ],
    ids=str,
)
def test_both_are_there_after_every_exit(
    run: Run, shop: Path, args: tuple[str, ...], made: dict[str, str], exit_: int, status: str, reason: str
) -> None:
    (shop / "s.txt").write_bytes(b"status=ok\r\nexit=0\r\n")
    assert run(*REQUEST, orders(shop, **made), "-o", "gmo.csv", *CHANNELS, *args).exit == exit_  # type: ignore[arg-type]
    told = status_of(shop / "s.txt")
    assert (told["exit"], told["status"], told["reason"]) == (str(exit_), status, reason)
    assert (shop / "gmo.csv").exists() == (exit_ in (0, 3)) == bool(told["output"])
    first, blank, *rest = mail_of(shop)
    assert first.startswith("CSV変換の結果: ")
    assert first.endswith(f"（終了コード {exit_}）")
    assert blank == ""
    assert rest[-2].startswith("次にすること: ")


def test_a_bug_is_told_too(run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from csvbridge.engine import run as engine

    def fail(*_: object) -> None:
        raise ValueError("03-0000-0001")

    monkeypatch.setattr(engine, "locate", fail)
    assert run(*REQUEST, "orders.csv", "-o", "gmo.csv", *CHANNELS).exit == 70
    assert status_of(shop / "s.txt")["status"] == "bug"
    assert "03-0000" not in "".join(mail_of(shop))


def test_validate_has_them_too(run: Run, shop: Path) -> None:
    assert run("validate", "-p", "tamago-gmo-credit-request", "orders.csv", *CHANNELS).exit == 3
    told = status_of(shop / "s.txt")
    assert (told["status"], told["output"], told["accepted"]) == ("partial", "", "21")


def test_the_mail_names_orders_and_no_cell(run: Run, shop: Path) -> None:
    run(*REQUEST, "orders.csv", "-o", "gmo.csv", *CHANNELS)
    lines = mail_of(shop)
    assert lines[0] == "CSV変換の結果: 一部の注文は要修正です（終了コード 3）"
    assert lines[2] == "21件 163,920円を出力、1件 要修正、8件 対象外"
    assert "要修正ファイル: gmo.rejects.csv（個人情報を含むため添付していません）" in lines
    assert "　受付番号: T0001217" in lines
    assert not any(cell in line for line in lines for cell in ("見本見本", "@example", "03-0000"))


def test_orders_of_one_cause_stand_together(run: Run, shop: Path) -> None:
    run(*REQUEST, orders(shop, "day.csv", 太郎=LONG, 花子=LONG), "-o", "gmo.csv", *CHANNELS)
    assert "　受付番号: T0001201、T0001202" in mail_of(shop)


def test_an_earlier_one_is_gone_while_the_run_works(run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from csvbridge.cli import _run

    (shop / "s.txt").write_bytes(b"status=ok\r\n")
    seen = []
    real = _run.done_of
    monkeypatch.setattr(_run, "done_of", lambda *given: (seen.append((shop / "s.txt").exists()), real(*given))[1])
    run(*REQUEST, "orders.csv", "-o", "gmo.csv", *CHANNELS)
    assert seen == [False]


@pytest.mark.parametrize("option", ["--status-file", "--mail-text"])
def test_a_slip_costs_no_file(run: Run, shop: Path, option: str) -> None:
    before = (shop / "orders.csv").read_bytes()
    foreign = run(*REQUEST, "orders.csv", "-o", "gmo.csv", option, "credit-result.csv")
    own = run(*REQUEST, "orders.csv", "-o", "gmo.csv", option, "orders.csv")
    same = run(*REQUEST, "orders.csv", "-o", "gmo.csv", option, "gmo.csv")
    assert [ran.exit for ran in (foreign, own, same)] == [2, 2, 2]
    assert "error[CHANNEL_FOREIGN]" in foreign.stderr
    assert "error[INPUT_IS_OUTPUT]" in own.stderr
    assert "error[SAME_PLACE]" in same.stderr
    assert (foreign.files, own.files, same.files) == ({}, {}, {})
    assert (shop / "orders.csv").read_bytes() == before


def test_a_status_that_cannot_be_written_leaves_no_output(
    run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from csvbridge.cli._channels import Channels
    from csvbridge.errors import FileAccessError

    def fail(*_: object) -> None:
        raise FileAccessError("DISK_FULL", path="s.txt")

    monkeypatch.setattr(Channels, "put", fail)
    ran = run(*REQUEST, "orders.csv", "-o", "gmo.csv", *CHANNELS)
    assert (ran.exit, sorted(path for path in ran.files if "csvbridge" not in path)) == (8, ["gmo.report.json"])
    monkeypatch.undo()
    assert run(*REQUEST, "orders.csv", "-o", "gmo.csv", *CHANNELS).exit == 3


def test_a_folder_that_is_not_there(run: Run) -> None:
    ran = run(*REQUEST, "orders.csv", "-o", "gmo.csv", "--status-file", "no/s.txt")
    assert (ran.exit, "error[FOLDER_MISSING]" in ran.stderr) == (8, True)


def test_characters_that_cp932_lacks_are_code_points() -> None:
    from csvbridge.report.status import status_file

    done = Summary("ok", 0, output="𠮷.csv", orders=Counts(1, 0, 1))
    assert b"output=U+20BB7.csv\r\n" in status_file(done)


def test_many_orders_and_causes_end_in_a_count() -> None:
    from csvbridge.codes import lookup
    from csvbridge.findings import Finding

    many = [Finding("NO_ITEMS", "error", order=f"T{n}") for n in range(60)]
    many += [Finding("REQUIRED", "error", order="T1", params={"column": f"列{n}"}) for n in range(30)]
    text = mail_text(Summary("all-rejected", 5, orders=Counts(60, 0, 0, 60)), many, Talk("x.csv", "ja"))
    assert "、T49 ほか10件" in text
    assert "・ほかに11種類あります（結果報告を見てください）" in text
    assert f"・{say(lookup('NO_ITEMS').message, {}, 'ja')}（NO_ITEMS）" in text
