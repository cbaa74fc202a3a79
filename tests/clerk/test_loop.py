"""Rejects out, corrected, in again: where the output goes, and the list of corrections."""

from __future__ import annotations

import datetime as dt
import json
import os
from typing import TYPE_CHECKING

from csvbridge.cli import _places
from csvbridge.writer import lock

from . import shop

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    import pytest

CORRECTIONS = f'''\ufeff"注文番号","列","修正前","修正後"
"0001245","注文者姓","{shop.LONG}","{shop.SHORT}"
"T0001246","注文者姓","{shop.LONG}","{shop.SHORT}"
'''.replace("\n", "\r\n").encode()
RENAMED = (
    "info[OUTPUT_RENAMED]: 要修正ファイルの変換なので、gmo.csv ではなく gmo-2.csv に出力します\n"
    "   = help: 最初の出力に加えて、gmo-2.csv も提出先に送ってください（csvbridge explain OUTPUT_RENAMED）\n"
)


def correct(path: Path) -> bytes:
    """Correct a file of rejects in its place; the bytes that it has now."""
    rows = shop.corrected(shop.rows_of(path))
    data = shop.workbook(rows) if path.suffix == ".xlsx" else shop.table(rows)
    shop.put(path, data)
    return data


def test_csv_and_workbook_lead_to_the_same_output(tmp_path: Path) -> None:
    outputs = []
    for name in ("gmo.rejects.csv", "gmo.rejects.xlsx"):
        folder = tmp_path / name[-4:].strip(".")
        folder.mkdir()
        shop.morning(folder, "--rejects", name)
        correct(folder / name)
        ran = shop.again(folder, name)
        assert ran.exit == 0
        assert RENAMED in ran.stderr
        assert sorted(ran.files) == ["gmo-2.corrections.csv", "gmo-2.csv", "gmo-2.report.json"]
        assert ran.files["gmo-2.corrections.csv"] == CORRECTIONS
        outputs.append(ran.files["gmo-2.csv"])
    assert outputs[0] == outputs[1]
    assert [line[:10] for line in outputs[0].decode("cp932").split("\r\n")[1:-1]] == ['"0001245",', '"T0001246"']


def test_output_it_came_from_stays(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in ("gmo.csv", "gmo.report.json")}
    data = correct(tmp_path / "gmo.rejects.csv")
    assert json.loads(shop.again(tmp_path, "gmo.rejects.csv", "--json").stdout)["output"] == "gmo-2.csv"
    assert json.loads(shop.again(tmp_path, "gmo.rejects.csv", "--json", "--force").stdout)["output"] == "gmo-3.csv"
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert (tmp_path / "gmo.rejects.csv").read_bytes() == data


