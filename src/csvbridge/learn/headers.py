"""One header → the fields that its words can mean, each with a score.

A header is cut into known words (the fewest that leave the least over), their meanings are set against the recipes of
the synonyms. Blanks, brackets, marks such as 【必須】 and words without weight do not count; what no word covers does.

>>> from csvbridge.learn.synonyms import load
>>> [(c.field, c.kind, c.score) for c in candidates("お届け先　郵便番号", load())]
[('party.postal_code', 'recipient', 0.95)]
>>> best = candidates("BillingZip", load())[0]
>>> best.field, best.kind
('party.postal_code', 'payer')
>>> candidates("注文者TEL2", load())[0].number, candidates("商品_3_単価(税込)", load())[0][:3]
(2, ('item.unit_price', None, 3))
>>> candidates("会員ランク", load())
()
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.catalog import FIELDS
from csvbridge.learn.headers_words import reading
from csvbridge.learn.synonyms import squeeze

if TYPE_CHECKING:
    from csvbridge.learn.headers_words import Reading
    from csvbridge.learn.synonyms import Recipe, Synonyms

SURE_SCORE, CONTESTED_SCORE, OPEN_SCORE, MAYBE_SCORE = 0.95, 0.9, 0.7, 0.6
LONGEST = 200
"""More characters than this are no header."""
_CODED = {"id": 0.12, "code": 0.12, "number": 0.12}
"""What it costs that a word stands there as a number only: the words in another column are better."""
_LISTED = frozenset({"party.sex", "order.delivery_time"})
"""Fields beside those of words whose values come from a list, so that a header can say their name or their number."""


class Candidate(NamedTuple):
    """A field that a header can mean, `party.X` where `kind` of person decides; `number` is the one it carries."""

    field: str
    kind: str | None
    number: int | None
    score: float
    sure: bool


def candidates(header: str, synonyms: Synonyms) -> tuple[Candidate, ...]:
    """The fields that a header can mean, likeliest first; none where its words say nothing or something else."""
    if len(header) > LONGEST:
        return ()
    read = reading(header, synonyms)
    number = read.numbers[0] if read.numbers else read.parts[0] if read.parts else None
    general = [c for recipe in synonyms.recipes if (c := _candidate(recipe, read, number, synonyms))]
    best: dict[str, Candidate] = {}
    for candidate in sorted(_with_taught(general, header, read, number, synonyms), key=lambda c: -c.score):
        best.setdefault(candidate.field, candidate)
    return tuple(best.values()) or _person(read, number, synonyms)


def _with_taught(
    general: list[Candidate], header: str, read: Reading, number: int | None, synonyms: Synonyms
) -> list[Candidate]:
    """The fields of a header that some system uses as a whole, with or without its numbers, beside those of its words.

    Where its words mean something else in general, one system's use is a weaker possibility; that of two leaves both
    open, and only values and other columns decide.
    """
    folded = squeeze(header)
    fields = synonyms.headers.get(folded) or synonyms.headers.get(re.sub("[0-9]+", "", folded), {})
    if not fields:
        return general
    kind = next(iter(_kinds(read.meanings, synonyms)), None)
    others = [c for c in general if c.field not in fields]
    score, sure = (SURE_SCORE, True) if not others and len(fields) == 1 else (OPEN_SCORE, False)
    if any(c.sure for c in others) and max(fields.values()) == 1:
        score, sure = CONTESTED_SCORE, True
    elif others:
        general = [c._replace(score=min(c.score, OPEN_SCORE), sure=False) for c in others]
    taught = [Candidate(f, kind if f.startswith("party.") else None, number, score, sure) for f in fields]
    return [*general, *taught]


def _person(read: Reading, number: int | None, synonyms: Synonyms) -> tuple[Candidate, ...]:
    """A header that says who and nothing else (注文者) is that person's name."""
    kinds = [kind for kind in read.meanings if kind in synonyms.parties and kind != "member"]
    if len(kinds) != 1 or len(read.meanings) != 1 or read.strange:
        return ()
    return (Candidate("party.name", kinds[0], number, MAYBE_SCORE + 0.1, False),)


def _candidate(recipe: Recipe, read: Reading, number: int | None, synonyms: Synonyms) -> Candidate | None:
    if not recipe.needs <= read.meanings:
        return None
    rest = read.meanings - recipe.needs
    kinds: list[str] = []
    if recipe.field.startswith("party."):
        kinds = _kinds(rest, synonyms)
        rest -= set(synonyms.parties) | set(synonyms.implied)
    rest -= (allowed := _allowed(recipe, synonyms))
    if rest or len({synonyms.parties[kind] for kind in kinds}) > 1:
        return None
    implied = bool(kinds) and kinds[0] not in read.meanings
    score = (SURE_SCORE if recipe.sure else MAYBE_SCORE) - 0.01 * min(recipe.rank, 8) - 0.05 * implied
    score -= sum(_CODED.get(meaning, 0.02) for meaning in read.meanings & (allowed - recipe.needs))
    score *= 1.0 if "brand" in recipe.needs else _trust(read.brand + read.strange)
    return Candidate(recipe.field, kinds[0] if kinds else None, number, round(score, 3), recipe.sure)


def _allowed(recipe: Recipe, synonyms: Synonyms) -> frozenset[str]:
    """What may be said besides.

    Whose order it is (購入者注文日, 加盟店注文日), of which order an item is (購入商品単価), whither a parcel goes
    (配送先配送会社), and that a word is given by its name or its number (対応状況ID).
    """
    allowed, group = recipe.may, recipe.field.partition(".")[0]
    buyers = {kind for kind, party in synonyms.parties.items() if party == "buyer"}
    if group in ("order", "buyer") and recipe.field != "order.note":
        allowed |= buyers | ({"shop"} if group == "order" else set())
    if group == "item":
        allowed |= {"order", "item", "line"}
    if group == "shipment" or recipe.field.startswith("order.delivery"):
        allowed |= synonyms.parties.keys() - buyers
    if recipe.field in _LISTED or (recipe.field in FIELDS and FIELDS[recipe.field].type == "word"):
        allowed |= {"name", "na", *_CODED}
    return allowed


def _kinds(meanings: frozenset[str], synonyms: Synonyms) -> list[str]:
    """The kinds of person that a header names; those that a deed implies only where none is named.

    お届け先 beats a member in お届け先顧客名: the member is whoever receives.
    """
    named = [kind for kind in synonyms.parties if kind in meanings]
    if len(named) > 1 and "member" in named:
        named.remove("member")
    return named or list(dict.fromkeys(kind for meaning, kind in synonyms.implied.items() if meaning in meanings))


def _trust(strange: str) -> float:
    """How much a header still says with characters that no word covers: okurigana hardly hurts, a kanji does."""
    kana = sum("HIRAGANA" in unicodedata.name(char, "") for char in strange)
    return 0.9**kana * 0.55 ** min(len(strange) - kana, 3)
