"""`--fix safe` on the command line: the list beside the output, what is told, what is refused."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

import pytest

from ..support import LONG_AGO, REPOSITORY, run_cli

if TYPE_CHECKING:
    from pathlib import Path

CASE = REPOSITORY / "tests" / "errors" / "FIXED"
CONVERT = ("convert", "-p", "tamago-gmo-credit-request", "orders.csv", "-o", "gmo.csv")
LOST, RESTORED = "9000001234", "09000001234"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "orders.csv").write_bytes((CASE / "orders.csv").read_bytes())
    os.utime(tmp_path / "orders.csv", (LONG_AGO, LONG_AGO))
    return tmp_path


def test_without_it_the_suggestion_says_how(shop: Path) -> None:
    ran = run_cli([*CONVERT, "--show-values"], shop)
    assert ran.exit == 5
    assert f"   |  {LOST}\n   = 候補: 「{RESTORED}」（--fix safe で直せます）\n" in ran.stderr
    assert "gmo.corrections.csv" not in ran.files


def test_the_list_stands_beside_the_output_and_is_named(shop: Path) -> None:
    ran = run_cli([*CONVERT, "--fix", "safe"], shop)
    assert ran.exit == 0
    assert "カートにも入力する修正の一覧: gmo.corrections.csv" in ran.stderr
    listed = ran.files["gmo.corrections.csv"].decode("utf-8-sig")
    assert listed.splitlines()[1:] == [f'"T0001201","注文者電話番号","{LOST}","{RESTORED}"']
    if os.name != "nt":
        assert stat.S_IMODE((shop / "gmo.corrections.csv").stat().st_mode) == 0o600


def test_what_is_told_is_masked(shop: Path) -> None:
    ran = run_cli([*CONVERT, "--fix", "safe"], shop)
    (found,) = [f for f in json.loads(ran.files["gmo.report.json"])["findings"] if f["code"] == "FIXED"]
    assert (found["severity"], found["value"], found["suggestion"]) == ("info", "90-****-1234", "090-****-1234")
    told = ran.stderr + ran.files["gmo.report.json"].decode()
    assert LOST not in told
    assert "T0001201" not in ran.stderr


def test_a_run_that_writes_nothing_lists_nothing(shop: Path) -> None:
    ran = run_cli(["validate", *CONVERT[1:4], "--fix", "safe"], shop)
    assert (ran.exit, ran.files) == (0, {})
    assert ran.stderr.endswith("1件 10,950円を出力できます、0件 要修正、0件 対象外\n")


def test_nothing_but_safe_can_be_asked_for(shop: Path) -> None:
    ran = run_cli([*CONVERT, "--fix", "all"], shop)
    assert (ran.exit, "--fix に書けるのは safe です" in ran.stderr) == (2, True)
