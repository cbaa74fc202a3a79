"""The workbook of rejects: text in every cell, colour on the offending ones, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import re
import time
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from csvbridge.dialect import Dialect
from csvbridge.errors import WrongFileError
from csvbridge.reader import read
from csvbridge.writer.xlsx import Sheet, xlsx_bytes

from . import shop

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
NASTY = ("0123", "1-2-3", "4.12E+11", "=1+1", "{=1}", "@x", "#N/A", "http://example.jp", "a\r\nb", "_x0041_", " 髙𠮷 ")


def xml(data: bytes, part: str = SHEET) -> str:
    """A part of a workbook."""
    with ZipFile(io.BytesIO(data)) as parts:
        return parts.read(part).decode()


def fill_of(data: bytes, cell: str) -> str | None:
    """The colour behind a cell."""
    style = re.search(rf'<c r="{cell}" s="(\d+)"', xml(data))
    styles = xml(data, "xl/styles.xml")
    formats = re.findall(r"<xf [^>]*?>", styles.partition("<cellXfs")[2])
    assert style
    assert 'numFmtId="49"' in formats[int(style[1])], "49 is the format @"
    fill = int(str(re.search(r'fillId="(\d+)"', formats[int(style[1])])[1]))  # type: ignore[index]
    colour = re.search(r'fgColor rgb="FF(\w+)"', re.findall(r"<fill>.*?</fill>", styles)[fill])
    return colour[1] if colour else None


def back(rows: list[list[object]], sheet: str = "csvbridge") -> tuple[list[tuple[object, ...]], list[str]]:
    """Cells of a workbook as they are read, without the column of feedback, and the codes of the notes."""
    header = ["csvbridge_order", *(f"c{n}" for n in range(1, len(rows[0]) + 1))]
    records = read(shop.workbook([header, *(["#1", *row] for row in rows)], sheet), Dialect())
    return [row[1:] for row in records.cells.rows()], [note.code for note in records.notes]


def test_same_rows_give_the_same_bytes() -> None:
    sheet = Sheet(["番号", "住所"], [["0123", "東京都"]], {(0, 1)}, key=0)
    first = xlsx_bytes(sheet)
    time.sleep(1.1)
    assert xlsx_bytes(sheet) == first


def test_header_and_key_stay_in_view() -> None:
    page = xml(xlsx_bytes(Sheet(["番号", "住所"], [["0123", "東京都"]], key=0)))
    assert '<pane xSplit="1" ySplit="1" topLeftCell="B2"' in page
    assert '<autoFilter ref="A1:B2"/>' in page
    far = xml(xlsx_bytes(Sheet(["a", "b", "c", "番号"], [[""] * 4], key=3)))
    assert '<pane ySplit="1" topLeftCell="A2"' in far


def test_columns_are_as_wide_as_their_text_up_to_a_cap() -> None:
    page = xml(xlsx_bytes(Sheet(["番号", "住所", "備考"], [["1", "東京都千代田区丸の内", "長" * 99]])))
    assert [float(w) for w in re.findall(r'<col [^>]*width="([\d.]+)"', page)] == pytest.approx(
        [9.71, 21.71, 40.71], abs=0.01
    )


def test_blank_cells_are_text_too() -> None:
    data = xlsx_bytes(Sheet(["番号"], [[""]], {(0, 0)}))
    assert fill_of(data, "A2") == "FFC7CE"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff")), min_size=1, max_size=4))
def test_any_text_comes_back_as_it_was(cells: list[str]) -> None:
    header = ["csvbridge_order", *(f"c{n}" for n in range(len(cells)))]
    records = read(xlsx_bytes(Sheet(header, [["#1", *cells]])), Dialect())
    assert records.cells.rows() == [("#1", *cells)]


@pytest.mark.parametrize("cell", NASTY)
def test_what_excel_would_change_is_left_alone(cell: str) -> None:
    records = read(xlsx_bytes(Sheet(["csvbridge_order", "c"], [["#1", cell]])), Dialect())
    assert (records.cells.rows(), records.notes) == ([("#1", cell)], ())


def test_numbers_and_dates_are_shown_as_excel_keeps_them() -> None:
    cells, notes = back([[3123456789, 0.5, 412346000000, dt.date(2001, 2, 3), dt.datetime(2026, 1, 2, 3, 4), True]])
    assert cells == [("3123456789", "0.5", "412346000000", "2001/2/3", "2026/1/2 03:04:00", "TRUE")]
    assert notes == ["XLSX_NUMBER"] * 3 + ["XLSX_DATE"] * 3


def test_one_note_a_column() -> None:
    records = read(shop.workbook([["csvbridge_order", "備考"], ["#1", "x"], [], ["#2", 1], ["#3", 2]]), Dialect())
    (note,) = records.notes
    assert (note.code, note.record, note.line, note.column, note.params["count"]) == ("XLSX_NUMBER", 2, 4, "備考", 2)
    assert records.lines([0, 1, 2]) == [2, 4, 5]


def test_error_of_a_formula_is_seen() -> None:
    out = io.BytesIO()
    with Workbook(out) as book:
        book.add_worksheet("メモ").write(0, 0, "x")
        page = book.add_worksheet("要修正 & 済")
        page.write_row(0, 0, ["csvbridge_order", "住所", "備考"])
        page.write_row(1, 0, ["#1", "", "x"])
        page.write_formula(1, 1, "=VLOOKUP(1,A:A,1)", None, "#N/A")
    assert read(out.getvalue(), Dialect()).cells.rows() == [("#1", "#N/A", "x")]


def refusal(data: bytes) -> str:
    """The code with which a file is refused."""
    with pytest.raises(WrongFileError) as refused:
        read(data, Dialect())
    assert refused.value.reason == "excel"
    return refused.value.code


def test_any_other_workbook_is_refused() -> None:
    assert refusal(shop.workbook([shop.HEADER, *map(shop.cells, shop.ITEMS)])) == "FILE_EXCEL"
    good = xlsx_bytes(Sheet(["csvbridge_order"], [["#1"]]))
    assert refusal(good[: len(good) // 2]) == "FILE_EXCEL"


def test_two_sheets_of_rejects_are_refused() -> None:
    out = io.BytesIO()
    with Workbook(out) as book:
        for name in ("直した", "控え"):
            book.add_worksheet(name).write_row(0, 0, ["csvbridge_order"])
    assert refusal(out.getvalue()) == "FILE_EXCEL_SHEETS"


def test_offending_cells_are_coloured(tmp_path: Path) -> None:
    """On both rows of the order: the clerk must change both."""
    data = shop.morning(tmp_path, "--rejects", "f.xlsx").files["f.xlsx"]
    assert [fill_of(data, cell) for cell in ("E2", "F2", "E3", "F3", "E4", "G2", "A2")] == ["FFC7CE"] * 5 + [None] * 2


def test_rejects_are_the_same_in_both_forms(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    shop.morning(tmp_path)
    shop.morning(tmp_path / "a", "--rejects", "f.xlsx")
    assert shop.rows_of(tmp_path / "a" / "f.xlsx") == shop.rows_of(tmp_path / "gmo.rejects.csv")
    copies = [tmp_path / "a" / ".f.xlsx.csvbridge", tmp_path / ".gmo.rejects.csv.csvbridge"]
    assert copies[0].read_bytes() == copies[1].read_bytes()
    assert {path.stat().st_mode & 0o777 for path in (*copies, tmp_path / "a" / "f.xlsx")} == {0o600}