def test_output_that_was_uploaded_and_moved_away_counts_too(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    (tmp_path / "gmo.csv").rename(tmp_path / "sent.csv")
    correct(tmp_path / "gmo.rejects.csv")
    assert "gmo-2.csv" in shop.again(tmp_path, "gmo.rejects.csv").files


def test_options_of_the_morning_get_the_same_number(tmp_path: Path) -> None:
    options = ("--rejects", "f.xlsx", "--report", "day.json")
    shop.morning(tmp_path, *options)
    ran = shop.again(tmp_path, "f.xlsx", *options)
    assert ran.exit == 5
    assert sorted(ran.files) == [".f-2.xlsx.csvbridge", "day-2.json", "f-2.xlsx"]


def test_run_that_stopped_leaves_its_number_free(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    path = tmp_path / "gmo.rejects.csv"
    good = correct(path)
    shop.put(path, good[:-3])
    assert shop.again(tmp_path, path.name).exit == 7
    shop.put(path, good)
    assert "gmo-2.csv" in shop.again(tmp_path, path.name).files


def test_another_name_is_taken_as_it_is(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    correct(tmp_path / "gmo.rejects.csv")
    ran = shop.run_cli([*shop.REQUEST, "gmo.rejects.csv", "-o", "noon.csv"], tmp_path)
    assert sorted(ran.files) == ["noon.corrections.csv", "noon.csv", "noon.report.json"]
    assert "OUTPUT_RENAMED" not in ran.stderr


def test_through_a_pipe(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    data = correct(tmp_path / "gmo.rejects.csv")
    ran = shop.again(tmp_path, "-", stdin=data)
    assert (ran.exit, ran.files["gmo-2.corrections.csv"]) == (0, CORRECTIONS)
    assert "gmo.csv" not in ran.files


def test_standard_output_and_dry_run_write_nothing(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    correct(tmp_path / "gmo.rejects.csv")
    piped = shop.run_cli([*shop.REQUEST, "gmo.rejects.csv"], tmp_path)
    assert (piped.exit, piped.files, piped.stdout.count(b"\r\n")) == (0, {}, 3)
    assert shop.again(tmp_path, "gmo.rejects.csv", "--dry-run").files == {}


def test_renamed_file_finds_its_copy(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    correct(tmp_path / "gmo.rejects.csv")
    (tmp_path / "gmo.rejects.csv").rename(tmp_path / "直した.csv")
    assert shop.again(tmp_path, "直した.csv").files["gmo-2.corrections.csv"] == CORRECTIONS


def test_without_the_copy_there_is_no_list(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    correct(tmp_path / "gmo.rejects.csv")
    (tmp_path / ".gmo.rejects.csv.csvbridge").unlink()
    ran = shop.again(tmp_path, "gmo.rejects.csv")
    assert (ran.exit, sorted(ran.files)) == (0, ["gmo-2.csv", "gmo-2.report.json"])
    assert (
        "info[CORRECTIONS_UNKNOWN]: 要修正ファイルの控えが見つからないため、修正したセルの一覧を作れません\n"
        in ran.stderr
    )


def test_copy_of_other_rejects_is_not_used(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    correct(tmp_path / "gmo.rejects.csv")
    copy = tmp_path / ".gmo.rejects.csv.csvbridge"
    copy.write_bytes(copy.read_bytes().replace(b"#T0001246", b"#T0001299"))
    assert "CORRECTIONS_UNKNOWN" in shop.again(tmp_path, "gmo.rejects.csv").stderr


def test_nothing_changed_nothing_listed(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    ran = shop.again(tmp_path, "gmo.rejects.csv")
    assert ran.exit == 5
    assert sorted(ran.files) == [".gmo-2.rejects.csv.csvbridge", "gmo-2.rejects.csv", "gmo-2.report.json"]


def test_copy_goes_with_its_rejects(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    shop.put(tmp_path / "orders.csv", shop.export(shop.ITEMS[3:]))
    assert shop.run_cli([*shop.AGAIN, "orders.csv"], tmp_path).exit == 0
    assert not (tmp_path / ".gmo.rejects.csv.csvbridge").exists()


def test_copy_of_rejects_that_were_edited_stays(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    correct(tmp_path / "gmo.rejects.csv")
    assert shop.run_cli([*shop.AGAIN, "orders.csv"], tmp_path).exit == 3
    found = {path.name for path in tmp_path.iterdir() if path.name.endswith(".csvbridge")}
    assert found == {".gmo.rejects.csv.csvbridge", ".gmo.rejects-2.csv.csvbridge"}


def test_copy_whose_rejects_are_long_gone_is_removed(tmp_path: Path) -> None:
    shop.morning(tmp_path)
    (tmp_path / "gmo.rejects.csv").rename(tmp_path / "elsewhere.csv")
    copy = tmp_path / ".gmo.rejects.csv.csvbridge"
    shop.put(tmp_path / "orders.csv", shop.export(shop.ITEMS[3:]))
    shop.run_cli([*shop.AGAIN, "orders.csv"], tmp_path)
    assert copy.exists()
    os.utime(copy, (0, 0))
    shop.run_cli([*shop.AGAIN, "orders.csv"], tmp_path)
    assert not copy.exists()


def test_any_other_workbook_is_refused(tmp_path: Path) -> None:
    shop.put(tmp_path / "orders.xlsx", shop.workbook([shop.HEADER, *map(shop.cells, shop.ITEMS)]))
    ran = shop.again(tmp_path, "orders.xlsx")
    assert (ran.exit, json.loads(ran.files["gmo.report.json"])["summary"]["reason"]) == (7, "excel")
    assert "error[FILE_EXCEL]" in ran.stderr


def test_typed_over_in_the_workbook(tmp_path: Path) -> None:
    """Pasted cells are numbers and dates of Excel: each is right, or named."""
    shop.morning(tmp_path, "--rejects", "gmo.rejects.xlsx")
    path = tmp_path / "gmo.rejects.xlsx"
    rows: list[list[object]] = [list(row) for row in shop.corrected(shop.rows_of(path))]
    rows[3][11], rows[3][25], rows[1][12], rows[2][12] = dt.date(2001, 2, 3), 500, 112112111, 112112111
    shop.put(path, shop.workbook(rows))
    ran = shop.again(tmp_path, path.name)
    found = json.loads(ran.files["gmo-2.report.json"])["findings"]
    assert ran.exit == 5
    assert {(f["code"], f["line"], f["column"]) for f in found if f["line"] and f["severity"] != "info"} >= {
        ("XLSX_DATE", 4, "注文者住所2"),
        ("EXCEL_DATE", 4, "注文者住所2"),
        ("PHONE_ZERO_LOST", 2, "注文者電話番号"),
    }


def test_misspelt_option_leaves_the_first_output(tmp_path: Path) -> None:
    before = shop.morning(tmp_path).files["gmo.csv"]
    correct(tmp_path / "gmo.rejects.csv")
    assert shop.again(tmp_path, "gmo.rejects.csv", "--no-such-option").exit == 2
    assert (tmp_path / "gmo.csv").read_bytes() == before


def test_name_taken_while_waiting_for_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run writes gmo-2.csv between the choice of the name and the lock."""
    shop.morning(tmp_path)
    correct(tmp_path / "gmo.rejects.csv")
    real, taken = lock.locked, tmp_path / "gmo-2.csv"

    def late(output: Path) -> AbstractContextManager[None]:
        if not taken.exists():
            taken.write_bytes(b"of the other run")
        return real(output)

    monkeypatch.setattr(_places, "locked", late)
    assert "gmo-3.csv" in shop.again(tmp_path, "gmo.rejects.csv").files
    assert taken.read_bytes() == b"of the other run"
