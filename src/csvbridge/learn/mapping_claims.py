"""What the headers of a file claim: each column with the fields that its words can mean, numbered columns together.

A name is never judged alone: 名 beside 姓 is a given name, 住所1 and 住所2 are told by each other and by their values.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.catalog import FIELDS
from csvbridge.learn import party, party_lines
from csvbridge.learn.headers import candidates
from csvbridge.learn.model import Evidence
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from csvbridge.learn.headers import Candidate
    from csvbridge.learn.model import ColumnSighting, Grain
    from csvbridge.learn.synonyms import Synonyms

LATER, YIELDING, TOGETHER = 0.03, 0.08, 0.06
"""What a number behind the first costs, a person who yields to another; what being told with others is worth."""


class Claim(NamedTuple):
    """That the column at a place is a field (of item number `item`), how strongly, and why."""

    place: int
    field: str
    item: int | None
    score: float
    sure: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column with the fields that its header can mean and the side that it is on; `place` counts from 0."""

    place: int
    sighting: ColumnSighting
    found: tuple[Candidate, ...]
    side: party.Side

    @property
    def top(self) -> str | None:
        """The likeliest field."""
        return self.found[0].field if self.found else None


def read_columns(columns: Sequence[ColumnSighting], synonyms: Synonyms) -> list[Column]:
    """Each column with what its header can mean, beside the others."""
    found = [candidates(column.name, synonyms) for column in columns]
    found = [_with_siblings(each, found) for each in found]
    found = [_with_company(column, each, found) for column, each in zip(columns, found, strict=True)]
    sides = party.sides(columns, found, synonyms.parties)
    return [Column(place, *each) for place, each in enumerate(zip(columns, found, sides, strict=True))]


_GIVEN = {
    "party.given_name": ("party.family_name", "party.name"),
    "party.given_kana": ("party.family_kana", "party.kana"),
}


def _with_siblings(found: tuple[Candidate, ...], every: Sequence[tuple[Candidate, ...]]) -> tuple[Candidate, ...]:
    """名 or 名前 beside 姓 is the given name unless another column is; without 姓 a 名 is the whole name."""
    for given, (family, whole) in _GIVEN.items():
        mine = next((c for c in found if c.field in (given, whole)), None)
        if mine is None or (mine.field == given and mine.sure):
            continue
        kin = [each for each in every if each and each is not found and each[0].kind == mine.kind]
        rest = tuple(c for c in found if c.field not in (given, whole))
        taken = any(c.field == given for each in kin for c in each)
        if any(each[0].field == family for each in kin) and (given in {c.field for c in found} or not taken):
            return (mine._replace(field=given, score=0.93, sure=True), *rest)
        return tuple(c for c in found if c.field != given)
    return found


_LEGAL_FORM = regex(
    r"(?:株式|有限|合同|合資|合名)会社|(?:社団|財団|医療|学校|社会福祉|宗教)法人|[(（][株有同][)）]|[㈱㈲]|\b(?:Inc|Ltd|LLC|Corp)\b"
)


def _with_company(
    column: ColumnSighting, found: tuple[Candidate, ...], every: Sequence[tuple[Candidate, ...]]
) -> tuple[Candidate, ...]:
    """得意先名 is the name of a company where its cells are and no other column is."""
    top = next(iter(found), None)
    if top is None or top.field != "party.name":
        return found
    companies = sum(bool(_LEGAL_FORM.search(cell)) for cell in column.examples)
    if 2 * companies <= len(column.examples) or any(
        c[0].field == "party.company" and c[0].kind == top.kind for c in every if c
    ):
        return found
    return (top._replace(field="party.company", sure=True), *found[1:])


_LINES = {"party.address", "party.phone", "party.postal_code", "party.name", "party.kana"}


def claims_of(read: Sequence[Column], grain: Grain | None) -> list[Claim]:
    """Every claim of every column, before values and neighbours are asked."""
    alone = [claim for column in read for claim in _claims(column, read, grain)]
    return [*alone, *_of_lines(read)]


