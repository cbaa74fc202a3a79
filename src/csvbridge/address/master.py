"""The tables of towns and offices: from the package, or newer ones that `csvbridge address update` has built."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import polars as pl

from csvbridge import home
from csvbridge.address.store import opened, rules

FOLDER = Path(__file__).with_name("data")
FILES = ("towns.parquet", "offices.parquet", "cities.parquet")


@dataclass(frozen=True, eq=False)
class Master:
    """Towns, offices and municipalities of one month.

    `rows`, one a town and postal code, each municipality's together: code (a number), city (its row of `cities`),
    town, folded (null if that is the town itself), plain (a number that follows is surely the block's), chome, note,
    by_code (a column of its own: which row comes next by postal code). `offices`, by postal code: postal_code,
    prefecture, city, town, number, kind. `cities`: prefecture, city, folded, short (without 郡, folded), first (row).
    `date` is the month of the post's data ("2026-10").
    """

    rows: pl.DataFrame
    offices: pl.DataFrame
    cities: pl.DataFrame
    date: str

    @cached_property
    def towns(self) -> pl.DataFrame:
        """The rows by postal code, with the columns of `Town`."""
        rows = self.rows[self.rows["by_code"]]
        names = self.cities[rows["city"]].select(pl.col("prefecture", "city").cast(pl.Categorical))
        code = rows["code"].cast(pl.String).str.zfill(7).alias("postal_code")
        return pl.concat([code.to_frame(), names, rows.select("town", "chome", "note")], how="horizontal")


def user_folder() -> Path:
    """Where `csvbridge address update` puts newer tables."""
    return home.folder("address")


def newest() -> Path:
    """The folder of the tables that a run uses: the user's if they are complete and newer than the package's.

    Tables that another version has made by other rules are left aside.
    """
    own = user_folder()
    if not all((own / name).is_file() for name in FILES):
        return FOLDER
    return own if _is_of_today(own) and data_date(own) > data_date(FOLDER) else FOLDER


def _is_of_today(folder: Path) -> bool:
    return pl.read_parquet_metadata(folder / FILES[0]).get("rules") == rules()


def data_date(folder: Path) -> str:
    """The month of the tables in a folder, without loading them."""
    return pl.read_parquet_metadata(folder / FILES[0])["date"]


def load(folder: Path | None = None) -> Master:
    """The newest tables, or those of a folder; some 15 ms, once a process."""
    return _load(folder or newest())


@cache
def _load(folder: Path) -> Master:
    rows, offices, cities = (pl.read_parquet(folder / name) for name in FILES)
    return Master(opened(rows), offices, cities, data_date(folder))
