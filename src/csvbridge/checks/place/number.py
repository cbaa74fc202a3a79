"""Block numbers: there, and more than a 丁目."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from csvbridge.address import number
from csvbridge.address.fold import fold
from csvbridge.checks.place import known
from csvbridge.checks.place.model import Case, Defect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.findings import Severity

_GRID = re.compile("[0-9](?:条|線|号)[東西南北]?通?$")


def find(case: Case) -> Iterator[Defect]:
    """BANCHI_* of an address whose town is known, or whose municipality has none: at most one."""
    parsed = case.parsed
    if not parsed.city or known.is_office(case) or known.is_building(case):
        return
    if parsed.number:
        yield from _chome_only(case)
    elif parsed.town or (parsed.rest and not known.municipality(case).has_towns):
        town = parsed.town_text or parsed.rest
        severity: Severity = "error" if any(row.chome for row in known.rows(case)) else "warning"
        yield Defect("BANCHI_MISSING", case.place.part_of(town), town, {"town": town}, None, severity)


def _chome_only(case: Case) -> Iterator[Defect]:
    """The grids of Hokkaido (北3条西1丁目) go on without a number where the block is one building's."""
    parsed = case.parsed
    if number.is_chome_only(parsed.number) and not _GRID.search(fold(parsed.town)):
        part = case.place.part_of(parsed.number)
        yield Defect("BANCHI_CHOME_ONLY", part, parsed.number, {"number": parsed.number})
