"""Special places, buildings, foreign addresses, test data: examples and look-alikes, and no false alarm on any name.

The examples are in `special.toml`, each judged in four cells and in one.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csvbridge.address import Address, load
from csvbridge.checks.place import building, dummy, foreign, odd, special
from csvbridge.checks.place.judge import judge
from csvbridge.checks.place.model import PARTS, Case, Defect, Place, added
from csvbridge.codes import lookup
from csvbridge.codes.special import CODES, TAKES_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILIES = (special, building, foreign, dummy)
OWN = frozenset({*(entry.code for entry in CODES), "ROOM_MISSING", "ROOM_ONLY", "ADDR2_REPEATS"})
NEVER = frozenset({"PO_BOX", "CARRIER_HOLD", "PICKUP_POINT", "FORWARDING", "CARE_OF", "OVERSEAS", "TEST_DATA"})
EXAMPLES = tomllib.loads(Path(__file__).with_name("special.toml").read_text("utf-8"))["example"]

each_example = pytest.mark.parametrize(
    "case", EXAMPLES, ids=lambda case: f"{case['code'] or 'quiet'}-{case['cells'][-1]}"
)


def said(place: Place) -> list[Defect]:
    """What these families say of an address."""
    return [defect for defect in judge(place, load()) if defect.code in OWN]


def check(case: dict[str, Any], place: Place) -> list[Defect]:
    found = said(place)
    assert [defect.code for defect in found] == ([case["code"]] if case["code"] else [])
    for defect in found:
        assert (defect.severity or lookup(defect.code).severity) == case["severity"]
    return found


@each_example
def test_example_in_cells(case: dict[str, Any]) -> None:
    postal_code, prefecture, street, own = case["cells"]
    found = check(case, Place(postal_code.replace("-", ""), prefecture, "", street, own))
    if "suggestion" in case:
        assert [defect.suggestion for defect in found] == [case["suggestion"]]


@each_example
def test_example_in_one_cell(case: dict[str, Any]) -> None:
    postal_code, prefecture, street, own = case["cells"]
    check(case, Place(postal_code.replace("-", ""), address=f"{prefecture}{street}\u3000{own}".strip()))


def test_look_alike_has_no_other_defect_either() -> None:
    """Each is a true address: a look-alike that is quiet only because another code hides it would prove nothing."""
    for case in EXAMPLES:
        postal_code, prefecture, street, own = case["cells"]
        if not case["code"] and "why" not in case:
            assert judge(Place(postal_code.replace("-", ""), prefecture, "", street, own), load()) == (), case["cells"]


def test_every_code_has_an_example() -> None:
    assert {case["code"] for case in EXAMPLES} == {*OWN, ""}


@pytest.fixture(scope="module")
def towns() -> pl.DataFrame:
    names = load().towns.select(
        prefecture=pl.col("prefecture").cast(pl.String),
        city=pl.col("city").cast(pl.String),
        street=pl.col("town") + "1-2",
    )
    return places(names.unique())


@pytest.fixture(scope="module")
def offices() -> pl.DataFrame:
    rows = load().offices.select(
        "postal_code",
        prefecture=pl.col("prefecture").cast(pl.String),
        city=pl.col("city").cast(pl.String),
        street=pl.col("town") + pl.col("number"),
    )
    return places(rows)


def places(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.lit("").alias(name) for name in PARTS if name not in frame.columns).select(PARTS)


def flagged(frame: pl.DataFrame) -> Iterator[Defect]:
    """What the families say of the rows that may be odd, without the help of a matcher."""
    for row in added(frame, odd.steps()).filter("odd").select(PARTS).iter_rows():
        yield from unparsed(Place(*row))


def unparsed(place: Place) -> list[Defect]:
    case = Case(place, Address(), load())
    return [defect for family in FAMILIES for defect in family.find(case)]


def test_no_town_is_a_special_place(towns: pl.DataFrame) -> None:
    found = Counter(defect.code for defect in flagged(towns))
    assert towns.height > 110_000
    assert not {*found} & {*NEVER, "POST_OFFICE_HOLD", "WORKPLACE", "ROOM_MISSING"}
    # Three towns are called after a hospital or a school; the matcher knows that they are towns.
    assert found["TEMP_STAY"] <= 3


def test_no_town_is_a_special_place_in_one_cell(towns: pl.DataFrame) -> None:
    whole = towns.select(address=pl.concat_str("prefecture", "city", "street"))
    assert not {defect.code for defect in flagged(places(whole))} & {*NEVER, "POST_OFFICE_HOLD", "ROOM_MISSING"}


def test_no_office_is_a_special_place(offices: pl.DataFrame) -> None:
    found = list(flagged(offices))
    assert not {defect.code for defect in found} & NEVER
    # One address of the post's own table says itself that it is held at a post office.
    assert [defect.value for defect in found if defect.code == "POST_OFFICE_HOLD"] == [
        "新三郷ららシティ3-2-1GLP三郷2(新越谷郵便局留)"
    ]
    assert Counter(defect.code for defect in found)["TEMP_STAY"] <= 10


def test_town_that_is_called_after_a_hospital() -> None:
    assert said(Place("7560094", "山口県", "山陽小野田市", "市立病院1-2")) == []


WORDS = (
    *("局留め", "郵便局", "営業所", "止め", "センター", "私書箱", "P.O. Box", "店受取", "ロッカー", "転送", "様方"),
    *(
        "気付",
        "ホテル",
        "病院",
        "大学",
        "小学校",
        "株式会社",
        "(有)",
        "㈱",
        "ハイツ",
        "例示荘",
        "第2",
        "メゾン",
        "テスト",
    ),
    *("ああああ", "○○", "海外", "台湾", "Street", "Otemachi", "-shi", "USA", "群馬県", "前橋市", "大手町", "2-12-1"),
    *(
        "２－１２－１",
        "の",
        "305",
        "305号室",
        "A-101",
        "2丁目",
        " ",
        "\u3000",
        "ー",
        "ｔｅｓｔ",
        "ｺﾝﾋﾞﾆ",
        "は\u309a",
        "\ufb00",
    ),
)
cell = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=5).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.builds(Place, st.sampled_from(["3710026", ""]), cell, cell, cell, cell, cell))
@example(Place(street="大手町2-12-1", building="大手町２ー１２ー１　305"))
@example(Place(address="前橋市大手町2-12-1　前橋市大手町2-12-1"))
def test_whatever_is_flagged_is_odd(place: Place) -> None:
    frame = pl.DataFrame([place], schema=dict.fromkeys(PARTS, pl.String), orient="row")
    found = [*unparsed(place), *said(place)]
    assert added(frame, odd.steps())["odd"].item() or not found


@settings(deadline=None)
@given(st.lists(cell | st.sampled_from([stem for words in odd._TABLES for stem in words.stems]), max_size=20))
def test_what_is_odd_is_looked_at(cells: list[str]) -> None:
    """The quicker pattern lets nothing through, in either width and case."""
    texts = pl.Series([form for text in cells for form in (text, text.upper(), fullwidth(text))], dtype=pl.String)
    told = texts.to_frame("cell").select(
        odd=pl.col("cell").str.contains(odd.ODD), looked=pl.col("cell").str.contains(odd.LOOK)
    )
    assert told.filter(pl.col("odd") & ~pl.col("looked")).is_empty()


def fullwidth(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def test_few_towns_are_looked_at(towns: pl.DataFrame) -> None:
    assert towns["street"].str.contains(odd.LOOK).mean() < 0.03


@settings(max_examples=100, deadline=None)
@given(st.builds(Place, st.just("3710026"), cell, cell, cell, cell, cell))
def test_defect_speaks_of_a_filled_cell(place: Place) -> None:
    for defect in unparsed(place):
        assert defect.value in getattr(place, defect.part)
        assert {"word"} >= {*defect.params}


@pytest.mark.parametrize("code", sorted(TAKES_WORDS))
def test_words_of_a_profile(code: str) -> None:
    place = Place("3710026", "群馬県", "前橋市", "大手町2-12-1", "見本 (特別) あずかり所")
    words = {code: ("見本（特別）あずかり", "（特別）")}
    frame = pl.DataFrame([place], schema=dict.fromkeys(PARTS, pl.String), orient="row")
    assert judge(place, load()) == ()
    assert not added(frame, odd.steps())["odd"].item()
    assert [(defect.code, defect.params["word"]) for defect in judge(place, load(), words)] == [(code, "(特別)")]
    assert added(frame, odd.steps(tuple(words.items())))["odd"].item()
