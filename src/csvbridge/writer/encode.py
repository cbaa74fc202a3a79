"""Text to bytes in the target's encoding, as Windows writes it; what does not fit is an error, never a `?`.

cp932 has 373 kanji (髙 﨑 德 …) at two places. Windows, Java and iconv write FA–FC, Python alone ED–EE; some readers
know only one of the two, so the dialect chooses. Python's shift_jis codec lacks exactly the characters that need
thought, hence text goes through it in one pass in C and the rest through an error handler.

A few characters encode to bytes that come back as another character (〜 as ～, − as －): `round_trip` gives the form
that comes back, `encode` writes it.

Source: facts/encoding-and-speed.md section 2; Microsoft's code page 932.

>>> encode("髙橋", "cp932").hex(), encode("髙橋", "Shift_JIS", "nec").hex()
('fbfc8bb4', 'eee08bb4')
>>> encode("1〜2", "cp932").decode("cp932")
'1～2'
>>> encode("𠮷野", "cp932")
Traceback (most recent call last):
UnicodeEncodeError: 'cp932' codec can't encode character '\\U00020bb7' in position 0: illegal multibyte sequence
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

IbmKanji = Literal["windows", "nec"]

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

# Full-width forms are common in addresses; shift_jis writes their JIS twins as the very same bytes.
_TWINS = {"－": "−", "～": "〜", "¥": "￥", "\u00a0": " "}
_FOREIGN = "‾"  # shift_jis writes it as 7E, which comes back as ~


_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_COMPATIBLE = re.compile("[\u2000-\u200a\u202f\u205f\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


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


def encode(text: str, encoding: str, ibm_kanji: IbmKanji = "windows") -> bytes:
    """The bytes of a text; `UnicodeEncodeError` at the first character that would not come back."""
    name = codec(encoding)
    if name == "cp932":
        return _cp932(text, ibm_kanji)
    data = text.encode(name)
    if not is_unicode(name) and (back := data.decode(name)) != text:
        at = next((i for i, (a, b) in enumerate(zip(text, back, strict=False)) if a != b), 0)
        raise UnicodeEncodeError(name, text, at, at + 1, "character does not come back")
    return data


def _cp932(text: str, ibm_kanji: IbmKanji) -> bytes:
    if (at := text.find(_FOREIGN)) >= 0:
        raise _unencodable(text, at)
    twins = text
    for char, twin in _TWINS.items():
        twins = twins.replace(char, twin)
    try:
        return twins.encode("shift_jis", f"csvbridge-{ibm_kanji}")
    except UnicodeEncodeError as error:
        raise _unencodable(text, error.start) from None


def _unencodable(text: str, at: int) -> UnicodeEncodeError:
    return UnicodeEncodeError("cp932", text, at, at + 1, "illegal multibyte sequence")


@cache
def _ibm_codes() -> Mapping[str, bytes]:
    """The 373 kanji whose Windows bytes differ from Python's: FA–FC, as decoding them shows."""
    codes = [bytes((lead, trail)) for lead in (0xFA, 0xFB, 0xFC) for trail in range(0x40, 0xFD) if trail != 0x7F]
    pairs = ((code.decode("cp932", "ignore"), code) for code in codes)
    return {char: code for char, code in pairs if char and char.encode("cp932")[0] in (0xED, 0xEE)}


class _Codes(dict[str, bytes | None]):
    """The cp932 bytes of characters that shift_jis lacks; None where cp932 lacks them too."""

    def __init__(self, ibm_kanji: IbmKanji) -> None:
        super().__init__()
        self.preferred = _ibm_codes() if ibm_kanji == "windows" else {}

    def __missing__(self, char: str) -> bytes | None:
        data = LOOKALIKES.get(char, char).encode("cp932", "ignore")
        # Python writes U+0080 and U+F8F0–F8F3 as the single bytes 80 and A0, FD–FF, which are no characters of cp932.
        self[char] = self.preferred.get(char, data) if len(data) == 2 else None
        return self[char]


def _register(ibm_kanji: IbmKanji) -> None:
    codes = _Codes(ibm_kanji)

    def handle(error: UnicodeError) -> tuple[bytes, int]:
        start = error.start  # type: ignore[attr-defined]
        code = codes[error.object[start]]  # type: ignore[attr-defined]
        if code is None:
            raise error
        return code, start + 1

    codecs.register_error(f"csvbridge-{ibm_kanji}", handle)


_register("windows")
_register("nec")


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
