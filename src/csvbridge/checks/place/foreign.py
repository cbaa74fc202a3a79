"""Addresses abroad, and Japanese ones in Latin letters.

Without Japanese script, only a word that no Japanese address has (a country, a street type) says "abroad", and only
where nothing says "Japan": a false alarm would stop an order that a clerk can complete from its postal code. The name
of a building may be in Latin letters anywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from csvbridge.checks.place import known
from csvbridge.checks.place.model import Defect
from csvbridge.checks.place.words import Words, cells, compiled, defects
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csvbridge.checks.place.model import Case
    from csvbridge.checks.place.words import Cell

_JAPANESE = "[ぁ-ヺ一-龥々]"
_COUNTRIES_JA = (
    "アメリカ合衆国|アメリカ|米国|カナダ|イギリス|英国|フランス|ドイツ|イタリア|スペイン|オーストラリア"
    "|ニュージーランド|中華人民共和国|中国|台湾|香港|マカオ|大韓民国|韓国|シンガポール|タイ王国|タイ|ベトナム"
    "|フィリピン|マレーシア|インドネシア|インド"
)
_END = "(?=$|[\\s,、(0-9A-Za-z]|[^\\s0-9]{1,6}[市省州])"
_HEADS = ("海外", "国外", "外国")
ABROAD = Words(
    f"^(?:(?:{'|'.join(_HEADS)})(?:{_COUNTRIES_JA})?|{_COUNTRIES_JA}){_END}", (*_HEADS, *_COUNTRIES_JA.split("|"))
)
_COUNTRIES = (
    "u\\.?s\\.?a\\.?|united states(?: of america)?|united kingdom|u\\.?k\\.?|canada|australia|new zealand|france"
    "|germany|italy|spain|china|taiwan|hong kong|macau|(?:south )?korea|singapore|thailand|vietnam|philippines"
    "|malaysia|indonesia"
)
_COUNTRY = f"(?<![a-z])(?:{_COUNTRIES})[\\s.]*$"
_STREETS = "street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|suite|ste|apt"
_STREET = f"(?<![a-z])(?:{_STREETS})(?![a-z])"
GLUED = ("machi", "chome", "cho")
HYPHENED = ("shi", "ku", "mura", "son", "gun", "ken", "to", "fu", "do", "dori")
_SUFFIX = f"[a-z](?:[- ]?(?:{'|'.join(GLUED)})|-(?:{'|'.join(HYPHENED)}))(?![a-z])"
_NAME = "(?<![a-z])(?:japan|tokyo|osaka|kyoto|hokkaido)(?![a-z])"
_LATIN = "[a-z]{3}"
_ADDRESS = f"^[^@]*(?:[0-9]|{_NAME})[^@]*$"
_NUMBER, _WORD = regex("[0-9]+(?:-[0-9]+)*"), regex("[A-Za-z]+")
MOST_NAMES = 2
"""Town and municipality; a third name may be the building."""
_POSTAL_CODE = regex("[0-9]{7}")


def find(case: Case) -> Iterator[Defect]:
    """OVERSEAS, or else ADDR_ROMAJI.

    >>> from csvbridge.address import Address
    >>> from csvbridge.checks.place.model import Case, Place
    >>> from csvbridge.address import load
    >>> def codes(street, building=""):
    ...     return [d.code for d in find(Case(Place("", "", "", street, building), Address(), load()))]
    >>> codes("1600 Pennsylvania Ave NW, Washington"), codes("2-12-1 Otemachi, Maebashi-shi")
    (['OVERSEAS'], ['ADDR_ROMAJI'])
    >>> codes("前橋市大手町2-12-1", "Yokohama Landmark Tower"), codes("前橋市表町2-29-22", "JR前橋駅ビル")
    ([], [])
    """
    texts = cells(case)
    yield from _named(case, texts) or _latin(case, texts)


def _named(case: Case, texts: Iterable[Cell]) -> list[Defect]:
    """A country or 海外 at the head of a cell."""
    return [] if case.parsed.city else [*defects(case, texts, {"OVERSEAS": ABROAD})]


def _latin(case: Case, texts: Iterable[Cell]) -> list[Defect]:
    written = _written(texts)
    if written is None or case.parsed.town:
        return []
    whole = " ".join(cell.text for cell in texts)
    if word := _abroad(case, whole):
        return [Defect("OVERSEAS", written.part, written.value, {"word": word})]
    if not compiled(_SUFFIX).search(whole) and (case.parsed.city or not compiled(_ADDRESS).search(whole)):
        return []
    return [Defect("ADDR_ROMAJI", written.part, written.value, suggestion=_in_japanese(case, written))]


def _in_japanese(case: Case, written: Cell) -> str | None:
    """The one town of the postal code with the one number of the cell; None if the cell may say more than that."""
    places = {(town.prefecture, town.city, town.town) for town in known.coded(case).towns}
    numbers = _NUMBER.findall(written.text)
    names = [word for word in _WORD.findall(written.text) if word.lower() not in (*GLUED, *HYPHENED)]
    if len(places) != 1 or len(numbers) != 1 or len(names) > MOST_NAMES:
        return None
    prefecture, city, town = places.pop()
    before = {"address": prefecture + city, "street": "" if case.place.city else city}.get(written.part, "")
    return before + town + numbers[0] if town and written.part != "city" else None


def _written(texts: Iterable[Cell]) -> Cell | None:
    """The cell in Latin letters, where no cell that should have the town has Japanese script."""
    where = [cell for cell in texts if cell.part in ("city", "street", "address")]
    if any(re.search(_JAPANESE, cell.text) for cell in where):
        return None
    return next((cell for cell in where if compiled(_LATIN).search(cell.text)), None)


def _abroad(case: Case, text: str) -> str:
    """What says that the address is abroad, "" if something says that it is in Japan."""
    if case.parsed.city or compiled(_SUFFIX).search(text) or compiled(_NAME).search(text):
        return ""
    if country := compiled(_COUNTRY).search(text):
        return country[0].strip()
    at_home = case.parsed.prefecture or _POSTAL_CODE.fullmatch(case.place.postal_code)
    street = None if at_home else compiled(_STREET).search(text)
    return street[0] if street else ""
