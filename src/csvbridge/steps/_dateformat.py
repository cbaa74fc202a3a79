"""Forms of dates as a profile writes them: `YYYY/MM/DD`, `YYYYMMDD`, `YYYY年M月D日 H:mm`."""

from __future__ import annotations

import re
from functools import cache

from csvbridge.pattern import regex

TOKENS = ("YYYY", "MM", "M", "DD", "D", "HH", "H", "mm", "ss")
TIME = frozenset({"HH", "H", "mm", "ss"})
_TOKEN = regex("|".join(TOKENS))


@cache
def parse(form: str) -> tuple[str, ...]:
    """The tokens and the literal texts of a form, in order.

    `ValueError` for a form without year, month or day, with one of them twice, with minutes but no hours, with
    seconds but no minutes, or with a letter that is no token (T alone may stand before the time).

    >>> parse("YYYY/M/D HH:mm")
    ('YYYY', '/', 'M', '/', 'D', ' ', 'HH', ':', 'mm')
    >>> parse("YY/MM/DD")
    Traceback (most recent call last):
    ValueError: YY/MM/DD: a date form is made of YYYY, MM, M, DD, D, HH, H, mm and ss
    """
    parts = tuple(part for part in re.split(f"({_TOKEN.pattern})", form) if part)
    literals = "".join(part for part in parts if part not in TOKENS)
    units = [part[0] for part in parts if part in TOKENS]
    if re.search("[A-SU-Za-z0-9]|T.*T", literals) or not _complete(units):
        raise ValueError(f"{form}: a date form is made of YYYY, MM, M, DD, D, HH, H, mm and ss")
    return parts


def _complete(units: list[str]) -> bool:
    """Whether year, month and day are there, every unit once, and none without the next larger one."""
    return len(units) == len(set(units)) and set(units) in ({*"YMD"}, {*"YMDH"}, {*"YMDHm"}, {*"YMDHms"})


def has_time(form: str) -> bool:
    """Whether a form shows a time.

    >>> has_time("YYYYMMDD"), has_time("YYYYMMDDHHmmss")
    (False, True)
    """
    return not TIME.isdisjoint(parse(form))
