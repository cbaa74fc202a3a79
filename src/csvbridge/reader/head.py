"""Where the records begin: the preamble is skipped, the header read, a wrong delimiter named."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, get_args

from csvbridge.dialect import Dialect
from csvbridge.errors import WrongFileError
from csvbridge.pattern import regex
from csvbridge.reader.cut import line_ends, pieces, usual_width
from csvbridge.reader.detect import is_utf8_japanese, looks_like, wrong_encoding
from csvbridge.reader.grammar import LINE_END, Grammar, escapes_of, grammar
from csvbridge.reader.source import BROKEN

if TYPE_CHECKING:
    from csvbridge.reader.cut import Piece
    from csvbridge.reader.source import Source

_DELIMITERS: tuple[str, ...] = get_args(Dialect.model_fields["delimiter"].annotation)
_LINE_END = regex(LINE_END)
_NAMES = {",": "comma (,)", "\t": "TAB", ";": "semicolon (;)", "|": "pipe (|)"}


@dataclass(frozen=True, slots=True)
class Head:
    """The header, the width of a record (0: no record at all), where the records start and on which line."""

    header: tuple[str, ...]
    width: int
    start: int
    line: int
    rules: Grammar


def read_head(source: Source, text: str, dialect: Dialect) -> Head:
    """Find and check the header; in a document without one, the width that most of its first records have."""
    if text.endswith("\0"):
        raise WrongFileError("FILE_NUL", reason="truncated")
    escapes = escapes_of(source.encoding) if dialect.escape == "php" else ""
    rules = grammar(dialect.delimiter, quoted=dialect.quote != "none", escapes=escapes)
    at = _after_preamble(text, dialect.preamble_lines)
    first = _first_record(text, at, rules)
    if first is None:
        raise WrongFileError("FILE_EMPTY", reason="empty")
    _check_encoding(source, text, first, dialect)
    _check_delimiter(text, first, dialect)
    if dialect.header:
        header, start = _header(text, first, rules), first.stop
        width = len(header)
    else:
        header, start, width = (), first.start, usual_width(text, first.start, rules)
    if width > dialect.caps.columns:
        raise WrongFileError("FILE_TOO_WIDE", reason="format", columns=width, limit=dialect.caps.columns)
    return Head(header, width, start, 1 + line_ends(text[:start]), rules)


def _after_preamble(text: str, lines: int) -> int:
    ends = list(islice(_LINE_END.finditer(text), lines))
    if len(ends) < lines:
        raise WrongFileError("FILE_EMPTY", reason="empty")
    return ends[-1].end() if ends else 0


def _first_record(text: str, at: int, rules: Grammar) -> Piece | None:
    return next(pieces(text, at, rules), None)


def _check_encoding(source: Source, text: str, first: Piece, dialect: Dialect) -> None:
    head = text[first.start : first.end]
    if not dialect.header:
        return
    at = source.bom + len(source.encode(text[: first.start]))
    raw = source.data[at : at + len(source.encode(head))] if source.encoding == "cp932" else b""
    if first.stop == len(text) and BROKEN.search(head[-1]) and not BROKEN.search(head[:-1]):
        raise WrongFileError("FILE_CUT", reason="truncated", line=1 + line_ends(text[: first.start]))
    if BROKEN.search(head) or is_utf8_japanese(raw):
        raise wrong_encoding(looks_like(source.data), source.encoding)
    if "\ufeff" in head:
        raise WrongFileError("BOM_INSIDE", reason="encoding", line=1 + line_ends(text[: first.start]))


def _check_delimiter(text: str, first: Piece, dialect: Dialect) -> None:
    head = text[first.start : first.end]
    if _width(head, dialect.delimiter) > 1:
        return
    widths = {other: _width(head, other) for other in _DELIMITERS if other != dialect.delimiter}
    best = max(widths, key=lambda other: widths[other])
    if widths[best] > 1:
        found, wanted = _NAMES[best], _NAMES[dialect.delimiter]
        raise WrongFileError("FILE_DELIMITER", reason="delimiter", found=found, wanted=wanted)


def _width(record: str, delimiter: str) -> int:
    rules = grammar(delimiter)
    match = rules.strict.fullmatch(record)
    return len(rules.fields(match[1])) if match else 0


def _header(text: str, first: Piece, rules: Grammar) -> tuple[str, ...]:
    head = text[first.start : first.end]
    if first.reading != "strict" or "\0" in head:
        raise WrongFileError("HEADER_UNREADABLE", reason="header", line=1 + line_ends(text[: first.start]))
    return tuple(rules.fields(head))
