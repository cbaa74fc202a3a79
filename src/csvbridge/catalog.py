"""The canonical fields: what stands between source columns and target columns.

A field has one name, one type (its canonical form), a Japanese label, a level (order, shipment or item) and, for
codes, the words it may hold. Wholes derive from parts (`WHOLES`), never parts from a whole.

>>> FIELDS["order.total"].type, FIELDS["order.total"].level
('yen', 'order')
>>> FIELDS["recipient.name"].level, FIELDS["item.name"].level
('shipment', 'item')
>>> WHOLES["buyer.name"].parts
('buyer.family_name', 'buyer.given_name')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

Type = Literal[
    "text",
    "name",
    "kana",
    "key",
    "postal_code",
    "phone",
    "email",
    "date",
    "yen",
    "integer",
    "percent",
    "word",
    "digits",
]
Level = Literal["order", "shipment", "item"]
Mask = Literal["name", "phone", "email", "address", "all"]

TYPES: tuple[Type, ...] = get_args(Type)
PARTIES = ("buyer", "recipient")


class Field(NamedTuple):
    """A canonical field. `mask` says how its value is hidden where only a person in charge may see it."""

    name: str
    type: Type
    label: str
    words: tuple[str, ...] = ()
    mask: Mask | None = None

    @property
    def level(self) -> Level:
        """order, shipment (recipient.* and shipment.*) or item."""
        group = self.name.partition(".")[0]
        return "item" if group == "item" else "shipment" if group in ("recipient", "shipment") else "order"


class Whole(NamedTuple):
    """How a whole derives from its parts: joined with `separator`, or run together up to `last` and then joined."""

    parts: tuple[str, ...]
    separator: str = ""
    last_separator: str | None = None


CARRIERS = (
    "yamato",
    "sagawa",
    "japan_post",
    "seino",
    "fukuyama",
    "nittsu",
    "registered_mail",
    "letter_pack",
    "kuroneko_mail",
    "morning_10",
    "seino_super",
    "niigata",
    "meitetsu",
    "shinshu_meitetsu",
    "toll_express",
    "ecohai",
    "tonami",
    "other",
)
"""Words of `shipment.carrier` (facts: providers.md 13; `japan_post` is ゆうパック)."""

_ORDER = (
    Field("order.number", "key", "注文番号"),
    Field("order.ordered_at", "date", "注文日"),
    Field(
        "order.status",
        "word",
        "注文状況",
        ("new", "processing", "shipped", "delivered", "cancelled", "returned", "other"),
    ),
    Field("order.payment_method", "word", "支払方法", ("deferred", "card", "cod", "transfer", "other")),
    Field("order.total", "yen", "請求金額"),
    Field("order.subtotal", "yen", "商品合計"),
    Field("order.shipping_fee", "yen", "送料"),
    Field("order.payment_fee", "yen", "決済手数料"),
    Field("order.discount", "yen", "値引き"),
    Field("order.points_used", "yen", "ポイント利用"),
    Field("order.tax", "yen", "消費税"),
    Field("order.note", "text", "備考", mask="all"),
    Field("order.delivery_date", "date", "お届け希望日"),
    Field("order.delivery_time", "text", "お届け希望時間"),
    Field("order.cancelled_at", "date", "キャンセル日"),
    Field("order.shop", "text", "店舗"),
)

_PARTY = (
    Field("name", "name", "氏名", mask="name"),
    Field("family_name", "name", "姓", mask="name"),
    Field("given_name", "name", "名", mask="all"),
    Field("kana", "kana", "氏名カナ", mask="name"),
    Field("family_kana", "kana", "セイ", mask="name"),
    Field("given_kana", "kana", "メイ", mask="all"),
    Field("company", "text", "会社名", mask="all"),
    Field("department", "text", "部署名", mask="all"),
    Field("postal_code", "postal_code", "郵便番号", mask="phone"),
    Field("postal_code1", "digits", "郵便番号1", mask="all"),
    Field("postal_code2", "digits", "郵便番号2", mask="all"),
    Field("prefecture", "text", "都道府県"),
    Field("city", "text", "市区町村", mask="address"),
    Field("street", "text", "番地", mask="address"),
    Field("building", "text", "建物名", mask="all"),
    Field("address", "text", "住所", mask="address"),
    Field("phone", "phone", "電話番号", mask="phone"),
    Field("phone1", "digits", "電話番号1", mask="all"),
    Field("phone2", "digits", "電話番号2", mask="all"),
    Field("phone3", "digits", "電話番号3", mask="all"),
    Field("mobile", "phone", "携帯電話番号", mask="phone"),
    Field("email", "email", "メールアドレス", mask="email"),
    Field("birthday", "date", "生年月日", mask="all"),
    Field("sex", "word", "性別", ("male", "female", "other"), mask="all"),
    Field("member_id", "text", "会員番号", mask="all"),
)

_REST = (
    Field("recipient.relation", "word", "お届け先の区分", ("same", "other")),
    Field("item.name", "text", "商品名"),
    Field("item.code", "text", "商品コード"),
    Field("item.unit_price", "yen", "単価（税込）"),
    Field("item.net_price", "yen", "単価（税抜）"),
    Field("item.quantity", "integer", "数量"),
    Field("item.tax_rate", "percent", "税率"),
    Field("item.subtotal", "yen", "小計"),
    Field("item.kind", "word", "明細区分", ("product", "shipping", "payment_fee", "discount", "tax", "points")),
    Field("credit.result", "word", "審査結果", ("approved", "declined", "on_hold", "pending", "error", "cancelled")),
    Field("credit.reason", "text", "審査理由"),
    Field("credit.provider_id", "key", "後払い会社の取引ID"),
    Field("credit.decided_at", "date", "審査日"),
    Field("shipment.id", "key", "出荷ID"),
    Field("shipment.carrier", "word", "配送業者", CARRIERS),
    Field("shipment.tracking_number", "key", "送り状番号"),
    Field("shipment.planned_on", "date", "発送予定日"),
    Field("shipment.shipped_on", "date", "発送日"),
    Field("payment.status", "word", "入金状況", ("unpaid", "paid", "partial", "refunded", "other")),
    Field("payment.paid_on", "date", "入金日"),
    Field("payment.amount", "yen", "入金額"),
    Field("payment.payer", "text", "振込名義", mask="name"),
    Field("payment.reference", "key", "入金の照合番号"),
)

_PARTY_LABEL = {"buyer": "注文者", "recipient": "お届け先"}

FIELDS: dict[str, Field] = {
    f.name: f
    for f in (
        *_ORDER,
        *(f._replace(name=f"{p}.{f.name}", label=f"{_PARTY_LABEL[p]}の{f.label}") for p in PARTIES for f in _PARTY),
        *_REST,
    )
}

WHOLES: dict[str, Whole] = {
    f"{p}.{whole}": Whole(tuple(f"{p}.{part}" for part in parts), *separators)
    for p in PARTIES
    for whole, parts, *separators in (
        ("name", ("family_name", "given_name"), "\u3000"),
        ("kana", ("family_kana", "given_kana"), "\u3000"),
        ("postal_code", ("postal_code1", "postal_code2")),
        ("address", ("prefecture", "city", "street", "building"), "", "\u3000"),
        ("phone", ("phone1", "phone2", "phone3"), "-"),
    )
}

DERIVED = frozenset({"recipient.relation"})
"""Fields that no column may feed on reading: the engine computes them."""


def party(field: str | None) -> Literal["buyer", "recipient"] | None:
    """The party that a field speaks of.

    >>> party("recipient.kana"), party("order.total"), party(None)
    ('recipient', None, None)
    """
    group = (field or "").partition(".")[0]
    return "buyer" if group == "buyer" else "recipient" if group == "recipient" else None


def with_parts(fields: Iterable[str]) -> list[str]:
    """Fields and, for wholes, the parts that they may come from.

    >>> with_parts(["buyer.name"])
    ['buyer.name', 'buyer.family_name', 'buyer.given_name']
    """
    return [name for field in fields for name in (field, *(WHOLES[field].parts if field in WHOLES else ()))]
