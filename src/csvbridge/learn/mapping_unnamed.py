"""What columns without header are: told by the shapes of their values and by the order in which they stand.

The first name, postal code, address or phone is the buyer's, the second the recipient's; two names side by side are
family and given name; an address behind a prefecture, or before a building, is what they leave of it; dates of one
column alone are those of the order. All of it is doubtful: a person must look.

>>> from csvbridge.learn.model import ColumnSighting
>>> from csvbridge.learn.synonyms import load
>>> shapes = ("key", "name", "name", "postal_code", "address", "name", "postal_code")
>>> columns = [ColumnSighting(i, "", i + 1, 3, 3, 3, shape, ("a", "b")) for i, shape in enumerate(shapes)]
>>> [(claim.place, claim.field) for claim in claims_of(columns, load())][:3]
[(1, 'buyer.family_name'), (2, 'buyer.given_name'), (3, 'buyer.postal_code')]
>>> [claim.field for claim in claims_of(columns, load())][-2:]
['recipient.name', 'recipient.postal_code']
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from csvbridge.catalog import PARTIES
from csvbridge.learn import mapping_values as values
from csvbridge.learn.mapping_claims import Claim
from csvbridge.learn.model import Evidence
from csvbridge.learn.party_lines import holds_houses
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csvbridge.learn.model import ColumnSighting, Shape
    from csvbridge.learn.synonyms import Synonyms

CONFIDENCE = 0.6
_YEAR = regex("[0-9]{4}")
_OF_PERSON = ("name", "kana", "postal_code", "prefecture", "address", "phone")
_ALONE: Mapping[Shape, str] = {"email": "buyer.email", "tracking_number": "shipment.tracking_number"}
_HALVES: Mapping[str, tuple[str, str]] = {"name": ("family_name", "given_name"), "kana": ("family_kana", "given_kana")}


def claims_of(columns: Sequence[ColumnSighting], synonyms: Synonyms) -> list[Claim]:
    """A claim for each column without header whose values tell something."""
    fields = {**dict(_of_persons(columns)), **dict(_of_words(columns, synonyms))}
    fields |= dict.fromkeys(_dates(columns), "order.ordered_at")
    fields |= {n: _ALONE[c.shape] for n, c in enumerate(columns) if not c.name and c.shape in _ALONE}
    return [
        Claim(place, field, None, CONFIDENCE, False, (*values.evidence(columns[place].shape, "for"), _PLACE))
        for place, field in sorted(fields.items())
    ]


_PLACE = Evidence("place", "見出しがないので位置から", "by its place, for want of a header")


def _of_persons(columns: Sequence[ColumnSighting]) -> Iterator[tuple[int, str]]:
    seen: Counter[str] = Counter()
    for place, column in enumerate(columns):
        shape = column.shape
        if column.name or shape not in _OF_PERSON:
            continue
        second = shape in _HALVES and place > 0 and columns[place - 1].shape == shape
        first = shape in _HALVES and place + 1 < len(columns) and columns[place + 1].shape == shape
        seen[shape] += not second
        if seen[shape] > len(PARTIES):
            continue
        party = PARTIES[seen[shape] - 1]
        if shape == "address":
            yield from _of_address(columns, place, party)
        else:
            yield place, f"{party}.{_HALVES[shape][second] if second or first else shape}"


def _of_address(columns: Sequence[ColumnSighting], place: int, party: str) -> Iterator[tuple[int, str]]:
    """A whole address wins over its parts, so it is none where a column beside it holds one of them."""
    after = place > 0 and columns[place - 1].shape == "prefecture"
    before = place + 1 < len(columns) and not columns[place + 1].name and holds_houses(columns[place + 1])
    yield place, f"{party}.{'street' if after or before else 'address'}"
    if before:
        yield place + 1, f"{party}.building"


def _dates(columns: Sequence[ColumnSighting]) -> list[int]:
    """The one column of dates, unless they lie years apart as birthdays do."""
    found = [n for n, column in enumerate(columns) if column.shape == "date"]
    years = [int(year[0]) for n in found for cell in columns[n].examples if (year := _YEAR.search(cell))]
    alone = len(found) == 1 and not columns[found[0]].name and bool(years)
    return found if alone and max(years) - min(years) <= 1 else []


def _of_words(columns: Sequence[ColumnSighting], synonyms: Synonyms) -> Iterator[tuple[int, str]]:
    """Columns of words that one field alone is told by: carriers, ways to pay."""
    for place, column in enumerate(columns):
        words = [word for word, _ in column.words]
        fits = [f for f in ("shipment.carrier", "order.payment_method") if _holds(words, synonyms.telling.get(f, ()))]
        if not column.name and len(fits) == 1:
            yield place, fits[0]


def _holds(words: Sequence[str], telling: Sequence[str]) -> bool:
    return values.tells(words, telling) == "for"
