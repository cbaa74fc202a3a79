"""Records that are no orders: total lines, 以上N件, a repeated header."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from csvbridge.errors import WrongFileError
from csvbridge.pattern import regex

if TYPE_CHECKING:
    import re

CLOSING = r"以上[\s、]*(?P<count>[0-9０-９][0-9０-９,，]*)\s*件"
MOST_DIGITS = 18
_CLOSING_RECORD = regex(rf'[\s",;|]*{CLOSING}(?:です|でした)?[。.．]?[\s",;|]*')


def closing_count(record: str, trailer: re.Pattern[str] | None) -> tuple[bool, int | None]:
    """Whether a record closes the file, and the number of records that it names.

    >>> closing_count("以上３件", None), closing_count("A-1,3", None)
    ((True, 3), (False, None))
    >>> import re
    >>> closing_count("T,2", re.compile(r"^T,(?P<count>\\d+)$"))
    (True, 2)
    """
    match = (trailer.search(record) if trailer else None) or ("以上" in record and _CLOSING_RECORD.fullmatch(record))
    if not match:
        return False, None
    named = match.groupdict().get("count")
    return True, None if named is None else _number(named)


def _number(text: str) -> int | None:
    digits = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    return int(digits[:MOST_DIGITS]) if digits.isdecimal() and digits.isascii() else None


def check_count(named: int | None, found: int, line: int) -> None:
    """Refuse a file whose last line names another number of records than it holds."""
    if named is not None and named != found:
        raise WrongFileError("FILE_TRAILER_COUNT", reason="truncated", line=line, expected=named, found=found)
