"""Addresses of which the verdict is known by construction: rows of the post's tables, and what was done to them.

What a mutation leaves valid by chance is left out by a look into the tables, never by asking the matcher.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from csvbridge.address.cities import ward_of
from csvbridge.address.fold import fold, loosen
from csvbridge.address.model import Office, Town
from csvbridge.checks.place.city import formers
from csvbridge.checks.place.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from csvbridge.address import Master

SEED = 20261001
NUMBER = "1-2-3"
NUMBERS = (
    "1-2-3", "１－２－３", "1丁目2番3号", "１丁目２－３", "12番地", "12番地の3", "一丁目2-3", "甲12", "1−2ー3",
    "1番3号", "1234",
)  # fmt: skip
BUILDINGS = ("", "", "", "みどりビル3階", "コーポ青葉201", "メゾン青葉２０１号室", "201号室")
ALIKE = {"ケ": "ケヶが", "ヶ": "ケヶが", "ノ": "ノの", "の": "のノ", "ツ": "ツッつ", "沢": "沢澤", "竜": "竜龍"}
KANJI = "山川田中野原村本木林森上下東西南北大小高松竹梅桜春秋冬夏金銀石島谷沢池橋宮寺"


@dataclass(frozen=True)
class Sample:
    """An address and the code that it must give, or one of those as right; none if it is right itself."""

    place: Place
    expected: str | None = None
    or_else: tuple[str, ...] = ()

    def is_found(self, codes: list[str]) -> bool:
        return any(code in codes for code in (self.expected, *self.or_else))

    def in_one_cell(self) -> Sample:
        place = self.place
        street = "".join((place.prefecture, place.city, place.street))
        whole = f"{street}\u3000{place.building}" if place.building else street
        return replace(self, place=Place(place.postal_code, address=whole))


class Tables:
    """The rows of a master, and what is asked of them to leave out a mutation."""

    def __init__(self, master: Master) -> None:
        self.rows = [Town(*row) for row in master.towns.iter_rows()]
        self.offices = [Office(*row) for row in master.offices.iter_rows()]
        self.towns = [row for row in self.rows if row.town and not row.note.endswith(("階", "階層不明"))]
        self.codes = {row.postal_code for row in self.rows} | {row.postal_code for row in self.offices}

    @cached_property
    def in_city(self) -> dict[tuple[str, str], list[Town]]:
        found: dict[tuple[str, str], list[Town]] = {}
        for row in self.rows:
            found.setdefault((row.prefecture, row.city), []).append(row)
        return found

    @cached_property
    def names(self) -> dict[tuple[str, str], frozenset[str]]:
        """Folded names of the towns of a municipality, with and without ケ, ノ, ツ."""
        return {
            city: frozenset(form for row in rows if row.town for form in (fold(row.town), loosen(fold(row.town))))
            for city, rows in self.in_city.items()
        }

    @cached_property
    def under(self) -> dict[str, list[Town]]:
        found: dict[str, list[Town]] = {}
        for row in self.rows:
            found.setdefault(row.postal_code, []).append(row)
        return found

    @cached_property
    def cities(self) -> dict[str, frozenset[str]]:
        """Municipalities of each prefecture, with and without 郡 and ward, folded."""
        found: dict[str, set[str]] = {}
        for prefecture, city in self.in_city:
            forms = {city, city.rpartition("郡")[2] if city.endswith(("町", "村")) else city, ward_of(city)[0]}
            found.setdefault(prefecture, set()).update(map(fold, forms))
        return {prefecture: frozenset(names) for prefecture, names in found.items()}

    @cached_property
    def every_city(self) -> frozenset[str]:
        return frozenset().union(*self.cities.values())


def address(row: Town, number: str = NUMBER) -> Place:
    return Place(row.postal_code, row.prefecture, row.city, row.town + number)


# Right addresses


def own_offices(tables: Tables) -> Iterator[Sample]:
    """Every office with the address and postal code that the post gives it."""
    for row in tables.offices:
        yield Sample(Place(row.postal_code, row.prefecture, row.city, row.town + row.number))


def offices_without_code(tables: Tables) -> Iterator[Sample]:
    """Every office's address alone: nothing but the postal code is missing."""
    for sample in own_offices(tables):
        yield Sample(sample.place._replace(postal_code=""), "ZIP_MISSING")


def all_towns(tables: Tables) -> Iterator[Sample]:
    """Every town with a plain number; what the post lists as a whole municipality, too."""
    for row in tables.rows:
        yield Sample(address(row))


def as_people_write(tables: Tables) -> Iterator[Sample]:
    """Every town with a number, both in the spellings that people use."""
    rng = random.Random(SEED)
    for row in tables.towns:
        town = "".join(rng.choice(ALIKE.get(char, char)) for char in row.town)
        rural = "大字" if rng.random() < 0.1 and not row.chome else ""
        yield dressed(Sample(address(row)._replace(street=rural + town + NUMBER)), rng)


