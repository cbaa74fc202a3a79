"""Rows of one order must tell the same story: order cells agree, recipients and parcels are told apart.

Compares untouched texts: what a clerk corrects on one row only is found, not guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.checks.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csvbridge.engine.cells import Cells
    from csvbridge.profile.columns import FileColumn

MARK = "csvbridge:"


def level(column: FileColumn) -> str:
    """order, shipment or item: what the column speaks of."""
    return FIELDS[column.column.field].level if column.column.field else "none"


def differing(cells: Cells, columns: Sequence[FileColumn], against: pl.Series, rows: pl.Series) -> Iterator[Fault]:
    """ORDER_ROWS_DISAGREE for each cell that is not that of its order's leading row.

    `against` has the leading row's index among the rows read, for each row; `rows` the indexes in the file.
    """
    for column in columns:
        text = cells.text(column.label)
        other = text != text.gather(against)
        for i in other.arg_true() if other.any() else ():
            yield Fault(
                "ORDER_ROWS_DISAGREE",
                int(rows[i]),
                (column.label,),
                column.column.field,
                text[i],
                {"column": column.label},
            )


def leading(cells: Cells, columns: Sequence[FileColumn], order: pl.Series) -> pl.DataFrame:
    """For each order: `lead`, the first row on which any of some columns is filled, and `count` of distinct tellings.

    A row on which all of them are blank says nothing (fee rows have no recipient).
    """
    texts = [cells.text(c.label).alias(str(i)) for i, c in enumerate(columns)]
    told = pl.concat_str([pl.col(str(i)) for i in range(len(columns))], separator="\x1f")
    blank = pl.all_horizontal(pl.col(str(i)).str.strip_chars() == "" for i in range(len(columns)))
    rows = pl.DataFrame([order.alias("order"), *texts]).with_row_index("at")
    rows = rows.select("order", "at", told=pl.when(~blank).then(told))
    return rows.group_by("order", maintain_order=True).agg(
        lead=pl.col("at").filter(pl.col("told").is_not_null()).first().fill_null(pl.col("at").first()),
        count=pl.col("told").drop_nulls().n_unique(),
    )
