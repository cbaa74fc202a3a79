"""Target cells against their format, column by column.

The constraints are those of `csvbridge.profile.constraints`, which the row model of a format asks of single rows; a
property test holds the two equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import polars as pl

from csvbridge.profile import charsets
from csvbridge.profile.charsets import byte_length
from csvbridge.profile.columns import file_columns
from csvbridge.profile.constraints import blank, constraints_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.constraints import Constraint
    from csvbridge.profile.models import Charset, Format


class Refused(NamedTuple):
    """A cell that its format refuses: index of the row in the frame, label, code, text and the message's params."""

    at: int
    label: str
    code: str
    text: str
    params: Mapping[str, object]


def find(cells: pl.DataFrame, format_: Format) -> Iterator[Refused]:
    """Every refused cell of a frame with one String column a label and `place` (only, first, middle, last)."""
    asked = list(_asked(cells, format_))
    if not asked:
        return
    flags = cells.select(mask.fill_null(False).alias(str(i)) for i, (_, _, mask) in enumerate(asked))
    for (label, constraint, _), flag in zip(asked, flags.iter_columns(), strict=True):
        if not flag.any():
            continue
        for at in flag.arg_true():
            text = cells[label][at]
            yield Refused(at, label, constraint.code, text, params_of(constraint.code, constraint.params, text))


def _asked(cells: pl.DataFrame, format_: Format) -> Iterator[tuple[str, Constraint, pl.Expr]]:
    """Each constraint of each column, as a mask; columns without any text are asked only whether they must have one."""
    columns = file_columns(format_)
    filled = cells.select((pl.col(c.label) != "").any() for c in columns)
    of_item: dict[int | None, list[str]] = {}
    for column in columns:
        of_item.setdefault(column.item, []).append(column.label)
    for column in columns:
        for constraint in constraints_of(column, format_.dialect, format_.codes):
            if constraint.code == "REQUIRED" or filled[column.label].item():
                yield column.label, constraint, _in_scope(constraint, column, of_item)


def _in_scope(constraint: Constraint, column: FileColumn, of_item: Mapping[int | None, list[str]]) -> pl.Expr:
    failing = constraint.failing(pl.col(column.label))
    if constraint.scope == "item":
        return failing & ~pl.all_horizontal(blank(pl.col(label)) for label in of_item[column.item])
    if constraint.scope == "order":
        return failing & pl.col("place").is_in(["only", column.column.rows or "first"])
    return failing


def params_of(code: str, limits: Mapping[str, object], text: str) -> dict[str, object]:
    """What the message of a refused cell says, made from the constraint's limits and the text.

    >>> params_of("LEN_OVER", {"limit": 2}, "東京都")
    {'max': 2, 'length': 3}
    >>> params_of("CHARSET", {"charset": "fullwidth"}, "東京1-1")
    {'charset': 'fullwidth', 'characters': '1-'}
    """
    limit = limits.get("limit")
    if code == "LEN_OVER":
        return {"max": limit, "length": len(text)}
    if code == "LEN_UNDER":
        return {"min": limit, "length": len(text)}
    if code == "BYTES_OVER":
        return {"max": limit, "length": byte_length(text, str(limits["encoding"]))}
    if code == "CHARSET":
        charset = cast("Charset", limits["charset"])
        offending = dict.fromkeys(c for c in text if not charsets.holds(c, charset))
        return {"charset": charset, "characters": "".join(offending)}
    if code == "NOT_ALLOWED":
        return {"allowed": limits["values"]}
    return dict(limits)
