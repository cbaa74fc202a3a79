"""Cells that were spoilt before csvbridge saw them: by Excel, by an encoding, by a formula; found, never guessed.

`mend` undoes what can be undone without loss (="0123", a phone's lost zero) and marks the rest, column-wise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.forms import damage

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from csvbridge.profile.columns import FileColumn

SAFE = frozenset({"PHONE_ZERO_LOST", "EXCEL_WRAPPED", "CHAR_LOST", "CARD_NUMBER"})
"""Damage that `mend` has undone: the value is used, the finding tells of it."""

INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
CONTROL = rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{INVISIBLE}]"
CONTROL_OR_BREAK = rf"[\x00-\x1f\x7f-\x9f{INVISIBLE}]"
PRIVATE = r"[\x{E000}-\x{F8FF}]"
"""Characters of a user's own font (外字): the same code is another character on the next machine."""

KEPT = "^[0-9]{15}[0-9]*[1-9]"
"""A number with digits past the 15th: Excel, which would have zeroed them, did not save this column."""

CARD = "[0-9](?:[ -]?[0-9]){12,18}"
"""What may be the number of a payment card, which has no place in a note."""
NOTES = frozenset({"note", "reason"})

ONE_LINE = frozenset({"name", "kana", "key", "postal_code", "phone", "email", "date", "yen", "integer", "digits"})
PLACES = frozenset({"prefecture", "city", "street", "building", "address", "company", "department"})


class Spot(NamedTuple):
    """A damaged cell: index in the column, code, the message's params and what it may have been."""

    at: int
    code: str
    params: dict[str, object]
    suggestion: str | None = None


def mend(raw: pl.Series, column: FileColumn) -> tuple[pl.Series, list[Spot]]:
    """The column without its reparable damage, and every damaged cell.

    >>> import polars as pl
    >>> from csvbridge.profile.columns import FileColumn
    >>> from csvbridge.profile.models import Column
    >>> phone = FileColumn(Column(name="TEL", field="buyer.phone"), "TEL", None, 0)
    >>> text, spots = mend(pl.Series(["312345678", '="0312345678"', "3.12E+08"]), phone)
    >>> text.to_list()
    ['0312345678', '0312345678', '3.12E+08']
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
    mended = [_mended(raw[at], kinds) for at in hits]
    return raw.scatter(hits, mended), spots


def _odd(column: FileColumn) -> str:
    pattern = CONTROL_OR_BREAK if _is_one_line(column) else CONTROL
    parts = [pattern, PRIVATE]
    parts += ["[?]"] if _keeps_characters(column) else []
    parts += [CARD] if _last(column) in NOTES else []
    return "|".join(parts)


def _is_one_line(column: FileColumn) -> bool:
    return column.type in ONE_LINE or _last(column) in PLACES


def _keeps_characters(column: FileColumn) -> bool:
    """Names and addresses: a question mark in them was another character once."""
    return column.type == "name" or (_last(column) in PLACES and _last(column) not in ("company", "department"))


def _last(column: FileColumn) -> str:
    return (column.column.field or "").rpartition(".")[2]


def _mended(text: str, kinds: tuple[damage.Damage, ...]) -> str:
    bare = damage.unwrap(text)
    return damage.restore_zero(bare) if damage.LOST_ZERO in kinds else bare


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
    breaks = "" if _is_one_line(column) else "\t\r\n"
    control = [f"U+{ord(c):04X}" for c in dict.fromkeys(text) if c not in breaks and _is_control(c)]
    if control:
        yield Spot(at, "CHAR_CONTROL", {"characters": " ".join(control)})
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


def _is_control(c: str) -> bool:
    return (
        c < " "
        or "\x7f" <= c <= "\x9f"
        or "\u200b" <= c <= "\u200f"
        or "\u202a" <= c <= "\u202e"
        or ("\u2060" <= c <= "\u2069" or c == "\ufeff")
    )
