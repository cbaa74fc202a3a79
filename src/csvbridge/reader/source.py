"""Bytes decoded strictly: by the encoding that the file declares, else by those that the dialect names, in order.

Python's cp932 turns the bytes 80, A0 and FD–FF into controls and private-use characters without a word; here they
are errors, as for Windows and iconv. Where no encoding decodes the whole file, the broken bytes stay in the text as
lone surrogates, so that the records that hold them can be told apart.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csvbridge.errors import WrongFileError
from csvbridge.findings import Finding
from csvbridge.pattern import regex
from csvbridge.reader.detect import (
    is_euc_in_cp932,
    is_utf8_japanese,
    label,
    looks_like,
    looks_like_utf16,
    may_be_euc,
    wrong_encoding,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.dialect import Dialect

BROKEN = regex("[\udc80-\udcff]")
_SILENT = tuple(zip("\x80\uf8f0\uf8f1\uf8f2\uf8f3", "\udc80\udca0\udcfd\udcfe\udcff", strict=True))
BYTEWISE = frozenset({"cp932", "utf-8", "euc_jp"})
"""Encodings in which quotes, commas and line ends are never part of another sign."""

CHUNK = 256 * 1024
"""Bytes that are decoded at a time: what fits into a processor's cache is decoded a third faster."""

_NEVER_CP932 = (b"\xfd", b"\xfe", b"\xff")
_WINDOWS = {"shift_jis", "shift-jis", "sjis", "sjis-win", "ms932", "windows-31j", "ms_kanji", "x-sjis", "csshiftjis"}
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes and how to decode them: `bom` bytes are skipped, `clean` says that every byte decodes."""

    data: bytes
    encoding: str
    bom: int
    clean: bool
    notes: tuple[Finding, ...] = ()

    def text(self) -> str:
        """The text without its BOM and without the 0x1A that ends files of old Windows programs."""
        body = self.data[self.bom :] if self.bom else self.data
        text = body.decode(self.encoding) if self.clean else _lenient(body, self.encoding)
        return _end(text)

    @property
    def stop(self) -> int:
        """Where the bytes end, those of 0x1A left out."""
        return max(self.bom, len(self.data.rstrip(b"\x1a")))

    def texts(self, size: int) -> Iterator[str]:
        """What `text` gives, in pieces of whole lines, each of `size` bytes or somewhat more.

        Raises UnicodeDecodeError where a byte does not decode.
        """
        at, stop = self.bom, self.stop
        while at < stop:
            end = self.data.find(b"\n", at + size, stop) + 1 or stop
            yield _strictly(self.data[at:end], self.encoding)
            at = end

    def encode(self, text: str) -> bytes:
        """As many bytes as this part of the text has in the file (repeated cp932 codes may differ in value)."""
        return text.encode(self.encoding, "surrogateescape")


def canonical(encoding: str) -> str:
    """Python's name of an encoding; every label of Shift_JIS means cp932.

    >>> canonical("Shift_JIS"), canonical("UTF-8-SIG")
    ('cp932', 'utf-8')
    >>> canonical("cp999")
    Traceback (most recent call last):
    LookupError: unknown encoding: cp999
    """
    if encoding.lower() in _WINDOWS:
        return "cp932"
    return codecs.lookup(encoding).name.removesuffix("-sig")


def open_source(data: bytes, dialect: Dialect) -> tuple[Source, str]:
    """Choose the encoding and decode, or refuse the file and name the encoding that it looks like."""
    wanted = tuple(dict.fromkeys(canonical(name) for name in (dialect.encoding, *dialect.also_reads)))
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _declared(data, encoding, len(bom), wanted, dialect)
    if b"\x1b" in data and b"\x1b$" in data and "iso2022_jp" not in wanted and looks_like(data) == "iso2022_jp":
        raise wrong_encoding("iso2022_jp", wanted[0])
    if looks_like_utf16(data) and not wanted[0].startswith("utf-16"):
        raise wrong_encoding("utf-16", wanted[0])
    for encoding in wanted:
        if (text := _decoded(data, encoding)) is not None:
            return Source(data, encoding, 0, clean=True, notes=_other(encoding, wanted[0])), _end(text)
    return _least_broken(data, wanted)


def open_plain(data: bytes, dialect: Dialect) -> Source | None:
    """The source of a file that is, as far as can be told without decoding all of it, in the dialect's own encoding.

    Where its `texts` decode, `open_source` gives the same; None where a closer look is needed.
    """
    wanted = canonical(dialect.encoding)
    if data.startswith(codecs.BOM_UTF8):
        return Source(data, "utf-8", len(codecs.BOM_UTF8), clean=True, notes=_marked("utf-8", wanted, dialect))
    if wanted not in BYTEWISE or b"\x1b" in data or looks_like_utf16(data):
        return None
    return None if wanted == "cp932" and _may_be_other(data) else Source(data, wanted, 0, clean=True)


def _may_be_other(data: bytes) -> bool:
    """Whether bytes of cp932 may rather be UTF-8 or EUC-JP."""
    if data.isascii():
        return False
    return is_utf8_japanese(data) or may_be_euc(data)


def _declared(data: bytes, encoding: str, size: int, wanted: tuple[str, ...], dialect: Dialect) -> tuple[Source, str]:
    if encoding == "utf-32":
        raise wrong_encoding(encoding, wanted[0])
    body = data[size:]
    if encoding != "utf-8" and len(body) % 2:
        raise WrongFileError("FILE_CUT", reason="truncated")
    notes = _marked(encoding, wanted[0], dialect)
    text = _decoded(body, encoding)
    if text is None and encoding != "utf-8":
        raise wrong_encoding(None, wanted[0])
    source = Source(data, encoding, size, text is not None, notes)
    return source, source.text() if text is None else _end(text)


def _marked(encoding: str, wanted: str, dialect: Dialect) -> tuple[Finding, ...]:
    if dialect.bom and encoding == wanted:
        return ()
    return (Finding("ENCODING_DECLARED", "info", params={"encoding": label(encoding[:6].rstrip("-"))}),)


def _other(encoding: str, wanted: str) -> tuple[Finding, ...]:
    if encoding == wanted:
        return ()
    return (Finding("ENCODING_OTHER", "info", params={"encoding": label(encoding), "wanted": label(wanted)}),)


def _decoded(data: bytes, encoding: str) -> str | None:
    """The text if every byte decodes and the result is not plainly another encoding's."""
    try:
        text = _strictly(data, encoding)
    except UnicodeDecodeError:
        return None
    if encoding != "cp932" or data.isascii():
        return text
    return None if is_utf8_japanese(data) or is_euc_in_cp932(data, text) else text


