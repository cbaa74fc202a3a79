"""The verdict on one address: all families of this package, followers hidden behind their cause."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from csvbridge.address.index import index_of
from csvbridge.address.match import read
from csvbridge.checks.place.model import PARTS, Case, Defect, Place
from csvbridge.checks.place.postal import readable
from csvbridge.codes import lookup
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from csvbridge.address import Master
    from csvbridge.findings import Severity

NO_FAMILY = frozenset({"find", "judge", "quiet"})
WORDED = frozenset({"special", "building", "foreign", "dummy"})
"""The families of which `odd` tells column-wise that they have nothing to say."""

_SAYS = regex(r"[^\W_ー]")
"""A cell with nothing but a dash or a dot (住所1 is "-") is read over."""

_STOPS = (
    "CITY_MISSING",
    "CITY_UNKNOWN",
    "TOWN_*",
    "BANCHI_*",
    "ROOM_*",
    "TEMP_STAY",
    "WORKPLACE",
    "CARE_OF",
    "FORWARDING",
)

HIDES: Mapping[str, tuple[str, ...]] = {
    "OVERSEAS": ("*",),
    "TEST_DATA": ("PREF_*", "CITY_*", "TOWN_*", "BANCHI_*", "ROOM_*", "ADDR*", "TEMP_STAY", "WORKPLACE", "CARE_OF"),
    "ADDR_ROMAJI": ("CITY_*", "TOWN_*", "BANCHI_*", "ROOM_*", "PREF_MISSING", "PREF_UNKNOWN"),
    "PO_BOX": (*_STOPS, "POST_OFFICE_HOLD", "CARRIER_HOLD", "PICKUP_POINT"),
    "POST_OFFICE_HOLD": (*_STOPS, "CARRIER_HOLD", "PICKUP_POINT"),
    "CARRIER_HOLD": (*_STOPS, "PICKUP_POINT"),
    "PICKUP_POINT": _STOPS,
    "FORWARDING": ("CARE_OF", "TEMP_STAY", "WORKPLACE", "ROOM_*"),
    "CARE_OF": ("ROOM_*",),
    "TEMP_STAY": ("ROOM_*",),
    "WORKPLACE": ("ROOM_*",),
    "ADDR2_REPEATS": ("PREF_DUPLICATED", "CITY_DUPLICATED", "ROOM_*"),
    "ZIP_UNKNOWN": ("ZIP_*",),
    "ZIP_CITY_MISMATCH": ("TOWN_UNKNOWN",),
    "PREF_CONFLICT": ("ZIP_*", "CITY_*", "TOWN_*", "BANCHI_*"),
    "PREF_UNKNOWN": ("ZIP_PREF_MISMATCH", "CITY_MISSING"),
    "PREF_DUPLICATED": ("CITY_DUPLICATED",),
    "CITY_MISSING": ("ZIP_CITY_*", "ZIP_TOWN_*", "TOWN_*"),
    "CITY_UNKNOWN": ("TOWN_*", "BANCHI_*"),
    "CITY_OLD_NAME": ("TOWN_*", "BANCHI_*"),
    "TOWN_MISSING": ("BANCHI_*", "ROOM_*"),
    "TOWN_UNKNOWN": ("ZIP_TOWN_*", "ZIP_GENERIC"),
    "BANCHI_MISSING": ("ROOM_*",),
}
"""A code and the patterns of those that only follow from it."""


def judge(
    place: Place, master: Master, keywords: Mapping[str, tuple[str, ...]] = {}, *, worded: bool = True
) -> tuple[Defect, ...]:
    """What is wrong with an address, causes only; empty if nothing is. `keywords` are a profile's words, by code.

    `worded` False leaves out the families that look for words, for an address of which `odd` has said that it has none.

    >>> from csvbridge.address import load
    >>> place = Place("3710026", "群馬県", "前橋市", "大手町")
    >>> [(defect.code, defect.severity) for defect in judge(place, load())]
    [('BANCHI_MISSING', 'error')]
    >>> judge(place._replace(street="大手町2-12-1"), load())
    ()
    """
    text = "\u3000".join(cell for _, cell in place.cells if _SAYS.search(cell))
    parsed = read(text, readable(place.postal_code), index_of(master))
    case = Case(place, parsed, master, keywords)
    return causes([defect for find in families(worded) for defect in find(case)])


def causes(defects: list[Defect]) -> tuple[Defect, ...]:
    """The defects that no other one explains, in the order of the parts.

    Test data are only suspected: where they hide an error, they are one themselves.
    """
    if len(defects) < 2:
        return tuple(defects)
    found = sorted(defects, key=lambda defect: PARTS.index(defect.part))
    hidden = [defect for defect in found if any(_hides(other, defect) for other in found)]
    worst: Severity | None = "error" if any(_is_error(defect) for defect in hidden) else None
    return tuple(
        defect._replace(severity=worst or defect.severity) if defect.code == "TEST_DATA" else defect
        for defect in found
        if defect not in hidden
    )


def _hides(one: Defect, other: Defect) -> bool:
    return one is not other and any(fnmatchcase(other.code, pattern) for pattern in HIDES.get(one.code, ()))


def _is_error(defect: Defect) -> bool:
    return (defect.severity or lookup(defect.code).severity) == "error"


@cache
def families(worded: bool = True) -> tuple[Callable[[Case], Iterator[Defect]], ...]:
    """`find` of every module of the package that is a family of checks, with those that look for words or without."""
    package = __name__.rpartition(".")[0]
    names = (info.name for info in iter_modules(import_module(package).__path__) if info.name not in NO_FAMILY)
    modules = (import_module(f"{package}.{name}") for name in names if worded or name not in WORDED)
    return tuple(module.find for module in modules if hasattr(module, "find"))
