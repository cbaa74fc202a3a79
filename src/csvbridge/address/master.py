"""The tables of towns and offices: from the package, or newer ones that `csvbridge address update` has built."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from csvbridge import home

FOLDER = Path(__file__).with_name("data")
FILES = ("towns.parquet", "offices.parquet")


@dataclass(frozen=True, eq=False)
class Master:
    """Towns (postal_code, prefecture, city, town, chome, note) and offices (…, number, kind) of one month.

    `date` is the month of the post's data ("2026-10").
    """

    towns: pl.DataFrame
    offices: pl.DataFrame
    date: str


def user_folder() -> Path:
    """Where `csvbridge address update` puts newer tables."""
    return home.folder("address")


def newest() -> Path:
    """The folder of the tables that a run uses: the user's if they are complete and newer than the package's."""
    own = user_folder()
    if not all((own / name).is_file() for name in FILES):
        return FOLDER
    return own if data_date(own) > data_date(FOLDER) else FOLDER


def data_date(folder: Path) -> str:
    """The month of the tables in a folder, without loading them."""
    return pl.read_parquet_metadata(folder / FILES[0])["date"]


def load(folder: Path | None = None) -> Master:
    """The newest tables, or those of a folder; some 20 ms, once a process."""
    return _load(folder or newest())


@cache
def _load(folder: Path) -> Master:
    towns, offices = (pl.read_parquet(folder / name) for name in FILES)
    return Master(towns, offices, data_date(folder))
