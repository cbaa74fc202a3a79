"""A workbook for a person: every cell is text, so that Excel changes nothing, and the cells to look at are coloured.

The true cure for Excel's conversions: a cell of the format "@" keeps 0123, 1-2-3 and 16 digits as they are, also
those that somebody types into it later. No cell is a formula or a link. The same rows give the same bytes.

Source: Microsoft's pages on keeping leading zeros ("format the column as text") and on Excel's limits (rows a sheet).
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.errors import FileAccessError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""Rows of a sheet, the header among them."""

CREATED = datetime(2000, 1, 1)
NARROWEST, WIDEST = 8, 40
MOST_FROZEN = 3
"""A key column further to the right is not frozen: little else would fit on a small screen."""

_TEXT = {"num_format": 49, "valign": "top"}
"""49 is the built-in format "@", text."""


class Sheet(NamedTuple):
    """What goes into the workbook.

    `marked` are (row, column) of the cells to colour, counted from 0 without the header. `key` is the column that
    stays in view; `wrapped` are columns of sentences, shown on several lines.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    marked: Collection[tuple[int, int]] = frozenset()
    key: int | None = None
    wrapped: Collection[int] = frozenset()


def xlsx_bytes(sheet: Sheet) -> bytes:
    """The workbook. Raises `FileAccessError` XLSX_TOO_MANY_ROWS where a sheet of Excel cannot hold the rows.

    >>> xlsx_bytes(Sheet(["番号"], [["0123"]]))[:4]
    b'PK\\x03\\x04'
    >>> xlsx_bytes(Sheet(["番号"], [["0123"]] * MOST_ROWS))
    Traceback (most recent call last):
    csvbridge.errors.FileAccessError: XLSX_TOO_MANY_ROWS
    """
    if len(sheet.rows) >= MOST_ROWS:
        raise FileAccessError("XLSX_TOO_MANY_ROWS", rows=len(sheet.rows), limit=MOST_ROWS - 1)
    from xlsxwriter import Workbook

    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED})
        page = book.add_worksheet("csvbridge")
        head = book.add_format({**_TEXT, "bold": True, "bg_color": "#D9E1F2", "bottom": 1})
        plain, marked = book.add_format(_TEXT), book.add_format({**_TEXT, "bg_color": "#FFC7CE"})
        wrapped = book.add_format({**_TEXT, "text_wrap": True})
        _set_columns(page, sheet, plain)
        _write(page, 0, sheet.header, [head] * len(sheet.header))
        for row, cells in enumerate(sheet.rows):
            usual = [wrapped if column in sheet.wrapped else plain for column in range(len(cells))]
            formats = [marked if (row, column) in sheet.marked else f for column, f in enumerate(usual)]
            _write(page, row + 1, cells, formats)
        _freeze(page, sheet)
    return out.getvalue()


def _write(page: Worksheet, row: int, cells: Iterable[str], formats: Sequence[Format]) -> None:
    for column, (cell, format_) in enumerate(zip(cells, formats, strict=True)):
        if cell:
            page.write_string(row, column, cell, format_)
        else:
            page.write_blank(row, column, None, format_)


def _set_columns(page: Worksheet, sheet: Sheet, plain: Format) -> None:
    """Widths, and the text format for rows that somebody adds below."""
    for column, name in enumerate(sheet.header):
        longest = max((width(row[column]) for row in sheet.rows), default=0)
        page.set_column(column, column, min(max(longest, width(name) + 2, NARROWEST) + 1, WIDEST), plain)


def _freeze(page: Worksheet, sheet: Sheet) -> None:
    key = -1 if sheet.key is None or sheet.key >= MOST_FROZEN else sheet.key
    page.freeze_panes(1, key + 1)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)


def width(text: str) -> int:
    """Columns that the longest line of a text takes on the screen: a full-width character takes two.

    >>> width("東京 1"), width("ﾄｳｷｮｳ"), width("a\\n東京都")
    (6, 5, 6)
    """
    return max(sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in line) for line in text.split("\n"))
