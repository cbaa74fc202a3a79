"""What a conversion between two formats needs beyond them, and what only a person can say.

Where nothing is special about the pair there is no text: `--from SOURCE --to TARGET` is enough.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csvbridge.catalog import FIELDS
from csvbridge.codes import Text
from csvbridge.learn.draft_sheet import Sheet, inline, string, value
from csvbridge.profile import fields
from csvbridge.profile.columns import file_columns
from csvbridge.profile.models import Ask
from csvbridge.profile.search import every

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from csvbridge.learn.draft_sheet import Language, Todo
    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.models import Format

_HEAD = Text("確かめて、# ? の付いた行を決めてください", "check this, and decide the lines marked # ?")
_KEEP = Text(
    "この提出先に送る注文。ほかの注文は対象外になります", "the orders for this target; all others are left out"
)
_NO_CHOICE = Text(
    "元の形式に{label}がないので、それで注文を選べません（送らない注文も出力されます）",
    "the source has no {field}, so orders cannot be chosen by it: those that should stay here go out too",
)
_ASK = Text("{ask}を書いて # を外してください", "write your own value ({ask}), then take the # away")
_REQUIRED = Text(
    "必須の列「{column}」に入れるもの（{label}）が元の形式にありません",
    "nothing in the source fills the required column “{column}” ({field})",
)
_BLANK = Text(
    "列「{column}」は空欄で出します。決まった値が要るなら書いて # を外してください",
    "the column “{column}” stays blank; if the target wants a fixed text, write it and take the # away",
)
_LACKS = Text(
    "列「{column}」は空欄で出します（元の形式に{label}がありません）",
    "the column “{column}” stays blank: the source has no {field}",
)
_LINES = Text(
    "送料や値引きを明細の行として書く提出先なら # を外してください",
    "take the # away if the target wants shipping, fees and discounts as lines of their own",
)
_NAMES = {"shipping": "送料", "payment_fee": "手数料", "discount": "値引き", "points": "ポイント"}
_CHOICES: dict[str, dict[str, object]] = {
    "order": {"order.payment_method": "deferred", "order.status": ["new", "processing"]},
    "shipment": {"order.payment_method": "deferred", "shipment.tracking_number": "filled"},
}
"""By what the target's records are about, the orders that a provider of deferred payment takes."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A conversion's text, None where the pair needs none, and the lines to decide or look at."""

    id: str
    text: str | None
    todos: tuple[Todo, ...]


def pair(
    source: Format,
    target: Format,
    id_: str,
    lang: Language,
    *,
    source_ref: str = "",
    target_ref: str = "",
    template: bool = False,
) -> Pair:
    """The conversion of two formats; the references are those under which its file names them.

    `template`: the target is just being learnt, so a column that stays blank is worth a look.
    """
    sheet = Sheet(lang)
    title = f"{source.title} → {target.title}"
    refs = f"source = {string(source_ref or source.id)}", f"target = {string(target_ref or target.id)}"
    sheet.say(_HEAD)
    sheet.add(f"id = {string(id_)}", f"title = {string(title)}", *refs)
    before = len(sheet.lines)
    given = _given(source)
    _keep(sheet, target, given)
    _set(sheet, target, given, template=template)
    _lines(sheet, target, given)
    return Pair(id_, sheet.text if len(sheet.lines) > before else None, tuple(sheet.todos))


def known_conversion(source: str, target: str, folders: Sequence[Path] = ()) -> str | None:
    """The conversion between two formats that there is already, by id: its lookups and rules are worth having.

    >>> known_conversion("no/such", "no/such") is None
    True
    """
    for info in every(folders):
        if info.kind == "conversion" and not info.problem:
            head = tomllib.loads(info.path.read_text("utf-8-sig"))
            if (head.get("source"), head.get("target")) == (source, target):
                return info.id
    return None


def inheriting(parent: str, id_: str, title: str, lang: Language, **refs: str) -> Pair:
    """A conversion that takes all from another one but its source or target."""
    sheet = Sheet(lang)
    sheet.add(f"id = {string(id_)}", f"title = {string(title)}", f"extends = {string(parent)}")
    sheet.add(*(f"{name} = {string(ref)}" for name, ref in refs.items()))
    return Pair(id_, sheet.text, ())


def _given(source: Format) -> frozenset[str]:
    """The fields that the source gives, as the loader sees it."""
    own = fields.of_columns(file_columns(source))
    return fields.given(own) if source.items.net else fields.given(own - {"item.net_price"}) | own


def _keep(sheet: Sheet, target: Format, given: Collection[str]) -> None:
    if target.keep or target.record not in _CHOICES:
        return
    sheet.add("")
    for field in _CHOICES[target.record]:
        if field not in given:
            label = FIELDS[field].label
            why = sheet.word(_NO_CHOICE, field=field, label=label)
            sheet.ask(f"# ? {why}", _NO_CHOICE, must=False, field=field, label=label)
    kept = {field: words for field, words in _CHOICES[target.record].items() if field in given}
    if kept:
        sheet.add("[keep]")
        for field, words in kept.items():
            sheet.ask(f"{string(field)} = {value(words)}  # ?", _KEEP, must=False)


def _set(sheet: Sheet, target: Format, given: Collection[str], *, template: bool) -> None:
    """A line for each target column that nothing fills: what the shop must say, and what may stay blank."""
    unfilled = [c for c in file_columns(target) if _is_open(c, given) and (c.item or 1) == 1]
    unfilled = [c for c in unfilled if template or c.column.required or c.column.constant is not None]
    if not unfilled:
        return
    sheet.add("", "[set]")
    for column in unfilled:
        _open(sheet, column)


def _is_open(column: FileColumn, given: Collection[str]) -> bool:
    own = column.column
    return isinstance(own.constant, Ask) or (own.constant is None and own.field not in given)


def _open(sheet: Sheet, column: FileColumn) -> None:
    own, label = column.column, column.label
    constant = own.constant
    field = own.field or "-"
    meant = FIELDS[field].label if own.field else "-"
    if isinstance(constant, Ask):
        sheet.ask(f"# {string(label)} = {string(constant.sample)}  # ?", _ASK, ask=constant.ask)
    elif own.required:
        sheet.ask(f'# {string(label)} = "…"  # ?', _REQUIRED, column=label, field=field, label=meant)
    else:
        why = _LACKS if own.field else _BLANK
        sheet.ask(f'# {string(label)} = "…"', why, must=False, column=label, field=field, label=meant)


def _lines(sheet: Sheet, target: Format, given: Collection[str]) -> None:
    """Amounts of the source that the target has no column for: lines of their own, or a total that does not add up."""
    written = fields.of_columns(file_columns(target))
    amounts = {kind: name for kind, name in _NAMES.items() if fields.AMOUNTS[kind] in set(given) - written}
    adds_up = {"order.total", "item.unit_price", "item.quantity"} <= written & set(given)
    if not amounts or not adds_up or target.items.lines:
        return
    sheet.add("", "[items]")
    sheet.ask(f"# lines = {inline(amounts)}  # ?", _LINES, must=False)
    if "total_equals_lines" not in target.rules:
        sheet.add("", "[rules]", 'total_equals_lines = "warning"')
