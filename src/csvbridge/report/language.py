"""Japanese or English, and texts with their braces filled.

>>> from csvbridge.codes import Text
>>> say(Text("「{column}」が空欄です", "“{column}” is empty"), {"column": "住所"}, "ja")
'「住所」が空欄です'
>>> say(Text("{charset}だけです", "only {charset}"), {"charset": "fullwidth"}, "en")
'only full-width characters'
>>> say(Text("{reason:fault}", ""), {"reason": "RAGGED"}, "ja")
'列の数が見出しと違います（RAGGED）'
>>> say(Text("", "{columns}"), {"columns": "、".join("ABCDEFGHIJKL")}, "en")
'A, B, C, D, E and 7 more'
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csvbridge.codes import Text

Language = Literal["ja", "en"]

_JAPANESE = 0x11  # primary language id of Windows

_SEPARATORS = {
    **dict.fromkeys(("columns", "missing", "nearest", "numbers", "orders", "others", "sheets", "words"), "、"),
    **dict.fromkeys(("choices", "codes", "ways"), ", "),
}
"""Params that hold several things in one text, and what stands between these."""
_SHORTENED = frozenset({"columns", "nearest"})
"""Params of which only the first are named where there are many: a header that lacks nearly all is another file's."""
_MOST, _FIRST = 10, 5


def language() -> Language:
    """The language of messages: CSVBRIDGE_LANG, else the locale's variables, else that of Windows."""
    asked = os.environ.get("CSVBRIDGE_LANG", "").lower()[:2]
    if asked in ("ja", "en"):
        return "ja" if asked == "ja" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ja" if value.lower().startswith("ja") else "en"
    return "ja" if _windows_language() & 0x3FF == _JAPANESE else "en"


def pick(ja: str, en: str) -> str:
    """The text of the user's language, for help texts, which are made when the program starts."""
    return ja if language() == "ja" else en


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
    if isinstance(value, str):
        separator = _SEPARATORS.get(key)
        return _Shown(key, value.split(separator) if separator else [value], lang)
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return _Shown(key, list(map(str, items)), lang)
    return value


class _Shown:
    """One text or several, each in words: those of its key, or those that a brace asks for (`{code:fault}`)."""

    def __init__(self, key: str, parts: Sequence[str], lang: Language) -> None:
        self.key, self.parts, self.lang = key, parts, lang

    def __format__(self, spec: str) -> str:
        told = [_word(spec or self.key, part, self.lang) for part in self.parts]
        comma, more = ("、", " ほか{}列") if self.lang == "ja" else (", ", " and {} more")
        if self.key in _SHORTENED and len(told) > _MOST:
            return comma.join(told[:_FIRST]) + more.format(len(told) - _FIRST)
        return comma.join(told)


def _word(kind: str, text: str, lang: Language) -> str:
    """A word of the program in the language; what a library says in English; anything else as it is."""
    from csvbridge.report.mask import clean
    from csvbridge.report.words import RULES, WORDS, in_japanese

    pair = RULES[kind](text) if kind in RULES else WORDS.get(kind, {}).get(text)
    if pair is None:
        return clean(in_japanese(text) if lang == "ja" and kind in ("detail", "reason") else text)
    if kind == "fault":
        return f"{pair[0]}（{text}）" if lang == "ja" else f"{pair[1]} ({text})"
    return pair[0 if lang == "ja" else 1]


class _Gap:
    """A param that is missing: shown as its brace, whatever its format."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __format__(self, spec: str) -> str:
        return f"{{{self.key}}}"


class _Params(dict[str, object]):
    def __missing__(self, key: str) -> _Gap:
        return _Gap(key)
