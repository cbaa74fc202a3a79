"""The tables of words of a drafted format: what is known is written, what is not waits as a comment for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csvbridge.catalog import FIELDS
from csvbridge.codes import Text
from csvbridge.learn.draft_columns import cells_of
from csvbridge.learn.draft_sheet import key, string
from csvbridge.learn.words import MOST, Words, found_in, known_words, shared_words, sort_out
from csvbridge.profile.constraints import fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from csvbridge.learn.draft import Wish
    from csvbridge.learn.draft_columns import Drafted
    from csvbridge.learn.draft_sheet import Sheet
    from csvbridge.learn.model import Inspection

_COUNT = Text("{count}か所", "cells: {count}")
_WORD = Text(
    "「{column}」の言葉「{word}」の意味を決めて # を外してください（{count}か所）",
    "say what the word “{word}” of “{column}” means, then take the # away ({count} cells)",
)
_UNSEEN = Text(
    "「{column}」に書く言葉（{word} にあたるもの）を書いて # を外してください",
    "write the word that “{column}” takes for {word}, then take the # away",
)
_ASKED = {"order.payment_method": ("deferred",)}
"""Fields of which a provider of deferred payment takes one word."""
_MANY = Text("ほかに{count}種類の言葉", "{count} more words")


class OpenWord(NamedTuple):
    """A word that only a person can decide, and what it may mean ("" where nothing is like it)."""

    column: str
    field: str
    word: str
    may: str


def write_words(
    sheet: Sheet, seen: Inspection, columns: Sequence[Drafted], wish: Wish
) -> Mapping[str, list[tuple[str, str]]]:
    """The tables of words, each open word commented out; by field, the words that are decided."""
    decided: dict[str, list[tuple[str, str]]] = {}
    for table, fed in _by_table(columns).items():
        own = _own_words(table, wish)
        words = _sorted(seen, fed, own, wish)
        decided.update({c.field or "": [(w, to) for w, to, _ in words.decided] for c in fed})
        new = [each for each in words.decided if fold_word(each[0]) not in own]
        if new or words.open or not own:
            _table(sheet, table, fed[0], new, words.open)
            if wish.target and not (new or words.open):
                _unknown_words(sheet, fed[0])
    return decided


def _by_table(columns: Sequence[Drafted]) -> dict[str, list[Drafted]]:
    found: dict[str, list[Drafted]] = {}
    for column in columns:
        if column.field and "codes" in column.keys:
            found.setdefault(str(column.keys["codes"]), []).append(column)
    return found


def _own_words(table: str, wish: Wish) -> dict[str, str]:
    """The words that the format has already: those of its base, or of the shared table of that name."""
    if wish.base:
        return {fold_word(word): to for word, to in wish.base.codes.get(table, {}).items()}
    return shared_words(table, wish.folders)


def _sorted(seen: Inspection, fed: Sequence[Drafted], own: Mapping[str, str], wish: Wish) -> Words:
    said = {fold_word(word): to for (of, word), to in wish.answers.items() if of == fed[0].field}
    known = {**known_words(fed[0].field or "", wish.folders), **own, **said}
    counts: dict[str, int] = {}
    for column in fed:
        for word, count in found_in(cells_of(column.guess.column, seen)):
            counts[word] = counts.get(word, 0) + count
    return sort_out(counts.items(), known)


def _table(
    sheet: Sheet,
    table: str,
    column: Drafted,
    decided: Sequence[tuple[str, str, int]],
    still: Sequence[tuple[str, str, int]],
) -> None:
    sheet.add("", f"[codes.{key(table)}]")
    for word, to, count in decided:
        sheet.add(f"{string(word)} = {string(to)}  # {sheet.word(_COUNT, count=count)}")
    for word, may, count in still[:MOST]:
        line = f"# {string(word)} = {string(may or '…')}  # ? {sheet.word(_COUNT, count=count)}"
        sheet.ask(line, _WORD, column=column.label, word=word, count=count)
    if len(still) > MOST:
        sheet.say(_MANY, count=len(still) - MOST)


def _unknown_words(sheet: Sheet, column: Drafted) -> None:
    """A template does not show its words; until a person writes them, an order that needs one is refused."""
    for to in _ASKED.get(column.field or "", FIELDS[column.field or ""].words[:4]):
        sheet.ask(f'# "…" = {string(to)}  # ?', _UNSEEN, column=column.label, word=to)


def open_words(seen: Inspection, columns: Sequence[Drafted], wish: Wish) -> Iterator[OpenWord]:
    """The words that a person must decide."""
    for table, fed in _by_table(columns).items():
        for word, may, _ in _sorted(seen, fed, _own_words(table, wish), wish).open:
            yield OpenWord(fed[0].label, fed[0].field or "", word, may)
