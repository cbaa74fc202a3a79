"""Municipalities as the post writes them, and what it lists under a postal code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.pattern import regex

if TYPE_CHECKING:
    from csvbridge.address.model import Office, Town

BUILDING_NOTE = regex("階$|階層不明")
"""What the post notes of a building that has postal codes of its own, one a floor."""


class City(NamedTuple):
    """A municipality as the post writes it. `whole` is False for a 政令市 of which the ward is not said."""

    prefecture: str
    name: str
    whole: bool = True


@dataclass(frozen=True)
class Coded:
    """What the post lists under a postal code; false if it is none."""

    towns: tuple[Town, ...] = ()
    offices: tuple[Office, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.towns or self.offices)

    @cached_property
    def cities(self) -> tuple[City, ...]:
        """The municipalities of the code, nearly always one."""
        towns = (City(town.prefecture, town.city) for town in self.towns)
        return tuple(dict.fromkeys((*towns, *(City(office.prefecture, office.city) for office in self.offices))))

    @property
    def prefectures(self) -> tuple[str, ...]:
        """Nearly always one."""
        return tuple(dict.fromkeys(city.prefecture for city in self.cities))

    def of(self, prefecture: str, city: str) -> Coded:
        """What of it lies in a municipality; `city` without its ward counts too."""
        if self.cities == (City(prefecture, city),):
            return self
        towns = (town for town in self.towns if town.prefecture == prefecture and is_in(town.city, city))
        offices = (office for office in self.offices if office.prefecture == prefecture and is_in(office.city, city))
        return Coded(tuple(towns), tuple(offices))


def is_in(city: str, whole: str) -> bool:
    """Whether a municipality is this one, or a ward of it.

    >>> is_in("静岡市葵区", "静岡市"), is_in("静岡市葵区", "静岡市葵区"), is_in("富山市", "静岡市")
    (True, True, False)
    """
    return city == whole or (whole.endswith("市") and city.startswith(whole) and city.endswith("区"))


def short_name(city: str) -> str:
    """A municipality without its 郡, or without the island that the post puts before it.

    >>> short_name("樺戸郡月形町"), short_name("大和郡山市"), short_name("蒲郡市"), short_name("八丈島八丈町")
    ('月形町', '大和郡山市', '蒲郡市', '八丈町')
    """
    district, found, name = city[1:].partition("郡")
    if found and district and name.endswith(("町", "村")):
        return name
    island, found, name = city.partition("島")
    return name if found and name[:-1] == island else city


def ward_of(city: str) -> tuple[str, str]:
    """City and ward of a 政令市, the ward "" elsewhere.

    >>> ward_of("静岡市葵区"), ward_of("前橋市")
    (('静岡市', '葵区'), ('前橋市', ''))
    """
    name, found, ward = city.partition("市")
    return (name + found, ward) if found and ward.endswith("区") else (city, "")
