"""Characters that a name or an address should not hold: invisible, decomposed, half-width, of one machine, mojibake.

A whole column is searched for `pattern`; `find` looks closer at the cells that have it. What can be put right without
loss is done by `repaired`, all of it at once, so that every finding of a cell suggests the same text; nothing changes
here. A character that the target's encoding lacks is an error, told here once with its cure and not again when the
target is written.

Sources: facts/addresses.md sections 7 and 11; Microsoft's code page 932 (NEC row 13, IBM extensions).

>>> from csvbridge.profile.columns import FileColumn
>>> from csvbridge.profile.models import Column
>>> street = FileColumn(Column(name="住所1", field="buyer.street"), "住所1", None, 0)
>>> spots = find(["大手町2‐12ー1ｹﾝﾁｮｳ", "流通センター2-1"], street)
>>> [(spot.at, spot.code, spot.suggestion) for spot in spots]
[(0, 'CHAR_HALFKANA', '大手町2-12-1ケンチョウ'), (0, 'CHAR_HYPHEN', '大手町2-12-1ケンチョウ')]
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from csvbridge.catalog import party, with_parts
from csvbridge.checks import mojibake
from csvbridge.checks.damage import Spot
from csvbridge.pattern import regex
from csvbridge.profile.plan import SOURCE_COLUMN
from csvbridge.repertoire import is_unicode, missing_characters
from csvbridge.steps._characters import HALF_KANA, HYPHENS, LONG_VOWELS, WHITE_SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.plan import Assignment, Profile

ASSUMED = "cp932"
"""The encoding of an upload while no target is known."""

Kind = Literal["name", "kana", "place", "firm", ""]
_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("name", "family_name", "given_name"), "name"),
    **dict.fromkeys(("kana", "family_kana", "given_kana"), "kana"),
    **dict.fromkeys(("prefecture", "city", "street", "building", "address"), "place"),
    **dict.fromkeys(("company", "department"), "firm"),
}
"""What the cells of a party hold, by the last word of their field."""

ONE_LINE = frozenset({"name", "kana", "key", "postal_code", "phone", "email", "date", "yen", "integer", "digits"})
FREE = frozenset({"text", "name", "kana"})
"""Types of which every text is a value: an invisible character in any other is an error."""

_INVISIBLE = (
    "\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef"
)
_COMBINING = "\u3099\u309a\u0300-\u034e\u0350-\u036f"
_BREAKS = "\t\r\n"
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_HALF = "\uff66-\uff9f"
_DIGIT = "[0-9０-９]"
_VARIANT = "".join(sorted(set(HYPHENS + LONG_VOWELS) - set("-－")))
"""What is typed for a hyphen; the ASCII one and its full-width form are as they should be."""

_WIDENED = frozenset({"fullwidth", "katakana", "halfwidth_kana"})
_REFUSE_BREAKS = frozenset({"fullwidth", "halfwidth-kana", "ascii", "digits"})

_invisible = regex(f"[{_INVISIBLE}]")
_of_emoji = regex("(?<=[\u2600-\u27bf\U0001f000-\U0001faff])[\u200d\ufe0f]+")
_pair = regex(f"[A-Za-z\u3041-\u30ff][{_COMBINING}]")
_half = regex(f"[{_HALF}]")
_half_kana = regex("|".join(HALF_KANA))
_hyphen = regex(f"(?<={_DIGIT})[{_VARIANT}]+(?={_DIGIT})")
_break = regex(f"[{_BREAKS}]+")
_control = regex(f"[{_CONTROL}]")


@dataclass(frozen=True, slots=True)
class Writing:
    """What the target makes of characters. Without a target, an upload in cp932 is assumed (`encoding` None).

    Fields by what their columns do: `kana` turn half-width kana or want them, `platform` refuse the characters of one
    machine, `breaks` refuse line feeds and tabs.
    """

    encoding: str | None = None
    kana: frozenset[str] = frozenset()
    platform: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()

    @property
    def is_unicode(self) -> bool:
        """Whether every character can be written."""
        return is_unicode(self.encoding or ASSUMED)

    def lacks(self, characters: str) -> bool:
        """Whether any of some characters cannot be written."""
        return bool(missing_characters(characters, self.encoding or ASSUMED))


NO_TARGET = Writing()


def writing(profile: Profile) -> Writing:
    """How the target of a run writes."""
    if profile.target is None:
        return NO_TARGET
    made = [(a, _made_of(a)) for a in profile.assignments]
    left = {name for a, names in made if not _turns_kana(a) for name in names}
    return Writing(
        profile.target.dialect.encoding,
        frozenset(name for a, names in made if _turns_kana(a) for name in names if name not in left),
        frozenset(name for a, names in made if a.column.column.charset == "jisx0208" for name in names),
        frozenset(name for a, names in made if a.column.column.charset in _REFUSE_BREAKS for name in names),
    )


def _made_of(assignment: Assignment) -> list[str]:
    """The fields behind a target column; behind a recipient, who may be the buyer, the buyer's too."""
    map_ = assignment.map
    named = [assignment.field] if map_ is None else [map_.from_, *map_.join]
    fields = with_parts(name for name in named if name and not name.startswith(SOURCE_COLUMN))
    return [*fields, *(f.replace("recipient.", "buyer.", 1) for f in fields if f.startswith("recipient."))]


