"""Folding of names of places, for comparing only: what people write and what the post writes become one text.

`fold` works on one text, `Folded` keeps for each folded character where it stood, so that parts can be cut out of the
text as it stands.

>>> fold("杉並区阿佐ヶ谷"), fold("大字中野 字ふるさとが丘"), fold("西二十一条北")
('杉並区阿佐ケ谷', '中野フルサトケ丘', '西21条北')
>>> fold("流通センター"), fold("飛驒市"), fold("ｶﾞﾚｰｼﾞ")
('流通センタ-', '飛騨市', 'ケレ-ジ')
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.address.variants import BLANKS, CHARACTERS, COUNTED, DIGITS, DROPPED, WORDS, numerals
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TABLE = str.maketrans(dict(CHARACTERS))
_NUMERALS = numerals()
_DIGITS = frozenset(DIGITS + "十")
_NUMERAL = regex(f"(?:[{DIGITS[1:]}]?十[{DIGITS}]?|[{DIGITS}])(?:{'|'.join(COUNTED)})")
_ODD = frozenset("字通番頭条線号区丁リ" + BLANKS)
"""One of these stands in every text that more is to be done with than to compare its characters as others."""
_WORD = regex("|".join(WORDS))
_DROPPED = regex(DROPPED)
_NO_BLANKS = str.maketrans(dict.fromkeys(BLANKS, ""))
_MARKS = regex("[\u0300-\u036f\u3099\u309a\uff9e\uff9f]")
_CLUSTER = regex("(?s).[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*")
_BETWEEN_KANJI = "(?<=[\u3005\u4e00-\u9fff])[ケノツ](?=[\u3005\u4e00-\u9fff])"
"""Compiled when it is first needed: that takes a while, and most runs do without."""


class Folded(NamedTuple):
    """A folded text; `at[i]` is where its i-th character stood, `at[-1]` the end."""

    text: str
    at: Sequence[int]


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The form in which names of places are compared."""
    return fold_plain(unicodedata.normalize("NFKC", text)).text


def loosen(folded: str) -> str:
    """Without ケ, ノ and ツ between kanji, which people write where the post has none, and the reverse.

    >>> loosen(fold("阿佐ヶ谷南")), loosen(fold("四ツ谷")), loosen(fold("あさひヶ丘"))
    ('阿佐谷南', '四谷', 'アサヒケ丘')
    """
    return re.sub(_BETWEEN_KANJI, "", folded)


def loosen_at(folded: Folded) -> Folded:
    """`loosen`, with the places kept."""
    return _rewrite(folded, re.compile(_BETWEEN_KANJI), lambda _: "")


def plain(text: str) -> Folded:
    """NFKC, each character with its place in the text as it stands.

    >>> plain("ﾊﾟﾙ㈱").text, plain("ﾊﾟﾙ㈱").at
    ('パル(株)', (0, 2, 3, 3, 3, 4))
    """
    normal = unicodedata.normalize("NFKC", text)
    if len(normal) == len(text) and not _MARKS.search(text):
        return Folded(normal, range(len(text) + 1))
    parts, at = [], []
    for found in _CLUSTER.finditer(text):
        part = unicodedata.normalize("NFKC", found[0])
        parts.append(part)
        at += [found.start()] * len(part)
    return Folded("".join(parts), (*at, len(text)))


def fold_plain(normal: str) -> Folded:
    """`fold` of a text that is NFKC already, with the places kept."""
    folded = Folded(normal.translate(_TABLE), range(len(normal) + 1))
    if _ODD.isdisjoint(folded.text):
        return folded
    if "字" in folded.text:
        folded = _rewrite(folded, _DROPPED, lambda _: "")
    elif any(blank in folded.text for blank in BLANKS):
        at = [i for i, char in enumerate(folded.text) if char not in BLANKS]
        folded = Folded(folded.text.translate(_NO_BLANKS), [*at, len(normal)])
    if any(word in folded.text for word in WORDS):
        folded = _rewrite(folded, _WORD, lambda found: WORDS[found[0]])
    if any(unit in folded.text for unit in COUNTED) and not _DIGITS.isdisjoint(folded.text):
        folded = _rewrite(folded, _NUMERAL, lambda found: _NUMERALS[found[0]])
    return folded


def _rewrite(folded: Folded, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> Folded:
    parts: list[str] = []
    at: list[int] = []
    done = 0
    for found in pattern.finditer(folded.text):
        new = change(found)
        parts += [folded.text[done : found.start()], new]
        first, last = folded.at[found.start()], folded.at[found.end() - 1]
        at += [*folded.at[done : found.start()], *[first] * (len(new) - 1), *[last] * (new != "")]
        done = found.end()
    return Folded("".join([*parts, folded.text[done:]]), [*at, *folded.at[done:]])
