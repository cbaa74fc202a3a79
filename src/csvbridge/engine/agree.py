"""Rows of one order must tell the same story: order cells agree, recipients and parcels are told apart.

Compares untouched texts: what a clerk corrects on one row only is found, not guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.checks.fault import Fault
from csvbridge.steps._characters import WHITE_SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csvbridge.engine.cells import Cells
    from csvbridge.profile.columns import FileColumn

BETWEEN = "\x1f"


def level(column: FileColumn) -> str:
    """order, shipment or item: what the column speaks of."""
    return FIELDS[column.column.field].level if column.column.field else "none"


def differing(column: FileColumn, here: pl.Series, there: pl.Series, rows: pl.Series) -> Iterator[Fault]:
    """ORDER_ROWS_DISAGREE for each cell of a column that is not that of its order's leading row.

    `here` and `there` are the texts of some rows and of those that lead their orders, `rows` the indexes in the file.
    """
    other = here != there
    if not other.any():
        return
    for row, text in zip(rows.filter(other), here.filter(other), strict=True):
        yield Fault("ORDER_ROWS_DISAGREE", row, (column.label,), column.column.field, text, {"column": column.label})


def leading(cells: Cells, columns: Sequence[FileColumn], order: pl.Series) -> pl.DataFrame:
    """For each order: `lead`, the first row on which any of some columns is filled, and `count` of distinct tellings.

    A row on which all of them are blank says nothing (fee rows have no recipient).
    """
    labels = [column.label for column in columns]
    rows = cells.texts(labels).with_columns(order.alias("order")).with_row_index("at")
    told = pl.concat_str([str(cells.located.places[label]) for label in labels], separator=BETWEEN)
    rows = rows.select("order", "at", told=pl.when(~told.str.contains(_blank(len(labels)))).then(told))
    return rows.group_by("order", maintain_order=True).agg(
        lead=pl.col("at").filter(pl.col("told").is_not_null()).first().fill_null(pl.col("at").first()),
        count=pl.col("told").drop_nulls().n_unique(),
    )


def _blank(count: int) -> str:
    """What so many blank cells are with `BETWEEN` between them."""
    return f"^[{WHITE_SPACE}]*(?:{BETWEEN}[{WHITE_SPACE}]*){{{count - 1}}}$"
