"""Folded names and what they stand for: the names that a text may go on with, and the towns of a municipality."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from csvbridge.address.fold import fold, loosen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from csvbridge.address.model import Town

Meaning = TypeVar("Meaning")


@dataclass
class Names(Generic[Meaning]):
    """Folded names, each with what it stands for; longest first when a text is read."""

    known: dict[str, Meaning] = field(default_factory=dict)

    @cached_property
    def _lengths(self) -> Sequence[int]:
        """How long the names are, longest first."""
        return sorted({*map(len, self.known)}, reverse=True)

    def at(self, text: str, start: int = 0) -> Iterator[str]:
        """The names that stand at a place of a folded text, longest first."""
        most = len(text) - start
        for length in self._lengths:
            if length <= most and (name := text[start : start + length]) in self.known:
                yield name


class Municipality:
    """The towns of a municipality, or of all wards of a 政令市 whose ward is not said.

    `rows` are theirs in the table, `folded` the names of each, `town` gives a row: most are never asked for.
    """

    def __init__(self, rows: Sequence[int], folded: Sequence[str], town: Callable[[int], Town]) -> None:
        self._rows, self._folded, self._town = rows, folded, town
        self.names: Names[int] = Names()
        self._more: dict[str, list[int]] = {}
        for row, names in zip(rows, folded, strict=True):
            for name in names.split("、") if names else ():
                if self.names.known.setdefault(name, row) != row:
                    self._more.setdefault(name, []).append(row)

    @cached_property
    def loose(self) -> Names[list[str]]:
        """The names without ケ, ノ and ツ between kanji, and those that they are without it."""
        names: Names[list[str]] = Names()
        for name in self.names.known:
            names.known.setdefault(loosen(name), []).append(name)
        return names

    def meant(self, names: Iterable[str]) -> tuple[Town, ...]:
        """The towns that some folded names stand for: one for each postal code."""
        rows = (row for name in names for row in (self.names.known[name], *self._more.get(name, ())))
        return tuple(map(self._town, rows))

    @cached_property
    def towns(self) -> tuple[Town, ...]:
        return tuple(map(self._town, self._rows))

    def called(self, town: str) -> tuple[Town, ...]:
        """The rows of a town in the table's spelling: one for each of its postal codes."""
        name = fold(town.partition("、")[0])
        return tuple(row for row in self.meant([name] if name in self.names.known else ()) if row.town == town)

    @cached_property
    def has_towns(self) -> bool:
        return bool(self.names.known)

    @cached_property
    def rest_codes(self) -> frozenset[str]:
        """The postal codes for what is not listed."""
        rest = (row for row, name in zip(self._rows, self._folded, strict=True) if not name)
        return frozenset(self._town(row).postal_code for row in rest)
