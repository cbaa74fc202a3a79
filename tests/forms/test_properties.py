"""The scalar form and the column form of every type are one; canonical forms are fixed points."""

from __future__ import annotations

import re
from datetime import datetime

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csvbridge.catalog import TYPES
from csvbridge.forms import FORMS, date

from .nasty import texts

cells = st.lists(texts, min_size=1, max_size=20)
FORMATS = (
    "YYYY/MM/DD",
    "MM/DD/YYYY",
    "YYYYMMDD",
    "YYYY年M月D日",
    "YYYY-MM-DD HH:mm:ss",
    "D.M.YYYY H:mm",
    "YYYY-MM-DDTHH:mm",
)


def column(values: list[str]) -> pl.DataFrame:
    return pl.DataFrame({"cell": values}, schema={"cell": pl.String})


def test_every_type_but_word_has_a_form() -> None:
    assert set(FORMS) == set(TYPES) - {"word"}


@pytest.mark.parametrize("type_", FORMS)
@given(values=cells)
@settings(max_examples=60, deadline=None)
def test_scalar_equals_column(type_: str, values: list[str]) -> None:
    form = FORMS[type_]
    found = column(values).select(form.canonical_expr(pl.col("cell"))).to_series().to_list()
    assert found == [form.canonical(value) for value in values]


@pytest.mark.parametrize("form", FORMATS)
@given(values=cells)
@settings(max_examples=60, deadline=None)
@example(values=["2026/2/29", "2028/02/29", "2/29/2028", "20280229", "2028-02-29 24:00:00", "29.2.2028 9:03"])
def test_scalar_equals_column_for_dates_of_a_form(form: str, values: list[str]) -> None:
    found = column(values).select(date.canonical_expr(pl.col("cell"), form)).to_series().to_list()
    assert found == [date.canonical(value, form) for value in values]


@pytest.mark.parametrize("type_", FORMS)
@given(value=texts)
@settings(max_examples=60, deadline=None)
def test_canonical_is_a_fixed_point(type_: str, value: str) -> None:
    once = FORMS[type_].canonical(value)
    assert once is None or FORMS[type_].canonical(once) == once


QUICK = [*((type_,) for type_ in FORMS), *(("date", form) for form in FORMATS)]


@pytest.mark.parametrize("type_", QUICK, ids=" ".join)
@given(values=cells)
@settings(max_examples=100, deadline=None)
@example(
    values=[
        "見本 太郎",
        "見本\u3000太郎\n",
        "ﾐﾎﾝ ﾀﾛｳ",
        "ミホン タロウ",
        "a\n",
        "160-0022",
        "-0",
        "12\n",
        "T-1\xa0",
        "－",
    ]
)
@example(values=["2026/02/29", "2028-02-29T23:59:59", "2026-11-20 24:00:00", "2026-11-20\n", "2026/11/20 10:23:45"])
def test_what_is_surely_of_a_form_is_of_it(type_: tuple[str, ...], values: list[str]) -> None:
    form, shape = FORMS[type_[0]], type_[1:]
    quick = form.quick_of(*shape)
    found = column(values).select(sure=pl.col("cell").str.contains(quick.whole), value=quick.value(pl.col("cell")))
    for text, sure, value in zip(values, found["sure"], found["value"], strict=True):
        assert sure == bool(re.fullmatch(quick.pattern, text))
        assert not sure or value == form.canonical(text, *shape)
        assert quick.others is None or sure != bool(re.search(quick.others, text))


CLEAN = {
    "text": ["見本", "a b", "1\n2"],
    "name": ["見本 太郎", "見本\u3000太郎", "見本"],
    "kana": ["ミホン タロウ", "ミホンタロウ"],
    "key": ["T0001-2"],
    "postal_code": ["1600022", "160-0022"],
    "phone": ["09012345678", "03-1234-5678"],
    "email": ["hanako@example.jp"],
    "date": ["2026-11-20", "2026/11/20 10:23:45"],
    "yen": ["3300", "0", "-300"],
    "integer": ["2"],
    "percent": ["10"],
    "digits": ["0022"],
}


@pytest.mark.parametrize("type_", FORMS)
def test_common_cells_need_no_parsing(type_: str) -> None:
    assert [text for text in ["", *CLEAN[type_]] if not re.fullmatch(FORMS[type_].quick.pattern, text)] == []


@pytest.mark.parametrize("type_", FORMS)
def test_blank_stays_blank_and_null_stays_null(type_: str) -> None:
    values = pl.DataFrame({"cell": ["", " 　\t", None]})
    assert values.select(FORMS[type_].canonical_expr(pl.col("cell"))).to_series().to_list() == ["", "", None]


@given(day=st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)), form=st.sampled_from(FORMATS))
@settings(deadline=None)
def test_a_date_written_in_a_form_reads_back(day: datetime, form: str) -> None:
    iso = day.strftime("%Y-%m-%dT%H:%M:%S")
    again = date.canonical(pl.select(date.write(pl.lit(iso), form)).item(), form)
    assert again is not None
    assert iso.startswith(again.removesuffix(":00"))
