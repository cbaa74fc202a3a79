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
from functools import cache
from typing import TYPE_CHECKING, Literal

from csvbridge.repertoire import LOOKALIKES, codec, is_unicode

if TYPE_CHECKING:
    from collections.abc import Mapping

IbmKanji = Literal["windows", "nec"]

# Full-width forms are common in addresses; shift_jis writes their JIS twins as the very same bytes.
_TWINS = {"－": "−", "～": "〜", "¥": "￥", "\u00a0": " "}
_FOREIGN = "‾"  # shift_jis writes it as 7E, which comes back as ~


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
