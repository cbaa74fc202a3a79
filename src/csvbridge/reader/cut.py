"""Text cut into records, and physical lines counted."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from csvbridge.errors import WrongFileError
from csvbridge.reader.sniff import is_error_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.reader.grammar import Grammar

LOOK_AHEAD = 50


class Piece(NamedTuple):
    """A record in the text: [start, end) without its line end, which reaches to `stop`; how it can be read."""

    start: int
    end: int
    stop: int
    reading: Literal["strict", "php", "stray"]


def pieces(text: str, start: int, rules: Grammar, width: int | None = None) -> Iterator[Piece]:
    """Every record from `start` on; blank lines are none. An unclosed quote refuses the file.

    `width` is the number of cells that a record must have; only the second reading of PHP's files asks for it.

    >>> from csvbridge.reader.grammar import grammar
    >>> [p.reading for p in pieces('a,b\\r\\n\\r\\n1"x,2\\n', 0, grammar(","))]
    ['strict', 'stray']
    """
    at, length = start, len(text)
    while at < length:
        piece = piece_at(text, at, rules, width)
        if piece.end > at:
            yield piece
        at = piece.stop


def piece_at(text: str, at: int, rules: Grammar, width: int | None) -> Piece:
    """The record, or blank line, that starts at a place."""
    match = rules.strict.match(text, at)
    if match and (rules.php is None or width is None or len(rules.fields(match[1])) == width):
        return Piece(at, match.end(1), match.end(), "strict")
    second = rules.php.match(text, at) if rules.php else None
    if second and width is not None and len(rules.php_fields(second[1])) == width:
        return Piece(at, second.end(1), second.end(), "php")
    if match:
        return Piece(at, match.end(1), match.end(), "strict")
    rough = rules.loose.match(text, at)
    if rough is None:
        raise _unclosed(text, at)
    return Piece(at, rough.end(1), rough.end(), "stray")


def _unclosed(text: str, at: int) -> WrongFileError:
    line = 1 + line_ends(text[:at])
    if is_error_page(text[at:], anywhere=True):
        return WrongFileError("FILE_HTML", reason="html", line=line)
    # Without a line end behind it, it is the last cell of a download that broke off.
    code = "FILE_UNCLOSED_QUOTE" if line_ends(text[at:]) else "FILE_CUT"
    return WrongFileError(code, reason="truncated", line=line)


def usual_width(text: str, start: int, rules: Grammar) -> int:
    """How many cells most of the first records have, for a document without header; 0 where there is none."""
    heads = islice(pieces(text, start, rules), LOOK_AHEAD)
    widths = Counter(len(rules.fields(text[p.start : p.end])) for p in heads if p.reading == "strict")
    return widths.most_common(1)[0][0] if widths else 0


def line_ends(text: str) -> int:
    r"""Line ends in a text; CRLF and CR CR LF are one.

    >>> line_ends("a\r\nb\rc\n\r\r\n")
    4
    """
    if "\r" not in text:
        return text.count("\n")
    return text.count("\n") + text.count("\r") - text.count("\r\n") - text.count("\r\r\n")
