"""How a document is laid down in bytes: the only part of a format that reader and writer know."""

from __future__ import annotations

from typing import Literal

from csvbridge.table import Table, key


class Caps(Table):
    """Limits that a sane cart file never meets; past them a record (or file) is refused, not loaded."""

    cell_bytes: int = key(default=8_192, ge=1, description="bytes of one cell")
    record_bytes: int = key(default=65_536, ge=1, description="bytes of one record")
    line_feeds: int = key(default=200, ge=0, description="line feeds in one cell")
    columns: int = key(default=1_000, ge=1, description="columns of a file")


class Dialect(Table):
    """Encoding, newline, quoting and frame of a document.

    `encoding` is written and tried first on reading; `also_reads` are tried after it, in order, all strictly.
    `preamble_lines` stand before the header, a record that `trailer` (a linear-time regular expression on its
    text) matches is no order. `max_rows` limits the rows of one written file, header not counted.
    """

    encoding: str = key(default="cp932", description="written, and tried first on reading")
    also_reads: tuple[str, ...] = key(default=(), description="tried after it on reading, in order, strictly")
    newline: Literal["crlf", "lf"] = key(default="crlf", description="end of a written line; both are read")
    delimiter: Literal[",", "\t", ";", "|"] = key(default=",", description="between two cells")
    quote: Literal["all", "minimal", "none"] = key(default="minimal", description="which cells are written in quotes")
    header: bool = key(default=True, description="the first record holds the names of the columns")
    preamble_lines: int = key(default=0, ge=0, description="lines before the header")
    trailer: str | None = key(default=None, description="linear-time regular expression of a record that is no order")
    bom: bool = key(default=False, description="a byte order mark is written")
    escape: Literal["php"] | None = key(default=None, description="quotes as PHP's fputcsv writes them")
    ibm_kanji: Literal["windows", "nec"] = key(
        default="windows", description="bytes of 髙 﨑 德 …: FA–FC as Windows writes them, or the NEC form ED–EE"
    )
    max_rows: int | None = key(default=None, ge=1, description="most rows of a written file, header not counted")
    caps: Caps = key(default=Caps(), description="limits of a sane file")
