"""Test data that somebody left in the cart: テスト町, てすとてすと, ああああ.

A word that is part of another one is none: コンテスト, プロテスタント, テストセンター, 試験場. The provider fails
such an order at its screening (facts: addresses.md 3.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from csvbridge.checks.place.words import Words, cells, defects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.checks.place.model import Case, Defect

_KANA = "ァ-ヺー"
_DATA = "(?:テスト|データ|ユーザー?|アカウント)*"
_ALONE = r"(?=$|[\s\d(),.\-])"
_TAIL = "(?=都|道|府|県|市|区|町|村|番|住所|建物|ビル|マンション)"
_KEYS = "あいうえおアイウエオ"
TEST_DATA = Words(
    rf"(?<![{_KANA}])テスト{_DATA}{_TAIL}|(?<![{_KANA}一-龥])(?:テスト{_DATA}|ダミー(?:データ)?|サンプル(?:データ)?){_ALONE}"
    rf"|(?<![{_KANA}])(?:ダミー|サンプル)(?:住所|都|道|府|県|市|区|町|村)|(?<![ぁ-ゖ])(?:てすと)+(?![ぁ-ゖ])"
    r"|(?<![a-z])(?:test)+(?:data|user)?(?![a-z])(?! ?cent)|(?<![a-z])(?:dummy|hoge|fuga|asdf\w*|qwerty\w*)(?![a-z])"
    rf"|(?<![ぁ-ゖ])(?:ほげ)+(?![ぁ-ゖ])|{'|'.join(f'{key}{{4,}}' for key in _KEYS)}"
    "|(?<![a-z])(?:a{4,}|x{3,})(?![a-z])|[○◯]{2,}",
    (
        *("テスト", "ダミー", "サンプル", "てすと", "test", "dummy", "hoge", "fuga", "asdf", "qwerty", "ほげ"),
        *(key * 4 for key in _KEYS),
        *("aaaa", "xxx", "○○", "◯◯", "○◯", "◯○"),
    ),
)


def find(case: Case) -> Iterator[Defect]:
    """TEST_DATA: a warning; an error where no municipality of the address exists.

    >>> from csvbridge.address import Address
    >>> from csvbridge.checks.place.model import Case, Place
    >>> def severities(street, city=""):
    ...     return [defect.severity for defect in find(Case(Place(street=street), Address(city=city), None))]
    >>> severities("てすとてすと"), severities("前橋テスト町9-9-9", "前橋市"), severities("県立農業試験場")
    (['error'], ['warning'], [])
    """
    severity: Literal["error", "warning"] = "warning" if case.parsed.city else "error"
    for found in defects(case, cells(case), {"TEST_DATA": TEST_DATA}):
        yield found._replace(severity=severity)
