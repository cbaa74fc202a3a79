"""Recipients, lines and texts of orders: cheap ways for whole columns, equal to what is meant for one order."""

from __future__ import annotations

import re

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.engine import derive, items
from csvbridge.engine.texts import Frame, Text, written
from csvbridge.profile.models import Items, Step

TEXTS = st.sampled_from([None, "見本", "見 本", "見\u3000本", "試験", "見本 "])
CODES = st.sampled_from([None, "1000005", "5400002"])
CORE = ("name", "address", "postal_code")


def bare(text: str | None) -> str | None:
    """A text without the blanks that only separate."""
    return None if text is None else re.sub("[ \u3000]", "", text)


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, CODES, TEXTS, TEXTS, CODES), min_size=1, max_size=5))
def test_a_recipient_is_the_buyer_if_name_address_and_postal_code_are(rows: list[tuple[str | None, ...]]) -> None:
    names = [f"{party}.{field}" for party in ("buyer", "recipient") for field in CORE]
    orders = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    found = derive.recipient(orders)
    for row, relation, copied in zip(rows, found["recipient.relation"], found["copied"], strict=True):
        buyer, own = row[:3], row[3:]
        blank = own == (None, None, None)
        same = None not in row and [*map(bare, buyer)] == [*map(bare, own)]
        assert (relation, copied) == ("same" if blank or same else "other", blank)
    filled = zip(rows, found.select(f"recipient.{field}" for field in CORE).iter_rows(), strict=True)
    assert all(made == (row[:3] if row[3:] == (None, None, None) else row[3:]) for row, made in filled)


PARTS = [f"buyer.{part}" for part in ("family_name", "given_name", "prefecture", "city", "street", "building")]


@settings(deadline=None)
@given(st.lists(st.tuples(*[TEXTS] * len(PARTS)), min_size=1, max_size=4), st.sets(st.sampled_from(PARTS), min_size=1))
def test_wholes_are_those_of_each_order_alone(rows: list[tuple[str | None, ...]], given_: set[str]) -> None:
    orders = pl.DataFrame(rows, schema=dict.fromkeys(PARTS, pl.String), orient="row").select(sorted(given_))
    alone = [derive.wholes(orders[at]).row(0) for at in range(orders.height)]
    assert derive.wholes(orders).rows() == alone
    nothing = derive.wholes(orders.clear(1)).select(pl.exclude(given_))
    assert nothing.null_count().row(0) == (1,) * nothing.width


AMOUNTS = st.sampled_from([None, 0, 500, 1000])


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 3), max_size=8),
    st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=4, max_size=4),
    st.sampled_from([None, 1, 2, 3]),
    st.sampled_from(["collapse", "reject"]),
)
def test_lines_of_an_order_stand_together_and_are_numbered(
    of: list[int], amounts: list[tuple[int | None, int | None]], most: int | None, overflow: str
) -> None:
    """Wherever the rows of an order stand in the file."""
    how = Items.model_validate({"lines": {"shipping": "送料", "points": "ポイント"}, "overflow": overflow})
    goods = pl.DataFrame({"order": of, "row": range(len(of)), "item.name": [f"品{i}" for i in range(len(of))]})
    goods = goods.cast({"order": pl.UInt32, "row": pl.UInt32}).with_columns(
        pl.lit(100, pl.Int64).alias("item.unit_price"), pl.lit(1, pl.Int64).alias("item.quantity")
    )
    orders = pl.DataFrame(
        amounts, schema={"order.shipping_fee": pl.Int64, "order.points_used": pl.Int64}, orient="row"
    ).with_columns(order=pl.int_range(4, dtype=pl.UInt32), row=pl.int_range(4, dtype=pl.UInt32))
    lines, too_many = items.fit(items.lines(goods, orders, how), most, how)
    told = {row[0]: row[2:] for row in too_many.iter_rows()}
    for order in range(4):
        own = lines.filter(pl.col("order") == order)
        shipping, points = amounts[order]
        products = [f"品{i}" for i, other in enumerate(of) if other == order]
        extra = [*([("送料", shipping)] if shipping else []), *([("ポイント", -points)] if points else [])]
        count = len(products) + len(extra)
        assert own["n"].to_list() == list(range(1, own.height + 1))
        assert [*own.select("item.name", "item.unit_price").rows()][own.height - len(extra) :] == extra
        if most is None or count <= most:
            assert (own["item.name"].to_list()[: len(products)], order in told) == (products, False)
        else:
            assert told[order] == (count, own.height <= most)
            assert own["item.unit_price"].sum() == 100 * len(products) + sum(amount for _, amount in extra)


def test_steps_of_many_columns_at_once_are_those_of_each_alone() -> None:
    def text(name: str, *taken: str) -> Text:
        return Text(None, (name,), None, None, None, False, None, tuple(Step(name=step) for step in taken))

    orders = pl.DataFrame({"order": [0, 1], "buyer.name": ["ﾐﾎﾝ A", None], "buyer.city": ["1-2", "x"]})
    lines = pl.DataFrame({"order": [0, 0, 1], "item.name": ["a", "", "ｶﾞ"], "item.unit_price": [1, None, -3]})
    of_order = {
        "氏名": text("buyer.name", "fullwidth"),
        "市": text("buyer.city", "fullwidth"),
        "略": text("buyer.city"),
    }
    of_line = {"明細": text("item.name", "fullwidth"), "単価": text("item.unit_price", "fullwidth")}
    first, second = written([Frame(orders, of_order), Frame(lines, of_line)])
    assert {label: first[made].to_list() for label, made in of_order.items()} == {
        "氏名": ["ミホン　Ａ", ""],
        "市": ["１－２", "ｘ"],
        "略": ["1-2", "x"],
    }
    assert [second[of_line[label]].to_list() for label in of_line] == [["ａ", "", "ガ"], ["１", "", "－３"]]
