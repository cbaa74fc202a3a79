"""What a check gives back: a code at a row, before it becomes a finding with record, line and severity."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Fault(NamedTuple):
    """`row` is the index of a row of the input file; an order-level fault names the first row of its order.

    `columns` are the labels of the source columns to look at, `value` the offending text as it stands. `known_by` is
    the text by which a shop's allow list knows the thing where the value alone says too little: a whole address.
    """

    code: str
    row: int
    columns: tuple[str, ...] = ()
    field: str | None = None
    value: str | None = None
    params: Mapping[str, object] = {}
    severity: str | None = None
    suggestion: str | None = None
    provider_code: str | None = None
    known_by: str | None = None
