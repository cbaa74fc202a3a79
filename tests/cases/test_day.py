"""A day of the shipped example: what one case alone cannot show."""

from __future__ import annotations

import csv
import io
import json
import os
from typing import TYPE_CHECKING

import pytest

from ..support import LONG_AGO, REPOSITORY, copy_in, run_cli

if TYPE_CHECKING:
    from pathlib import Path

CONVERT = ("convert", "-p", "tamago-gmo-credit-request")
LONG_NAME, SHORT_NAME = "長名" * 7 + "長", "長名"
TAKA = "髙"


@pytest.fixture
def day(tmp_path: Path) -> Path:
    copy_in(REPOSITORY / "examples" / "tamago-gmo", tmp_path)
    return tmp_path


def first_cells(data: bytes) -> list[str]:
    return [row[0] for row in csv.reader(io.StringIO(data.decode("cp932"), newline=""))][1:]


def deferred(data: bytes) -> set[str]:
    """The orders that the provider gets: deferred, neither cancelled nor shipped."""
    rows = csv.DictReader(io.StringIO(data.decode("cp932"), newline=""))
    words, states = ("GMO後払い", "後払い"), ("キャンセル", "出荷済み", "出荷済")
    return {row["受付番号"] for row in rows if row["支払方法"] in words and row["注文ステータス"] not in states}


def test_output_and_corrected_rejects_hold_every_deferred_order_once(day: Path) -> None:
    first = run_cli([*CONVERT, "orders.csv", "-o", "gmo.csv"], day)
    assert first.exit == 3
    rejects = day / "gmo.rejects.csv"
    text = rejects.read_bytes().decode("cp932")
    assert LONG_NAME in text
    rejects.write_bytes(text.replace(LONG_NAME, SHORT_NAME).encode("cp932"))
    os.utime(rejects, (LONG_AGO, LONG_AGO))
    second = run_cli([*CONVERT, "gmo.rejects.csv", "-o", "gmo-2.csv"], day)
    assert second.exit == 0
    written = first_cells(first.files["gmo.csv"]) + first_cells(second.files["gmo-2.csv"])
    assert len(written) == len(set(written))
    assert set(written) == deferred((day / "orders.csv").read_bytes())


def test_output_is_as_windows_writes_it(day: Path) -> None:
    output = run_cli([*CONVERT, "orders.csv", "-o", "gmo.csv"], day).files["gmo.csv"]
    assert TAKA in output.decode("cp932")
    assert b"\xfb\xfc" in output
    assert b"\xee\xe0" not in output
    assert output.count(b"\n") == output.count(b"\r\n") == len(first_cells(output)) + 1
    assert all(line.startswith(b'"') and line.endswith(b'"') for line in output.split(b"\r\n")[:-1])


def test_dry_run_and_validate_give_the_verdicts_of_convert(day: Path) -> None:
    made = json.loads(run_cli([*CONVERT, "--json", "orders.csv", "-o", "gmo.csv"], day).stdout)
    for command in ((*CONVERT, "--dry-run"), ("validate", *CONVERT[1:])):
        ran = run_cli([*command, "--json", "orders.csv"], day)
        told = json.loads(ran.stdout)
        same = ("status", "exit", "rows", "orders", "records", "amount", "codes", "warnings")
        assert {key: told[key] for key in same} == {key: made[key] for key in same}
        assert (told["output"], ran.files) == (None, {})
