"""How a text is laid out: line ends, delimiter, quotes, preamble, header, closing records.

Told from the first 200 records and the last line; line ends and the absence of quotes from the whole text.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from csvbridge.dialect import Dialect
from csvbridge.errors import WrongFileError
from csvbridge.learn.model import Evidence
from csvbridge.pattern import regex
from csvbridge.reader.cut import pieces
from csvbridge.reader.grammar import escapes_of, grammar
from csvbridge.reader.special import CLOSING, closing_count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csvbridge.reader.grammar import Grammar

Newline = Literal["crlf", "lf", "cr", "mixed"]
Quote = Literal["all", "minimal", "none"]

LOOKED_AT = 200
_TAIL = 65_536
DELIMITERS: tuple[str, ...] = get_args(Dialect.model_fields["delimiter"].annotation)
_LINE_END = regex(r"\r{0,2}\n|\r")
_ALL_QUOTED = '"(?:[^"]|"")*+"'
_TOTALS = ("総合計", "合計", "総計", "計", "総件数", "件数", "grand total", "total", "eof", "end")


class Row(NamedTuple):
    """A record: where it starts in the text, its own text and its cells; no cells where its quotes are malformed."""

    start: int
    record: str
    cells: list[str]


class Cut(NamedTuple):
    """The first records of a text as a delimiter and a way of quoting give them, and their usual width."""

    delimiter: str
    quoted: bool
    php: bool
    rows: list[Row]
    width: int
    share: float

    @property
    def score(self) -> float:
        """How much of the text the delimiter explains."""
        return self.share * (self.width - 1)


def newline_of(text: str) -> Newline | None:
    r"""What ends the records; line ends inside quotes do not count. None where there is none.

    >>> newline_of('a,b\r\n"x\ny",2\r\n'), newline_of("a\nb\r\n"), newline_of("a\rb\r"), newline_of("a")
    ('crlf', 'mixed', 'cr', None)
    """
    crlf, lf, cr = text.count("\r\n"), text.count("\n"), text.count("\r")
    kinds = {"crlf": crlf, "lf": lf - crlf, "cr": cr - crlf}
    if sum(map(bool, kinds.values())) > 1:
        kinds = _outside_quotes(text)
    found: list[Newline] = [kind for kind in ("crlf", "lf", "cr") if kinds[kind]]
    return found[0] if len(found) == 1 else "mixed" if found else None


def _outside_quotes(text: str) -> Counter[str]:
    kinds: Counter[str] = Counter()
    at, inside = 0, False
    for found in _LINE_END.finditer(text):
        inside ^= bool(text.count('"', at, found.start()) & 1)
        at = found.end()
        if not inside:
            kinds["cr" if found[0] == "\r" else "lf" if found[0] == "\n" else "crlf"] += 1
    return kinds


def cut(text: str, encoding: str) -> Cut | None:
    """The first records by the delimiter that explains most of them.

    None where two explain them equally well. A file of one column is cut at commas.

    Raises WrongFileError: FILE_UNCLOSED_QUOTE, FILE_CUT.

    >>> [cut(text, "cp932").delimiter for text in ("a;b\\n1;2\\n", "a\\tb,c\\n1\\t2,3\\n4\\t5\\n", "a\\nb\\n")]
    [';', '\\t', ',']
    >>> cut("a,b;c,d\\n1,2;3,4\\n", "cp932").delimiter, cut("a,b;c\\n1,2;3\\n", "cp932") is None
    (',', True)
    """
    found = [best for delimiter in DELIMITERS if (best := _best(text, delimiter, encoding))]
    ranked = sorted(found, key=lambda one: -one.score)
    if not ranked:
        # A quote that is never closed says so here.
        _ = list(islice(pieces(text, 0, grammar(",")), LOOKED_AT))
        return None
    if len(ranked) > 1 and ranked[0].score and ranked[1].share > 0.9 and ranked[1].score >= 0.8 * ranked[0].score:
        return None
    return ranked[0] if ranked[0].score else next((one for one in ranked if one.delimiter == ","), ranked[0])


def _best(text: str, delimiter: str, encoding: str) -> Cut | None:
    """Quoted, as PHP quotes, or not quoted at all: whichever leaves no malformed record."""
    ways = ((True, False), *(((True, True), (False, False)) if '"' in text else ()))
    cuts = [one for quoted, php in ways if (one := _cut(text, delimiter, quoted, php, encoding))]
    return max(cuts, key=lambda one: (round(one.share, 2), one.quoted, not one.php), default=None)


def _cut(text: str, delimiter: str, quoted: bool, php: bool, encoding: str) -> Cut | None:
    rules = grammar(delimiter, quoted=quoted, escapes=escapes_of(encoding) if php else "")
    try:
        plain = list(islice(pieces(text, 0, grammar(delimiter, quoted=quoted)), LOOKED_AT))
        width = _usual(len(rules.fields(text[p.start : p.end])) for p in plain if p.reading == "strict")
        found = list(islice(pieces(text, 0, rules, width), LOOKED_AT)) if php else plain
    except WrongFileError:
        return None
    rows = [Row(p.start, text[p.start : p.end], _cells(rules, p.reading, text[p.start : p.end])) for p in found]
    if not quoted and any(cell.startswith('"') for row in rows for cell in row.cells):
        return None
    if 2 * sum(not row.cells for row in rows) > len(rows) or not rows:
        return None
    share = sum(len(row.cells) == width for row in rows) / len(rows)
    return Cut(delimiter, quoted, php, rows, width, share)


def _cells(rules: Grammar, reading: str, record: str) -> list[str]:
    if reading == "stray":
        return []
    return rules.php_fields(record) if reading == "php" else rules.fields(record)


def _usual(widths: Iterable[int]) -> int:
    """The commonest width; the larger one of two."""
    counted = Counter(widths)
    return max(counted, key=lambda width: (counted[width], width), default=0)


def preamble_of(found: Cut) -> int:
    """How many of the first records are no records of the table: much narrower, or blank but for a title.

    >>> preamble_of(cut("受注一覧\\n2026/11/21,3\\na,b,c,d,e\\n1,2,3,4,5\\n6,7,8,9,0\\n", "cp932"))
    2
    """
    if found.width < 3:
        return 0
    narrow = max(2, found.width // 2)
    for place, row in enumerate(found.rows):
        filled = sum(1 for cell in row.cells if cell.strip())
        title = len(row.cells) == found.width and filled <= max(1, found.width // 8) and place < len(found.rows) - 1
        width = len(row.cells) or row.record.count(found.delimiter) + 1
        if width > narrow and not title:
            return place
    return 0


def quote_of(found: Cut, text: str) -> Quote:
    """Which cells stand in quotes.

    >>> [quote_of(cut(text, "cp932"), text) for text in ('"a","b"\\n"1","2"\\n', 'a,b\\n"1,5",2\\n', "a,b\\n")]
    ['all', 'minimal', 'none']
    """
    if not found.quoted or '"' not in text:
        return "none"
    quoted = re.compile(f"{_ALL_QUOTED}(?:{re.escape(found.delimiter)}{_ALL_QUOTED})*+")
    whole = [row for row in found.rows if len(row.cells) == found.width]
    return "all" if all(quoted.fullmatch(row.record) for row in whole) else "minimal"


def trailer_of(text: str, delimiter: str) -> str | None:
    """A pattern of the closing record, if the last line is one.

    >>> trailer_of('a,b\\n1,2\\n"合計",2\\n', ","), trailer_of("a,b\\n1,2\\n", ",")
    ('^"?合計"?(?:,|$)', None)
    >>> re.search(trailer_of("a\\n1\\n以上１件\\n", ","), "以上１件")["count"]
    '１'
    """
    lines = re.split(r"\r\n|\r|\n", text[-_TAIL:].rstrip("\r\n\x1a"))
    last = lines[-1]
    if len(lines) < 2:
        return None
    if closing_count(last, None)[0]:
        return rf'^[\s",;|]*{CLOSING}'
    first = last.partition(delimiter)[0].strip().strip('"').strip()
    if first.casefold() not in _TOTALS:
        return None
    return rf'^"?{re.escape(first)}"?(?:{re.escape(delimiter)}|$)'


def trailer_evidence(trailer: str | None) -> tuple[Evidence, ...]:
    """What the closing record looks like; nothing without one."""
    if trailer is None:
        return ()
    if "count" in trailer:
        return (Evidence("place", "最後の行は「以上…件」です", "the last line counts the records (以上…件)"),)
    return (Evidence("place", "最後の行は合計の行です", "the last line holds totals"),)


def evidence_of(found: Cut, text: str, quote: Quote) -> list[Evidence]:
    """What the layout was told from."""
    whole = sum(len(row.cells) == found.width for row in found.rows)
    told = [
        Evidence(
            "bytes",
            f"はじめの{len(found.rows)}件のうち{whole}件が{found.width}列です",
            f"{whole} of the first {len(found.rows)} records have {found.width} cells",
        )
    ]
    if quote == "none" and '"' not in text:
        told.append(Evidence("bytes", "引用符は一つもありません", "there is no quote in the file"))
    if found.php:
        told.append(
            Evidence(
                "bytes",
                "引用符の書き方が PHP の fputcsv のものです",
                "quotes are written as PHP's fputcsv writes them",
            )
        )
    return told
