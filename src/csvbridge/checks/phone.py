"""Phone numbers of a party: missing, of a wrong length for their kind, typed as a dummy.

Mobile and IP phones (020, 050 to 090; 0800 too) have 11 digits, all others 10; a hyphen after two digits says that the
number is none of them. A dummy is a number whose subscriber's
part is all zeros, or one that only counts up or down. 03-0000-0001 and 0570-000-111 are none: which exchanges are in
use is for no rule to guess.

Source: facts/addresses.md section 9 (NP後払い E0100066, E0100067).

>>> import polars as pl
>>> from csvbridge.profile.columns import FileColumn
>>> from csvbridge.profile.models import Column
>>> tel = FileColumn(Column(name="TEL", field="buyer.phone"), "TEL", None, 0)
>>> numbers = ["080-123-4567", "027-224-1111", "090-0000-0000", "0800-123-4567", "", None]
>>> [(spot.at, spot.code) for spot in find(numbers, tel)]
[(0, 'PHONE_DIGITS'), (2, 'PHONE_DUMMY')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.checks.damage import Spot
from csvbridge.checks.fault import Fault
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from csvbridge.profile.columns import FileColumn

_MOBILE = regex("0[25-9]0")
_DUMMY = regex("[0-9]*0{7}|0123456789|0987654321")
PATTERN = "|".join(
    (
        "^0[25-9]0(?:-?[0-9]){7}$",
        "^0-?(?:[0134]-?[0-9]|[0-9]-?[1-9])(?:-?[0-9]){8}$",
        "^0(?:-[25-9]-?|[25-9]-)0(?:-?[0-9]){8}$",
        "(?:0-?){6}0$",
        "^0-?1-?2-?3-?4-?5-?6",
        "^0-?9-?8-?7-?6-?5",
    )
)
"""What every canonical number with something to tell has (Rust).

Ten digits of a mobile phone, eleven of another, seven zeros, counting up or down.
"""


def find(numbers: Iterable[str | None], column: FileColumn) -> list[Spot]:
    """PHONE_DIGITS and PHONE_DUMMY in a column of canonical numbers: 10 or 11 digits, hyphens as given."""
    if column.type != "phone":
        return []
    found = ((at, _code(number)) for at, number in enumerate(numbers) if number)
    return [Spot(at, code, {}) for at, code in found if code]


def _code(number: str) -> str | None:
    """
    >>> _code("080-123-4567"), _code("06-0000-0106"), _code("00000000000"), _code("0123456789")
    ('PHONE_DIGITS', None, 'PHONE_DUMMY', 'PHONE_DUMMY')
    """
    digits = number.replace("-", "")
    wrong = len(digits) != (11 if _MOBILE.match(number) else 10)
    if wrong and digits.strip("0"):
        return "PHONE_DIGITS"
    return "PHONE_DUMMY" if _DUMMY.fullmatch(digits) else None


def missing(
    orders: pl.DataFrame,
    fields: Collection[str],
    labels: Callable[[Sequence[str]], tuple[str, ...]],
    blames: Callable[[int, Iterable[str]], bool],
) -> Iterator[Fault]:
    """PHONE_MISSING: orders without one of the phones that a deferred payment needs; a malformed one is not missing.

    `labels` gives the source columns behind fields, `blames` tells whether fields of an order have a fault already.
    A recipient who is the buyer needs none.
    """
    for field in (name for name in fields if name in orders.columns):
        blank = orders.filter(pl.col(field).is_null())
        if field.startswith("recipient.") and "recipient.relation" in orders.columns:
            blank = blank.filter(pl.col("recipient.relation") == "other")
        columns = labels([field])
        for order, row in blank.select("order", "row").iter_rows():
            if not blames(order, [field]):
                yield Fault("PHONE_MISSING", row, columns, field, params={"column": "・".join(columns)})
