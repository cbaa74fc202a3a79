"""Item rows: products, the amounts that some systems write as rows, and the lines of an order.

Everything here is a frame with a column `order` (index of the order) and `seq` (place within the file).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from csvbridge.profile.models import Items

AMOUNT_OF_KIND = {
    "shipping": "order.shipping_fee",
    "payment_fee": "order.payment_fee",
    "discount": "order.discount",
    "tax": "order.tax",
    "points": "order.points_used",
}
"""The order amount that a pseudo-item of a kind becomes."""

TAKEN_OFF = ("discount", "points")
"""Kinds whose amounts are ≥ 0 and mean "taken off": their lines are negative."""


def price(items: pl.DataFrame, net: bool, rounding: str) -> pl.DataFrame:
    """Give each item a unit price with tax, in yen, where the system gives a net one.

    >>> rows = pl.DataFrame({"item.net_price": [1500, 99], "item.tax_rate": [10, 8]})
    >>> price(rows, True, "half-up")["item.unit_price"].to_list()
    [1650, 107]
    >>> price(rows, True, "down")["item.unit_price"].to_list()
    [1650, 106]
    """
    if not net or "item.net_price" not in items.columns:
        return items
    net_price, rate = pl.col("item.net_price"), pl.col("item.tax_rate") if "item.tax_rate" in items.columns else None
    if rate is None:
        return items.with_columns(pl.lit(None, pl.Int64).alias("item.unit_price"))
    add = {"half-up": 50, "down": 0, "up": 99}[rounding]
    magnitude = (net_price.abs() * rate + add) // 100
    with_tax = net_price + net_price.sign() * magnitude
    product = pl.col("item.kind").fill_null("product") == "product" if "item.kind" in items.columns else pl.lit(True)
    computed = pl.when(product).then(with_tax).otherwise(net_price)
    own = [pl.col("item.unit_price")] if "item.unit_price" in items.columns else []
    return items.with_columns(pl.coalesce(*own, computed).alias("item.unit_price"))


def amounts(items: pl.DataFrame) -> pl.DataFrame:
    """Amounts that stand as rows, summed per order and kind: `order` and one column an amount found.

    >>> rows = pl.DataFrame({"order": [0, 0, 0], "item.kind": ["product", "shipping", "points"],
    ...                      "item.unit_price": [1000, 500, -100], "item.quantity": [1, 1, 1]})
    >>> amounts(rows).to_dicts()
    [{'order': 0, 'order.shipping_fee': 500, 'order.points_used': 100}]
    >>> amounts(rows.drop("item.quantity")).equals(amounts(rows)), amounts(rows.drop("item.unit_price")).columns
    (True, ['order'])
    """
    if not {"item.kind", "item.unit_price"} <= {*items.columns}:
        return _NO_AMOUNTS
    kinds = [k for k in AMOUNT_OF_KIND if (items["item.kind"] == k).any()]
    count = pl.col("item.quantity").fill_null(1) if "item.quantity" in items.columns else 1
    worth = pl.col("item.unit_price") * count
    pseudo = items.filter(pl.col("item.kind").is_in(kinds))
    return pseudo.group_by("order", maintain_order=True).agg(_sum_of(kind, worth) for kind in kinds)


_NO_AMOUNTS = pl.DataFrame(schema={"order": pl.UInt32})


def _sum_of(kind: str, worth: pl.Expr) -> pl.Expr:
    of_kind = pl.col("item.kind") == kind
    signed = -worth if kind in TAKEN_OFF else worth
    return pl.when(of_kind.any()).then(signed.filter(of_kind).sum()).alias(AMOUNT_OF_KIND[kind])


def products(items: pl.DataFrame) -> pl.DataFrame:
    """The rows that are goods: all of them where the system has no kinds."""
    if "item.kind" not in items.columns:
        return items
    return items.filter(pl.col("item.kind").fill_null("product") == "product")


def sum_of_products(items: pl.DataFrame, name: str = "products") -> pl.DataFrame:
    """Σ unit price × quantity per order, in yen, under `name`; null where a price or quantity is missing."""
    goods = products(items)
    if not {"item.unit_price", "item.quantity"} <= set(goods.columns):
        return pl.DataFrame(schema={"order": pl.UInt32, name: pl.Int64})
    worth = pl.col("item.unit_price") * pl.col("item.quantity")
    known = not (goods["item.unit_price"].null_count() or goods["item.quantity"].null_count())
    return goods.group_by("order", maintain_order=True).agg((worth.sum() if known else _sum(worth)).alias(name))


def _sum(worth: pl.Expr) -> pl.Expr:
    """A sum that nobody knows where one of its parts is missing."""
    return pl.when(worth.is_null().any()).then(None).otherwise(worth.sum())


def lines(goods: pl.DataFrame, orders: pl.DataFrame, how: Items) -> pl.DataFrame:
    """The lines of each order as a document writes them: products, then one line for each amount that is not 0.

    They are sorted by `order` and numbered by `n`, from 1.
    """
    if how.drop_zero and "item.unit_price" in goods.columns:
        goods = goods.filter(pl.col("item.unit_price").fill_null(1) != 0)
    extra = [_amount_lines(orders, kind, name, place) for place, (kind, name) in enumerate(how.lines.items(), 1)]
    parts = [goods.hstack([_constant("rank", 0, goods.height)]), *(part for part in extra if part is not None)]
    if len(parts) > 1 or not goods["order"].is_sorted():
        both = pl.concat(parts, how="diagonal_relaxed").sort("order", "rank", maintain_order=True)
    else:
        both = parts[0]
    if how.negative_lines == "omit" and "item.unit_price" in both.columns:
        both = both.filter((pl.col("rank") == 0) | (pl.col("item.unit_price") >= 0))
    return both.with_columns(_NUMBER)


_AT = pl.int_range(pl.len())
_FIRST = pl.when(pl.col("order").ne_missing(pl.col("order").shift(1))).then(_AT).forward_fill()
_NUMBER = (_AT - _FIRST + 1).alias("n")
"""The place of a line among those of its order, which stand together."""


def _amount_lines(orders: pl.DataFrame, kind: str, name: str, rank: int) -> pl.DataFrame | None:
    field = AMOUNT_OF_KIND[kind]
    if field not in orders.columns:
        return None
    amount = orders[field].cast(pl.Int64)
    some = amount != 0
    if not some.any():
        return None
    amount = (0 - amount if kind in TAKEN_OFF else amount).filter(some)
    same: dict[str, str | int] = {"rank": rank, "item.kind": kind, "item.name": name, "item.quantity": 1}
    columns = [orders["order"].filter(some), orders["row"].filter(some)]
    columns += [_constant(column, value, len(amount)) for column, value in same.items()]
    return pl.DataFrame([*columns, amount.alias("item.unit_price"), amount.alias("item.subtotal")])


def _constant(name: str, value: str | int, length: int) -> pl.Series:
    type_ = pl.String if isinstance(value, str) else pl.Int32 if name == "rank" else pl.Int64
    return pl.Series(name, [value], dtype=type_).new_from_index(0, length)


def fit(all_lines: pl.DataFrame, most: int | None, how: Items) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Collapse the products that are too many; second frame: orders that exceed `most`.

    The second frame has `order`, `row`, `count` (lines before collapsing) and whether they `fit` now: amounts are never
    joined, so that they may be too many by themselves.
    """
    if most is None or not (all_lines["n"] > most).any():
        return all_lines, _TOO_MANY
    counted = all_lines.drop("n").with_columns(count=pl.len().over("order"))
    over = counted.filter(pl.col("count") > most)
    too_many = over.group_by("order", maintain_order=True).agg(pl.col("row", "count").first())
    if how.overflow == "collapse":
        counted = _collapse(counted, most, how.overflow_name)
    sizes = counted.group_by("order").agg(fit=pl.len() <= most)
    too_many = too_many.join(sizes, on="order", how="left", maintain_order="left")
    return counted.drop("count").with_columns(_NUMBER), too_many


