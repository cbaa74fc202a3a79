"""Order numbers that a person holds back today, one a line: as in the cart, or as in a file of rejects (#0001245).

>>> import polars as pl
>>> numbers("T0001\\r\\n\\r\\n　Ｔ０００２ \\n")
['T0001', 'T0002']
>>> mask, lost = find(pl.Series(["T0001", None, "1002"]), ["T0001", "#1002", "T9999"])
>>> mask.to_list(), lost
([True, False, True], ['T9999'])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.forms.key import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

MARK = "#"


def numbers(text: str) -> list[str]:
    """The order numbers of a list, in their canonical form, each once; blank lines are nothing."""
    lines = (canonical(line) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def find(key: pl.Series, listed: Sequence[str]) -> tuple[pl.Series, list[str]]:
    """Mask of the orders that are listed, and the listed numbers that no order has."""
    known = set(key.drop_nulls())
    spelt = {number: {number, number.removeprefix(MARK)} & known for number in listed}
    held = sorted(set().union(*spelt.values()))
    return key.is_in(held).fill_null(False), [number for number, found in spelt.items() if not found]
