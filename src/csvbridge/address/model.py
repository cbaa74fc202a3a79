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
    are "" where the table has no such name. Where the text leaves a prefecture or municipality out and the rest or
    the postal code tells it, it is given all the same; `prefecture_text`, `city_text` and `town_text` are what really
    stands there. A 政令市 without its ward is the city alone ("静岡市").
    `street_name` is what stands between ward and town in Kyoto, `subarea` between town and number (字名).
    `number` is the block ("2-8-1", "2丁目8番1号", "無番地"). `rest` is what was not understood: all after the
    prefecture or municipality at which reading stopped. `repeated` says which names stand twice.
    """

    postal_code: str = ""
    prefecture: str = ""
    city: str = ""
    town: str = ""
    number: str = ""
    building: str = ""
    room: str = ""
    prefecture_text: str = ""
    city_text: str = ""
    town_text: str = ""
    street_name: str = ""
    subarea: str = ""
    rest: str = ""
    repeated: tuple[Literal["prefecture", "city"], ...] = ()
    level: Level = "none"
