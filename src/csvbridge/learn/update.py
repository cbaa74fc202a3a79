"""New names of columns and new words, written into the text of a format: its comments, order and spelling stay.

A renamed column keeps its name and gets an `aka`: whatever speaks of it (samples, tests, maps of conversions, the
rejects of yesterday) holds. A new word is added as a comment for a person to decide.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csvbridge.codes import Text
from csvbridge.learn.draft_sheet import Sheet, string, value
from csvbridge.learn.drift import aliases, new_names, renamed
from csvbridge.learn.words import Words, are_codes, found_in, known_words, sort_out
from csvbridge.pattern import regex
from csvbridge.profile import load
from csvbridge.profile.columns import file_columns, fold, match_header
from csvbridge.profile.constraints import fold_word
from csvbridge.profile.positions import Lines
from csvbridge.profile.tree import TomlFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from csvbridge.learn.draft_sheet import Language
    from csvbridge.profile.models import Format
    from csvbridge.reader import Records

_STRING = r'"(?:\\.|[^"\\])*"|' + r"'[^']*'"
_NAME = regex(rf"\bname\s*=\s*({_STRING})")
_AKA = regex(rf"\baka\s*=\s*\[(?:{_STRING}|[^\]\"'])*\]")
_COUNT = Text("{count}か所", "cells: {count}")


class Unwritable(Exception):  # noqa: N818 -- a state of the file, not a fault
    """A format laid out so that a change cannot be written into it by lines: the column and what to write."""

    def __init__(self, column: str, line: str) -> None:
        super().__init__(column)
        self.column, self.line = column, line


@dataclass(frozen=True, slots=True)
class Change:
    """Label → new name, labels without one, and table → new words."""

    renames: Mapping[str, str]
    missing: Sequence[str]
    words: Mapping[str, Words]

    def __bool__(self) -> bool:
        return bool(self.renames or self.words)


def change_for(format_: Format, records: Records, folders: Sequence[Path] = ()) -> Change:
    """What a file has that its format lacks. A new name is the likeliest one, as `drift.renamed` finds it."""
    if not format_.dialect.header:
        return Change({}, (), {})
    match = match_header(format_, records.header)
    renames = renamed(format_, records.header, records.cells, match.missing)
    places = {**match.indexes, **{label: records.header.index(name) for label, name in renames.items()}}
    missing = tuple(label for label in match.missing if label not in renames)
    return Change(renames, missing, _new_words(format_, records, places, folders))


def _new_words(
    format_: Format, records: Records, places: Mapping[str, int | None], folders: Sequence[Path]
) -> dict[str, Words]:
    """Table → the words of a file that it lacks; each with the word that it may mean, if one is known."""
    found: dict[str, dict[str, tuple[str, str, int]]] = {}
    for column in file_columns(format_):
        place, table = places.get(column.label), column.column.codes
        if table is None or column.column.field is None or place is None:
            continue
        own = {fold_word(word): to for word, to in format_.codes.get(table, {}).items()}
        lacking = [each for each in found_in(records.cells[str(place)]) if fold_word(each[0]) not in own]
        told = sort_out(lacking, {**known_words(column.column.field, folders), **own})
        new = [*told.decided, *told.open] if are_codes(lacking) else []
        found.setdefault(table, {}).update({fold_word(word[0]): word for word in new})
    return {table: Words((), tuple(words.values())) for table, words in found.items() if words}


def rewritten(text: str, format_: Format, change: Change, lang: Language = "ja") -> str:
    """The text of the format's own file with the new names and words; as it was where they stand in it.

    Raises:
        Unwritable: the line of a column cannot be found or changed.
    """
    for label, name in new_names(format_, change.renames).items():
        text = _with_alias(text, label, aliases(format_, label, name))
    for table, words in change.words.items():
        text = _with_words(text, table, words, lang)
    return text


def loaded(path: Path, text: str, folders: Sequence[Path] = ()) -> Format:
    """The format of a file as if it held this text. Raises `ProfileError` with every problem."""
    session = load.Session(folders)
    file = TomlFile.__new__(TomlFile)
    file.path, file.data = path, text.encode()
    session.files[path] = file
    found = load.format_(session, path)
    session.refuse_if_broken()
    if found is None:
        raise RuntimeError("a format without model has problems")
    return found.model


def _with_alias(text: str, label: str, spellings: Sequence[str]) -> str:
    root = tomllib.loads(text)
    lines, places = text.split("\n"), Lines(text)
    at = _column_at(root, label)
    if at is not None:
        line = places.of(("columns", at))[0] or 0
        lines[line - 1] = _inline(lines[line - 1], root["columns"][at], spellings)
        return "\n".join(lines)
    own = next((name for name in root.get("column", {}) if fold(name) == fold(label)), None)
    if own is None:
        return _inserted(lines, [f"[column.{string(label)}]", f"aka = {value(spellings)}", ""])
    if "aka" in root["column"][own]:
        line = places.of(("column", own, "aka"))[0] or 0
        lines[line - 1] = _replaced(lines[line - 1], label, spellings)
        return "\n".join(lines)
    line = places.of(("column", own))[0] or 0
    if not lines[line - 1].lstrip().startswith("["):
        raise Unwritable(label, f"aka = {value(spellings)}")
    return "\n".join([*lines[:line], f"aka = {value(spellings)}", *lines[line:]])


def _column_at(root: Mapping[str, object], label: str) -> int | None:
    """Where the file's own layout has the column; None where it is the parent's."""
    columns = root.get("columns")
    for at, column in enumerate(columns if isinstance(columns, list) else ()):
        nth = column.get("nth", 1)
        if fold(f"{column.get('name', '')}#{nth}" if nth != 1 else column.get("name", "")) == fold(label):
            return at
    return None


def _inline(line: str, column: Mapping[str, object], spellings: Sequence[str]) -> str:
    """The line of a column with these spellings.

    >>> _inline('  { name = "氏名", field = "buyer.name" },  # 姓名', {"name": "氏名"}, ["お名前"])
    '  { name = "氏名", aka = ["お名前"], field = "buyer.name" },  # 姓名'
    >>> _inline('  { name = "氏名", aka = ["名"] },', {"name": "氏名", "aka": ["名"]}, ["名", "お名前"])
    '  { name = "氏名", aka = ["名", "お名前"] },'
    """
    if "aka" in column:
        return _replaced(line, str(column.get("name")), spellings)
    for found in _NAME.finditer(line):
        if tomllib.loads(f"k = {found[1]}")["k"] == column.get("name"):
            return f"{line[: found.end()]}, aka = {value(spellings)}{line[found.end() :]}"
    raise Unwritable(str(column.get("name")), f"aka = {value(spellings)}")


def _replaced(line: str, label: str, spellings: Sequence[str]) -> str:
    """A line with its one list of spellings changed; `Unwritable` where it has none or several."""
    if len(_AKA.findall(line)) != 1:
        raise Unwritable(label, f"aka = {value(spellings)}")
    return _AKA.sub(lambda _: f"aka = {value(spellings)}", line)


def _inserted(lines: list[str], new: Sequence[str]) -> str:
    """New lines before the first table of a text, and before the comment that belongs to it."""
    first = next((i for i, line in enumerate(lines) if re.match(r"\s*\[[^\]]*\]{1,2}\s*(#.*)?$", line)), None)
    if first is None:
        return "\n".join([*_without_end(lines), "", *new])
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return "\n".join([*lines[:first], *new, *lines[first:]])


def _without_end(lines: Sequence[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _with_words(text: str, table: str, words: Words, lang: Language) -> str:
    """New words as comments at the end of their table; those that a comment has already stay out."""
    noted = set(re.findall(rf"^\s*#\s*({_STRING})\s*=", text, re.MULTILINE))
    sheet = Sheet(lang)
    for word, may, count in words.open:
        if string(word) not in noted:
            sheet.add(f"# {string(word)} = {string(may or '…')}  # ? {sheet.word(_COUNT, count=count)}")
    if not sheet.lines:
        return text
    lines = text.split("\n")
    head = Lines(text).of(("codes", table))[0] if table in tomllib.loads(text).get("codes", {}) else None
    if head is None:
        name = table if re.fullmatch("[A-Za-z0-9_-]+", table) else string(table)
        return _inserted(lines, [f"[codes.{name}]", *sheet.lines, ""])
    end = _end_of_table(lines, head)
    return "\n".join([*lines[:end], *sheet.lines, *lines[end:]])


def _end_of_table(lines: Sequence[str], head: int) -> int:
    """The index after the last line of the table whose header is on line `head` (from 1)."""
    following = (i for i in range(head, len(lines)) if lines[i].lstrip().startswith("["))
    end = next(following, len(lines))
    while end > head and (not lines[end - 1].strip() or (end < len(lines) and _of_next(lines, end))):
        end -= 1
    return end


def _of_next(lines: Sequence[str], end: int) -> bool:
    """Whether the line before `end` is a comment that belongs to the table after it: nothing stands between."""
    return (
        lines[end - 1].lstrip().startswith("#")
        and lines[end].strip() != ""
        and not re.match(rf"\s*#\s*(?:{_STRING})\s*=", lines[end - 1])
    )
