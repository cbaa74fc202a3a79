"""What the checks of an address are given, and what they give back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from csvbridge.address import Address, Master
    from csvbridge.findings import Severity

Part = Literal["postal_code", "prefecture", "city", "street", "building", "address"]
"""The part of a party that a defect speaks of: the last word of a canonical field."""

Frame = TypeVar("Frame", "pl.DataFrame", "pl.LazyFrame")
Steps = tuple["Sequence[pl.Expr]", ...]
"""Columns to add to a frame, those of a step made of those before."""

PARTS: tuple[Part, ...] = ("postal_code", "prefecture", "city", "street", "building", "address")


class Place(NamedTuple):
    """Where a party lives, as the file says it: canonical texts, "" where blank.

    `postal_code` is seven digits, or the cell as it stands where it is not of that form. A file gives either parts
    or the whole (`address`); a cell holds what its cart puts there: a city may stand in `street`, a building too.
    """

    postal_code: str = ""
    prefecture: str = ""
    city: str = ""
    street: str = ""
    building: str = ""
    address: str = ""

    @property
    def cells(self) -> tuple[tuple[Part, str], ...]:
        """The filled cells of the address, first to last, each with its part; without the postal code."""
        return tuple((part, text) for part, text in zip(PARTS[1:], self[1:], strict=True) if text)

    def part_of(self, text: str) -> Part:
        """The first cell that holds a text; where none does or there is no text, the cell that holds the street."""
        holding = (part for part, cell in self.cells if text and text in cell)
        return next(holding, "address" if self.address else "street")

    def changed(self, part: Part, old: str, new: str) -> str | None:
        """The cell of a part with one text put in the place of another; None if it does not hold it.

        >>> Place(street="前橋市大手街2").changed("street", "大手街", "大手町")
        '前橋市大手町2'
        >>> Place(street="前橋市").changed("street", "", "x") is None
        True
        """
        cell: str = getattr(self, part)
        return cell.replace(old, new, 1) if old and old in cell else None


class Defect(NamedTuple):
    """A code at a part. `value` is the offending text as it stands there; `severity` None is the code's own.

    `suggestion` is the whole new text of that part, `params` fill the message's braces.
    """

    code: str
    part: Part
    value: str
    params: Mapping[str, object] = {}
    suggestion: str | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One address to judge: as it stands, taken apart, and the tables it was taken apart with.

    `keywords` are words that a profile adds, by code.
    """

    place: Place
    parsed: Address
    master: Master
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def added(frame: Frame, steps: Steps) -> Frame:
    """A frame with the columns of all steps."""
    for step in steps:
        frame = frame.with_columns(step)
    return frame
