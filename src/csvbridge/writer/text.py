"""A frame of texts to the bytes of a CSV file: quoting, newlines, encoding and BOM of a dialect."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Literal

import polars as pl

from csvbridge.errors import FileAccessError
from csvbridge.repertoire import codec, is_unicode
from csvbridge.writer.encode import encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.dialect import Dialect

_STYLES: dict[str, Literal["always", "necessary", "never"]] = {"all": "always", "minimal": "necessary", "none": "never"}
_NEWLINES = {"crlf": "\r\n", "lf": "\n"}


def csv_bytes(header: Sequence[str] | None, frame: pl.DataFrame, dialect: Dialect) -> bytes:
    r"""The whole file: header, then one record a row of `frame` (String columns without nulls).

    Raises `UnicodeEncodeError` for a character that the encoding lacks and `FileAccessError` (CELL_NEEDS_QUOTES)
    where the dialect has no quotes and a cell holds a delimiter, a quote or a line end.

    >>> from csvbridge.dialect import Dialect
    >>> frame = pl.DataFrame({"a": ["T1", "T2"], "b": ["", '6" 皿']})
    >>> csv_bytes(["番号", "品"], frame, Dialect(encoding="utf-8", newline="lf")).decode()
    '番号,品\nT1,\nT2,"6"" 皿"\n'
    >>> csv_bytes(None, frame, Dialect(encoding="utf-8", quote="none"))
    Traceback (most recent call last):
    csvbridge.errors.FileAccessError: CELL_NEEDS_QUOTES
    """
    data = _utf8(header, frame, dialect)
    return _mark(dialect) + data if _plain(dialect) else encoded(data.decode(), dialect)


def csv_text(header: Sequence[str] | None, frame: pl.DataFrame, dialect: Dialect) -> str:
    r"""The text of the whole file, before `encoded` makes bytes of it; arguments and errors are those of `csv_bytes`.

    >>> from csvbridge.dialect import Dialect
    >>> csv_text(["番号"], pl.DataFrame({"a": ["T1"]}), Dialect())
    '番号\r\nT1\r\n'
    """
    return _utf8(header, frame, dialect).decode()


def encoded(text: str, dialect: Dialect) -> bytes:
    """The bytes of a file's text; raises `UnicodeEncodeError` for a character that the encoding lacks."""
    return _mark(dialect) + encode(text, "utf-8" if _plain(dialect) else dialect.encoding, dialect.ibm_kanji)


def _utf8(header: Sequence[str] | None, frame: pl.DataFrame, dialect: Dialect) -> bytes:
    head = b"" if header is None else _header(tuple(header), dialect)
    return head + _records(frame, dialect) if frame.width else head


@lru_cache(64)
def _header(names: tuple[str, ...], dialect: Dialect) -> bytes:
    return _records(pl.DataFrame({str(i): [name] for i, name in enumerate(names)}), dialect) if names else b""


def needs_quotes(expr: pl.Expr, delimiter: str) -> pl.Expr:
    r"""Boolean: the cell cannot be written without quotes.

    >>> pl.select(needs_quotes(pl.lit('6" 皿'), ",")).item(), pl.select(needs_quotes(pl.lit("a b"), ",")).item()
    (True, False)
    """
    return expr.str.contains_any([delimiter, '"', "\r", "\n"])


def _records(frame: pl.DataFrame, dialect: Dialect) -> bytes:
    if dialect.quote == "none":
        _refuse_quotes(frame, dialect)
    elif dialect.quote == "minimal" and frame.width > 1:
        # A blank text would be written as "", a null is written as nothing; alone on its line it must be "".
        frame = frame.with_columns(pl.when(pl.all() != "").then(pl.all()))
    out = BytesIO()
    frame.write_csv(
        out,
        include_header=False,
        separator=dialect.delimiter,
        line_terminator=_NEWLINES[dialect.newline],
        quote_style=_STYLES[dialect.quote],
    )
    return out.getvalue()


def _refuse_quotes(frame: pl.DataFrame, dialect: Dialect) -> None:
    found = frame.select(needs_quotes(pl.all(), dialect.delimiter).any())
    for number, column in enumerate(found.iter_columns(), 1):
        if column.any():
            raise FileAccessError("CELL_NEEDS_QUOTES", number=number)


def _plain(dialect: Dialect) -> bool:
    return codec(dialect.encoding) in ("utf-8", "utf-8-sig")


def _mark(dialect: Dialect) -> bytes:
    """The byte order mark, where one is asked for and the codec does not write it by itself."""
    name = codec(dialect.encoding)
    if name == "utf-8-sig" or (dialect.bom and name == "utf-8"):
        return b"\xef\xbb\xbf"
    writes_it = name in ("utf-16", "utf-32")
    return "\ufeff".encode(name) if dialect.bom and is_unicode(name) and not writes_it else b""
