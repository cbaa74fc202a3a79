"""The corpus of benchmarks/learn: each gold mapping fits its file, and no field is fed twice without saying so."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from csvbridge.catalog import FIELDS

CORPUS = Path(__file__).parents[2] / "benchmarks" / "learn" / "corpus"
GOLDS = sorted(CORPUS.rglob("*.gold.toml"))
KEYS = {"system", "family", "document", "source", "grain", "key", "columns"}


def _gold(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _rows(path: Path) -> list[list[str]]:
    with path.with_name(path.name.replace(".gold.toml", ".csv")).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


each_gold = pytest.mark.parametrize("path", GOLDS, ids=lambda path: str(path.relative_to(CORPUS)))


@each_gold
def test_gold_names_the_columns_of_its_file(path: Path) -> None:
    gold, rows = _gold(path), _rows(path)
    assert set(gold) <= KEYS
    assert (gold["system"], gold["document"]) == (path.parent.name, path.name.removesuffix(".gold.toml"))
    assert [column[0] for column in gold["columns"]] == rows[0]
    assert len(rows) > 4
    assert {len(row) for row in rows} == {len(rows[0])}


@each_gold
def test_gold_knows_its_fields(path: Path) -> None:
    columns = _gold(path)["columns"]
    words = {word for column in columns for word in column[1].split("|")}
    assert words <= {"", *FIELDS}
    sure = Counter((field, *number) for _, field, *number in columns if field and "|" not in field)
    assert [field for field, times in sure.items() if times > 1] == []


@each_gold
def test_key_is_the_order_number(path: Path) -> None:
    gold, rows = _gold(path), _rows(path)
    numbers = [name for name, field, *_ in gold["columns"] if field == "order.number"]
    assert numbers == ([gold["key"]] if gold["key"] else [])
    assert gold["grain"] in ("order", "item", "item-first")
    if gold["key"]:
        keys = [row[rows[0].index(gold["key"])] for row in rows[1:]]
        assert gold["grain"] == "item-first" or all(keys)
        assert (len({*keys} - {""}) < len(keys)) == (gold["grain"] != "order")


def test_no_row_stands_in_two_files() -> None:
    seen = Counter(row for path in GOLDS for row in {tuple(row) for row in _rows(path)})
    assert [row for row, times in seen.items() if times > 1] == []


def test_every_file_has_a_gold() -> None:
    assert [path for path in CORPUS.rglob("*.csv") if path.with_suffix(".gold.toml") not in GOLDS] == []
    assert len({path.parent for path in GOLDS}) >= 20
