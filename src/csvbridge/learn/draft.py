"""An inspected file as the TOML of a format: standing by itself, or extending a known one with only what differs.

Every column stands on a line with the evidence and the confidence behind it. A doubtful column takes part as guessed:
its line is marked `# ?` and is among `Draft.todos`, which the command lists at its end. A column without a field is
read by nobody. Words are known, or they stand commented out, and an order that has one is refused (UNKNOWN_WORD).
The sample is made up: no cell of the shop's file goes into a profile, but for the words of its codes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csvbridge.catalog import FIELDS
from csvbridge.codes import Text
from csvbridge.learn.draft_base import extension, fitted, over
from csvbridge.learn.draft_columns import drafted, header_of
from csvbridge.learn.draft_dialect import dialect_lines
from csvbridge.learn.draft_sample import sample
from csvbridge.learn.draft_sheet import Sheet, inline, key, one_line, string
from csvbridge.learn.draft_words import open_words, write_words
from csvbridge.learn.words import SHARED, table_of
from csvbridge.profile.columns import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from csvbridge.learn.draft_columns import Drafted
    from csvbridge.learn.draft_sheet import Language, Todo
    from csvbridge.learn.draft_words import OpenWord
    from csvbridge.learn.model import Inspection
    from csvbridge.profile.models import Format

_HEAD = Text(
    "{file} から作った形式です。# ? の付いた行は、ファイルと見比べて確かめてください",
    "made from {file}; compare the lines marked # ? with the file",
)
_GRAIN = Text(
    "1注文1行か1商品1行かは、このファイルからは分かりません",
    "this file does not tell whether a row is an order or an item",
)
_DOUBT = Text("列「{column}」は確かではありません（{note}）", "the column “{column}” is doubtful ({note})")
_DAY = Text(
    "「{column}」の日付の形は雛形からは分かりません", "the template does not tell the form of the dates of “{column}”"
)
_CHOSEN = Text(
    "提出先は{label}で注文を選びますが、その列が見つかりません。"
    "列があれば名前（位置）を書き、なければこのまま # を外してください",
    "the target chooses orders by {field}, and no column was found for it: write its name (or position), or, where the "
    "file has none, take the # away as it is",
)
_NO_FIELD = Text("項目なし", "no field")
_RIVALS = Text("ほかの候補 {fields}", "or {fields}")
_NET = Text("単価は税抜とみなしました", "prices are taken to be without tax")
_PLACES = Text(
    "明細の列の並びを書き表せないので、書き出すときの列の順が雛形と違います",
    "the item columns cannot be laid out in this order: written, they stand differently from the template",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the format shall be. `target`: it will be written. `base` is extended under the name `base_ref`.

    `answers` are words that a person has decided: (field, word) → canonical word. `confirmed_on` is the day
    ("2026-11-20") on which a person has seen a real file; without it the format is a template. `chosen` are the fields
    by which a target, known already, chooses orders: it takes none from a format that gives no such field.
    """

    id: str
    title: str
    file: str
    lang: Language
    target: bool = False
    base: Format | None = None
    base_ref: str = ""
    confirmed_on: str | None = None
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    folders: Sequence[Path] = ()
    chosen: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a format, the lines to decide or look at, the headers of its columns without a field, open words."""

    id: str
    text: str
    todos: tuple[Todo, ...]
    without: tuple[str, ...]
    doubtful: int
    open: tuple[OpenWord, ...] = ()


def draft(seen: Inspection, wish: Wish) -> Draft:
    """The format of an inspected file."""
    own, items = drafted(seen, target=wish.target, folders=wish.folders)
    columns: Sequence[Drafted] = own
    sheet = Sheet(wish.lang)
    _head(sheet, wish)
    if wish.base:
        columns, renames = over(seen, own, fitted(wish.base, [c.name for c in seen.columns]))
        extension(sheet, seen, columns, wish.base, renames, _noted)
        dialect_lines(sheet, seen.sighting, target=wish.target, base=wish.base.dialect)
        write_words(sheet, seen, columns, wish)
    else:
        _layout(sheet, seen, columns, items, wish)
    without = tuple(c.label for c in columns if c.field is None)
    doubtful = sum(c.guess.doubtful for c in columns if c.field)
    return Draft(wish.id, sheet.text, tuple(sheet.todos), without, doubtful, tuple(open_words(seen, columns, wish)))


def _head(sheet: Sheet, wish: Wish) -> None:
    sheet.say(_HEAD, file=wish.file)
    sheet.add(f"id = {string(wish.id)}", f"title = {string(wish.title)}")
    if wish.base:
        sheet.add(f"extends = {string(wish.base_ref or wish.base.id)}")
    sheet.add(f"status = {string('confirmed' if wish.confirmed_on else 'template')}")
    if wish.confirmed_on:
        sheet.add(f"confirmed_on = {string(wish.confirmed_on)}")


def _layout(sheet: Sheet, seen: Inspection, columns: Sequence[Drafted], items: int | None, wish: Wish) -> None:
    fields = {c.field for c in columns if c.field}
    sheet.add(f"record = {string(record_of(fields))}")
    if seen.grain in (None, "order") and items is None and _has_items(fields):
        # One row an order so far: read as items, a second row of an order is still understood.
        sheet.ask('grain = "item"  # ?', _GRAIN, must=False)
    else:
        sheet.add(f"grain = {string(seen.grain or 'order')}")
    if items:
        sheet.add(f"max_items = {items}")
    lacking = [name for name in wish.chosen if name not in fields]
    _columns(sheet, columns, lacking)
    if wish.target and items and header_of(columns, items) != [fold(c.name) for c in seen.columns]:
        sheet.ask(f"# ? max_items = {items}", _PLACES, must=False)
    dialect_lines(sheet, seen.sighting, target=wish.target)
    words = write_words(sheet, seen, columns, wish)
    _tables(sheet, lacking)
    _items(sheet, fields)
    _sample(sheet, columns, words)


def record_of(fields: Collection[str]) -> str:
    """What one record is about, by the fields that only such a document has.

    >>> record_of({"order.number", "credit.result"}), record_of({"order.number", "shipment.tracking_number"})
    ('credit_result', 'shipment')
    >>> record_of({"order.number", "item.name", "shipment.tracking_number"})
    'order'
    """
    if "credit.result" in fields:
        return "credit_result"
    if _has_items(fields):
        return "order"
    if "shipment.tracking_number" in fields:
        return "shipment"
    return "payment" if {"payment.paid_on", "payment.amount"} & set(fields) else "order"


def _has_items(fields: Collection[str]) -> bool:
    return any(field.startswith("item.") for field in fields)


def _columns(sheet: Sheet, columns: Sequence[Drafted], lacking: Sequence[str]) -> None:
    """The columns; one that the target asks for and nothing gives waits as a comment."""
    sheet.add("columns = [")
    for column in columns:
        _noted(sheet, f"  {inline(column.keys)},", column)
    placed = any("position" in column.keys for column in columns)
    for n, name in enumerate(lacking, len(columns) + 1):
        codes = {"codes": table_of(name)} if FIELDS[name].type == "word" else {}
        place = {"name": FIELDS[name].label, "position": n} if placed else {"name": "…"}
        line = inline({**place, "field": name, **codes, "optional": True})
        sheet.ask(f"  # {line},", _CHOSEN, field=name, label=FIELDS[name].label)
    sheet.add("]")


def _tables(sheet: Sheet, lacking: Sequence[str]) -> None:
    for name in lacking:
        if FIELDS[name].type == "word" and name not in SHARED:
            sheet.add("", f"[codes.{key(table_of(name))}]")


def _noted(sheet: Sheet, line: str, column: Drafted) -> None:
    """A line with what stands behind it; doubtful, it is one to look at."""
    guess = column.guess
    why = "、".join(e.ja for e in guess.evidence) if sheet.lang == "ja" else "; ".join(e.en for e in guess.evidence)
    rivals = [f for f in guess.rivals if f != column.field]
    other = sheet.word(_RIVALS, fields=", ".join(rivals[:2])) if rivals and guess.confidence < 1 else ""
    if column.field is None:
        parts = [sheet.word(_NO_FIELD), other]
    else:
        parts = [f"{guess.confidence:.2f}", why, other if guess.doubtful else ""]
    note = one_line("  ".join(part for part in parts if part))
    if guess.doubtful and column.field:
        sheet.ask(f"{line}  # ? {note}", _DOUBT, must=False, column=column.label, note=note)
    elif column.assumed:
        sheet.ask(f"{line}  # ? {note}", _DAY, must=False, column=column.label)
    else:
        sheet.add(f"{line}  # {note}")


def _items(sheet: Sheet, fields: Collection[str]) -> None:
    if {"item.net_price", "item.tax_rate"} <= set(fields) and "item.unit_price" not in fields:
        sheet.add("", "[items]")
        sheet.ask('net = ["product"]', _NET, must=False)


def _sample(sheet: Sheet, columns: Sequence[Drafted], words: Mapping[str, list[tuple[str, str]]]) -> None:
    made = sample(columns, words)
    if made:
        sheet.add("", "[sample]", *(f"{key(label)} = {string(text)}" for label, text in made.items()))
