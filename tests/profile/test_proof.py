"""The proof that spares most cells their constraints: it spares no cell that fails one, and spares what is usual."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.profile.columns import file_columns
from csvbridge.profile.constraints import constraints_of
from csvbridge.profile.proof import Limits, clean, constraints, proof

from .test_constraints import COLUMNS, TEXTS, format_of

MORE: list[dict[str, object]] = [
    *({**column, "required": True} for column in COLUMNS),
    {"required": True, "charset": "fullwidth", "max_chars": 5, "min_chars": 2},
    {"required": True, "charset": "jisx0208", "max_bytes": 8},
    {"type": "postal_code", "min_chars": 7, "max_chars": 8},
    {"type": "phone", "required": True, "min_chars": 8, "max_chars": 12, "read": ["no_hyphen"]},
    {"type": "digits", "required": True, "read": ["digits"]},
    {"type": "percent", "min": 8, "max": 10},
    {"type": "yen", "sign": "negative", "min": -500},
    {"type": "integer", "signed": True},
    {"values": [" ", "2"], "required": True},
    {"name": "番号{n}", "required": True, "type": "integer"},
    {"required": True, "rows": "last", "charset": "ascii"},
]


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=6))
@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "euc_jp"])
def test_a_clean_cell_fails_nothing(texts: list[str], encoding: str) -> None:
    format_ = format_of(*COLUMNS, *MORE, encoding=encoding)
    cells = pl.DataFrame({"cell": texts}, schema={"cell": pl.String})
    for column in file_columns(format_):
        limits = Limits.of(column, format_.dialect, format_.codes)
        proven = clean(limits, pl.col("cell"))
        asked = [c for c in constraints_of(column, format_.dialect, format_.codes) if c.scope == "cell"]
        if proven is None:
            assert not asked
            continue
        for text, is_clean in zip(texts, cells.select(proven).to_series(), strict=True):
            assert not is_clean or all(c.holds(text) for c in asked), (column.column, text)


USUAL = [
    ({"field": "order.number", "required": True, "max_chars": 50, "pattern": "[0-9A-Za-z-]+"}, "T0001-2"),
    ({"field": "order.ordered_at", "required": True, "format": "YYYY/MM/DD"}, "2026/11/20"),
    ({"field": "buyer.name", "required": True, "max_chars": 5, "charset": "fullwidth"}, "見本　太郎"),
    ({"field": "buyer.kana", "max_bytes": 10, "charset": "halfwidth-kana"}, "ﾐﾎﾝ ﾀﾛｳ"),
    ({"field": "buyer.address", "required": True, "max_bytes": 20, "charset": "jisx0208"}, "東京都千代田区１－１"),
    ({"field": "buyer.postal_code", "required": True, "min_chars": 7, "max_chars": 8}, "1000005"),
    ({"field": "buyer.phone", "required": True, "min_chars": 8, "max_chars": 17}, "03-0000-0001"),
    ({"field": "buyer.email", "max_chars": 100}, "taro@example.com"),
    ({"field": "order.total", "required": True, "max": 999999}, "10950"),
    ({"field": "item.unit_price", "required": True, "signed": True, "max_chars": 6}, "-500"),
    ({"field": "item.quantity", "required": True, "min": 1}, "2"),
    ({"values": ["2", "3"], "required": True}, "3"),
    ({"field": "credit.result", "codes": "credit-words", "required": True}, "ＯＫ"),
]


@pytest.mark.parametrize(("column", "text"), USUAL)
def test_a_usual_cell_is_proven_and_a_blank_one_where_it_may_be(column: dict[str, object], text: str) -> None:
    format_ = format_of(column)
    limits = Limits.of(file_columns(format_)[0], format_.dialect, format_.codes)
    expected = [True, not column.get("required", False)]
    assert pl.DataFrame({"列1": [text, ""]}).select(proof(limits)).to_series().to_list() == expected


def test_equal_columns_share_their_expressions() -> None:
    one, other = (format_of({"required": True, "max_chars": 3, "provider_codes": {"LEN_OVER": c}}) for c in ("A", "B"))
    first, second = (Limits.of(file_columns(f)[0], f.dialect, f.codes) for f in (one, other))
    assert proof(first) is proof(second)
    assert constraints(first) is constraints(second)
    third = format_of({"required": True, "max_chars": 4})
    assert proof(Limits.of(file_columns(third)[0], third.dialect, third.codes)) is not proof(first)
