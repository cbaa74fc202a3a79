"""Cells that were spoilt before csvbridge saw them: by Excel, by an encoding, by a formula; found, never guessed.

`mend` takes off what is no part of a value (="0123") and marks the rest, column-wise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.forms import damage

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

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


def mend(raw: pl.Series, column: FileColumn) -> tuple[pl.Series, list[Spot]]:
    """The column without its reparable damage, and every damaged cell.

    >>> import polars as pl
    >>> from csvbridge.profile.columns import FileColumn
    >>> from csvbridge.profile.models import Column
    >>> phone = FileColumn(Column(name="TEL", field="buyer.phone"), "TEL", None, 0)
    >>> text, spots = mend(pl.Series(["312345678", '="0312345678"', "3.12E+08"]), phone)
    >>> text.to_list()
    ['312345678', '0312345678', '3.12E+08']
    >>> [(spot.at, spot.code) for spot in spots]
    [(0, 'PHONE_ZERO_LOST'), (1, 'EXCEL_WRAPPED'), (2, 'EXCEL_EXPONENT')]
    """
    if column.column.field is None:
        return raw, []
    kinds = damage.kinds_of(column.column.field, column.column.type)
    odd = "|".join((damage.WRAPPED.whole, _odd(column), *(kind.whole for kind in kinds)))
    hits = raw.str.contains(odd).arg_true()
    if hits.is_empty():
        return raw, []
    if damage.DIGITS in kinds and raw.str.contains(KEPT).any():
        kinds = tuple(kind for kind in kinds if kind is not damage.DIGITS)
    spots = [spot for at in hits for spot in _spots(at, raw[at], kinds, column)]
    return raw.scatter(hits, [damage.unwrap(raw[at]) for at in hits]), spots


def _odd(column: FileColumn) -> str:
    lost = "[?]" if _keeps_characters(column) else ""
    return "|".join(part for part in (PRIVATE, lost, CARD if _last(column) in NOTES else "") if part)


def _keeps_characters(column: FileColumn) -> bool:
    """Names and addresses: a question mark in them was another character once."""
    return column.type == "name" or _last(column) in PLACES


def _last(column: FileColumn) -> str:
    return (column.column.field or "").rpartition(".")[2]


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
    if "?" in text and _keeps_characters(column):
        yield Spot(at, "CHAR_LOST", {})
    if _last(column) in NOTES and any(_is_card(found) for found in re.findall(CARD, text)):
        yield Spot(at, "CARD_NUMBER", {})


def _is_card(text: str) -> bool:
    """The check digit of ISO/IEC 7812 (Luhn).

    >>> _is_card("4111 1111 1111 1111"), _is_card("4111 1111 1111 1112")
    (True, False)
    """
    digits = [int(c) for c in text if c.isdigit()][::-1]
    return sum(d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits)) % 10 == 0
