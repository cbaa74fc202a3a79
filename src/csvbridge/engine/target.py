"""The target's side of a run: lines, cells, their checks, and the bytes of the orders that pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS, with_parts
from csvbridge.checks import cells as cell_checks
from csvbridge.checks.characters import repaired, untold
from csvbridge.checks.fault import Fault
from csvbridge.engine import items, write
from csvbridge.engine.sections import slices
from csvbridge.repertoire import LOOKALIKES, codec, mended, unencodable
from csvbridge.writer import csv_bytes, csv_text, encode, encoded, needs_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from csvbridge.engine.locate import Located
    from csvbridge.engine.sections import Section
    from csvbridge.engine.verdicts import Verdicts
    from csvbridge.engine.write import Written
    from csvbridge.profile.models import Format
    from csvbridge.profile.plan import Assignment, Profile

NET = ("item.net_price", "item.tax_rate")
"""What a price with tax may come from."""


@dataclass(frozen=True)
class Target:
    """Writes one document from the orders of one file; what it cannot take becomes a fault in `verdicts`."""

    profile: Profile
    format: Format
    located: Located
    verdicts: Verdicts

    @cached_property
    def _by_label(self) -> Mapping[str, Assignment]:
        return {a.column.label: a for a in self.profile.assignments}

    def cells(self, orders: pl.DataFrame, goods: pl.DataFrame) -> pl.DataFrame:
        """Target rows of all kept orders: `order`, `row`, `place` and one column of text a label."""
        lines = self._lines(orders, goods)
        if self.profile.recipient.when_same == "blank":
            orders = _without_same(orders)
        self.verdicts.add([*self._without_text(orders), *self._without_text(lines)])
        written = write.cells(self.profile, self.format, orders, lines)
        placed = _placed(written.cells, orders)
        self.verdicts.add([*_once(self._as_faults(placed, lines, written))])
        return placed

    def _lines(self, orders: pl.DataFrame, goods: pl.DataFrame) -> pl.DataFrame:
        """Lines as the target writes them, numbered; none if it has no item columns."""
        if not any(FIELDS[f].level == "item" for a in self.profile.assignments for f in fields_of(a)):
            return pl.DataFrame(schema={"order": pl.UInt32, "row": pl.UInt32, "n": pl.Int64})
        how = self.profile.write_items
        places = max(write.lines_of(self.profile.assignments).values()) if self.format.grain == "order" else None
        most = min((limit for limit in (how.max, places) if limit is not None), default=None)
        lines, too_many = items.fit(items.lines(goods, orders, how), most, how)
        columns = self.located.labels(["item.name"])
        for _, row, count, fits in too_many.iter_rows():
            params = {"count": count, "max": most, "name": how.overflow_name}
            code = "ITEMS_COLLAPSED" if fits else "ITEMS_OVER"
            self.verdicts.add([Fault(code, row, columns, "item.name", params=params)])
        self.verdicts.add(Fault("NO_ITEMS", row, columns, "item.name") for row in _without_goods(orders, lines))
        if how.negative_lines == "reject":
            self.verdicts.add(_negative(lines))
        return lines

    def _without_text(self, frame: pl.DataFrame) -> Iterator[Fault]:
        """Values that the target has no text for: a word without a code, a date without its time."""
        for assignment, name, mask in write.unwritable(frame, self.profile, self.format):
            field = name if name in FIELDS else None
            code = "DATE_NO_TIME" if field and FIELDS[field].type == "date" else "WORD_UNWRITABLE"
            columns = self.located.labels([field]) if field else (name.removeprefix(write.COLUMN),)
            for row, value in frame.filter(mask).select("row", name).iter_rows():
                text = (
                    self.located.records.cells[str(self.located.places[columns[0]])][row]
                    if field and columns
                    else value
                )
                yield Fault(code, row, columns, field, text, {"column": assignment.column.label, "word": text})

    def _as_faults(self, placed: pl.DataFrame, lines: pl.DataFrame, written: Written) -> Iterator[Fault]:
        """Refused target cells, told at the source cells they were made of; followers of a cause stay hidden."""
        orders, rows, copied = placed["order"], placed["row"], placed["copied"]
        columns_ = self.profile.target_columns
        for refused in cell_checks.find(placed, columns_, self.format, written.blank, written.stood):
            assignment = self._by_label[refused.label]
            order, row = orders[refused.at], rows[refused.at]
            columns, fields = self._behind(assignment, copied=copied[refused.at])
            if self.verdicts.blames(order, [*fields, *(NET if "item.unit_price" in fields else ())]):
                continue
            if assignment.column.item is not None:
                same_line = (pl.col("order") == order) & (pl.col("n") == assignment.column.item)
                row = next(iter(lines.filter(same_line)["row"]), row)
            yield Fault(
                refused.code,
                row,
                columns,
                fields[0] if fields else None,
                refused.text,
                {"column": refused.label, **refused.params},
                provider_code=assignment.column.column.provider_codes.get(refused.code),
            )

    def _behind(self, assignment: Assignment, *, copied: bool) -> tuple[tuple[str, ...], list[str]]:
        """The source columns and the fields that a target cell is made of; for a copied recipient the buyer's."""
        fields = with_parts(fields_of(assignment))
        if copied:
            fields = [field.replace("recipient.", "buyer.", 1) for field in fields]
        named = tuple(n.removeprefix(write.COLUMN) for n in write.sources(assignment.map) if n.startswith(write.COLUMN))
        return (*self.located.labels(fields), *named), fields

    def settle(self, placed: pl.DataFrame, files: Sequence[Section]) -> list[bytes | None]:
        """The bytes of each file's accepted orders; characters that the target lacks reject theirs first."""
        verdicts = self.verdicts
        verdicts.add(self._past_the_limit(placed))
        verdicts.add(self._unquoted(placed))
        if verdicts.rejected.any():
            verdicts.add([*_once(self._unencodable(_of(placed, verdicts.rejected)))])
        while True:
            accepted = verdicts.accepted
            rows = _of(placed, accepted)
            own = [rows.slice(start, count) for start, count in slices(rows["order"], files)]
            goes = [bool(file.of(accepted).any()) for file in files]
            try:
                return [self._bytes(each) if any_ else None for each, any_ in zip(own, goes, strict=True)]
            except UnicodeEncodeError:
                found = [*_once(self._unencodable(rows))]
                if not found:
                    raise
                verdicts.add(found)

    def _past_the_limit(self, placed: pl.DataFrame) -> Iterator[Fault]:
        """Orders that a file of limited rows has no room for; fed back, they fill the next file."""
        most = self.format.dialect.max_rows
        if most is None:
            return
        rows = _of(placed, self.verdicts.accepted)
        late = rows.with_columns(end=pl.int_range(1, pl.len() + 1)).filter(pl.col("end").max().over("order") > most)
        for row in late["row"].unique(maintain_order=True):
            yield Fault("ROWS_OVER", row, params={"rows": rows.height, "max": most})

    def _unquoted(self, placed: pl.DataFrame) -> Iterator[Fault]:
        """Cells that cannot be written where the document knows no quotes."""
        if self.format.dialect.quote != "none":
            return
        delimiter = self.format.dialect.delimiter
        masks = placed.select(needs_quotes(pl.col(list(self._by_label)), delimiter))
        for mask in (mask for mask in masks.iter_columns() if mask.any()):
            label, fields = mask.name, fields_of(self._by_label[mask.name])
            for row, text in placed.filter(mask).select("row", label).iter_rows():
                columns, params = self.located.behind(fields), {"column": label}
                yield Fault("NEEDS_QUOTES", row, columns, fields[0] if fields else None, text, params)

    def _bytes(self, rows: pl.DataFrame) -> bytes:
        """The file; look-alikes are told once it is known that every character has bytes."""
        columns, dialect = self.profile.target_columns, self.format.dialect
        header = [c.header for c in columns] if dialect.header else None
        labels = {c.index: c.label for c in columns}
        # Without header, places between the columns may have no name: they stay blank.
        gaps = {i: pl.lit("").alias(f"#{i + 1}") for i in range(max(labels) + 1) if i not in labels}
        cells = rows.select(gaps.get(i, labels.get(i)) for i in range(max(labels) + 1))
        if codec(dialect.encoding) != "cp932":
            return csv_bytes(header, cells, dialect)
        text = csv_text(header, cells, dialect)
        output = encoded(text, dialect)
        if self.profile.checks.severity.get("CHAR_WAVE_DASH") != "off":
            self.verdicts.add([*_once(self._lookalikes(rows, [char for char in LOOKALIKES if char in text]))])
        return output

    def _unencodable(self, rows: pl.DataFrame) -> Iterator[Fault]:
        encoding = self.format.dialect.encoding
        if _all_encodable((rows[label] for label in self._by_label), encoding):
            return
        for label, assignment in self._by_label.items():
            if _all_encodable([rows[label]], encoding):
                continue
            bad = rows.filter(unencodable(pl.col(label), encoding)).select("order", "row", "copied", label)
            for order, row, copied, text in bad.iter_rows():
                columns, fields = self._behind(assignment, copied=copied)
                field = fields[0] if fields else None
                missing = untold(text, field or "", encoding, blamed=self.verdicts.blames(order, fields))
                if missing:
                    params = {"column": label, "characters": "".join(missing), "encoding": encoding}
                    better = mended(text, encoding)
                    yield Fault("CHAR_UNENCODABLE", row, columns, field, text, params, suggestion=better)

    def _lookalikes(self, rows: pl.DataFrame, chars: Sequence[str]) -> Iterator[Fault]:
        """Characters that the target's code page gives back in another form: written so, and told."""
        if not chars:
            return
        labels, found = list(self._by_label), f"[{''.join(chars)}]"
        rows = rows.filter(pl.concat_str(labels).str.contains(found))
        hits = rows.select(pl.col(labels).str.contains(found))
        for label, hit in zip(labels, hits.iter_columns(), strict=True):
            if not hit.any():
                continue
            for row, copied, text in rows.filter(hit).select("row", "copied", label).iter_rows():
                columns, fields = self._behind(self._by_label[label], copied=copied)
                field = fields[0] if fields else None
                # A minus sign between digits has its CHAR_HYPHEN already.
                changed = [c for c in dict.fromkeys(repaired(text, field or "")) if c in LOOKALIKES]
                if changed:
                    params = {"column": label, "characters": "".join(changed)}
                    yield Fault("CHAR_WAVE_DASH", row, columns, field, text, params)


