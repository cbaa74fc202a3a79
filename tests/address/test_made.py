"""Defects that customers make: each found with its code at its cell, with the right suggestion or none.

They are in `made.toml`. The address of each is a public one.
"""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from csvbridge.address import load
from csvbridge.checks.place.find import find
from csvbridge.checks.place.judge import judge
from csvbridge.checks.place.model import Defect, Place
from csvbridge.codes import lookup

GROUPS = tomllib.loads(Path(__file__).with_name("made.toml").read_text("utf-8"))["group"]
CASES = [case for group in GROUPS for case in group["cases"]]


def place(cells: list[str]) -> Place:
    code = cells[0].replace("-", "") if len(cells[0]) > 1 else cells[0]
    if len(cells) == 2:
        return Place(code, address=cells[1])
    return Place(code, cells[1], "", cells[2], cells[3])


def in_one_cell(cells: list[str]) -> Place:
    if len(cells) == 2:
        return place(cells)
    return Place(place(cells).postal_code, address="\u3000".join(filter(None, (cells[1] + cells[2], cells[3]))))


def said(defect: Defect) -> list[str]:
    found = [defect.severity or lookup(defect.code).severity, defect.part]
    return found if defect.suggestion is None else [*found, defect.suggestion]


@pytest.mark.parametrize("case", CASES, ids=lambda case: "|".join(case["cells"]))
def test_found_in_cells(case: dict[str, Any]) -> None:
    assert {defect.code: said(defect) for defect in judge(place(case["cells"]), load())} == case["found"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: "|".join(case["cells"]))
def test_same_codes_in_one_cell(case: dict[str, Any]) -> None:
    found = {defect.code for defect in judge(in_one_cell(case["cells"]), load())}
    assert (found == {*case["found"]}) is not case.get("apart", False)


def test_columns_decide_as_one_by_one() -> None:
    found: dict[int, dict[str, list[str]]] = {}
    for row, defect in find(pl.DataFrame([place(case["cells"]) for case in CASES], orient="row")):
        found.setdefault(row, {})[defect.code] = said(defect)
    assert found == dict(enumerate(case["found"] for case in CASES))


def test_long_cell_is_read_in_time() -> None:
    """Some seconds a cell were enough to hold a run up."""
    started = time.process_time()
    for text in ("一" * 8000, "1 " + "1-" * 4000 + "号", "　" * 8000, "2-1 " + "市1" * 3000):
        judge(Place("3710026", "群馬県", "", f"前橋市大手町{text}", text), load())
    assert time.process_time() - started < 10


def test_equal_addresses_are_judged_once() -> None:
    frame = pl.DataFrame([Place("3710026", "群馬県", "前橋市", "大手街2-12-1")] * 10_000, orient="row")
    started = time.process_time()
    assert [defect.code for _, defect in find(frame)] == ["TOWN_UNKNOWN"] * 10_000
    assert time.process_time() - started < 5
