"""Codes about the parts of an address: prefecture, municipality, town, number, building and room."""

from __future__ import annotations

from csvbridge.codes._address import in_cart_only, to_check
from csvbridge.codes._cure import in_cart
from csvbridge.codes._entry import Entry, Text

_POST = "日本郵便の郵便番号データ"
_UNDELIVERABLE = Text(
    "届け先を特定できない住所は後払い会社の審査で保留になり、請求書も荷物も戻ってきます",
    "the provider holds an order whose address cannot be found, and invoice and parcel come back",
)
_NUMBER = Text(
    "番地のない取引は、GMO後払い（CT0057、DL0021）とクロネコ代金後払い（kaara103E、kaara104E）が受け付けず、"
    "NP後払いは保留（RE009、RE015）にします",
    "GMO後払い (CT0057, DL0021) and クロネコ代金後払い (kaara103E, kaara104E) refuse an address without a number, "
    "NP後払い holds it (RE009, RE015)",
)
_NUMBER_BY_TOWN = Text(
    f"{_NUMBER.ja}（番地のない住所もあるため、エラーになるのは丁目のある町だけで、ほかは警告です）",
    f"{_NUMBER.en} (an error in towns with 丁目 only: elsewhere addresses without a number exist)",
)
_NUMBER_SOURCE = "GMO後払い CT0057, DL0021; クロネコ代金後払い kaara103E, kaara104E; NP後払い RE009, RE015"
_ROOM = Text(
    "請求書は部屋番号がないと「あて所に尋ねあたりません」で戻り、GMO後払い（CT0057、DL0021）はエラー、"
    "NP後払い（RE009、RE015）は保留にします",
    "without a room the mailed invoice comes back; GMO後払い (CT0057, DL0021) refuses and NP後払い (RE009, RE015) "
    "holds the order",
)
_ROOM_SOURCE = "GMO後払い CT0057, DL0021; NP後払い RE009, RE015"

