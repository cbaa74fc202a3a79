"""Prefecture and municipality: as they stand, or as the rest and the postal code tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.address.cities import City, ward_of
from csvbridge.address.fold import fold
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from csvbridge.address.reading import Reading

_MORE_CITY = regex("[^0-9]{0,4}(?:市(?!場)|郡)")
_UNKNOWN_CITY = regex(r"\s*(\S{1,5}郡\S{1,5}?[町村]|\S{2,6}?[市区]|\S{1,5}郡|\S{2,5}?[町村])")
_LOOKED_INTO = 8
"""How many characters may stand before a municipality and be taken for an unknown prefecture."""


def read_prefecture(text: Reading) -> None:
    """A prefecture, its short form, or something else that stands before a municipality."""
    name = next(text.next_of(text.index.prefectures), None)
    if name is not None:
        text.prefecture, text.prefecture_text = text.index.prefectures.known[name], text.take(len(name))
        while text.starts(name):
            text.take(len(name))
            text.repeated = ("prefecture",)
        return
    here = _city_here(text)
    if here and not _is_doubtful(text, *here):
        return
    length, prefecture = _short_prefecture(text, sure=here is None) or _unknown_prefecture(text) or (0, "")
    if length:
        text.prefecture, text.prefecture_text = prefecture, text.take(length)
        if text.starts(fold(prefecture)):
            text.take(len(prefecture))


def _is_doubtful(text: Reading, name: str, city: City) -> bool:
    """東村 without its 郡, 千葉市 without its ward: another reading wins if it leads to the postal code's place."""
    coded = text.coded.cities
    return bool(coded) and city not in coded and (not city.whole or name.endswith(("町", "村")))


def _short_prefecture(text: Reading, *, sure: bool) -> tuple[int, str] | None:
    """群馬 before a municipality of 群馬県, or in place of the postal code's prefecture."""
    for name in text.next_of(text.index.short_prefectures):
        prefecture = text.index.short_prefectures.known[name]
        cities = _cities_at(text, len(name), prefecture)
        known = bool(cities) or prefecture in text.coded.prefectures
        if any(city in text.coded.cities for city in cities) or (sure and known):
            return len(name), prefecture
    return None


def _unknown_prefecture(text: Reading) -> tuple[int, str] | None:
    """Something that is no prefecture before a municipality that is known."""
    if _coded_town(text):
        return None
    for skipped in range(1, _letters(text) + 1):
        cities = [city for city in _cities_at(text, skipped) if _is_expected(text, city)]
        if cities:
            return skipped, cities[0].prefecture
    return None


def _letters(text: Reading) -> int:
    """How many characters stand next that may be a prefecture's: a digit is none."""
    stretch = text.folded.text[text.done : text.done + _LOOKED_INTO - 1]
    return next((i for i, char in enumerate(stretch) if char.isdigit()), len(stretch))


def _is_expected(text: Reading, city: City) -> bool:
    if text.coded.cities:
        return city in text.coded.cities
    return city.whole and city.name.endswith(("市", "区")) and len(city.name) > 2


def _cities_at(text: Reading, skipped: int, prefecture: str = "") -> list[City]:
    """The municipalities of the longest name that stands a few characters further on."""
    found = (text.index.called(name, prefecture) for name in text.next_of(text.index.cities, skipped))
    return next(filter(None, found), [])


def _city_here(text: Reading, prefecture: str = "") -> tuple[str, City] | None:
    """The municipality that stands next, with its folded name."""
    for name in text.next_of(text.index.cities):
        city = _one_of(text, text.index.called(name, prefecture), name)
        if city is not None:
            return name, city
    return None


def _one_of(text: Reading, cities: list[City], name: str) -> City | None:
    """The one that is meant: the postal code's, or the one that has the town that follows."""
    if len(cities) < 2:
        return next(iter(cities), None)
    coded = [city for city in cities if text.coded.of(city.prefecture, city.name)]
    if coded:
        return coded[0]
    fitting = [city for city in cities if any(text.next_of(text.index.municipality(city).names, len(name)))]
    return fitting[0] if len(fitting) == 1 else None


def read_city(text: Reading) -> None:
    """A municipality; where none stands, the postal code's if its town or ward does."""
    here = _city_here(text, text.prefecture)
    if here is None or (not text.prefecture and _is_town_instead(text, *here)):
        _fill_in(text)
        return
    name, city = here
    text.prefecture, text.city, text.city_text = city.prefecture, city.name, text.take(len(name))
    _skip_repeated(text)


def _is_town_instead(text: Reading, name: str, city: City) -> bool:
    """Without a prefecture 池田町 may be a municipality somewhere, or the postal code's town."""
    town = _coded_town(text)
    return town is not None and town != city and name.endswith(("町", "村")) and "郡" not in name


def _coded_town(text: Reading) -> City | None:
    """The municipality of the postal code if its town stands next."""
    for town in text.coded.towns:
        name = fold(town.town)
        if name and text.starts(name) and not _MORE_CITY.match(text.folded.text, text.done + len(name)):
            return City(town.prefecture, town.city)
    return None


def _fill_in(text: Reading) -> None:
    """The municipality, or the city before its ward, is left out and the postal code tells it."""
    city = _coded_town(text)
    if city is not None and text.prefecture in ("", city.prefecture):
        text.prefecture, text.city = city.prefecture, city.name
        return
    for city in text.coded.cities:
        ward = fold(ward_of(city.name)[1])
        if ward and text.prefecture in ("", city.prefecture) and text.starts(ward):
            text.prefecture, text.city, text.city_text = city.prefecture, city.name, text.take(len(ward))
            return


def unknown_city(rest: str) -> str:
    """What looks like a municipality at the start of a text that has none of the tables; "" if nothing does.

    >>> unknown_city("前端市大手町2"), unknown_city("大手町2-12"), unknown_city("2-12")
    ('前端市', '大手町', '')
    """
    named = _UNKNOWN_CITY.match(rest)
    return named[1] if named else ""


def _skip_repeated(text: Reading) -> None:
    """The municipality, or prefecture and municipality, once more."""
    prefecture = fold(text.prefecture)
    skipped = len(prefecture) if text.starts(prefecture) else 0
    name = _same_city(text, skipped)
    if name is None:
        return
    text.take(skipped + len(name))
    longest = max(text.index.called(name, text.prefecture), key=lambda city: len(city.name))
    text.city = max(text.city, longest.name, key=len)
    text.repeated = (*text.repeated, "prefecture" if skipped else "city")


def _same_city(text: Reading, skipped: int) -> str | None:
    """The folded name that stands further on, if it is the municipality's and no town's."""
    base = ward_of(text.city)[0]
    for name in text.next_of(text.index.cities, skipped):
        for city in text.index.called(name, text.prefecture):
            if city.name in (text.city, base) or ward_of(city.name)[0] == text.city:
                return None if _is_town_too(text, name, skipped) else name
    return None


def _is_town_too(text: Reading, name: str, skipped: int) -> bool:
    """A 町 or 村 may have a town of its own name (蘭越町蘭越町22): without 郡 it is repeated only before a town."""
    names = text.towns.names
    if any(len(town) >= len(name) for town in text.next_of(names, skipped)):
        return True
    return name.endswith(("町", "村")) and "郡" not in name and not any(text.next_of(names, skipped + len(name)))
