"""Words in an address: whole word forms, found in the cells without the names of the places.

A single kanji is no word: 留 stands in 久留米, 方 in 喜多方, 止 in 野火止 (facts: addresses.md 8).

>>> fold("Ｐ．Ｏ．Ｂｏｘ５"), fold("ｺﾝﾋﾞﾆ　受取"), fold("㈱例示")
('P.O.Box5', 'コンビニ 受取', '(株)例示')
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.checks.place.model import Defect
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from csvbridge.checks.place.model import Case, Part

_HYPHENS = regex("[\u2010-\u2015\u2212\u2500]")
_BLANKS = regex(r"\s+")


class Words(NamedTuple):
    """The words of a code: a linear pattern over folded text in any case, and stems.

    Every text that the pattern can find holds one of the `stems`, plain texts with a space where a blank may stand.
    They are for the mask that sends a row here (`odd`), so they may find too much.
    """

    pattern: str
    stems: tuple[str, ...]


class Cell(NamedTuple):
    """A filled cell: its part, its text as it stands, and folded without the known names of the place."""

    part: Part
    value: str
    text: str


def fold(text: str) -> str:
    """Text for matching only: NFKC, one kind of hyphen, single blanks."""
    text = unicodedata.normalize("NFKC", text)
    return _BLANKS.sub(" ", _HYPHENS.sub("-", text)).strip()


def cells(case: Case) -> tuple[Cell, ...]:
    """The filled cells, first to last; in their folded texts the known prefecture, city and town are left out.

    >>> from csvbridge.address import Address
    >>> from csvbridge.checks.place.model import Case, Place
    >>> parsed = Address(city="河北郡内灘町", town="大学", city_text="内灘町", town_text="字大学")
    >>> [cell.text for cell in cells(Case(Place(street="内灘町字大学1-2", building="大学寮"), parsed, None))]
    ['1-2', '大学寮']
    """
    parsed = case.parsed
    places = ((parsed.prefecture, True), (parsed.city_text, parsed.city), (parsed.town_text, parsed.town))
    known = [fold(text) for text, name in places if text and name]
    found = []
    for part, value in case.place.cells:
        text = fold(value)
        for name in [name for name in known if name in text]:
            text = text.replace(name, "\n", 1)
            known.remove(name)
        found.append(Cell(part, value, text.strip()))
    return tuple(found)


def hit(cells: Iterable[Cell], words: Words, keywords: tuple[str, ...] = ()) -> tuple[Cell, str] | None:
    """The first cell that has a word, or a profile's keyword, and the word."""
    pattern = compiled(words.pattern, keywords)
    for cell in cells:
        if found := pattern.search(cell.text):
            return cell, found[0].strip()
    return None


def defects(case: Case, cells: Iterable[Cell], table: Mapping[str, Words]) -> Iterator[Defect]:
    """A defect for each code of which a word stands in the cells."""
    for code, words in table.items():
        if found := hit(cells, words, case.keywords.get(code, ())):
            cell, word = found
            yield Defect(code, cell.part, cell.value, {"word": word})


@cache
def compiled(pattern: str, keywords: tuple[str, ...] = ()) -> re.Pattern[str]:
    """A pattern with a profile's words, which are compared folded and are no patterns.

    >>> compiled("局留め?", ("来店（予約）",)).search(fold("例示町1-1　来店(予約)"))[0]
    '来店(予約)'
    """
    own = [re.escape(fold(word)) for word in keywords if fold(word)]
    return re.compile("|".join([*own, pattern]), re.IGNORECASE)
