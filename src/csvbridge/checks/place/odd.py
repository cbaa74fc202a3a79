"""Which rows may have something for `special`, `building`, `foreign` and `dummy`: one pass over whole columns.

It finds too much rather than too little; what it leaves out has no defect of these families (tests hold that).
Everything outside plain kana, kanji and ASCII in either width counts as odd, so that a pattern over the cells as they
stand sees what the checks see after folding.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.checks.place import building, dummy, foreign, special
from csvbridge.checks.place.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csvbridge.checks.place.model import Steps

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


_TABLES = (*special.WORDS.values(), special.TEMP_STAY, special.WORKPLACE, foreign.ABROAD, dummy.TEST_DATA)
_WORDS = tuple(stem for words in _TABLES for stem in words.stems)
_STEMS = _any((*_WORDS, *_SUFFIXES))
_DWELLING = f"(?:{_any(building.DWELLINGS.stems)}){_NO_UNIT}"
_NUMBERED = f"{_DIGIT}.*{_AGAIN}"
ODD = "(?i)" + "|".join((_STRANGE, *_ALL_LATIN, _STEMS, _DWELLING, _NUMBERED))
"""What one cell of an address shows, as a pattern of Rust's regex: all but ROOM_ONLY and ADDR2_REPEATS."""

_RARE = frozenset("局郵私営店送輸便転付受止校病旅社湾韓華宅団荘寮窓様ョコロピホテメギフドペオニカベィレダパゾジュぽょ")
"""Characters that few names of places have: a word with one of them is looked for by it, others by their start."""


def _clue(stem: str) -> str:
    """What shows that a stem may be there.

    >>> _clue("私書箱"), _clue("大学"), _clue("センター で"), _clue("forwarding")
    ('私', '大学', 'セン', '[A-Za-zＡ-Ｚａ-ｚ]')
    """
    if re.search("[A-Za-z]", stem):
        return _LETTERS
    return next((char for char in stem if char in _RARE), _stem(stem.partition(" ")[0][:2]))


_CLUES = "|".join(dict.fromkeys(map(_clue, (*_WORDS, *building.DWELLINGS.stems))))
LOOK = "|".join((_STRANGE, _LETTERS, _CLUES, _NUMBERED))
"""What every text shows in which `ODD` can be found, and few others do: quicker to look for."""

_ANY_FORM = "".join(filter(lambda char: not char.isalpha(), map(chr, (*range(0x20, 0x7F), *range(0xFF01, 0xFF5F)))))
_ANY_FORM += "\u3000\u2010\u2012\u2013\u2014\u2015\u2212ーのノヶケ"
"""Characters that are compared as others (`building.spelt`), or that others are compared as; letters apart."""


@lru_cache(maxsize=8)
def steps(keywords: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Steps:
    """Columns to add to a frame of `Place`: "odd" tells which rows may have a defect of these families.

    `keywords` are a profile's words, by code.

    >>> from csvbridge.checks.place.model import Place, added
    >>> frame = pl.DataFrame([Place(street="前橋市大手町2-12-1", building=own) for own in ("", "前橋局留め", "305")])
    >>> added(frame, steps())["odd"].to_list()
    [False, True, True]
    """
    own_words = [_stem(fold(word)) for _, words in keywords for word in words]
    look, pattern = "|".join((LOOK, *own_words)), "|".join((ODD, *own_words))
    front, cell, own = pl.col("_front"), pl.col("_cell"), pl.col("_own")
    hits = (
        _only_if(pl.col("_look"), front).str.contains(look),
        _only_if(pl.col("_look"), cell).str.normalize("NFKC").str.contains(pattern),
        # One long pattern for both: to compile another takes as long as all else in a small file.
        own.str.contains(pattern),
        own.str.contains(f"{_ROOM}|{_AGAIN}"),
        _may_repeat(own, pl.col("_before")),
        _mixed(),
    )
    return (
        _cells(),
        [_plain_forms(own).alias("_own"), pl.concat_str(front, cell).str.contains(look).alias("_look")],
        [pl.any_horizontal(*hits).alias("odd")],
    )


def _cells() -> list[pl.Expr]:
    """The cell that has the street, the building's own, and what stands before that."""
    address = pl.col("address")
    in_parts = address == ""
    apart = address.str.splitn(building.BLANK, 2).struct
    front = pl.concat_str("prefecture", "city")
    own = pl.when(in_parts).then("building").otherwise(apart.field("field_1").fill_null(""))
    before = pl.when(in_parts).then("street").otherwise(apart.field("field_0"))
    cell = pl.when(in_parts).then("street").otherwise(address)
    return [
        front.alias("_front"),
        cell.alias("_cell"),
        own.alias("_own"),
        pl.concat_str(front, before).alias("_before"),
    ]


def _mixed() -> pl.Expr:
    """A whole beside its parts, which nobody is expected to give."""
    return (pl.col("address") != "") & ((pl.col("street") != "") | (pl.col("building") != ""))


def _plain_forms(text: pl.Expr) -> pl.Expr:
    """Half-width kana, ㈱ and Ⅱ as the checks see them."""
    strange = text.str.contains(_STRANGE)
    return pl.when(strange).then(_only_if(strange, text).str.normalize("NFKC")).otherwise(text)


def _only_if(mask: pl.Expr, text: pl.Expr) -> pl.Expr:
    """Blank elsewhere: there a pattern costs nothing."""
    return pl.when(mask).then(text).otherwise(pl.lit(""))


def _may_repeat(own: pl.Expr, before: pl.Expr) -> pl.Expr:
    """The building may begin as the address before it does, or as a part of that.

    One of its first characters, at least, does not stand there in any form if it does not.
    """
    start = own.str.strip_chars().str.head(building.SHORTEST_REPEAT)
    unknown = start.str.strip_chars(before + _ANY_FORM) != ""
    return (own != "") & (~unknown | before.str.contains(f"{_STRANGE}|{_LETTERS}"))
