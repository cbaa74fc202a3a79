"""A text that is being read from left to right: how far, with which tables, and what was found so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from csvbridge.address.fold import fold_plain, plain
from csvbridge.address.model import Address
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.address.index import Index
    from csvbridge.address.names import Municipality, Names

_POSTAL_CODE = regex(r"\s*(?:〒\s*[0-9]{3}[-‐−ー]?[0-9]{4}\s*|[0-9]{3}[-‐−ー]?[0-9]{4}\s+|日本国?[\s、,]+)")
"""What people write before an address and no check minds."""


class Reading:
    """One text. `done` counts folded characters, `start` is the same place in the NFKC text."""

    def __init__(self, text: str, postal_code: str, index: Index) -> None:
        self.source, self.index, self.postal_code = text, index, postal_code
        self.coded = index.coded(postal_code)
        self.plain = plain(text)
        self.folded = fold_plain(self.plain.text)
        before = _POSTAL_CODE.match(self.plain.text)
        self.start = before.end() if before else 0
        self.done = next(i for i, at in enumerate(self.folded.at) if at >= self.start) if before else 0
        self.prefecture, self.prefecture_text = "", ""
        self.city, self.city_text = "", ""
        self.town, self.town_text, self.street_name = "", "", ""
        self.repeated: tuple[Literal["prefecture", "city"], ...] = ()

    def starts(self, name: str, skipped: int = 0) -> bool:
        """Whether a folded name stands next, or a few folded characters further on."""
        return self.folded.text.startswith(name, self.done + skipped)

    def next_of(self, names: Names[Any], skipped: int = 0) -> Iterator[str]:
        """The names that stand next, or further on; longest first."""
        return names.at(self.folded.text, self.done + skipped)

    def take(self, length: int) -> str:
        """What stands where the next folded characters are; it is read now."""
        start, self.done = self.start, self.done + length
        self.start = self.folded.at[self.done - 1] + 1 if length else start
        return self.cut(start, self.start)

    def cut(self, start: int, end: int) -> str:
        """A stretch of the NFKC text as it stands in the source, stripped."""
        return self.source[self.plain.at[start] : self.plain.at[end]].strip()

    @property
    def tail(self) -> str:
        """What is not yet read, NFKC."""
        return self.plain.text[self.start :]

    @property
    def rest(self) -> str:
        """What is not yet read, as it stands."""
        return self.cut(self.start, len(self.plain.text))

    @property
    def towns(self) -> Municipality:
        """The towns of the municipality that was found."""
        return self.index.municipality(self.index.city(self.prefecture, self.city))

    def address(self, **ending: str) -> Address:
        """What was found, with the parts that come after the town."""
        levels = (ending.get("number"), self.town, self.city, self.prefecture)
        names: tuple[Literal["number", "town", "city", "prefecture"], ...] = ("number", "town", "city", "prefecture")
        reached = (name for name, there in zip(names, levels, strict=True) if there)
        return Address(
            postal_code=self.postal_code,
            prefecture=self.prefecture,
            city=self.city,
            town=self.town,
            prefecture_text=self.prefecture_text,
            city_text=ending.pop("city_text", self.city_text),
            town_text=self.town_text,
            street_name=self.street_name,
            repeated=self.repeated,
            level=next(reached, "none"),
            number=ending.get("number", ""),
            building=ending.get("building", ""),
            room=ending.get("room", ""),
            subarea=ending.get("subarea", ""),
            rest=ending.get("rest", ""),
        )
