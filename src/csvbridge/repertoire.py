"""Which characters an encoding has, which it gives back in another form, and what may stand for one that it lacks.

Source: facts/encoding-and-speed.md section 2; Microsoft's code page 932.

>>> missing_characters("𠮷野〜", "cp932"), round_trip("1〜2"), mended("𠮷野", "cp932")
(['𠮷'], '1～2', '吉野')
>>> mended("☎", "cp932") is None
True
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

LOOKALIKES: Mapping[str, str] = {
    "〜": "～",
    "−": "－",
    "‖": "∥",
    "—": "―",
    "¥": "￥",
    "¢": "￠",
    "£": "￡",
    "¬": "￢",
    "\u00a0": " ",
}
"""Characters that cp932 does not give back, and the form of the same sign that it does."""

_INVISIBLE = regex("[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_COMPATIBLE = regex("[\u2000-\u200a\u202f\u205f\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def codec(encoding: str) -> str:
    """Python's name of an encoding; "Shift_JIS" of carts and providers is cp932.

    >>> codec("Shift_JIS"), codec("MS932"), codec("UTF-8")
    ('cp932', 'cp932', 'utf-8')
    >>> codec("sjis-unknown")
    Traceback (most recent call last):
    LookupError: unknown encoding: sjis-unknown
    """
    name = codecs.lookup(encoding).name
    return "cp932" if name == "shift_jis" else name


def is_unicode(encoding: str) -> bool:
    """Whether an encoding has every character.

    >>> is_unicode("utf-8-sig"), is_unicode("cp932")
    (True, False)
    """
    return codec(encoding).startswith("utf")


def round_trip(text: str) -> str:
    """The text as it comes back from cp932.

    >>> round_trip("〒160−0022 ¥500")
    '〒160－0022 ￥500'
    """
    for char, form in LOOKALIKES.items():
        text = text.replace(char, form)
    return text


@cache
def _repertoire(encoding: str) -> frozenset[str]:
    """Every character of a non-Unicode encoding, look-alikes not counted."""
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000), *range(0x20000, 0x30000))))
    canonical = frozenset(every.encode(encoding, "ignore").decode(encoding))
    return canonical - frozenset("\x80\xa0\uf8f0\uf8f1\uf8f2\uf8f3") if encoding == "cp932" else canonical


def missing_characters(text: str, encoding: str) -> list[str]:
    """The characters of a text that an encoding lacks, each once, in order.

    >>> missing_characters("𠮷野〜屋☎", "cp932"), missing_characters("𠮷野", "utf-8")
    (['𠮷', '☎'], [])
    """
    name = codec(encoding)
    if is_unicode(name):
        return []
    known = _repertoire(name)
    return [c for c in dict.fromkeys(round_trip(text) if name == "cp932" else text) if c not in known]


def unencodable(expr: pl.Expr, encoding: str) -> pl.Expr:
    """Boolean: the cell holds a character that the encoding lacks. Null stays null.

    >>> import polars as pl
    >>> frame = pl.DataFrame({"name": ["髙橋", "𠮷野", ""]})
    >>> frame.select(unencodable(pl.col("name"), "cp932"))["name"].to_list()
    [False, True, False]
    """
    name = codec(encoding)
    return expr != expr if is_unicode(name) else expr.str.contains(_outside(name))


@cache
def _outside(encoding: str) -> str:
    """A pattern of one character that the encoding lacks."""
    known = _repertoire(encoding) | (frozenset(LOOKALIKES) if encoding == "cp932" else frozenset())
    return "[^" + "".join(f"\\x{{{a:x}}}-\\x{{{b:x}}}" for a, b in _runs(sorted(map(ord, known)))) + "]"


# Variants of one character as personal and place names use them: what cp932 lacks, then what it has.
_VARIANTS = (
    "𠮷吉 𠮟叱 𡈽土 𣘺橋 𣳾泰 𦚰脇 𫝆今 驒騨 頰頬 吳呉 黃黄 緣縁 卽即 繫繋 塡填 剝剥 瘦痩 簞箪 蟬蝉 屛屏 倂併 鷗鴎 "
    "醬醤 麴麹 噓嘘 蠟蝋 禱祷 繡繍 顚顛 摑掴 搔掻 瀆涜 囊嚢 潑溌 萊莱 麵麺 軀躯 俠侠 俱倶 嚙噛 攢攅 "
    "鹼鹸 姸妍 濹墨 㟢崎 •・ –－ ‑‐ ‾￣"
)


def suggest(char: str) -> str | None:
    """What may stand for a character that cp932 lacks; "" if it may be left out, None if a person must decide.

    Known variants (異体字), compatibility ideographs, radicals and spaces; variation selectors and zero-width
    characters are left out.

    >>> suggest("𠮷"), suggest("驒"), suggest("⼀"), suggest("\ufe00"), suggest("☎")
    ('吉', '騨', '一', '', None)
    """
    if _INVISIBLE.fullmatch(char):
        return ""
    form = _variants().get(char) or (unicodedata.normalize("NFKC", char) if _COMPATIBLE.fullmatch(char) else char)
    return form if form != char and not missing_characters(form, "cp932") else None


def mended(text: str, encoding: str) -> str | None:
    """The text with what may stand for each character that the encoding lacks; None if that changes nothing.

    >>> mended("𠮷野☎", "cp932"), mended("吉野", "cp932")
    ('吉野☎', None)
    """
    safe = {c: better for c in missing_characters(text, encoding) if (better := suggest(c)) is not None}
    better = "".join(safe.get(c, c) for c in text)
    return better if better != text else None


@cache
def _variants() -> Mapping[str, str]:
    return {pair[0]: pair[1] for pair in _VARIANTS.split()}


def _runs(points: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending code points as ranges.

    >>> _runs([1, 2, 3, 7])
    [(1, 3), (7, 7)]
    """
    runs: list[tuple[int, int]] = []
    for point in points:
        if runs and runs[-1][1] == point - 1:
            runs[-1] = (runs[-1][0], point)
        else:
            runs.append((point, point))
    return runs
