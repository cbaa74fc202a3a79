"""The target's side of a run: lines, cells, their checks, and the bytes of the orders that pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.checks import cells as cell_checks
from csvbridge.checks.fault import Fault
from csvbridge.engine import items, write
from csvbridge.engine.derive import with_parts
from csvbridge.writer import csv_bytes, missing_characters, suggest, unencodable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from csvbridge.engine.locate import Located
    from csvbridge.engine.verdicts import Verdicts
    from csvbridge.profile.plan import Assignment, Profile


def cells(
    profile: Profile, located: Located, orders: pl.DataFrame, goods: pl.DataFrame, verdicts: Verdicts
) -> pl.DataFrame:
    """Target rows of all kept orders: `order`, `row`, `place` and one column a label; what fails becomes a fault."""
    assert profile.target is not None
    lines = _lines(profile, located, orders, goods, verdicts)
    if profile.recipient.when_same == "blank":
        orders = _without_same(orders)
    for label, mask in write.unwritable(orders, profile.assignments, profile).items():
        verdicts.add(_no_words(profile, located, orders, label, mask))
    frame = write.cells(profile, orders, lines)
    placed = _placed(frame, orders)
    copied = set(orders.filter("copied")["order"]) if "copied" in orders.columns else set()
    for refused in cell_checks.find(placed.drop("order", "row"), profile.target):
        verdicts.add(_as_fault(profile, located, placed, lines, refused, verdicts, copied))
    return placed


def _lines(
    profile: Profile, located: Located, orders: pl.DataFrame, goods: pl.DataFrame, verdicts: Verdicts
) -> pl.DataFrame:
    """Lines as the target writes them, numbered; none if it has no item columns."""
    assert profile.target is not None
    if not any(FIELDS[f].level == "item" for a in profile.assignments for f in fields_of(a) if f in FIELDS):
        return pl.DataFrame(schema={"order": pl.UInt32, "row": pl.UInt32, "n": pl.Int64})
    how = profile.write_items
    all_lines = items.lines(goods, orders, how)
    most = how.max or (profile.target.max_items if profile.target.grain == "order" else None)
    lines, too_many = items.fit(all_lines, most, how)
    columns = located.labels(["item.name"])
    code = "ITEMS_COLLAPSED" if how.overflow == "collapse" else "ITEMS_OVER"
    for _, row, count in too_many.iter_rows():
        params = {"count": count, "max": most, "name": how.overflow_name}
        verdicts.add([Fault(code, row, columns, "item.name", params=params)])
    none = orders.join(lines.select("order").unique(), on="order", how="anti", maintain_order="left")
    verdicts.add(Fault("NO_ITEMS", row, columns, "item.name") for row in none["row"])
    if how.negative_lines == "reject":
        verdicts.add(_negative(lines))
    return lines


def _negative(lines: pl.DataFrame) -> Iterator[Fault]:
    below = lines.filter((pl.col("rank") > 0) & (pl.col("item.unit_price") < 0))
    for row, name, amount in below.select("row", "item.name", "item.unit_price").iter_rows():
        yield Fault("LINE_NEGATIVE", row, (), "item.unit_price", params={"name": name, "amount": f"{amount:,}"})


def _without_same(orders: pl.DataFrame) -> pl.DataFrame:
    """Blank the recipient where it is the buyer."""
    if "recipient.relation" not in orders.columns:
        return orders
    own = [c for c in orders.columns if c.startswith("recipient.") and c != "recipient.relation"]
    other = pl.col("recipient.relation") == "other"
    return orders.with_columns(pl.when(other).then(pl.col(c)).alias(c) for c in own)


def _no_words(profile: Profile, located: Located, orders: pl.DataFrame, label: str, mask: pl.Expr) -> Iterator[Fault]:
    """Values that the target has no text for."""
    assignment = next(a for a in profile.assignments if a.column.label == label)
    field = assignment.field or ""
    code = "DATE_NO_TIME" if FIELDS[field].type == "date" else "WORD_UNWRITABLE"
    columns = located.labels([field])
    for row, value in orders.filter(mask).select("row", field).iter_rows():
        text = located.records.cells[str(located.places[columns[0]])][row] if columns else value
        yield Fault(code, row, columns, field, text, {"column": label, "word": text})


def _placed(frame: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Add the first row of each order and the place of each target row in its order."""
    rows = frame.join(orders.select("order", "row"), on="order", how="left", maintain_order="left")
    if rows.height == orders.height:
        return rows.with_columns(place=pl.lit("only"))
    n, size = pl.int_range(0, pl.len()).over("order"), pl.len().over("order")
    first, last = n == 0, n == size - 1
    place = pl.when(size == 1).then(pl.lit("only")).when(first).then(pl.lit("first")).when(last).then(pl.lit("last"))
    return rows.with_columns(place=place.otherwise(pl.lit("middle")))


