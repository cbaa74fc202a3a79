"""Codes about places that a provider refuses or asks about, and about addresses that are none."""

from __future__ import annotations

from csvbridge.codes._address import in_cart_only, to_check
from csvbridge.codes._cure import in_cart
from csvbridge.codes._entry import Entry, Text

TAKES_WORDS = frozenset(
    {
        *("PO_BOX", "POST_OFFICE_HOLD", "CARRIER_HOLD", "PICKUP_POINT", "FORWARDING", "TEMP_STAY", "WORKPLACE"),
        *("CARE_OF", "ROOM_MISSING", "TEST_DATA"),
    }
)
"""The codes to which a profile may add words of its own."""

_HOLD = Text(
    "GMO後払いとスコア後払いの利用条件は局留め・営業所止め・店頭受け渡しを認めず、"
    "NP後払いは保留（RE014、RE020）にします",
    "GMO後払い and スコア後払い do not allow delivery to a counter, NP後払い holds the order (RE014, RE020)",
)
_HOLD_SOURCE = "GMO後払い・スコア後払い・楽天 後払い決済の利用条件; NP後払い RE014, RE020"
_HOME = in_cart("購入者に確かめた住まいの住所に直して", "ask the buyer for a home address and enter that")
_STAFF = "GMO後払いの利用条件; NP後払い RE014, RE020"

