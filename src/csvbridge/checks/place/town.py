"""Towns: there, and in the table of the post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.address.fold import fold
from csvbridge.checks.place import known
from csvbridge.checks.place.model import Case, Defect
from csvbridge.checks.place.near import standing
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.findings import Severity

_STREET = regex("[上下](?:ル|る|がる|ガル)|[東西]入")
_CROSSING = regex("[0-9]+条")
"""三条高倉: a street of Kyoto, no number."""
_NAME = regex(r"^[^0-9０-９\s]+")


def find(case: Case) -> Iterator[Defect]:
    """TOWN_* of an address whose municipality is known: at most one."""
    parsed = case.parsed
    if not parsed.city_text or not parsed.city:
        return
    if parsed.town:
        yield from _other(case)
    elif parsed.rest:
        yield from _unknown(case)
    elif _needs_town(case):
        towns = known.listed(row.town for row in known.coded_here(case).towns)
        part = case.place.part_of(parsed.city_text)
        severity: Severity | None = "warning" if parsed.number else None
        yield Defect("TOWN_MISSING", part, "", {"city": parsed.city, "towns": towns}, None, severity)


def _needs_town(case: Case) -> bool:
    """Nothing follows the municipality, or in a city a number does and the postal code is one town's.

    In towns and villages (檜原村467-1) a number may follow directly under the postal code of a town.
    """
    here = known.coded_here(case)
    if here.offices:
        return False
    if not case.parsed.number:
        return True
    if case.parsed.city.startswith("京都市") and _CROSSING.fullmatch(fold(case.parsed.number)):
        return False
    return case.parsed.city.endswith(("市", "区")) and bool(here.towns) and all(row.town for row in here.towns)


def _other(case: Case) -> Iterator[Defect]:
    """A short town of the table was found where the postal code's town is meant, one character wrong."""
    parsed, here = case.parsed, known.coded_here(case)
    names = [row.town for row in here.towns if row.town]
    if here.offices or parsed.town in names or not parsed.subarea or parsed.subarea.startswith(("字", "小字")):
        return
    text = parsed.town_text + parsed.subarea
    close = _close(text, names)
    if close and len(close[1]) > len(parsed.town_text):
        yield _defect(case, *close)


def _unknown(case: Case) -> Iterator[Defect]:
    parsed, here = case.parsed, known.coded_here(case)
    if parsed.city.startswith("京都市") and _STREET.search(parsed.rest):
        return
    own = [row.town for row in known.everything(here) if row.town]
    close = _close(parsed.rest, own)
    if close is None and (here.offices or not _is_listed(case)):
        return
    close = close or _close(parsed.rest, [row.town for row in known.municipality(case).towns])
    found = _NAME.match(parsed.rest)
    yield _defect(case, *(close or ("", found[0] if found else parsed.rest)))


def _is_listed(case: Case) -> bool:
    """Whether the post lists the towns here: not where the postal code stands for all that is not listed."""
    here = known.coded_here(case)
    return known.municipality(case).has_towns and not any(not row.town for row in here.towns)


def _close(text: str, towns: list[str]) -> tuple[str, str] | None:
    """The town that is nearly there, and what stands for it."""
    return standing(text, {fold(town): town for town in towns if town})


def _defect(case: Case, town: str, name: str) -> Defect:
    part = case.place.part_of(name)
    suggestion = case.place.changed(part, name, town) if town else None
    params = {"name": name, "city": case.parsed.city, "town": town}
    return Defect("TOWN_UNKNOWN", part, name, params, suggestion)
