"""Taking an address apart with the tables of the post.

Read from the left: prefecture, municipality, town (the longest that fits), block number, building, room. What is left
out is filled in where the rest or the postal code tells it. Names are compared folded (`fold`), parts are cut out of
the text as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.address import number
from csvbridge.address.index import Index, index_of
from csvbridge.address.reading import Reading
from csvbridge.address.towns import read_town
from csvbridge.address.where import read_city, read_prefecture, unknown_city

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.address.master import Master
    from csvbridge.address.model import Address

LONGEST = 400
"""No address comes near it, and reading takes longer than the text grows."""


def parse(address: str | Sequence[str], postal_code: str = "", *, master: Master | None = None) -> Address:
    """The parts of an address; `address` is one text or its cells in order, `postal_code` seven digits or "".

    Names are given in the table's spelling and as they stand; what is not there is "". Never raises for a text.
    `master` are the tables to read it with, those of `load()` if none are given.

    >>> found = parse("東京都新宿区西新宿二丁目8-1 都庁ビル 305号室", "1600023")
    >>> found.city, found.town, found.number, found.building, found.room, found.level
    ('新宿区', '西新宿', '二丁目8-1', '都庁ビル', '305号室', 'number')
    >>> found = parse(["北海道", "月形町", "1219"])
    >>> found.city, found.city_text, found.town, found.number
    ('樺戸郡月形町', '月形町', '', '1219')
    >>> parse("杉並区阿佐ヶ谷南1-15-1").town, parse("Otemachi 1").level
    ('阿佐谷南', 'none')
    """
    from csvbridge.address.master import load

    text = address if isinstance(address, str) else "\u3000".join(cell for cell in address if cell)
    return read(text, postal_code, index_of(master or load()))


def read(text: str, postal_code: str, index: Index) -> Address:
    """`parse` of one text with an index; a postal code that is not seven digits is none.

    Of a text longer than any address its first `LONGEST` characters are read.
    """
    digits = postal_code if len(postal_code) == 7 and postal_code.isascii() and postal_code.isdecimal() else ""
    reading = Reading(text[:LONGEST], digits, index)
    read_prefecture(reading)
    read_city(reading)
    if not reading.city:
        return reading.address(rest=reading.rest, city_text=unknown_city(reading.rest))
    read_town(reading)
    return _end(reading)


def _end(reading: Reading) -> Address:
    """With block number, building and room; without a town of the table only if the post lists none here."""
    unread = "" if reading.town else reading.rest
    if unread and _is_listed(reading) and not number.starts_with_number(reading.tail):
        return reading.address(rest=unread)
    ending = number.read(reading.tail)
    if unread and not ending.number:
        return reading.address(rest=unread)
    return reading.address(**_as_it_stands(reading, ending))


def _is_listed(reading: Reading) -> bool:
    """Whether the post lists the towns here: not where the postal code stands for all that it does not list."""
    coded = reading.coded.of(reading.prefecture, reading.city).towns
    return reading.towns.has_towns and all(town.town for town in coded)


def _as_it_stands(reading: Reading, ending: number.Ending) -> dict[str, str]:
    """The parts of the ending in the characters of the source."""
    parts, at = {}, reading.start
    for name, part in zip(ending._fields, ending, strict=True):
        if part:
            at = reading.plain.text.index(part, at)
            parts[name] = reading.cut(at, at + len(part))
            at += len(part)
    return parts
