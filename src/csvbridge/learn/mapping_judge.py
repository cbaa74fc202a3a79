"""What the values and the other columns say of a claim: they raise it, lower it, or leave it as the header has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.catalog import FIELDS
from csvbridge.learn import mapping_values as values
from csvbridge.learn.mapping_claims import of_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.learn.mapping_claims import Claim, Column
    from csvbridge.learn.model import ColumnSighting, Grain
    from csvbridge.learn.synonyms import Synonyms

_RARE = frozenset({"item", "credit", "shipment", "payment"})
"""Groups of which a file has several columns or none."""
_TOLD = frozenset({"shipment.carrier", "order.payment_method"})
"""Fields that a header which is not sure gives only where the words of the values say so."""
_MANY = 3

AGAINST, MISPLACED, VARYING, VARYING_OPEN = 0.45, 0.5, 0.85, 0.5
"""Factors: values of another form; a word out of its place; an order's cell that differs within an order."""
FOR, COMPANY, STRANGER, FORMLESS, UNTOLD = 0.12, 0.1, 0.15, 0.1, 0.2
"""What is added for values of its form and for a neighbour of its group; what is taken off without others of its group,
where cells have no form, where their words are not those of the field."""


def judged(claim: Claim, read: Sequence[Column], grain: Grain | None, synonyms: Synonyms) -> Claim:
    """A claim with what the values and the other columns say."""
    column = read[claim.place].sighting
    says, by_words = _values(claim, column, synonyms)
    score = claim.score * (AGAINST if says == "against" else 1.0) + (FOR if says == "for" else 0.0)
    score += _of_repeated(claim, column)
    if column.varies and FIELDS[claim.field].level == "order":
        score *= VARYING if claim.sure else VARYING_OPEN
    if not claim.sure:
        score += _surroundings(claim, read, grain, told=says == "for" and by_words)
        score -= _silence(claim, column, says)
    elif _is_out_of_place(claim, read) or _is_of_nobody(claim, read):
        score *= MISPLACED
    return claim._replace(score=score, evidence=claim.evidence + values.evidence(column.shape, says))


def _surroundings(claim: Claim, read: Sequence[Column], grain: Grain | None, *, told: bool) -> float:
    """What the other columns say of a claim that its header leaves open."""
    company = COMPANY if _in_company(claim, read) else 0.0
    stranger = STRANGER if not told and _is_stranger(claim, read) else 0.0
    return company - stranger - _of_order(claim, read[claim.place].sighting, grain)


def _silence(claim: Claim, column: ColumnSighting, says: values.Fit) -> float:
    """What it costs an open claim that the values do not speak for it although they could."""
    if says == "for":
        return 0.0
    formless = FORMLESS if values.is_open_form(claim.field, column.shape) else 0.0
    return formless + (UNTOLD if claim.field in _TOLD else 0.0)


def _values(claim: Claim, column: ColumnSighting, synonyms: Synonyms) -> tuple[values.Fit, bool]:
    """What the values say, and whether it is their words (or check digits) that say it.

    That their words are not those of the field counts only where the header is not sure.
    """
    says = values.fit(claim.field, column.shape)
    if values.is_named_by_number(claim.field, column.examples):
        return "against", False
    cells = [word for word, _ in column.words] or column.examples
    told = values.tells(cells, synonyms.telling.get(claim.field, ()))
    if says == "against" or told == "open" or (told == "against" and (claim.sure or claim.field not in _TOLD)):
        return says, column.shape == "tracking_number" or claim.field in synonyms.telling
    return told, True


def _in_company(claim: Claim, read: Sequence[Column]) -> bool:
    """Whether a column beside it is surely of the same group of fields."""
    beside = [read[place] for place in (claim.place - 1, claim.place + 1) if 0 <= place < len(read)]
    return any(_group(column) == claim.field.partition(".")[0] for column in beside)


def _of_order(claim: Claim, column: ColumnSighting, grain: Grain | None) -> float:
    """How much speaks for the order where an amount may be of an item: one row an order, or equal on all its rows."""
    if not claim.field.startswith("item.") or claim.item is not None:
        return 0.0
    return 0.2 if column.varies is False else 0.1 if grain == "order" else 0.0


def _of_repeated(claim: Claim, column: ColumnSighting) -> float:
    """Of equal headers the first is the order's and the last the parcel's: the columns of an order stand first."""
    level = FIELDS[claim.field].level
    return (column.nth - 1) * (-0.12 if level == "order" else 0.04 if level == "shipment" else 0.0)


def _is_out_of_place(claim: Claim, read: Sequence[Column]) -> bool:
    """Whether a sure word stands where it means another thing.

    A number for inquiries without a carrier but with a credit result, a kind of line without items, an amount or a
    remark where nothing speaks of an order or a person.
    """
    groups = {_group(column) for column in read if column.place != claim.place}
    if claim.field == "shipment.tracking_number":
        return "shipment" not in groups and "credit" in groups
    if claim.field == "item.kind":
        return "item" not in groups
    if not claim.field.startswith("order.") or claim.field == "order.number":
        return False
    return not groups & {"order", "buyer", "recipient", "item", "shipment"} and _is_stranger(claim, read)


def _is_of_nobody(claim: Claim, read: Sequence[Column]) -> bool:
    """Whether a member's number is the same on every row although the people differ: then it is the shop's own."""
    column = read[claim.place].sighting
    if not claim.field.endswith(".member_id") or column.distinct != 1 or not column.filled == column.rows >= _MANY:
        return False
    people = (c.sighting.distinct for c in read if c.top in ("party.name", "party.family_name", "party.phone"))
    return any(distinct >= _MANY for distinct in people)


def _is_stranger(claim: Claim, read: Sequence[Column]) -> bool:
    """Whether no other column is surely of its group, where the group does not stand alone in a file.

    The number of the order does: every file has one. Any other field of an order stands beside it.
    """
    group = claim.field.partition(".")[0]
    others = [column for column in read if column.place != claim.place]
    if claim.field == "order.number" or any(_group(column) == group for column in others):
        return False
    if group == "order":
        return all(candidate.field != "order.number" for column in others for candidate in column.found)
    return group in _RARE


def _group(column: Column) -> str | None:
    """The group of fields that a column surely belongs to; a kind of line is too common a word to tell."""
    if not column.found or not column.found[0].sure or column.top == "item.kind":
        return None
    return of_side(column.found[0].field, column.side).partition(".")[0]
