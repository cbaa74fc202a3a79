"""Orders that are not to go out: those that a person holds back today, and those that another file has sent.

A person's list has one number a line, as in the cart, or as in a file of rejects (#0001245).

>>> import polars as pl
>>> numbers("T0001\\r\\n\\r\\n　Ｔ０００２ \\n")
['T0001', 'T0002']
>>> mask, lost = find(pl.Series(["T0001", None, "1002"]), ["T0001", "#1002", "T9999"])
>>> mask.to_list(), lost
([True, False, True], ['T9999'])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csvbridge.checks.fault import Fault
from csvbridge.forms.key import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from csvbridge.engine.group import Groups

MARK = "#"


class Elsewhere(NamedTuple):
    """The file of the same command from which an order went out, and whether it was another one of that number."""

    file: str
    differs: bool


def sent_elsewhere(groups: Groups, elsewhere: Mapping[str, Elsewhere]) -> Iterator[Fault]:
    """IN_TWO_FILES for each order that went out from another file, IN_TWO_FILES_CONFLICT if it differs there."""
    for row, key in zip(groups.first, groups.key, strict=True):
        found = elsewhere.get(key)
        if found is not None:
            code = "IN_TWO_FILES_CONFLICT" if found.differs else "IN_TWO_FILES"
            yield Fault(code, row, params={"file": found.file})


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
