"""How a document is laid down in bytes: the only part of a format that reader and writer know."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Caps(BaseModel):
    """Limits that a sane cart file never meets; past them a record (or file) is refused, not loaded."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cell_bytes: int = Field(default=8_192, ge=1, description="bytes of one cell")
    record_bytes: int = Field(default=65_536, ge=1, description="bytes of one record")
    line_feeds: int = Field(default=200, ge=0, description="line feeds in one cell")
    columns: int = Field(default=1_000, ge=1, description="columns of a file")


class Dialect(BaseModel):
    """Encoding, newline, quoting and frame of a document.

    `encoding` is written and tried first on reading; `also_reads` are tried after it, in order, all strictly.
    `preamble_lines` stand before the header, a record that `trailer` (a linear-time regular expression on its
    text) matches is no order. `max_rows` limits the rows of one written file, header not counted.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    encoding: str = Field("cp932", description="written, and tried first on reading")
    also_reads: tuple[str, ...] = Field((), description="tried after it on reading, in order, strictly")
    newline: Literal["crlf", "lf"] = Field("crlf", description="end of a written line; both are read")
    delimiter: Literal[",", "\t", ";", "|"] = Field(",", description="between two cells")
    quote: Literal["all", "minimal", "none"] = Field("minimal", description="which cells are written in quotes")
    header: bool = Field(True, description="the first record holds the names of the columns")
    preamble_lines: int = Field(default=0, ge=0, description="lines before the header")
    trailer: str | None = Field(None, description="linear-time regular expression of a record that is no order")
    bom: bool = Field(False, description="a byte order mark is written")
    escape: Literal["php"] | None = Field(None, description="quotes as PHP's fputcsv writes them")
    ibm_kanji: Literal["windows", "nec"] = Field(
        "windows", description="bytes of 髙 﨑 德 …: FA–FC as Windows writes them, or the NEC form ED–EE"
    )
    max_rows: int | None = Field(default=None, ge=1, description="most rows of a written file, header not counted")
    caps: Caps = Field(Caps(), description="limits of a sane file")
