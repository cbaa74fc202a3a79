"""The end of an address: block number, building, room.

Block numbers are written as 2-8-1, 2丁目8番1号, 二丁目八番, 甲1769, イ92-11, 第13地割123, 無番地, 番外地.
A 字名 may stand before them. Digits of a floor, a room or a building are no block number.

>>> read("2丁目8番1号 庁舎ビル 3階")
Ending(subarea='', number='2丁目8番1号', building='庁舎ビル', room='3階')
>>> read("字稲村101-1"), read("グリーンハイツ305").number
(Ending(subarea='字稲村', number='101-1', building='', room=''), '')
>>> read("十二").number, read("027-224-1111").number
('十二', '')
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from csvbridge.address.variants import DASHES
from csvbridge.pattern import regex

_DASH = str.maketrans(dict.fromkeys(DASHES + "~", "-"))
_KANJI = "[一二三四五六七八九十百千〇零壱弐参拾]+"
_LETTER = "(?:[甲乙丙丁戊己庚辛壬癸]|(?<![ァ-ヶ-])[ァ-ヶ]|(?<![ぁ-ん-])[いろはにほへと]|(?<![A-Za-z-])[A-Za-z])"
_NOT_BLOCK = r"(?![0-9])(?!\s*(?:階|F(?![A-Za-z])|号室|号棟|号館|番館|棟|室|号線|人|年|世))"
_UNIT = r"丁目|番地割|地割|番地|番(?![町丁街])|号地|号|線|条|街区|区(?=[0-9])|丁(?=[0-9])"
_KANJI_UNIT = rf"(?={_UNIT}|[のノ之-](?:[0-9]|{_KANJI}))"
_DIGITS = rf"(?:[0-9]+{_NOT_BLOCK}|{_KANJI}{_KANJI_UNIT}{_NOT_BLOCK})"
_FIRST = rf"第?(?:{_LETTER}-?)?{_DIGITS}"
_NEXT = rf"(?:第?(?:[東西南北甲乙丙丁ァ-ヶA-Za-z]-?)?(?:[0-9]+|{_KANJI}){_NOT_BLOCK})"
_JOIN = (
    r"(?:\s*(?:丁目|丁|番地割|番|条|線|地割|街区|区)\s*[のノ之-]?\s*"
    r"|(?:番地|号地|号)(?=[0-9])"
    r"|\s*(?:番地|号地|号)?\s*(?:[のノ之・,]|-)\s*)"
)
_NUMBER = regex(rf"{_FIRST}(?:{_JOIN}{_NEXT})*(?:{_UNIT})?|(?:官有|国有)?無番地|番外地?(?:[0-9]+)?")
_BARE = regex(rf"\s*{_KANJI}(?=\s|$)")
"""A block number in kanji and nothing else: 大手町十二."""
_PHONE = regex("0[0-9]{1,4}-?[0-9]{1,4}-?[0-9]{3,4}")
_PHONE_DIGITS = (10, 11)
_CHOME = regex(rf"(?:[0-9]+|{_KANJI})丁目?$")
_ROOM = regex(
    r"(?:^|(?<=[\s\u3000)-])|(?<=[^0-9A-Za-z-]))"
    r"((?:地下|B)?[0-9A-Z]{1,5}(?:-[0-9A-Z]{1,5})*\s*(?:階|F|号室|室|号)?(?:\s*[0-9]{1,5}(?:号室|室|号))?)$"
)
_SURE = regex("[0-9]-[0-9]+-[0-9]|丁目|番地")
"""No room: a block number that stands behind its building."""
BUILDING = regex(
    "ビル|マンション|ハイツ|ハイム|アパート|コーポ|メゾン|レジデンス|タワー|シャトー|パレス|ハウス|ヴィラ|カーサ|ドミール|"
    "コート|テラス|プラザ|ホテル|(?:病院|学校|大学|会社|センター内|会館|庁舎)[^0-9]*$"
)
"""Words after which digits are a room or a floor, not a block."""
_AROUND = " \u3000-,、"
_SAYING = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ一二三四五六七八九十百千〇零壱弐参拾無番")
"""Without one of these there is neither a number nor a room; the patterns need not be asked."""


class Ending(NamedTuple):
    """What follows a town, cut as it stands."""

    subarea: str = ""
    number: str = ""
    building: str = ""
    room: str = ""


def read(text: str) -> Ending:
    """The parts of what follows a town; `text` is NFKC."""
    if _SAYING.isdisjoint(text):
        return Ending(building=text.strip(_AROUND))
    dashed = text.translate(_DASH)
    found = _first_number(text, dashed, 0)
    if found is None:
        return Ending("", "", *_rooms(text))
    start, end = found
    if is_chome_only(text[start:end]):
        more = _first_number(text, dashed, end)
        end = more[1] if more else end
    return Ending(text[:start].strip(), text[start:end].strip(), *_rooms(text[end:]))


def starts_with_number(text: str) -> bool:
    """Whether a block number is the first thing.

    >>> starts_with_number(" 二丁目1"), starts_with_number("イ92-11"), starts_with_number("本町1")
    (True, True, False)
    """
    return _NUMBER.match(text.translate(_DASH).lstrip()) is not None


def is_chome_only(number: str) -> bool:
    """Whether a number ends at its 丁目.

    >>> is_chome_only("２丁目"), is_chome_only("二丁目"), is_chome_only("2丁目1")
    (True, True, False)
    """
    return _CHOME.match(unicodedata.normalize("NFKC", number).strip()) is not None


def _first_number(text: str, dashed: str, start: int) -> tuple[int, int] | None:
    found = next((some for some in _NUMBER.finditer(dashed, start) if not _is_phone(some[0])), None)
    if found is None:
        bare = None if start else _BARE.match(text)
        return bare.span() if bare else None
    in_building = BUILDING.search(text[start : found.start()]) and not _SURE.search(found[0])
    return None if in_building else found.span()


def _is_phone(number: str) -> bool:
    """Whether digits are those of a phone, which people put where the block number should be.

    >>> _is_phone("027-224-1111"), _is_phone("2-12-1"), _is_phone("0-12")
    (True, False, False)
    """
    return _PHONE.fullmatch(number) is not None and sum(map(str.isdigit, number)) in _PHONE_DIGITS


def _rooms(text: str) -> tuple[str, str]:
    """Building and room of what follows the number."""
    text = text.strip(_AROUND)
    found = _ROOM.search(text.translate(_DASH))
    if found is None:
        return text, ""
    return text[: found.start()].rstrip(" \u3000-"), text[found.start() :]
