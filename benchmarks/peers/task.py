"""What every peer is asked to do, as a shop's own script would do it: the words, the columns and the limits.

An order is kept if it is to be paid later and is new or in work. It becomes one row of 51 columns: buyer, recipient
(blank: the buyer), amount, and up to ten lines, of which fees and discounts are the last. Names and addresses are
written full-width. An order goes to the second file, with all its rows as they were, where a required cell is blank, a
cell is longer than its limit, an address has no number, or the lines do not make up the total.

>>> len(HEADER), HEADER[-3:]
(51, ('明細名10', '単価10', '数量10'))
"""

from __future__ import annotations

import re
import unicodedata

PAYMENTS = ("GMO後払い", "後払い")
STATUSES = ("新規受付", "処理中")
"""Of an order that is kept."""

PARTY = ("姓", "名", "セイ", "メイ", "郵便番号", "都道府県", "住所1", "住所2", "電話番号")
BUYER = tuple(f"注文者{part}" for part in PARTY)
RECIPIENT = tuple(f"配送先{part}" for part in PARTY)

FEES = (("送料", "送料", 1), ("手数料", "決済手数料", 1), ("値引き", "割引", -1), ("ポイント利用", "ポイント", -1))
"""Source column, name of its line, and its sign: a line for each that is not 0."""

LINES = 10
HEADER = (
    *("加盟店取引ID", "加盟店注文日", "氏名（漢字）", "氏名（カナ）", "郵便番号", "住所", "会社名", "部署名"),
    *("電話番号1", "電話番号2", "メールアドレス1", "メールアドレス2", "顧客請求額", "決済種別"),
    *("配送先氏名（漢字）", "配送先氏名（カナ）", "配送先郵便番号", "配送先住所", "配送先会社名", "配送先部署名"),
    "配送先電話番号",
    *(f"{name}{n}" for n in range(1, LINES + 1) for name in ("明細名", "単価", "数量")),
)

MOST = {
    **dict.fromkeys(("氏名（漢字）", "配送先氏名（漢字）"), 21),
    **dict.fromkeys(("氏名（カナ）", "配送先氏名（カナ）"), 25),
    **dict.fromkeys(("住所", "配送先住所"), 55),
    **dict.fromkeys(("郵便番号", "配送先郵便番号"), 8),
    **dict.fromkeys(("電話番号1", "配送先電話番号"), 17),
    "加盟店取引ID": 50,
    "メールアドレス1": 100,
    "顧客請求額": 6,
}
"""Most characters of a column of the order."""

MOST_LINE = {"明細名": 300, "単価": 6, "数量": 5}
REQUIRED = (
    *("加盟店取引ID", "加盟店注文日", "氏名（漢字）", "郵便番号", "住所", "電話番号1", "メールアドレス1"),
    *("顧客請求額", "配送先氏名（漢字）", "配送先郵便番号", "配送先住所", "明細名1", "単価1", "数量1"),
)
ADDRESSES = ("住所", "配送先住所")
"""Columns that need a digit."""

WIDE = {**{chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}, " ": "\u3000"}
"""ASCII to its full-width form."""

NARROW_KANA = [chr(code) for code in range(0xFF61, 0xFF9E)]
KANA = {
    half: whole
    for half in (*(kana + mark for mark in "ﾞﾟ" for kana in NARROW_KANA), *NARROW_KANA)
    if len(whole := unicodedata.normalize("NFKC", half)) == 1
}
"""Half-width kana, with a voice mark first, to full-width."""

_WIDE = str.maketrans(WIDE)
_NARROW_KANA = re.compile("[｡-ﾟ]+")


def fullwidth(text: str) -> str:
    """ASCII and half-width kana, full-width.

    >>> fullwidth("ﾌﾟﾛﾃｲﾝ 1kg ①")
    'プロテイン\u3000１ｋｇ\u3000①'
    """
    return _NARROW_KANA.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text).translate(_WIDE)
