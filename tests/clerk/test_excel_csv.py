"""What Excel does to a rejects file saved as CSV: the right order, or a finding that names the cell."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from ..support import run_cli
from . import shop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ..support import Ran

Rows = list[list[str]]


CHECK = ("validate", "--from", "tamago-repeat/orders", "--report", "gmo-2.report.json")
"""Reads every column, also those that the conversion does not need."""


def saved(folder: Path, edit: Callable[[Rows], Rows], command: Sequence[str] = shop.AGAIN) -> Ran:
    """The morning's rejects, corrected, changed by `edit` and saved without quotes; then converted or checked."""
    shop.morning(folder)
    path = folder / "gmo.rejects.csv"
    shop.put(path, shop.table(edit(shop.corrected(shop.rows_of(path))), csv.QUOTE_MINIMAL))
    return run_cli([*command, path.name], folder)


def in_column(column: str, before: str, after: str) -> Callable[[Rows], Rows]:
    """One cell's text replaced, wherever it stands in a column."""
    return lambda rows: shop.change(rows, lambda name, cell: after if (name, cell) == (column, before) else cell)


def findings(ran: Ran) -> list[tuple[str, str, str | None, str | None]]:
    """Code, severity, order and column of each finding about an order."""
    found = json.loads(ran.files["gmo-2.report.json"])["findings"]
    return [(f["code"], f["severity"], f["order"], f["column"]) for f in found if f["order"]]


def test_saved_without_quotes(tmp_path: Path) -> None:
    ran = saved(tmp_path, lambda rows: rows)
    assert ran.exit == 0
    assert findings(ran) == []
    written = ran.files["gmo-2.csv"].decode("cp932").split("\r\n")
    assert [line.split(",")[0] for line in written[1:-1]] == ['"0001245"', '"T0001246"']


@pytest.mark.parametrize(
    ("column", "before", "after", "found"),
    [
        ("受付番号", "0001245", "1245", ("KEY_CHANGED", "error", "1245", "受付番号")),
        ("商品コード", "00123", "123", ("ZERO_LOST", "error", "0001245", "商品コード")),
        ("注文者電話番号", "0112112111", "112112111", ("PHONE_ZERO_LOST", "error", "0001245", "注文者電話番号")),
        ("注文者郵便番号", "060-0001", "600001", ("ZIP_ZERO_LOST", "error", "0001245", "注文者郵便番号")),
        ("注文者住所2", "1-2-3", "2001/2/3", ("EXCEL_DATE", "error", "T0001246", "注文者住所2")),
        ("備考", "1-2", "1月2日", ("EXCEL_DATE", "error", "T0001246", "備考")),
        ("商品コード", "00456", "4.56E+10", ("EXCEL_EXPONENT", "error", "0001245", "商品コード")),
        ("注文者電話番号", "0112112111", "1.12E+08", ("EXCEL_EXPONENT", "error", "0001245", "注文者電話番号")),
        ("注文日", "2026/11/18", "46344", ("EXCEL_SERIAL", "error", "0001245", "注文日")),
    ],
)
def test_cell_is_named(tmp_path: Path, column: str, before: str, after: str, found: tuple[str, ...]) -> None:
    ran = saved(tmp_path, in_column(column, before, after), CHECK)
    assert found in findings(ran)
    assert {code for code, severity, _, _ in findings(ran) if severity == "error"} <= {found[0]}


def test_zero_lost_is_told_in_words(tmp_path: Path) -> None:
    ran = saved(tmp_path, in_column("商品コード", "00123", "123"), CHECK)
    assert ran.exit == 3
    assert (
        "error[ZERO_LOST]: 「商品コード」の先頭の0が、要修正ファイルを作ったときから消えています\n"
        "  --> gmo.rejects.csv:2  受付番号 0001245  列「商品コード」\n"
    ) in ran.stderr


def test_column_that_is_not_needed_stops_nothing(tmp_path: Path) -> None:
    ran = saved(tmp_path, in_column("商品コード", "00123", "123"))
    assert (ran.exit, findings(ran)) == (0, [])
    assert '"0001245","商品コード","00123","123"' in ran.files["gmo-2.corrections.csv"].decode("utf-8-sig")


def test_row_deleted(tmp_path: Path) -> None:
    ran = saved(tmp_path, lambda rows: [rows[0], *rows[2:]])
    assert ran.exit == 3
    assert findings(ran) == [("ROWS_MISSING", "error", "0001245", None)]
    assert "この注文は2行でしたが、戻された要修正ファイルには1行しかありません" in ran.stderr
    assert ran.files["gmo-2.csv"].decode("cp932").count("\r\n") == 2


def test_key_of_one_row_changed(tmp_path: Path) -> None:
    """The rest of the order does not go out without that row."""

    def edit(rows: Rows) -> Rows:
        rows[1][0] = "1245"
        return rows

    assert sorted(findings(saved(tmp_path, edit))) == [
        ("KEY_CHANGED", "error", "1245", "受付番号"),
        ("ROWS_MISSING", "error", "0001245", None),
    ]


def test_rows_sorted(tmp_path: Path) -> None:
    ran = saved(tmp_path, lambda rows: [rows[0], *reversed(rows[1:])])
    assert (ran.exit, findings(ran)) == (0, [])


def test_order_deleted(tmp_path: Path) -> None:
    ran = saved(tmp_path, lambda rows: [row for row in rows if row[0] != "T0001246"])
    assert ran.exit == 0
    assert "warning[ORDERS_LEFT_OUT]: 要修正だった注文（T0001246）が、戻された要修正ファイルにありません" in ran.stderr


@pytest.fixture
def as_excel_saves(tmp_path: Path) -> str:
    """The name of the rejects as Excel saves them as CSV when nobody formatted a column."""
    shop.morning(tmp_path)
    path = tmp_path / "gmo.rejects.csv"
    shop.put(path, shop.excel_csv(shop.corrected(shop.rows_of(path))))
    return path.name


def test_everything_at_once(tmp_path: Path, as_excel_saves: str) -> None:
    """Each order is named; nothing goes out on a guess."""
    ran = shop.again(tmp_path, as_excel_saves)
    assert ran.exit == 5
    assert {f[:3] for f in findings(ran)} == {
        ("KEY_CHANGED", "error", "1245"),
        ("PHONE_ZERO_LOST", "error", "1245"),
        ("PHONE_ZERO_LOST", "error", "T0001246"),
    }
    assert "gmo-2.csv" not in ran.files


def test_lost_zeros_put_back_on_request(tmp_path: Path, as_excel_saves: str) -> None:
    ran = shop.again(tmp_path, as_excel_saves, "--fix", "safe")
    assert ran.exit == 3
    assert {f[:3] for f in findings(ran) if f[1] == "error"} == {("KEY_CHANGED", "error", "1245")}
    written = ran.files["gmo-2.csv"].decode("cp932").split("\r\n")
    assert [line.split(",")[0] for line in written[1:-1]] == ['"T0001246"']
    assert '"0112112111"' in written[1]
    assert '"T0001246","注文者電話番号","112112111","0112112111"' in ran.files["gmo-2.corrections.csv"].decode(
        "utf-8-sig"
    )