CODES = (
    Entry(
        "PREF_MISSING",
        "warning",
        Text("住所に都道府県がありません", "the address has no prefecture"),
        in_cart("住所に都道府県を入れて", "add the prefecture to the address"),
        Text(
            "クロネコ代金後払い（kaara034E）は都道府県で始まらない住所を受け付けず、同じ名前の市区町村もあります（郵便番号もない住所ではエラーになります）",
            "クロネコ代金後払い (kaara034E) wants the prefecture first, and municipalities of one name exist "
            "(an error where there is no postal code either)",
        ),
        Text("「前橋市大手町2-12-1」だけの住所", "an address that is only “前橋市大手町2-12-1”"),
        source="クロネコ代金後払い kaara034E, kaara078E",
        fix="confirm",
    ),
    Entry(
        "PREF_SHORT",
        "warning",
        Text("都道府県の「都・府・県」が抜けています", "the prefecture lacks its last character"),
        in_cart_only("都道府県を正しい名前に直して", "write the prefecture in full"),
        Text(
            "都道府県名と一字でも違うと、郵便番号との照合や都道府県の確認で断られることがあります",
            "a provider compares prefecture and postal code, and may not know the short name",
        ),
        Text("都道府県欄に「群馬」", "“群馬” in the prefecture cell"),
        source="クロネコ代金後払い kaara034E, kaara078E",
        fix="confirm",
    ),
    Entry(
        "PREF_UNKNOWN",
        "error",
        Text("都道府県の名前ではありません", "this is not the name of a prefecture"),
        in_cart("都道府県を正しい名前に直して", "correct the prefecture"),
        Text(
            "都道府県が分からない住所は郵便番号と照合できず、GMO後払い（CT0047）などが受け付けません",
            "without a prefecture the address fits no postal code, and GMO後払い (CT0047) refuses it",
        ),
        Text("都道府県欄に「上州」", "“上州” in the prefecture cell"),
        source="GMO後払い CT0047, DL0019; クロネコ代金後払い kaara034E",
    ),
    Entry(
        "PREF_DUPLICATED",
        "warning",
        Text("都道府県が二重に入っています", "the prefecture stands there twice"),
        in_cart_only("住所の先頭の都道府県を消して", "take the second prefecture out"),
        Text(
            "つなげると「群馬県群馬県前橋市」となり、照合に失敗したり住所が55文字を超えたりします",
            "joined, it reads 群馬県群馬県前橋市, which fits no postal code and may exceed 55 characters",
        ),
        Text("都道府県欄が「群馬県」で、住所1が「群馬県前橋市…」", "“群馬県” in two cells, “群馬県前橋市…”"),
        source="GMO後払い CT0016, CT0047",
        fix="confirm",
    ),
    Entry(
        "PREF_CONFLICT",
        "error",
        Text(
            "都道府県欄は{prefecture}ですが、住所には{found}と書かれています",
            "the prefecture cell says “{prefecture}”, the address says “{found}”",
        ),
        in_cart("どちらの都道府県が正しいか確かめて直して", "find out which prefecture is right and correct the other"),
        Text(
            "どちらが正しいか分からない住所は郵便番号と合わず、GMO後払い（CT0047、DL0019）が受け付けません",
            "one of the two fits no postal code, and GMO後払い (CT0047, DL0019) refuses the order",
        ),
        Text("都道府県欄が「群馬県」で、住所1が「栃木県宇都宮市…」", "“群馬県” and then “栃木県宇都宮市…”"),
        source="GMO後払い CT0047, DL0019; NP後払い E0100059, E0100083",
    ),
    Entry(
        "CITY_MISSING",
        "error",
        Text("住所に市区町村がありません", "the address has no municipality"),
        in_cart("住所に市区町村を入れて", "add the municipality to the address"),
        _UNDELIVERABLE,
        Text("「群馬県」の次が「大手町2-12-1」", "“群馬県” followed by “大手町2-12-1”"),
        source=f"GMO後払い CT0047, DL0019; {_POST}",
    ),
    Entry(
        "CITY_UNKNOWN",
        "error",
        Text("この市区町村は存在しません", "there is no such municipality"),
        in_cart("市区町村の名前を確かめて直して", "check and correct the municipality"),
        _UNDELIVERABLE,
        Text("「前端市大手町2-12-1」（前橋市の書き誤り）", "“前端市大手町2-12-1”, a slip for 前橋市"),
        source=f"GMO後払い CT0047, DL0019; {_POST}",
    ),
    Entry(
        "CITY_OLD_NAME",
        "error",
        Text("合併や区の再編の前の市区町村名です", "this municipality has another name since it was merged"),
        in_cart("市区町村を今の名前に直して", "write today's name of the municipality"),
        Text(
            "今の郵便番号とは合わず、GMO後払い（CT0047、DL0019）などが受け付けません",
            "the old name fits no postal code of today, and GMO後払い (CT0047, DL0019) refuses the order",
        ),
        Text("「今市市本町1」（今は日光市）", "“今市市本町1”, which is 日光市 today"),
        source="GMO後払い CT0047, DL0019; 総務省の市町村合併の一覧",
        fix="confirm",
    ),
    Entry(
        "CITY_WARD_MISSING",
        "warning",
        Text("政令指定都市の区がありません", "the ward of the city is missing"),
        in_cart_only("市の名前の次に区を入れて", "add the ward after the city"),
        Text(
            "区によって郵便番号が違うため、照合できずに保留やエラー（GMO後払い CT0047）になることがあります",
            "wards have postal codes of their own, so the order may be held or refused (GMO後払い CT0047)",
        ),
        Text("「静岡市追手町5-1」（葵区が抜けている）", "“静岡市追手町5-1” without 葵区"),
        source=f"GMO後払い CT0047, DL0019; {_POST}",
    ),
    Entry(
        "CITY_DUPLICATED",
        "warning",
        Text("市区町村が二重に入っています", "the municipality stands there twice"),
        in_cart_only("住所の二つ目の市区町村を消して", "take the second municipality out"),
        Text(
            "照合に失敗したり、住所が55文字を超えたりします",
            "the address fits no postal code or exceeds 55 characters",
        ),
        Text("「前橋市前橋市大手町2-12-1」", "“前橋市前橋市大手町2-12-1”"),
        source="GMO後払い CT0016, CT0047",
        fix="confirm",
    ),
    Entry(
        "TOWN_MISSING",
        "error",
        Text("市区町村の次に町名も番地もありません", "neither town nor number follows the municipality"),
        in_cart("住所に町名と番地を入れて", "add town and number to the address"),
        _NUMBER,
        Text("「前橋市」だけの住所", "an address that ends after “前橋市”"),
        source=_NUMBER_SOURCE,
    ),
    Entry(
        "TOWN_UNKNOWN",
        "warning",
        Text("町名が郵便番号の表にありません", "the town is not in the table of postal codes"),
        to_check("町名を確かめ", "check the name of the town"),
        Text(
            "書き誤った町名は郵便番号と合わず、GMO後払い（CT0047、DL0019）などで断られます",
            "a misspelt town fits no postal code, and GMO後払い (CT0047, DL0019) refuses the order",
        ),
        Text("「前橋市大手街2-12-1」（大手町の書き誤り）", "“前橋市大手街2-12-1”, a slip for 大手町"),
        source=f"GMO後払い CT0047, DL0019; {_POST}",
    ),
    Entry(
        "BANCHI_MISSING",
        "warning",
        Text("住所に番地がありません", "the address has no number"),
        in_cart("住所に番地を入れて", "add the number to the address"),
        _NUMBER_BY_TOWN,
        Text("「前橋市大手町」で終わる住所", "an address that ends after “前橋市大手町”"),
        source=_NUMBER_SOURCE,
    ),
    Entry(
        "BANCHI_CHOME_ONLY",
        "warning",
        Text("住所が丁目で終わり、番地がありません", "the address ends at 丁目, without a number"),
        in_cart_only("丁目の次に番地を入れて", "add the number after 丁目"),
        _NUMBER,
        Text("「前橋市大手町2丁目」で終わる住所", "an address that ends after “前橋市大手町2丁目”"),
        source=_NUMBER_SOURCE,
    ),
    Entry(
        "ROOM_MISSING",
        "warning",
        Text(
            "建物名に「{word}」とあり集合住宅のようですが、部屋番号がありません",
            "“{word}” looks like a building of many dwellings, but there is no room number",
        ),
        to_check("部屋番号が抜けていないか確かめ", "find out whether a room number is missing"),
        _ROOM,
        Text("「大手町グリーンハイツ」で終わる住所", "an address that ends after “大手町グリーンハイツ”"),
        source=_ROOM_SOURCE,
    ),
    Entry(
        "ROOM_ONLY",
        "info",
        Text("建物名がなく、部屋番号だけです", "there is a room number without a building"),
        Text(
            "カートの受注で建物名が分かるなら、部屋番号の前に入れてください",
            "in the cart, add the building before the room if it is known",
        ),
        _ROOM,
        Text("住所2が「305」だけ", "“305” alone in the second address cell"),
        source=_ROOM_SOURCE,
    ),
    Entry(
        "ADDR2_REPEATS",
        "warning",
        Text("住所がもう一つ入っています", "a second address stands beside the first"),
        in_cart_only(
            "どちらの住所が正しいか確かめ、一つだけを残して", "find out which address is right and leave that one"
        ),
        Text(
            "つなげると同じ住所が二度並び、55文字を超えたり（GMO後払い CT0016）照合に失敗したりします",
            "joined, the address stands there twice, exceeds 55 characters (GMO後払い CT0016) or fits no postal code",
        ),
        Text("住所1も住所2も「前橋市大手町2-12-1」", "“前橋市大手町2-12-1” in both address cells"),
        source="GMO後払い CT0016, CT0047",
        fix="confirm",
    ),
)
