"""Cells that were spoilt before csvbridge saw them: by Excel, by an encoding, by a formula; found, never guessed.

`pattern` is what a whole column is searched for, `find` looks closer at the cells that have it. What is no part of a
value (="0123") is told here and taken off by `forms.damage.unwrap`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.forms import damage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csvbridge.catalog import Type
    from csvbridge.findings import Severity
    from csvbridge.profile.columns import FileColumn

PRIVATE = r"[\x{E000}-\x{F8FF}]"
"""Characters of a user's own font (外字): the same code is another character on the next machine."""

KEPT = "^[0-9]{15}[0-9]*[1-9]"
"""A number with digits past the 15th: Excel, which would have zeroed them, did not save this column."""

CARD = "[0-9](?:[ -]?[0-9]){12,18}"
"""What may be the number of a payment card, which has no place in a note."""
NOTES = frozenset({"note", "reason"})

PLACES = frozenset({"prefecture", "city", "street", "building", "address"})


class Spot(NamedTuple):
    """A damaged cell: index in the column, code, the message's params and what it may have been.

    `severity` None is the code's own.
    """

    at: int
    code: str
    params: dict[str, object]
    suggestion: str | None = None
    severity: Severity | None = None


def pattern(column: FileColumn) -> str | None:
    """One pattern (Rust) that every spoilt cell of a column has; None where none is looked for."""
    field = column.column.field
    return None if field is None else _pattern(field, column.type)


@cache
def _pattern(field: str, type_: Type) -> str:
    kinds = damage.kinds_of(field, type_)
    lost = "[?]" if _keeps_characters(field, type_) else ""
    card = CARD if _last(field) in NOTES else ""
    return "|".join(part for part in (damage.WRAPPED.whole, PRIVATE, lost, card, *(k.whole for k in kinds)) if part)


def find(texts: Iterable[str], column: FileColumn, *, kept: bool = False) -> list[Spot]:
    """Every damaged cell of a source column, as it stands. With `kept` the column keeps digits that Excel would not.

    >>> from csvbridge.profile.columns import FileColumn
    >>> from csvbridge.profile.models import Column
    >>> phone = FileColumn(Column(name="TEL", field="buyer.phone"), "TEL", None, 0)
    >>> spots = find(["312345678", '="0312345678"', "3.12E+08", "0312345678"], phone)
    >>> [(spot.at, spot.code) for spot in spots]
    [(0, 'PHONE_ZERO_LOST'), (1, 'EXCEL_WRAPPED'), (2, 'EXCEL_EXPONENT')]
    """
    field = column.column.field
    if field is None:
        return []
    kinds = damage.kinds_of(field, column.type)
    asked = tuple(kind for kind in kinds if not (kept and kind is damage.DIGITS))
    return [spot for at, text in enumerate(texts) for spot in _spots(at, text, asked, column)]


def may_be_cut(texts: Iterable[str], column: FileColumn) -> bool:
    """Whether any cell ends in zeros that Excel may have put there: then the whole column is asked for `KEPT`."""
    field = column.column.field
    if field is None or damage.DIGITS not in damage.kinds_of(field, column.type):
        return False
    return any(damage.DIGITS.holds(damage.unwrap(text)) for text in texts)


def is_note(column: FileColumn) -> bool:
    """Whether anything may stand in the column, and a card's number should not."""
    return _last(column.column.field) in NOTES


def _keeps_characters(field: str, type_: Type) -> bool:
    """Names and addresses: a question mark in them was another character once."""
    return type_ == "name" or _last(field) in PLACES


def _last(field: str | None) -> str:
    return (field or "").rpartition(".")[2]


def _spots(at: int, text: str, kinds: tuple[damage.Damage, ...], column: FileColumn) -> Iterator[Spot]:
    bare = damage.unwrap(text)
    if bare != text:
        yield Spot(at, damage.WRAPPED.code, {})
    for kind in kinds:
        if kind.holds(bare):
            restored = damage.restore_zero(bare) if kind is damage.LOST_ZERO else None
            yield Spot(at, kind.code, {}, restored)
    yield from _characters(at, bare, column)


def _characters(at: int, text: str, column: FileColumn) -> Iterator[Spot]:
    private = [f"U+{ord(c):04X}" for c in dict.fromkeys(text) if "\ue000" <= c <= "\uf8ff"]
    if private:
        yield Spot(at, "PRIVATE_USE", {"characters": " ".join(private)})
    field = column.column.field or ""
    if "?" in text and _keeps_characters(field, column.type):
        yield Spot(at, "CHAR_LOST", {})
    if _last(field) in NOTES and any(_is_card(found) for found in re.findall(CARD, text)):
        yield Spot(at, "CARD_NUMBER", {})


def _is_card(text: str) -> bool:
    """The check digit of ISO/IEC 7812 (Luhn).

    >>> _is_card("4111 1111 1111 1111"), _is_card("4111 1111 1111 1112")
    (True, False)
    """
    digits = [int(c) for c in text if c.isdigit()][::-1]
    return sum(d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits)) % 10 == 0