def _turns_kana(assignment: Assignment) -> bool:
    column = assignment.column.column
    steps = [*column.write, *(assignment.map.write if assignment.map else ())]
    return column.charset == "halfwidth-kana" or any(step.name in _WIDENED for step in steps)


class _Asked(NamedTuple):
    """What a column asks of its cells; `kind` is "" where they are none of a party's."""

    field: str
    kind: Kind
    one_line: bool
    free: bool
    widened: bool
    target: Writing


def _asked(column: FileColumn, field: str, target: Writing) -> _Asked:
    kind = _KINDS.get(field.rpartition(".")[2], "") if party(field) else ""
    one_line = column.type in ONE_LINE or kind in ("place", "firm")
    widened = field in target.kana or any(step.name in _WIDENED for step in column.column.read)
    return _Asked(field, kind, one_line, column.type in FREE, widened, target)


def find(texts: Iterable[str], column: FileColumn, target: Writing = NO_TARGET) -> list[Spot]:
    """Every cell of a source column that holds such a character, unwrapped but otherwise as it stands."""
    field = column.column.field
    if field is None:
        return []
    asked = _asked(column, field, target)
    return [spot for at, text in enumerate(texts) for spot in _spots(at, text, asked)]


def pattern(column: FileColumn, target: Writing = NO_TARGET) -> str | None:
    """One pattern (Rust) that every cell with something to tell has; None where nothing is looked for."""
    field = column.column.field
    if field is None:
        return None
    asked = _asked(column, field, target)
    return _pattern(asked.kind, asked.one_line, asked.widened, target.is_unicode)


def rare(column: FileColumn, target: Writing = NO_TARGET) -> tuple[str, str] | None:
    """The same in two, cheaper to search for in several columns of a party; None of other columns.

    The first is a class of characters that `find` may look at, and names, kana and places have it in common; the
    second the sequences that it looks at.
    """
    field = column.column.field
    if field is None or not (asked := _asked(column, field, target)).kind:
        return None
    return _class(asked.widened, target.is_unicode), f"{_DIGIT}[{_VARIANT}]" if asked.kind == "place" else ""


def repaired(text: str, field: str) -> str:
    """The text of a cell without what can be put right without loss.

    Invisible characters go; in names and addresses of a party a mark joins its kana and half-width kana become
    full-width; between digits of an address every kind of hyphen becomes that of the digits' width.

    >>> repaired("は\u309aーる2ー1\u200b", "buyer.building"), repaired("１ー２", "buyer.street")
    ('ぱーる2-1', '１－２')
    >>> repaired("ﾔﾏﾀﾞ", "buyer.kana"), repaired("ﾒﾓ\u200b", "order.note")
    ('ﾔﾏﾀﾞ', 'ﾒﾓ')
    """
    text = _invisible.sub("", text)
    kind = _KINDS.get(field.rpartition(".")[2]) if party(field) else None
    if kind in (None, "kana"):
        return text
    text = _pair.sub(lambda found: _composed(found[0]) or found[0], text)
    if kind == "place":
        text = _hyphen.sub(lambda found: "-" if text[found.start() - 1].isascii() else "－", text)
    return _half_kana.sub(lambda found: HALF_KANA[found[0]], text)


def untold(text: str, field: str, encoding: str, *, blamed: bool) -> list[str]:
    """The characters of a written cell that its encoding lacks, without those that `find` has told of.

    `blamed` says that a field behind the cell has an error: only then has it been told.

    >>> untold("𠮷野\u200b", "buyer.name", "cp932", blamed=True), untold("野\u200b", "buyer.name", "cp932", blamed=True)
    (['𠮷'], [])
    >>> untold("野\u200b", "buyer.name", "cp932", blamed=False)
    ['\u200b']
    """
    left = missing_characters(repaired(text, field), encoding)
    if blamed:
        return [c for c in left if c != mojibake.LOST]
    return left or missing_characters(text, encoding)


@cache
def _pattern(kind: Kind, one_line: bool, widened: bool, is_unicode: bool) -> str:
    odd = _CONTROL + _INVISIBLE + (_BREAKS if one_line else "")
    if not kind:
        return f"[{odd}]"
    odd += "" if kind == "kana" else _COMBINING
    odd += "" if kind == "kana" or widened else _HALF
    odd += "" if is_unicode else "".join(_platform())
    hyphen = f"|{_DIGIT}[{_VARIANT}]+{_DIGIT}" if kind == "place" else ""
    return f"[{odd}]|{mojibake.PATTERN}{hyphen}"


