"""What can be wrong with one record. The first cause is the only one named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csvbridge.reader.detect import is_utf8_japanese, label
from csvbridge.reader.source import BROKEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csvbridge.dialect import Caps
    from csvbridge.reader.cut import Piece
    from csvbridge.reader.source import Source

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Fault:
    """A code and its params; `expected` and `found` cells where their number is wrong."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    expected: int = 0
    found: int = 0


def fault_of_text(record: str, raw: bytes, piece: Piece, caps: Caps, encoding: str) -> Fault | None:
    """What keeps a record from being parted into cells."""
    size = len(raw.rstrip(b"\r\n"))
    if size > caps.record_bytes:
        return Fault("RECORD_TOO_LONG", {"bytes": size, "limit": caps.record_bytes})
    if not record.isascii() and (fault := _fault_of_bytes(record, raw, encoding)):
        return fault
    if "\0" in record:
        return Fault("NUL_IN_RECORD")
    return Fault("STRAY_QUOTE") if piece.reading == "stray" else None


def _fault_of_bytes(record: str, raw: bytes, encoding: str) -> Fault | None:
    broken = BROKEN.search(record)
    if "\ufeff" in record or (broken and _BOM in raw):
        return Fault("BOM_INSIDE")
    if encoding == "cp932" and is_utf8_japanese(raw):
        return Fault("MOJIBAKE", {"found": label("utf-8"), "encoding": label(encoding)})
    if broken:
        return Fault("UNDECODABLE", {"encoding": label(encoding), "byte": f"{ord(broken[0]) - 0xDC00:02X}"})
    return None


def fault_of_cells(cells: Sequence[str], record: str, width: int, caps: Caps, source: Source) -> Fault | None:
    """What is wrong with the cells of a well-formed record: their number, or the size of one."""
    if len(cells) != width:
        return Fault("RAGGED", {"expected": width, "found": len(cells)}, width, len(cells))
    if 4 * len(record) <= caps.cell_bytes and record.count("\n") <= caps.line_feeds:
        return None
    for place, cell in enumerate(cells, 1):
        if (size := len(source.encode(cell))) > caps.cell_bytes:
            return Fault("CELL_TOO_LONG", {"place": place, "bytes": size, "limit": caps.cell_bytes})
        if (lines := cell.count("\n")) > caps.line_feeds:
            return Fault("CELL_TOO_MANY_LINES", {"place": place, "lines": lines, "limit": caps.line_feeds})
    return None
