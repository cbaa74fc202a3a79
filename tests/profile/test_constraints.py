"""One definition of a constraint: a text asked alone, a column asked as a whole and the row model say the same."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.dialect import Dialect
from csvbridge.profile.columns import file_columns
from csvbridge.profile.constraints import blank, constraints_of, is_blank
from csvbridge.profile.models import Format
from csvbridge.profile.row import faults, row_model

CODES = {"credit-words": {"ＯＫ": "approved", "NG": "declined"}}

COLUMNS: list[dict[str, object]] = [
    {"required": True, "max_chars": 3},
    {"min_chars": 2, "max_bytes": 5},
    {"charset": "fullwidth"},
    {"charset": "halfwidth-kana"},
    {"charset": "ascii"},
    {"charset": "digits"},
    {"charset": "jisx0208"},
    {"charset": "cp932"},
    {"pattern": "[0-9A-Za-z-]+|山.?"},
    {"values": ["2", "3", "山田"]},
    {"field": "credit.result", "codes": "credit-words"},
    {"type": "yen", "max": 999},
    {"type": "yen", "signed": True, "min": -300, "max": 10},
    {"type": "yen", "sign": "negative"},
    {"type": "yen", "read": ["negate"]},
    {"type": "integer", "min": 1},
    {"type": "percent"},
    {"type": "digits"},
    {"type": "postal_code", "required": True},
    {"type": "phone"},
    {"type": "email", "min_chars": 5},
    {"type": "date"},
    {"type": "date", "format": "YYYY/MM/DD"},
]

TEXTS = st.one_of(
    st.text(
        st.sampled_from("0123456789-−,.¥円%/年月日 　\t\r\n\xa0\x1c\u3000山髙①𠮷ﾔアaZ@〜～−ＯＫNG２３"), max_size=12
    ),
    st.sampled_from(
        ["", "2026/02/30", "2026/11/20", "160-0023", "03-0000-0001", "a@example.com", "-5", "3300.50", "OK"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)


def format_of(*columns: dict[str, object], encoding: str = "cp932") -> Format:
    """A format of these columns, named 列1, 列2, …"""
    named = [{"name": f"列{number}", **column} for number, column in enumerate(columns, 1)]
    head = {"id": "shop/orders", "title": "注文", "record": "order", "status": "template", "grain": "item"}
    dialect = {"encoding": encoding}
    return Format.model_validate({**head, "columns": named, "codes": CODES, "dialect": dialect})


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "euc_jp"])
def test_text_column_and_model_agree(texts: list[str], encoding: str) -> None:
    format_ = format_of(*COLUMNS, encoding=encoding)
    model = row_model(format_)
    columns = file_columns(format_)
    found: list[set[tuple[str, str]]] = [set() for _ in texts]
    frame = pl.DataFrame({"cell": texts}, schema={"cell": pl.String})
    for column in columns:
        for constraint in constraints_of(column, format_.dialect, format_.codes):
            failing = frame.select(constraint.failing(pl.col("cell"))).to_series()
            assert failing.to_list() == [not constraint.holds(text) for text in texts], (column.column, constraint.code)
            for at in failing.arg_true():
                found[at].add((column.label, constraint.code))
    for text, expected in zip(texts, found, strict=True):
        assert set(faults(model, {column.label: text for column in columns})) == expected


@settings(deadline=None)
@given(st.text(max_size=5))
def test_blank_is_the_same_in_a_column(text: str) -> None:
    assert pl.select(blank(pl.lit(text))).item() is is_blank(text)


@pytest.mark.parametrize(
    ("column", "text", "codes"),
    [
        ({"required": True}, "　", ["REQUIRED"]),
        ({"min_chars": 5, "pattern": "[0-9]+"}, "", []),
        ({"max_chars": 3}, "髙橋太郎", ["LEN_OVER"]),
        ({"max_bytes": 5}, "髙橋ﾀﾛ", ["BYTES_OVER"]),
        ({"max_bytes": 6}, "髙橋ﾀﾛ", []),
        ({"charset": "jisx0208"}, "髙橋", ["CHARSET"]),
        ({"charset": "cp932"}, "𠮷野", ["CHARSET"]),
        ({"pattern": "[0-9]{3}"}, "123\n", ["PATTERN"]),
        ({"values": ["2", "3"]}, "４", ["NOT_ALLOWED"]),
        ({"field": "credit.result", "codes": "credit-words"}, " OK", []),
        ({"field": "credit.result", "codes": "credit-words"}, "保留", ["UNKNOWN_WORD"]),
        ({"field": "order.total", "max": 999}, "1,000", ["NUMBER_RANGE"]),
        ({"field": "order.total", "min": 1}, "-1", ["NEGATIVE"]),
        ({"field": "order.total"}, "3300.50", ["YEN_FRACTION"]),
        ({"field": "order.total"}, "三千円", ["YEN_INVALID"]),
        ({"field": "order.ordered_at"}, "2026/02/30", ["DATE_INVALID"]),
        ({"field": "buyer.postal_code"}, "60-0023", ["ZIP_FORMAT"]),
        ({"max_chars": 2, "charset": "digits"}, "abc", ["LEN_OVER", "CHARSET"]),
    ],
)
def test_codes_of_a_cell(column: dict[str, object], text: str, codes: list[str]) -> None:
    assert [code for _, code in faults(row_model(format_of(column)), {"列1": text})] == codes


def test_required_of_an_item_holds_only_where_the_item_is() -> None:
    columns = [{"name": "明細名{n}", "required": True, "max_chars": 4}, {"name": "単価{n}"}]
    head = {"id": "shop/list", "title": "一覧", "record": "order", "status": "template", "grain": "order"}
    model = row_model(Format.model_validate({**head, "max_items": 2, "columns": columns}))
    one = {"明細名1": "青汁", "単価1": "100", "明細名2": "", "単価2": ""}
    assert faults(model, one) == []
    assert faults(model, one | {"単価2": "50"}) == [("明細名2", "REQUIRED")]
    assert faults(model, one | {"単価2": "50", "明細名1": "とても長い"}) == [
        ("明細名1", "LEN_OVER"),
        ("明細名2", "REQUIRED"),
    ]
    assert faults(model, one | {"明細名1": ""}) == [("明細名1", "REQUIRED")]


def test_required_of_first_rows_is_not_asked_of_others() -> None:
    format_ = format_of({"required": True, "rows": "first"}, {})
    assert faults(row_model(format_), {"列1": "", "列2": "x"}) == [("列1", "REQUIRED")]
    assert faults(row_model(format_, place="middle"), {"列1": "", "列2": "x"}) == []


def test_a_row_has_the_columns_of_its_format_and_no_others() -> None:
    model = row_model(format_of({}, {"optional": True}))
    assert faults(model, {}) == [("列1", "missing")]
    assert faults(model, {"列1": "", "列9": ""}) == [("列9", "extra_forbidden")]


def test_params_fill_the_message() -> None:
    (constraint,) = constraints_of(file_columns(format_of({"max_chars": 3}))[0], Dialect(), {})
    assert (constraint.code, dict(constraint.params)) == ("LEN_OVER", {"limit": 3})
