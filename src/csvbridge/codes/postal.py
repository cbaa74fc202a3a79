"""Codes about a postal code: its form, and whether it fits the address."""

from __future__ import annotations

from csvbridge.codes._address import to_check
from csvbridge.codes._cure import in_cart
from csvbridge.codes._entry import Entry, Text

_DISAGREE = Text(
    "郵便番号と住所が合わない取引は、GMO後払い（CT0047、DL0019）もNP後払い（E0100059、E0100083）も受け付けません",
    "GMO後払い (CT0047, DL0019) and NP後払い (E0100059, E0100083) refuse an order where the two disagree",
)
_DISAGREE_SOURCE = "GMO後払い CT0047, DL0019; NP後払い E0100059, E0100083; 日本郵便の郵便番号データ"

CODES = (
    Entry(
        "ZIP_MISSING",
        "error",
        Text("郵便番号がありません", "there is no postal code"),
        in_cart("郵便番号を入れて", "enter the postal code"),
        Text(
            "郵便番号のない取引は、GMO後払い（CT0012、DL0007）もNP後払い（E0100057、E0100081）も受け付けません",
            "GMO後払い (CT0012, DL0007) and NP後払い (E0100057, E0100081) refuse an order without a postal code",
        ),
        Text("住所は前橋市大手町2-12-1、郵便番号は空欄", "前橋市大手町2-12-1 with an empty postal code"),
        source="GMO後払い CT0012, DL0007; NP後払い E0100057, E0100081",
    ),
    Entry(
        "ZIP_FORMAT",
        "error",
        Text("郵便番号が7桁ではありません", "the postal code does not have seven digits"),
        in_cart("郵便番号を7桁に直して", "enter all seven digits of the postal code"),
        Text(
            "桁の足りない郵便番号は住所と照合できず、GMO後払い（CT0013、CT0014）などは受け付けません",
            "a postal code with a digit missing fits no address, and GMO後払い (CT0013, CT0014) refuses it",
        ),
        Text("群馬県の住所に「371-002」", "“371-002” for an address in 群馬県"),
        source="GMO後払い CT0013, CT0014, DL0008, DL0009; NP後払い E0100136, E0100137",
    ),
    Entry(
        "ZIP_ZERO_LOST",
        "error",
        Text("郵便番号の先頭の0が消えています", "the postal code has lost its leading 0"),
        Text(
            "カートの郵便番号と比べ、ダウンロードし直したファイルをExcelで保存せずに変換してください",
            "compare it with the postal code in the cart, download the file again and convert it without saving it "
            "in Excel",
        ),
        Text(
            "Excelで保存すると先頭の0が消え、桁の足りない郵便番号はGMO後払い（CT0013）などで断られます",
            "Excel drops the leading 0, and GMO後払い (CT0013) refuses what is left",
        ),
        Text("青森県の「300822」（正しくは 030-0822）", "“300822” in 青森県, which was 030-0822"),
        source="GMO後払い CT0013, DL0008; 日本郵便の郵便番号データ（先頭が0の番号は全体の約11%）",
        fix="safe",
    ),
    Entry(
        "ZIP_UNKNOWN",
        "error",
        Text("この郵便番号は存在しません", "there is no such postal code"),
        in_cart("郵便番号を確かめて直して", "check and correct the postal code"),
        Text(
            "存在しない郵便番号は住所と照合できず、GMO後払い（CT0047）やクロネコ代金後払いなどは受け付けません",
            "GMO後払い (CT0047), クロネコ代金後払い and others refuse a postal code that does not exist",
        ),
        Text("「371-9999」", "“371-9999”"),
        source="GMO後払い CT0047, DL0019; クロネコ代金後払い kaara029E; 日本郵便の郵便番号データ",
    ),
    Entry(
        "ZIP_PREF_MISMATCH",
        "error",
        Text("郵便番号が{prefecture}のものではありません", "the postal code is not one of “{prefecture}”"),
        in_cart("郵便番号と都道府県のどちらが正しいか確かめて直して", "find out which is right and correct the other"),
        _DISAGREE,
        Text("埼玉県の住所に前橋市の「371-0026」", "“371-0026”, which is in 前橋市, for an address in 埼玉県"),
        source=_DISAGREE_SOURCE,
    ),
    Entry(
        "ZIP_CITY_MISMATCH",
        "error",
        Text(
            "郵便番号が住所とは別の市区町村のものです",
            "the postal code belongs to another municipality than the address",
        ),
        in_cart("郵便番号と住所のどちらが正しいか確かめて直して", "find out which is right and correct the other"),
        _DISAGREE,
        Text("前橋市の住所に高崎市の「370-0829」", "“370-0829”, which is in 高崎市, for an address in 前橋市"),
        source=_DISAGREE_SOURCE,
    ),
    Entry(
        "ZIP_TOWN_MISMATCH",
        "warning",
        Text("郵便番号が住所とは別の町のものです", "the postal code belongs to another town than the address"),
        to_check("郵便番号と町名を確かめ", "check the postal code and the town"),
        _DISAGREE,
        Text(
            "前橋市大手町の住所に、紅雲町の「371-0025」",
            "“371-0025”, which is 紅雲町, for an address in 前橋市大手町",
        ),
        source=_DISAGREE_SOURCE,
    ),
    Entry(
        "ZIP_GENERIC",
        "warning",
        Text(
            "町ごとの郵便番号があるのに、末尾が0000の番号になっています",
            "the postal code ends in 0000 although the town has one of its own",
        ),
        to_check("町の郵便番号を確かめ", "look up the postal code of the town"),
        Text(
            "郵便番号と住所が合わないとみなされ、保留やエラー（GMO後払い CT0047）になることがあります",
            "a provider may hold or refuse the order, since postal code and address disagree (GMO後払い CT0047)",
        ),
        Text("前橋市大手町の住所に「371-0000」", "“371-0000” for an address in 前橋市大手町"),
        source=_DISAGREE_SOURCE,
    ),
)
