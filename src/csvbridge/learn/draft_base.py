"""What differs between a file and the format that it extends.

Where the shared columns stand in the base's order, the change is told column by column; where columns have moved, the
layout is written anew and takes types, codes and limits from the base by field.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.learn.draft_columns import Drafted
from csvbridge.learn.draft_sheet import key, string, value
from csvbridge.learn.drift import renamed
from csvbridge.learn.model import Evidence
from csvbridge.profile.columns import file_columns, fold, is_item_column, match_header

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from csvbridge.learn.draft_sheet import Sheet
    from csvbridge.learn.model import Guess, Inspection
    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.models import Format

    Note = Callable[[Sheet, str, Drafted], None]

_OWN = ("constant", "values", "rank", "rows", "optional")
"""Keys of a base's column that a new layout does not take over by field."""
_UNLIKE = 0.5
"""Confidence of a new name that is offered for other reasons than its meaning."""
_KNOWN = Evidence("base", "元の形式と同じ見出し", "the base's own header")
_RENAMED = Evidence("base", "元の形式の「{}」", "“{}” of the base")


def fitted(base: Format, header: Sequence[str]) -> Format:
    """The base with as many items as the header has numbered columns for."""
    spellings = [s for c in base.columns if is_item_column(c) for s in (c.name, *c.aka)]
    patterns = [re.escape(fold(s)).replace(re.escape("{n}"), "([0-9]{1,2})") for s in spellings]
    found = [int(hit[1]) for name in header for p in patterns if (hit := re.fullmatch(p, fold(name))) and len(hit[1])]
    return base.model_copy(update={"max_items": max(found)}) if found else base


def over(seen: Inspection, columns: Sequence[Drafted], base: Format) -> tuple[list[Drafted], dict[str, str]]:
    """The columns of a file as the base knows them, and what is renamed (label → header). `base` is `fitted`.

    A column of the base keeps its field; another one takes part only with a field that the base's columns leave.
    """
    header = [column.name for column in seen.columns]
    match = match_header(base, header)
    cells = seen.records.cells if seen.records is not None else _no_cells(len(header))
    renames = renamed(base, header, cells, match.missing)
    places = {place: label for label, place in match.indexes.items() if place is not None}
    places |= {header.index(name): label for label, name in renames.items()}
    known = {c.label: c for c in file_columns(base)}
    taken = {c.column.field for label in places.values() if (c := known[label]).column.field}
    found: list[Drafted] = []
    for column in _each(seen, columns):
        label = places.get(column.guess.column.index)
        if label is not None:
            guess = seen.guesses[column.guess.column.index]
            found.append(_of_base(known[label], column, guess, new=label in renames))
        else:
            found.append(_without_field(column) if column.field in taken else column)
    return found, renames


def _no_cells(width: int) -> pl.DataFrame:
    return pl.DataFrame(schema={str(i): pl.String for i in range(width)})


def _each(seen: Inspection, columns: Sequence[Drafted]) -> list[Drafted]:
    """One for each column of the file: numbered ones that were drafted as one are taken apart again."""
    alone = {c.guess.column.index: c for c in columns if "{n}" not in c.label}
    apart = (_without_field(Drafted(_name_of(guess), guess)) for guess in seen.guesses)
    return [alone.get(column.guess.column.index, column) for column in apart]


def _name_of(guess: Guess) -> dict[str, object]:
    return {"name": guess.column.name} | ({"nth": guess.column.nth} if guess.column.nth > 1 else {})


def _without_field(column: Drafted) -> Drafted:
    keys = {k: v for k, v in column.keys.items() if k in ("name", "nth", "position")}
    return Drafted(keys, replace(column.guess, field=None), lost=column.field)


def _of_base(column: FileColumn, drafted: Drafted, guess: Guess, *, new: bool) -> Drafted:
    own = column.column
    keys: dict[str, object] = {k: v for k, v in drafted.keys.items() if k in ("name", "nth", "position")}
    keys |= {"field": own.field} if own.field else {}
    keys |= {"codes": own.codes} if own.codes else {}
    keys |= {k: _plain(v) for k in _OWN if (v := getattr(own, k)) not in (None, False)}
    kind = _RENAMED._replace(ja=_RENAMED.ja.format(own.name), en=_RENAMED.en.format(own.name)) if new else _KNOWN
    confidence = 1.0 if not new else guess.confidence if guess.field == own.field else _UNLIKE
    evidence = (kind, *(guess.evidence if new else ()))
    return Drafted(keys, replace(guess, field=own.field, confidence=confidence, evidence=evidence, item=column.item))


