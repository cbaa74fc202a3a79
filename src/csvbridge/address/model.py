"""An address taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Level = Literal["none", "prefecture", "city", "town", "number"]
"""How far an address was understood."""


class Town(NamedTuple):
    """A town of the table. `town` is "" for what the post lists as "none of the below" or a whole municipality.

    `chome` says that its blocks have 丁目; `note` is what the post says of it beside the name ("" if nothing).
    """

    postal_code: str
    prefecture: str
    city: str
    town: str
    chome: bool
    note: str


class Office(NamedTuple):
    """A large-volume addressee with a postal code of its own. `number` is its block, `kind` box for a P.O. box."""

    postal_code: str
    prefecture: str
    city: str
    town: str
    number: str
    kind: Literal["street", "box"]


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address, cut out of the text as it stands; "" where there is none.

    `prefecture`, `city` (郡 with 町村, 市 with 区) and `town` are in the table's spelling, whatever the text's; they
    are "" where the table has no such name. `city_text` and `town_text` are what stands in the text in their place
    (an unknown town too). `street_name` is what stands between ward and town in Kyoto. `number` is the block
    ("2-8-1", "2丁目8番1号", "無番地"), `rest` what follows it up to the building.
    """

    postal_code: str = ""
    prefecture: str = ""
    city: str = ""
    town: str = ""
    number: str = ""
    building: str = ""
    room: str = ""
    city_text: str = ""
    town_text: str = ""
    street_name: str = ""
    rest: str = ""
    level: Level = "none"
