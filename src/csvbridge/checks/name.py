"""Names of a party: a title at the end (様, 殿, 先生, 御中), digits.

様 and 殿 end no given name, but 殿 ends family names (鵜殿): a name of up to three characters without a blank is left
alone. Kanji numerals are parts of names (三宅, 四方). What names a firm or a room may hold digits.

>>> from csvbridge.profile.columns import FileColumn
>>> from csvbridge.profile.models import Column
>>> buyer = FileColumn(Column(name="氏名", field="buyer.name"), "氏名", None, 0)
>>> spots = find(["例示 太郎殿", "殿岡 花子", "例示太郎3", "三宅 一", "例示商店 第2営業所"], buyer)
>>> [(spot.at, spot.code, spot.suggestion) for spot in spots]
[(0, 'NAME_TITLE', '例示 太郎'), (2, 'NAME_DIGITS', None)]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from csvbridge.catalog import party
from csvbridge.checks.damage import Spot
from csvbridge.pattern import regex
from csvbridge.steps._characters import WHITE_SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csvbridge.profile.columns import FileColumn

NAMES = frozenset({"name", "family_name", "given_name"})
FIRMS = frozenset({"company", "department"})

_BLANKS = f"[{WHITE_SPACE}]"
_DIGIT = "[0-9０-９]"
_TITLE = "(?:様|殿|先生|御中)"
_OF_FIRM = "御中"
_ANY = f"{_TITLE}{_BLANKS}*$|{_DIGIT}"
_LONG_ENOUGH = 4

_title = regex(f"{_BLANKS}*{_TITLE}{_BLANKS}*$")
_firm_title = regex(f"{_OF_FIRM}{_BLANKS}*$")
_firm = regex(
    "会社|法人|㈱|㈲|[（(][株有][）)]|商店|商会|工業|大学|学校|学園|病院|医院|クリニック|組合|協会|営業所|事務所|センター"
    "|[部課係室店会館班組号階棟]"
)


def pattern(column: FileColumn) -> str | None:
    """One pattern (Rust) that every cell with something to tell has; None where nothing is looked for."""
    last = _last(column)
    return None if last is None else _ANY if last in NAMES else f"{_OF_FIRM}{_BLANKS}*$"


def find(texts: Iterable[str], column: FileColumn) -> list[Spot]:
    """NAME_TITLE and NAME_DIGITS in a source column of names; of a firm or its department only 御中.

    >>> from csvbridge.profile.columns import FileColumn
    >>> from csvbridge.profile.models import Column
    >>> firm = FileColumn(Column(name="会社", field="buyer.company"), "会社", None, 0)
    >>> [(spot.at, spot.suggestion) for spot in find(["見本商店 御中", "①商店様"], firm)]
    [(0, '見本商店')]
    """
    last = _last(column)
    if last is None:
        return []
    return [spot for at, text in enumerate(texts) for spot in _spots(at, text, last)]


def _last(column: FileColumn) -> str | None:
    last = (column.column.field or "").rpartition(".")[2]
    return last if party(column.column.field) is not None and last in NAMES | FIRMS else None


def _spots(at: int, text: str, last: str) -> Iterator[Spot]:
    if (last in NAMES or _firm_title.search(text)) and (bare := _without_title(text, last)):
        yield Spot(at, "NAME_TITLE", {}, bare)
    if last in NAMES and re.search(_DIGIT, text) and not _firm.search(text):
        yield Spot(at, "NAME_DIGITS", {})


def _without_title(text: str, last: str) -> str | None:
    """The name before its title; None where there is no title, or where it may be part of a family name.

    >>> _without_title("見本様", "given_name"), _without_title("鵜殿", "family_name"), _without_title("山田 殿", "name")
    ('見本', None, '山田')
    """
    bare = _title.sub("", text)
    if bare == text or not bare.strip(WHITE_SPACE):
        return None
    whole = text.strip(WHITE_SPACE)
    doubtful = whole[-1] in "様殿" and len(whole) < _LONG_ENOUGH and not re.search(_BLANKS, whole)
    return None if doubtful and last != "given_name" else bare
