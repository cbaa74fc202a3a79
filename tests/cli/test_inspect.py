"""`csvbridge inspect`: readable on any console, one object for a program, and nobody's data unless it is asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from csvbridge.learn.model import ColumnSighting, Guess
from csvbridge.report.inspection_cells import shown

from .conftest import EXAMPLES, ORDERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from csvbridge.learn.model import Shape

    from .conftest import Done

    Run = Callable[..., Done]

PERSONAL = ("見本太郎", "太郎", "ミホン", "タロウ", "丸の内1-9-1", "03-0000-0101", "buyer01@", "100-0005", "1000005")


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("columns", [80, 120])
def test_tables_fit_the_console_and_end_with_the_format(run: Run, lang: str, columns: int) -> None:
    done = run("inspect", ORDERS, CSVBRIDGE_LANG=lang, COLUMNS=str(columns))
    assert (done.exit, done.err) == (0, "")
    text = done.out.decode()
    boxed = [line for line in text.splitlines() if line.startswith(("┌", "│", "├", "└"))]
    assert max(map(_cells, boxed)) <= columns
    assert len({_cells(line) for line in boxed[:30]}) == 1
    assert "tamago-repeat/orders" in text.splitlines()[-1]
    assert "…" not in "".join(line for line in boxed if "order." in line)


def _cells(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)


def test_on_a_cp932_console(process: Run) -> None:
    done = process("inspect", ORDERS, encoding="cp932", CSVBRIDGE_LANG="ja")
    assert done.exit == 0
    assert "U+" not in done.out.decode("cp932")


@pytest.mark.parametrize("args", [(), ("--json",)])
@pytest.mark.parametrize("name", ["tamago-gmo/orders.csv", "eccube4-atodene/orders.csv", "shop-override/orders.csv"])
def test_nobodys_data_is_shown(run: Run, name: str, args: tuple[str, ...]) -> None:
    text = run("inspect", EXAMPLES / name, *args, COLUMNS="300").out.decode("unicode_escape" if args else "utf-8")
    assert not [word for word in PERSONAL if word in text]


def test_values_are_shown_where_asked_for(run: Run) -> None:
    text = run("inspect", ORDERS, "--show-values", COLUMNS="300").out.decode()
    assert "太郎" in text
    assert "buyer01@example.jp" in text
    column = json.loads(run("inspect", ORDERS, "--show-values", "--json").out)["columns"][5]
    assert "太郎" in column["examples"]


def test_json_is_one_ascii_object_with_all_that_is_told(run: Run) -> None:
    done = run("inspect", ORDERS, "--json")
    assert done.out.isascii()
    assert done.out.count(b"\n") == 1
    told = json.loads(done.out)
    assert (told["encoding"]["name"], told["newline"], told["quote"], told["header"]) == ("cp932", "crlf", "all", True)
    assert (told["rows"], told["orders"], told["grain"], told["key"]) == (40, 30, "item", 0)
    assert told["columns"][0]["examples"] == ["T0001201", "T0001202", "T0001203"]
    assert told["columns"][3]["words"][0][0] == "GMO後払い"
    assert told["columns"][1]["date_format"] == "YYYY/MM/DD"
    assert told["fits"][0]["id"] == "tamago-repeat/orders"


def test_a_pipe_is_read_with_a_dash_or_without(run: Run) -> None:
    data = ORDERS.read_bytes()
    dashed, bare = (json.loads(run("inspect", *args, "--json", stdin=data).out) for args in (("-",), ()))
    assert dashed == bare
    assert (dashed["file"], dashed["rows"]) == ("<stdin>", 40)


def test_what_cannot_be_told_is_null_and_said_last(run: Run) -> None:
    data = "id,v\r\n1,ﾃｩ\r\n".encode("cp932")
    told = json.loads(run("inspect", "--json", stdin=data).out)
    assert (told["encoding"]["name"], told["rows"], told["columns"], told["fits"]) == (None, None, [], [])
    text = run("inspect", stdin=data, CSVBRIDGE_LANG="ja").out.decode()
    assert "候補: UTF-8, Shift_JIS (cp932), EUC-JP" in text
    assert text.splitlines()[-1] == "読み方が一つに決まらないため、列は調べていません"


def test_the_sample_that_shapes_are_judged_on_is_stated(run: Run) -> None:
    data = ("注文番号,合計\r\n" + "".join(f"A{n},{n * 11}\r\n" for n in range(3_000))).encode("cp932")
    assert "1,000 rows spread over the file" in run("inspect", stdin=data).out.decode()
    assert "rows spread over the file" not in run("inspect", ORDERS).out.decode()


def test_names_of_columns_cannot_steer_a_terminal(run: Run) -> None:
    data = "注文番号,\x1b[31m氏名,[bold]合計\r\n1,見本,10\r\n2,試験,20\r\n".encode()
    text = run("inspect", stdin=data).out.decode()
    assert "\x1b" not in text
    assert "[bold]合計" in text


def test_an_earlier_workbook_of_rejects(run: Run, tmp_path: Path) -> None:
    run("convert", "-p", "tamago-gmo-credit-request", ORDERS, "-o", "x.csv", "--rejects", "x.xlsx")
    told = json.loads(run("inspect", tmp_path / "x.xlsx", "--json").out)
    assert told["workbook"]
    assert told["fits"][0]["id"] == "tamago-repeat/orders"
    assert "xlsx" in run("inspect", tmp_path / "x.xlsx").out.decode()


REFUSED = {b"": "FILE_EMPTY", b"<html>": "FILE_HTML", b"PK\x03\x04....xl/workbook.xml": "FILE_EXCEL"}


@pytest.mark.parametrize("data", REFUSED, ids=REFUSED.values())
def test_what_is_no_table_ends_with_7(run: Run, data: bytes) -> None:
    done = run("inspect", stdin=data)
    assert (done.exit, done.out) == (7, b"")
    assert REFUSED[data] in done.err


def test_other_exits(run: Run, tmp_path: Path) -> None:
    assert run("inspect", tmp_path / "none.csv").exit == 8
    assert run("inspect", ORDERS, ORDERS).exit == 2
    assert run("inspect", ORDERS, "--profiles", tmp_path / "none").exit == 2


GATE: list[tuple[str, Shape, str | None, float, str]] = [
    ("見本太郎", "text", None, 0.0, "***"),
    ("見本太郎", "name", None, 0.0, "見*"),
    ("見本太郎", "name", "item.name", 0.99, "見*"),
    ("見本太郎", "words", "order.payment_method", 0.5, "***"),
    ("後払い", "words", "order.payment_method", 0.9, "後払い"),
    ("1980/01/02", "date", None, 0.0, "9999/99/99"),
    ("1980/01/02", "date", "buyer.birthday", 0.5, "***"),
    ("M-0012", "text", None, 0.0, "A-9999"),
    ("TARO MIHON", "text", None, 0.0, "***"),
    ("03-1234-5678", "phone", "order.note", 0.5, "***"),
    ("T0001", "key", None, 0.0, "T0001"),
]


@pytest.mark.parametrize(("cell", "shape", "field", "confidence", "seen"), GATE)
def test_a_cell_is_masked_by_field_and_by_shape(
    cell: str, shape: Shape, field: str | None, confidence: float, seen: str
) -> None:
    guess = Guess(ColumnSighting(0, "x", 1, 1, 1, 1, shape, (cell,)), field, confidence, ())
    assert shown(cell, guess) == seen
    assert shown(cell, guess, show_values=True) == cell