def _of(placed: pl.DataFrame, orders: pl.Series) -> pl.DataFrame:
    """The rows of the orders of a mask."""
    return placed if orders.all() else placed[orders.gather(placed["order"]).arg_true()]


def _once(faults: Iterable[Fault]) -> Iterator[Fault]:
    """One cause, one fault: target cells made of the same source cells fail together."""
    told: set[object] = set()
    for fault in faults:
        params = tuple(sorted((k, str(v)) for k, v in fault.params.items() if k != "column"))
        key = (fault.code, fault.row, fault.columns or fault.params.get("column"), params)
        if key not in told:
            told.add(key)
            yield fault


def _all_encodable(columns: Iterable[pl.Series], encoding: str) -> bool:
    """Writing columns in one go is cheaper than asking for their characters."""
    try:
        encode("".join("".join(texts) for texts in columns), encoding)
    except UnicodeEncodeError:
        return False
    return True


def fields_of(assignment: Assignment) -> list[str]:
    """The canonical fields that a target column is made of."""
    if assignment.field:
        return [assignment.field]
    if assignment.map is None:
        return []
    return [n for n in write.sources(assignment.map) if not n.startswith(write.COLUMN)]


def _without_goods(orders: pl.DataFrame, lines: pl.DataFrame) -> pl.Series:
    """The rows of the orders that have no product among their lines; products come first."""
    having = lines["order"].filter((lines["n"] == 1) & (lines["rank"] == 0))
    if len(having) == orders.height:
        return orders["row"].clear()
    return orders["row"].filter(~orders["order"].is_in(having.implode()))


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


def _placed(frame: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Add, for each target row, the first row of its order, its place there, and whether the recipient is a copy."""
    if "copied" not in orders.columns:
        orders = orders.with_columns(copied=pl.lit(False))
    if frame.height == orders.height:
        place = pl.Series("place", ["only"]).new_from_index(0, frame.height)
        return frame.hstack([orders["row"], orders["copied"], place])
    rows = frame.join(orders.select("order", "row", "copied"), on="order", how="left", maintain_order="left")
    n, size = pl.int_range(0, pl.len()).over("order"), pl.len().over("order")
    only, first, last = size == 1, n == 0, n == size - 1
    told = pl.when(only).then(pl.lit("only")).when(first).then(pl.lit("first")).when(last).then(pl.lit("last"))
    return rows.with_columns(place=told.otherwise(pl.lit("middle")))
