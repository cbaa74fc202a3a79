"""What a deferred-payment upload would refuse, asked of a file that has no target yet.

Assumed: cp932, 55 characters of address, 21 of name, as NP後払い and GMO後払い have them.

Source: facts/addresses.md sections 3.1 and 3.2 (E0100062, E0100050; CT0016).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import PARTIES, WHOLES
from csvbridge.checks.characters import ASSUMED, untold
from csvbridge.checks.fault import Fault
from csvbridge.repertoire import mended, unencodable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Labels = Callable[[Sequence[str]], tuple[str, ...]]
    Blames = Callable[[int, Iterable[str]], bool]

LIMITS = {"name": 21, "address": 55}
WRITTEN = ("name", "kana", "company", "department", "address")
"""What an upload says of a party, as wholes."""


def find(orders: pl.DataFrame, labels: Labels, blames: Blames) -> Iterator[Fault]:
    """CHAR_UNENCODABLE and LEN_OVER of buyers, and of recipients who are somebody else.

    `orders` has order, row and canonical fields, wholes derived; `labels` gives the source columns behind fields,
    `blames` tells whether fields of an order have a fault already.
    """
    for who in PARTIES:
        frame = orders
        if who == "recipient" and "recipient.relation" in orders.columns:
            frame = orders.filter(pl.col("recipient.relation") == "other")
        for field in (f"{who}.{name}" for name in WRITTEN):
            parts = [p for p in (WHOLES[field].parts if field in WHOLES else ()) if p in orders.columns]
            for part in parts or [f for f in [field] if f in orders.columns]:
                yield from _lacking(frame, part, labels, blames)
        for field in (f"{who}.{name}" for name in LIMITS):
            if field in orders.columns:
                yield from _long(frame, field, labels)


def _lacking(orders: pl.DataFrame, field: str, labels: Labels, blames: Blames) -> Iterator[Fault]:
    bad = orders.filter(unencodable(pl.col(field), ASSUMED))
    columns = labels([field])
    for order, row, text in bad.select("order", "row", field).iter_rows():
        if missing := untold(text, field, ASSUMED, blamed=blames(order, [field])):
            params = {"column": "・".join(columns), "characters": "".join(missing), "encoding": ASSUMED}
            yield Fault("CHAR_UNENCODABLE", row, columns, field, text, params, suggestion=mended(text, ASSUMED))


def _long(orders: pl.DataFrame, field: str, labels: Labels) -> Iterator[Fault]:
    most = LIMITS[field.rpartition(".")[2]]
    columns = labels([field])
    for row, text in orders.filter(pl.col(field).str.len_chars() > most).select("row", field).iter_rows():
        params = {"column": "・".join(columns), "max": most, "length": len(text)}
        yield Fault("LEN_OVER", row, columns, field, text, params)
