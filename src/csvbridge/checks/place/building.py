"""The building and its room: what the postman needs in a house of many dwellings, and what stands there twice.

A detached house has no building, an office no room: neither is a defect. Only a name that is plainly that of many
dwellings asks for a room, and only where no number, floor or letter is there (facts: addresses.md 3.3, 11). A postal
code of its own names the addressee better than any room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csvbridge.address.match import LONGEST, read
from csvbridge.checks.place import known
from csvbridge.checks.place.model import Defect
from csvbridge.checks.place.words import Words, compiled, fold
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.checks.place.model import Case, Part, Place

_KANA = "[ァ-ヺー]"
_DWELLING = "マンション|ハイツ|アパート(?:メント)?|コーポ(?:ラス)?|メゾン|レジデンス|ハイム"
_PUBLIC = "(?:市|県|都|府|道|町|村|区)営|公営|公団|公社"
DWELLINGS = Words(
    f"(?:{_DWELLING})(?!{_KANA})|^(?:グラン)?(?:ハイツ|アパート|コーポ(?!レ)|メゾン|レジデンス)"
    rf"|(?:{_PUBLIC})\S{{0,15}}(?:住宅|団地)$|[^\s山別村之の]荘$|\S寮$",
    ("マンション", "ハイツ", "アパート", "コーポ", "メゾン", "レジデンス", "ハイム", "住宅", "団地", "荘", "寮"),
)
_NUMERAL = "[〇零一二三四五六七八九十壱弐参]"
_UNIT = f"[0-9]|{_NUMERAL}+(?:号|階|f)|{_NUMERAL}{{2,}}$|(?<![a-z])[a-z](?![a-z])|管理|集会|事務|離れ"
_ORDINAL = regex("第[0-9一二三四五六七八九十]+")
_NO_DWELLING = (
    "会社|法人|\\((?:株|有|同)\\)|店|ホテル|旅館|民宿|温泉|保養|老人|ホーム|病院|医院|クリニック|教会|組合|保育|幼稚園"
    "|ギャラリー|カフェ|喫茶|食堂|薬局|歯科|美容|理容|整体|整骨|接骨|販売|様|さん方|センター|会館|倉庫|工場|オフィス|ショップ|スタジオ|サロン|ビル"
)
_ROOM = "(?:[a-z]-?)?(?:[0-9]{1,2}-)?[0-9]{3,4}(?:号室?|室)?|[0-9]{1,4}(?:号室|室|階|f)"
_ENDS_IN_NUMBER = regex("[0-9](?:番地?|号)?$")
_SPELLING = str.maketrans({"ー": "-", " ": "", "の": "-", "ノ": "-", "ヶ": "ケ"})
_GOES_ON = (*"0123456789-", "ビル")
_DIGIT = regex("[0-9]")
_WHOLE_NUMBER = regex("[0-9]+-[0-9]+-[0-9]+")
AGAIN = regex("[市区郡].*[0-9]")
"""What a second address shows."""
SHORTEST_REPEAT = 4
BLANK = "\u3000"
"""What stands between street and building in a whole address."""


def find(case: Case) -> Iterator[Defect]:
    """ROOM_MISSING, ROOM_ONLY and ADDR2_REPEATS.

    >>> from csvbridge.address import Address, load
    >>> from csvbridge.checks.place.model import Case, Place
    >>> def codes(street, building):
    ...     return [defect.code for defect in find(Case(Place(street=street, building=building), Address(), load()))]
    >>> codes("前橋市大手町2-12-1", "大手町グリーンハイツ"), codes("前橋市大手町2-12-1", "ハイツ例示 2-105")
    (['ROOM_MISSING'], [])
    >>> codes("前橋市大手町2-12-1", "305"), codes("前橋市大手町2-12-1", "前橋市大手町2-12-1")
    (['ROOM_ONLY'], ['ADDR2_REPEATS'])
    """
    yield from [*_repeats(case)] or [*_again(case)] or [*_room_missing(case), *_room_only(case)]


def _room_missing(case: Case) -> Iterator[Defect]:
    part, building = _building(case)
    text = fold(building)
    found = compiled(DWELLINGS.pattern, case.keywords.get("ROOM_MISSING", ())).search(text)
    if not found or case.parsed.room or compiled(_NO_DWELLING).search(text):
        return
    if compiled(_UNIT).search(_ORDINAL.sub("", text)):
        return
    if not known.is_office(case):
        yield Defect("ROOM_MISSING", part, building, {"word": found[0].strip()})


def _building(case: Case) -> tuple[Part, str]:
    """The building and all that follows it in its cell: as the matcher found it, else the building's own cell."""
    name = case.parsed.building
    for part, cell in reversed(case.place.cells):
        if name and name in cell:
            return part, cell[cell.rindex(name) :]
    return "building", case.place.building


