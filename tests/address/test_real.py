"""Real addresses as people write them: nothing is wrong with one of them, in its cells or in one.

They are in `real.toml`, written from public knowledge and not from the tables.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from csvbridge.address import load
from csvbridge.checks.place.find import find
from csvbridge.checks.place.judge import judge
from csvbridge.checks.place.model import Place
from csvbridge.codes import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GROUPS = tomllib.loads(Path(__file__).with_name("real.toml").read_text("utf-8"))["group"]
RIGHT = ("371-0026", "群馬県", "前橋市大手町2-12-1")


def places(group: dict[str, list[list[str]]]) -> list[Place]:
    cells = [in_cells(cells) for cells in group["cells"]]
    wholes = [Place(code.replace("-", ""), address=text) for code, text in group.get("one", ())]
    return [*cells, *wholes, *(in_cells((*RIGHT, str(building))) for building in group.get("buildings", ()))]


def in_cells(cells: Sequence[str]) -> Place:
    code, prefecture, *city, street, building = cells
    return Place(code.replace("-", ""), prefecture, "".join(city), street, building)


def in_one_cell(place: Place) -> Place:
    before = place.prefecture + place.city + place.street
    return Place(place.postal_code, address=place.address or f"{before}\u3000{place.building}".strip("\u3000"))


def loud(place: Place) -> Iterator[tuple[str, str]]:
    for defect in judge(place, load()):
        if (defect.severity or lookup(defect.code).severity) != "info":
            yield defect.code, defect.value


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["about"])
def test_nothing_is_said(group: dict[str, list[list[str]]]) -> None:
    every = [form for place in places(group) for form in (place, in_one_cell(place))]
    assert {place: found for place in every if (found := [*loud(place)])} == {}


def test_cell_of_a_dash_is_read_over() -> None:
    assert [*loud(Place("3710026", "群馬県", "-", "前橋市大手町2-12-1"))] == []


def test_columns_decide_as_one_by_one() -> None:
    every = [form for group in GROUPS for place in places(group) for form in (place, in_one_cell(place))]
    found: dict[int, list[str]] = {}
    for row, defect in find(pl.DataFrame(every, orient="row")):
        found.setdefault(row, []).append(defect.code)
    assert len(every) > 1500
    judged = {row: [defect.code for defect in judge(place, load())] for row, place in enumerate(every)}
    assert {row: codes for row, codes in judged.items() if codes} == found
