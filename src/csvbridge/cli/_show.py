"""What a profile says, for a person: as plain text, or as a table on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from csvbridge.catalog import FIELDS
from csvbridge.codes import Text
from csvbridge.report.language import Language, say
from csvbridge.report.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.plan import Profile

_STATUS = {
    "template": Text(
        "template（列は公開されていません。自店の実物と比べてください）",
        "template (the layout is not public: compare it with your own file)",
    ),
    "documented": Text(
        "documented（公開資料かオープンソースによる）", "documented (from public documents or open source)"
    ),
    "confirmed": Text("confirmed（実物で確認済み）", "confirmed (seen on a real file)"),
}
_HEADS = {
    "title": Text("名前", "title"),
    "status": Text("状態", "status"),
    "source": Text("元の形式", "source"),
    "target": Text("出力する形式", "target"),
    "keep": Text("対象", "kept orders"),
    "aside": Text("別に分ける", "put aside"),
    "lookup": Text("突き合わせ", "lookup"),
    "sources": Text("出典", "sources"),
    "column": Text("列", "column"),
    "field": Text("項目", "field"),
    "limits": Text("決まり", "limits"),
    "required": Text("必須", "required"),
    "optional": Text("ないこともある", "optional"),
    "chars": Text("{min}～{max}文字", "{min} to {max} characters"),
    "bytes": Text("{max}バイトまで", "up to {max} bytes"),
    "constant": Text("常に「{value}」", "always “{value}”"),
    "blank": Text("空欄", "blank"),
}


def as_text(profile: Profile, lang: Language) -> str:
    """Plain text: facts, then one line a column."""
    facts = [f"{name}: {value}" for name, value in _facts(profile, lang)]
    columns = ["  ".join(cell for cell in row if cell) for row in _rows(profile, lang)]
    return "\n".join([profile.id, *facts, "", *columns])


def as_table(profile: Profile, lang: Language, stream: TextIO) -> None:
    """A table on a terminal."""
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(file=stream, highlight=False)
    console.print(profile.id, style="bold", markup=False)
    for name, value in _facts(profile, lang):
        console.print(printable(f"{name}: {value}", stream.encoding), markup=False)
    # The only box whose characters cp932 has.
    table = Table(*(say(_HEADS[head], {}, lang) for head in ("column", "field", "limits")), box=box.SQUARE)
    for row in _rows(profile, lang):
        table.add_row(*(escape(printable(cell, stream.encoding)) for cell in row))
    console.print(table)


def _facts(profile: Profile, lang: Language) -> Iterator[tuple[str, str]]:
    document = profile.target or profile.source
    values = {
        "title": profile.title,
        "status": say(_STATUS[document.status], {}, lang),
        "source": profile.source.id if profile.target else "",
        "target": profile.target.id if profile.target else "",
        "keep": _conditions(profile.keep),
        "aside": "; ".join(f"{name} ({_conditions(of)})" for name, of in profile.aside.items()),
        "lookup": "; ".join(f"--lookup {name}=… ({found.format})" for name, found in profile.lookup.items()),
        "sources": ", ".join(document.sources),
    }
    for name, value in values.items():
        if value:
            yield say(_HEADS[name], {}, lang), value


def _conditions(conditions: object) -> str:
    """
    >>> _conditions({"order.status": ("new", "other"), "shipment.tracking_number": "filled"})
    'order.status = new, other; shipment.tracking_number = filled'
    """
    pairs = conditions.items() if isinstance(conditions, dict) else ()
    return "; ".join(f"{field} = {words if isinstance(words, str) else ', '.join(words)}" for field, words in pairs)


def _rows(profile: Profile, lang: Language) -> Iterator[tuple[str, str, str]]:
    """Column label, the field that it feeds or takes, its limits."""
    takes = {a.column.label: (a.field, a.constant, a.map) for a in profile.assignments}
    for column in profile.target_columns or profile.source_columns:
        field, constant, mapped = takes.get(column.label, (column.column.field, None, None))
        if mapped:
            field = mapped.from_ or ", ".join(mapped.join)
        told = say(_HEADS["constant"], {"value": constant}, lang) if constant is not None else ""
        label = f"{field} ({FIELDS[field].label})" if field in FIELDS else field or ""
        yield column.label, told or label, ", ".join(_limits(column, lang))


def _limits(column: FileColumn, lang: Language) -> Iterator[str]:
    own = column.column
    for name in ("required", "optional"):
        if getattr(own, name):
            yield say(_HEADS[name], {}, lang)
    if own.min_chars or own.max_chars:
        yield say(_HEADS["chars"], {"min": own.min_chars or 0, "max": own.max_chars or "…"}, lang)
    if own.max_bytes:
        yield say(_HEADS["bytes"], {"max": own.max_bytes}, lang)
    if own.charset:
        yield say(Text("{charset}", "{charset}"), {"charset": own.charset}, lang)
    yield from filter(None, (own.pattern, own.format, ", ".join(own.values or ())))
