"""Block numbers: there, and more than a 丁目."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from csvbridge.address import number
from csvbridge.address.fold import fold
from csvbridge.checks.place import known
from csvbridge.checks.place.model import Case, Defect
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.findings import Severity

_GRID = regex("(?:[0-9](?:条|線|号)|^大通)[東西南北]?通?$")
_NOUGHT = regex("[^1-9一二三四五六七八九十百千]*0[^1-9一二三四五六七八九十百千]*")
_LOT = regex("番?地割$")


def find(case: Case) -> Iterator[Defect]:
    """BANCHI_* of an address whose town is known, or whose municipality has none: at most one.

    In Kyoto a street name and the town behind it are an address (下立売通新町西入薮ノ内町).
    """
    parsed = case.parsed
    if not parsed.city or known.is_office(case) or known.is_building(case):
        return
    if parsed.number and not _is_empty(parsed.number):
        yield from _chome_only(case)
    elif parsed.number:
        town = parsed.town or parsed.city
        yield Defect(
            "BANCHI_MISSING", case.place.part_of(parsed.number), parsed.number, {"town": town}, None, "warning"
        )
    elif parsed.town or (parsed.rest and not known.municipality(case).has_towns):
        town = parsed.town_text or parsed.rest
        severity: Severity = "error" if any(row.chome for row in known.rows(case)) else "warning"
        severity = "info" if parsed.street_name and parsed.city.startswith("京都市") else severity
        yield Defect("BANCHI_MISSING", case.place.part_of(town), town, {"town": town}, None, severity)


def _is_empty(number: str) -> bool:
    """Whether a number says nothing: only noughts, or the 地割 alone, which is like a town.

    >>> _is_empty("0-0-0"), _is_empty("第23地割"), _is_empty("10-1"), _is_empty("無番地")
    (True, True, False, False)
    """
    text = unicodedata.normalize("NFKC", number)
    return _NOUGHT.fullmatch(text) is not None or _LOT.search(text) is not None


def _chome_only(case: Case) -> Iterator[Defect]:
    """In the grids of Hokkaido (北3条西1丁目) a block may be one building's and have no number."""
    parsed = case.parsed
    in_grid = parsed.prefecture == "北海道" and _GRID.search(fold(parsed.town))
    if number.is_chome_only(parsed.number) and not in_grid:
        part = case.place.part_of(parsed.number)
        yield Defect("BANCHI_CHOME_ONLY", part, parsed.number, {"number": parsed.number})
