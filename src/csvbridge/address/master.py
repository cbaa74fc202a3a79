"""The tables of towns and offices: from the package, or newer ones that `csvbridge address update` has built."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

import polars as pl

from csvbridge import home
from csvbridge.address.store import opened, rules

FOLDER = Path(__file__).with_name("data")
FILES = ("towns.parquet", "offices.parquet", "cities.parquet")
_ALWAYS = ("code", "city", "town", "plain", "by_code")
_SELDOM = ("folded", "chome", "note")


@dataclass(frozen=True, eq=False)
class Master:
    """Towns, offices and municipalities of one month.

    `rows`, one a town and postal code, each municipality's together: code (a number), city (its row of `cities`),
    town, plain (a number that follows is surely the block's), by_code (a column of its own: which row comes next by
    postal code). `cities`: prefecture, city, folded, short (without 郡, folded), first (row). What only an
    address that is judged asks for is read when it does.
    """

    rows: pl.DataFrame
    cities: pl.DataFrame
    towns_file: bytes
    offices_file: bytes

    @cached_property
    def date(self) -> str:
        """The month of the post's data: "2026-10"."""
        return pl.read_parquet_metadata(BytesIO(self.towns_file))["date"]

    @cached_property
    def details(self) -> pl.DataFrame:
        """Of each of `rows`: folded (its name; null if that is the town itself), chome, note."""
        return pl.read_parquet(self.towns_file, columns=[*_SELDOM])

    @cached_property
    def office_codes(self) -> pl.Series:
        """The postal codes of `offices`: sorted."""
        return pl.read_parquet(self.offices_file, columns=["postal_code"]).to_series()

    @cached_property
    def offices(self) -> pl.DataFrame:
        """By postal code: postal_code, prefecture, city, town, number, kind."""
        return pl.read_parquet(self.offices_file)

    @cached_property
    def towns(self) -> pl.DataFrame:
        """The rows by postal code, with the columns of `Town`."""
        rows = self.rows.hstack(self.details)[self.rows["by_code"]]
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
    """The newest tables, or those of a folder; some 10 ms, once a process."""
    return _load(folder or newest())


@cache
def _load(folder: Path) -> Master:
    towns, offices, cities = ((folder / name).read_bytes() for name in FILES)
    rows = opened(pl.read_parquet(towns, columns=[*_ALWAYS]))
    return Master(rows, pl.read_parquet(cities), towns, offices)
