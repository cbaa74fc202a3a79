"""Which characters are forms of each other: width, kana, hyphens, white space.

NFKC is no substitute where names and addresses are concerned: it turns ～ into ~, ㈱ into (株), ① into 1, ￥ into ¥
(which cp932 lacks) and a full-width space into an ASCII one.

>>> NARROW["Ａ"], NARROW["　"], HALF_KANA["ｶﾞ"], HALF_KANA["ﾞ"]
('A', ' ', 'ガ', '゛')
>>> "①" in NARROW
False
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
"""What Unicode calls white space, and what polars strips; Python's `str.strip` also takes U+001C–1F."""

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
"""Hyphens, dashes and the minus sign, the ASCII one first."""

LONG_VOWELS = "ー\uff70"
"""The long vowel marks, which are typed for a hyphen between digits and are letters elsewhere."""

WIDE: Mapping[str, str] = {
    **{chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)},
    " ": "\u3000",
    "\xa0": "\u3000",
    "\xa5": "\uffe5",
}
"""ASCII, U+00A0 and U+00A5 → their full-width forms."""

NARROW: Mapping[str, str] = {**{chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}, "\u3000": " "}
"""Full-width forms of ASCII → ASCII."""

_VOICED = "ウカキクケコサシスセソタチツテトハヒフヘホ"
_HALF = "ｦｧｨｩｪｫｬｭｮｯｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ｡｢｣､･ｰ"
_TO_HALF = {unicodedata.normalize("NFKC", half): half for half in _HALF}


def _marked() -> dict[str, tuple[str, str]]:
    """A kana with its mark → (base, mark): ガ → (カ, U+3099)."""
    pairs = [(kana, "\u3099") for kana in _VOICED] + [(kana, "\u309a") for kana in "ハヒフヘホ"]
    return {unicodedata.normalize("NFC", base + mark): (base, mark) for base, mark in pairs}


_HALF_MARK = {"\u3099": "ﾞ", "\u309a": "ﾟ"}

HALF_KANA: Mapping[str, str] = {
    **{_TO_HALF[base] + m: full for full, (base, mark) in _marked().items() for m in (_HALF_MARK[mark], mark)},
    **{half: full for full, half in _TO_HALF.items()},
    "ﾞ": "゛",
    "ﾟ": "゜",
}
"""Half-width katakana and their marks → full-width; a kana with its mark stands first and becomes one character."""

_HIRAGANA = {chr(code - 0x60): chr(code) for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}

KATAKANA: Mapping[str, str] = {
    **{base + mark: full for full, (base, mark) in _marked().items()},
    **{chr(ord(base) - 0x60) + mark: full for full, (base, mark) in _marked().items()},
    **HALF_KANA,
    **_HIRAGANA,
}
"""Hiragana, half-width katakana and kana with a combining mark (as a Mac may write them) → full-width katakana."""

NARROW_KANA: Mapping[str, str] = {
    **{base + mark: _TO_HALF[base] + _HALF_MARK[mark] for base, mark in _marked().values()},
    **{full: _TO_HALF[base] + _HALF_MARK[mark] for full, (base, mark) in _marked().items()},
    **_TO_HALF,
    "゛": "ﾞ",
    "゜": "ﾟ",
    **{hira: _TO_HALF[kata] for hira, kata in _HIRAGANA.items() if kata in _TO_HALF},
    **{chr(ord(full) - 0x60): _TO_HALF[base] + _HALF_MARK[mark] for full, (base, mark) in _marked().items()},
    **NARROW,
}
"""Katakana and hiragana that have a half-width form, and full-width ASCII → half-width. ヰ ヱ ヮ ヵ ヶ have none."""
