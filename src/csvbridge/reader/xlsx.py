"""A workbook of rejects that comes back: its cells as text, each row a record.

Only a sheet that carries the columns of feedback is read; any other workbook is no input. csvbridge wrote every cell
as text, so one that is a number or a date now was changed by Excel: it is shown as Excel keeps it, never turned back
by guess, and the checks of damage find what it broke (312345678 in a phone, 2001/2/3 for 1-2-3 in an address).
"""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.codes import lookup
from csvbridge.errors import WrongFileError
from csvbridge.findings import Finding
from csvbridge.pattern import regex
from csvbridge.reader.model import Lines, Records
from csvbridge.reader.sniff import is_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from python_calamine import CalamineSheet, CalamineWorkbook

    Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

FEEDBACK = "csvbridge_order"
"""The column that tells a workbook of rejects from any other."""

ENCODING = "utf-8"
"""What a workbook holds may be beyond the source's encoding, so what is written of it is UTF-8."""

_ERROR = regex(r'<c r="([A-Z]{1,3})([0-9]{1,7})"(?=[^>]*\bt="e")[^>]*>(?:<f.*?(?:</f>|/>))?<v>([^<]*)</v>', re.DOTALL)
_SHEET = regex(r'<sheet\b[^>]*\bname="([^"]*)"[^>]*\br:id="([^"]*)"')
_TARGET = regex(r'<Relationship\b(?=[^>]*\bId="([^"]*)")(?=[^>]*\bTarget="/?(?:xl/)?([^"]*)")')


class _Table(NamedTuple):
    """The cells of a sheet from its header on; `lines` has the sheet's row (from 1) of each row of cells."""

    header: tuple[str, ...]
    rows: list[list[Cell]]
    lines: list[int]


def read_xlsx(data: bytes) -> Records:
    """The records of a workbook of rejects; a record's line is its row in the sheet, blank rows are none.

    Raises WrongFileError, reason "excel": FILE_EXCEL for any other workbook, FILE_EXCEL_SHEETS where several sheets
    carry the columns of feedback.
    """
    table = _table(data)
    width = len(table.header)
    columns = [[text_of(row[n]) for row in table.rows] for n in range(width)]
    cells = pl.DataFrame([pl.Series(str(n), column, dtype=pl.String) for n, column in enumerate(columns)])
    record = pl.Series("record", range(1, len(table.rows) + 1), dtype=pl.UInt32)
    return Records(table.header, cells, record, (), tuple(_notes(table)), ENCODING, Lines(lambda: table.lines))


def carries_feedback(data: bytes) -> bool:
    """Whether bytes are a workbook of rejects; False for whatever cannot be read as one."""
    if not is_workbook(data):
        return False
    try:
        return bool(_table(data).header)
    except WrongFileError as refusal:
        return refusal.code == "FILE_EXCEL_SHEETS"


def _table(data: bytes) -> _Table:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        found = [(name, table) for name in book.sheet_names if (table := _find(_sheet(book, name)))]
    except (CalamineError, OSError) as broken:
        raise WrongFileError("FILE_EXCEL", reason="excel") from broken
    if not found:
        raise WrongFileError("FILE_EXCEL", reason="excel")
    if len(found) > 1:
        raise WrongFileError("FILE_EXCEL_SHEETS", reason="excel", sheets="、".join(name for name, _ in found))
    name, table = found[0]
    _show_errors(table, data, name)
    return table


def _sheet(book: CalamineWorkbook, name: str) -> list[list[Cell]]:
    sheet: CalamineSheet = book.get_sheet_by_name(name)
    return sheet.to_python(skip_empty_area=False)


def _find(rows: Sequence[list[Cell]]) -> _Table | None:
    at = next((i for i, row in enumerate(rows) if FEEDBACK in row), None)
    if at is None:
        return None
    used = max(n for row in rows[at:] for n, cell in enumerate(row, 1) if cell != "" or n == 1)
    filled = [i for i in range(at + 1, len(rows)) if any(cell != "" for cell in rows[i])]
    header = tuple(text_of(cell) for cell in rows[at][:used])
    return _Table(header, [rows[i][:used] for i in filled], [i + 1 for i in filled])


def text_of(cell: Cell) -> str:
    """A cell as text: a text as it stands, a number with all digits that Excel keeps, a date as 2001/2/3.

    >>> text_of("0123"), text_of(3123456789.0), text_of(0.5), text_of(True)
    ('0123', '3123456789', '0.5', 'TRUE')
    >>> text_of(dt.date(2001, 2, 3)), text_of(dt.datetime(2001, 2, 3, 4, 5)), text_of(dt.time(10, 30))
    ('2001/2/3', '2001/2/3 04:05:00', '10:30:00')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return f"{cell:.0f}" if float(cell).is_integer() and abs(cell) < 1e20 else repr(cell)
    if isinstance(cell, dt.datetime):
        return f"{text_of(cell.date())} {cell:%H:%M:%S}"
    return f"{cell.year}/{cell.month}/{cell.day}" if isinstance(cell, dt.date) else str(cell)


def _notes(table: _Table) -> Iterator[Finding]:
    """One finding a column and kind: how many of its cells Excel keeps as dates (or TRUE), how many as numbers."""
    for n, name in enumerate(table.header):
        if name.startswith("csvbridge_"):
            continue
        kinds = [_kind(row[n]) for row in table.rows]
        for code in ("XLSX_DATE", "XLSX_NUMBER"):
            hits = [i for i, kind in enumerate(kinds) if kind == code]
            if hits:
                yield _note(table, code, hits, n)


def _kind(cell: Cell) -> str | None:
    """The code of a cell that is no text any more."""
    if isinstance(cell, str):
        return None
    return "XLSX_NUMBER" if isinstance(cell, int | float) and not isinstance(cell, bool) else "XLSX_DATE"


def _note(table: _Table, code: str, hits: list[int], column: int) -> Finding:
    first, name = hits[0], table.header[column]
    return Finding(
        code,
        lookup(code).severity,
        record=first + 1,
        line=table.lines[first],
        column=name,
        value=text_of(table.rows[first][column]),
        params={"column": name, "count": len(hits)},
    )


def _show_errors(table: _Table, data: bytes, sheet: str) -> None:
    """Put #N/A and the like where they stand: calamine gives an empty text for them."""
    rows = {line: i for i, line in enumerate(table.lines)}
    for letters, line, text in _ERROR.findall(_xml_of(data, sheet)):
        row, column = rows.get(int(line)), _column(letters)
        if row is not None and column < len(table.header):
            table.rows[row][column] = text


def _xml_of(data: bytes, sheet: str) -> str:
    """The XML of a sheet by its name; "" where the workbook does not tell."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as parts:
            names = dict(_SHEET.findall(parts.read("xl/workbook.xml").decode()))
            targets = dict(_TARGET.findall(parts.read("xl/_rels/workbook.xml.rels").decode()))
            return parts.read("xl/" + targets[names[_escaped(sheet)]]).decode()
    except (BadZipFile, KeyError) as broken:
        raise WrongFileError("FILE_EXCEL", reason="excel") from broken


def _escaped(name: str) -> str:
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _column(letters: str) -> int:
    """
    >>> _column("A"), _column("Z"), _column("AA")
    (0, 25, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