def _plain(item: object) -> object:
    return item.model_dump() if hasattr(item, "model_dump") else item


def extension(
    sheet: Sheet, seen: Inspection, columns: Sequence[Drafted], base: Format, renames: Mapping[str, str], note: Note
) -> None:
    """Head keys and columns that differ from those of the base; `columns` and `renames` are those of `over`."""
    header = [column.name for column in seen.columns]
    whole = fitted(base, header)
    if seen.grain in ("item", "item-first") and seen.grain != base.grain:
        sheet.add(f"grain = {string(seen.grain)}")
    if whole.max_items != base.max_items:
        sheet.add(f"max_items = {whole.max_items}")
    if _in_order(whole, header, renames):
        _patches(sheet, columns, whole, header, renames, note)
    else:
        _anew(sheet, columns, base, note)
    if whole.max_items != base.max_items and base.items.max and base.items.max > (whole.max_items or 0):
        sheet.add("", "[items]", f"max = {whole.max_items}")


def _in_order(base: Format, header: Sequence[str], renames: Mapping[str, str]) -> bool:
    """Whether the columns can be told one by one: none has moved, and what is new stands after one that is known."""
    indexes = dict(match_header(base, header).indexes)
    indexes |= {label: header.index(name) for label, name in renames.items()}
    places = [place for place in indexes.values() if place is not None]
    new = [i for i in range(len(header)) if i not in places]
    nameless = any(not header[i] or header.count(header[i]) > 1 for i in new)
    return base.dialect.header and places == sorted(places) and 0 not in new and not nameless


def _patches(
    sheet: Sheet,
    columns: Sequence[Drafted],
    base: Format,
    header: Sequence[str],
    renames: Mapping[str, str],
    note: Note,
) -> None:
    match = match_header(base, header)
    claimed = {place for place in match.indexes.values() if place is not None}
    labels = {name: label for label, name in renames.items()}
    blocks: set[str] = set()
    for at, column in enumerate(columns):
        old = labels.get(column.label)
        if old is not None:
            _rename(sheet, base, old, column, blocks, note)
        elif at not in claimed:
            note(sheet, _table(column.label), column)
            sheet.add(f"after = {string(_before(columns, at, base, match.indexes, labels))}")
            sheet.add(*(f"{k} = {value(v)}" for k, v in column.keys.items() if k != "name"))
    _removed(sheet, base, [label for label in match.missing if label not in renames])


def _table(label: str) -> str:
    return f"\n[column.{key(label) if label.isascii() else string(label)}]"


def _rename(sheet: Sheet, base: Format, old: str, column: Drafted, blocks: set[str], note: Note) -> None:
    own = next(c for c in file_columns(base) if c.label == old)
    label, name = old, column.label
    if own.item is not None and is_item_column(own.column):
        label, name = own.column.name, name.replace(str(own.item), "{n}", 1)
    if label not in blocks:
        blocks.add(label)
        note(sheet, _table(label), column)
        sheet.add(f"name = {string(name)}")


def _before(
    columns: Sequence[Drafted], at: int, base: Format, indexes: Mapping[str, int | None], labels: Mapping[str, str]
) -> str:
    """The column after which an added one stands, as the file names it: one with {n} by its own line."""
    before = columns[at - 1].label
    known = {place: label for label, place in indexes.items()}
    label = known.get(at - 1, before)
    own = next((c for c in file_columns(base) if c.label == label), None)
    if own is not None and is_item_column(own.column):
        return own.column.name
    return label


def _removed(sheet: Sheet, base: Format, missing: Sequence[str]) -> None:
    lines = {c.label: c.column.name if is_item_column(c.column) else c.label for c in file_columns(base)}
    for label in dict.fromkeys(lines[label] for label in missing):
        sheet.add(_table(label), "remove = true")


def _anew(sheet: Sheet, columns: Sequence[Drafted], base: Format, note: Note) -> None:
    coded = {c.field for c in base.columns if c.codes}
    sheet.add("columns = [")
    for column in columns:
        item = column.guess.item
        keys = {k: v for k, v in column.keys.items() if k != "codes" or column.field not in coded}
        name = str(keys.get("name", ""))
        if item is not None and column.field and FIELDS[column.field].level == "item" and str(item) in name:
            if item > 1:
                continue
            keys["name"] = name.replace(str(item), "{n}", 1)
        note(sheet, f"  {value(keys)},", column)
    sheet.add("]")
