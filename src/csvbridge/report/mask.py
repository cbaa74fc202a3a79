"""How a cell is shown where anyone may read it: shortened, without control characters, personal data hidden.

The catalogue says which field is personal. Order numbers, amounts and codes stay: without them nobody finds the order.

Source: facts/reliability.md section 4 (safety measures for 個人データ).

>>> mask("山田 花子", "buyer.name"), mask("090-1234-5678", "buyer.phone"), mask("1600022", "buyer.postal_code")
('山*', '090-****-5678', '160-****')
>>> mask("hanako@example.com", "buyer.email"), mask("東京都新宿区西新宿2-8-1", "recipient.address")
('h***@example.com', '東京都…')
>>> mask("T0001245", "order.number"), mask("of no known field", None), mask("", None)
('T0001245', '***', '')
"""

from __future__ import annotations

import re
import unicodedata

from csvbridge.catalog import FIELDS
from csvbridge.pattern import regex

HIDDEN = "***"
MAX_SHOWN = 60

_BLANKS = regex(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# C0, C1, soft hyphen, zero-width and bidirectional controls, lone surrogates, tags: they hide or reorder what is shown.
_CONTROLS = regex(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_PREFECTURE = regex(r"東京都|北海道|(?:京都|大阪)府|[^\s\d]{2,3}県")


def clean(text: str) -> str:
    r"""Text that cannot steer a terminal: line ends and tabs become a space, other controls go.

    >>> clean("山田\x1b[31m\u202e\n花子")
    '山田[31m 花子'
    """
    if text.replace("\u3000", "").isprintable():
        return text
    return _CONTROLS.sub("", _BLANKS.sub(" ", text))


def shorten(text: str) -> str:
    """At most 60 characters, the last one … where something was left out.

    >>> len(shorten("あ" * 61)), shorten("あ" * 61)[-2:], shorten("短い")
    (60, 'あ…', '短い')
    """
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def mask(value: str, field: str | None) -> str:
    """A cell as anyone may see it; a cell of no known field is hidden, since it may hold anything."""
    text = clean(value)
    known = FIELDS.get(field or "")
    if known is None:
        return HIDDEN if text.strip() else ""
    if known.mask is None or not text.strip():
        return shorten(text)
    kind = "postal_code" if known.type == "postal_code" else known.mask
    return shorten(_MASKS[kind](text.strip()))


def _name(text: str) -> str:
    return f"{text[0]}*"


def _phone(text: str) -> str:
    """The last four digits, and the digits before the middle four.

    >>> _phone("0312345678"), _phone("03-1234-5678"), _phone("2.01E+10")
    ('03-****-5678', '03-****-5678', '***')
    """
    digits = _digits(text)
    return f"{digits[: min(3, len(digits) - 8)]}-****-{digits[-4:]}" if len(digits) > 8 else HIDDEN


def _postal_code(text: str) -> str:
    digits = _digits(text)
    return f"{digits[:3]}-****" if len(digits) in (6, 7) else HIDDEN


def _email(text: str) -> str:
    """The first letter and the domain.

    >>> _email("taro@example.jp"), _email("taro.example.jp")
    ('t***@example.jp', '***')
    """
    local, at, domain = text.rpartition("@")
    return f"{local[:1]}{HIDDEN}@{domain}" if at else HIDDEN


def _address(text: str) -> str:
    found = _PREFECTURE.match(text)
    return f"{found[0]}…" if found else HIDDEN


def _all(_: str) -> str:
    return HIDDEN


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", text))


_MASKS = {
    "name": _name,
    "phone": _phone,
    "postal_code": _postal_code,
    "email": _email,
    "address": _address,
    "all": _all,
}
