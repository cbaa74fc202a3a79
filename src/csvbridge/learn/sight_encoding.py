"""Which encoding a file is in, with the evidence; where two readings of all its bytes make sense, none is chosen.

A reading makes sense if its characters are those of everyday Japanese: bytes of EUC-JP or UTF-8 that happen to decode
as cp932 give rare kanji and single half-width kana among them; half-width kana of cp932 read as EUC-JP give rare
kanji. Proper half-width kana never begins with a mark, and a mark follows only a kana that takes it.

Source: facts on encoding and speed, section 4.

>>> text = "注文番号,氏名\\r\\n1001,見本太郎\\r\\n"
>>> [read_encoding(text.encode(name)).encoding.name for name in ("cp932", "utf-8", "euc_jp", "utf-16-le")]
['cp932', 'utf-8', 'euc_jp', 'utf-16-le']
>>> read_encoding(b"order,total\\n").encoding.name
'ascii'
>>> read_encoding("ﾃｩ".encode("cp932")).encoding.candidates  # é in UTF-8, 達 in EUC-JP
('utf-8', 'cp932', 'euc_jp')
"""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.dialect import Dialect
from csvbridge.errors import WrongFileError
from csvbridge.learn.model import Encoding, Evidence
from csvbridge.pattern import regex
from csvbridge.reader.detect import MOJIBAKE_AT_LEAST, kana_or_kanji, label, looks_like_utf16
from csvbridge.reader.source import BROKEN, Source, open_source

if TYPE_CHECKING:
    from collections.abc import Mapping

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ISO2022 = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004")
_SHIFT_IN = regex(rb"\x1b\$[@B]|\x1b\$\([A-Z]|\x1b\([IJ]")
_CUT = regex(r"[\r\n,\t;]")
_BEYOND = regex(r"[^\x00-\x7f]+")
_HALF = regex("[\uff61-\uff9f]+")
_WRONG_KANA = regex(
    "(?<![\uff66-\uff9f])[\uff67-\uff70\uff9e\uff9f]|[^\uff73\uff76-\uff84\uff8a-\uff8e]\uff9e|[^\uff8a-\uff8e]\uff9f"
)
_KANA_PUNCTUATION = regex("[\uff61-\uff65]")
_NEVER_CP932 = (b"\xfd", b"\xfe", b"\xff")
_SAMPLE = 200_000
_HEAD = 65_536
_ODD = 0.3
"""More than this share of rare characters, or of half-width kana in places where none stands, makes no sense."""
_SPOTLESS = 0.1
_SEVERAL = 4


class Reading(NamedTuple):
    """The encoding, and the text where one could be told; `source` is what the reader takes."""

    encoding: Encoding
    source: Source | None = None
    text: str | None = None


