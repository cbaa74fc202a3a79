"""The quick way: polars parses the records where the text is known to be well-formed.

By itself polars pads a short record with "", takes a blank line for a record and reads some misplaced quotes without
an error: `"q"a"q"` becomes qaq (facts on encoding and speed, section 5). So `shape` first proves every record.
Any doubt, or anything that needs a closer look: None, and the careful way reads the file.
"""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.errors import WrongFileError
from csvbridge.pattern import regex
from csvbridge.reader.detect import has_mojibake_line
from csvbridge.reader.head import read_head
from csvbridge.reader.model import Lines, Records
from csvbridge.reader.shape import SIGNS, Rules, Span, prove
from csvbridge.reader.source import BYTEWISE, CHUNK
from csvbridge.reader.special import CLOSING
from csvbridge.reader.starts import starts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from csvbridge.dialect import Caps, Dialect
    from csvbridge.reader.head import Head
    from csvbridge.reader.shape import Proof
    from csvbridge.reader.source import Source

SMALL = 1024 * 1024
"""Bytes up to which counting line feeds is cheaper than asking polars how long the cells are."""

_CLOSING = regex(CLOSING)
_CLOSES = "以上"
_MARK = "\ufeff"
_LONGEST = pl.all().str.len_bytes().max()


def read_plain(source: Source, dialect: Dialect, *, size: int = CHUNK) -> Records | None:
    """The records of a file that is decoded piece by piece; None for a closer look."""
    texts = source.texts(size)
    try:
        first = next(texts, "")
        head = read_head(source, first, dialect)
        return _read(source, first[: head.start], chain([first[head.start :]], texts), head, dialect)
    except (UnicodeDecodeError, WrongFileError):
        return None


def read_fast(source: Source, text: str, head: Head, dialect: Dialect) -> Records | None:
    """The records of a file whose text is there; None where the quick way cannot vouch for them."""
    return _read(source, text[: head.start], [text[head.start :]], head, dialect) if source.clean else None


def _read(source: Source, front: str, texts: Iterable[str], head: Head, dialect: Dialect) -> Records | None:
    """`front` is what stands before the records; their `texts` are decoded once the bytes are known to be sound."""
    if head.width < 2 or dialect.trailer is not None:
        return None
    if _is_bytewise(source, dialect):
        span = Span(source.data, source.bom + len(source.encode(front)), source.stop)
        return _sound(source, span, partial(_utf8, source, texts, span), head, dialect)
    body = _utf8(source, texts)
    return None if body is None else _sound(source, Span(body, 0, len(body)), lambda: body, head, dialect)


def _sound(
    source: Source, span: Span, body: Callable[[], bytes | None], head: Head, dialect: Dialect
) -> Records | None:
    """The records in a span, which `body` gives in UTF-8."""
    rules = _rules(source, head, dialect)
    proof = prove(span, rules)
    if proof is None or _may_be_special(source, span, proof):
        return None
    cells = _cells(body(), head, rules)
    if cells is None or not _within(cells, span, proof, dialect.caps, source):
        return None
    lines = Lines(lambda: starts(span, cells, head.line, bounded=proof.bounded, quoted=rules.quoted))
    return Records(head.header, cells, _numbers(cells.height), (), source.notes, source.encoding, lines)


def _is_bytewise(source: Source, dialect: Dialect) -> bool:
    """Whether delimiters, quotes and line ends stand for nothing else in the file's own bytes."""
    return source.encoding in BYTEWISE and not (source.encoding == "cp932" and dialect.delimiter == "|")


def _utf8(source: Source, texts: Iterable[str], span: Span | None = None) -> bytes | None:
    """The records in UTF-8, None where a mark stands in them; a file in UTF-8 gives its own bytes once they decode."""
    own, parts = span if source.encoding == "utf-8" else None, []
    for text in texts:
        if source.encoding != "cp932" and _MARK in text:
            return None
        parts.append(b"" if own else text.encode())
    return own.data[own.start : own.stop] if own else b"".join(parts)


def _rules(source: Source, head: Head, dialect: Dialect) -> Rules:
    caps, cp932 = dialect.caps, source.encoding == "cp932" and _is_bytewise(source, dialect)
    longest = min(caps.cell_bytes, caps.record_bytes // head.width - SIGNS) // _scale(source)
    return Rules(head.width, dialect.delimiter, dialect.quote != "none", cp932, longest)


def _scale(source: Source) -> int:
    """How many bytes a cell has at most in the file for each that it has in the span."""
    return 1 if source.encoding in BYTEWISE else 4


def _cells(body: bytes | None, head: Head, rules: Rules) -> pl.DataFrame | None:
    """The cells of well-formed records; None where a NUL or the header may stand between them."""
    if body is None or b"\0" in body:
        return None
    try:
        cells = parse(body, rules)
    except pl.exceptions.PolarsError:
        return None
    return None if head.header and (cells["0"] == head.header[0]).any() else cells


def parse(body: bytes, rules: Rules) -> pl.DataFrame:
    """The cells of well-formed records in UTF-8."""
    schema = {str(n): pl.String for n in range(rules.width)}
    if not body:
        return pl.DataFrame(schema=schema)
    return pl.read_csv(
        body,
        has_header=False,
        separator=rules.delimiter,
        quote_char='"' if rules.quoted else None,
        schema=schema,
        infer_schema=False,
        empty_string_is_null=False,
    ).rechunk()


def _may_be_special(source: Source, span: Span, proof: Proof) -> bool:
    """Whether a record may be a closing line or mojibake."""
    encoding = source.encoding if span.data is source.data else "utf-8"
    closing = _CLOSES.encode(encoding)
    for start, stop in proof.doubtful:
        raw = span.data[start:stop]
        if closing in raw and _CLOSING.search(raw.decode(encoding)):
            return True
        if encoding == "cp932" and not raw.isascii() and has_mojibake_line(raw):
            return True
    return source.encoding == "cp932" != encoding and has_mojibake_line(source.data)


def _within(cells: pl.DataFrame, span: Span, proof: Proof, caps: Caps, source: Source) -> bool:
    """Whether no cell or record can pass a cap, by an upper bound of its bytes."""
    if cells.height == 0:
        return True
    few = span.stop - span.start < SMALL
    if proof.bounded and few and span.data.count(b"\n", span.start, span.stop) < cells.height + caps.line_feeds:
        return True
    longest = cells.select(_LONGEST).row(0)
    scale = _scale(source)
    if scale * max(longest) > caps.cell_bytes or scale * (2 * sum(longest) + SIGNS * cells.width) > caps.record_bytes:
        return False
    wordy = [str(n) for n, size in enumerate(longest) if size > caps.line_feeds]
    feeds = pl.col(wordy).str.count_matches("\n", literal=True).max()
    return not wordy or max(cells.select(feeds).row(0)) <= caps.line_feeds


@lru_cache(1)
def _every_number(most: int) -> pl.Series:
    return pl.int_range(1, most + 1, dtype=pl.UInt32, eager=True).alias("record")


def _numbers(records: int) -> pl.Series:
    return _every_number(1 << records.bit_length()).head(records)