def _strictly(data: bytes, encoding: str) -> str:
    text = data.decode(encoding)
    if encoding == "cp932" and not text.isascii() and _has_silent(data, text):
        raise UnicodeDecodeError(encoding, data, 0, 1, "no character of Windows")
    return text


def _has_silent(data: bytes, text: str) -> bool:
    return any(byte in data for byte in _NEVER_CP932) or "\x80" in text or "\uf8f0" in text


def _end(text: str) -> str:
    return text.rstrip("\x1a")


def _least_broken(data: bytes, wanted: tuple[str, ...]) -> tuple[Source, str]:
    """The first encoding with the fewest broken bytes; whether that is few enough, the records will tell."""
    usable = [name for name in wanted if not name.startswith("utf-16") and not name.startswith("iso2022")]
    if not usable or (is_utf8_japanese(data) and "utf-8" not in wanted):
        raise wrong_encoding(looks_like(data), wanted[0])
    texts = [_lenient(data, name) for name in usable]
    broken, place = min((len(BROKEN.findall(text)), place) for place, text in enumerate(texts))
    if broken == 0:
        raise wrong_encoding(looks_like(data), wanted[0])
    encoding = usable[place]
    return Source(data, encoding, 0, clean=False, notes=_other(encoding, wanted[0])), _end(texts[place])


def _lenient(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, "surrogateescape")
    if encoding == "cp932":
        for silent, broken in _SILENT:
            text = text.replace(silent, broken)
    return text