def read_encoding(data: bytes) -> Reading:
    """Decode all bytes strictly in every encoding that may be; tell one only if no other makes sense."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _declared(data, name, len(bom))
    if b"\x1b" in data and _SHIFT_IN.search(data):
        return _escaped(data)
    if b"\0" in data and (found := _utf16(data)):
        return found
    if data.isascii():
        return _told(data, "ascii", data.decode("ascii"), _evidence("ascii"))
    return _by_sense(data)


def _declared(data: bytes, name: str, size: int) -> Reading:
    mark = _evidence("bom", encoding=label(name[:6].rstrip("-")))
    try:
        text = data[size:].decode(name)
    except UnicodeDecodeError:
        return _lenient(data, (mark,))
    source = Source(data, name, size, clean=True)
    return Reading(Encoding(name, True, (name,), (mark, _evidence("strict"))), source, text.rstrip("\x1a"))


def _escaped(data: bytes) -> Reading:
    for name in _ISO2022:
        if (text := _decoded(data, name)) is not None:
            return _told(data, name, text, _evidence("escape"))
    return Reading(Encoding(None, False, (), (_evidence("escape"), _evidence("none"))))


def _utf16(data: bytes) -> Reading | None:
    """UTF-16 without a mark: in the right order of bytes there are line ends or delimiters, in the other none."""
    readings = {name: text for name in ("utf-16-le", "utf-16-be") if (text := _decoded(data, name)) is not None}
    sound = {name: text for name, text in readings.items() if _CUT.search(text) and _is_assigned(text)}
    if len(sound) == 1:
        name, text = next(iter(sound.items()))
        return _told(data, name, text, _evidence("utf16"))
    if len(sound) > 1 or looks_like_utf16(data):
        return Reading(Encoding(None, False, tuple(sound) or tuple(readings), (_evidence("utf16"),)))
    return None


def _is_assigned(text: str) -> bool:
    """Whether no character is a control, of private use or no character at all."""
    return all(char in "\r\n\t\x1a" or unicodedata.category(char) not in ("Cc", "Co", "Cn", "Cs") for char in set(text))


def _by_sense(data: bytes) -> Reading:
    readings = {name: text for name in ("utf-8", "cp932", "euc_jp") if (text := _decoded(data, name)) is not None}
    if "utf-8" not in readings and "euc_jp" not in readings:
        # With the characters of NEC's row 13, ① among them.
        wider = _decoded(data, "euc_jis_2004")
        readings |= {} if wider is None else {"euc_jis_2004": wider}
    if not readings:
        return _lenient(data, ())
    sensible = _sensible(readings)
    if len(sensible) == 1 and _agrees(data, sensible[0], len(readings)):
        name = sensible[0]
        others = [label(other) for other in readings if other != name]
        evidence = [_evidence("strict"), *([_evidence("nonsense", others=", ".join(others))] if others else [])]
        return _told(data, name, readings[name], *evidence, *(_opinion(data) if others else ()))
    candidates = tuple(sensible or readings)
    why = _evidence("several" if len(candidates) > 1 else "rare", encodings=", ".join(map(label, candidates)))
    return Reading(Encoding(None, False, candidates, (why, *_opinion(data))))


def _sensible(readings: Mapping[str, str]) -> list[str]:
    """The readings that make sense; beside UTF-8 that gives kana and kanji, the others must be nearly spotless."""
    japanese = "utf-8" in readings and kana_or_kanji(readings["utf-8"].encode()) >= MOJIBAKE_AT_LEAST
    limit = _SPOTLESS if japanese and _rare_share(readings["utf-8"]) < _ODD else _ODD
    return [name for name, text in readings.items() if makes_sense(text, of=name, limit=limit)]


def _decoded(data: bytes, name: str) -> str | None:
    try:
        # The exception of a long text holds all of it: most files that are not of an encoding show it at once.
        codecs.getincrementaldecoder(name)().decode(data[:_HEAD])
        text = data.decode(name)
    except UnicodeError:
        return None
    return None if name == "cp932" and _has_silent(data, text) else text


def _has_silent(data: bytes, text: str) -> bool:
    """Whether cp932 text has the bytes 80, A0 or FD-FF, which Python reads without a word and Windows refuses."""
    return any(byte in data for byte in _NEVER_CP932) or "\x80" in text or "\uf8f0" in text


def makes_sense(text: str, *, of: str, limit: float = _ODD) -> bool:
    """Whether a reading has the characters of everyday Japanese; UTF-8 may hold any characters that there are.

    >>> makes_sense("見本 太郎ﾀﾛｳ", of="cp932"), makes_sense("ﾃ桾ｸﾈﾖｹ・", of="cp932"), makes_sense("岨瀛", of="euc_jp")
    (True, False, False)
    """
    if of == "utf-8":
        return _is_assigned("".join(_beyond(text)))
    if of == "cp932" and _is_one_lead(text):
        return False
    return _rare_share(text, half=of != "cp932") <= limit and _is_kana_in_place(_beyond(text))


def _is_one_lead(text: str) -> bool:
    """Whether several kanji all begin with the byte 8E: half-width kana of EUC-JP does."""
    signs = {char for run in _beyond(text) for char in run}
    leads = {char.encode("cp932", "replace")[0] for char in signs}
    return len(signs) >= _SEVERAL and leads == {0x8E}


def _beyond(text: str) -> list[str]:
    """The runs of characters beyond ASCII, from the first one on as far as the sample goes."""
    first = _BEYOND.search(text)
    return _BEYOND.findall(text[first.start() : first.start() + _SAMPLE]) if first else []


def _rare_share(text: str, *, half: bool = False) -> float:
    """How many of the full-width characters are rare; with `half`, half-width kana counts among the plain ones."""
    kinds = [_kind(char) for run in _beyond(text) for char in run]
    rare = kinds.count("rare")
    return rare / (rare + kinds.count("plain") + half * kinds.count("half")) if rare else 0.0


def _is_kana_in_place(runs: list[str]) -> bool:
    """Whether half-width kana stands in words; EUC-JP read as cp932 gives single ones, and many ､ and ･."""
    half = [found for run in runs for found in _HALF.findall(run)]
    count = sum(map(len, half))
    if not count:
        return True
    single = sum(1 for run in runs for found in _HALF.findall(run) if len(found) == 1 and len(run) > 1)
    wrong = sum(len(_WRONG_KANA.findall(found)) for found in half)
    punctuation = sum(len(_KANA_PUNCTUATION.findall(found)) for found in half)
    return (single + wrong) / count < _ODD / 2 and punctuation / count < _ODD


@cache
def _kind(char: str) -> str:
    """plain: kana, level-1 kanji, signs and full-width forms; half: half-width kana; rare: all others.

    Characters of cp932 alone, such as 髙, speak for neither reading: vendor.
    """
    code = ord(char)
    if 0xFF61 <= code <= 0xFF9F:
        return "half"
    if 0x3000 <= code <= 0x30FF or 0xFF01 <= code <= 0xFF5E:
        return "plain"
    try:
        lead = char.encode("euc_jp")[0]
    except UnicodeEncodeError:
        return "vendor" if _is_vendor(char) else "rare"
    return "plain" if lead in (0xA1, 0xA2) or 0xB0 <= lead <= 0xCF else "rare"


def _is_vendor(char: str) -> bool:
    try:
        return not 0xE000 <= ord(char) <= 0xF8FF and len(char.encode("cp932")) == 2
    except UnicodeEncodeError:
        return False


def _agrees(data: bytes, name: str, valid: int) -> bool:
    """Whether the reader would read the file so: it has its own word on files with two valid readings."""
    if valid == 1:
        return True
    try:
        return open_source(data, _dialect(name))[0].encoding == name
    except WrongFileError:
        return False


def _dialect(*encodings: str) -> Dialect:
    return Dialect.model_validate({"encoding": encodings[0], "also_reads": encodings[1:]})


def _lenient(data: bytes, evidence: tuple[Evidence, ...]) -> Reading:
    """A few broken bytes in a text that makes sense: the reader puts their records aside."""
    try:
        source, text = open_source(data, _dialect("cp932", "utf-8", "euc_jp"))
    except WrongFileError:
        return Reading(Encoding(None, False, (), (*evidence, _evidence("none"), *_opinion(data))))
    broken = len(BROKEN.findall(text))
    sound = sum(map(len, _BEYOND.findall(BROKEN.sub("", text))))
    if broken * 20 > sound or not makes_sense(BROKEN.sub("", text), of=source.encoding):
        return Reading(Encoding(None, False, (), (*evidence, _evidence("none"), *_opinion(data))))
    told = Encoding(source.encoding, source.bom > 0, (), (*evidence, _evidence("broken", count=broken)), broken)
    return Reading(told, replace(source, notes=()), text)


def _told(data: bytes, name: str, text: str, *evidence: Evidence) -> Reading:
    # The reader looks for Japanese in every file, which ASCII has no bytes for.
    source = Source(data, "utf-8" if name == "ascii" else name, 0, clean=True)
    return Reading(Encoding(name, False, (name,), evidence), source, text.rstrip("\x1a"))


def _opinion(data: bytes) -> tuple[Evidence, ...]:
    """What chardet says: quoted, never followed."""
    import chardet

    answer = chardet.detect(data[:_SAMPLE])["encoding"]
    return (_evidence("chardet", encoding=answer),) if answer else ()


_TEXTS = {
    "ascii": (
        "すべて半角英数字なので、どの文字コードでも同じです",
        "all bytes are ASCII: every encoding reads them alike",
    ),
    "bom": ("先頭に {encoding} の印（BOM）があります", "it begins with the byte order mark of {encoding}"),
    "strict": ("最後まで誤りなく読めます", "every byte decodes"),
    "escape": ("ISO-2022-JP の切り替え記号（ESC）があります", "it has the escape sequences of ISO-2022-JP"),
    "utf16": ("一つおきの空のデータ（NUL）は UTF-16 の印です", "NUL bytes in every other place are those of UTF-16"),
    "nonsense": ("{others} でも読めますが、文字が不自然です", "it decodes as {others} too, but into odd characters"),
    "several": ("{encodings} のどれでも読めます", "it can be read as any of {encodings}"),
    "rare": ("{encodings} で読めますが、文字が不自然です", "it decodes as {encodings}, but into odd characters"),
    "none": ("どの文字コードでも最後まで読めません", "no encoding decodes every byte"),
    "broken": ("読めないバイトが {count} 個あります", "{count} bytes cannot be read"),
    "chardet": ("chardet は {encoding} と言っています（参考）", "chardet says {encoding} (quoted, not followed)"),
}


def _evidence(kind: str, **params: object) -> Evidence:
    ja, en = _TEXTS[kind]
    return Evidence("bytes", ja.format(**params), en.format(**params))
