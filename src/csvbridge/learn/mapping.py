"""What the columns of a file are: the words of all headers and the shapes of all values, taken together.

Each column may claim several fields; a field goes to one column (of item fields: to one a number), the strongest claim
first. What the words leave open and the values do not decide gets no field: a gap is better than a wrong guess.

>>> from csvbridge.learn.model import ColumnSighting
>>> header = ("受注番号", "氏名", "〒", "お届け先氏名", "お届け先〒", "商品名1", "商品名2", "ランク")
>>> blank = [ColumnSighting(i, name, 1, 0, 0, 0, "blank", ()) for i, name in enumerate(header)]
>>> [(guess.field, guess.item) for guess in guess(blank)]
[('order.number', None), ('buyer.name', None), ('buyer.postal_code', None), ('recipient.name', None), \
('recipient.postal_code', None), ('item.name', 1), ('item.name', 2), (None, None)]
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from csvbridge.learn import mapping_unnamed
from csvbridge.learn.headers import MAYBE_SCORE
from csvbridge.learn.headers_words import reading
from csvbridge.learn.mapping_claims import Claim, claims_of, read_columns
from csvbridge.learn.mapping_judge import judged
from csvbridge.learn.model import Evidence, Guess
from csvbridge.learn.synonyms import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csvbridge.learn.model import ColumnSighting, Grain
    from csvbridge.learn.synonyms import Synonyms

LEAST = 0.55
"""Below it a claim is no guess at all."""
NEAR = 0.2
"""How much weaker than its strongest claim one may be that a column falls back on."""
UNTAXED = 0.75
"""Confidence that a price is one with tax where nothing says so."""
EVEN = 0.05
"""Two claims of a column that are this close are both open."""


def guess(
    columns: Sequence[ColumnSighting], *, grain: Grain | None = None, synonyms: Synonyms | None = None
) -> tuple[Guess, ...]:
    """A guess for each column, in the order of the columns; a column without header is told by its values alone.

    Raises:
        ProfileError: the synonyms that ship cannot be read.
    """
    known = synonyms or load()
    read = read_columns(columns, known)
    claims = [judged(claim, read, grain, known) for claim in claims_of(read, grain)]
    claims += mapping_unnamed.claims_of(columns, known)
    taken = _settled(claims)
    if key := _key(columns, taken, known):
        taken[key.place] = key
    found = [_guess(column, taken.get(n), _of_place(claims, n)) for n, column in enumerate(columns)]
    return tuple(_with_tax_open(found, known))


def _with_tax_open(guesses: Sequence[Guess], synonyms: Synonyms) -> Iterator[Guess]:
    """A price that does not say whether tax is in it is doubtful in a file that tells its tax apart."""
    fields = {guess.field for guess in guesses}
    apart = fields & {"item.tax_rate", "order.tax"} and "item.net_price" not in fields
    for each in guesses:
        if apart and each.field == "item.unit_price" and "incl" not in reading(each.column.name, synonyms).meanings:
            yield replace(each, confidence=min(each.confidence, UNTAXED), rivals=("item.net_price", *each.rivals))
        else:
            yield each


def _of_place(claims: Sequence[Claim], place: int) -> list[Claim]:
    return sorted((claim for claim in claims if claim.place == place), key=_strength)


def _settled(claims: Sequence[Claim]) -> dict[int, Claim | None]:
    """The strongest claims win, one a place and one a field; None where nothing decides between two of a place."""
    by_place: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=_strength):
        by_place[claim.place].append(claim)
    taken: dict[int, Claim | None] = {}
    given: set[tuple[str, int | None]] = set()
    for claim in sorted(claims, key=_strength):
        own = [c for c in by_place[claim.place] if (c.field, c.item) not in given]
        if claim.place in taken or claim not in own or not _stands(claim, by_place[claim.place][0]):
            continue
        if any(c.field != claim.field and _equal(c, claim) for c in own):
            taken[claim.place] = None
        else:
            taken[claim.place] = claim
            given.add((claim.field, claim.item))
    return taken


def _strength(claim: Claim) -> tuple[float, int]:
    return (-round(claim.score, 4), claim.place)


def _stands(claim: Claim, strongest: Claim) -> bool:
    """A claim that is strong enough, and not one that a column falls back on when its true field is taken."""
    return claim.score >= LEAST and (claim.sure or strongest.score - claim.score < NEAR)


def _equal(rival: Claim, claim: Claim) -> bool:
    """Whether nothing decides between two claims of a column: then neither is told."""
    return not claim.sure and not rival.sure and rival.score >= LEAST and claim.score - rival.score < EVEN


def _key(columns: Sequence[ColumnSighting], taken: Mapping[int, Claim | None], synonyms: Synonyms) -> Claim | None:
    """The column that tells orders apart is their number where no header says so, in a file that speaks of orders."""
    given = {claim.field for claim in taken.values() if claim}
    keys = [n for n, column in enumerate(columns) if column.shape == "key" and not taken.get(n)]
    if "order.number" in given or not {field.partition(".")[0] for field in given} & {"order", "buyer", "recipient"}:
        return None
    if len(keys) != 1 or "something_else" in reading(columns[keys[0]].name, synonyms).meanings:
        return None
    evidence = Evidence("values", "注文ごとに値が違う", "values tell orders apart")
    return Claim(keys[0], "order.number", None, MAYBE_SCORE, False, (evidence,))


def _guess(column: ColumnSighting, claim: Claim | None, claims: Sequence[Claim]) -> Guess:
    rivals = tuple(dict.fromkeys(c.field for c in claims if claim is None or c.field != claim.field))
    if claim is None:
        return Guess(column, None, 0.0, (), rivals=rivals)
    return Guess(column, claim.field, round(min(claim.score, 0.99), 2), claim.evidence, claim.item, rivals)
