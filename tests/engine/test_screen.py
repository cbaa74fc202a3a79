"""Cells that the screen calls clean are clean: reading by it and reading every cell one by one give the same."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from csvbridge.catalog import FIELDS
from csvbridge.checks import characters, damage, name
from csvbridge.checks.characters import NO_TARGET, Writing
from csvbridge.engine import cells as module
from csvbridge.engine import screen
from csvbridge.engine.cells import Cells
from csvbridge.engine.locate import Located
from csvbridge.profile.columns import FileColumn
from csvbridge.profile.models import Column, Format

from ..forms.nasty import texts

WORDS = {"OK": "approved", "ＮＧ": "declined", "保留 ": "on_hold", "=x": "error", "ok\u200b": "pending"}
SPECIAL = [
    Column(name="n1", field="order.total", required=True),
    Column(name="n2", field="order.discount", sign="negative"),
    Column(name="n3", field="order.points_used", read=["negate"], min=10, max=500),
    Column(name="n4", field="item.quantity", min=1, max=99),
    Column(name="n5", field="order.subtotal", signed=True, min=-500),
    Column(name="k1", field="order.number", read=[{"strip_prefix": "#"}], required=True),
    Column(name="d1", field="order.ordered_at", format="YYYY/MM/DD"),
    Column(name="d2", field="order.ordered_at", format="YYYYMMDD"),
    Column(name="w1", field="credit.result", codes="results", required=True),
    Column(name="w2", field="credit.result", codes="results", read=["upper"], max_chars=2),
    Column(name="w3", field="credit.result", codes="blank", required=True),
    Column(name="t1", field="order.note", max_chars=4, required=True),
    Column(name="t2", field="buyer.street", min_chars=3, max_bytes=10),
    Column(name="t3", field="buyer.name", charset="fullwidth"),
    Column(name="t4", field="buyer.kana", charset="halfwidth-kana", read=["halfwidth_kana"]),
    Column(name="t5", field="item.name", charset="jisx0208"),
    Column(name="t6", field="item.code", pattern="[0-9A-Z-]+"),
    Column(name="t7", field="order.delivery_time", values=("午前中", "1")),
    Column(name="t8", field="buyer.building", read=["fullwidth"]),
    Column(name="p1", field="buyer.phone", read=["halfwidth"], required=True),
    Column(name="p2", field="buyer.phone", charset="digits"),
    Column(name="x1", type="yen", min=3),
    Column(name="x2", type="date"),
    Column(name="x3", max_chars=3),
    Column(name="x4", field="order.note", type="yen"),
    Column(name="r1", field="order.shop", rows="first", required=True),
]
ITEMS = [FileColumn(Column(name=n, field=f, required=n == "品{n}"), n.replace("{n}", str(i)), i, 0)
         for i in (1, 2) for n, f in (("品{n}", "item.name"), ("数{n}", "item.quantity"))]  # fmt: skip
COLUMNS = [
    *(FileColumn(Column(name=f, field=f), f, None, 0) for f, kind in FIELDS.items() if kind.type != "word"),
    *(FileColumn(column, column.name, None, 0) for column in SPECIAL),
    *ITEMS,
]
SOME = st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=4, unique_by=lambda column: column.label)
FORMAT = Format.model_validate(
    {"id": "shop/orders", "title": "orders", "record": "order", "status": "documented", "grain": "order"}
    | {"columns": [{"name": "c"}], "codes": {"results": WORDS, "blank": {"": "pending", "OK": "approved"}}}
)
TARGETS = {
    "none": NO_TARGET,
    "unicode": Writing("utf-8"),
    "kana": Writing("cp932", kana=frozenset({"buyer.name", "buyer.building"})),
}
LETTERS = "あハは\u309a\u3099ｶﾞｰー−–-－０1２髙﨑①㈱\u200b😀\t\n\u0001縺繧譁螻逕é\u0301å±\ufffd\ue000様殿御中 　?#=+@'"
CELLS = st.one_of(
    texts,
    st.text(LETTERS, max_size=8),
    st.sampled_from([*WORDS, "ng", "午前中", "1234567890123450", "1234567890123456", "09012345678", "080-123-4567"]),
    st.sampled_from(['="0123"', "'0123", "#1001", "3.12E+08", "4111 1111 1111 1111", "山田 太郎", "千代田区丸の内1-1"]),
    st.sampled_from(["2026/11/20", "20261120", "301", "1月2日", "-300", "3,300", "東京都", "ヤマダ", "", ""]),
)


def read(
    values: list[str], writing: Writing, columns: list[FileColumn] = COLUMNS, *, leading: bool = True
) -> tuple[dict[str, list[object]], list[object]]:
    """Some columns over the same texts; of the item columns, every second row is blank."""
    blank = [value if at % 2 else "" for at, value in enumerate(values)]
    frame = {str(n): blank if column in ITEMS else values for n, column in enumerate(columns)}
    records = SimpleNamespace(cells=pl.DataFrame(frame, schema=dict.fromkeys(frame, pl.String)))
    places = {column.label: n for n, column in enumerate(columns)}
    located = Located(records, FORMAT, tuple(columns), places, {}, (), writing)  # type: ignore[arg-type]
    cells = Cells(located, pl.int_range(0, len(values), eager=True, dtype=pl.UInt32), leading=leading)
    cells.prepare(columns)
    found = {column.label: cells.read(column).to_list() for column in columns}
    return found, list(cells.faults)


def every(self: Cells, frame: pl.DataFrame, screened: screen.Screen) -> dict[int, set[int]]:
    """No cell is surely clean."""
    return {n: set(range(frame.height)) for n in range(frame.width)}


@pytest.mark.parametrize("target", TARGETS)
@given(values=st.lists(CELLS, min_size=10, max_size=30), leading=st.booleans())
@settings(max_examples=3, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@example(values=["1234567890123450", "1234567890123456", "1234567890123450"], leading=True)
@example(values=["1234567890123450", "2", ""], leading=False)
@example(values=["髙橋", "3ー1", "ﾔﾏﾀﾞ ﾀﾛｳ", "山田　 太郎", "a\n", " ", "　", "0\n"], leading=True)
def test_clean_cells_are_read_as_one_by_one(target: str, values: list[str], leading: bool) -> None:
    screened = read(values, TARGETS[target], leading=leading)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Cells, "_odd", every)
        assert screened == read(values, TARGETS[target], leading=leading)


@given(values=st.lists(CELLS, min_size=5, max_size=20), columns=SOME, target=st.sampled_from(list(TARGETS)))
@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_many_cells_are_read_as_one_by_one(values: list[str], columns: list[FileColumn], target: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Cells, "_odd", every)
        one_by_one = read(values, TARGETS[target], columns)
        patch.setattr(module, "FEW", 0)
        assert one_by_one == read(values, TARGETS[target], columns)


CLEAN = {
    "order.number": ["T0001245", "1001"],
    "order.total": ["3300", "0"],
    "order.ordered_at": ["2026/11/20", "2026-11-20 10:23:45"],
    "buyer.name": ["見本 太郎", "田中", "中"],
    "buyer.kana": ["ミホン タロウ"],
    "buyer.postal_code": ["100-0005", "1000005"],
    "buyer.address": ["東京都千代田区丸の内1-1 見本ビル3階", "流通センター2-1"],
    "buyer.building": ["見本ビル101", "301号室", "101", ""],
    "buyer.phone": ["09012345678", "03-1234-5678"],
    "buyer.email": ["hanako@example.jp"],
    "item.name": ["定期便 ｺﾗｰｹﾞﾝ 90粒", "①"],
    "item.quantity": ["2"],
}


@pytest.mark.parametrize("field", CLEAN)
def test_common_cells_need_no_closer_look(field: str) -> None:
    column = FileColumn(Column(name="c", field=field), "c", None, 0)
    frame = pl.DataFrame({"0": CLEAN[field]})
    screened = screen.screen(((screen.asked(column, FORMAT, NO_TARGET), "0"),))
    assert frame.select(screened.odd).rows() == [([],) * len(screened.odd)]


def test_equal_columns_are_asked_as_one() -> None:
    columns = [FileColumn(Column(name=n, field="order.total"), n, None, 0) for n in ("a", "b")]
    asked = tuple((screen.asked(column, FORMAT, NO_TARGET), str(n)) for n, column in enumerate(columns))
    assert [list(behind) for behind in screen.screen(asked).behind] == [[0, 1], [0, 1]]
    assert screen.screen(asked) is screen.screen(asked)


@given(values=st.lists(CELLS, max_size=12), column=st.sampled_from(COLUMNS))
@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_equal_cells_are_asked_once(values: list[str], column: FileColumn) -> None:
    for find in (damage.find, name.find, characters.find):
        twice = [*values, *values[::2]]
        assert module._spots(twice, lambda cells, find=find: find(cells, column)) == find(twice, column)
