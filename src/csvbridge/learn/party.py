"""Whose name and address it is: kinds of person that headers name (注文者, 請求先, お届け先, …) → buyer or recipient.

A column without a kind belongs to the buyer where another group is the recipient, to the recipient where it repeats
what the buyer already has, and to the kind before it where its header stands several times.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from csvbridge.learn.synonyms import squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csvbridge.learn.headers import Candidate
    from csvbridge.learn.model import ColumnSighting

Party = Literal["buyer", "recipient"]
_ENOUGH = 3
"""Fields that a nameless group must share with the buyer before it is the other party, or that make a group."""


@dataclass(frozen=True, slots=True)
class Side:
    """The party of one column and how much its kind yields to others of that party (0: to none)."""

    party: str
    yields: int
    told: bool


def sides(
    columns: Sequence[ColumnSighting], found: Sequence[Sequence[Candidate]], parties: Mapping[str, str]
) -> tuple[Side, ...]:
    """The side of each column, were it a party's; `found` are its candidates, likeliest first."""
    kinds = [_first_kind(candidates) for candidates in found]
    nameless = _nameless(found, kinds, parties)
    again = Counter(squeeze(c.name) for c, kind in zip(columns, kinds, strict=True) if kind is None)
    order = _precedence(found, kinds, parties)
    sides, before = [], None
    for column, kind in zip(columns, kinds, strict=True):
        before = kind or before
        if kind is None and column.name and again[squeeze(column.name)] > 1:
            party = _of_repeated(column, before, kinds, parties)
            sides.append(Side(party, 0, told=before is not None))
        else:
            sides.append(Side(parties[kind] if kind else nameless, order.get(kind, 0), told=kind is not None))
    return tuple(sides)


def _first_kind(candidates: Sequence[Candidate]) -> str | None:
    """The kind of person that a column names, if its likeliest field is a person's at all."""
    top = next(iter(candidates), None)
    return top.kind if top and top.field.startswith("party.") else None


def _fields(found: Sequence[Sequence[Candidate]], kinds: Sequence[str | None], wanted: set[str | None]) -> set[str]:
    tops = [(c[0], kind) for c, kind in zip(found, kinds, strict=True) if c and c[0].field.startswith("party.")]
    return {top.field for top, kind in tops if kind in wanted}


def _nameless(found: Sequence[Sequence[Candidate]], kinds: Sequence[str | None], parties: Mapping[str, str]) -> str:
    buyers = {kind for kind in kinds if kind and parties[kind] == "buyer"}
    recipients = {kind for kind in kinds if kind and parties[kind] == "recipient"}
    shared = _fields(found, kinds, {None}) & _fields(found, kinds, {*buyers})
    return "recipient" if buyers and not recipients and len(shared) >= _ENOUGH else "buyer"


def _of_repeated(
    column: ColumnSighting, before: str | None, kinds: Sequence[str | None], parties: Mapping[str, str]
) -> str:
    """Of headers that stand several times: the kind before them; without any the first is the buyer's."""
    if before:
        return parties[before]
    told = next((kind for kind in kinds if kind), None)
    first: Party = "buyer" if not told or parties[told] == "recipient" else "recipient"
    other: Party = "recipient" if first == "buyer" else "buyer"
    return first if column.nth == 1 else other


def _precedence(
    found: Sequence[Sequence[Candidate]], kinds: Sequence[str | None], parties: Mapping[str, str]
) -> dict[str | None, int]:
    """Kinds of one party by rank: who orders, who is named with enough fields, then by how many the file has."""
    first = next(iter(parties), None)
    ranked: dict[str | None, int] = {}
    for party in set(parties.values()):
        group: list[str | None] = [kind for kind in parties if parties[kind] == party and kind in kinds]
        if party == "buyer":
            group.append(None)
        size = {kind: len(_fields(found, kinds, {kind})) for kind in group}
        group.sort(key=lambda kind: (kind != first, kind is None or size[kind] < _ENOUGH, -size[kind]))
        ranked |= {kind: place for place, kind in enumerate(group) if kind is not None or party == "buyer"}
    return ranked
