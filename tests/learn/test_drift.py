"""New names of missing columns: by meaning and by values, not only by spelling; no name rather than a wrong one."""

from __future__ import annotations

import pytest

from csvbridge.learn.drift import change_of, renamed
from csvbridge.profile.columns import match_header
from csvbridge.profile.models import Format
from csvbridge.profile.plan import load_format
from csvbridge.reader import read

from .shop import written

COLUMNS = [
    {"name": "注文番号", "field": "order.number"},
    {"name": "注文日", "field": "order.ordered_at"},
    {"name": "氏名", "field": "buyer.name"},
    {"name": "郵便番号", "field": "buyer.postal_code"},
    {"name": "電話番号", "field": "buyer.phone"},
    {"name": "お届け先電話番号", "field": "recipient.phone"},
    {"name": "支払方法", "field": "order.payment_method", "codes": "payment"},
    {"name": "手数料", "field": "order.payment_fee"},
    {"name": "備考", "field": "order.note"},
    {"name": "合計", "field": "order.total"},
]
HEAD = {"id": "shop/orders", "title": "見本", "record": "order", "status": "template", "grain": "order"}
SHOP = Format(**HEAD, columns=COLUMNS, codes={"payment": {"後払い": "deferred", "カード": "card"}})  # type: ignore[arg-type]
ROWS = [
    ["A1", "2026/11/20", "見本\u3000太郎", "100-0005", "03-3000-0101", "06-4000-0102", "後払い", "330", "", "1330"],
    ["A2", "2026/11/21", "例示\u3000花子", "060-0001", "011-200-0102", "092-700-0103", "カード", "0", "至急", "1000"],
]


def names(header: list[str], rows: list[list[str]] = ROWS, format_: Format = SHOP) -> dict[str, str]:
    records = read(written([header, *rows]), format_.dialect)
    return renamed(format_, records.header, records.cells, match_header(format_, header).missing)


def header_with(**renames: str) -> list[str]:
    return [renames.get(str(c["name"]), str(c["name"])) for c in COLUMNS]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("氏名", "お名前"),  # nothing but the meaning is alike
        ("氏名", "ご注文者様名"),
        ("注文番号", "受注番号"),
        ("注文番号", "オーダーID"),
        ("合計", "ご請求金額"),
        ("郵便番号", "〒"),
        ("支払方法", "決済手段"),
        ("支払方法", "区分"),  # only the words and the place
        ("注文日", "申込年月日"),
        ("お届け先電話番号", "送付先TEL"),
        ("備考", "備考欄"),  # only the spelling
    ],
)
def test_one_renamed_column(old: str, new: str) -> None:
    assert names(header_with(**{old: new})) == {old: new}


def test_two_renamed_columns_keep_their_own_names() -> None:
    new = {"電話番号": "ご連絡先TEL", "お届け先電話番号": "配送先TEL"}
    assert names(header_with(**new)) == new


def test_a_column_that_is_gone_has_no_new_name() -> None:
    header = [name for name in header_with() if name != "電話番号"]
    rows = [[cell for n, cell in enumerate(row) if n != 4] for row in ROWS]
    assert names(header, rows) == {}


@pytest.mark.parametrize(
    ("old", "stranger"),
    [
        ("手数料", "会員ポイント残高"),  # amounts in the same place, but of another meaning
        ("手数料", "送料"),
        ("備考", "クーポン名"),
        ("電話番号", "FAX番号"),
    ],
)
def test_a_stranger_in_the_place_of_a_missing_column(old: str, stranger: str) -> None:
    assert names(header_with(**{old: stranger})) == {}


@pytest.mark.parametrize(("old", "cell"), [("郵便番号", "東京都"), ("電話番号", "なし"), ("支払方法", "2026/11/20")])
def test_cells_that_the_format_would_refuse_speak_against_a_name(old: str, cell: str) -> None:
    at = [c["name"] for c in COLUMNS].index(old)
    rows = [[*row[:at], cell, *row[at + 1 :]] for row in ROWS]
    assert names(header_with(**{old: f"{old}（新）"}), rows) == {}


def test_two_columns_that_are_equally_likely() -> None:
    header = [*(name for name in header_with() if name != "備考"), "旧備考", "新備考"]
    assert names(header, [[*row[:8], row[9], "", ""] for row in ROWS]) == {}


def test_a_file_without_rows_goes_by_its_header() -> None:
    assert names(header_with(氏名="お名前"), []) == {"氏名": "お名前"}


def test_a_document_without_header_has_no_names() -> None:
    bare = SHOP.model_copy(update={"dialect": SHOP.dialect.model_copy(update={"header": False})})
    assert renamed(bare, (), read(written(ROWS), bare.dialect).cells, ["氏名"]) == {}


def test_numbered_items_change_as_one() -> None:
    items = Format(
        **{**HEAD, "max_items": 2},  # type: ignore[arg-type]
        columns=({"name": "注文番号", "field": "order.number"}, {"name": "商品名{n}", "field": "item.name"}),
    )
    found = names(["注文番号", "品名1", "品名2"], [["A1", "青汁", "茶"]], items)
    assert change_of(items, found) == 'name = "商品名{n}", aka = ["品名{n}"]'


def test_the_line_to_change_fits_the_file_that_is_changed() -> None:
    child = SHOP.model_copy(update={"extends": "tamago-repeat/orders"})
    table = '[column."氏名"]\naka = ["お名前"]'
    assert change_of(SHOP, {"氏名": "お名前"}) == 'name = "氏名", aka = ["お名前"]'
    assert change_of(child, {"氏名": "お名前"}) == table
    packaged = load_format("tamago-repeat/orders")
    assert change_of(packaged, {"備考": "メモ"}) == '[column."備考"]\naka = ["メモ"]'
    assert change_of(SHOP, {}) == ""
