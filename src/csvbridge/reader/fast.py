"""The quick way: polars parses the records where the text is known to be well-formed.

By itself polars pads a short record with "", takes a blank line for a record and reads some misplaced quotes without
an error: `"q"a"q"` becomes qaq (facts on encoding and speed, section 5). So one pattern first proves every record.
Any doubt, or anything that needs a closer look: None, and the careful way reads the file.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Literal

import polars as pl

from csvbridge.reader.detect import has_mojibake_line
from csvbridge.reader.grammar import LINE_END
from csvbridge.reader.model import Lines, Records
from csvbridge.reader.special import CLOSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.dialect import Caps, Dialect
    from csvbridge.reader.head import Head
    from csvbridge.reader.source import Source

_CLOSING = re.compile(CLOSING)


def read_fast(source: Source, text: str, head: Head, dialect: Dialect) -> Records | None:
    """The records, or None where the quick way cannot vouch for them."""
    if head.width < 2 or not source.clean or dialect.trailer is not None:
        return None
    body = text[head.start :].encode()
    # polars works outside the interpreter's lock: the file is parsed while it is looked at.
    with ThreadPoolExecutor(1) as pool:
        parsing = pool.submit(_parse, body, head.width, dialect)
        sound = _is_well_formed(body, head.width, dialect) and not _needs_care(source, text)
        cells = parsing.result()
    if not sound or cells is None or not _within(cells, body, dialect.caps, source):
        return None
    if head.header and (cells["0"] == head.header[0]).any():
        return None
    record = pl.int_range(1, cells.height + 1, dtype=pl.UInt32, eager=True).alias("record")
    lines = Lines(lambda: _starts(cells, head, _line_end(source)))
    return Records(head.header, cells, record, (), source.notes, source.encoding, lines)


def _needs_care(source: Source, text: str) -> bool:
    has_mark = source.encoding != "cp932" and "\ufeff" in text
    if has_mark or (b"\0" in source.data and "\0" in text):
        return True
    if source.encoding == "cp932" and not source.data.isascii() and has_mojibake_line(source.data):
        return True
    return "以上".encode(source.encoding) in source.data and _CLOSING.search(text) is not None


def _parse(body: bytes, width: int, dialect: Dialect) -> pl.DataFrame | None:
    schema = {str(n): pl.String for n in range(width)}
    if not body:
        return pl.DataFrame(schema=schema)
    try:
        return pl.read_csv(
            body,
            has_header=False,
            separator=dialect.delimiter,
            quote_char=None if dialect.quote == "none" else '"',
            schema=schema,
            infer_schema=False,
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None


def _is_well_formed(body: bytes, width: int, dialect: Dialect) -> bool:
    """Whether there is nothing but well-formed records of one width; CR and CR CR LF are left to the careful way."""
    if dialect.quote == "none":
        return _shape(width, dialect.delimiter, "bare").fullmatch(body) is not None
    return any(_shape(width, dialect.delimiter, kind).fullmatch(body) for kind in ("all-quoted", "any"))


@cache
def _shape(width: int, delimiter: str, kind: Literal["bare", "all-quoted", "any"]) -> re.Pattern[bytes]:
    """The pattern of a body. Cells are written out one by one: the engine is slower at counted groups.

    A body whose every cell is quoted, without a quote inside, has a pattern of its own, three times as fast.
    """
    d = re.escape(delimiter)
    cell = {
        "bare": rf"[^{d}\r\n]*+",
        "all-quoted": '"[^"]*+"',
        "any": rf'(?:"[^"]*+(?:""[^"]*+)*+"|[^"{d}\r\n]*+)',
    }[kind]
    return re.compile(rf"(?:{d.join([cell] * width)}(?:\r?\n|\Z))*+".encode())


def _within(cells: pl.DataFrame, body: bytes, caps: Caps, source: Source) -> bool:
    """Whether no cell or record can pass a cap, by an upper bound of its bytes."""
    if cells.height == 0:
        return True
    scale = 2 if source.encoding.startswith("utf-16") else 1
    longest = [scale * size for size in cells.select(pl.all().str.len_bytes().max()).row(0)]
    with_signs = 2 * sum(longest) + scale * 3 * cells.width
    if max(longest) > caps.cell_bytes or with_signs > caps.record_bytes:
        return False
    wordy = [str(n) for n, size in enumerate(longest) if size > caps.line_feeds]
    inside_cells = body.count(b"\n") - cells.height + (not body.endswith(b"\n"))
    if inside_cells <= caps.line_feeds or not wordy:
        return True
    return bool(max(cells.select(pl.col(wordy).str.count_matches("\n", literal=True).max()).row(0)) <= caps.line_feeds)


def _line_end(source: Source) -> str:
    """What ends a line in this file: where no CR stands alone, an LF says it all."""
    bytewise = not source.encoding.startswith("utf-16")
    return "\n" if bytewise and source.data.count(b"\r") == source.data.count(b"\r\n") else LINE_END


def _starts(cells: pl.DataFrame, head: Head, line_end: str) -> Sequence[int]:
    """The lines of the records: one each, and one more for each line end in a cell, as the pattern finds it."""
    plain = line_end == "\n"
    several = cells.select(pl.all().str.contains(line_end, literal=plain).any()).row(0) if cells.height else ()
    wordy = [name for name, some in zip(cells.columns, several, strict=False) if some]
    if not wordy:
        return range(head.line, head.line + cells.height)
    inside = cells.select(pl.sum_horizontal(pl.col(wordy).str.count_matches(line_end, literal=plain))).to_series()
    return (head.line + inside.shift(1, fill_value=0).cum_sum() + pl.int_range(0, cells.height, eager=True)).to_list()
