"""Wholes from parts, the recipient who is the buyer, and what else follows from the cells.

Everything works on the frame of orders: one row an order, one column a canonical field, null for blank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS, WHOLES

if TYPE_CHECKING:
    from csvbridge.catalog import Whole

CORE = ("name", "address", "postal_code")
"""What makes a recipient complete: a parcel cannot go out without them."""


def wholes(orders: pl.DataFrame) -> pl.DataFrame:
    """Add each whole that the file, or an order in it, gives in parts only.

    >>> df = pl.DataFrame({"buyer.family_name": ["見本", "試験"], "buyer.given_name": ["太郎", None]})
    >>> wholes(df)["buyer.name"].to_list()
    ['見本\\u3000太郎', '試験']
    """
    made = [
        pl.coalesce(*([name] if name in orders.columns else []), _join(whole, present)).alias(name)
        for name, whole in WHOLES.items()
        if (present := [p for p in whole.parts if p in orders.columns])
    ]
    return orders.with_columns(made)


def _join(whole: Whole, present: list[str]) -> pl.Expr:
    """Parts joined by the separator; the last part by `last_separator` where the whole has one (an address)."""
    if whole.last_separator is None or present[-1] != whole.parts[-1] or len(present) == 1:
        joined = pl.concat_str(present, separator=whole.separator, ignore_nulls=True)
    else:
        head = pl.concat_str(present[:-1], separator=whole.separator, ignore_nulls=True).replace("", None)
        joined = pl.concat_str(head, pl.col(present[-1]), separator=whole.last_separator, ignore_nulls=True)
    return joined.replace("", None)


def party_fields(orders: pl.DataFrame, party: str) -> list[str]:
    """The columns of one party, in catalogue order, without what is derived."""
    return [f for f in FIELDS if f.startswith(f"{party}.") and f in orders.columns and f != "recipient.relation"]


def recipient(orders: pl.DataFrame) -> pl.DataFrame:
    """A wholly blank recipient is the buyer; `recipient.relation` says same or other, `copied` that it was blank.

    >>> df = pl.DataFrame({"buyer.name": ["見本", "見本"], "recipient.name": [None, "試験"]})
    >>> recipient(df).select("recipient.name", "recipient.relation").rows()
    [('見本', 'same'), ('試験', 'other')]
    """
    buyer, given = party_fields(orders, "buyer"), party_fields(orders, "recipient")
    if not buyer:
        return orders
    blank = pl.all_horizontal(pl.col(f).is_null() for f in given) if given else pl.lit(True)
    fields = dict.fromkeys([*(f.replace("buyer.", "recipient.", 1) for f in buyer), *given])
    relation = pl.when(blank | _equal(orders)).then(pl.lit("same")).otherwise(pl.lit("other"))
    filled = [_or_buyer(field, orders, blank) for field in fields]
    return orders.with_columns(relation.alias("recipient.relation"), blank.alias("copied"), *filled)


def _or_buyer(field: str, orders: pl.DataFrame, blank: pl.Expr) -> pl.Expr:
    buyer = field.replace("recipient.", "buyer.", 1)
    own = pl.col(field) if field in orders.columns else pl.lit(None, orders.schema.get(buyer, pl.String()))
    return (
        pl.when(blank).then(pl.col(buyer)).otherwise(own).alias(field) if buyer in orders.columns else own.alias(field)
    )


def _equal(orders: pl.DataFrame) -> pl.Expr:
    """The recipient is the buyer if name, address and postal code are the same, blanks aside."""
    both = [f for f in CORE if f"buyer.{f}" in orders.columns and f"recipient.{f}" in orders.columns]
    if "name" not in both:
        return pl.lit(False)
    return pl.all_horizontal(_bare(f"buyer.{f}") == _bare(f"recipient.{f}") for f in both).fill_null(False)


def _bare(field: str) -> pl.Expr:
    return pl.col(field).str.replace_all("[ \u3000]", "")


def partial(orders: pl.DataFrame) -> pl.DataFrame:
    """Orders whose recipient is neither blank nor complete: `order`, `row` and `missing` (list of fields).

    >>> df = pl.DataFrame({"order": [0], "row": [0], "recipient.name": ["試験"], "recipient.address": [None]})
    >>> partial(df)["missing"].to_list()
    [['recipient.address']]
    """
    given = party_fields(orders, "recipient")
    core = [f"recipient.{f}" for f in CORE if f"recipient.{f}" in orders.columns]
    if not core:
        return orders.select("order", "row").clear().with_columns(missing=pl.lit(None, pl.List(pl.String)))
    some = pl.any_horizontal(pl.col(f).is_not_null() for f in given)
    lacking = pl.any_horizontal(pl.col(f).is_null() for f in core)
    missing = pl.concat_list(pl.when(pl.col(f).is_null()).then(pl.lit(f)) for f in core).list.drop_nulls()
    return orders.filter(some & lacking).select("order", "row", missing=missing)
