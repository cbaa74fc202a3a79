"""The scalar form and the column form of every type are one; canonical forms are fixed points."""

from __future__ import annotations

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
