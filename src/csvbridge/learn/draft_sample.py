"""One made-up order in the layout of a drafted format: a shop's own cells are personal data and stay out of it.

>>> made_up("buyer.postal_code"), made_up("recipient.name"), made_up("order.total")
('100-0005', '', '1100')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.steps.dates import date

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from csvbridge.learn.draft_columns import Drafted

_VALUES = {
    "order.number": "S0001",
    "order.total": "1100",
    "order.subtotal": "1100",
    "order.shipping_fee": "0",
    "order.payment_fee": "0",
    "order.discount": "0",
    "order.points_used": "0",
    "buyer.name": "見本\u3000太郎",
    "buyer.family_name": "見本",
    "buyer.given_name": "太郎",
    "buyer.kana": "ミホン\u3000タロウ",
    "buyer.family_kana": "ミホン",
    "buyer.given_kana": "タロウ",
    "buyer.postal_code": "100-0005",
    "buyer.postal_code1": "100",
    "buyer.postal_code2": "0005",
    "buyer.prefecture": "東京都",
    "buyer.city": "千代田区",
    "buyer.street": "丸の内1-9-1",
    "buyer.address": "東京都千代田区丸の内1-9-1",
    "buyer.phone": "03-0000-0001",
    "buyer.phone1": "03",
    "buyer.phone2": "0000",
    "buyer.phone3": "0001",
    "buyer.email": "taro@example.com",
    "item.name": "見本の商品",
    "item.code": "A-001",
    "item.unit_price": "1100",
    "item.net_price": "1000",
    "item.quantity": "1",
    "item.tax_rate": "10",
    "item.subtotal": "1100",
    "credit.provider_id": "P0001",
    "shipment.id": "1",
    "shipment.tracking_number": "200961185434",
    "payment.amount": "1100",
    "payment.payer": "ミホン タロウ",
    "payment.reference": "R0001",
}
_PARTS = ("buyer.prefecture", "buyer.city", "buyer.street")
_WORDS = ("new", "processing", "shipped", "deferred", "product", "approved", "paid")
_DATES = ("order.ordered_at", "credit.decided_at", "shipment.planned_on", "shipment.shipped_on", "payment.paid_on")
_DAY = "2026-11-20T10:20:30"


def made_up(field: str) -> str:
    """The made-up text of a field, "" where a blank cell does: a blank recipient is the buyer."""
    return _VALUES.get(field, "")


def sample(columns: Sequence[Drafted], words: Mapping[str, Collection[tuple[str, str]]]) -> dict[str, str]:
    """Label → text of one order; `words` has, by field, the (word, canonical word) that are decided."""
    fields = {column.field for column in columns}
    found = {c.label.replace("{n}", "1"): _text(c, fields, words.get(c.field or "", ())) for c in columns}
    return {label: text for label, text in found.items() if text}


def _text(column: Drafted, fields: Collection[str | None], words: Collection[tuple[str, str]]) -> str:
    field = column.field or ""
    if field in _DATES:
        form = str(column.keys.get("format") or "YYYY/MM/DD")
        return str(pl.select(date(pl.lit(_DAY), form)).item())
    if field and FIELDS[field].type == "word":
        return _word(words)
    if field.startswith("recipient.") and not any(str(name).startswith("buyer.") for name in fields):
        fields = {str(name).replace("recipient.", "buyer.") for name in fields}
        field = field.replace("recipient.", "buyer.")
    return "".join(made_up(part) for part in (*_before(field, fields), field))


def _before(field: str, fields: Collection[str | None]) -> list[str]:
    """The parts of an address that stand in the column of the next one, since they have none of their own.

    >>> _before("buyer.street", {"buyer.street"}), _before("buyer.street", {"buyer.prefecture", "buyer.street"})
    (['buyer.prefecture', 'buyer.city'], ['buyer.city'])
    """
    found: list[str] = []
    for part in _PARTS[: _PARTS.index(field)] if field in _PARTS else ():
        found = [] if part in fields else [*found, part]
    return found


def _word(words: Collection[tuple[str, str]]) -> str:
    """The word of a usual order, else any that is decided.

    >>> _word([("キャンセル", "cancelled"), ("受付済み", "new")]), _word([])
    ('受付済み', '')
    """
    usual = [word for word, to in words if to in _WORDS]
    return next(iter([*usual, *(word for word, _ in words)]), "")
