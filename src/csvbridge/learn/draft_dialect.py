"""The [dialect] of a drafted format: what the bytes prove; what they leave open is said with `# ?`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.codes import Text
from csvbridge.learn.draft_sheet import string, value

if TYPE_CHECKING:
    from csvbridge.dialect import Dialect
    from csvbridge.learn.draft_sheet import Sheet
    from csvbridge.learn.model import Sighting

_ENCODING = Text(
    "文字コードはこのファイルからは決まりません（日本語がありません）",
    "the encoding does not follow from this file: it holds nothing but ASCII",
)
_KEYS = ("delimiter", "header", "preamble_lines", "trailer", "bom", "escape", "also_reads")


def dialect_lines(sheet: Sheet, sighting: Sighting, *, target: bool, base: Dialect | None = None) -> None:
    """The table of a file's dialect; over that of a base only what differs, and no table where nothing does."""
    dialect = sighting.dialect
    if dialect is None:
        return
    ascii_only = sighting.encoding.name == "ascii"
    keys: dict[str, object] = {"newline": dialect.newline, "quote": dialect.quote}
    keys |= {name: getattr(dialect, name) for name in _KEYS if getattr(dialect, name) != _default(name)}
    if ascii_only:
        keys.pop("also_reads", None)
    else:
        keys["encoding"] = dialect.encoding
    if base:
        keys = {name: item for name, item in keys.items() if item != getattr(base, name)}
        if not target:
            # Any line end is read, and quotes wherever they stand, unless the format has none at all.
            keys = {n: item for n, item in keys.items() if n != "newline" and (n != "quote" or base.quote == "none")}
        if base.encoding != dialect.encoding and dialect.encoding in base.also_reads and not target:
            keys.pop("encoding", None)
    if not keys and (base or not ascii_only):
        return
    sheet.add("", "[dialect]")
    if ascii_only and base is None:
        _unsure(sheet, target=target)
    for name in sorted(keys, key=_place):
        sheet.add(f"{name} = {value(keys[name])}")


def _default(name: str) -> object:
    from csvbridge.dialect import Dialect

    return Dialect.model_fields[name].default


def _place(name: str) -> int:
    order = ("encoding", "also_reads", "bom", "newline", "delimiter", "quote")
    return order.index(name) if name in order else len(order)


def _unsure(sheet: Sheet, *, target: bool) -> None:
    """ASCII is the same in all encodings: a file to be read is tried as UTF-8 first, which cp932 text never passes."""
    if target:
        sheet.ask(f"encoding = {string('cp932')}  # ?", _ENCODING, must=False)
    else:
        sheet.ask(f"encoding = {string('utf-8')}  # ?", _ENCODING, must=False)
        sheet.add(f"also_reads = {value(['cp932'])}")
