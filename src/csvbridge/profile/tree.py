"""A profile's TOML as a tree that remembers which file and key each value came from, through `extends` and merges."""

from __future__ import annotations

import tomllib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from csvbridge.errors import Problem
from csvbridge.profile.columns import nearest
from csvbridge.profile.positions import Lines, error_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from csvbridge.profile.positions import Path as KeyPath

SHOWN = 8
"""How many choices a cure lists."""


class TomlFile:
    """One file read once: its bytes for the hash, its text for the lines of problems."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data = path.read_bytes()

    @cached_property
    def text(self) -> str:
        """The file as text; tomllib wants UTF-8, Windows editors add a BOM."""
        return self.data.decode("utf-8-sig").replace("\r\n", "\n")

    @cached_property
    def lines(self) -> Lines:
        """Where each key stands."""
        return Lines(self.text)

    def root(self) -> Node:
        """The tree of the file."""
        return _node(tomllib.loads(self.text), self, ())


class Node:
    """A value with its origin; tables hold nodes by key, arrays hold nodes in order."""

    __slots__ = ("file", "path", "value")

    def __init__(self, value: Any, file: TomlFile, path: KeyPath) -> None:
        self.value = value
        self.file = file
        self.path = path

    def get(self, *keys: str | int) -> Node | None:
        """The node under a path of keys, if it is there."""
        node: Node | None = self
        for key in keys:
            node = node.child(key) if node else None
        return node

    def child(self, key: str | int) -> Node | None:
        """The node of one key or index."""
        if isinstance(self.value, dict):
            return self.value.get(key)
        if isinstance(self.value, list) and isinstance(key, int) and key < len(self.value):
            found: Node = self.value[key]
            return found
        return None

    def items(self) -> Iterator[tuple[str, Node]]:
        """Keys and nodes of a table; of anything else none."""
        if isinstance(self.value, dict):
            yield from self.value.items()

    def elements(self) -> Iterator[Node]:
        """The nodes of an array, or the one table where one is allowed for an array."""
        if isinstance(self.value, list):
            yield from self.value
        elif isinstance(self.value, dict):
            yield self

    def at(self, *keys: str | int) -> Node:
        """The node under a path, or the nearest around it: where a problem is shown."""
        found = self
        for key in keys:
            found = found.child(key) or found
        return found

    def table(self, key: str) -> Node:
        """The table under a key, an empty one if there is none."""
        return self.get(key) or Node({}, self.file, (*self.path, key))


def _node(value: object, file: TomlFile, path: KeyPath) -> Node:
    if isinstance(value, dict):
        return Node({k: _node(v, file, (*path, k)) for k, v in value.items()}, file, path)
    if isinstance(value, list):
        return Node([_node(v, file, (*path, i)) for i, v in enumerate(value)], file, path)
    return Node(value, file, path)


def plain(node: Node) -> Any:
    """The values alone; dates as ISO text, since the models know texts and numbers only."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value.isoformat() if hasattr(node.value, "isoformat") else node.value


def merge(parent: Node, child: Node) -> Node:
    """Tables merge by key, anything else of the child replaces; in [codes.…] the child's words come first."""
    if not (isinstance(parent.value, dict) and isinstance(child.value, dict)):
        return child
    merged = {k: merge(parent.value[k], v) if k in parent.value else v for k, v in child.value.items()}
    rest = {k: v for k, v in parent.value.items() if k not in merged}
    words_first = child.path[:1] == ("codes",)
    return Node({**merged, **rest} if words_first else {**rest, **merged}, child.file, child.path)


class Problems(list[Problem]):
    """All problems of a load, each once."""

    def add(self, code: str, node: Node, **params: object) -> None:
        """One problem at a key: its file, its line and the text of that line."""
        line, text = node.file.lines.of(node.path)
        self._append(Problem(code, str(node.file.path), line, text, params))

    def unknown(self, code: str, node: Node, name: str, known: Iterable[str], **params: object) -> None:
        """A name that the language or the formats do not know, with the one that was probably meant."""
        self.add(code, node, name=name, choices=choices(name, tuple(known)), **params)

    def syntax(self, file: TomlFile, error: tomllib.TOMLDecodeError) -> None:
        """A file that is no TOML."""
        line, reason = error_line(error, file.text)
        text = file.text.split("\n")[line - 1].strip()
        self._append(Problem("TOML_SYNTAX", str(file.path), line, text, {"reason": reason}))

    def of_file(self, code: str, path: Path, **params: object) -> None:
        """A problem of a whole file."""
        self._append(Problem(code, str(path), None, "", {"path": str(path), **params}))

    def _append(self, problem: Problem) -> None:
        if problem not in self:
            self.append(problem)

    def in_order(self, files: Sequence[str]) -> list[Problem]:
        """By file, in the order in which files were read, then by line."""
        places = {path: place for place, path in enumerate(files)}
        return sorted(self, key=lambda p: (places.get(p.path, len(places)), p.line or 0))


def choices(name: str, known: Sequence[str]) -> str:
    """What to write instead: the nearest name if one is near, else the first of those that are known.

    >>> choices("buyer.nmae", ("buyer.name", "buyer.kana"))
    'buyer.name'
    >>> choices("x", ("first", "last"))
    'first, last'
    """
    near = nearest(name, known)
    if near:
        return near
    return ", ".join(known[:SHOWN]) + (", …" if len(known) > SHOWN else "")
