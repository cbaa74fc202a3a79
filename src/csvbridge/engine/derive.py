"""Wholes from parts, the recipient who is the buyer, and what else follows from the cells.

Everything works on the frame of orders: one row an order, one column a canonical field, null for blank.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS, PARTIES, WHOLES

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
    present = frozenset(orders.columns)
    filled = frozenset(part for part in _PARTS & present if not orders[part].null_count())
    made = _wholes(present, filled)
    return orders.with_columns(made) if made else orders


_PARTS = frozenset(part for whole in WHOLES.values() for part in whole.parts)


@lru_cache(256)
def _wholes(present: frozenset[str], filled: frozenset[str]) -> list[pl.Expr]:
    """The wholes that have parts; of the `filled` parts none is null."""
    return [
        pl.coalesce(*([name] if name in present else []), _join(whole, parts, filled)).alias(name)
        for name, whole in WHOLES.items()
        if (parts := [part for part in whole.parts if part in present])
    ]


def _join(whole: Whole, parts: list[str], filled: frozenset[str]) -> pl.Expr:
    """Parts joined by the separator; the last part by `last_separator` where the whole has one (an address)."""
    if whole.last_separator is None or parts[-1] != whole.parts[-1] or len(parts) == 1:
        return _joined(parts, whole.separator, filled)
    head, last = _joined(parts[:-1], whole.separator, filled), parts[-1]
    joined = pl.concat_str(head, pl.col(last), separator=whole.last_separator, ignore_nulls=True)
    return joined if not filled.isdisjoint(parts) else joined.replace("", None)


def _joined(parts: list[str], separator: str, filled: frozenset[str]) -> pl.Expr:
    """Null where no part is; nobody need look where one part always is."""
    joined = pl.concat_str(parts, separator=separator, ignore_nulls=True)
    return joined if not filled.isdisjoint(parts) else joined.replace("", None)


def party_fields(orders: pl.DataFrame, party: str) -> list[str]:
    """The columns of one party, in catalogue order, without what is derived."""
    present = frozenset(orders.columns)
    return [f for f in _FIELDS_OF[party] if f in present]


_FIELDS_OF = {
    party: tuple(f for f in FIELDS if f.startswith(f"{party}.") and f != "recipient.relation") for party in PARTIES
}


def recipient(orders: pl.DataFrame) -> pl.DataFrame:
    """A wholly blank recipient is the buyer; `recipient.relation` says same or other, `copied` that it was blank.

    >>> df = pl.DataFrame({"buyer.name": ["見本", "見本"], "recipient.name": [None, "試験"]})
    >>> recipient(df).select("recipient.name", "recipient.relation").rows()
    [('見本', 'same'), ('試験', 'other')]
    """
    buyer, given = party_fields(orders, "buyer"), party_fields(orders, "recipient")
    if not buyer:
        return orders
    blank = orders.select(copied=_blank(tuple(given)))["copied"] if given else _all(orders, True).alias("copied")
    same, other = _all(orders, "same"), _all(orders, "other")
    relation = same.zip_with(blank | _equal(orders, blank), other).alias("recipient.relation")
    fields = dict.fromkeys([*(f.replace("buyer.", "recipient.", 1) for f in buyer), *given])
    return orders.with_columns(relation, blank, *(_or_buyer(field, orders, blank) for field in fields))


@lru_cache(64)
def _blank(fields: tuple[str, ...]) -> pl.Expr:
    return pl.all_horizontal(pl.col(field).is_null() for field in fields)


def _all(orders: pl.DataFrame, value: str | bool | None, dtype: pl.DataType | None = None) -> pl.Series:
    """The same value for every order."""
    return pl.Series([value], dtype=dtype).new_from_index(0, orders.height)


def _or_buyer(field: str, orders: pl.DataFrame, blank: pl.Series) -> pl.Series:
    buyer = field.replace("recipient.", "buyer.", 1)
    if buyer not in orders.columns:
        return orders[field]
    own = orders[field] if field in orders.columns else _all(orders, None, orders.schema[buyer])
    return orders[buyer].zip_with(blank, own).alias(field)


def _equal(orders: pl.DataFrame, blank: pl.Series) -> pl.Series:
    """The recipient is the buyer if name, address and postal code are the same, blanks within them aside."""
    both = tuple(f for f in CORE if f"buyer.{f}" in orders.columns and f"recipient.{f}" in orders.columns)
    if "name" not in both:
        return _all(orders, False)
    found = orders.select(_equal_as_they_are(both))
    equal, unsure = found["equal"], found["unsure"] & ~blank
    if unsure.any():
        equal = equal.scatter(unsure.arg_true(), orders.filter(unsure).select(_equal_bare(both)).to_series())
    return equal


@lru_cache(64)
def _equal_as_they_are(both: tuple[str, ...]) -> list[pl.Expr]:
    """Equal texts are equal without their blanks, too; postal codes have none, so that different ones settle it."""
    equal = {f: pl.col(f"buyer.{f}") == pl.col(f"recipient.{f}") for f in both}
    every = pl.all_horizontal(equal.values()).fill_null(False)
    return [every.alias("equal"), (~every & equal.get("postal_code", pl.lit(True))).fill_null(False).alias("unsure")]


@lru_cache(64)
def _equal_bare(both: tuple[str, ...]) -> pl.Expr:
    return pl.all_horizontal(_bare(f"buyer.{f}") == _bare(f"recipient.{f}") for f in both).fill_null(False)


def _bare(field: str) -> pl.Expr:
    return pl.col(field).str.replace_all("[ \u3000]", "")


def partial(orders: pl.DataFrame) -> pl.DataFrame:
    """Orders whose recipient is neither blank nor complete: `order`, `row` and `missing` (list of fields).

    >>> df = pl.DataFrame({"order": [0], "row": [0], "recipient.name": ["試験"], "recipient.address": [None]})
    >>> partial(df)["missing"].to_list()
    [['recipient.address']]
    """
    given = tuple(party_fields(orders, "recipient"))
    core = tuple(f"recipient.{f}" for f in CORE if f"recipient.{f}" in orders.columns)
    lacking = orders.select(_partial(given, core)).to_series() if core else None
    if lacking is None or not lacking.any():
        return _NONE
    missing = pl.concat_list(pl.when(pl.col(f).is_null()).then(pl.lit(f)) for f in core).list.drop_nulls()
    return orders.filter(lacking).select("order", "row", missing=missing)


_NONE = pl.DataFrame(schema={"order": pl.UInt32, "row": pl.UInt32, "missing": pl.List(pl.String)})


@lru_cache(64)
def _partial(given: tuple[str, ...], core: tuple[str, ...]) -> pl.Expr:
    some = pl.any_horizontal(pl.col(f).is_not_null() for f in given)
    return some & pl.any_horizontal(pl.col(f).is_null() for f in core)
