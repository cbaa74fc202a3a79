"""The tables by postal code, by municipality and by name: opened for what is asked, kept for a while.

A dictionary of all postal codes would take 110 MB; here a code is found by halving, and a municipality's towns are
read when it is first met.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.address.cities import City, Coded, ward_of
from csvbridge.address.fold import fold
from csvbridge.address.model import Office, Town
from csvbridge.address.names import Municipality, Names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csvbridge.address.master import Master

KEPT_CITIES = 300
KEPT_CODES = 4096


class Index:
    """The tables of a master, opened where they are needed."""

    def __init__(self, master: Master) -> None:
        self.master = master
        self.by_code = master.rows["by_code"]
        self.codes = master.rows["code"].gather(self.by_code)
        self._rows = master.rows.select("code", "city", "town")
        self._municipalities: OrderedDict[City, Municipality] = OrderedDict()
        self._coded: dict[str, Coded] = {}

    @cached_property
    def _places(self) -> Sequence[tuple[str, str]]:
        return self.master.cities.select("prefecture", "city").rows()

    @cached_property
    def _firsts(self) -> Sequence[int]:
        """The first row of each municipality, and what follows the last."""
        return [*self.master.cities["first"], self.master.rows.height]

    @cached_property
    def _by_city(self) -> Mapping[tuple[str, str], int]:
        """Each municipality and its row."""
        return {place: at for at, place in enumerate(self._places)}

    @cached_property
    def prefectures(self) -> Names[str]:
        """The 47 prefectures."""
        prefectures = dict.fromkeys(prefecture for prefecture, _ in self._places)
        return Names({fold(prefecture): prefecture for prefecture in prefectures})

    @cached_property
    def short_prefectures(self) -> Names[str]:
        """The prefectures without 都, 府, 県; 北海道 has no short form."""
        return Names({name[:-1]: whole for name, whole in self.prefectures.known.items() if whole != "北海道"})

    @cached_property
    def cities(self) -> Names[int]:
        """Every municipality of the land, with and without 郡, 政令市 without their wards too; `called` says which."""
        names: Names[int] = Names()
        for first, name in enumerate(self._forms[0]):
            names.known.setdefault(name, first)
        return names

    @cached_property
    def _forms(self) -> tuple[Sequence[str], Sequence[int]]:
        """How municipalities are written, sorted, and the row of each; past the rows come 政令市 without a ward."""
        cities = self.master.cities.with_row_index("at")
        forms = [cities.select("at", name=form) for form in ("folded", "short")]
        bases = pl.Series("name", [fold(city) for _, city in self._wards], pl.String).to_frame()
        found = pl.concat([*forms, bases.with_row_index("at", offset=cities.height)], how="diagonal")
        found = found.unique().sort("name", "at")
        return found["name"].to_list(), found["at"].to_list()

    def called(self, name: str, prefecture: str = "") -> list[City]:
        """The municipalities that a folded name stands for, of one prefecture or anywhere."""
        names, rows = self._forms
        first = self.cities.known.get(name, len(names))
        same = takewhile(lambda at: names[at] == name, range(first, len(names)))
        cities = (self._city(rows[at]) for at in same)
        return [city for city in cities if prefecture in ("", city.prefecture)]

    def _city(self, row: int) -> City:
        listed = len(self._places)
        return City(*self._places[row]) if row < listed else City(*self._bases[row - listed], whole=False)

    @cached_property
    def _bases(self) -> Sequence[tuple[str, str]]:
        return [*self._wards]

    def city(self, prefecture: str, name: str) -> City:
        """A municipality by its name; a 政令市 without its ward is not whole."""
        return City(prefecture, name, whole=(prefecture, name) in self._by_city)

    def wards(self, prefecture: str, city: str) -> tuple[str, ...]:
        """The municipalities that make up a 政令市."""
        return tuple(self._wards.get((prefecture, city), ()))

    @cached_property
    def _wards(self) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for prefecture, name in self._places:
            city, ward = ward_of(name) if name.endswith("区") else (name, "")
            if ward:
                found.setdefault((prefecture, city), []).append(name)
        return found

    def municipality(self, city: City) -> Municipality:
        """The towns of a municipality."""
        found = self._municipalities.get(city)
        if found is None:
            found = self._municipalities[city] = Municipality(*self._towns(city), self._town)
            if len(self._municipalities) > KEPT_CITIES:
                self._municipalities.popitem(last=False)
        return found

    def _towns(self, city: City) -> tuple[list[int], list[str]]:
        """The rows of the towns of a municipality, and the folded names of each."""
        rows: list[int] = []
        names: list[str] = []
        for name in (city.name,) if city.whole else self.wards(city.prefecture, city.name):
            at = self._by_city[city.prefecture, name]
            own = slice(self._firsts[at], self._firsts[at + 1])
            rows += range(own.start, own.stop)
            both = zip(self.master.details["folded"][own].to_list(), self._rows["town"][own].to_list(), strict=True)
            names += [folded or town for folded, town in both]
        return rows, names

    def _town(self, row: int) -> Town:
        code, at, town = self._rows.row(row)
        prefecture, city = self._places[at]
        return Town(f"{code:07}", prefecture, city, town, *self.master.details.row(row)[1:])

    def coded(self, code: str) -> Coded:
        """What the post lists under a postal code: seven digits, or "" for none."""
        found = self._coded.get(code)
        if found is None:
            if len(self._coded) >= KEPT_CODES:
                self._coded.clear()
            found = self._coded[code] = self._read(code) if code else Coded()
        return found

    def _read(self, code: str) -> Coded:
        towns = tuple(map(self._town, self.by_code[_of(self.codes, int(code))]))
        own = _of(self.master.office_codes, code)
        offices = self.master.offices[own].rows() if own.start < own.stop else ()
        return Coded(towns, tuple(map(Office._make, offices)))

    def plain(self, code: str) -> list[tuple[str, str, str]]:
        """Prefecture, city and town of a postal code's towns after whose names a number is surely the block's."""
        rows = self.by_code[_of(self.codes, int(code))]
        found = self._rows[rows.filter(self.master.rows["plain"][rows])]
        return [(*self._places[city], town) for _, city, town in found.iter_rows()]


def _of(codes: pl.Series, code: str | int) -> slice:
    """Where a code stands among sorted ones."""
    first = bisect_left(codes, code)
    return slice(first, bisect_right(codes, code, lo=first))


@lru_cache(maxsize=2)
def index_of(master: Master) -> Index:
    """The index of a master, one for each."""
    return Index(master)
