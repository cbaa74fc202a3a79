"""Line numbers of the keys of a TOML text, which tomllib does not give.

>>> lines = Lines('id = "a/b"\\n[keep]\\n"order.status" = ["new"]\\n[[tests]]\\nname = "one"\\n')
>>> lines.of(("keep", "order.status")), lines.of(("tests", 0, "name"))
((3, '"order.status" = ["new"]'), (5, 'name = "one"'))
>>> lines.of(("keep", "no such key"))
(2, '[keep]')
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

_TOKEN = regex(
    r'''(?P<string>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')'''
    r"|(?P<skip>[ \t\r]+|\#[^\n]*)|(?P<mark>[\[\]{}=,.\n])|(?P<bare>[^\s\[\]{}=,.\#\"']+)",
    re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


class Lines:
    """A valid TOML text by lines: where each key, table and array element begins."""

    def __init__(self, text: str) -> None:
        self._texts = text.split("\n")
        self._tokens = list(_tokens(text))
        self._at = 0
        self._counts: dict[Path, int] = {}
        self._lines: dict[Path, int] = {}
        self._read()

    def of(self, path: Path) -> tuple[int | None, str]:
        """The line (from 1) of a key and its text; that of the nearest table around it if the key is not there."""
        while path and path not in self._lines:
            path = path[:-1]
        line = self._lines.get(path)
        return (line, self.text(line)) if line else (None, "")

    def text(self, line: int) -> str:
        """The text of a line, without the blanks around it."""
        return self._texts[line - 1].strip() if 0 < line <= len(self._texts) else ""

    def _read(self) -> None:
        table: Path = ()
        while self._at < len(self._tokens):
            if self._is("\n"):
                self._at += 1
            elif self._is("["):
                table = self._header()
            else:
                self._pair(table)

    def _is(self, text: str, ahead: int = 0) -> bool:
        at = self._at + ahead
        return at < len(self._tokens) and self._tokens[at][:2] == ("mark", text)

    def _header(self) -> Path:
        array = self._is("[", 1)
        line = self._tokens[self._at].line
        self._at += 2 if array else 1
        path = self._inside(self._keys())
        self._at += 2 if array else 1
        if array:
            self._counts[path] = self._counts.get(path, 0) + 1
            self._lines.setdefault(path, line)
            path = (*path, self._counts[path] - 1)
        self._note(path, line)
        return path

    def _inside(self, keys: Path) -> Path:
        """A path with the index of the last element after each array of tables that it goes through."""
        path: Path = ()
        for number, key in enumerate(keys, 1):
            path = (*path, key)
            if path in self._counts and number < len(keys):
                path = (*path, self._counts[path] - 1)
        return path

    def _keys(self) -> Path:
        keys = [self._key()]
        while self._is("."):
            self._at += 1
            keys.append(self._key())
        return tuple(keys)

    def _key(self) -> str:
        token = self._tokens[self._at]
        self._at += 1
        return str(tomllib.loads(f"k = {token.text}")["k"]) if token.kind == "string" else token.text

    def _pair(self, table: Path) -> None:
        line = self._tokens[self._at].line
        path = (*table, *self._keys())
        self._note(path, line, len(table) + 1)
        self._at += 1
        self._value(path)

    def _note(self, path: Path, line: int, least: int = 1) -> None:
        for length in range(least, len(path) + 1):
            self._lines.setdefault(path[:length], line)

    def _value(self, path: Path) -> None:
        if self._is("["):
            self._array(path)
        elif self._is("{"):
            self._inline(path)
        else:
            while self._at < len(self._tokens) and not any(map(self._is, ",]}\n")):
                self._at += 1

    def _array(self, path: Path) -> None:
        self._at += 1
        index = 0
        while not self._is("]"):
            if self._is("\n") or self._is(","):
                self._at += 1
                continue
            self._note((*path, index), self._tokens[self._at].line, len(path) + 1)
            self._value((*path, index))
            index += 1
        self._at += 1

    def _inline(self, path: Path) -> None:
        self._at += 1
        while not self._is("}"):
            if self._is("\n") or self._is(","):
                self._at += 1
                continue
            self._pair(path)
        self._at += 1


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "skip":
            yield _Token(kind, match.group(), line)
        line += match.group().count("\n")


def error_line(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, str]:
    """Line and reason of a syntax error, out of the words of tomllib.

    >>> try: _ = tomllib.loads('a = 1\\nb = = 2')
    ... except tomllib.TOMLDecodeError as error: error_line(error, "")
    (2, 'Invalid value')
    """
    reason, _, place = str(error).partition(" (at ")
    found = re.match(r"line (\d+)", place)
    return (int(found.group(1)) if found else len(text.rstrip().split("\n"))), reason
