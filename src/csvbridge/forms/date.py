"""Dates: ISO, with a time where the cell has one, in Asia/Tokyo (fixed +09:00; no time zone database)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

import polars as pl

from csvbridge.forms._narrow import narrow, narrow_expr
from csvbridge.forms._quick import Quick
from csvbridge.pattern import regex
from csvbridge.steps._dateformat import TOKENS, parse
from csvbridge.steps._step import unless
from csvbridge.steps.dates import date as write

__all__ = ["CODE", "canonical", "canonical_expr", "write"]

CODE = "DATE_INVALID"
_TOKYO = 9 * 60
_YEAR = "(?P<y>(?:19|20)[0-9]{2})"
_GROUP = {"M": "m0", "D": "d0", "H": "H", "m": "i", "s": "s"}
_WAYS = (("/", "/", ""), ("-", "-", ""), (r"\.", r"\.", ""), ("年", "月", "日"))
_TIME = r"(?:T| +)(?P<H>[0-9]{1,2}):(?P<i>[0-5][0-9])(?::(?P<s>[0-5][0-9])(?:\.[0-9]+)?)?"
_ZONE = r"(?: *(?P<zone>Z|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9]))?"
_MONTH_DAY = (
    ("0[1-9]|1[0-2]", "0[1-9]|1[0-9]|2[0-8]"),
    ("0[13-9]|1[0-2]", "29|30"),
    ("0[13578]|1[02]", "31"),
)
_CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_PLAIN = regex(r"YYYY([-/])MM\1DD( HH:mm:ss)?")


class _Shape(NamedTuple):
    """How a cell may look: `quick` in the commonest way, which needs no parsing, `pattern` in any."""

    quick: Quick
    pattern: re.Pattern[str]

    def names(self, part: str) -> list[str]:
        """The groups that may hold a part of a date, of which one does."""
        return [name for name in self.pattern.groupindex if name.rstrip("0123456789") == part]


def _as_iso(cells: pl.Expr) -> pl.Expr:
    """A clean cell in ISO form; replacing one byte by another is almost free."""
    return cells.str.replace_all("/", "-", literal=True).str.replace_all(" ", "T", literal=True)


def _clean(separator: str, clock: str) -> str:
    days = "|".join(f"(?:{month}){separator}(?:{day})" for month, day in _MONTH_DAY)
    return f"(?:19|20)[0-9]{{2}}{separator}(?:{days}){clock}"


def _free() -> _Shape:
    days = [f"{a}(?P<m{n}>[0-9]{{1,2}}){b}(?P<d{n}>[0-9]{{1,2}}){c}" for n, (a, b, c) in enumerate(_WAYS)]
    days.append(f"(?P<m{len(_WAYS)}>[0-9]{{2}})(?P<d{len(_WAYS)}>[0-9]{{2}})")
    clean = "|".join(_clean(separator, f"(?:[ T]{_CLOCK})?") for separator in "-/")
    return _Shape(Quick(f"(?:{clean})?", _as_iso), regex(f"{_YEAR}(?:{'|'.join(days)})(?:{_TIME}{_ZONE})?"))


def _part(parts: tuple[str, ...], at: int) -> str:
    part = parts[at]
    if part not in TOKENS:
        return re.escape(part)
    if part == "YYYY":
        return _YEAR
    touching = {*parts[max(at - 1, 0) : at], *parts[at + 1 : at + 2]} & set(TOKENS)
    low = 2 if touching or part in ("mm", "ss") else 1
    return f"(?P<{_GROUP[part[0]]}>[0-9]{{{low},2}})"


@cache
def _shape(form: str | None) -> _Shape:
    if form is None:
        return _free()
    parts = parse(form)
    plain = _PLAIN.fullmatch(form)
    clean = _clean(plain[1], f" {_CLOCK}" if plain[2] else "") if plain else ""
    return _Shape(Quick(f"(?:{clean})?", _as_iso), regex("".join(_part(parts, at) for at in range(len(parts)))))


def quick_of(form: str | None = None) -> Quick:
    """Days that exist, written YYYY-MM-DD or YYYY/MM/DD, with HH:mm:ss or without; with `form` as that says.

    >>> quick_of("MM/DD/YYYY").pattern
    '(?:)?'
    """
    return _shape(form).quick


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
    return _iso(found, shape) if found else None


def _iso(found: re.Match[str], shape: _Shape) -> str | None:
    def group(part: str) -> str | None:
        return next((text for name in shape.names(part) if (text := found[name])), None)

    year, month, day, hour, minute, second = (int(group(part) or 0) for part in "ymdHis")
    try:
        at = datetime(year, month, day, hour, minute, second) - timedelta(minutes=_ahead(group("zone")))
    except ValueError:
        return None
    return at.strftime("%Y-%m-%dT%H:%M:%S" if group("H") else "%Y-%m-%d") if 1900 <= at.year < 2100 else None


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
    shape = _shape(form)
    read = unless(
        expr, shape.quick.whole, lambda cells: unless(narrow_expr(cells), "^$", lambda rest: _read(rest, shape))
    )
    return _as_iso(read)


def _read(cells: pl.Expr, shape: _Shape) -> pl.Expr:
    def group(part: str) -> pl.Expr:
        return pl.coalesce([pl.field(name) for name in shape.names(part)] or [pl.lit(None, pl.String)])

    day = pl.concat_str([group(part).str.zfill(2) for part in "ymd"], separator="-")
    clock = pl.concat_str([group(part).fill_null("00").str.zfill(2) for part in "His"], separator=":")
    at = pl.concat_str([day, clock], separator=" ").str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False)
    found = cells.str.extract_groups(f"^(?:{shape.pattern.pattern})$").struct.with_fields(
        at=at - _ahead_expr(group("zone")), timed=group("H").is_not_null()
    )
    return found.struct.with_fields(iso=_iso_expr()).struct.field("iso")


def _iso_expr() -> pl.Expr:
    at = pl.field("at")
    text = pl.when(pl.field("timed")).then(at.dt.strftime("%Y-%m-%dT%H:%M:%S")).otherwise(at.dt.strftime("%Y-%m-%d"))
    return pl.when(at.dt.year().is_between(1900, 2099)).then(text)


def _ahead_expr(zone: pl.Expr) -> pl.Expr:
    hours, minutes = (zone.str.slice(*at).cast(pl.Int64, strict=False).fill_null(0) for at in ((1, 2), (-2, 2)))
    sign = pl.when(zone.str.starts_with("-")).then(-1).otherwise(1)
    ahead = pl.when(zone.is_null()).then(0).otherwise(sign * (hours * 60 + minutes) - _TOKYO)
    return pl.duration(minutes=ahead)
