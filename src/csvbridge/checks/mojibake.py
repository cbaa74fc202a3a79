"""Text that was read in the wrong encoding before it came here (文字化け), and what it says when it is read again.

UTF-8 taken for cp932 gives kanji of the second level between half-width kana (螻ｱ逕ｰ), taken for Latin-1 it gives
å±±ç. A text is mojibake only where its bytes are UTF-8 throughout and Japanese, or where it has side by side what no
Japanese text has; a rare kanji alone is none.

Source: facts/addresses.md section 11 (縺 繧 譁 螳 蛹 隘 occur in no town and no municipality).

>>> reread("蜑肴ｩ句ｸ"), reread("匝瑳市"), reread("鰺ヶ沢町")
('前橋', None, None)
>>> holds("譁・ｭ怜喧縺・"), holds("鷗ﾏﾝｼｮﾝ"), holds("繧繝錦")
(True, False, False)
"""

from __future__ import annotations

import codecs
import re

from csvbridge.pattern import regex

LOST = "\ufffd"
_TELLTALES = "縺繧繝譁螳蛹隘"


def _leads() -> str:
    """The characters of cp932 whose bytes may begin a kana or a kanji in UTF-8: E3–E9, then 80–BF."""
    pairs = (bytes((lead, trail)) for lead in range(0xE3, 0xEA) for trail in range(0x80, 0xC0))
    return "".join(pair.decode("cp932", "ignore") for pair in pairs)


_LEADS = _leads()
_WINDOWS = {ord(char): code for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}
"""What Windows-1252 has where Latin-1 has controls."""

_AFTER = "\x80-\xbf" + "".join(map(chr, _WINDOWS))
PATTERN = f"[{_LEADS}{LOST}]|[\xe3-\xe9][{_AFTER}]"
"""What every such text holds, for a search in a column; many a name with a rare kanji holds it, too."""
CHARACTERS = f"{_LEADS}{LOST}\xe3-\xe9"
"""Characters of which one stands in every such text, for a class."""

_MAY = regex(PATTERN)
_TWO = regex(f"[{_TELLTALES}][^{_TELLTALES}].*[{_TELLTALES}]", re.DOTALL)
_WEDGED = regex(f"[{_LEADS}][\uff61-\uff9f][{_LEADS}]")
_HALF = regex(f"[{_TELLTALES}\uff61-\uff9f]")
_JAPANESE = regex("[\u3041-\u30ff\u3400-\u9fff]")
_ENOUGH, _NO_ACCIDENT = 2, 4
"""How many kana and kanji must come out: where half-width kana stood between the others, and where none did."""


def holds(text: str) -> bool:
    """Whether a text was read in the wrong encoding, wholly or in part.

    >>> holds("å±±ç”°"), holds("Hélène"), holds("\ufffd田")
    (True, False, True)
    """
    if not _MAY.search(text):
        return False
    return LOST in text or bool(_TWO.search(text) or _WEDGED.search(text)) or reread(text) is not None


def reread(text: str) -> str | None:
    """The text read as UTF-8, as far as it is whole; None where it is not, or makes no Japanese.

    >>> reread("螻ｱ逕ｰ"), reread("山田")
    ('山田', None)
    """
    again = _as_utf8(_bytes(text), whole=False)
    found = len(_JAPANESE.findall(again))
    if text.isascii() or found < (1 if _is_latin(text) else _ENOUGH):
        return None
    return again if _is_latin(text) or found >= _NO_ACCIDENT or _HALF.search(text) else None


def is_cut(text: str) -> bool:
    """Whether the last character was lost: what `reread` gives is not all of it.

    >>> is_cut("蜑肴ｩ句ｸ"), is_cut("螻ｱ逕ｰ")
    (True, False)
    """
    return not _as_utf8(_bytes(text), whole=True)


def _is_latin(text: str) -> bool:
    return not _JAPANESE.search(text)


def _bytes(text: str) -> bytes:
    """What stood in the file; b"" where no wrong reading gives such a text."""
    try:
        return text.translate(_WINDOWS).encode("latin-1") if _is_latin(text) else text.encode("cp932")
    except UnicodeEncodeError:
        return b""


def _as_utf8(data: bytes, *, whole: bool) -> str:
    """ "" where the bytes are no UTF-8; unless `whole`, a character that is cut off at the end is let go."""
    try:
        return codecs.utf_8_decode(data, "strict", whole)[0]
    except UnicodeDecodeError:
        return ""