def fields_of(assignment: Assignment) -> list[str]:
    """The canonical fields that a target column is made of."""
    if assignment.field:
        return [assignment.field]
    if assignment.map is None:
        return []
    names = [assignment.map.from_] if assignment.map.from_ else list(assignment.map.join)
    return [n for n in names if n and not n.startswith(write.COLUMN)]


def _as_fault(
    profile: Profile,
    located: Located,
    placed: pl.DataFrame,
    lines: pl.DataFrame,
    refused: cell_checks.Refused,
    verdicts: Verdicts,
    copied: Collection[int],
) -> Iterator[Fault]:
    """A refused target cell, told at the source cells it was made of; hidden if one of them is the cause already.

    What is copied from the buyer to a blank recipient is told at the buyer's cells, once.
    """
    assignment = next(a for a in profile.assignments if a.column.label == refused.label)
    order, row = placed["order"][refused.at], placed["row"][refused.at]
    fields = with_parts(fields_of(assignment))
    if order in copied:
        fields = [field.replace("recipient.", "buyer.", 1) for field in fields]
    if verdicts.blames(order, fields):
        return
    n = assignment.column.item
    if n is not None:
        row = lines.filter((pl.col("order") == order) & (pl.col("n") == n))["row"].to_list()[0:1] or [row]
        row = row[0]
    yield Fault(
        refused.code,
        row,
        located.labels(fields),
        fields[0] if fields else None,
        refused.text,
        {"column": refused.label, **refused.params},
        provider_code=assignment.column.column.provider_codes.get(refused.code),
    )


def settle(
    profile: Profile,
    located: Located,
    placed: pl.DataFrame,
    orders: pl.DataFrame,
    verdicts: Verdicts,
    abort: bool,
) -> bytes | None:
    """The bytes of the accepted orders; characters that the target lacks reject theirs first."""
    assert profile.target is not None
    mine = placed["order"]
    verdicts.add(_unencodable(profile, located, placed.filter(verdicts.rejected.gather(mine))))
    while True:
        accepted = verdicts.accepted
        if not accepted.any() or (abort and verdicts.rejected.any()):
            return None
        rows = placed.filter(accepted.gather(mine))
        try:
            return _bytes(profile, rows)
        except UnicodeEncodeError:
            found = list(_unencodable(profile, located, rows))
            if not found:
                raise
            verdicts.add(found)


def _bytes(profile: Profile, rows: pl.DataFrame) -> bytes:
    assert profile.target is not None
    header = [c.header for c in profile.target_columns] if profile.target.dialect.header else None
    return csv_bytes(header, rows.select(c.label for c in profile.target_columns), profile.target.dialect)


def _unencodable(profile: Profile, located: Located, rows: pl.DataFrame) -> Iterator[Fault]:
    assert profile.target is not None
    encoding = profile.target.dialect.encoding
    for assignment in profile.assignments:
        label = assignment.column.label
        fields = with_parts(fields_of(assignment))
        for row, text in rows.filter(unencodable(pl.col(label), encoding)).select("row", label).iter_rows():
            missing = missing_characters(text, encoding)
            better = "".join(suggest(c) or c if c in missing else c for c in text)
            yield Fault(
                "UNENCODABLE",
                row,
                located.labels(fields),
                fields[0] if fields else None,
                text,
                {"column": label, "characters": "".join(missing), "encoding": encoding},
                suggestion=better if better != text else None,
            )