class Own(NamedTuple):
    """The cell of the building, or what stands behind the first full-width blank of the whole address.

    `before` is what stands before it in the same cell.
    """

    part: Part
    before: str
    text: str

    def changed(self, text: str) -> str:
        """The cell with another building in it."""
        return f"{self.before}{BLANK}{text}" if self.before and text else self.before or text


def own(place: Place) -> Own:
    """Where the building has its own place.

    >>> from csvbridge.checks.place.model import Place
    >>> own(Place(address="前橋市大手町2-12-1　305")), own(Place(building="305")).text
    (Own(part='address', before='前橋市大手町2-12-1', text='305'), '305')
    """
    if place.building or not place.address:
        return Own("building", "", place.building)
    before, _, text = place.address.partition(BLANK)
    return Own("address", before, text)


def _room_only(case: Case) -> Iterator[Defect]:
    part, before, text = own(case.place)
    if case.parsed.building or not compiled(_ROOM).fullmatch(fold(text)):
        return
    if _ENDS_IN_NUMBER.search(fold(before or case.place.street)):
        yield Defect("ROOM_ONLY", part, text)


def _repeats(case: Case) -> Iterator[Defect]:
    cell = own(case.place)
    said = spelt(cell.text) if 0 < len(cell.text) <= LONGEST else ""
    for whole in sorted(_wholes(case, cell.before) if said else (), key=len, reverse=True):
        more = said.removeprefix(whole)
        if more != said and _is_repeat(case, whole, more):
            rest = next((cell.text[i:] for i in range(len(cell.text)) if spelt(cell.text[i:]) == more), "")
            yield Defect("ADDR2_REPEATS", cell.part, cell.text, suggestion=cell.changed(rest.strip()) or None)
            return


def _is_repeat(case: Case, whole: str, more: str) -> bool:
    """Whether what goes on is no part of the name of a building: the whole ends in a number, or one begins now."""
    if _ENDS_IN_NUMBER.search(whole) or not more:
        return not more.startswith(_GOES_ON)
    city = spelt(case.parsed.city_text)
    return bool(city) and city in whole and more[0].isdigit()


def _wholes(case: Case, before: str) -> Iterator[str]:
    """What the building's cell may repeat: the address before it, with or without prefecture, city and town."""
    place, parsed = case.place, case.parsed
    whole = spelt(place.prefecture + place.city + (place.street or before))
    inner = whole.removeprefix(spelt(parsed.prefecture))
    town = spelt(parsed.town_text + parsed.number) if parsed.town and parsed.number else ""
    number, street = spelt(parsed.number), spelt(place.street or before)
    again = _WHOLE_NUMBER.fullmatch(number) and number in street and number == spelt(own(place).text)
    wholes = (
        whole,
        inner,
        inner.removeprefix(spelt(parsed.city_text)),
        spelt(place.street),
        town if town in whole else "",
        number if again else "",
    )
    yield from (text for text in wholes if len(text) >= SHORTEST_REPEAT)


def _again(case: Case) -> Iterator[Defect]:
    """A whole address behind the number: the same in other words, or another one. Which is right is not known.

    In brackets it is the name that the place has had or will have.
    """
    part, text = _building(case)
    said = fold(text)
    if said.startswith("(") or not AGAIN.search(said) or not _stands_behind(case, part, text):
        return
    found = read(text, "", known.index(case))
    if found.city_text and found.town_text and not found.subarea and _DIGIT.search(fold(found.number)):
        yield Defect("ADDR2_REPEATS", part, text)


def _stands_behind(case: Case, part: Part, text: str) -> bool:
    """In the building's own place or in the cell of the street, and a number stands before it."""
    place, cell = own(case.place), getattr(case.place, part)
    if part == place.part and text in place.text:
        cell = "".join(cell for _, cell in case.place.cells)
    return _DIGIT.search(fold(cell.rpartition(text)[0])) is not None


def spelt(text: str) -> str:
    return fold(text).lower().translate(_SPELLING)
