"""Buyer and recipient of an order: how many, complete or blank, the same or not.

Rules: `recipient_blank_or_complete`, `recipient_equals_buyer` (an invoice in the parcel goes to the buyer only).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS, WHOLES
from csvbridge.checks.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from csvbridge.profile.models import Rule, RuleId

RECIPIENT = tuple(f for f in FIELDS if f.startswith("recipient.") and f != "recipient.relation")
OPTIONAL = ("recipient.building",)
"""Parts that an address may lack."""


def several(orders: pl.DataFrame, counts: pl.DataFrame, most: int, columns: tuple[str, ...]) -> Iterator[Fault]:
    """MULTIPLE_RECIPIENTS: orders with more recipients than a document can hold; `counts` has order and count.

    One recipient is written, so that several are told, as a warning, even where a document takes them.
    """
    if counts.is_empty():
        return
    told = counts.join(orders.select("order", "row"), on="order", maintain_order="left")
    for _, count, row in told.iter_rows():
        params, severity = {"count": count, "max": most}, "warning" if count <= most else None
        yield Fault("MULTIPLE_RECIPIENTS", row, columns, "recipient.name", params=params, severity=severity)


def incomplete(
    partial: pl.DataFrame, rules: Mapping[RuleId, Rule], labels: Callable[[Sequence[str]], tuple[str, ...]]
) -> Iterator[Fault]:
    """RECIPIENT_PARTIAL; `partial` has row and missing (fields), `labels` gives the source columns behind fields."""
    if partial.is_empty():
        return
    rule = rules.get("recipient_blank_or_complete")
    optional = labels(OPTIONAL)
    for row, missing in partial.select("row", "missing").iter_rows():
        columns = tuple(label for label in labels(missing) if label not in optional)
        params = {"missing": "、".join(columns)}
        for field in missing:
            severity = rule.severity if rule else None
            yield Fault("RECIPIENT_PARTIAL", row, columns, field, params=params, severity=severity)


def different(orders: pl.DataFrame, rules: Mapping[RuleId, Rule], columns: tuple[str, ...]) -> Iterator[Fault]:
    """RECIPIENT_DIFFERS: the parcel goes elsewhere where it may only go to the buyer."""
    rule = rules.get("recipient_equals_buyer")
    if rule is None or "recipient.relation" not in orders.columns:
        return
    for row in orders.filter(pl.col("recipient.relation") == "other")["row"]:
        yield Fault("RECIPIENT_DIFFERS", row, columns, "recipient.name", severity=rule.severity)


def left_out(
    orders: pl.DataFrame, used: Collection[str], labels: Callable[[Sequence[str]], tuple[str, ...]]
) -> Iterator[Fault]:
    """PART_LEFT_OUT: a whole that is written lacks what the file gives as its part (an address and its building)."""
    wholes = [whole for whole in WHOLES if whole in used and whole in orders.columns]
    pairs = [(whole, part) for whole in wholes for part in WHOLES[whole].parts if part in orders.columns]
    if not pairs:
        return
    masks = orders.select(_lacks(whole, part).alias(f"{whole} {part}") for whole, part in pairs)
    for (whole, part), mask in zip(pairs, masks.iter_columns(), strict=True):
        for row, text in orders.filter(mask).select("row", part).iter_rows() if mask.any() else ():
            params = {"column": "・".join(labels([part])), "whole": "・".join(labels([whole]))}
            yield Fault("PART_LEFT_OUT", row, labels([part]), part, text, params)


@cache
def _lacks(whole: str, part: str) -> pl.Expr:
    return (~_bare(whole).str.contains(_bare(part), literal=True)).fill_null(False)


def _bare(field: str) -> pl.Expr:
    """A value without what only separates; null where it is blank."""
    return pl.col(field).str.replace_all("[ \u3000-]", "").replace("", None)