_TOO_MANY = pl.DataFrame(schema={"order": pl.UInt32, "row": pl.UInt32, "count": pl.UInt32, "fit": pl.Boolean})


def _collapse(counted: pl.DataFrame, most: int, name: str) -> pl.DataFrame:
    """Join the last products of an order that has more than `most` lines into one line of quantity 1."""
    amounts_of = (pl.col("rank") > 0).sum().over("order")
    place = pl.int_range(0, pl.len()).over("order")
    spare = (pl.col("count") > most) & (pl.col("rank") == 0) & (place >= most - amounts_of - 1)
    marked = counted.with_columns(spare=spare)
    worth = _sum(pl.col("item.unit_price") * pl.col("item.quantity"))
    joined = (
        marked.filter("spare")
        .group_by("order", maintain_order=True)
        .agg(
            pl.col("row", "rank", "count").first(),
            pl.lit(name).alias("item.name"),
            worth.alias("item.unit_price"),
            pl.lit(1, pl.Int64).alias("item.quantity"),
            worth.alias("item.subtotal"),
        )
    )
    rest = marked.filter(~pl.col("spare")).drop("spare")
    late = joined.with_columns(pl.lit("product").alias("item.kind")).with_columns(late=pl.lit(1))
    both = pl.concat([rest.with_columns(late=pl.lit(0)), late], how="diagonal_relaxed")
    return both.sort("order", "rank", "late", maintain_order=True).drop("late")
