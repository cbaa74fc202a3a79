"""What the tables of the post say about the address at hand: shared by the families of address checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.address.cities import BUILDING_NOTE, Coded, is_in, short_name
from csvbridge.address.index import Index, index_of
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csvbridge.address import Town
    from csvbridge.address.names import Municipality
    from csvbridge.checks.place.model import Case

SEVEN = regex("[0-9]{7}")


def index(case: Case) -> Index:
    """The tables of the case, opened."""
    return index_of(case.master)


def coded(case: Case) -> Coded:
    """What the post lists under the postal code that the address was read with; empty if that is none."""
    return index(case).coded(case.parsed.postal_code)


def coded_here(case: Case) -> Coded:
    """The part of it that lies in the municipality of the address."""
    return coded(case).of(case.parsed.prefecture, case.parsed.city)


def is_office(case: Case) -> bool:
    """Whether the postal code is one large addressee's here: it names the place better than any number."""
    return bool(coded_here(case).offices)


def is_building(case: Case) -> bool:
    """Whether the postal code is one building's here."""
    towns = coded_here(case).towns
    return bool(towns) and all(BUILDING_NOTE.search(town.note) for town in towns)


def municipality(case: Case) -> Municipality:
    """The towns of the municipality of the address."""
    return index(case).municipality(index(case).city(case.parsed.prefecture, case.parsed.city))


def rows(case: Case) -> tuple[Town, ...]:
    """The rows of the town of the address, of its ward only; empty if it has none."""
    return municipality(case).called(case.parsed.town) if case.parsed.town else ()


def one_code(case: Case) -> str | None:
    """The postal code of the town of the address, if there is exactly one."""
    parsed = case.parsed
    if not parsed.city_text:
        return None
    if not parsed.town:
        towns = municipality(case)
        codes = set() if towns.has_towns else set(towns.rest_codes)
    else:
        codes = {row.postal_code for row in rows(case)}
    return codes.pop() if len(codes) == 1 else None


def here(case: Case) -> str:
    """Municipality and town of the address, as the post writes them."""
    return short_name(case.parsed.city) + case.parsed.town


def there(code: Coded, *, prefecture: bool = False) -> str:
    """Municipalities and towns of a postal code, at most three."""
    places = ((row.prefecture if prefecture else "") + short_name(row.city) + row.town for row in everything(code))
    return listed(places)


def everything(code: Coded) -> Iterable[Town]:
    """Towns of a code; the offices as if they were towns."""
    from csvbridge.address import Town

    yield from code.towns
    for office in code.offices:
        yield Town(office.postal_code, office.prefecture, office.city, office.town, False, "")


def listed(names: Iterable[str]) -> str:
    """At most three different names, joined.

    >>> listed(["a", "a", "b", "", "c", "d"])
    'a、b、c'
    """
    return "、".join(list(dict.fromkeys(filter(None, names)))[:3])


def covers(city: str, cities: Iterable[str]) -> bool:
    """Whether a municipality is one of some, or the city of one of some wards."""
    return any(is_in(other, city) for other in cities)