CODES = (
    Entry(
        "PO_BOX",
        "error",
        Text(
            "住所に「{word}」とあり、私書箱への届け先です",
            "the address says “{word}”: a P.O. box",
        ),
        _HOME,
        Text(
            "NP後払い（RE026）と楽天 後払い決済は私書箱への請求を受け付けません",
            "NP後払い (RE026) and 楽天 後払い決済 do not accept a P.O. box",
        ),
        Text("「前橋中央郵便局私書箱第5号」", "“前橋中央郵便局私書箱第5号”"),
        source="NP後払い RE026; 楽天 後払い決済の利用条件",
    ),
    Entry(
        "POST_OFFICE_HOLD",
        "error",
        Text(
            "住所に「{word}」とあり、郵便局での受け取りになっています",
            "the address says “{word}”: a post office counter",
        ),
        _HOME,
        _HOLD,
        Text("「前橋中央郵便局留め」", "“前橋中央郵便局留め”"),
        source=_HOLD_SOURCE,
    ),
    Entry(
        "CARRIER_HOLD",
        "error",
        Text(
            "住所に「{word}」とあり、運送会社の営業所での受け取りになっています",
            "the address says “{word}”: a carrier's counter",
        ),
        _HOME,
        _HOLD,
        Text("「佐川急便前橋営業所止め」", "“佐川急便前橋営業所止め”"),
        source=_HOLD_SOURCE,
    ),
    Entry(
        "PICKUP_POINT",
        "error",
        Text(
            "住所に「{word}」とあり、コンビニやロッカーなどでの受け取りになっています",
            "the address says “{word}”: a shop or a locker for pick-up",
        ),
        _HOME,
        _HOLD,
        Text("「ファミリーマート大手町店受取」", "“ファミリーマート大手町店受取”"),
        source=_HOLD_SOURCE,
    ),
    Entry(
        "FORWARDING",
        "warning",
        Text(
            "住所に「{word}」とあり、転送サービスへの届け先のようです",
            "the address says “{word}”: a forwarding service, it seems",
        ),
        to_check("住まいの住所かどうかを購入者に確かめ", "ask the buyer whether this is a home address"),
        Text(
            "GMO後払いと楽天 後払い決済の利用条件は商品の転送を認めません",
            "GMO後払い and 楽天 後払い決済 do not allow goods to be forwarded",
        ),
        Text("「例示転送サービス気付」", "“例示転送サービス気付”"),
        source="GMO後払い・楽天 後払い決済の利用条件",
    ),
    Entry(
        "TEMP_STAY",
        "warning",
        Text(
            "住所に「{word}」とあり、住まいではないようです",
            "the address says “{word}”: not a home, it seems",
        ),
        in_cart_only(
            "購入者がそこで働いているか確かめ、働いているなら住所の後に「職員」か「勤務先」と書き添え、"
            "そうでなければ住まいの住所に直して",
            "find out whether the buyer works there: if so, add “職員” or “勤務先” behind the address, "
            "else enter a home address",
        ),
        Text(
            "GMO後払いは勤務する人のときだけ認め、NP後払いは確認できるまで保留（RE014、RE020）にします",
            "GMO後払い allows it for staff only, NP後払い holds the order until that is certain (RE014, RE020)",
        ),
        Text("「前橋例示ホテル512号室」", "“前橋例示ホテル512号室”"),
        source=_STAFF,
    ),
    Entry(
        "WORKPLACE",
        "info",
        Text(
            "住所に「{word}」とありますが、「勤務先」の記載がありません",
            "the address says “{word}” without the note “勤務先”",
        ),
        Text(
            "カートの受注で、GMO後払いなら住所の後に「勤務先」と書き添え、NP後払いなら会社名を会社名の欄に移してください",
            "in the cart, add “勤務先” behind the address (GMO後払い) or move the company to its own cell (NP後払い)",
        ),
        Text(
            "GMO後払いは「勤務先」と書き添えた住所を認め、NP後払い（RE009、RE014）は住所の中の会社名を確認します",
            "GMO後払い accepts a workplace that is noted as one, NP後払い (RE009, RE014) asks about a company in the "
            "address",
        ),
        Text("「有限会社例示」だけで「勤務先」がない住所", "“有限会社例示” without “勤務先”"),
        source="GMO後払いの案内文; NP後払い RE009, RE014, RE020",
        fix="confirm",
    ),
    Entry(
        "CARE_OF",
        "warning",
        Text(
            "住所に「{word}」とあり、別の人や会社に託す届け先です",
            "the address says “{word}”: in care of somebody else",
        ),
        to_check("購入者がそこに住んでいるか確かめ", "find out whether the buyer lives there"),
        Text(
            "仮の届け先とみなされ、NP後払い（RE014、RE020）などで保留になることがあります",
            "a provider may take it for a temporary address and hold the order (NP後払い RE014, RE020)",
        ),
        Text("「例示様方」", "“例示様方”"),
        source="NP後払い RE014, RE020",
    ),
    Entry(
        "OVERSEAS",
        "error",
        Text(
            "住所に「{word}」とあり、海外の住所です",
            "the address says “{word}”: an address abroad",
        ),
        in_cart(
            "国内の住所に直して（海外への発送なら別の支払方法に変えて）",
            "enter an address in Japan (or change the payment method of an order to be sent abroad)",
        ),
        Text(
            "後払いは国内の住所だけで使え、楽天 後払い決済の利用条件も海外の住所を認めません",
            "deferred payment is for addresses in Japan; 楽天 後払い決済 refuses others by its conditions",
        ),
        Text("「1600 Pennsylvania Ave NW, Washington」", "“1600 Pennsylvania Ave NW, Washington”"),
        source="楽天 後払い決済の利用条件",
    ),
    Entry(
        "ADDR_ROMAJI",
        "warning",
        Text("住所がローマ字で書かれています", "the address is written in Latin letters"),
        in_cart_only("住所を漢字とかなに直して", "write the address in Japanese"),
        Text(
            "ローマ字の住所は郵便番号と照合できず、GMO後払い（CT0047、DL0019）などで断られます",
            "it cannot be compared with the postal code, and GMO後払い (CT0047, DL0019) refuses it",
        ),
        Text("「2-12-1 Otemachi, Maebashi-shi」", "“2-12-1 Otemachi, Maebashi-shi”"),
        source="GMO後払い CT0047, DL0019; NP後払い E0100059",
        fix="confirm",
    ),
    Entry(
        "TEST_DATA",
        "warning",
        Text(
            "住所に「{word}」とあり、テスト用の住所のようです",
            "the address says “{word}”: test data, it seems",
        ),
        Text(
            "カートの受注がテスト注文なら、カートで取り消してからダウンロードし直してください",
            "in the cart, cancel the order if it was a test, and download again",
        ),
        Text(
            "架空の購入者の取引は、GMO後払いなどの審査でNGになります（市区町村のない住所ではエラーになります）",
            "an invented buyer fails the screening of GMO後払い and others (an error where there is no municipality)",
        ),
        Text("「前橋テスト町9-9-9」「てすとてすと」", "“前橋テスト町9-9-9” or “てすとてすと”"),
        source="ecforceの案内（GMO後払いの審査）",
    ),
)
