"""Prefectures: there, whole, known, once, and the one of the municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.address.cities import City, ward_of
from csvbridge.address.fold import fold
from csvbridge.checks.place import known
from csvbridge.checks.place.model import Case, Defect, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.address.index import Index
    from csvbridge.findings import Severity


def find(case: Case) -> Iterator[Defect]:
    """PREF_* of an address."""
    stated, parsed = case.parsed.prefecture_text, case.parsed
    if not stated:
        yield from _missing(case)
    elif fold(stated) == fold(parsed.prefecture)[:-1]:
        yield _changed("PREF_SHORT", case, expected=parsed.prefecture, prefecture=parsed.prefecture)
    elif fold(stated) != fold(parsed.prefecture):
        yield _changed("PREF_UNKNOWN", case, prefecture=parsed.prefecture)
    if stated and "prefecture" in parsed.repeated:
        yield _repeated(case)
    if stated and not parsed.city:
        yield from _conflict(case)


def _missing(case: Case) -> Iterator[Defect]:
    place = case.place
    if place.prefecture and not case.parsed.city:
        yield Defect(
            "PREF_UNKNOWN", "prefecture", place.prefecture, {"prefecture": _of_code(case)}, _of_code(case) or None
        )
        return
    part: Part = "address" if place.address else "prefecture"
    prefecture = case.parsed.prefecture or _of_code(case)
    first = not place.address or (case.parsed.city and place.address.startswith(case.parsed.city_text))
    suggestion = prefecture + place.address if prefecture and first and not place.prefecture else None
    severity: Severity | None = None if place.postal_code else "error"
    yield Defect("PREF_MISSING", part, "", {"prefecture": prefecture}, suggestion, severity)


def _of_code(case: Case) -> str:
    prefectures = known.coded(case).prefectures
    return prefectures[0] if len(prefectures) == 1 else ""


def _changed(code: str, case: Case, **params: object) -> Defect:
    """A prefecture that should be written as the post writes it."""
    stated = case.parsed.prefecture_text
    part = case.place.part_of(stated)
    return Defect(code, part, stated, params, case.place.changed(part, stated, case.parsed.prefecture))


def _repeated(case: Case) -> Defect:
    """The suggestion takes the second one away, with the municipality if that is repeated too."""
    parsed, place = case.parsed, case.place
    twice = parsed.prefecture_text
    part = [part for part, text in place.cells if twice in text][-1:]
    found = part[0] if part else place.part_of(twice)
    text = "".join(cell for _, cell in place.cells)
    city = parsed.city_text if text.count(parsed.city_text) > 1 else ""
    suggestion = _once(getattr(place, found), twice, city) if text.count(twice) > 1 else ""
    return Defect("PREF_DUPLICATED", found, twice, {"prefecture": parsed.prefecture}, suggestion or None)


def _once(cell: str, prefecture: str, city: str) -> str:
    """The cell without its last prefecture, and without the municipality behind that.

    >>> _once("群馬県群馬県前橋市大手町", "群馬県", ""), _once("群馬県前橋市群馬県前橋市大手町", "群馬県", "前橋市")
    ('群馬県前橋市大手町', '群馬県前橋市大手町')
    """
    before, _, after = cell.rpartition(prefecture)
    return before + after.removeprefix(city)


def _conflict(case: Case) -> Iterator[Defect]:
    """A municipality follows that lies in another prefecture, named with it or known by its name alone."""
    found = elsewhere(case)
    if found is None:
        return
    stated = case.parsed.prefecture_text
    part = case.place.part_of(stated)
    params = {"prefecture": case.parsed.prefecture, "found": found.prefecture, "place": found.prefecture + found.name}
    confirmed = known.coded(case).prefectures == (found.prefecture,)
    suggestion = _instead(getattr(case.place, part), stated, found.prefecture) if confirmed else None
    yield Defect("PREF_CONFLICT", part, stated, params, suggestion)


def _instead(cell: str, stated: str, prefecture: str) -> str:
    """The cell with another prefecture, once.

    >>> _instead("群馬県栃木県宇都宮市", "群馬県", "栃木県"), _instead("埼玉県前橋市", "埼玉県", "群馬県")
    ('栃木県宇都宮市', '群馬県前橋市')
    """
    return cell.replace(stated, "" if prefecture in cell else prefecture, 1)


def elsewhere(case: Case) -> City | None:
    """The municipality of another prefecture that the unread text starts with; None if several are called so."""
    tables, text = known.index(case), fold(case.parsed.rest)
    other = next(tables.prefectures.at(text), "")
    prefecture = tables.prefectures.known[other] if other else ""
    return _only(tables, text, len(other), prefecture, case)


def _only(tables: Index, text: str, start: int, prefecture: str, case: Case) -> City | None:
    for name in tables.cities.at(text, start):
        cities = [city for city in tables.called(name, prefecture) if city.prefecture != case.parsed.prefecture]
        coded = [city for city in cities if known.coded(case).of(city.prefecture, city.name)]
        found = coded or ([] if _may_be_a_town(name) and not prefecture else cities)
        if len({(city.prefecture, ward_of(city.name)[0]) for city in found}) == 1:
            return found[0]
    return None


def _may_be_a_town(name: str) -> bool:
    """森町, 池田町 or 中央区 after a prefecture that has no such municipality may be a town or a ward of one."""
    return "郡" not in name and not name.endswith("市") and len(name) < 4
