"""How a document is laid down in bytes: the only part of a format that reader and writer know."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Caps(BaseModel):
    """Limits that a sane cart file never meets; past them a record (or file) is refused, not loaded."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cell_bytes: int = Field(8_192, ge=1)
    record_bytes: int = Field(65_536, ge=1)
    line_feeds: int = Field(200, ge=0, description="line feeds in one cell")
    columns: int = Field(1_000, ge=1)


class Dialect(BaseModel):
    """Encoding, newline, quoting and frame of a document.

    `encoding` is written and tried first on reading; `also_reads` are tried after it, in order, all strictly.
    `preamble_lines` stand before the header, a record that `trailer` (a linear-time regular expression on its
    text) matches is no order. `max_rows` limits the rows of one written file, header not counted.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    encoding: str = "cp932"
    also_reads: tuple[str, ...] = ()
    newline: Literal["crlf", "lf"] = "crlf"
    delimiter: Literal[",", "\t", ";", "|"] = ","
    quote: Literal["all", "minimal", "none"] = "minimal"
    header: bool = True
    preamble_lines: int = Field(0, ge=0)
    trailer: str | None = None
    bom: bool = False
    escape: Literal["php"] | None = None
    ibm_kanji: Literal["windows", "nec"] = Field(
        "windows", description="bytes of 髙 﨑 德 …: FA–FC as Windows writes them, or the NEC form ED–EE"
    )
    max_rows: int | None = Field(None, ge=1)
    caps: Caps = Caps()
