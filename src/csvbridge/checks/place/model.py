"""What the checks of an address are given, and what they give back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csvbridge.address import Address, Master

Part = Literal["postal_code", "prefecture", "city", "street", "building", "address"]
"""The part of a party that a defect speaks of: the last word of a canonical field."""

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
        filled = ((part, getattr(self, part)) for part in PARTS[1:])
        return tuple((part, text) for part, text in filled if text)


class Defect(NamedTuple):
    """A code at a part. `value` is the offending text as it stands there; `severity` None is the code's own.

    `suggestion` is the whole new text of that part, `params` fill the message's braces.
    """

    code: str
    part: Part
    value: str
    params: Mapping[str, object] = {}
    suggestion: str | None = None
    severity: Literal["error", "warning", "info"] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One address to judge: as it stands, taken apart, and the tables it was taken apart with.

    `keywords` are words that a profile adds, by code.
    """

    place: Place
    parsed: Address
    master: Master
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
