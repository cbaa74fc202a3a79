"""A morning's run with two orders to fix, and what a clerk does to their file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from ..support import LONG_AGO, REPOSITORY, run_cli

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ..support import Ran

REQUEST = ("convert", "-p", "tamago-gmo-credit-request")
AGAIN = (*REQUEST, "-o", "gmo.csv")
LONG, SHORT = "長" * 22, "短"
EXPORT = REPOSITORY / "examples" / "tamago-gmo" / "orders.csv"
HEADER = EXPORT.read_text("cp932").splitlines()[0].replace('"', "").split(",")


class Item(NamedTuple):
    """A row of an order; the order's own cells are the same on all of its rows."""

    order: str
    code: str
    price: int
    goods: int
    family: str = LONG
    building: str = ""
    note: str = ""


ITEMS = (
    Item("0001245", "00123", 1000, 3000),
    Item("0001245", "00456", 2000, 3000),
    Item("T0001246", "AO-1", 500, 500, building="1-2-3", note="1-2"),
    Item("T0001247", "AO-1", 500, 500, family="見本"),
)


def cells(item: Item) -> list[str]:
    """The row as the cart writes it."""
    buyer = [item.family, "太郎", "ミホン", "タロウ", "060-0001", "北海道", "札幌市中央区北1条西2-1", item.building]
    amounts = [item.price, 1, item.goods, 0, 0, 0, 0, item.goods]
    head = [item.order, "2026/11/18", "新規受付", "GMO後払い", *buyer, "0112112111", "a@example.jp", *[""] * 9]
    return [*head, item.code, "青汁", *map(str, amounts), item.note]


def export(items: Sequence[Item] = ITEMS) -> bytes:
    """The cart's file."""
    return table([HEADER, *map(cells, items)])


def table(rows: Sequence[Sequence[str]], quoting: int = csv.QUOTE_ALL, encoding: str = "cp932") -> bytes:
    """Rows as a CSV file."""
    out = io.StringIO()
    csv.writer(out, quoting=quoting, lineterminator="\r\n").writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode(encoding)


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a file of rejects, header first."""
    if path.suffix == ".xlsx":
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        return [[str(cell) for cell in row] for row in sheet.to_python()]
    return list(csv.reader(io.StringIO(path.read_bytes().decode("cp932"), newline="")))


def put(path: Path, data: bytes) -> None:
    """Write a file, as an old one: a fresh one is watched for half a second."""
    import os

    path.write_bytes(data)
    os.utime(path, (LONG_AGO, LONG_AGO))


def morning(folder: Path, *options: str) -> Ran:
    """The run that rejects two of the three orders."""
    put(folder / "orders.csv", export())
    return run_cli([*AGAIN, "orders.csv", *options], folder)


def again(folder: Path, name: str, *options: str, stdin: bytes = b"") -> Ran:
    """The clerk's file, converted with the same options as in the morning."""
    return run_cli([*AGAIN, name, *options], folder, stdin=stdin)


def change(rows: Sequence[Sequence[str]], edit: Callable[[str, str], str]) -> list[list[str]]:
    """Rows with each cell passed through `edit(column, cell)`."""
    return [list(rows[0]), *([edit(name, cell) for name, cell in zip(rows[0], row, strict=True)] for row in rows[1:])]


def corrected(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The names made short: what the clerk was asked to do."""
    return change(rows, lambda _, cell: cell.replace(LONG, SHORT))


def excel_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as Excel saves them as CSV: without quotes, numbers without their leading zeros."""
    bare = change(rows, lambda _, cell: cell.lstrip("0") or "0" if cell.isdecimal() else cell)
    return table(bare, csv.QUOTE_MINIMAL)


def workbook(rows: Sequence[Sequence[object]], sheet: str = "csvbridge") -> bytes:
    """Rows as a workbook; numbers, dates and formulas become cells of their own kind."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "default_date_format": "yyyy/m/d"}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write(number, column, cell) if not isinstance(cell, str) else page.write_string(
                    number, column, cell
                )
    return out.getvalue()
