"""What Excel does to cells, and cells that Excel would run.

Each kind has its finding code, the words for one text (`holds`) and for a polars column (`mask`), which are equal for
every text. `kinds_of` tells which kinds a canonical field can show: a date in a note or in a product's name is none.
Cells are taken as they stand in the file, unwrapped (`unwrap`) but not yet canonical.

Sources: Microsoft's pages on leading zeros and large numbers (15 digits kept, E notation) and on automatic dates.

>>> [kind.code for kind in kinds_of("shipment.tracking_number") if kind.holds("2.01E+10")]
['EXCEL_EXPONENT']
>>> [kind.code for kind in kinds_of("buyer.street") if kind.holds("1月2日")]
['EXCEL_DATE']
>>> [kind.code for kind in kinds_of("order.note") if kind.holds("1月2日")]
[]
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.catalog import FIELDS

if TYPE_CHECKING:
    import polars as pl

    from csvbridge.catalog import Type

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_M = "(?:1[0-2]|0?[1-9])"
_D = "(?:3[01]|[12][0-9]|0?[1-9])"
_NUMBERS: frozenset[Type] = frozenset({"postal_code", "phone", "yen", "integer", "percent", "digits"})
_NAMES: frozenset[Type] = frozenset({"name", "kana", "key"})
_PLACES = frozenset({"prefecture", "city", "street", "building", "address", "company", "department"})
_CODES = frozenset({"code", "member_id"})


class Damage(NamedTuple):
    """A kind of damage: the code of its finding and the pattern of a whole damaged cell."""

    code: str
    pattern: str

    @property
    def whole(self) -> str:
        """The pattern for a search: it must match the cell from end to end."""
        return f"^(?:{self.pattern})$"

    def holds(self, text: str) -> bool:
        """Whether one cell is damaged so."""
        return re.fullmatch(self.pattern, text) is not None

    def mask(self, expr: pl.Expr) -> pl.Expr:
        """Whether each cell of a column is damaged so; null for a null."""
        return expr.str.contains(self.whole)


EXPONENT = Damage("EXCEL_EXPONENT", r"-?[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{2,3}")
"""20100000000 shown as 2.01E+10: the other digits are gone."""

ERROR = Damage(
    "EXCEL_ERROR",
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|#+)",
)
"""The error values of a formula, and the ### of a column too narrow."""

DATE = Damage(
    "EXCEL_DATE",
    rf"(?:{_M}月{_D}日|{_D}-{_MONTH}(?:-[0-9]{{2}})?|{_MONTH}-[0-9]{{2}}|{_M}/{_D}|(?:19|20)[0-9]{{2}}/{_M}/{_D})",
)
"""1-2 taken for a day (1月2日, 2-Jan, 1/2), 1-2-3 for one with a year (2001/2/3). Not for date columns."""

SERIAL = Damage("EXCEL_SERIAL", r"[1-7][0-9]{4}(?:\.[0-9]+)?")
"""The number that Excel keeps for a day: 46346 is 2026-11-20. For date columns."""

DIGITS = Damage("EXCEL_DIGITS", r"[1-9][0-9]{14}0+")
"""The 16th digit and all after it turned to 0. One true number of 16 digits in ten looks so, too."""

WRAPPED = Damage("EXCEL_WRAPPED", r"""="[^"]*"|'[0-9+].*""")
"""="0123" or '0123, which keep a zero in Excel; `unwrap` takes the value out without loss."""

LOST_ZERO = Damage("PHONE_ZERO_LOST", "[1-9][0-9]{8}|[25-9]0[0-9]{8}")
"""A phone of bare digits whose leading 0 is gone: 9 digits are a fixed line, 10 from 20, 50–90 a mobile or IP phone."""

FORMULA = Damage("FORMULA", r"[=+@\t](?s:.*)")
"""A cell that a spreadsheet would run: =, + , @ or TAB first. A leading hyphen is left alone."""


@cache
def kinds_of(field: str, type_: Type | None = None) -> tuple[Damage, ...]:
    """The kinds to look for in cells of a canonical field; `type_` where a column has another type than its field.

    Neither `WRAPPED` nor `LOST_ZERO` of other fields than phones is among them: a wrapped cell is unwrapped first.

    >>> [kind.code for kind in kinds_of("order.ordered_at")]
    ['EXCEL_ERROR', 'EXCEL_SERIAL']
    >>> [kind.code for kind in kinds_of("buyer.phone")]
    ['EXCEL_ERROR', 'EXCEL_EXPONENT', 'EXCEL_DATE', 'EXCEL_DIGITS', 'PHONE_ZERO_LOST']
    """
    kind = type_ or FIELDS[field].type
    last = field.rpartition(".")[2]
    place, code = last in _PLACES, kind == "key" or (kind == "text" and last in _CODES)
    number = kind in _NUMBERS
    wanted = (
        (ERROR, True),
        (EXPONENT, number or place or code),
        (DATE, number or place or code),
        (SERIAL, kind == "date"),
        (DIGITS, number or code),
        (LOST_ZERO, kind == "phone"),
        (FORMULA, kind in _NAMES or place or code),
    )
    return tuple(damage for damage, applies in wanted if applies)


def unwrap(text: str) -> str:
    """The value of a cell written as ="0123" or '0123; any other cell as it stands.

    >>> unwrap('="0123"'), unwrap("'0123"), unwrap("'s-Hertogenbosch")
    ('0123', '0123', "'s-Hertogenbosch")
    """
    if not WRAPPED.holds(text):
        return text
    return text[1:] if text[0] == "'" else text[2:-1]


def restore_zero(text: str) -> str:
    """A phone with its lost leading 0; any other cell as it stands. A person should look at it.

    >>> restore_zero("312345678"), restore_zero("9012345678"), restore_zero("3123456789")
    ('0312345678', '09012345678', '3123456789')
    """
    return "0" + text if LOST_ZERO.holds(text) else text
