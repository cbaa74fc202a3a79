"""What a clerk does to a file of rejects in Excel, and what Excel does to it on the way."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from .shop import to_csv

if TYPE_CHECKING:
    from pathlib import Path


def correct_csv(path: Path, column: str, wrong: str, right: str) -> bytes:
    """The file as Excel saves it once a cell was corrected: no quotes, zeros lost."""
    header, *lines = csv.reader(io.StringIO(path.read_bytes().decode("cp932"), newline=""))
    at = header.index(column)
    fixed = [[*line[:at], right if line[at] == wrong else line[at], *line[at + 1 :]] for line in lines]
    return to_csv([header, *([as_excel_saves(cell) for cell in line] for line in fixed)], all_quoted=False)


def as_excel_saves(cell: str) -> str:
    """A cell after opening and saving a CSV: numbers lose their zeros, long ones become exponents.

    >>> as_excel_saves("0300000001"), as_excel_saves("200961185434"), as_excel_saves("3300.00")
    ('300000001', '2.00961E+11', '3300')
    >>> as_excel_saves("100-0005"), as_excel_saves("2026-11-19 10:23:45")
    ('100-0005', '2026/11/19 10:23')
    """
    if re.fullmatch(r"[0-9]{12,}", cell):
        return f"{int(cell):.5E}"
    if re.fullmatch(r"[0-9]+", cell):
        return str(int(cell))
    if re.fullmatch(r"[0-9]+\.0+", cell):
        return cell.partition(".")[0]
    moment = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d):\d\d", cell)
    return "{}/{}/{} {}".format(*moment.groups()) if moment else cell


def correct_xlsx(path: Path, column: str, wrong: str, right: str) -> None:
    """Correct a cell of a workbook: all cells are text and stay so."""
    lines = [
        [str(cell) for cell in line] for line in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    ]
    at = lines[0].index(column)
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        text = book.add_format({"num_format": "@"})
        for number, line in enumerate(lines):
            cells = [right if place == at and cell == wrong else cell for place, cell in enumerate(line)]
            for place, cell in enumerate(cells):
                sheet.write_string(number, place, cell, text)
