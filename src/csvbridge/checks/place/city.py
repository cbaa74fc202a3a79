"""Municipalities: there, known, of today, with their ward, once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.address.cities import short_name, ward_of
from csvbridge.address.fold import fold
from csvbridge.checks.place import known
from csvbridge.checks.place.model import Case, Defect
from csvbridge.checks.place.near import standing

if TYPE_CHECKING:
    from collections.abc import Iterator


class Former(NamedTuple):
    """A municipality that is no more, and the one in which its towns lie today."""

    prefecture: str
    name: str
    today: str


def find(case: Case) -> Iterator[Defect]:
    """CITY_* of an address: at most one, besides CITY_DUPLICATED."""
    parsed = case.parsed
    if not parsed.city_text or not parsed.city:
        yield _unknown(case)
        return
    if fold(parsed.city_text) == fold(ward_of(parsed.city)[1]):
        yield _missing(case)
        return
    if parsed.city.endswith("市") and known.index(case).wards(parsed.prefecture, parsed.city):
        old = former(_from_city(case), parsed.prefecture, [])
        yield _old(case, old) if old else _ward(case)
    if "city" in parsed.repeated:
        yield _repeated(case)


def _repeated(case: Case) -> Defect:
    """The suggestion takes the last one away; none if that would leave nothing in its cell."""
    name, city = case.parsed.city_text, case.parsed.city
    part = [part for part, cell in case.place.cells if name in cell][-1:]
    found = part[0] if part else case.place.part_of(name)
    before, _, after = getattr(case.place, found).rpartition(name)
    once = (before + after).strip()
    return Defect("CITY_DUPLICATED", found, name, {"city": city}, once or None)


def _unknown(case: Case) -> Defect:
    parsed, name = case.parsed, case.parsed.city_text
    if parsed.city:
        return _missing(case)
    old = former(parsed.rest, parsed.prefecture, _cities(case))
    if old is not None:
        return _old(case, old)
    close = _nearest(case)
    if close or name.endswith(("市", "区")) or "郡" in name:
        return _misspelt(case, close)
    return _missing(case)


def _missing(case: Case) -> Defect:
    """Nothing, or a ward alone, stands where a municipality should; the postal code may tell it.

    It is suggested where its ward or town stands: 同上 or a building is no address with it either.
    """
    parsed, ward = case.parsed, case.parsed.city_text if case.parsed.city else ""
    city = parsed.city or (_cities(case)[0] if len(_cities(case)) == 1 else "")
    street = ward or parsed.town_text or parsed.rest
    part = case.place.part_of(street)
    suggestion = case.place.changed(part, street, city if ward else city + street) if parsed.city else None
    return Defect("CITY_MISSING", part, ward, {"city": city}, suggestion)


def _misspelt(case: Case, close: tuple[str, str] | None) -> Defect:
    name = close[1] if close else case.parsed.city_text
    cities = _cities(case)
    city = close[0] if close else cities[0] if len(cities) == 1 else ""
    part = case.place.part_of(name)
    suggestion = case.place.changed(part, name, city) if close else None
    return Defect("CITY_UNKNOWN", part, name, {"name": name, "city": city}, suggestion)


def _nearest(case: Case) -> tuple[str, str] | None:
    """The municipality that was meant, and what stands for it: the postal code's, else one of the prefecture."""
    text, prefecture, stated = case.parsed.rest, case.parsed.prefecture, case.parsed.city_text
    cities = _cities(case)
    letters = stated if not any(map(str.isdigit, stated)) else ""
    within = [name for name in cities if letters and fold(letters).endswith(fold(short_name(name)))]
    if within:
        return within[0], stated
    own = {fold(form): name for name in cities for form in (name, short_name(name))}
    towns = [town.town for town in known.coded(case).towns if town.town]
    close = standing(text, own, towns)
    if close or cities or not prefecture or not stated:
        return close
    index = known.index(case)
    first = {name: index.called(name)[0] for name in index.cities.known if len(name) > 2}
    return standing(text, {name: city.name for name, city in first.items() if city.prefecture == prefecture})


def _cities(case: Case) -> list[str]:
    """The municipalities of the postal code in the prefecture of the address."""
    stated = case.parsed.prefecture
    return [city.name for city in known.coded(case).cities if stated in ("", city.prefecture)]


def _ward(case: Case) -> Defect:
    parsed = case.parsed
    cities = dict.fromkeys(row.city for row in known.rows(case) or known.coded_here(case).towns)
    coded = [city.name for city in known.coded_here(case).cities]
    names = coded if len(coded) == 1 else list(cities)
    part = case.place.part_of(parsed.city_text)
    suggestion = case.place.changed(part, parsed.city_text, names[0]) if len(names) == 1 else None
    wards = known.listed(ward_of(name)[1] for name in names)
    return Defect("CITY_WARD_MISSING", part, parsed.city_text, {"city": parsed.city, "wards": wards}, suggestion)


def _from_city(case: Case) -> str:
    """The text from the municipality on."""
    text = "".join(cell for _, cell in case.place.cells)
    return text[max(0, text.find(case.parsed.city_text)) :]


def _old(case: Case, old: Former) -> Defect:
    """The suggestion names the municipality of today, if it is the postal code's."""
    name = old.name if any(old.name in cell for _, cell in case.place.cells) else short_name(old.name)
    part = case.place.part_of(name)
    suggestion = case.place.changed(part, name, old.today) if old.today in _cities(case) else None
    return Defect("CITY_OLD_NAME", part, name, {"name": name, "today": old.today}, suggestion)


def former(text: str, prefecture: str, cities: list[str]) -> Former | None:
    """The former municipality that a text starts with; one without its 郡 only if the postal code lies in its place.

    >>> former("今市市本町1", "栃木県", []).today
    '日光市'
    >>> former("日光市今市本町1", "栃木県", []) is None
    True
    """
    folded = fold(text)
    for old in formers():
        if prefecture in ("", old.prefecture) and folded.startswith(fold(old.name)):
            return old
        if prefecture == old.prefecture and old.today in cities and folded.startswith(fold(short_name(old.name))):
            return old
    return None


@cache
def formers() -> tuple[Former, ...]:
    """The list beside this module, longest names first."""
    text = files("csvbridge.checks.place").joinpath("former.toml").read_text("utf-8")
    found = [Former(prefecture, *pair) for prefecture, pairs in tomllib.loads(text).items() for pair in pairs.items()]
    return tuple(sorted(found, key=lambda old: -len(old.name)))
