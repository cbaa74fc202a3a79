"""Steps: what each does to a cell, what it leaves alone, and what holds for every text."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge import steps

ARGUMENTS = {"zero_pad": 8, "prefix": "EC-", "strip_prefix": "#", "date": "YYYY/MM/DD"}
KATAKANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッ"
    "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴー・「」、。"
)
SAMPLES = st.sampled_from(
    [*"ｶﾞﾊﾟﾞﾟｰ｡", *"がカガヴヵ゛～〜㈱①髙￥¥\\", *"-－ー−‐", *" 　\t\n\xa0", "A", "ａ", "0", "９", "か\u3099", "ﾜﾞ"]
)
texts = st.one_of(st.lists(SAMPLES, max_size=10).map("".join), st.text(max_size=10))


def step(name: str, *texts: str | None) -> list[str | None]:
    cells = pl.DataFrame({"cell": texts}, schema={"cell": pl.String})
    return cells.select(steps.STEPS[name].apply(pl.col("cell"), ARGUMENTS.get(name))).to_series().to_list()


CASES = {
    "fullwidth": {"3-2 ｶﾞｰﾃﾞﾝ": "３－２　ガーデン", "～－㈱①": "～－㈱①", "¥\\": "￥＼", "ﾜﾞ": "ワ゛", "a\nb": "ａ\nｂ"},
    "halfwidth": {"３－２　ガＡ": "3-2 ガA", "￥①㈱": "￥①㈱", "ｶﾞ": "ｶﾞ"},
    "katakana": {"ﾔﾏﾀﾞ たろう": "ヤマダ タロウ", "か\u3099": "ガ", "ゔ": "ヴ", "ゞ": "ヾ", "山A": "山A"},
    "halfwidth_kana": {"ヤマダ　ガク": "ﾔﾏﾀﾞ ｶﾞｸ", "ぱ": "ﾊﾟ", "ヴー・": "ｳﾞｰ･", "ヰヵ": "ヰヵ", "Ａ－１": "A-1"},
    "digits": {"〒１６０-0022": "1600022", "①": "", "なし": "", "0012": "0012"},
    "no_hyphen": {"03-1234－5678": "0312345678", "1ー2ー3": "123", "ヤマー": "ヤマー", "−‐—": ""},
    "zero_pad": {"42": "00000042", "123456789": "123456789", "A42": "A42", "-42": "-42"},
    "negate": {
        "300": "-300",
        "-300": "300",
        "▲1,000": "1,000",
        "0": "0",
        "0.00": "0.00",
        "¥300": "-¥300",
        "なし": "なし",
    },
    "hyphenate_postal_code": {"1600022": "160-0022", "160-0022": "160-0022", "160002": "160002"},
    "hyphenate_phone": {
        "08012345678": "080-1234-5678",
        "05012345678": "050-1234-5678",
        "0120123456": "0120-123-456",
        "08001234567": "0800-123-4567",
        "0612345678": "06-1234-5678",
        "0451234567": "0451234567",
        "045-123-4567": "045-123-4567",
        "0801234567": "0801234567",
    },
    "strip": {"　a b\xa0\t": "a b", "　": ""},
    "no_space": {" 山田　太 郎\n": "山田太郎"},
    "nfkc": {"Ｔ①": "T1", "abc": "abc"},
    "prefix": {"1": "EC-1"},
    "strip_prefix": {"#1": "1", "1#": "1#"},
    "upper": {"aｂ": "AＢ"},
    "lower": {"AＢ": "aｂ"},
    "date": {"2026-11-05": "2026/11/05", "2026-11-05T09:03:00": "2026/11/05", "2026/11/05": None, "x": None},
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, cases in CASES.items() for text in cases])
def test_step(name: str, text: str) -> None:
    assert step(name, text) == [CASES[name][text]]


def test_every_step_has_cases() -> None:
    assert set(CASES) == set(steps.STEPS)


@pytest.mark.parametrize("name", steps.STEPS)
def test_blank_stays_blank_and_null_stays_null(name: str) -> None:
    assert step(name, "", None) == ["", None]


@pytest.mark.parametrize("name", sorted(set(steps.STEPS) - {"prefix", "strip_prefix", "negate", "date"}))
@given(values=st.lists(texts, min_size=1))
@settings(max_examples=50, deadline=None)
def test_twice_is_once(name: str, values: list[str]) -> None:
    once = step(name, *values)
    assert step(name, *once) == once


@given(values=st.lists(texts, min_size=1))
@settings(max_examples=100, deadline=None)
def test_fullwidth_leaves_nothing_narrow(values: list[str]) -> None:
    assert not [
        c for text in step("fullwidth", *values) for c in text or "" if " " <= c <= "~" or "\uff61" <= c <= "\uff9f"
    ]


@given(text=st.text(st.sampled_from(KATAKANA)))
@settings(max_examples=100, deadline=None)
def test_kana_narrowed_and_widened_is_the_same(text: str) -> None:
    (narrow,) = step("halfwidth_kana", text)
    assert all("\uff61" <= c <= "\uff9f" for c in narrow or "")
    assert step("katakana", narrow) == [text]


@given(text=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
@settings(max_examples=100, deadline=None)
def test_ascii_widened_and_narrowed_is_the_same(text: str) -> None:
    (wide,) = step("fullwidth", text)
    assert len(wide or "") == len(text)
    assert step("halfwidth", wide) == [text]


@pytest.mark.parametrize(
    ("form", "iso", "written"),
    [
        ("YYYYMMDDHHmmss", "2026-11-05T09:03:07", "20261105090307"),
        ("M/D/YYYY", "2026-11-05", "11/5/2026"),
        ("YYYY年M月D日 H:mm", "2026-10-30T10:00:00", "2026年10月30日 10:00"),
        ("YYYY-MM-DDTHH:mm:ss", "2026-11-05", None),
        ("YYYY.MM.DD", "", ""),
    ],
)
def test_date_forms(form: str, iso: str, written: str | None) -> None:
    assert pl.select(steps.STEPS["date"].apply(pl.lit(iso), form)).item() == written


@pytest.mark.parametrize(
    "form", ["", "YY/MM/DD", "YYYY/MM", "YYYY/MM/DD mm", "YYYY/MM/DD/DD", "YYYY-MM-DDZ", "dd/MM/YYYY"]
)
def test_a_date_form_that_is_not_understood_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="a date form is made of"):
        steps.STEPS["date"].apply(pl.lit("2026-11-05"), form)


@pytest.mark.parametrize(("name", "argument"), [("zero_pad", "8"), ("zero_pad", None), ("digits", 1), ("prefix", True)])
def test_a_wrong_argument_is_refused(name: str, argument: object) -> None:
    with pytest.raises(ValueError, match=name):
        steps.STEPS[name].apply(pl.lit(""), argument)  # type: ignore[arg-type]


def test_steps_run_in_order() -> None:
    read = [SimpleNamespace(name=name, argument=argument) for name, argument in (("digits", None), ("prefix", "A"))]
    assert pl.select(steps.apply(pl.lit("１-2"), read)).item() == "A12"
