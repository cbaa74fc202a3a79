"""Rows of some orders to one row an order and one row an item: the change of grain on reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.engine import agree
from csvbridge.engine.cells import Cells, slot
from csvbridge.engine.group import by_key
from csvbridge.profile.plan import SOURCE_COLUMN

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from csvbridge.checks.fault import Fault
    from csvbridge.engine.group import Groups
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
    groups = by_key(order)
    whole = Cells(located, rows)
    beside = _beside(located, columns, rows, groups)
    leads, several = _leads(whole, columns, order, groups, beside)
    values, faults = _order_level(located, columns, rows, leads)
    copies, conflicts = _copies(located, whole, copied, order)
    faults += conflicts
    orders = pl.DataFrame([groups.key.alias("order"), rows[groups.first].alias("row"), *values, *copies])
    faults += _disagreements(located, columns, beside)
    items = _items(located, columns, whole, order, groups, rows)
    return Assembled(orders, items, faults + whole.faults, several)


class _Beside(NamedTuple):
    """Rows that do not lead their order: their indexes in the file, their texts, those of the rows that lead.

    `differing` are the columns in which any order tells several stories.
    """

    rows: pl.Series
    here: pl.DataFrame
    there: pl.DataFrame
    differing: frozenset[str]


def _end(column: FileColumn) -> Literal["first", "last"]:
    """The row of an order from which a column is read, unless another is the first that is filled."""
    return "last" if column.column.rows == "last" else "first"


def _beside(
    located: Located, columns: Sequence[FileColumn], rows: pl.Series, groups: Groups
) -> dict[Literal["first", "last"], _Beside]:
    """By the row that leads, those that do not; none where each order has one row."""
    if len(groups.first) == len(rows):
        return {}
    found: dict[Literal["first", "last"], _Beside] = {}
    at = pl.int_range(0, len(rows), eager=True, dtype=pl.UInt32)
    places = list({str(located.places[c.label]): None for c in columns if agree.level(c) != "item"})
    ends = dict.fromkeys(("first", *map(_end, columns)))
    for end in ends:
        lead = getattr(groups, end)[groups.order]
        others = at != lead
        behind = rows.filter(others)
        texts = located.records.cells
        here, there = texts[behind, places], texts[rows[lead.filter(others)], places]
        found[end] = _Beside(behind, here, there, _differing(here, there))
    return found


def _differing(here: pl.DataFrame, there: pl.DataFrame) -> frozenset[str]:
    """The columns in which two frames differ, asked as one."""
    if here.is_empty():
        return frozenset()
    other, height = pl.concat(here.get_columns()) != pl.concat(there.get_columns()), here.height
    return frozenset(name for n, name in enumerate(here.columns) if other.slice(n * height, height).any())


def _order_level(
    located: Located, columns: Sequence[FileColumn], rows: pl.Series, leads: dict[str, pl.Series]
) -> tuple[list[pl.Series], list[Fault]]:
    """Values of everything but items, one an order; what is read from the same rows is read at once."""
    values: list[pl.Series] = []
    faults: list[Fault] = []
    by_lead = _by_lead(columns, leads)
    cells: dict[str, Cells] = {}
    for at in by_lead:
        same = next((cells[other] for other in cells if leads[other].equals(leads[at])), None)
        cells[at] = same or Cells(located, rows[leads[at]], leading=True)
    for at, one in cells.items():
        fields = {field for other, some in by_lead.items() if cells[other] is one for field in some}
        one.prepare([column for column in columns if column.column.field in fields])
        told = len(one.faults)
        values += one.columns(by_lead[at])
        faults += one.faults[told:]
    return values, faults


def _leads(
    cells: Cells,
    columns: Sequence[FileColumn],
    order: pl.Series,
    groups: Groups,
    beside: Mapping[Literal["first", "last"], _Beside],
) -> tuple[dict[str, pl.Series], dict[str, pl.DataFrame]]:
    """For each way of choosing a row of an order, the chosen rows; and the orders that tell several stories."""
    leads = {"first": groups.first, "last": groups.last}
    several: dict[str, pl.DataFrame] = {}
    for prefix in GROUPS:
        of_prefix = [c for c in columns if (c.column.field or "").startswith(f"{prefix}.")]
        leads[prefix] = groups.first
        if not of_prefix or not beside:
            continue
        led = pl.DataFrame(schema={"order": order.dtype, "count": pl.UInt32})
        if any(str(cells.located.places[column.label]) in beside["first"].differing for column in of_prefix):
            led = agree.leading(cells, of_prefix, order)
            leads[prefix] = led["lead"]
        several[prefix] = led.filter(pl.col("count") > 1).select("order", "count") if len(led) else led
    return leads, several


def _copies(
    located: Located, cells: Cells, labels: Collection[str], order: pl.Series
) -> tuple[list[pl.Series], list[Fault]]:
    """Texts of columns that are copied, from the first row of an order that has one; the others must not differ."""
    texts: list[pl.Series] = []
    faults: list[Fault] = []
    for column in (c for c in located.columns if c.label in labels):
        led = agree.leading(cells, [column], order)
        texts.append(cells.text(column.label)[led["lead"]].alias(SOURCE_COLUMN + column.label))
        if located.format.grain != "order" and (led["count"] > 1).any():
            against = pl.DataFrame({"order": order}).join(led, on="order", how="left", maintain_order="left")["lead"]
            text = cells.text(column.label)
            found = agree.differing(column, text, text[against], cells.rows)
            faults += [fault for fault in found if (fault.value or "").strip()]
    return texts, faults


def _by_lead(columns: Sequence[FileColumn], leads: dict[str, pl.Series]) -> dict[str, list[str]]:
    """Which fields are read from which row of their order."""
    found: dict[str, list[str]] = {}
    for column in columns:
        field = column.column.field or ""
        if FIELDS[field].level == "item":
            continue
        prefix = field.partition(".")[0]
        lead = prefix if prefix in leads else _end(column)
        found.setdefault(lead, [])
        if field not in found[lead]:
            found[lead].append(field)
    return found


def _disagreements(
    located: Located, columns: Sequence[FileColumn], beside: Mapping[Literal["first", "last"], _Beside]
) -> list[Fault]:
    """Order cells of one order that differ; where they stand on one row only, the others must be blank or equal."""
    if located.format.grain == "order" or not beside:
        return []
    faults: list[Fault] = []
    for column in columns:
        if agree.level(column) != "order":
            continue
        place, of, one_row = str(located.places[column.label]), beside[_end(column)], _one_row(column)
        if place not in of.differing:
            continue
        found = agree.differing(column, of.here[place], of.there[place], of.rows)
        faults += [f for f in found if not (one_row and not (f.value or "").strip())]
    return faults


def _one_row(column: FileColumn) -> bool:
    return column.column.rows in ("first", "last")


def _items(
    located: Located,
    columns: Sequence[FileColumn],
    cells: Cells,
    order: pl.Series,
    groups: Groups,
    rows: pl.Series,
) -> pl.DataFrame:
    """One row an item. In order grain the numbered columns are stood up; blank items are none."""
    fields = list(dict.fromkeys(c.column.field for c in columns if c.column.field and agree.level(c) == "item"))
    base = pl.DataFrame({"order": order, "row": rows})
    if not fields:
        return base.clear()
    if located.format.grain == "order":
        first = Cells(located, rows[groups.first])
        items = _stand_up(first, base[groups.first], columns)
        cells.faults.extend(first.faults)
    else:
        items = pl.concat([base, cells.frame(fields)], how="horizontal")
    values = [name for name in items.columns if name.startswith("item.")]
    if any(not items[name].null_count() for name in values):
        return items
    return items.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in values))


def _stand_up(cells: Cells, base: pl.DataFrame, columns: Sequence[FileColumn]) -> pl.DataFrame:
    of_item: dict[int, dict[str, str]] = {}
    for column in columns:
        if agree.level(column) == "item":
            of_item.setdefault(column.item or 1, {})[slot(column)] = str(column.column.field)
    values = cells.frame(dict.fromkeys(field for of_one in of_item.values() for field in of_one.values()))
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
