"""Japanese or English, and texts with their braces filled.

>>> from csvbridge.codes import Text
>>> say(Text("「{column}」が空欄です", "“{column}” is empty"), {"column": "住所"}, "ja")
'「住所」が空欄です'
>>> say(Text("{charset}だけです", "only {charset}"), {"charset": "fullwidth"}, "en")
'only full-width characters'
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Literal

from csvbridge.report.mask import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csvbridge.codes import Text

Language = Literal["ja", "en"]

_JAPANESE = 0x11  # primary language id of Windows

_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "charset": {
        "fullwidth": ("全角文字", "full-width characters"),
        "halfwidth-kana": ("半角カナ", "half-width kana"),
        "ascii": ("半角英数字記号", "ASCII characters"),
        "digits": ("半角数字", "ASCII digits"),
        "jisx0208": ("JIS第1・第2水準の文字", "characters of JIS X 0208"),
        "cp932": ("Shift_JISの文字", "characters of Shift_JIS (cp932)"),
    },
    "state": {
        "approved": ("審査OK", "approved"),
        "declined": ("審査NG", "declined"),
        "on_hold": ("保留", "on hold"),
        "pending": ("審査中", "pending"),
        "error": ("エラー", "error"),
        "cancelled": ("取消", "cancelled"),
    },
}
_WORDS["words"] = _WORDS["state"]


def language() -> Language:
    """The language of messages: CSVBRIDGE_LANG, else the locale's variables, else that of Windows."""
    asked = os.environ.get("CSVBRIDGE_LANG", "").lower()[:2]
    if asked in ("ja", "en"):
        return "ja" if asked == "ja" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ja" if value.lower().startswith("ja") else "en"
    return "ja" if _windows_language() & 0x3FF == _JAPANESE else "en"


def _windows_language() -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetUserDefaultUILanguage())


def say(text: Text, params: Mapping[str, object], lang: Language | None = None) -> str:
    """One text with its braces filled; words of the program are shown in the language, controls are taken out.

    A brace without a param stays as it is: a message is never the reason that a run ends.
    """
    lang = lang or language()
    words = text.ja if lang == "ja" else text.en
    return words.format_map(_Params({key: _shown(key, value, lang) for key, value in params.items()}))


def _shown(key: str, value: object, lang: Language) -> object:
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return ("、" if lang == "ja" else ", ").join(str(_shown(key, item, lang)) for item in items)
    if not isinstance(value, str):
        return value
    word = _WORDS.get(key, {}).get(value)
    return clean(value) if word is None else word[0 if lang == "ja" else 1]


class _Gap:
    """A param that is missing: shown as its brace, whatever its format."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __format__(self, spec: str) -> str:
        return f"{{{self.key}}}"


class _Params(dict[str, object]):
    def __missing__(self, key: str) -> _Gap:
        return _Gap(key)
