"""Rows of some orders to one row an order and one row an item: the change of grain on reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.engine import agree
from csvbridge.engine.cells import Cells, slot
from csvbridge.profile.plan import SOURCE_COLUMN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from csvbridge.checks.fault import Fault
    from csvbridge.engine.locate import Located
    from csvbridge.profile.columns import FileColumn

GROUPS = {"recipient": "MULTIPLE_RECIPIENTS", "shipment": "MULTIPLE_PARCELS"}
"""Groups of fields of which an order may tell several, by the prefix of the field."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """`orders`: order, row (its first row in the file), canonical fields. `items`: order, row, item fields.

    `several` counts, by prefix, the distinct recipients and parcels of the orders that have more than one.
    """

    orders: pl.DataFrame
    items: pl.DataFrame
    faults: list[Fault]
    several: dict[str, pl.DataFrame]


def assemble(
    located: Located, rows: pl.Series, order: pl.Series, fields: Collection[str], copied: Collection[str] = ()
) -> Assembled:
    """Read the fields of some rows; `order` has the order of each row, and rows of one order keep the file's order.

    `copied` are labels of columns that a [map] copies without a field: `column:LABEL` among the orders.
    """
    columns = [c for c in located.columns if c.column.field in fields]
    bounds = pl.DataFrame({"order": order}).with_row_index("at").group_by("order", maintain_order=True)
    bound = bounds.agg(first=pl.col("at").first(), last=pl.col("at").last())
    whole = Cells(located, rows)
    leads, several = _leads(whole, columns, order, bound)
    frames, faults = [], []
    for at, some in _by_lead(located, columns, leads).items():
        cells = Cells(located, rows.gather(leads[at]), leading=True)
        frames.append(cells.frame(some))
        faults += cells.faults
    copies, conflicts = _copies(located, whole, copied, order)
    faults += conflicts
    orders = pl.concat(
        [bound.select("order", row=rows.gather(bound["first"])), *(f for f in (*frames, copies) if f.width)],
        how="horizontal",
    )
    if len(rows) > len(bound):
        faults += _disagreements(located, columns, whole, order, bound, rows)
    items = _items(located, columns, whole, order, bound, rows)
    return Assembled(orders, items, faults + whole.faults, several)


def _leads(
    cells: Cells, columns: Sequence[FileColumn], order: pl.Series, bound: pl.DataFrame
) -> tuple[dict[str, pl.Series], dict[str, pl.DataFrame]]:
    """For each way of choosing a row of an order, the chosen rows; and the orders that tell several stories."""
    leads = {"first": bound["first"], "last": bound["last"]}
    several: dict[str, pl.DataFrame] = {}
    for prefix in GROUPS:
        of_prefix = [c for c in columns if (c.column.field or "").startswith(f"{prefix}.")]
        if not of_prefix or len(order) == len(bound):
            leads[prefix] = bound["first"]
            continue
        led = agree.leading(cells, of_prefix, order)
        leads[prefix] = led["lead"]
        several[prefix] = led.filter(pl.col("count") > 1).select("order", "count")
    return leads, several


def _copies(
    located: Located, cells: Cells, labels: Collection[str], order: pl.Series
) -> tuple[pl.DataFrame, list[Fault]]:
    """Texts of columns that are copied, from the first row of an order that has one; the others must not differ."""
    texts: list[pl.Series] = []
    faults: list[Fault] = []
    for column in (c for c in located.columns if c.label in labels):
        led = agree.leading(cells, [column], order)
        texts.append(cells.text(column.label).gather(led["lead"]).alias(SOURCE_COLUMN + column.label))
        if located.format.grain != "order" and (led["count"] > 1).any():
            against = pl.DataFrame({"order": order}).join(led, on="order", how="left", maintain_order="left")["lead"]
            found = agree.differing(cells, [column], against, cells.rows)
            faults += [fault for fault in found if (fault.value or "").strip()]
    return pl.DataFrame(texts), faults


def _by_lead(located: Located, columns: Sequence[FileColumn], leads: dict[str, pl.Series]) -> dict[str, list[str]]:
    """Which fields are read from which row of their order."""
    found: dict[str, list[str]] = {}
    for column in columns:
        field = column.column.field or ""
        if FIELDS[field].level == "item":
            continue
        prefix = field.partition(".")[0]
        lead = prefix if prefix in leads else "last" if column.column.rows == "last" else "first"
        found.setdefault(lead, [])
        if field not in found[lead]:
            found[lead].append(field)
    return found


def _disagreements(
    located: Located,
    columns: Sequence[FileColumn],
    cells: Cells,
    order: pl.Series,
    bound: pl.DataFrame,
    rows: pl.Series,
) -> list[Fault]:
    """Order cells of one order that differ; where they stand on one row only, the others must be blank or equal."""
    if located.format.grain == "order":
        return []
    place = pl.DataFrame({"order": order}).join(bound, on="order", how="left", maintain_order="left")
    faults: list[Fault] = []
    for column in columns:
        if agree.level(column) != "order":
            continue
        one_row = column.column.rows in ("first", "last")
        against = place["last" if column.column.rows == "last" else "first"]
        found = agree.differing(cells, [column], against, rows)
        faults += [f for f in found if not (one_row and not (f.value or "").strip())]
    return faults


def _items(
    located: Located,
    columns: Sequence[FileColumn],
    cells: Cells,
    order: pl.Series,
    bound: pl.DataFrame,
    rows: pl.Series,
) -> pl.DataFrame:
    """One row an item. In order grain the numbered columns are stood up; blank items are none."""
    fields = list(dict.fromkeys(c.column.field for c in columns if c.column.field and agree.level(c) == "item"))
    base = pl.DataFrame({"order": order, "row": rows})
    if not fields:
        return base.clear()
    if located.format.grain == "order":
        first = Cells(located, rows.gather(bound["first"]))
        items = _stand_up(first, base[bound["first"]], columns)
        cells.faults.extend(first.faults)
    else:
        items = pl.concat([base, cells.frame(fields)], how="horizontal")
    values = [name for name in items.columns if name.startswith("item.")]
    return items.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in values))


def _stand_up(cells: Cells, base: pl.DataFrame, columns: Sequence[FileColumn]) -> pl.DataFrame:
    of_item: dict[int, dict[str, str]] = {}
    for column in columns:
        if agree.level(column) == "item":
            of_item.setdefault(column.item or 1, {})[slot(column)] = str(column.column.field)
    values = cells.frame({field for of_one in of_item.values() for field in of_one.values()})
    frames = [
        pl.concat(
            [base, values.select(pl.col(name).alias(field) for name, field in of_one.items())], how="horizontal"
        ).with_columns(item=pl.lit(n))
        for n, of_one in sorted(of_item.items())
    ]
    return pl.concat(frames, how="diagonal").sort("order", "item", maintain_order=True).drop("item")


def repeated(located: Located, rows: pl.Series, order: pl.Series) -> pl.Series:
    """Mask over the rows: a row whose every cell equals an earlier row of its order."""
    feedback = {str(place) for place in located.feedback.values()}
    texts = located.records.cells.select(pl.exclude(feedback)) if feedback else located.records.cells
    frame = texts[rows].with_columns(order.alias("order"))
    if frame["order"].n_unique() == frame.height:
        return pl.repeat(False, frame.height, eager=True)
    several = frame.filter(pl.len().over("order") > 1) if frame.height else frame
    if several.is_empty() or not several.is_duplicated().any():
        return pl.repeat(False, frame.height, eager=True)
    return frame.select(repeated=~pl.struct(pl.all()).is_first_distinct())["repeated"]
