"""Which canonical fields a source gives, and which a run needs: both follow what the engine derives.

Wholes come from their parts, a blank recipient from the buyer, prices with tax from net ones, amounts of an order from
item rows of their kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.catalog import DERIVED, FIELDS, WHOLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.models import Conditions, Items, Lookup, RuleId

AMOUNTS = {
    "shipping": "order.shipping_fee",
    "payment_fee": "order.payment_fee",
    "discount": "order.discount",
    "tax": "order.tax",
    "points": "order.points_used",
}
"""The order amount that item rows of a kind become, and that a line of a document shows."""

ALWAYS = frozenset({"order.number", "order.total"})
_CORE = ("name", "address", "postal_code")
_RECIPIENT = tuple(f"recipient.{part}" for part in _CORE)
_RULES: dict[RuleId, tuple[str, ...]] = {
    "total_equals_lines": ("item.unit_price", "item.quantity", *AMOUNTS.values()),
    "recipient_blank_or_complete": _RECIPIENT,
    "recipient_equals_buyer": ("recipient.relation",),
}


def given(names: Iterable[str]) -> frozenset[str]:
    """Fields of columns and lookups with all that derives from them.

    >>> sorted(given({"buyer.family_name"}) & {"buyer.name", "recipient.name", "recipient.relation", "buyer.kana"})
    ['buyer.name', 'recipient.name', 'recipient.relation']
    """
    found = set(names)
    found |= {whole for whole, how in WHOLES.items() if found & set(how.parts)}
    if any(name.startswith("buyer.") for name in found):
        found |= DERIVED | {_recipient(name) for name in found if name.startswith("buyer.")}
    if "item.net_price" in found:
        found.add("item.unit_price")
    if "item.kind" in found:
        found |= set(AMOUNTS.values())
    return frozenset(found)


def _recipient(name: str) -> str:
    return f"recipient.{name.partition('.')[2]}"


def needed(names: Iterable[str]) -> frozenset[str]:
    """Fields with all that they may derive from.

    >>> sorted(needed({"item.unit_price"}) - ALWAYS)
    ['item.kind', 'item.net_price', 'item.tax_rate', 'item.unit_price']
    """
    found, new = set(ALWAYS), set(names) | set(ALWAYS)
    while new:
        found |= new
        new = {source for name in new for source in _sources(name)} - found
    return frozenset(name for name in found if name in FIELDS)


def _sources(name: str) -> Iterable[str]:
    if name in WHOLES:
        yield from WHOLES[name].parts
    if name.startswith("recipient."):
        yield f"buyer.{name.partition('.')[2]}"
        yield from (*_RECIPIENT, "recipient.relation")
    if name == "item.unit_price":
        yield from ("item.net_price", "item.tax_rate")
    if name.startswith("item."):
        yield "item.kind"
    if name in AMOUNTS.values():
        yield from ("item.kind", "item.unit_price", "item.quantity")


def of_columns(columns: Iterable[FileColumn]) -> frozenset[str]:
    """The fields that columns name."""
    return frozenset(c.column.field for c in columns if c.column.field)


def of_conditions(*conditions: Conditions) -> frozenset[str]:
    """The fields that conditions ask."""
    return frozenset(name for each in conditions for name in each)


def of_lookups(lookups: Mapping[str, Lookup]) -> frozenset[str]:
    """The fields that lookups read of the source; what they take comes from their own files."""
    return frozenset(name for each in lookups.values() for name in (each.by, *each.reject_when))


def of_rules(rules: Iterable[RuleId]) -> frozenset[str]:
    """The fields that rules compare."""
    return frozenset(name for rule in rules for name in _RULES.get(rule, ()))


def of_lines(items: Items) -> frozenset[str]:
    """The amounts that a document writes as lines."""
    return frozenset(AMOUNTS[kind] for kind in items.lines)
