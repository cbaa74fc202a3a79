"""Target cells against their format: columns decide which rows fail, the row model says why.

The constraints are those of `csvbridge.profile.constraints`, in both directions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import polars as pl
from pydantic import ValidationError

from csvbridge.profile import charsets
from csvbridge.profile.charsets import byte_length
from csvbridge.profile.columns import file_columns
from csvbridge.profile.constraints import blank, constraints_of
from csvbridge.profile.row import row_model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

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
    """Every refused cell of a frame with one String column a label, and `place` (only, first, middle, last).

    Without `place` each row is an order of its own.
    """
    placed = cells if "place" in cells.columns else cells.with_columns(place=pl.lit("only"))
    masks = list(_masks(format_))
    if not masks or placed.is_empty():
        return
    failing = placed.select(pl.any_horizontal(masks).fill_null(False).alias("failing"))["failing"].arg_true()
    models: dict[str, type[BaseModel]] = {}
    labels = [c.label for c in file_columns(format_)]
    for at, row in zip(failing, placed[failing].iter_rows(named=True), strict=True):
        place = row["place"]
        model = models.get(place) or models.setdefault(place, row_model(format_, place=place))
        yield from _explain(at, {label: row[label] for label in labels}, model)


def _masks(format_: Format) -> Iterator[pl.Expr]:
    columns = file_columns(format_)
    of_item: dict[int | None, list[str]] = {}
    for column in columns:
        of_item.setdefault(column.item, []).append(column.label)
    for column in columns:
        for constraint in constraints_of(column, format_.dialect, format_.codes):
            yield _in_scope(constraint, column, of_item)


def _in_scope(constraint: Constraint, column: FileColumn, of_item: Mapping[int | None, list[str]]) -> pl.Expr:
    failing = constraint.failing(pl.col(column.label))
    if constraint.scope == "item":
        return failing & ~pl.all_horizontal(blank(pl.col(label)) for label in of_item[column.item])
    if constraint.scope == "order":
        return failing & pl.col("place").is_in(["only", column.column.rows or "first"])
    return failing


def _explain(at: int, row: Mapping[str, str], model: type[BaseModel]) -> Iterator[Refused]:
    try:
        model.model_validate(row)
    except ValidationError as error:
        for e in error.errors():
            label = str(e["loc"][0])
            yield Refused(at, label, e["type"], row[label], params_of(e["type"], e.get("ctx", {}), row[label]))


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
