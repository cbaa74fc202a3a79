"""What the bytes of an unknown file prove of its frame; two possible readings are both told, none is chosen.

>>> seen = sight("注文番号,氏名\\r\\n1001,見本太郎\\r\\n".encode("cp932"))
>>> seen.encoding.name, seen.newline, seen.delimiter, seen.quote, seen.header
('cp932', 'crlf', ',', 'none', True)
>>> sight(b"<html><body>")
Traceback (most recent call last):
csvbridge.errors.WrongFileError: FILE_HTML
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csvbridge.dialect import Dialect
from csvbridge.errors import WrongFileError
from csvbridge.learn.model import Encoding, Evidence, Sighting
from csvbridge.learn.sight_encoding import read_encoding
from csvbridge.learn.sight_frame import (
    cut,
    evidence_of,
    newline_of,
    preamble_of,
    quote_of,
    trailer_evidence,
    trailer_of,
)
from csvbridge.learn.sight_header import is_header
from csvbridge.reader.cut import line_ends
from csvbridge.reader.sniff import is_workbook, refuse_foreign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csvbridge.learn.sight_frame import Cut, Newline, Quote
    from csvbridge.reader.source import Source


JUDGED = 50
"""Records that the first one is compared with, itself included."""


class Sight(NamedTuple):
    """A sighting with the decoded text that it is of, which need not be decoded again."""

    sighting: Sighting
    source: Source | None = None
    text: str | None = None


def sight(data: bytes) -> Sighting:
    """Encoding, line ends, delimiter, quotes, header, preamble and closing record of a file's bytes.

    Raises WrongFileError for what is no table: FILE_EMPTY, FILE_HTML, FILE_FORMAT, FILE_NUL, FILE_EXCEL (old .xls).
    """
    return sight_with_text(data).sighting


def sight_with_text(data: bytes) -> Sight:
    """`sight`, and the text."""
    if is_workbook(data):
        return Sight(_workbook())
    refuse_foreign(data)
    encoding, source, text = read_encoding(data)
    if source is None or text is None:
        return Sight(_unread(encoding))
    if not text.strip():
        raise WrongFileError("FILE_EMPTY", reason="empty")
    if text.endswith("\0"):
        raise WrongFileError("FILE_NUL", reason="truncated")
    found = cut(text, source.encoding)
    if found is None:
        why = Evidence(
            "bytes", "区切り文字が一つに決まりません", "more than one delimiter, or none, explains the records"
        )
        return Sight(_framed(encoding, newline_of(text), (why,)), source, text)
    return Sight(_laid_out(encoding, source, text, found), source, text)


def _workbook() -> Sighting:
    why = Evidence("bytes", "Excelのブック（xlsx）です", "it is an Excel workbook (xlsx)")
    return Sighting(Encoding(None, False, (), (why,)), None, None, None, None, 0, None, None, (why,), workbook=True)


def _unread(encoding: Encoding) -> Sighting:
    return Sighting(encoding, None, None, None, None, 0, None, None)


def _framed(encoding: Encoding, newline: Newline | None, evidence: tuple[Evidence, ...]) -> Sighting:
    return Sighting(encoding, newline, None, None, None, 0, None, None, evidence)


def _laid_out(encoding: Encoding, source: Source, text: str, found: Cut) -> Sighting:
    before = preamble_of(found)
    preamble = line_ends(text[: found.rows[before].start]) if before else 0
    trailer = trailer_of(text, found.delimiter)
    rows = [row.cells for row in found.rows[before + 1 :] if len(row.cells) == found.width]
    header = is_header(found.rows[before].cells, rows[: JUDGED - 1])
    quote, newline = quote_of(found, text), newline_of(text)
    dialect = None
    if header.answer is not None:
        frame = {"header": header.answer, "preamble_lines": preamble, "trailer": trailer, "bom": source.bom > 0}
        dialect = _dialect(encoding, found, quote, newline, frame)
    delimiter = found.delimiter if found.width > 1 else None
    evidence = (*evidence_of(found, text, quote), header.evidence, *trailer_evidence(trailer))
    return Sighting(encoding, newline, delimiter, quote, header.answer, preamble, trailer, dialect, evidence)


def _dialect(
    encoding: Encoding, found: Cut, quote: Quote, newline: Newline | None, frame: Mapping[str, object]
) -> Dialect:
    """What reads the file: a file without quotes today may have some tomorrow, an ASCII one Japanese."""
    ascii_ = encoding.name == "ascii"
    return Dialect.model_validate(
        {
            "encoding": "utf-8" if ascii_ else encoding.name,
            "also_reads": ("cp932",) if ascii_ else (),
            "newline": "lf" if newline == "lf" else "crlf",
            "delimiter": found.delimiter,
            "quote": "minimal" if quote == "none" and found.quoted else quote,
            "escape": "php" if found.php else None,
            **frame,
        }
    )
