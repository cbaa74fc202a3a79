"""Dates: ISO, with a time where the cell has one, in Asia/Tokyo (fixed +09:00; no time zone database)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

import polars as pl

from csvbridge.forms._narrow import narrow, narrow_expr
from csvbridge.steps._dateformat import TOKENS, parse
from csvbridge.steps.dates import date as write

__all__ = ["CODE", "canonical", "canonical_expr", "write"]

CODE = "DATE_INVALID"
_TOKYO = 9 * 60
_GROUP = {
    "Y": "(?P<y{n}>(?:19|20)[0-9]{{2}})",
    "M": "(?P<m{n}>[0-9]{{{low},2}})",
    "D": "(?P<d{n}>[0-9]{{{low},2}})",
    "H": "(?P<H>(?:[01]?[0-9]|2[0-3]))",
    "m": "(?P<i>[0-5][0-9])",
    "s": "(?P<s>[0-5][0-9])",
}
_FREE = ("YYYY/M/D", "YYYY-M-D", "YYYY.M.D", "YYYY年M月D日", "YYYYMMDD")
_TIME = r"(?:(?:T| +)(?P<H>[01]?[0-9]|2[0-3]):(?P<i>[0-5][0-9])(?::(?P<s>[0-5][0-9])(?:\.[0-9]+)?)?"
_ZONE = r"(?: *(?P<zone>Z|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9]))?)?"


class _Shape(NamedTuple):
    """A pattern for a whole cell, and in how many ways it may hold the three parts of a date."""

    pattern: re.Pattern[str]
    ways: int

    def has(self, group: str) -> bool:
        return group in self.pattern.groupindex


def _part(parts: tuple[str, ...], at: int, way: int) -> str:
    part = parts[at]
    if part not in TOKENS:
        return re.escape(part)
    touching = {*parts[max(at - 1, 0) : at], *parts[at + 1 : at + 2]} & set(TOKENS)
    return _GROUP[part[0]].format(n=way, low=2 if touching else 1)


def _pattern(form: str, way: int = 0) -> str:
    parts = parse(form)
    return "".join(_part(parts, at, way) for at in range(len(parts)))


@cache
def _shape(form: str | None) -> _Shape:
    if form is not None:
        return _Shape(re.compile(_pattern(form)), 1)
    days = "|".join(_pattern(free, way) for way, free in enumerate(_FREE))
    return _Shape(re.compile(f"(?:{days}){_TIME}{_ZONE}"), len(_FREE))


def canonical(text: str, form: str | None = None) -> str | None:
    """2026-11-20, or 2026-11-20T10:23:45 where the cell has a time; None for days that do not exist.

    Without `form`: year, month and day in this order, apart by / - . or 年月日, or as eight digits; an optional
    time, whose missing seconds are 00 and whose fractions go; an optional zone. Years 1900 to 2099. With `form`
    (such as MM/DD/YYYY) the cell must have that form; month, day and hour may lack their leading zero.

    >>> canonical("2026/1/5"), canonical("2026年11月20日 9:03"), canonical("20261120")
    ('2026-01-05', '2026-11-20T09:03:00', '2026-11-20')
    >>> canonical("2026-11-20T15:23:45Z"), canonical("11/20/2026", "MM/DD/YYYY")
    ('2026-11-21T00:23:45', '2026-11-20')
    >>> canonical("2026/02/30") is None, canonical("26/11/20") is None, canonical("11/20") is None
    (True, True, True)
    """
    narrowed = narrow(text)
    if not narrowed:
        return ""
    shape = _shape(form)
    found = shape.pattern.fullmatch(narrowed)
    return _iso(found.groupdict(), shape.ways) if found else None


def _iso(groups: dict[str, str | None], ways: int) -> str | None:
    y, m, d = (next(int(v) for n in range(ways) if (v := groups[f"{part}{n}"])) for part in "ymd")
    hour, minute, second = (int(groups.get(part) or 0) for part in "His")
    try:
        at = datetime(y, m, d, hour, minute, second) - timedelta(minutes=_ahead(groups.get("zone")))
    except ValueError:
        return None
    return at.strftime("%Y-%m-%dT%H:%M:%S" if groups.get("H") else "%Y-%m-%d") if 1900 <= at.year < 2100 else None


def _ahead(zone: str | None) -> int:
    """Minutes by which a zone's clock is ahead of Tokyo's."""
    if zone is None:
        return 0
    minutes = 0 if zone == "Z" else int(zone[1:3]) * 60 + int(zone[-2:])
    return (-minutes if zone[0] == "-" else minutes) - _TOKYO


def canonical_expr(expr: pl.Expr, form: str | None = None) -> pl.Expr:
    """`canonical` on a column.

    >>> pl.select(canonical_expr(pl.lit("2026年11月20日 9:03"))).item()
    '2026-11-20T09:03:00'
    >>> pl.select(canonical_expr(pl.lit("20/11/2026"), "MM/DD/YYYY")).item() is None
    True
    """
    return _read(narrow_expr(expr), _shape(form))


def _read(cells: pl.Expr, shape: _Shape) -> pl.Expr:
    found = cells.str.extract_groups(f"^(?:{shape.pattern.pattern})$")

    def group(name: str) -> pl.Expr:
        return found.struct.field(name) if shape.has(name) else pl.lit(None, pl.String)

    day = [pl.coalesce([group(f"{part}{n}") for n in range(shape.ways)]).str.zfill(2) for part in "ymd"]
    clock = [group(part).fill_null("00").str.zfill(2) for part in "His"]
    stamp = pl.concat_str([pl.concat_str(day, separator="-"), pl.concat_str(clock, separator=":")], separator=" ")
    at = stamp.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False) - _ahead_expr(group("zone"))
    text = pl.when(group("H").is_null()).then(at.dt.strftime("%Y-%m-%d")).otherwise(at.dt.strftime("%Y-%m-%dT%H:%M:%S"))
    return pl.when(cells == "").then(cells).when(at.dt.year().is_between(1900, 2099)).then(text)


def _ahead_expr(zone: pl.Expr) -> pl.Expr:
    hours, minutes = (zone.str.slice(*at).cast(pl.Int64, strict=False).fill_null(0) for at in ((1, 2), (-2, 2)))
    sign = pl.when(zone.str.starts_with("-")).then(-1).otherwise(1)
    ahead = pl.when(zone.is_null()).then(0).otherwise(sign * (hours * 60 + minutes) - _TOKYO)
    return pl.duration(minutes=ahead)
