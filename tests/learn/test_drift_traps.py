"""Headers that changed in ways that invite a wrong answer: the right new name or none, never another one."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from csvbridge.learn.draft import Wish, draft
from csvbridge.learn.drift import renamed
from csvbridge.learn.look import inspect
from csvbridge.learn.update import loaded
from csvbridge.profile.columns import match_header
from csvbridge.reader import read

from .shop import orders, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from csvbridge.profile.models import Format

TABLE = list(csv.reader(io.StringIO(orders().decode("cp932"))))
HEADER = TABLE[0]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Format:
    made = draft(inspect(orders()), Wish(id="mihon-cart/orders", title="見本", file="orders.csv", lang="ja"))
    return loaded(tmp_path_factory.mktemp("shop") / "orders.toml", made.text)


def names(shop: Format, table: list[list[str]]) -> dict[str, str]:
    records = read(written(table), shop.dialect)
    return renamed(shop, records.header, records.cells, match_header(shop, records.header).missing)


def split(name: str, new: str, cut: Callable[[str], list[str]]) -> list[list[str]]:
    """The table with one column in several, or with other cells under another name."""
    i = HEADER.index(name)
    return [row[:i] + (cut(row[i]) if n else new.split()) + row[i + 1 :] for n, row in enumerate(TABLE)]


def without(name: str, **new: str) -> list[list[str]]:
    """The table without a column and with other new names."""
    i = HEADER.index(name)
    header = [new.get(each, each) for each in HEADER]
    return [row[:i] + row[i + 1 :] for row in (header, *TABLE[1:])]


def _two(sign: str) -> Callable[[str], list[str]]:
    return lambda cell: [*cell.split(sign), ""][:2]


def _net(cell: str) -> str:
    return str(int(cell) * 10 // 11)


SPLIT: dict[str, tuple[str, str, Callable[[str], list[str]], str]] = {
    "family and given name": ("ご依頼主氏名", "ご依頼主姓 ご依頼主名", _two("\u3000"), ""),
    "both in brackets": ("ご依頼主氏名", "ご依頼主氏名（姓） ご依頼主氏名（名）", _two("\u3000"), ""),
    "kana": ("ご依頼主フリガナ", "ご依頼主セイ ご依頼主メイ", _two("\u3000"), ""),
    "postal code": ("ご依頼主〒", "ご依頼主〒1 ご依頼主〒2", _two("-"), ""),
    "phone": ("ご依頼主TEL", "ご依頼主TEL1 ご依頼主TEL2", _two("-"), ""),
    "street": ("ご依頼主番地", "ご依頼主町名 ご依頼主番地以降", lambda cell: [cell[:3], cell[3:]], ""),
    "total by tax": ("お買上合計", "お買上合計(税抜) お買上合計(税込)", lambda c: [_net(c), c], "お買上合計(税込)"),
    "total by rate": ("お買上合計", "お買上合計(8%対象) お買上合計(10%対象)", lambda cell: [cell, "0"], ""),
    "net beside gross": ("税込単価", "税抜単価 単価", lambda cell: [_net(cell), cell], "単価"),
    "net for gross": ("税込単価", "税抜単価", lambda cell: [_net(cell)], ""),
    "a blank header": ("ご依頼主氏名", "", lambda cell: [cell], ""),
}


@pytest.mark.parametrize("case", SPLIT)
def test_a_column_that_was_split_or_replaced(shop: Format, case: str) -> None:
    old, new, cut, right = SPLIT[case]
    table = (
        split(old, new, cut) if new else [[*row[:4], "" if n == 0 else row[4], *row[5:]] for n, row in enumerate(TABLE)]
    )
    assert names(shop, table) == ({old: right} if right else {})


GONE = {
    "recipient names itself": ("ご依頼主氏名", {"送り先氏名": "お届け先氏名"}, {"送り先氏名": "お届け先氏名"}),
    "nobody is named": ("ご依頼主氏名", {"送り先氏名": "氏名"}, {}),
    "nobody's phone": ("ご依頼主TEL", {"送り先TEL": "電話番号"}, {}),
    "in its own place": ("送り先TEL", {"ご依頼主TEL": "電話番号"}, {"ご依頼主TEL": "電話番号"}),
    "another amount": ("お買上合計", {"送料": "送料合計"}, {"送料": "送料合計"}),
    "the other amount": ("送料", {"お買上合計": "合計"}, {"お買上合計": "合計"}),
}


@pytest.mark.parametrize("case", GONE)
def test_one_column_gone_and_one_renamed(shop: Format, case: str) -> None:
    gone, new, right = GONE[case]
    assert names(shop, without(gone, **new)) == right


def test_two_renamed_at_once(shop: Format) -> None:
    new = {"ご依頼主TEL": "TEL1", "送り先TEL": "TEL2"}
    assert names(shop, [[new.get(name, name) for name in HEADER], *TABLE[1:]]) == new


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("会員ランク2", "A"),
        ("更新日時", "2026/11/20 10:00"),
        ("ギフト", ""),
        ("請求書番号", "S1"),
        ("キャンセル理由", ""),
    ],
)
@pytest.mark.parametrize("old", [name for name in HEADER if name != "会員ランク"])
def test_an_unrelated_column_in_the_place_of_one_that_is_gone(shop: Format, old: str, name: str, cell: str) -> None:
    assert names(shop, split(old, name, lambda _: [cell])) == {}
