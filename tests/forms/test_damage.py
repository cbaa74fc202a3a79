"""Excel's damage: what is caught, what looks like it and is left alone; scalar and column are one."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.catalog import FIELDS
from csvbridge.codes import every
from csvbridge.forms import damage

from .nasty import texts

KINDS = {kind.code: kind for kind in vars(damage).values() if isinstance(kind, damage.Damage)}
CAUGHT = {
    "EXCEL_EXPONENT": ["2.01E+10", "1E+12", "9.87654E+15", "-1.2e+11"],
    "EXCEL_ERROR": ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "####", "##"],
    "EXCEL_DATE": ["1月2日", "12月31日", "2-Jan", "Jan-02", "1/2", "2-Jan-26", "2001/2/3"],
    "EXCEL_SERIAL": ["46346", "46346.5"],
    "EXCEL_DIGITS": ["1234567890123450", "123456789012345000"],
    "EXCEL_WRAPPED": ['="0123"', "'0123", "'+81", '=""'],
    "PHONE_ZERO_LOST": ["312345678", "9012345678", "5012345678"],
    "FORMULA": ["=1+1", "+1", "@SUM", "\t=1", "=a\nb"],
}
SPARED = {
    "EXCEL_EXPONENT": ["2.01E10", "12E+10", "E+10", "1E-05", "A1E+10", "1E+5"],
    "EXCEL_ERROR": ["#", "#1001", "N/A", "#N/A商店", "# #"],
    "EXCEL_DATE": ["1-2", "13月2日", "1月32日", "1月2日ビル", "1/2/3", "31/1", "May", "2026/13/1", "2-jan"],
    "EXCEL_SERIAL": ["4634", "463460", "80000", "2026", "20261120"],
    "EXCEL_DIGITS": ["123456789012345", "1234567890123451", "0123456789012340", "1234567890123450a"],
    "EXCEL_WRAPPED": ['="01"23"', "'abc", "0123", '"0123"', "=0123"],
    "PHONE_ZERO_LOST": ["0312345678", "3123456789", "12345678", "90-1234-5678", "1012345678"],
    "FORMULA": ["-1", "1=1", "Ａ＠B", "‐x", ""],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, all_ in CAUGHT.items() for text in all_])
def test_caught(code: str, text: str) -> None:
    assert KINDS[code].holds(text)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, all_ in SPARED.items() for text in all_])
def test_left_alone(code: str, text: str) -> None:
    assert not KINDS[code].holds(text)


@pytest.mark.parametrize("code", KINDS)
@given(values=st.lists(st.one_of(texts, st.sampled_from([t for all_ in CAUGHT.values() for t in all_])), min_size=1))
@settings(max_examples=50, deadline=None)
def test_scalar_equals_column(code: str, values: list[str]) -> None:
    frame = pl.DataFrame({"cell": values})
    assert frame.select(KINDS[code].mask(pl.col("cell"))).to_series().to_list() == [
        KINDS[code].holds(v) for v in values
    ]


def test_every_kind_is_caught_spared_and_has_words() -> None:
    assert set(KINDS) == set(CAUGHT) == set(SPARED)
    assert set(KINDS) <= set(every())


@pytest.mark.parametrize("field", FIELDS)
def test_error_values_are_looked_for_everywhere(field: str) -> None:
    assert damage.ERROR in damage.kinds_of(field)


def test_notes_and_product_names_may_hold_days_and_signs() -> None:
    for field in ("order.note", "item.name", "order.delivery_time"):
        assert damage.kinds_of(field) == (damage.ERROR,)
