"""One key, several orders: by kind of document, never "the last one wins".

order: equal content counts once with a warning, conflicting content rejects all of them. credit_result: different
words for one key reject it. shipment: several parcels, see [shipments]. payment: has no key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.checks.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csvbridge.engine.group import Groups
    from csvbridge.engine.locate import Located
    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.models import Rule


def in_rows(located: Located, groups: Groups, key_columns: Sequence[str]) -> Iterator[Fault]:
    """Faults of rows that share a key in a document of one row an order."""
    for rows in _sharing(groups.order, groups.size):
        here = located.records.cells[rows]
        differing = [c.label for c in located.columns if here[str(located.places[c.label])].n_unique() > 1]
        yield from _told(located, differing, rows[0], here, key_columns)


def _sharing(order: pl.Series, size: pl.Series) -> Iterator[list[int]]:
    """The rows of each order that has more than one."""
    if len(size) == len(order):
        return
    rows = pl.DataFrame({"order": order}).with_row_index("row").filter(pl.len().over("order") > 1)
    yield from rows.group_by("order", maintain_order=True).agg("row")["row"].to_list()


def _told(
    located: Located, differing: list[str], row: int, here: pl.DataFrame, key_columns: Sequence[str]
) -> Iterator[Fault]:
    if not differing:
        yield Fault("DUPLICATE_ORDER", row, tuple(key_columns), params={"count": here.height})
        return
    by_label = {c.label: c for c in located.columns}
    results = [label for label in differing if by_label[label].column.field == "credit.result"]
    if results:
        words = "、".join(dict.fromkeys(here[str(located.places[results[0]])].to_list()))
        yield Fault("RESULT_CONFLICT", row, tuple(results), "credit.result", params={"words": words})
    elif located.format.record != "shipment" or any(not _of_parcel(by_label[label]) for label in differing):
        yield Fault("DUPLICATE_CONFLICT", row, tuple(differing), params={"columns": "、".join(differing)})


def _of_parcel(column: FileColumn) -> bool:
    return (column.column.field or "").startswith("shipment.")


def not_alone(groups: Groups, rule: Rule, key_columns: Sequence[str]) -> Iterator[Fault]:
    """ROW_NOT_ALONE: orders of several rows in a document that knows one row an order."""
    for row, size in zip(groups.first, groups.size, strict=True):
        if size > 1:
            yield Fault("ROW_NOT_ALONE", row, tuple(key_columns), params={"count": size}, severity=rule.severity)


def in_runs(located: Located, groups: Groups, key_columns: Sequence[str]) -> tuple[list[Fault], set[int]]:
    """Faults of orders whose key returns after another order, and those of them that only repeat the first."""
    keys = groups.key.drop_nulls()
    if keys.n_unique() == len(keys):
        return [], set()
    faults: list[Fault] = []
    again: set[int] = set()
    orders = pl.DataFrame({"key": groups.key}).with_row_index("order").drop_nulls().filter(pl.len().over("key") > 1)
    for same in orders.group_by("key", maintain_order=True).agg("order")["order"].to_list():
        rows = [int(groups.first[order]) for order in same]
        if len({_content(located, groups, order) for order in same}) == 1:
            faults.append(Fault("DUPLICATE_ORDER", rows[0], tuple(key_columns), params={"count": len(same)}))
            again |= set(same[1:])
        else:
            params = {"columns": "、".join(key_columns)}
            faults += [Fault("DUPLICATE_CONFLICT", row, tuple(key_columns), params=params) for row in rows]
    return faults, again


def _content(located: Located, groups: Groups, order: int) -> tuple[tuple[str, ...], ...]:
    first, last = int(groups.first[order]), int(groups.last[order])
    return tuple(located.records.cells[first : last + 1].rows())
