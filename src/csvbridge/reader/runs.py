"""Runs of records that need no care, between those that do: found by one pattern on the text, for polars to parse.

A record is in a run only if it is well-formed, has plain cells of a sane length, and can be neither a closing line nor
a repeated header nor mojibake. Whatever is left out is read with care, so a pattern too strict costs time alone.

>>> pattern = runs(Plain(2, ",", True, False, "no", 200))
>>> text = '"A-1","x"\\nA-2,y\\nA-3\\nA-4,z\\n'
>>> text[: pattern.match(text).end()]
'"A-1","x"\\nA-2,y\\n'
>>> [pattern.match(record).end() for record in ('no,x\\n', '以上2,件\\n', 'A-1,\\0\\n')]
[0, 0, 0]
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.reader.detect import never_utf8
from csvbridge.reader.shape import SIGNS

if TYPE_CHECKING:
    from csvbridge.dialect import Dialect
    from csvbridge.reader.head import Head
    from csvbridge.reader.source import Source

MOST_BYTES = 8
"""Bytes of one sign in any encoding: ISO-2022-JP switches its set before and behind it."""

_BLANK = r'["\s,;|]'
_CARE = r"\r\0\ufeff\udc80-\udcff"


class Plain(NamedTuple):
    """What a record of a run is; `first` is the first name of the header, `longest` the most signs of a cell."""

    width: int
    delimiter: str
    quoted: bool
    cp932: bool
    first: str
    longest: int


def plain(source: Source, head: Head, dialect: Dialect) -> Plain | None:
    """What is plain in a file; None where each record must be read by itself."""
    caps = dialect.caps
    room = min(caps.cell_bytes, caps.record_bytes // max(head.width, 1) - SIGNS)
    if head.width < 2 or dialect.trailer is not None or room < 0 or head.header[:1] == ("",):
        return None
    longest = min(room // MOST_BYTES, caps.line_feeds)
    first = head.header[0] if head.header else ""
    return Plain(head.width, dialect.delimiter, head.rules.quoted, source.encoding == "cp932", first, longest)


@lru_cache(8)
def runs(rules: Plain) -> re.Pattern[str]:
    """The pattern of a run; it matches anywhere, at the worst no record at all."""
    d, most = re.escape(rules.delimiter), f"{{0,{rules.longest}}}+"
    cell = rf'(?:"[^"{_CARE}]{most}"|[^"{d}\n{_CARE}]{most})' if rules.quoted else rf"[^{d}\n{_CARE}]{most}"
    cells = d.join([cell] * rules.width)
    return re.compile(rf"(?:{_start(rules)}{cells}(?:\r?\n|\Z))*+")


def _start(rules: Plain) -> str:
    # Blanks are looked through so far only, else a file of blank records would be walked again for each.
    closing = rf"(?!{_BLANK}{{0,64}}+(?:以上|{_BLANK}))"
    header = f'(?!"?{re.escape(rules.first)})' if rules.first else ""
    return closing + header + (rf"(?=[ -~\t]*+[{never_utf8()}])" if rules.cp932 else "")
