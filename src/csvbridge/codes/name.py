"""Codes about the name of a buyer or a recipient."""

from __future__ import annotations

from csvbridge.codes._address import in_cart_only
from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "NAME_TITLE",
        "warning",
        Text(
            "「{column}」の終わりに敬称（様・殿・先生・御中）があります",
            "“{column}” ends in a title such as “様”, “殿” or “御中”",
        ),
        in_cart_only("敬称を取り除いて", "take the title away"),
        Text(
            "請求書に「様」が二重に印刷され、氏名での照合が失敗することがあります",
            "the invoice would print the title twice, and a look-up by name may fail",
        ),
        Text("氏名「例示 太郎殿」", "“例示 太郎殿” as a name"),
        fix="confirm",
    ),
    Entry(
        "NAME_DIGITS",
        "warning",
        Text("「{column}」に数字があります", "“{column}” holds digits"),
        in_cart_only("氏名を本人に確かめて直して", "ask the buyer for the name and correct it"),
        Text(
            "氏名に数字がある取引は、入力の誤りか試しの注文で、後払い会社の審査を通りません",
            "a name with digits is a slip or a test order and does not pass the provider's screening",
        ),
        Text("氏名「例示太郎3」", "“例示太郎3” as a name"),
        source="NP後払い E0100049",
    ),
)