@cache
def _class(widened: bool, is_unicode: bool) -> str:
    odd = _CONTROL + _INVISIBLE + _BREAKS + _COMBINING + ("" if widened else _HALF)
    return f"[{odd}{'' if is_unicode else ''.join(_platform())}{mojibake.CHARACTERS}]"


def _spots(at: int, text: str, asked: _Asked) -> Iterator[Spot]:
    if asked.kind and mojibake.holds(text):
        again = None if mojibake.LOST in text or mojibake.is_cut(text) else mojibake.reread(text)
        yield Spot(at, "CHAR_MOJIBAKE", {}, again)
        return
    yield from _controls(at, text, asked)
    for code, characters in _repairable(text, asked):
        error = asked.target.lacks(characters) or (code == "CHAR_INVISIBLE" and not asked.free)
        better = repaired(text, asked.field)
        yield Spot(at, code, {"characters": _named(characters)}, better, "error" if error else None)
    if asked.kind and not asked.target.is_unicode and asked.field not in asked.target.platform:
        yield from _platforms(at, text, asked)


def _controls(at: int, text: str, asked: _Asked) -> Iterator[Spot]:
    """CHAR_CONTROL: a line break or a tab inside a cell of one line is only a warning where nothing refuses it."""
    found = _control.findall(text)
    inner = _break.findall(text.strip(WHITE_SPACE) if asked.kind else text) if asked.one_line else []
    if not found and not inner:
        return
    milder = not found and asked.kind and asked.field not in asked.target.breaks
    suggestion = _control.sub("", _break.sub(" ", repaired(text, asked.field).strip(WHITE_SPACE)))
    characters = _points("".join([*found, *inner]))
    yield Spot(at, "CHAR_CONTROL", {"characters": characters}, suggestion, "warning" if milder else None)


def _repairable(text: str, asked: _Asked) -> Iterator[tuple[str, str]]:
    """The codes of what `repaired` puts right in a cell, each with the characters it is about."""
    if invisible := _invisible.findall(_of_emoji.sub("", text)):
        yield "CHAR_INVISIBLE", "".join(invisible)
    if asked.kind in ("", "kana"):
        return
    if decomposed := [pair for pair in _pair.findall(text) if _composed(pair)]:
        yield "CHAR_COMBINING", "".join(decomposed)
    hyphens = _hyphen.findall(text) if asked.kind == "place" else []
    if not asked.widened and (half := _half.findall(_hyphen.sub("", text) if hyphens else text)):
        yield "CHAR_HALFKANA", "".join(half)
    if hyphens:
        yield "CHAR_HYPHEN", "".join(hyphens)


def _composed(pair: str) -> str | None:
    """A letter and its mark as one character; None where there is none."""
    one = unicodedata.normalize("NFC", pair)
    return one if len(one) == 1 else None


def _platforms(at: int, text: str, asked: _Asked) -> Iterator[Spot]:
    """CHAR_PLATFORM: a warning for marks (①㈱Ⅲ№), an info for the kanji of names (髙﨑德)."""
    known = _platform()
    found = [c for c in dict.fromkeys(text) if c in known]
    marks = any(known[c] for c in found)
    if marks:
        better = repaired(text, asked.field)
        plain = "".join(_plain(better, i) for i in range(len(better)))
        yield Spot(at, "CHAR_PLATFORM", {"characters": "".join(found)}, plain if plain != text else None)
    elif found:
        yield Spot(at, "CHAR_PLATFORM", {"characters": "".join(found)}, severity="info")


def _plain(text: str, at: int) -> str:
    """A mark in characters that every machine has; as it stands where a number would run into another."""
    mark = text[at]
    form = unicodedata.normalize("NFKC", mark) if _platform().get(mark) else mark
    around = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return mark if form[0].isdigit() and any(c.isdigit() or _platform().get(c) for c in around) else form


@cache
def _platform() -> dict[str, bool]:
    """The characters of cp932 past JIS X 0208: True for marks (NEC row 13, small Roman numerals), False for kanji."""
    codes = (bytes((lead, trail)) for lead in (0x87, 0xFA, 0xFB, 0xFC) for trail in range(0x40, 0xFD) if trail != 0x7F)
    found = (code.decode("cp932", "ignore") for code in codes)
    # The mathematical signs and ￢ of those rows are in JIS X 0208, too, where Python encodes them.
    own = (
        c for c in found if c and not "\ue000" <= c <= "\uf8ff" and c.encode("cp932")[0] in (0x87, *range(0xED, 0xFD))
    )
    return {c: "\u2000" <= c <= "\u33ff" for c in own}


def _named(characters: str) -> str:
    """Characters as a message names them: those that show nothing by their code points."""
    plain = "".join(dict.fromkeys(characters))
    return _points(plain) if _invisible.search(plain) else unicodedata.normalize("NFC", plain)


def _points(characters: str) -> str:
    return " ".join(f"U+{ord(c):04X}" for c in dict.fromkeys(characters))