def _claims(column: Column, every: Sequence[Column], grain: Grain | None) -> Iterator[Claim]:
    """What a header says of its column alone; numbered columns of a person are told together elsewhere."""
    sure = any(candidate.sure for candidate in column.found)
    for candidate in column.found:
        if sure and not candidate.sure:
            continue
        if candidate.field in _LINES and candidate.field == column.top:
            continue
        field = of_side(candidate.field, column.side)
        item = _item(candidate, every, grain)
        later = 0.0 if item else LATER * ((candidate.number or 1) - 1)
        score = candidate.score - min(later, 0.2) - (YIELDING * column.side.yields if field != candidate.field else 0)
        yield Claim(column.place, field, item, score, candidate.sure, _header_evidence(field))


def of_side(field: str, side: party.Side) -> str:
    """The canonical field of `party.X` on a side; any other field is itself."""
    return field.replace("party.", f"{side.party}.", 1) if field.startswith("party.") else field


def _item(candidate: Candidate, every: Sequence[Column], grain: Grain | None) -> int | None:
    """The number of the item where the file counts them; a lone number where each item has its own row is none."""
    if not candidate.field.startswith("item."):
        return None
    numbers = {c.number for column in every for c in column.found[:1] if c.field == candidate.field}
    counted = len(numbers) > 1 or (numbers != {None} and grain not in ("item", "item-first"))
    return (candidate.number or 1) if counted else None


def _header_evidence(field: str) -> tuple[Evidence, ...]:
    label = FIELDS[field].label
    return (Evidence("header", f"見出しの語が{label}を指す", f"the words of the header mean {field}"),)


def _of_lines(every: Sequence[Column]) -> Iterator[Claim]:
    """Claims of the columns of a person that are told together: one group a party, kind and field."""
    groups: defaultdict[tuple[str, party.Side, str | None], list[Column]] = defaultdict(list)
    for column in every:
        if column.top in _LINES:
            groups[str(column.top), column.side, column.found[0].kind].append(column)
    for (field, side, _), group in groups.items():
        yield from _of_group(field.removeprefix("party."), side, group, every)


def _of_group(whole: str, side: party.Side, group: Sequence[Column], every: Sequence[Column]) -> Iterator[Claim]:
    by_line = {id(column.sighting): column for column in group}
    lines = party_lines.in_order([party_lines.Line(c.sighting, c.found[0].number) for c in group])
    together = TOGETHER if len(lines) > 1 else 0.0
    for line, meant in zip(lines, _meant(whole, lines, _parts_of(side, every)), strict=True):
        if meant.field:
            column, field = by_line[id(line.column)], f"{side.party}.{meant.field}"
            score = column.found[0].score * meant.sure - YIELDING * side.yields + together
            yield Claim(column.place, field, None, score, column.found[0].sure, _line_evidence(field, len(lines)))


def _line_evidence(field: str, lines: int) -> tuple[Evidence, ...]:
    if lines == 1:
        return _header_evidence(field)
    label = FIELDS[field].label
    place = Evidence("place", f"番号の付いた{lines}列のうち{label}", f"{field} of {lines} numbered columns")
    return (*_header_evidence(field), place)


def _meant(whole: str, lines: Sequence[party_lines.Line], has: set[str]) -> list[party_lines.Meant]:
    match whole:
        case "address":
            return party_lines.addresses(lines, has)
        case "phone":
            return party_lines.phones(lines)
        case "postal_code":
            return party_lines.postal_codes(lines)
        case _:
            return party_lines.names(lines, whole)


def _parts_of(side: party.Side, every: Iterable[Column]) -> set[str]:
    """The parts of an address that columns of this side hold by their own names."""
    return {str(column.top).removeprefix("party.") for column in every if column.top and column.side == side}
