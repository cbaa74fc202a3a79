"""One header cut into words: the fewest known ones that leave the least over.

English words are found at the boundaries of CamelCase and snake_case, and where nothing else fits inside a run of
letters (`ordername`). Blanks, brackets and marks do not count.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.learn.synonyms import squeeze
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csvbridge.learn.synonyms import Synonyms

_STRANGE, _FORCED = 3.0, 0.4
_CLOSING = {"(": ")", "[": "]", "【": "】", "〔": "〕", "<": ">", "「": "」", "{": "}", "《": "》"}
_CAMEL = regex(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRAND = regex(r"[a-z]{2,}")
_RATE = regex(r"[0-9]+\s*%")


@dataclass(frozen=True, slots=True)
class Reading:
    """A header in words: `meanings` of all, `numbers` in order, `strange` the characters that no word covers.

    `parts` are places in a number that is split over columns (上3桁 is 1). `brand` is a Latin name that no word covers
    before words that do: NP in NP取引ID.
    """

    meanings: frozenset[str]
    numbers: tuple[int, ...]
    parts: tuple[int, ...]
    strange: str
    brand: str = ""


class _Letter(NamedTuple):
    """A character that counts; `bracket` is the number of the bracket that it stands in, 0 outside."""

    char: str
    starts: bool
    bracket: int


class _Token(NamedTuple):
    text: str
    known: bool
    bracket: int


class _Cut(NamedTuple):
    """The best way to cut the end of a header: what it costs, the lengths of its words (longest first wins)."""

    cost: float
    lengths: tuple[int, ...]
    tokens: tuple[_Token, ...]


def reading(header: str, synonyms: Synonyms) -> Reading:
    """A header cut into words. What stands in brackets and is not understood is a remark that does not count.

    情報 before other words is a heading (注文者情報 氏名) and does not count either; at the end it is about all of it.

    >>> from csvbridge.learn.synonyms import load
    >>> read = reading("ご注文者様 お名前（フリガナ）", load())
    >>> sorted(read.meanings), read.strange
    (['kana', 'name', 'orderer'], '')
    >>> reading("謎の郵便番号", load()).strange, sorted(reading("住所(手入力のまま)", load()).meanings)
    ('謎', ['address'])
    """
    tokens = _without_remarks(_cut(_letters(header), synonyms).tokens)
    words = [synonyms.words[token.text] for token in tokens if token.known]
    meanings = [meaning for each in words for meaning in each]
    strange = "".join(t.text for t in tokens if not t.known and not t.text.isdecimal())
    brand = _BRAND.match(strange) if tokens and not tokens[0].known and tokens[-1].known else None
    found = brand.group() if brand else ""
    beside = [name for name, told in (("brand", found and found == strange), ("rate", _is_of_rate(header))) if told]
    words = [synonyms.words[token.text] for token in tokens if token.known and not token.bracket]
    if "info" in meanings and words and "info" not in words[-1]:
        meanings = [meaning for meaning in meanings if meaning != "info"]
    return Reading(
        meanings=frozenset([*(m for m in meanings if not m.startswith("part")), *beside]),
        numbers=tuple(int(t.text[:6]) for t in tokens if not t.known and t.text.isdecimal()),
        parts=tuple(int(m.removeprefix("part")) for m in meanings if m.startswith("part")),
        strange=strange.removeprefix(found),
        brand=found,
    )


def _is_of_rate(header: str) -> bool:
    """Whether it is about one rate of tax only (10%対象額): such an amount is a part of what its words say."""
    return _RATE.search(unicodedata.normalize("NFKC", header)) is not None


def _without_remarks(tokens: Sequence[_Token]) -> list[_Token]:
    outside = any(token.known and not token.bracket for token in tokens)
    remarks = {t.bracket for t in tokens if t.bracket and not t.known and not t.text.isdecimal() and outside}
    return [token for token in tokens if token.bracket not in remarks]


def _letters(header: str) -> list[_Letter]:
    """The characters that count, each with whether an English word may start at it and the bracket that it is in."""
    text = unicodedata.normalize("NFKC", header)
    camel = {match.start() for match in _CAMEL.finditer(text)}
    found: list[_Letter] = []
    closing: list[str] = []
    brackets, starts = 0, True
    for place, char in enumerate(text):
        if closing and char == closing[-1]:
            closing.pop()
        elif char in _CLOSING:
            closing.append(_CLOSING[char])
            brackets += 1
        if kept := squeeze(char):
            starts = starts or place in camel or not _same_script(text[place - 1], char)
            found += [_Letter(c, starts and not i, brackets if closing else 0) for i, c in enumerate(kept)]
        starts = not kept
    return found


def _same_script(one: str, other: str) -> bool:
    return one.isascii() and other.isascii() and one.isalpha() and other.isalpha()


def _cut(letters: Sequence[_Letter], synonyms: Synonyms) -> _Cut:
    """The cheapest cut of all letters: each word costs 1, a forced English one more, a strange character most."""
    ends = [_Cut(0.0, (), ())]
    for start in range(len(letters) - 1, -1, -1):
        options = (_before(token, cost, ends[-len(token.text)]) for token, cost in _options(letters, start, synonyms))
        ends.append(min(options, key=lambda cut: (round(cut.cost, 3), tuple(-n for n in cut.lengths))))
    return ends[-1]


def _before(token: _Token, cost: float, rest: _Cut) -> _Cut:
    return _Cut(cost + rest.cost, (len(token.text), *rest.lengths), (token, *rest.tokens))


def _options(letters: Sequence[_Letter], start: int, synonyms: Synonyms) -> Iterator[tuple[_Token, float]]:
    """Each word that begins here with its cost; then a number, or one character that nothing covers."""
    text = "".join(letter.char for letter in letters[start : start + max(synonyms.longest, 6)])
    bracket = letters[start].bracket
    for length in range(1, len(text) + 1):
        if text[:length] in synonyms.words and (cost := _cost(letters, start, start + length)):
            yield _Token(text[:length], True, bracket), cost
    if digits := re.match("[0-9]+", text):
        yield _Token(digits.group(), False, bracket), 0.5
    else:
        yield _Token(text[0], False, bracket), _STRANGE


def _cost(letters: Sequence[_Letter], start: int, end: int) -> float:
    """What a known word costs; two English letters inside a longer run of them are no word at all (0).

    An English word cut out of a run (`ordername`) is forced at each side that no boundary backs.
    """
    forced = sum(not _breaks(letters, place) for place in (start, end))
    return 0.0 if forced and end - start < 3 else 1.0 + _FORCED * forced


def _breaks(letters: Sequence[_Letter], place: int) -> bool:
    if place in (0, len(letters)) or letters[place].starts:
        return True
    return not _same_script(letters[place - 1].char, letters[place].char)
