"""Character classes of cells, and lengths in bytes.

Source: facts/providers.md: 全角 = every character full-width; 半角カナ fields take half-width kana, ASCII and spaces.

>>> holds("１－２　山田", "fullwidth"), holds("1-2", "fullwidth")
(True, False)
>>> holds("ﾔﾏﾀﾞ ﾀﾛｳ", "halfwidth-kana"), holds("①", "jisx0208"), holds("①", "cp932")
(True, False, True)
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from csvbridge.profile.models import Charset

_OUTSIDE: dict[str, str] = {
    "fullwidth": r"[\x00-\x7F\uFF61-\uFF9F]",
    "halfwidth-kana": r"[^\x20-\x7E\uFF61-\uFF9F]",
    "ascii": r"[^\x20-\x7E]",
    "digits": r"[^0-9]",
}
"""What a character outside the class matches; the two classes of JIS are sets, since their ranges are thousands."""

_ROUND_TRIP = "〜−‖—¢£¬"
"""Unicode's other forms of ～－∥―￠￡￢, which the writer turns into those of the code page."""

_NARROW = r"[\x00-\x7F\uFF61-\uFF9F]"
_EXTENSIONS = frozenset((0x87, *range(0xED, 0x100)))
"""Lead bytes of cp932 past JIS X 0208: NEC row 13, NEC's and IBM's extensions, user-defined characters."""


def holds(text: str, charset: Charset) -> bool:
    """Whether every character of a text is in the class."""
    if charset in _OUTSIDE:
        return re.search(_OUTSIDE[charset], text) is None
    return set(text) <= _members(charset)


def failing(cells: pl.Expr, charset: Charset) -> pl.Expr:
    """The same of a whole column: true where a character is outside the class."""
    import polars as pl

    if charset in _OUTSIDE:
        return cells.str.contains(_rust(_OUTSIDE[charset]))
    return cells.map_batches(lambda column: _outside(column, charset), return_dtype=pl.Boolean)


def inside(charset: Charset) -> str | None:
    """The class as a pattern of one character for polars; None for the classes of JIS, whose patterns are too long.

    >>> inside("digits"), inside("ascii"), inside("cp932")
    ('[0-9]', '[\\\\x20-\\\\x7E]', None)
    """
    outside = _OUTSIDE.get(charset)
    if outside is None:
        return None
    return _rust("[" + outside.removeprefix("[^") if outside.startswith("[^") else "[^" + outside.removeprefix("["))


def _outside(column: pl.Series, charset: Charset) -> pl.Series:
    strange = set("".join(column.drop_nulls())) - _members(charset)
    return column.str.contains_any(sorted(strange)) if strange else column.str.len_bytes() < 0


def _rust(pattern: str) -> str:
    """
    >>> _rust(r"[\\uFF61-\\uFF9F]")
    '[\\\\x{FF61}-\\\\x{FF9F}]'
    """
    return re.sub(r"\\u([0-9A-F]{4})", r"\\x{\1}", pattern)


@cache
def _members(charset: str) -> frozenset[str]:
    encoded = ((chr(code), _cp932(chr(code))) for code in range(0x20, 0x10000))
    members = {char for char, data in encoded if data and (charset == "cp932" or data[0] not in _EXTENSIONS)}
    return frozenset(members | set(_ROUND_TRIP) | set("\t\r\n"))


def _cp932(char: str) -> bytes | None:
    try:
        return char.encode("cp932")
    except UnicodeEncodeError:
        return None


def is_utf8(encoding: str) -> bool:
    """Whether an encoding is UTF-8, in which polars holds its texts."""
    return codecs.lookup(encoding).name == "utf-8"


def byte_length(text: str, encoding: str) -> int:
    """Bytes of a text in an encoding; a character that it lacks counts as its widest.

    >>> byte_length("山田ﾔﾏ1", "cp932"), byte_length("山田ﾔﾏ1", "utf-8")
    (7, 13)
    """
    if is_utf8(encoding):
        return len(text.encode(errors="surrogatepass"))
    return 2 * len(text) - len(re.findall(_narrow(encoding), text))


def bytes_over(cells: pl.Expr, encoding: str, limit: int) -> pl.Expr:
    """The same of a whole column: true where a cell is longer than the limit."""
    import polars as pl

    if is_utf8(encoding):
        return cells.str.len_bytes() > limit
    return cells.map_batches(lambda column: _wide_over(column, encoding, limit), return_dtype=pl.Boolean)


def _wide_over(column: pl.Series, encoding: str, limit: int) -> pl.Series:
    import polars as pl

    characters = column.str.len_chars().cast(pl.Int64)
    if not (characters * 2 > limit).any():
        return characters < 0
    return characters * 2 - column.str.count_matches(_rust(_narrow(encoding))).cast(pl.Int64) > limit


def _narrow(encoding: str) -> str:
    """One byte a character: ASCII, and half-width kana where they take one."""
    return _NARROW if has_narrow_kana(encoding) else r"[\x00-\x7F]"


def has_narrow_kana(encoding: str) -> bool:
    """Whether half-width kana take one byte, as in the code pages of Windows; EUC-JP writes them in two.

    >>> has_narrow_kana("cp932"), has_narrow_kana("euc_jp"), has_narrow_kana("utf-8")
    (True, False, False)
    """
    return codecs.lookup(encoding).name not in ("euc_jp", "utf-8")
