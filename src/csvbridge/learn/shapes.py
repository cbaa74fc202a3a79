"""What the cells of a column look like: a postal code, a date and its form, an amount, a name, one of a few words.

A shape holds where four of five filled cells have it. Values alone cannot tell all: seven digits may be a postal code
or a number of the shop's; they are taken for postal codes only where they begin in many ways.

>>> import polars as pl
>>> shapes_of(pl.DataFrame({"0": ["100-0005", "060-0001", ""], "1": ["2026/11/20", "2026/11/21", "2026/12/01"]}))
['postal_code', 'date']
>>> date_form(["2026/11/20", "2026/1/5"]), date_form(["20261120"]), date_form(["20/11/2026"])
('YYYY/M/D', 'YYYYMMDD', 'DD/MM/YYYY')
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.forms import FORMS
from csvbridge.forms._narrow import narrow
from csvbridge.pattern import regex
from csvbridge.steps._dateformat import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from csvbridge.catalog import Type
    from csvbridge.learn.model import Shape

ENOUGH = 0.8
"""The share of the filled cells that must have a shape."""
FEW = 20
"""More different values than this are no list of words."""

_PREFECTURES = re.findall(
    "(?:東京|京都|大阪|[^都道府県]{2,3})[都道府県]",
    "北海道青森県岩手県宮城県秋田県山形県福島県茨城県栃木県群馬県埼玉県千葉県東京都神奈川県新潟県富山県石川県福井県山梨県長野県"
    "岐阜県静岡県愛知県三重県滋賀県京都府大阪府兵庫県奈良県和歌山県鳥取県島根県岡山県広島県山口県徳島県香川県愛媛県高知県福岡県"
    "佐賀県長崎県熊本県大分県宮崎県鹿児島県沖縄県",
)
_HAN = r"\p{Han}々〆ヶヵ"
_KANA = r"^[\p{Katakana}\p{Hiragana}ー゛゜ﾞﾟ･・\s　]*[\p{Katakana}\p{Hiragana}][\p{Katakana}\p{Hiragana}ー゛゜ﾞﾟ･・\s　]*$"
_NAME = rf"^[{_HAN}]{{1,5}}(?:[\s　]*[{_HAN}\p{{Hiragana}}\p{{Katakana}}]{{1,5}})?$"
_NO_NAME = r"[都道府県市区町村郡]$|[税料額計済払便号円回店他様便]$|^(?:男|女|不明|無|有|未)"
_ADDRESS = (
    rf"^(?:{'|'.join(_PREFECTURES)})\S|[{_HAN}][市区町村郡][\p{{Han}}\p{{Hiragana}}\p{{Katakana}}0-9０-９]"
    rf"|^[{_HAN}ぁ-んァ-ヶー]{{2,}}[0-9０-９]+(?:[-－ー丁番][0-9０-９]*)"
)
_MONEY = r"[¥\\￥円]|^-?[0-9]{1,3}(?:,[0-9]{3})+$|^-?[0-9]+\.00?$"
_OTHER_DATES = ("DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "MM-DD-YYYY", "DD.MM.YYYY")
_CLOCKS = ("", " HH:mm", " HH:mm:ss")
_DATE = regex(
    r"(?P<y>[0-9]{4})(?P<s1>[-/.年]?)(?P<m>[0-9]{1,2})(?P<s2>[-/.月]?)(?P<d>[0-9]{1,2})(?P<s3>日?)"
    r"(?:(?P<gap>T| +)(?P<H>[0-9]{1,2}):[0-9]{2}(?P<sec>:[0-9]{2})?)?(?:[.Z+-].*)?"
)


def _mod7(cell: pl.Expr) -> pl.Expr:
    """Twelve digits of which the last is the check digit of carriers."""
    digits = cell.str.replace_all("-", "", literal=True)
    number = digits.cast(pl.Int64, strict=False)
    return digits.str.contains("^[0-9]{12}$") & ((number // 10) % 7 == number % 10)


def _is(form: Type) -> Callable[[pl.Expr], pl.Expr]:
    return lambda cell: FORMS[form].canonical_expr(cell).is_not_null()


def _matches(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    return lambda cell: cell.str.contains(pattern)


_NUMERIC = r"^[0-9０-９¥\\￥(（+＋〒▲△−-]"
_OF_NUMBERS: Mapping[str, Callable[[pl.Expr], pl.Expr]] = {
    "postal_code": _is("postal_code"),
    "hyphenated": _matches("[-－‐ー〒]"),
    "date": _is("date"),
    "other_date": _matches(r"^[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}(?: .*)?$"),
    "tracking_number": _mod7,
    "phone": _is("phone"),
    "digits": _is("digits"),
    "padded": _matches("^0[0-9]"),
    "yen": _is("yen"),
    "integer": _is("integer"),
    "money": _matches(_MONEY),
}
_OF_WORDS: Mapping[str, Callable[[pl.Expr], pl.Expr]] = {
    "email": _is("email"),
    "prefecture": lambda cell: cell.is_in(_PREFECTURES),
    "kana": _matches(_KANA),
    "address": lambda cell: cell.str.contains(_ADDRESS),
    "name": lambda cell: cell.str.contains(_NAME) & ~cell.str.contains(_NO_NAME),
    "spaced": _matches(r"\S[\s　]\S"),
}


class _Seen(NamedTuple):
    """Shares of the filled cells that pass each test, and what else tells shapes apart."""

    share: Mapping[str, float]
    filled: int
    distinct: int
    lengths: int
    prefixes: int
    largest: int

    def mostly(self, test: str) -> bool:
        return self.share.get(test, 0.0) >= ENOUGH


def shapes_of(cells: pl.DataFrame) -> list[Shape]:
    """The shape of each column of a frame of texts."""
    stacked = cells.unpivot(variable_name="column", value_name="cell").with_columns(pl.col("cell").str.strip_chars())
    filled = stacked.filter(pl.col("cell") != "")
    numeric = pl.col("cell").str.contains(_NUMERIC).mean().over("column") > 0.5
    parts = [(filled.filter(numeric), _tests(numeric=True)), (filled.filter(~numeric), _tests(numeric=False))]
    seen = {name: one for part, tests in parts for name, one in _seen(part, tests)}
    return [_shape(seen.get(column, _Seen({}, 0, 0, 0, 0, 0))) for column in cells.columns]


@cache
def _tests(*, numeric: bool) -> Mapping[str, pl.Expr]:
    """The tests of a cell, by name: made once, since making them costs more than running them on a short file."""
    tests = _OF_NUMBERS if numeric else _OF_WORDS
    return {name: test(pl.col("cell")).fill_null(False) for name, test in tests.items()}


def _seen(part: pl.DataFrame, tests: Mapping[str, pl.Expr]) -> Iterator[tuple[str, _Seen]]:
    """All columns of a kind at once."""
    cell = pl.col("cell")
    largest = cell.str.extract("^([0-9]{1,15})$").cast(pl.Int64).max().fill_null(0)
    facts = [cell.len(), cell.n_unique(), cell.str.len_chars().n_unique(), cell.str.slice(0, 3).n_unique(), largest]
    named = [fact.alias(str(n)) for n, fact in enumerate(facts)]
    passed = part.select("column", "cell", **tests)
    for name, *row in passed.group_by("column").agg(*(pl.col(t).mean() for t in tests), *named).iter_rows():
        yield name, _Seen(dict(zip(tests, row, strict=False)), *row[len(tests) :])


def _shape(seen: _Seen) -> Shape:
    if not seen.filled:
        return "blank"
    for shape in ("email", "prefecture", "date"):
        if seen.mostly(shape) or (shape == "date" and seen.mostly("other_date")):
            return shape
    if seen.mostly("postal_code") and (seen.mostly("hyphenated") or _begins_in_many_ways(seen)):
        return "postal_code"
    if seen.mostly("tracking_number"):
        return "tracking_number"
    if seen.mostly("phone"):
        return "phone"
    if seen.mostly("yen") or seen.mostly("digits"):
        return _number(seen)
    if seen.mostly("address"):
        return "address"
    if seen.mostly("spaced") and (seen.mostly("kana") or seen.mostly("name")):
        # A person with several orders, or an order of several rows: no list of words has 姓 and 名.
        return "kana" if seen.mostly("kana") else "name"
    if 3 * seen.distinct <= seen.filled and seen.distinct <= FEW:
        return "words"
    for shape in ("kana", "name"):
        if seen.mostly(shape):
            return shape  # type: ignore[return-value]
    return "text"


def _begins_in_many_ways(seen: _Seen) -> bool:
    """Seven digits: postal codes of many places, not numbers that count up."""
    return seen.filled > 1 and seen.prefixes * 2 > seen.distinct > 1


def _number(seen: _Seen) -> Shape:
    """Amounts vary in length or are written as money; a leading zero, or one length and one beginning, is a name."""
    if seen.share["money"] > 0 and seen.mostly("yen"):
        return "yen"
    if seen.share["padded"] > 0 or not seen.mostly("integer"):
        return "digits"
    if seen.largest < 100:
        return "integer"
    counting = seen.lengths == 1 and seen.largest >= 1_000 and seen.distinct >= max(3, 2 * seen.prefixes)
    return "digits" if counting or seen.largest >= 10_000_000 else "yen"


def date_form(cells: Iterable[str]) -> str | None:
    """The commonest form of dates, as a profile writes it; None where it has no such form.

    >>> date_form(["2026年11月20日 9:03"]), date_form(["2026-11-20T10:23:45+09:00"]), date_form(["令和8年"]) is None
    ('YYYY年MM月DD日 H:mm', 'YYYY-MM-DDTHH:mm:ss', True)
    """
    texts = [narrow(cell) for cell in cells if cell.strip()]
    found = [match for text in texts if (match := _DATE.fullmatch(text))]
    if len(found) * 5 < len(texts) * 4 or not found:
        return _other_form(texts)
    common = Counter(_separators(match) for match in found).most_common(1)[0][0]
    alike = [match for match in found if _separators(match) == common]
    one, two, three, gap, seconds = common
    short = any(len(match[part]) == 1 for match in alike for part in "md")
    day = f"YYYY{one}{'M' if short else 'MM'}{two}{'D' if short else 'DD'}{three}"
    if gap is None:
        return day
    hour = "H" if any(len(match["H"]) == 1 for match in alike) else "HH"
    return f"{day}{gap}{hour}:mm{':ss' if seconds else ''}"


def _separators(match: re.Match[str]) -> tuple[str, str, str, str | None, bool]:
    gap = match["gap"] and match["gap"][:1]
    return match["s1"], match["s2"], match["s3"], gap, match["sec"] is not None


def _other_form(texts: Sequence[str]) -> str | None:
    """Day and month before the year; None where no cell tells which of the two comes first."""
    canonical = FORMS["date"].canonical
    forms = [form + clock for form in _OTHER_DATES for clock in _CLOCKS]
    fit = [form for form in forms if parse(form) and texts and all(canonical(text, form) for text in texts)]
    return fit[0] if len(fit) == 1 else None
