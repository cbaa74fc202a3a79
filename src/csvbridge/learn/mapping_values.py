"""Whether the values of a column look like a field: they support it, leave it open or speak against it.

A false "against" costs a right column, so it is said only of shapes that the field can hardly have.

>>> fit("buyer.email", "email"), fit("buyer.email", "yen"), fit("buyer.email", "blank")
('for', 'against', 'open')
>>> fit("order.number", "phone")
'open'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from csvbridge.catalog import FIELDS
from csvbridge.learn.model import Evidence
from csvbridge.learn.synonyms import squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csvbridge.catalog import Type
    from csvbridge.learn.model import Shape

Fit = Literal["for", "open", "against"]
_NUMBERS: frozenset[Shape] = frozenset({"yen", "integer", "digits"})
_CODED: frozenset[Shape] = frozenset({*_NUMBERS, "words", "key", "tracking_number", "postal_code", "phone", "text"})
_WORDS: frozenset[Shape] = frozenset({"words", "text", "name", "address", "prefecture", "kana"})

_FOR: Mapping[Type, frozenset[Shape]] = {
    "postal_code": frozenset({"postal_code"}),
    "phone": frozenset({"phone"}),
    "email": frozenset({"email"}),
    "date": frozenset({"date"}),
    "yen": frozenset({"yen"}),
    "integer": frozenset({"integer"}),
    "kana": frozenset({"kana"}),
    "name": frozenset({"name"}),
    "word": frozenset({"words"}),
}
_OPEN: Mapping[Type, frozenset[Shape]] = {
    "postal_code": _CODED,
    "phone": _CODED,
    "email": frozenset({"text", "key"}),
    "date": frozenset({"digits", "integer", "words", "text", "postal_code", "phone", "key"}),
    "yen": frozenset({*_NUMBERS, "postal_code", "phone"}),
    "integer": frozenset({*_NUMBERS, "words"}),
    "percent": frozenset({*_NUMBERS, "words", "text"}),
    "digits": _CODED,
    "kana": frozenset({"name", "words", "text", "key"}),
    "name": frozenset({"kana", "words", "text", "key", "address", "prefecture"}),
    "key": frozenset({*_CODED, "date", "name"}),
    "word": frozenset({*_CODED, "name", "kana", "address"}),
    "text": frozenset({*_CODED, *_WORDS, "date"}),
}
_FOR_FIELD: Mapping[str, frozenset[Shape]] = {
    "prefecture": frozenset({"prefecture"}),
    "city": frozenset({"address"}),
    "street": frozenset({"address"}),
    "address": frozenset({"address"}),
    "tracking_number": frozenset({"tracking_number"}),
}
_OPEN_FIELD: Mapping[str, frozenset[Shape]] = {
    "prefecture": _WORDS,
    "city": frozenset({*_WORDS, "key"}),
    "street": frozenset({*_WORDS, "key", "digits", "integer", "phone", "postal_code"}),
    "address": frozenset({*_WORDS, "key"}),
    "building": frozenset({*_CODED, *_WORDS}),
    "company": frozenset({*_WORDS, "key"}),
    "department": frozenset({*_WORDS, "key"}),
    "item.name": frozenset({*_WORDS, "key"}),
    "delivery_time": frozenset({*_CODED, *_WORDS, "date"}),
}

_SAY: Mapping[Shape, str] = {
    "postal_code": "郵便番号",
    "phone": "電話番号",
    "email": "メールアドレス",
    "date": "日付",
    "yen": "金額",
    "integer": "整数",
    "digits": "数字",
    "kana": "カナ",
    "prefecture": "都道府県",
    "name": "氏名",
    "address": "住所",
    "words": "決まった語",
    "key": "行ごとに違う値",
    "tracking_number": "送り状番号",
    "text": "文章",
    "blank": "空欄",
}


def fit(field: str, shape: Shape) -> Fit:
    """What values of this shape say of the field; see `tells` for what their words say."""
    last = field.rpartition(".")[2]
    type_ = FIELDS[field].type
    if shape in _FOR_FIELD.get(last, _FOR.get(type_, frozenset())):
        return "for"
    allowed = _OPEN_FIELD.get(field) or _OPEN_FIELD.get(last) or _OPEN[type_]
    return "open" if shape in ("blank", "key", *allowed) else "against"


def is_named_by_number(field: str, cells: Sequence[str]) -> bool:
    """Whether a column that should hold names holds numbers such as #1001.

    >>> is_named_by_number("buyer.name", ["#1001", "#1002"]), is_named_by_number("buyer.name", ["見本　太郎"])
    (True, False)
    """
    numbers = sum(any(char.isdigit() for char in cell) for cell in cells)
    return FIELDS[field].type in ("name", "kana") and 2 * numbers > len(cells)


def is_open_form(field: str, shape: Shape) -> bool:
    """Whether cells hold text of no form although the field has one: what is not told by words is not told at all.

    >>> is_open_form("order.ordered_at", "text"), is_open_form("order.total", "integer")
    (True, False)
    """
    formed = FIELDS[field].type in ("date", "yen", "phone", "postal_code", "email", "integer")
    return formed and shape not in ("blank", "yen", "integer", "digits") and fit(field, shape) == "open"


def tells(cells: Sequence[str], telling: Sequence[str]) -> Fit:
    """Whether the words of a column are those that a field's values hold; numbers alone leave it open.

    >>> tells(["ヤマト運輸", "佐川急便"], ["運輸", "急便"]), tells(["通常便"], ["運輸"]), tells(["12"], ["運輸"])
    ('for', 'against', 'open')
    """
    words = [word for cell in cells if (word := squeeze(cell)) and not word.isdecimal()]
    if not words or not telling:
        return "open"
    known = sum(any(part in word for part in telling) for word in words)
    return "for" if 2 * known >= len(words) else "against" if not known else "open"


def evidence(shape: Shape, says: Fit) -> tuple[Evidence, ...]:
    """What is told of it; nothing where the values leave it open.

    >>> evidence("email", "for")[0].ja, evidence("yen", "against")[0].en, evidence("text", "open")
    ('値がメールアドレスの形', 'values look like yen, which does not agree', ())
    """
    if says == "open":
        return ()
    en = shape.replace("_", " ")
    if says == "for":
        return (Evidence("values", f"値が{_SAY[shape]}の形", f"values look like {en}"),)
    return (Evidence("values", f"値が{_SAY[shape]}の形で、合わない", f"values look like {en}, which does not agree"),)
