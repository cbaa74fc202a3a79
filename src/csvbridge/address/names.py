"""Folded names and what they stand for: the names that a text may go on with, and the towns of a municipality."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from csvbridge.address.fold import fold, loosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from csvbridge.address.model import Town

Meaning = TypeVar("Meaning")


@dataclass
class Names(Generic[Meaning]):
    """Folded names, each with what it stands for; longest first when a text is read."""

    known: dict[str, list[Meaning]] = field(default_factory=dict)

    @cached_property
    def _lengths(self) -> Mapping[str, tuple[int, ...]]:
        """How long the names are that start with a character, longest first."""
        found: dict[str, set[int]] = {}
        for name in self.known:
            found.setdefault(name[0], set()).add(len(name))
        return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}

    def at(self, text: str, start: int = 0) -> Iterator[str]:
        """The names that stand at a place of a folded text, longest first."""
        for length in self._lengths.get(text[start : start + 1], ()):
            name = text[start : start + length]
            if name in self.known:
                yield name


class Municipality:
    """The towns of a municipality, or of all wards of a 政令市 whose ward is not said."""

    def __init__(self, towns: Iterable[Town]) -> None:
        self.towns = tuple(towns)
        self.names: Names[Town] = Names()
        for town in self.towns:
            for name in filter(None, town.town.split("、")):
                self.names.known.setdefault(fold(name), []).append(town)

    @cached_property
    def loose(self) -> Names[Town]:
        """The names without ケ, ノ and ツ between kanji."""
        names: Names[Town] = Names()
        for name, towns in self.names.known.items():
            names.known.setdefault(loosen(name), []).extend(towns)
        return names

    def called(self, town: str) -> tuple[Town, ...]:
        """The rows of a town in the table's spelling: one for each of its postal codes."""
        return tuple(row for row in self.towns if row.town == town)

    @cached_property
    def has_towns(self) -> bool:
        return bool(self.names.known)

    @cached_property
    def rest_codes(self) -> frozenset[str]:
        """The postal codes for what is not listed."""
        return frozenset(row.postal_code for row in self.towns if not row.town)
