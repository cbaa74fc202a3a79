"""A TOML text that is written line by line and remembers the lines that a person must still decide.

>>> from csvbridge.codes import Text
>>> sheet = Sheet("en")
>>> sheet.add('id = "shop/orders"')
>>> sheet.ask('# "あと払い" = "…"', Text("支払方法の言葉（{count}件）", "a payment word ({count})"), count=3)
>>> [(todo.line, todo.why) for todo in sheet.todos]
[(2, 'a payment word (3)')]
>>> print(sheet.text, end="")
id = "shop/orders"
# "あと払い" = "…"
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csvbridge.codes import Text

Language = Literal["ja", "en"]
_CONTROLS = regex(r"[\x00-\x1f\x7f]+")
_BARE = regex(r"[A-Za-z0-9_-]+")


class Todo(NamedTuple):
    """A line to edit or to look at: its number from 1, its text, and why. `must`: nothing runs right without it."""

    line: int
    text: str
    why: str
    must: bool


@dataclass
class Sheet:
    """The lines of one file, with comments in one language."""

    lang: Language
    lines: list[str] = field(default_factory=list)
    todos: list[Todo] = field(default_factory=list)

    def add(self, *lines: str) -> None:
        """Lines as they are."""
        self.lines += lines

    def say(self, text: Text, **params: object) -> None:
        """A line of comment."""
        self.add(f"# {one_line(self.word(text, **params))}")

    def ask(self, line: str, why: Text, *, must: bool = True, **params: object) -> None:
        """A line that a person must decide (`must`) or look at."""
        self.add(line)
        self.todos.append(Todo(len(self.lines), line.strip(), self.word(why, **params), must))

    def word(self, text: Text, **params: object) -> str:
        """A text in the language of the file."""
        return (text.ja if self.lang == "ja" else text.en).format(**params)

    @property
    def text(self) -> str:
        """The whole file."""
        return "\n".join(self.lines) + "\n"


def string(text: str) -> str:
    r"""A text as TOML writes it.

    >>> string('氏名"漢字"'), string("a\x7f\n")
    ('"氏名\\"漢字\\""', '"a\\u007f\\n"')
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def value(item: object) -> str:
    """A value of a key: text, number, truth, list or inline table.

    >>> value({"name": "氏名", "aka": ["お名前"], "rank": 1, "required": True})
    '{ name = "氏名", aka = ["お名前"], rank = 1, required = true }'
    """
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, list | tuple):
        return f"[{', '.join(map(value, item))}]"
    if isinstance(item, dict):
        return inline(item)
    return string(item) if isinstance(item, str) else str(item)


def inline(keys: Mapping[str, object]) -> str:
    """An inline table; one without keys is `{}`."""
    return f"{{ {', '.join(f'{key(name)} = {value(item)}' for name, item in keys.items())} }}" if keys else "{}"


def key(name: str) -> str:
    """A key, quoted where it must be.

    >>> key("max_chars"), key("支払方法")
    ('max_chars', '"支払方法"')
    """
    return name if _BARE.fullmatch(name) else string(name)


def one_line(text: str) -> str:
    """A text that can stand in a comment."""
    return _CONTROLS.sub(" ", text).strip()
