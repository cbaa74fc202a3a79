"""Codes about the phone number of a buyer or a recipient."""

from __future__ import annotations

from csvbridge.codes._address import in_cart_only
from csvbridge.codes._cure import in_cart
from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "PHONE_MISSING",
        "error",
        Text("「{column}」に電話番号がありません", "“{column}” has no phone number"),
        in_cart("購入者に確かめた電話番号を入力して", "enter the number that the buyer gives"),
        Text(
            "後払い会社は電話番号で購入者を審査し、電話番号のない取引を断ります",
            "the provider screens the buyer by this number and refuses an order without it",
        ),
        Text("電話番号が空欄の受注", "an order without a phone number"),
        source="NP後払い E0100063, E0100087; GMO後払い CT0022",
    ),
    Entry(
        "PHONE_DIGITS",
        "error",
        Text(
            "「{column}」の桁数が電話番号と合いません（携帯・IP電話は11桁、ほかは10桁）",
            "“{column}” has not the digits of a phone number (mobile and IP phones 11, all others 10)",
        ),
        in_cart("市外局番からの番号に直して", "enter the whole number with its area code"),
        Text(
            "後払い会社は電話番号で購入者を審査し、連絡します",
            "the provider screens and calls the buyer by this number",
        ),
        Text(
            "市外局番のない「1234-5678」、1桁足りない携帯電話「080-123-4567」",
            "“1234-5678” without area code, or the mobile number “080-123-4567” with a digit missing",
        ),
        source="NP後払い E0100066, E0100067, E0100090; GMO後払い CT0023, CT0024",
    ),
    Entry(
        "PHONE_ZERO_LOST",
        "error",
        Text("「{column}」の先頭の0が消えています", "“{column}” has lost its leading 0"),
        Text(
            "カートの番号と比べ、ダウンロードし直したファイルをExcelで保存せずに変換してください",
            "compare it with the number in the cart, download the file again and convert it without saving it in Excel",
        ),
        Text(
            "Excelは電話番号を数とみなして先頭の0を落とし、後払い会社はその番号を断ります",
            "Excel takes a phone number for a number and drops its leading 0, and the provider refuses what is left",
        ),
        Text("携帯電話「9000001234」（正しくは 09000001234）", "mobile number “9000001234”, which was 09000001234"),
        source="NP後払い E0100065, E0100066; GMO後払い CT0023",
        fix="safe",
    ),
    Entry(
        "PHONE_DUMMY",
        "warning",
        Text("「{column}」は実在しない番号のようです", "“{column}” does not look like a real number"),
        in_cart_only("購入者に確かめた電話番号に直して", "enter the number that the buyer gives"),
        Text(
            "後払い会社は電話のつながらない取引を保留にします（NP後払い RE021・RE023）",
            "the provider holds an order whose phone cannot be reached (NP後払い RE021, RE023)",
        ),
        Text("「090-0000-0000」「0123456789」", "“090-0000-0000” or “0123456789”"),
        source="NP後払い RE021, RE023",
    ),
)
