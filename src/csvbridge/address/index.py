"""The tables by postal code, by municipality and by name: built for what is asked, kept for a while.

A dictionary of all postal codes would take 110 MB; here a municipality's towns are folded when it is first met, and
rows of postal codes are cut out of the sorted table.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.address.cities import City, Coded, short_name, ward_of
from csvbridge.address.fold import fold, fold_expr
from csvbridge.address.model import Office, Town
from csvbridge.address.names import Municipality, Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csvbridge.address.master import Master

KEPT_CITIES = 300
KEPT_CODES = 4096


class Index:
    """The tables of a master, opened where they are needed."""

    def __init__(self, master: Master) -> None:
        self._towns, self._offices = master.towns, master.offices
        self._municipalities: OrderedDict[City, Municipality] = OrderedDict()
        self._coded: dict[str, Coded] = {}

    @cached_property
    def _sorted(self) -> tuple[tuple[pl.DataFrame, array[int]], ...]:
        """Each table with its postal codes as numbers, in which a code is found by halving."""
        tables = (self._towns, self._offices)
        return tuple((table, array("i", table["postal_code"].cast(pl.Int32))) for table in tables)

    @cached_property
    def _by_city(self) -> Mapping[tuple[str, str], pl.Series]:
        """Where the towns of each municipality stand in the table."""
        groups = self._towns.with_row_index("at").group_by("prefecture", "city", maintain_order=True).agg("at")
        return dict(zip(groups.select("prefecture", "city").iter_rows(), groups["at"], strict=True))

    @cached_property
    def prefectures(self) -> Names[str]:
        """The 47 prefectures."""
        names: Names[str] = Names()
        for prefecture in dict.fromkeys(prefecture for prefecture, _ in self._by_city):
            names.known[fold(prefecture)] = [prefecture]
        return names

    @cached_property
    def short_prefectures(self) -> Names[str]:
        """The prefectures without 都, 府, 県; 北海道 has no short form."""
        known = self.prefectures.known
        return Names({name[:-1]: whole for name, whole in known.items() if whole != ["北海道"]})

    @cached_property
    def cities(self) -> Names[City]:
        """Every municipality of the land, with and without 郡, 政令市 without their wards too."""
        names: Names[City] = Names()
        spelt = [(form, city) for prefecture, name in self._by_city for form, city in _spellings(prefecture, name)]
        folded = pl.DataFrame({"name": [form for form, _ in spelt]}).select(fold_expr(pl.col("name")).alias("name"))
        for name, (_, city) in zip(folded["name"], spelt, strict=True):
            known = names.known.setdefault(name, [])
            known += [] if city in known else [city]
        return names

    def city(self, prefecture: str, name: str) -> City:
        """A municipality by its name; a 政令市 without its ward is not whole."""
        return City(prefecture, name, whole=(prefecture, name) in self._by_city)

    def wards(self, prefecture: str, city: str) -> tuple[str, ...]:
        """The municipalities that make up a 政令市."""
        return tuple(self._wards.get((prefecture, city), ()))

    @cached_property
    def _wards(self) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for prefecture, name in self._by_city:
            city, ward = ward_of(name)
            if ward:
                found.setdefault((prefecture, city), []).append(name)
        return found

    def municipality(self, city: City) -> Municipality:
        """The towns of a municipality."""
        found = self._municipalities.get(city)
        if found is None:
            found = self._municipalities[city] = Municipality(self._rows(city))
            if len(self._municipalities) > KEPT_CITIES:
                self._municipalities.popitem(last=False)
        return found

    def _rows(self, city: City) -> Iterator[Town]:
        names = (city.name,) if city.whole else self.wards(city.prefecture, city.name)
        for name in names:
            yield from map(Town._make, self._towns[self._by_city[city.prefecture, name]].iter_rows())

    def coded(self, code: str) -> Coded:
        """What the post lists under a postal code of seven digits."""
        found = self._coded.get(code)
        if found is None:
            if len(self._coded) >= KEPT_CODES:
                self._coded.clear()
            towns, offices = (_rows_of(code, *table) for table in self._sorted)
            found = Coded(tuple(map(Town._make, towns)), tuple(map(Office._make, offices)))
            self._coded[code] = found
        return found

    def prepare(self, codes: pl.Series) -> None:
        """Read the rows of many postal codes at once."""
        wanted = codes.unique().to_frame("postal_code")
        towns, offices = (table.join(wanted, on="postal_code", how="semi") for table in (self._towns, self._offices))
        found: dict[str, tuple[list[Town], list[Office]]] = {code: ([], []) for code in wanted["postal_code"]}
        for town in map(Town._make, towns.iter_rows()):
            found[town.postal_code][0].append(town)
        for office in map(Office._make, offices.iter_rows()):
            found[office.postal_code][1].append(office)
        self._coded = {code: Coded(tuple(towns), tuple(offices)) for code, (towns, offices) in found.items()}

    def called(self, name: str, prefecture: str = "") -> list[City]:
        """The municipalities that a folded name stands for, of one prefecture or anywhere."""
        return [city for city in self.cities.known.get(name, ()) if prefecture in ("", city.prefecture)]


def _spellings(prefecture: str, name: str) -> Iterator[tuple[str, City]]:
    """How a municipality is written: whole, without 郡, and as the city that its ward belongs to."""
    yield name, City(prefecture, name)
    yield short_name(name), City(prefecture, name)
    base, ward = ward_of(name)
    if ward:
        yield base, City(prefecture, base, whole=False)


def _rows_of(code: str, table: pl.DataFrame, codes: array[int]) -> list[tuple[object, ...]]:
    if not code:
        return []
    number = int(code)
    first = bisect_left(codes, number)
    return table[first : bisect_right(codes, number, lo=first)].rows()


@lru_cache(maxsize=2)
def index_of(master: Master) -> Index:
    """The index of a master, one for each."""
    return Index(master)
