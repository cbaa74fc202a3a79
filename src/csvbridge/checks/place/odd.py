"""Which rows may have something for `special`, `building`, `foreign` and `dummy`: one pass over whole columns.

It finds too much rather than too little; what it leaves out has no defect of these families (tests hold that).
Everything outside plain kana, kanji and ASCII in either width counts as odd, so that a pattern over the cells as they
stand sees what the checks see after folding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.checks.place import building, dummy, foreign, special
from csvbridge.checks.place.model import PARTS
from csvbridge.checks.place.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_STRANGE = "[^ -~\u3000-\u3007ぁ-ゖァ-ヺー・㐀-䶿一-鿿！-～\u2010\u2012-\u2015\u2212]"
_SCRIPT = "ぁ-ヺ一-龥々"
_LETTERS = "[A-Za-zＡ-Ｚａ-ｚ]"
_PREFECTURE = f"(?:[{_SCRIPT}]{{2,3}}[都道府県])?"
_ALL_LATIN = (
    f"^[^{_SCRIPT}]*{_PREFECTURE}[^{_SCRIPT}]*{_LETTERS}{{3}}[^{_SCRIPT}]*$",
    f"^[^{_SCRIPT}]*{_LETTERS}{{3}}[^{_SCRIPT}]*{_PREFECTURE}[^{_SCRIPT}]*$",
)
_SUFFIXES = (*foreign.GLUED, *(f"-{end}" for end in foreign.HYPHENED))
_DIGIT, _HYPHEN = "[0-9０-９]", "[-－\u2010-\u2015\u2212\u2500]"
_ROOM = f"^\\s*{_LETTERS}?{_HYPHEN}?(?:{_DIGIT}{{1,2}}{_HYPHEN})?{_DIGIT}{{1,4}}(?:号室?|室|階|[FfＦｆ])?\\s*$"
_AGAIN = f"[市区郡].*{_DIGIT}"
_NO_UNIT = "(?:第[0-9０-９]+|[^0-9０-９])*$"


def _stem(stem: str) -> str:
    r"""A stem as a pattern over unfolded text: either width, blanks where it has a space.

    >>> _stem("局 留"), _stem("c /")
    ('局[ \u3000]*留', '[cｃ][ \u3000]*[/／]')
    """
    return "".join("[ \u3000]*" if char == " " else _either(char) for char in stem)


def _either(char: str) -> str:
    wide = chr(ord(char) + 0xFEE0)
    return f"[{re.escape(char)}{wide}]" if "!" <= char <= "~" else re.escape(char)


def _any(stems: Iterable[str]) -> str:
    return "|".join(map(_stem, dict.fromkeys(stems)))


_WIDE, _CAPITALS = map(chr, range(0xFF01, 0xFF5F)), map(chr, range(0x41, 0x5B))
_PLAIN = (*_WIDE, *_CAPITALS, *" \u3000\u2010\u2012\u2013\u2014\u2015\u2212ーのノヶ")
_HEAD = 3 * building.SHORTEST_REPEAT
_SPELLING = {char: building.spelt(char) for char in _PLAIN}
_TABLES = (*special.WORDS.values(), special.TEMP_STAY, special.WORKPLACE, foreign.ABROAD, dummy.TEST_DATA)
_STEMS = _any((*(stem for words in _TABLES for stem in words.stems), *_SUFFIXES))
_DWELLING = f"(?:{_any(building.DWELLINGS.stems)}){_NO_UNIT}"
ODD = "(?i)" + "|".join((_STRANGE, *_ALL_LATIN, _STEMS, _DWELLING, f"{_DIGIT}.*{_AGAIN}"))
"""What one cell of an address shows, as a pattern of Rust's regex: all but ROOM_ONLY and ADDR2_REPEATS."""


def odd(keywords: Mapping[str, tuple[str, ...]] = {}) -> pl.Expr:
    """Which rows of a frame with the columns of `Place` (null or "" for blank) may have a defect of these families.

    >>> frame = pl.DataFrame({"street": ["前橋市大手町2-12-1"] * 3, "building": ["", "前橋中央郵便局留め", "305"]})
    >>> frame = frame.with_columns(pl.lit("").alias(name) for name in PARTS if name not in frame.columns)
    >>> frame.select(odd())["odd"].to_list()
    [False, True, True]
    """
    pattern = "|".join((ODD, *(_stem(fold(word)) for words in keywords.values() for word in words)))
    cells = (pl.col(name).fill_null("") for name in PARTS[1:])
    prefecture, city, street, own, whole = (pl.col(name).fill_null("") for name in PARTS[1:])
    apart = whole.str.splitn(building.BLANK, 2)
    own = pl.when(own == "").then(apart.struct.field("field_1").fill_null("")).otherwise(own)
    before = pl.concat_str(prefecture, city, street, apart.struct.field("field_0"))
    hits = (cell.str.contains(pattern) for cell in cells)
    alone = own.str.contains(f"{_ROOM}|{_AGAIN}")
    return pl.any_horizontal(*hits, alone, _may_repeat(own, before)).alias("odd")


def _may_repeat(own: pl.Expr, before: pl.Expr) -> pl.Expr:
    """The building begins as the address before it does, or as a part of that."""
    # Blanks within the head make it shorter, and so less particular.
    head = _spelt(own.str.strip_chars().str.head(_HEAD)).str.head(building.SHORTEST_REPEAT)
    return (own != "") & _spelt(before).str.contains(head, literal=True)


def _spelt(text: pl.Expr) -> pl.Expr:
    """As `building` compares them, for plain text: what is strange is odd anyway."""
    return text.str.replace_many(list(_SPELLING), list(_SPELLING.values()))
