"""What must hold for every row of the tables, and for what is done to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.address import load
from csvbridge.checks.place import odd, quiet
from csvbridge.checks.place.city import Former, formers
from csvbridge.checks.place.find import find
from csvbridge.checks.place.judge import judge
from csvbridge.checks.place.model import PARTS, Place, added
from csvbridge.codes import lookup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.checks.place.model import Defect

MASTER = load()
NUMBERS = (
    "1-2-3", "２丁目３番４号", "二丁目3-4", "12番地", "１２－３", "11番地の2", "1ー2", "字山1-2", "無番地", "甲12",
    "第2地割3-4", "5",
)  # fmt: skip
SPOILT = (
    "",
    "2丁目",
    "3階",
    "305号室",
    "2丁目305号室",
    "2丁目3F",
    "10条2",
    "2線5",
    "2区3",
    "2番町3",
    "一番",
    "丁目5",
    "2丁目 305",
    "東入1",
)
BUILDINGS = (
    "",
    "",
    "305",
    "例示ビル3階",
    "2-1",
    "3F",
    "東入ル",
    "コーポ例示 201号室",
    "番館",
    "号室",
    "F",
    "階",
    "丁目",
    "私書箱3号",
)

rows = st.integers(0, MASTER.towns.height - 1).map(MASTER.towns.row)


@st.composite
def places(draw: st.DrawFn, numbers: Sequence[str] = NUMBERS, buildings: Sequence[str] = ("",)) -> Place:
    code, prefecture, city, town, *_ = draw(rows)
    number, building = draw(st.sampled_from(numbers)), draw(st.sampled_from(buildings))
    return Place(code, prefecture, city, town + number, building)


def codes(defects: Sequence[Defect]) -> list[str]:
    return [defect.code for defect in defects]


def quiet_rows(frame: pl.DataFrame) -> list[int]:
    told = added(added(frame, odd.steps()), quiet.steps(MASTER))
    return told.select((pl.col("plain") & ~pl.col("odd")).arg_true()).to_series().to_list()


def not_odd(frame: pl.DataFrame) -> list[int]:
    return added(frame, odd.steps()).select((~pl.col("odd")).arg_true()).to_series().to_list()


def in_one_cell(place: Place) -> Place:
    street = place.prefecture + place.city + place.street
    return Place(place.postal_code, address=f"{street}\u3000{place.building}" if place.building else street)


@given(places())
def test_a_row_and_a_number_are_never_an_error(place: Place) -> None:
    defects = judge(place, MASTER)
    assert [defect for defect in defects if (defect.severity or lookup(defect.code).severity) == "error"] == []


@settings(deadline=None)
@given(places(NUMBERS + SPOILT, BUILDINGS))
def test_one_cell_or_four(place: Place) -> None:
    assert codes(judge(place, MASTER)) == codes(judge(in_one_cell(place), MASTER))


@given(places(NUMBERS + SPOILT, BUILDINGS))
def test_a_defect_speaks_of_what_stands_there(place: Place) -> None:
    for defect in judge(place, MASTER):
        assert defect.part in PARTS
        assert defect.value in getattr(place, defect.part)
        assert defect.suggestion != getattr(place, defect.part)


@settings(max_examples=25, deadline=None)
@given(st.lists(places(NUMBERS + SPOILT, BUILDINGS), min_size=1, max_size=20))
def test_what_is_quiet_has_no_defect(several: list[Place]) -> None:
    several += [in_one_cell(place) for place in several]
    several += [
        place._replace(postal_code=other.postal_code) for place, other in zip(several, several[::-1], strict=True)
    ]
    frame = pl.DataFrame(several, schema=list(Place._fields), orient="row")
    one_by_one = [row for row in not_odd(frame) if quiet.is_quiet(several[row], MASTER)]
    for row in (*quiet_rows(frame), *one_by_one):
        assert judge(several[row], MASTER) == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(places(NUMBERS + SPOILT, BUILDINGS), min_size=1, max_size=20))
def test_a_frame_gets_the_verdicts_of_its_rows(several: list[Place]) -> None:
    frame = pl.DataFrame(several, schema=list(Place._fields), orient="row")
    blank = frame.with_columns(pl.col(Place._fields).replace("", None))
    expected = [(row, defect) for row, place in enumerate(several) for defect in judge(place, MASTER)]
    assert list(find(frame)) == expected
    assert list(find(blank)) == expected


def test_the_mask_decides_most_plain_addresses() -> None:
    towns = MASTER.towns.filter(pl.col("town") != "", pl.col("note") == "").sample(2000, seed=1)
    streets = towns.select("postal_code", "prefecture", "city", street=pl.col("town") + "1-2-3")
    frame = streets.with_columns(pl.col("prefecture", "city").cast(pl.String), building=pl.lit(""), address=pl.lit(""))
    assert len(quiet_rows(frame)) > 0.95 * frame.height


def test_what_people_write_needs_no_matcher() -> None:
    written = [
        Place("0600003", "北海道", "札幌市", "中央区北3条西6丁目1"),
        Place("9390351", "富山県", "", "射水市戸破4200-11"),
        Place("0610600", "北海道", "", "浦臼町字ウラウスナイ183-15"),
        Place("7200001", "広島県", "福山市", "御幸町大字上岩成476", "コーポ例示201号室"),
        Place("7200001", address="広島県福山市御幸町大字上岩成476\u3000コーポ例示201号室"),
    ]
    assert [quiet.is_quiet(place, MASTER) for place in written] == [True, True, False, True, True]
    assert not quiet.is_quiet(Place("371-0026", "群馬県", "前橋市", "大手町2-12-1"), MASTER)


def test_an_empty_frame() -> None:
    assert list(find(pl.DataFrame(schema=dict.fromkeys(Place._fields, pl.String)))) == []


@pytest.mark.parametrize("old", formers(), ids=lambda old: old.name)
def test_former_names_are_of_the_past(old: Former) -> None:
    today = set(MASTER.towns.select(pl.col("prefecture", "city").cast(pl.String)).unique().rows())
    assert (old.prefecture, old.today) in today
    assert (old.prefecture, old.name) not in today
