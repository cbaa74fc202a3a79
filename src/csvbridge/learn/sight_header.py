"""Whether the first record names the columns or is data like the others.

A header holds no number, date, phone number, postal code or email, and none of its cells comes again below it. What
says that it is one: values below that look otherwise, or words that stand in headers.

>>> is_header(["注文番号", "氏名"], [["1001", "見本太郎"]]).answer, is_header(["1001", "見本太郎"], []).answer
(True, False)
>>> is_header(["青", "赤"], [["白", "黒"]]).answer is None
True
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.learn.model import Evidence
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

_TYPED = regex(
    r"[¥\\]?[-+]?[0-9][0-9,]*(?:\.[0-9]+)?円?"
    r"|(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?:[T ].*)?"
    r"|[0-9+()][0-9()-]{5,}|〒?[0-9]{3}-[0-9]{4}|[^@\s]+@[^@\s]+\.[^@\s]+"
)
_WORDS = regex(
    r"番号|氏名|名前|お名|商品名|会社名|姓$|セイ|メイ|カナ|かな|フリガナ|住所|郵便|都道府県|市区|電話|tel|fax|メール"
    r"|日付?$|日時|金額|合計|小計|単価|価格|数量|個数|送料|手数料|コード|区分|備考|方法|結果|状況|ステータス|性別|税"
    r"|id$|no\.?$|name|date|address|zip|postal|phone|mail|price|total|status|code|qty|quantity|amount|city|note|number"
    r"|sku|payment|method|tracking|company|currency",
    re.IGNORECASE,
)


class Answer(NamedTuple):
    """None: it cannot be told."""

    answer: bool | None
    evidence: Evidence


def is_header(first: Sequence[str], rest: Sequence[Sequence[str]]) -> Answer:
    """Judge the first record by itself and by those after it, of which repeats of it do not count."""
    others = [row for row in rest if list(row) != list(first)]
    filled = [cell.strip() for cell in first if cell.strip()]
    if not filled:
        return _answer(None, "表の先頭が空欄だけです", "the first record is blank")
    worded = sum(1 for cell in filled if _is_worded(cell)) / len(filled)
    typed = sum(1 for cell in filled if _TYPED.fullmatch(_narrow(cell)))
    if typed and worded < 0.5:
        return _answer(
            False,
            f"1件目に番号や日付などの値が{typed}個あります",
            f"the first record holds values: {typed} of its cells are numbers, dates and the like",
        )
    alike = _alike(first, others)
    if alike and worded < 0.5:
        return _answer(
            False, f"1件目と同じ形の値が下にも続く列が{alike}列あります", f"columns go on below as they begin ({alike})"
        )
    values = _columns_of_values(first, others)
    if values:
        return _answer(
            True,
            f"{values}列で、1件目は言葉、下は値です",
            f"the first record has words where the others have values (columns: {values})",
        )
    if worded >= 0.5:
        return _answer(True, "1件目は見出しの言葉です", "the first record has the words of a header")
    return _answer(None, "1件目が見出しか値か分かりません", "the first record may be a header or values")


def _answer(answer: bool | None, ja: str, en: str) -> Answer:
    return Answer(answer, Evidence("header", ja, en))


def _narrow(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()


def _is_worded(cell: str) -> bool:
    """Whether a cell has a word of headers and no value is in it; 住所1 is one, 住所1-2-3 is not."""
    text = _narrow(cell)
    return len(text) <= 40 and bool(_WORDS.search(text)) and not re.search(r"[0-9]{3}|[0-9]-[0-9]|@", text)


def _form(cell: str) -> str:
    """
    >>> _form("T0001201") == _form("T0001202"), _form("住所1") == _form("東京")
    (True, False)
    """
    return re.sub("[0-9]", "9", cell.strip())


def _alike(first: Sequence[str], others: Sequence[Sequence[str]]) -> int:
    """In how many columns the first cell comes again below, or has digits in the places of most others."""
    count = 0
    for top, below in _by_column(first, others):
        forms = Counter(map(_form, below)).most_common(1)
        again = top in below
        count += again or bool(
            re.search("[0-9]", top) and forms and forms[0][0] == _form(top) and forms[0][1] * 2 > len(below)
        )
    return count


def _columns_of_values(first: Sequence[str], others: Sequence[Sequence[str]]) -> int:
    """In how many columns most cells below are values and the first is none."""
    return sum(
        sum(1 for cell in below if _TYPED.fullmatch(_narrow(cell))) * 5 > len(below) * 3
        for top, below in _by_column(first, others)
        if not _TYPED.fullmatch(_narrow(top))
    )


def _by_column(first: Sequence[str], others: Sequence[Sequence[str]]) -> list[tuple[str, list[str]]]:
    """Each filled cell of the first record with the filled ones below it."""
    columns = zip_longest(*others, fillvalue="") if others else ()
    pairs = zip(first, columns, strict=False)
    return [(top, below) for top, cells in pairs if top.strip() and (below := [c for c in cells if c.strip()])]
