"""`--ask`: doubtful columns and open words, asked one by one on a terminal; Enter takes what is proposed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from csvbridge.catalog import DERIVED, FIELDS
from csvbridge.codes import Text
from csvbridge.learn.draft import draft
from csvbridge.learn.model import Evidence
from csvbridge.report.language import say
from csvbridge.report.mask import mask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.learn.draft import Wish
    from csvbridge.learn.model import Guess, Inspection

_COLUMN = Text(
    "列「{column}」（例: {examples}）の項目（- は項目なし）", "field of “{column}” (such as {examples}; - for none)"
)
_WORD = Text("「{column}」の「{word}」の意味（{words}、- はあとで）", "“{word}” of “{column}” ({words}; - for later)")
_UNKNOWN = Text("{name} はありません（{choices}）", "there is no {name} ({choices})")
_SAID = Evidence("header", "人が決めました", "a person said so")


def answered(seen: Inspection, wish: Wish) -> tuple[Inspection, Wish]:
    """The inspection and the wish with what a person answers."""
    seen = replace(seen, guesses=tuple(_asked(guess) if guess.doubtful else guess for guess in seen.guesses))
    answers = {
        (word.field, word.word): to
        for word in draft(seen, wish).open
        if (to := _word(word.column, word.word, word.field, word.may)) is not None
    }
    return seen, replace(wish, answers=answers)


def _asked(guess: Guess) -> Guess:
    examples = "、".join(mask(text, guess.field) for text in guess.column.examples[:2]) or "-"
    question = say(_COLUMN, {"column": guess.column.name or f"#{guess.column.index + 1}", "examples": examples})
    choices = [name for name in FIELDS if name not in DERIVED]
    told = _choice(question, choices, guess.field or "-")
    return replace(guess, field=told, confidence=1.0, evidence=(_SAID,), rivals=())


def _word(column: str, word: str, field: str, may: str) -> str | None:
    words = FIELDS[field].words
    question = say(_WORD, {"column": column, "word": word, "words": ", ".join(words)})
    return _choice(question, words, may or "-")


def _choice(question: str, choices: Sequence[str], proposed: str) -> str | None:
    """One of the choices, or None for "-"; asked again until it is one of them."""
    while True:
        told = str(typer.prompt(question, default=proposed, err=True)).strip()
        if told == "-" or told in choices:
            return None if told == "-" else told
        from csvbridge.profile.tree import choices as near

        typer.echo(say(_UNKNOWN, {"name": told, "choices": near(told, choices)}), err=True)
