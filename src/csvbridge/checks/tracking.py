"""Tracking numbers by carrier: length, digits, check digit.

ヤマト運輸 and 佐川急便: 12 digits. 日本郵便: 12 (ゆうパック, レターパック), 11 (書留, 特定記録) or, for EMS, S10.
The last digit is the digits before it, read as one integer, modulo 7, so it is never 7, 8 or 9. The rule does not see a
lost leading zero, which leaves the integer as it is, nor does it tell the carriers apart: length is checked apart.
Carriers whose numbers are not public (西濃運輸, 福山通運, …) are left alone. One public note doubts the check digit of
ゆうパック: for 日本郵便 everything here is a warning.

Source: facts about operations, "Tracking numbers and check digits" (packtrack, shipping-jp-js, a table of 2011).

>>> is_valid("2009-6118-5434", "yamato"), is_valid("13112383852", "registered_mail")
(True, True)
>>> is_valid("200961185435", "yamato"), is_valid("99723653466", "yamato")
(False, False)
>>> is_valid("any", "seino")
True
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.checks.fault import Fault
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csvbridge.findings import Severity

NUMBER = "shipment.tracking_number"
CARRIER = "shipment.carrier"

S10 = regex(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


class Shape(NamedTuple):
    """What numbers of a carrier look like: its name, its lengths in digits, and how sure the rule is."""

    label: str
    lengths: tuple[int, ...]
    severity: Severity = "error"
    s10: bool = False


SHAPES: Mapping[str, Shape] = {
    "yamato": Shape("ヤマト運輸", (12,)),
    "sagawa": Shape("佐川急便", (12,)),
    "japan_post": Shape("日本郵便", (12, 11), "warning", s10=True),
    "registered_mail": Shape("郵便書留", (11, 12), "warning", s10=True),
    "letter_pack": Shape("レターパック", (12,), "warning"),
}


class Wrong(NamedTuple):
    """What is wrong with a number: code, params of the message, and what it may have been."""

    code: str
    params: Mapping[str, object]
    suggestion: str | None = None


def bare(number: str) -> str:
    """A number without the blanks and hyphens that people put into it.

    >>> bare("２００９－６１１８ 5434")
    '200961185434'
    """
    return re.sub(r"[\s\-‐–—−ー]", "", unicodedata.normalize("NFKC", number))


def is_valid(number: str, carrier: str) -> bool:
    """Whether a carrier can have given out this number; True where nothing is known of its numbers."""
    return fault_of(number, carrier) is None


def has_check_digit(digits: str) -> bool:
    """Whether the last digit is the others modulo 7.

    >>> has_check_digit("444413758703"), has_check_digit("444413758704"), has_check_digit("7")
    (True, False, False)
    """
    return len(digits) > 1 and int(digits[:-1]) % 7 == int(digits[-1])


def has_s10_check_digit(number: str) -> bool:
    """Whether the ninth digit of a number such as EE123456785JP fits the eight before it (UPU S10).

    >>> has_s10_check_digit("EE123456785JP"), has_s10_check_digit("EE123456784JP")
    (True, False)
    """
    summed = sum(weight * int(digit) for weight, digit in zip(S10_WEIGHTS, number[2:10], strict=True))
    return {10: 0, 11: 5}.get(11 - summed % 11, 11 - summed % 11) == int(number[10])


def fault_of(number: str, carrier: str) -> Wrong | None:
    """What is wrong with a number of this carrier, with the number that it may have been.

    >>> wrong = fault_of("99723653466", "yamato")
    >>> wrong.code, wrong.params["length"], wrong.suggestion
    ('TRACKING_LENGTH', 11, '099723653466')
    >>> fault_of("200961185434.0", "sagawa").suggestion
    '200961185434'
    >>> fault_of("621234567890", "sagawa").code
    'TRACKING_CHECK'
    """
    shape = SHAPES.get(carrier)
    if shape is None:
        return None
    text = bare(number)
    if shape.s10 and S10.fullmatch(text.upper()):
        return None if has_s10_check_digit(text.upper()) else Wrong("TRACKING_CHECK", {"carrier": shape.label})
    if not re.fullmatch("[0-9]+", text):
        odd = "".join(dict.fromkeys(re.sub("[0-9]", "", text)))
        return Wrong("TRACKING_DIGITS", {"carrier": shape.label, "characters": odd}, _likely(shape, text[:-2], text))
    if len(text) not in shape.lengths:
        expected = "・".join(map(str, shape.lengths))
        params = {"carrier": shape.label, "expected": expected, "length": len(text)}
        return Wrong("TRACKING_LENGTH", params, _likely(shape, f"0{text}"))
    return None if has_check_digit(text) else Wrong("TRACKING_CHECK", {"carrier": shape.label})


def _likely(shape: Shape, number: str, read: str | None = None) -> str | None:
    """The number, if the carrier can have given it out and, where `read` is given, Excel made a decimal of it."""
    if read is not None and read != f"{number}.0":
        return None
    fits = re.fullmatch("[0-9]+", number) and len(number) in shape.lengths and has_check_digit(number)
    return number if fits else None


def _is_plain() -> pl.Expr:
    """Twelve digits with their check digit, which every carrier of `SHAPES` gives out: nearly all numbers."""
    digits = pl.col(NUMBER).str.replace_all("-", "", literal=True)
    head, last = (part.cast(pl.Int64, strict=False) for part in (digits.str.head(11), digits.str.tail(1)))
    return (digits.str.contains("^[0-9]{12}$") & (head % 7 == last)).fill_null(False)


def find(orders: pl.DataFrame, columns: tuple[str, ...]) -> Iterator[Fault]:
    """Faults of the tracking numbers. `orders` has `row`, the number and, where the file knows it, the carrier."""
    if NUMBER not in orders.columns or CARRIER not in orders.columns:
        return
    known = pl.col(NUMBER).is_not_null() & pl.col(CARRIER).is_in(list(SHAPES))
    for row, number, carrier in orders.filter(known & ~_is_plain()).select("row", NUMBER, CARRIER).iter_rows():
        wrong = fault_of(number, carrier)
        if wrong is not None:
            severity = SHAPES[carrier].severity
            params = {"column": "・".join(columns), **wrong.params}
            yield Fault(wrong.code, row, columns, NUMBER, number, params, severity, wrong.suggestion)
