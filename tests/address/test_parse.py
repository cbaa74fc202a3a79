"""The parts of addresses, cut as they stand."""

from __future__ import annotations

from types import SimpleNamespace
from unicodedata import normalize
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.address import Address, load, number, parse

PARTS = ("prefecture", "city", "town", "subarea", "number", "building", "room")

EXAMPLES = [
    # text, postal code, prefecture, city, town, subarea, number, building, room
    ("群馬県前橋市大手町2-12-1", "3710026", "群馬県", "前橋市", "大手町", "", "2-12-1", "", ""),
    ("東京都新宿区西新宿二丁目８番１号　第一庁舎ビル　305号室", "1600023", "東京都", "新宿区", "西新宿", "",
     "二丁目８番１号", "第一庁舎ビル", "305号室"),
    ("大阪府大阪市北区梅田３－１－１サウス例示ビル16F", "5300001", "大阪府", "大阪市北区", "梅田", "", "３－１－１",
     "サウス例示ビル", "16F"),
    ("北海道札幌市中央区北3条西6丁目1", "0600003", "北海道", "札幌市中央区", "北三条西", "", "6丁目1", "", ""),
    ("北海道石狩郡新篠津村第47線北13番地", "0681100", "北海道", "石狩郡新篠津村", "", "", "第47線北13番地", "", ""),
    ("中富良野町東九線北18号", "0710779", "北海道", "空知郡中富良野町", "東９線北", "", "18号", "", ""),
    ("京都府京都市中京区寺町通御池上る上本能寺前町488", "6040925", "京都府", "京都市中京区", "上本能寺前町", "",
     "488", "", ""),
    ("岩手県和賀郡西和賀町川尻４０地割４０－７１", "0295512", "岩手県", "和賀郡西和賀町", "川尻", "",
     "４０地割４０－７１", "", ""),
    ("千葉県匝瑳市八日市場ハ793", "2892141", "千葉県", "匝瑳市", "八日市場ハ", "", "793", "", ""),
    ("富山県射水市流通センター1-2", "9390321", "富山県", "射水市", "流通センター", "", "1-2", "", ""),
    ("広島県福山市御幸町大字上岩成字正戸476", "7200001", "広島県", "福山市", "御幸町上岩成", "字正戸", "476", "", ""),
    ("静岡県御殿場市中畑無番地", "4120006", "静岡県", "御殿場市", "中畑", "", "無番地", "", ""),
    ("長野県下伊那郡平谷村354", "3950601", "長野県", "下伊那郡平谷村", "", "", "354", "", ""),
    ("東京都千代田区司町2-1", "1010048", "東京都", "千代田区", "神田司町", "", "2-1", "", ""),
    ("大字大手町2-12-1", "3710026", "群馬県", "前橋市", "大手町", "", "2-12-1", "", ""),
    ("新宿区西新宿2-8-1", "", "東京都", "新宿区", "西新宿", "", "2-8-1", "", ""),
    ("静岡市追手町5-1", "", "静岡県", "静岡市", "追手町", "", "5-1", "", ""),
    ("府中市宮西町2-24", "", "東京都", "府中市", "宮西町", "", "2-24", "", ""),
    ("群馬県前橋市大手町甲1769", "", "群馬県", "前橋市", "大手町", "", "甲1769", "", ""),
    ("群馬県前橋市大手町ｲ92-11", "", "群馬県", "前橋市", "大手町", "", "ｲ92-11", "", ""),
    ("Otemachi 2-12-1", "", "", "", "", "", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[0])
def test_parts(example: tuple[str, ...]) -> None:
    text, code, *parts = example
    found = parse(text, code)
    assert [getattr(found, part) for part in PARTS] == parts


def test_cells_and_one_text_are_read_alike() -> None:
    cells = ("群馬県", "前橋市", "大手町2-12-1", "例示ビル305")
    assert parse(cells, "3710026") == parse("群馬県前橋市大手町2-12-1　例示ビル305", "3710026")


def test_kyoto_street_name() -> None:
    assert parse("京都府京都市中京区寺町通御池上る上本能寺前町488").street_name == "寺町通御池上る"


def test_names_stand_as_they_stand() -> None:
    found = parse("東京都杉並区阿佐ヶ谷 南1-15-1")
    assert (found.town, found.town_text, found.city_text) == ("阿佐谷南", "阿佐ヶ谷 南", "杉並区")


def test_what_is_left_out_is_filled_in() -> None:
    found = parse("長万部町字長万部453")
    assert (found.prefecture, found.prefecture_text) == ("北海道", "")
    assert (found.city, found.city_text) == ("山越郡長万部町", "長万部町")


def test_repeated_names() -> None:
    assert parse("群馬県群馬県前橋市大手町1").repeated == ("prefecture",)
    assert parse("群馬県前橋市群馬県前橋市大手町1").repeated == ("prefecture",)
    assert parse("群馬県前橋市前橋市大手町1").repeated == ("city",)
    assert parse("埼玉県三郷市三郷1-1").repeated == ()


@given(
    st.text(st.sampled_from("東京都新宿区群馬県前橋市大手町字ヶケー-1２丁目番地号　 ｶﾞ㈱\u3099")),
    st.sampled_from(["", "3710026", "9"]),
)
def test_any_text_can_be_read(text: str, code: str) -> None:
    found = parse(text, code, master=load())
    assert isinstance(found, Address)
    for part in (
        "prefecture_text",
        "city_text",
        "town_text",
        "number",
        "building",
        "room",
        "subarea",
        "street_name",
        "rest",
    ):
        assert getattr(found, part) in text


@given(st.text("0Aaア番無地外階十 　-字町見本", max_size=6).map(lambda text: normalize("NFKC", text)))
def test_what_has_no_sign_of_a_number_has_none(text: str) -> None:
    quick = number.read(text)
    with patch.object(number, "_SAYING", SimpleNamespace(isdisjoint=lambda _: False)):
        assert number.read(text) == quick
