"""The step that writes a canonical date in another form."""

from __future__ import annotations

import polars as pl

from csvbridge.steps._dateformat import has_time, parse
from csvbridge.steps._step import StepDef, once

_GROUP = {
    "YYYY": "${y}",
    "MM": "${m0}${m}",
    "M": "${m}",
    "DD": "${d0}${d}",
    "D": "${d}",
    "HH": "${h0}${h}",
    "H": "${h}",
    "mm": "${i}",
    "ss": "${s}",
}
_DATE = "^(?P<y>[0-9]{4})-(?P<m0>0?)(?P<m>[0-9]{1,2})-(?P<d0>0?)(?P<d>[0-9]{1,2})"
_TIME = "T(?P<h0>0?)(?P<h>[0-9]{1,2}):(?P<i>[0-9]{2}):(?P<s>[0-9]{2})$"

_PLAIN = (("YYYY", "/", "MM", "/", "DD"), ("YYYY", "-", "MM", "-", "DD"), ("YYYY", "MM", "DD"))


def date(expr: pl.Expr, form: str) -> pl.Expr:
    """A canonical date (2026-11-20 or 2026-11-20T10:23:45) in another form; blank stays blank.

    Null where the cell is no canonical date, or where the form shows a time and the cell has none: no time is made
    up. A time that the form does not show is left out. `ValueError` for a form that is not understood.

    >>> pl.select(date(pl.lit("2026-11-05"), "YYYY/M/D")).item()
    '2026/11/5'
    >>> pl.select(date(pl.lit("2026-11-05T09:03:00"), "YYYYMMDD")).item()
    '20261105'
    >>> pl.select(date(pl.lit("2026-11-05T09:03:00"), "YYYY年MM月DD日 H:mm")).item()
    '2026年11月05日 9:03'
    >>> pl.select(date(pl.lit("2026-11-05"), "YYYY/MM/DD HH:mm")).item() is None
    True
    """
    parts = parse(form)
    if parts in _PLAIN:
        return once(expr, lambda cells: _plain(cells, parts[1] if len(parts) == 5 else ""))
    pattern = _DATE + (_TIME if has_time(form) else f"(?:{_TIME}|$)")
    template = "".join(_GROUP.get(part, part.replace("$", "$$")) for part in parts)
    return once(
        expr, lambda cells: pl.when(cells.str.contains(f"^$|{pattern}")).then(cells.str.replace(pattern, template))
    )


def _plain(cells: pl.Expr, separator: str) -> pl.Expr:
    known = cells.str.contains(f"^$|{_DATE}(?:{_TIME}|$)")
    return pl.when(known).then(cells.str.head(10).str.replace_all("-", separator, literal=True))


FAMILY = (StepDef(date, "str"),)