def dressed(sample: Sample, rng: random.Random) -> Sample:
    """The plain number in one of the forms that people use, with or without a building."""
    place = sample.place
    if not place.street.endswith(NUMBER):
        return sample
    street = place.street.removesuffix(NUMBER) + rng.choice(NUMBERS)
    building = place.building or rng.choice(BUILDINGS)
    return replace(sample, place=place._replace(street=street, building=building))


# Mutations: each gives a sample, or None where the result may be right by chance

Mutation = "Callable[[Tables, Town, random.Random], Sample | None]"


def no_number(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    return Sample(address(row, ""), "BANCHI_MISSING")


def no_number_but_building(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    return Sample(address(row, "")._replace(building="例示マンション305号室"), "BANCHI_MISSING")


def chome_only(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    if not row.chome or any(word in row.town for word in "条線号"):
        return None
    return Sample(address(row, "2丁目"), "BANCHI_CHOME_ONLY")


def other_town(tables: Tables, row: Town, rng: random.Random) -> Sample | None:
    """The postal code of another town of the municipality, which does not list this one too."""
    other = rng.choice(tables.in_city[row.prefecture, row.city])
    listed = [town.town for town in tables.under[other.postal_code] if town.city == row.city]
    if "" in listed or any(town.startswith(row.town) for town in listed):
        return None
    return Sample(address(row)._replace(postal_code=other.postal_code), "ZIP_TOWN_MISMATCH")


def other_city(tables: Tables, row: Town, rng: random.Random) -> Sample | None:
    other = rng.choice(tables.towns)
    if other.prefecture != row.prefecture or any(town.city == row.city for town in tables.under[other.postal_code]):
        return None
    return Sample(address(row)._replace(postal_code=other.postal_code), "ZIP_CITY_MISMATCH")


def other_prefecture(tables: Tables, row: Town, rng: random.Random) -> Sample | None:
    other = rng.choice(tables.towns)
    if any(town.prefecture == row.prefecture for town in tables.under[other.postal_code]):
        return None
    return Sample(address(row)._replace(postal_code=other.postal_code), "ZIP_PREF_MISMATCH")


def generic_code(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    """The code for what is not listed, of a municipality where this town is listed."""
    codes = [town.postal_code for town in tables.in_city[row.prefecture, row.city] if not town.town]
    own = {town.town for code in codes for town in tables.under[code]}
    if not codes or row.town in own:
        return None
    return Sample(address(row)._replace(postal_code=codes[0]), "ZIP_GENERIC")


def no_code(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    return Sample(address(row)._replace(postal_code=""), "ZIP_MISSING")


def lost_zero(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    if not row.postal_code.startswith("0"):
        return None
    return Sample(address(row)._replace(postal_code=str(int(row.postal_code))), "ZIP_ZERO_LOST")


def digit_lost(tables: Tables, row: Town, rng: random.Random) -> Sample | None:
    """A digit in the middle is missing; not one where a zero in front would make a code of this municipality."""
    at = rng.randrange(1, 7)
    code = row.postal_code[:at] + row.postal_code[at + 1 :]
    if any(town.city == row.city for town in tables.under.get(code.zfill(7), [])):
        return None
    return Sample(address(row)._replace(postal_code=code), "ZIP_FORMAT")


def unknown_code(tables: Tables, row: Town, rng: random.Random) -> Sample | None:
    code = f"{rng.randrange(10**7):07}"
    return None if code in tables.codes else Sample(address(row)._replace(postal_code=code), "ZIP_UNKNOWN")


def changed_prefecture(tables: Tables, row: Town, rng: random.Random) -> Sample | None:
    """Another prefecture; where that has a municipality of this name, only the postal code can tell."""
    prefecture = rng.choice(sorted(set(tables.cities) - {row.prefecture}))
    names = {fold(row.city), fold(ward_of(row.city)[0])}
    same = names & tables.cities[prefecture]
    if same and any(town.prefecture == prefecture for town in tables.under[row.postal_code]):
        return None
    return Sample(address(row)._replace(prefecture=prefecture), "ZIP_PREF_MISMATCH" if same else "PREF_CONFLICT")


def no_prefecture(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    return Sample(address(row)._replace(prefecture=""), "PREF_MISSING")


def short_prefecture(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    if row.prefecture == "北海道":
        return None
    return Sample(address(row)._replace(prefecture=row.prefecture[:-1]), "PREF_SHORT")


def misspelt_prefecture(tables: Tables, row: Town, rng: random.Random) -> Sample | None:
    at = rng.randrange(len(row.prefecture) - 1)
    prefecture = row.prefecture[:at] + rng.choice(KANJI) + row.prefecture[at + 1 :]
    known = prefecture in tables.cities
    return None if known else Sample(address(row)._replace(prefecture=prefecture), "PREF_UNKNOWN")


def prefecture_twice(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    return Sample(address(row)._replace(city=row.prefecture + row.city), "PREF_DUPLICATED")


def city_twice(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    """Not where a town is called as its municipality."""
    if any(name.startswith(fold(row.city)) for name in tables.names[row.prefecture, row.city]):
        return None
    return Sample(address(row)._replace(street=row.city + row.town + NUMBER), "CITY_DUPLICATED")


def no_city(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    """Not where the town alone reads as a municipality of the prefecture."""
    if any(fold(row.town).startswith(name) for name in tables.cities[row.prefecture]):
        return None
    return Sample(address(row)._replace(city=""), "CITY_MISSING")


def misspelt_city(tables: Tables, row: Town, rng: random.Random) -> Sample | None:
    """One character of the name, not its last; not where another municipality or a former one comes out."""
    if len(row.city) < 3:
        return None
    at = rng.randrange(len(row.city) - 1)
    city = row.city[:at] + rng.choice(KANJI) + row.city[at + 1 :]
    text = fold(city + row.town)
    if any(text.startswith(name) for name in tables.every_city) or any(
        text.startswith(fold(f.name)) for f in formers()
    ):
        return None
    return Sample(address(row)._replace(city=city), "CITY_UNKNOWN")


def no_ward(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    city, ward = ward_of(row.city)
    return Sample(address(row)._replace(city=city), "CITY_WARD_MISSING") if ward else None


def former_name(tables: Tables, row: Town, rng: random.Random) -> Sample | None:
    """A town of today's municipality behind the name of one that went into it."""
    old = [former for former in formers() if (former.prefecture, former.today) == (row.prefecture, row.city)]
    return Sample(address(row)._replace(city=rng.choice(old).name), "CITY_OLD_NAME") if old else None


def no_town(tables: Tables, row: Town, _: random.Random) -> Sample | None:
    return Sample(address(row)._replace(street=""), "TOWN_MISSING")


def misspelt_town(tables: Tables, row: Town, rng: random.Random) -> Sample | None:
    """One character replaced, left out or swapped; not where a town of the municipality is the start of what comes out.

    A town of one character has no typo that can be told from another name. Where the post lists the rest of the
    municipality under the same postal code, any name may be right.
    """
    if len(row.town) < 2 or any(not town.town for town in tables.under[row.postal_code]):
        return None
    town = _typo(row.town, rng)
    text, names = fold(town), tables.names[row.prefecture, row.city]
    if any(text.startswith(name) or loosen(text).startswith(name) for name in names):
        return None
    return Sample(address(row)._replace(street=town + NUMBER), "TOWN_UNKNOWN")


def misspelt_town_before_town(tables: Tables, row: Town, rng: random.Random) -> Sample | None:
    """As `misspelt_town`, where another town is the start of what comes out: it reads as that one and a 字 of it.

    Only the postal code tells that it is not that one; not where it lists it too.
    """
    if len(row.town) < 3 or any(not town.town for town in tables.under[row.postal_code]):
        return None
    town = _typo(row.town, rng)
    text, names = fold(town), tables.names[row.prefecture, row.city]
    known = [name for name in names if text.startswith(name) or loosen(text).startswith(name)]
    own = [fold(other.town) for other in tables.under[row.postal_code]]
    if not known or any(text.startswith(name) or loosen(text).startswith(loosen(name)) for name in own):
        return None
    return Sample(address(row)._replace(street=town + NUMBER), "ZIP_TOWN_MISMATCH", ("TOWN_UNKNOWN",))


def _typo(name: str, rng: random.Random) -> str:
    at = rng.randrange(len(name))
    kind = rng.choice(["replaced", "replaced", "left out", "swapped"])
    if kind == "left out" and len(name) > 2:
        return name[:at] + name[at + 1 :]
    if kind == "swapped" and at + 1 < len(name) and len(name) > 2:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + rng.choice(KANJI.replace(name[at], "")) + name[at + 1 :]


MUTATIONS = (
    no_code, digit_lost, lost_zero, unknown_code, other_prefecture, other_city, other_town, generic_code,
    no_prefecture, short_prefecture, misspelt_prefecture, prefecture_twice, changed_prefecture,
    no_city, misspelt_city, former_name, no_ward, city_twice,
    no_town, misspelt_town, misspelt_town_before_town, no_number, no_number_but_building, chome_only,
)  # fmt: skip


def mutated(tables: Tables, mutation: Callable[..., Sample | None], wanted: int) -> Iterator[Sample]:
    """Up to so many samples of a mutation, drawn from the towns; the same in every run."""
    rng = random.Random(f"{SEED} {mutation.__name__}")
    found = 0
    for _ in range(wanted * 60):
        sample = mutation(tables, rng.choice(tables.towns), rng)
        if sample is not None:
            found += 1
            yield dressed(sample, rng)
        if found == wanted:
            return
