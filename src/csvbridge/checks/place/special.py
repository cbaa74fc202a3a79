"""Places that a provider or a carrier does not deliver to, or asks about: boxes, counters, guests, workplaces.

Sources: facts: addresses.md 3 and 8 (conditions of GMO後払い, スコア後払い, 楽天 後払い決済; holds RE014, RE020, RE026
of NP後払い). Words that stand for a place nearby (病院前, 大学通) or for its staff (病院職員寮) are left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.checks.place.words import Words, cells, defects
from csvbridge.pattern import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from csvbridge.checks.place.model import Case, Defect
    from csvbridge.checks.place.words import Cell

_NEAR = "[前通裏横隣跡町街口北南東西下上坂橋沢脇側向]|入口|近く|そば"
_HOLD = "(?:留め?|止め?|どめ|とめ)(?![学守萌意場])"
_PICK = "受け?(?:取(?!人)り?|渡し?)"
_BY = " ?(?:での?|にて)? ?"

WORDS = {
    "PO_BOX": Words(r"私書[箱函]|(?<![a-z])p\.? ?o\.? ?box(?![a-z])", ("私書箱", "私書函", "box")),
    "POST_OFFICE_HOLD": Words(
        f"郵便局?{_BY}{_HOLD}|(?<!薬)局 ?{_HOLD}|郵便局{_BY}(?:窓口)?{_PICK}|留め?置き?郵便|留め郵便"
        f"|(?:きょくど|キョクド)[めメ]|ゆうゆう窓口{_BY}(?:{_HOLD}|{_PICK})",
        ("局 留", "局 止", "局 どめ", "局 とめ", "郵便", "きょくど", "キョクド", "ゆうゆう窓口"),
    ),
    "CARRIER_HOLD": Words(
        f"(?:営業所|支店|センター|運送会社|配送会社|宅配会社|運輸|急便|運送|通運|宅急便){_BY}(?:{_HOLD}|{_PICK})"
        "|(?<![禁防廃中停])止め?置き?(?!場)|留め置き?",
        (
            *("営業所", "支店", "運送会社", "配送会社", "宅配会社", "運輸", "急便", "運送", "通運"),
            *(
                "センター で",
                "センター に",
                "センター 留",
                "センター 止",
                "センター どめ",
                "センター とめ",
                "センター 受",
            ),
            *("止置", "止め置", "留め置"),
        ),
    ),
    "PICKUP_POINT": Words(
        f"(?:店頭|店舗|店|コンビニ(?:エンスストア)?|ロッカー){_BY}(?:{_PICK}|留め|止め)|(?<![a-z])pudo(?![a-z])|はこぽす"
        "|宅配便?ロッカー(?!希望|[へにがを可有ok]|あり|利用|投函|使用)|受取(?:スポット|拠点|ステーション)"
        "|ピックアップポイント",
        (
            "受取",
            "受け取",
            "受渡",
            "受け渡",
            "店 留",
            "店 止",
            "コンビニ",
            "ロッカー",
            "pudo",
            "はこぽす",
            "ピックアップ",
        ),
    ),
    "FORWARDING": Words(
        "(?<![運回])転送(?!不要|不可|禁止|迎|電話)|(?<![a-z])forwarding(?![a-z])", ("転送", "forwarding")
    ),
    "CARE_OF": Words(
        "(?<!お客)(?:様|さま|さん)(?:方(?![面向])|宅(?![配地]))|気付(?![きいけか])|(?<![a-z])c ?/ ?o(?![a-z])",
        ("様方", "さま方", "さん方", "様宅", "さま宅", "さん宅", "気付", "c /"),
    ),
}
"""What stands alone: the word is the defect."""

_LODGING = f"(?<!ペット)ホテル(?!{_NEAR}|ビル|マン|ライク|事業)|(?<![a-z])hotel(?![a-z])|(?<!御)旅館(?!{_NEAR}|組合)"
_HOSPITAL = f"(?<!動物)(?<!ペット)(?<!自動車)病院(?!{_NEAR}|ビル)"
_SCHOOL = (
    rf"(?<=[^\s字町村市区東西南北0-9])学校(?!{_NEAR}|法人|ビル|給食)|(?<=[^\s字町村市区])高校(?!{_NEAR}|生)"
    r"|(?<=[^\s字町村市区])大学(?=院|病院|附属|付属|構内|内|キャンパス|[一-龥]{0,8}(?:学部|研究科|研究室|研究所)|[\s(]|$)"
)
TEMP_STAY = Words(f"{_LODGING}|{_HOSPITAL}|{_SCHOOL}", ("ホテル", "hotel", "旅館", "病院", "学校", "高校", "大学"))
_STAFF = regex("勤務先|職員|経営者|従業員|教員|医師|スタッフ|寮|宿舎|官舎|公舎|社宅")

WORKPLACE = Words(
    r"(?:株式|有限|合同|合資|合名|相互)会社|\((?:株|有|同|資|名)\)"
    "|(?:社団|財団|学校|宗教|医療|福祉|更生保護|npo|活動|税理士|弁護士|監査|農事組合)法人",
    ("会社", "法人", "(株)", "(有)", "(同)", "(資)", "(名)"),
)
_AT_WORK = regex("勤務先|職員|経営者|従業員|社員|スタッフ|代表|社長|事業主")
NOTE = "　勤務先"


def find(case: Case) -> Iterator[Defect]:
    """PO_BOX, POST_OFFICE_HOLD, CARRIER_HOLD, PICKUP_POINT, FORWARDING, CARE_OF, TEMP_STAY and WORKPLACE.

    >>> from csvbridge.address import Address
    >>> from csvbridge.checks.place.model import Case, Place
    >>> def codes(building):
    ...     return [defect.code for defect in find(Case(Place(building=building), Address(), None))]
    >>> codes("前橋中央郵便局留め"), codes("例示様方"), codes("有限会社例示 勤務先"), codes("県庁前ビル")
    (['POST_OFFICE_HOLD'], ['CARE_OF'], [], [])
    """
    texts = cells(case)
    yield from defects(case, texts, WORDS)
    if not _noted(texts, _STAFF):
        yield from defects(case, texts, {"TEMP_STAY": TEMP_STAY})
    if not _noted(texts, _AT_WORK):
        for work in defects(case, texts, {"WORKPLACE": WORKPLACE}):
            yield work._replace(suggestion=work.value + NOTE)


def _noted(texts: Iterable[Cell], note: re.Pattern[str]) -> bool:
    return any(note.search(cell.text) for cell in texts)
