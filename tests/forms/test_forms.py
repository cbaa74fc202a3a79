"""Cells and their canonical forms, type by type; None is a cell that is not of the form."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.forms import FORMS, kana
from csvbridge.steps._characters import KATAKANA

CASES = {
    "text": {"　見本 ": "見本", "a\nb": "a\nb", "①㈱～": "①㈱～", "\xa0x\t": "x"},
    "name": {"見本 太郎": "見本　太郎", "見本　　太郎  様": "見本　太郎  様", "髙橋": "髙橋", "見\n本": "見\n本"},
    "kana": {"ﾐﾎﾝ ﾀﾛｳ": "ミホン　タロウ", "がぎ": "ガギ", "か\u3099": "ガ", "ｶﾞｯﾊﾟ": "ガッパ", "ー": "ー", "山": "山"},
    "key": {"ＥＣ－１": "EC-1", " 0001 ": "0001", "①": "1"},
    "postal_code": {
        "160-0022": "1600022",
        "１６０−００２２": "1600022",
        "〒160ー0022": "1600022",
        "160 0022": "1600022",
        "600022": None,
        "16000222": None,
        "①600022": None,
        "16-00022": None,
        "〒": None,
        "": "",
    },
    "phone": {
        "03-1234-5678": "03-1234-5678",
        "０９０１２３４５６７８": "09012345678",
        "03(1234)5678": "03-1234-5678",
        "（03）1234-5678": "03-1234-5678",
        "03-(1234)-5678": "03-1234-5678",
        "+81-90-1234-5678": "090-1234-5678",
        "+81 (0)90 1234 5678": "09012345678",
        "+81312345678": "0312345678",
        "090ー1234ー5678": "090-1234-5678",
        "0120-123-456": "0120-123-456",
        "0800-123-4567": "0800-123-4567",
        "312345678": None,
        "9012345678": None,
        "03-1234-56789-": None,
        "090-1234-56789": None,
        "03--1234-5678": None,
        "+1 212 555 0100": None,
        "なし": None,
    },
    "email": {
        "a@example.jp": "a@example.jp",
        "Ａ＠example.jp": "A@example.jp",
        "a.b..c.@example.ne.jp": "a.b..c.@example.ne.jp",
        "a@b@example.jp": None,
        "a b@example.jp": None,
        "a@example": None,
        "@example.jp": None,
        "a@.jp": None,
        "花子@example.jp": None,
        "a@example..jp": None,
    },
    "date": {
        "2026/11/20": "2026-11-20",
        "2026-1-5": "2026-01-05",
        "2026.1.5": "2026-01-05",
        "２０２６年１月５日": "2026-01-05",
        "20261120": "2026-11-20",
        "2026/11/20 9:03": "2026-11-20T09:03:00",
        "2026-11-20T10:23:45": "2026-11-20T10:23:45",
        "2026-11-20 10:23:45.999": "2026-11-20T10:23:45",
        "2026-11-20T15:00:00Z": "2026-11-21T00:00:00",
        "2026-11-20 10:23:45 +0900": "2026-11-20T10:23:45",
        "2026-11-20T10:23:45-05:00": "2026-11-21T00:23:45",
        "2028/02/29": "2028-02-29",
        "2026/02/29": None,
        "2026/02/30": None,
        "2026/04/31": None,
        "2026/13/01": None,
        "2026/0/1": None,
        "1899/12/31": None,
        "2100/01/01": None,
        "26/11/20": None,
        "11/20": None,
        "2026/11-20": None,
        "2026/11/20 24:00": None,
        "2026/11/20 10:60": None,
        "2026/11/20Z": None,
        "2099-12-31T23:00:00Z": None,
        "46346": None,
        "2026/11/2010:23": None,
        "2026年11/20": None,
    },
    "yen": {
        "3300": "3300",
        "3,300": "3300",
        "¥3,300": "3300",
        "￥３，３００": "3300",
        "\\3300": "3300",
        "3300円": "3300",
        "3,300 円": "3300",
        "3300.00": "3300",
        "-300": "-300",
        "−300": "-300",
        "▲300": "-300",
        "△1,000": "-1000",
        "¥-300": "-300",
        "-¥300": "-300",
        "007": "7",
        "0": "0",
        "-0": "0",
        "000": "0",
        "999999999999999": "999999999999999",
        "3,30": None,
        "33,00": None,
        ",300": None,
        "0,300": None,
        "3300.5": None,
        "3300.": None,
        "1000000000000000": None,
        "--3": None,
        "-¥-3": None,
        "¥": None,
        "円": None,
        "+3": None,
        "3-": None,
        "(300)": None,
        "1E+05": None,
        "①": None,
    },
    "integer": {
        "2": "2",
        "２": "2",
        "2.00": "2",
        "1,000": "1000",
        "-1": "-1",
        "+1": "1",
        "2.5": None,
        "2個": None,
        "1.000,0": None,
    },
    "percent": {
        "10": "10",
        "10%": "10",
        "８％": "8",
        "10.00": "10",
        "08": "8",
        "0": "0",
        "100": "100",
        "101": None,
        "0.1": None,
        "-8": None,
        "8.5%": None,
    },
    "digits": {"００２２": "0022", "0022": "0022", "00-22": None, "②": None, "٣": None},
}


@pytest.mark.parametrize(("type_", "text"), [(type_, text) for type_, cases in CASES.items() for text in cases])
def test_canonical(type_: str, text: str) -> None:
    assert FORMS[type_].canonical(text) == CASES[type_][text]


def test_every_form_has_cases() -> None:
    assert set(CASES) == set(FORMS)


@pytest.mark.parametrize("text", ["3300.5", "3,300.50", "¥0.01", "-1.5円"])
def test_a_fraction_of_a_yen_has_its_own_code(text: str) -> None:
    assert FORMS["yen"].code_of(text) == "YEN_FRACTION"


@pytest.mark.parametrize("text", ["3,30", "about 3", "3,30.5", "1.2.3", "1000000000000000"])
def test_any_other_bad_amount_is_invalid(text: str) -> None:
    assert FORMS["yen"].code_of(text) == "YEN_INVALID"


@given(st.text("".join({char for form in KATAKANA for char in form} | {*"ア漢a"}), max_size=6))
def test_kana_are_found_as_if_each_were_named(text: str) -> None:
    each = re.compile("|".join(KATAKANA))
    assert re.findall(kana._pattern(), text) == each.findall(text)
    assert bool(each.search(text)) <= (not kana._ENDS.isdisjoint(text))
