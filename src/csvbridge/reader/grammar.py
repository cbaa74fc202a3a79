"""Where a record ends and what its cells are: RFC 4180, strictly, on text.

A quote opens only at the start of a cell and closes only before a delimiter or a line end. CRLF, LF, CR and the
CR CR LF of a doubled conversion end a line alike. Possessive matching keeps every pattern linear.

PHP's fputcsv takes 0x5C for an escape and leaves a quote after it undoubled. In cp932 that byte also ends ソ, 表, 能
and others. Source: facts on EC-CUBE 4, "CP932 0x5C trap".

>>> plain = grammar(",")
>>> plain.fields('a,"b ""c"" d"')
['a', 'b "c" d']
>>> plain.strict.match('a"b,c') is None
True
>>> grammar(",", escapes="表").php_fields('"表"示",2')
['表"示', '2']
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

LINE_END = r"\r{0,2}\n|\r"
CSV_MODULE_LIMIT = 131_072


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns of one delimiter: group 1 of each is the record without its line end.

    `strict` takes well-formed records only, `loose` finds the end of a malformed one (no match: a quote that is never
    closed), `php` is the second reading.
    """

    delimiter: str
    quoted: bool
    strict: re.Pattern[str]
    loose: re.Pattern[str]
    cell: re.Pattern[str]
    php: re.Pattern[str] | None = None
    php_cell: re.Pattern[str] | None = None
    php_pair: re.Pattern[str] | None = None

    def fields(self, record: str) -> list[str]:
        """The cells of a record that `strict` has matched."""
        if not self.quoted or '"' not in record:
            return record.split(self.delimiter)
        if len(record) <= CSV_MODULE_LIMIT:
            return next(csv.reader([record], delimiter=self.delimiter))
        return [c[1:-1].replace('""', '"') if c.startswith('"') else c for c in self._split(self.cell, record)]

    def php_fields(self, record: str) -> list[str]:
        """The cells of a record that `php` has matched."""
        if self.php_cell is None or self.php_pair is None:
            raise ValueError("this grammar has no second reading")
        pair = self.php_pair
        cells = self._split(self.php_cell, record)
        return [pair.sub(lambda m: m[1] or '"', c[1:-1]) if c.startswith('"') else c for c in cells]

    def _split(self, cell: re.Pattern[str], record: str) -> list[str]:
        found, at = [], 0
        while at <= len(record):
            match = cell.match(record, at)
            if match is None:
                raise ValueError("not a record of this grammar")
            found.append(match[0])
            at = match.end() + 1
        return found


@cache
def grammar(delimiter: str, *, quoted: bool = True, escapes: str = "") -> Grammar:
    """The grammar of a delimiter; `escapes` are the characters after which PHP leaves a quote alone."""
    d = re.escape(delimiter)
    if not quoted:
        line = _record(r"[^\r\n]*+", "(?!)")
        return Grammar(delimiter, False, line, line, re.compile(rf"[^{d}\r\n]*+"))
    closed = r'"[^"]*+(?:""[^"]*+)*+"'
    cell = rf'(?:{closed}|[^"{d}\r\n]*+)'
    loose = rf'(?:{closed}[^{d}\r\n]*+|(?!")[^{d}\r\n]*+)'
    strict, lax = _record(cell, d), _record(loose, d)
    if not escapes:
        return Grammar(delimiter, True, strict, lax, re.compile(cell))
    e = f"[{re.escape(escapes)}]"
    php = rf'(?:"(?:[^"{re.escape(escapes)}]++|{e}(?:"(?![{d}\r\n]|\Z))?+|"")*+"|[^"{d}\r\n]*+)'
    pair = re.compile(rf'({e}")|""')
    return Grammar(delimiter, True, strict, lax, re.compile(cell), _record(php, d), re.compile(php), pair)


def _record(cell: str, delimiter: str) -> re.Pattern[str]:
    return re.compile(rf"({cell}(?:{delimiter}{cell})*+)(?:{LINE_END}|\Z)")


@cache
def escapes_of(encoding: str) -> str:
    """The characters whose last byte is 0x5C: the backslash, and in cp932 ソ, 表, 能 and others.

    >>> "表" in escapes_of("cp932"), escapes_of("utf-8")
    (True, '\\\\')
    """
    if encoding != "cp932":
        return "\\"
    pairs = (bytes([lead, 0x5C]).decode("cp932", "ignore") for lead in (*range(0x81, 0xA0), *range(0xE0, 0xFD)))
    return "\\" + "".join(sorted({pair for pair in pairs if len(pair) == 1 and pair != "\\"}))
