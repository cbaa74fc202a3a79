"""Postal codes: there, of seven digits, known, and of this prefecture, municipality and town."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.address.cities import BUILDING_NOTE
from csvbridge.checks.place import known
from csvbridge.checks.place.model import Case, Defect
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.address import Town

_TOO_SHORT = regex("[0-9]{5,6}")
_AROUND = regex(r"[\s〒\-‐‑–—−－ー]")


def find(case: Case) -> Iterator[Defect]:
    """ZIP_* of an address: at most one."""
    code = case.place.postal_code
    if not code:
        yield _defect("ZIP_MISSING", case, place=known.here(case))
    elif not known.SEVEN.fullmatch(code):
        yield _malformed(case)
    elif not known.coded(case):
        yield _defect("ZIP_UNKNOWN", case)
    else:
        yield from _mismatch(case)


def readable(code: str) -> str:
    """A postal code to look up: its seven digits, with the zeros that a spreadsheet took; "" if it is none.

    >>> readable("0300822"), readable("300822"), readable("30-0822"), readable("abc")
    ('0300822', '0300822', '0300822', '')
    """
    digits = _AROUND.sub("", code)
    if known.SEVEN.fullmatch(digits):
        return digits
    return digits.zfill(7) if _TOO_SHORT.fullmatch(digits) else ""


def _malformed(case: Case) -> Defect:
    """A zero that the address confirms, or simply not seven digits."""
    parsed, code = case.parsed, known.coded(case)
    agrees = bool(known.coded_here(case)) if parsed.city_text else parsed.prefecture in code.prefectures
    if (not parsed.prefecture_text and not parsed.city_text) or not agrees:
        return _defect("ZIP_FORMAT", case)
    params = {"place": known.there(code, prefecture=True)}
    return Defect("ZIP_ZERO_LOST", "postal_code", case.place.postal_code, params, parsed.postal_code)


def _mismatch(case: Case) -> Iterator[Defect]:
    parsed, code = case.parsed, known.coded(case)
    cities = [city.name for city in code.cities if city.prefecture == parsed.prefecture]
    if not parsed.prefecture:
        return
    if not cities:
        there = known.there(code, prefecture=True)
        expected = "・".join(code.prefectures)
        yield _defect(
            "ZIP_PREF_MISMATCH",
            case,
            prefecture=parsed.prefecture,
            expected=expected,
            there=there,
            here=known.here(case),
        )
    elif parsed.city and not known.covers(parsed.city, cities):
        yield _defect("ZIP_CITY_MISMATCH", case, there=known.there(code), here=known.here(case))
    elif parsed.city and parsed.town:
        yield from _town(case)


def _town(case: Case) -> Iterator[Defect]:
    here = known.coded_here(case)
    if here.offices or any(_is_same(row, case) for row in here.towns):
        return
    if not any(row.town for row in here.towns):
        yield _defect("ZIP_GENERIC", case, here=known.here(case))
    else:
        yield _defect("ZIP_TOWN_MISMATCH", case, there=known.there(here), here=known.here(case))


def _is_same(row: Town, case: Case) -> bool:
    """The town of the address, or a building in it."""
    town = case.parsed.town
    return row.town == town or (row.town.startswith(town) and BUILDING_NOTE.search(row.note) is not None)


def _defect(code: str, case: Case, **params: object) -> Defect:
    """A defect of the postal code; the suggestion is the one code that the address has."""
    suggestion = known.one_code(case)
    if suggestion == case.place.postal_code:
        suggestion = None
    return Defect(code, "postal_code", case.place.postal_code, params, suggestion)
