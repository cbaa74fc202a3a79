"""What encoding a file looks like. The answer only words a refusal; no file is read because of it.

Mojibake that decodes: bytes of UTF-8 read as cp932 often give kanji without an error. A run of bytes that is valid
UTF-8 and holds kana or kanji there is taken for what it is; with two such characters the rule had no false alarm on
sample addresses. Source: facts on reliability, "mixed encodings".

>>> kana_or_kanji("東京都".encode())
3
>>> kana_or_kanji("東京都".encode("cp932"))
0
"""

from __future__ import annotations

import codecs
from functools import cache

from csvbridge.errors import WrongFileError
from csvbridge.pattern import regex

MOJIBAKE_AT_LEAST = 2
_HEAD = 4096
_JAPANESE = regex(r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_UTF8_FIRST = regex(
    rb"\n[\x00-\x09\x0b-\x7f]*+(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
)
"""A line whose first sign beyond ASCII is well-formed UTF-8: most lines of cp932 fail here, at once."""
_HALF_KANA = regex(r"[\uff61-\uff9f\ue000-\uf8ff]")
_NEVER_EUC = regex(rb"[\x81-\x8d\x90-\x9f]")
_LABELS = {"cp932": "Shift_JIS (cp932)", "utf-8": "UTF-8", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP"}
_CHARDET = {
    "utf-8": "utf-8",
    "cp932": "cp932",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
}
_UTF16_SAMPLE = 4096
_CHARDET_SAMPLE = 200_000


def kana_or_kanji(raw: bytes) -> int:
    """How many three-byte kana and kanji there are in bytes that are UTF-8 throughout; 0 where they are not."""
    try:
        # The exception of a long text holds all of it: most bytes that are not UTF-8 show it at once.
        codecs.utf_8_decode(raw[:_HEAD], "strict", False)
        return len(_JAPANESE.findall(raw.decode("utf-8")))
    except UnicodeDecodeError:
        return 0


def is_utf8_japanese(raw: bytes) -> bool:
    """Whether bytes are UTF-8 with at least two kana or kanji."""
    return kana_or_kanji(raw) >= MOJIBAKE_AT_LEAST


def has_mojibake_line(data: bytes) -> bool:
    """Whether any line of a cp932 file is UTF-8 with a kana or kanji; a record of mojibake has at least one."""
    starts = (0, *(found.start() + 1 for found in _UTF8_FIRST.finditer(data)))
    return any(kana_or_kanji(_line(data, at)) for at in starts)


def _line(data: bytes, at: int) -> bytes:
    end = data.find(b"\n", at)
    return data[at:] if end < 0 else data[at:end]


def may_be_euc(data: bytes) -> bool:
    """Whether bytes hold none that EUC-JP lacks; most files of cp932 do, at once."""
    return _NEVER_EUC.search(data) is None


@cache
def never_utf8() -> str:
    """The signs, for a set of a pattern, whose bytes in cp932 cannot begin one of UTF-8: 81–9F and A1–C1."""
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xA0) for trail in range(0x40, 0xFD))
    signs = {sign for pair in pairs if len(sign := pair.decode("cp932", "replace")) == 1 and sign != "\ufffd"}
    return "｡-ﾁ" + "".join(sorted(signs))


def is_euc_in_cp932(data: bytes, text: str) -> bool:
    """Whether a file that decodes as cp932 is EUC-JP: its cp932 reading is mostly half-width kana."""
    if not may_be_euc(data):
        return False
    try:
        other = data.decode("euc_jp")
    except UnicodeDecodeError:
        return False
    return _japanese_share(other) > _japanese_share(text)


def _japanese_share(text: str) -> float:
    full, half = len(_JAPANESE.findall(text)), len(_HALF_KANA.findall(text))
    return full / (full + half) if full + half else 0.0


def looks_like_utf16(data: bytes) -> bool:
    """Whether bytes without a BOM are UTF-16: NULs in every other place only.

    >>> looks_like_utf16("注文番号,合計".encode("utf-16-le") + "1,2,3".encode("utf-16-le"))
    True
    >>> looks_like_utf16(b"a,b" + bytes(8))
    False
    """
    sample = data.rstrip(b"\0")[:_UTF16_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return max(even, odd) * 4 > len(sample[::2]) and min(even, odd) * 50 < max(even, odd)


def looks_like(data: bytes) -> str | None:
    """The encoding that fits all bytes and reads as Japanese; None where none does."""
    if b"\x1b$" in data and _strictly(data, "iso2022_jp") is not None:
        return "iso2022_jp"
    if _strictly(data, "utf-8") is not None:
        return "utf-8"
    readings = [(name, text) for name in ("cp932", "euc_jp") if (text := _strictly(data, name)) is not None]
    if readings:
        return max(readings, key=lambda reading: _japanese_share(reading[1]))[0]
    return _detected(data)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _detected(data: bytes) -> str | None:
    import chardet

    answer = chardet.detect(data[:_CHARDET_SAMPLE])["encoding"]
    return _CHARDET.get((answer or "").lower())


def wrong_encoding(found: str | None, wanted: str) -> WrongFileError:
    """The refusal of a file that is in another encoding, or in none."""
    if found is None or found == wanted:
        return WrongFileError("FILE_NOT_TEXT", reason="encoding", wanted=label(wanted))
    return WrongFileError("FILE_ENCODING", reason="encoding", found=label(found), wanted=label(wanted))


def label(encoding: str) -> str:
    """An encoding as people write it.

    >>> label("cp932"), label("utf-16")
    ('Shift_JIS (cp932)', 'UTF-16')
    """
    return _LABELS.get(encoding, encoding.upper())
