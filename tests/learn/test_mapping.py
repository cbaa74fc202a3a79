"""The columns of a file together: parties, numbered columns, values against words, one field for one column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.learn.look import inspect
from csvbridge.learn.mapping import guess
from csvbridge.learn.model import SURE, ColumnSighting
from csvbridge.learn.synonyms import load
from csvbridge.profile.columns import file_columns
from csvbridge.profile.load import Session, format_
from csvbridge.profile.search import package_folder

if TYPE_CHECKING:
    from csvbridge.learn.model import Guess, Shape
    from csvbridge.profile.models import Format


def sightings(names: list[str]) -> list[ColumnSighting]:
    """Columns of which nothing is known but their headers."""
    return [ColumnSighting(i, name, names[: i + 1].count(name), 0, 0, 0, "blank", ()) for i, name in enumerate(names)]


def seen(name: str, shape: Shape, *cells: str, index: int = 0) -> ColumnSighting:
    """A column with cells."""
    return ColumnSighting(index, name, 1, len(cells), len(cells), len(set(cells)), shape, cells)


def fields(*columns: ColumnSighting) -> list[str | None]:
    return [g.field for g in guess(columns)]


def learnt(text: str) -> dict[str, Guess]:
    return {g.column.name: g for g in inspect(text.encode()).guesses}


FORMATS = sorted((package_folder() / "formats").glob("*/*.toml"))
LINES = "without a row nobody knows whether 住所1 is the municipality or all but the building"
RANKED = "the column beside it gives the same field"
GAPS = {
    ("eccube4/orders", "住所1"): LINES,
    ("eccube4/orders", "住所2"): LINES,
    ("eccube4/orders", "配送先_住所1"): LINES,
    ("eccube4/orders", "配送先_住所2"): LINES,
    ("eccube4/orders", "対応状況(ID)"): RANKED,
    ("eccube4/orders", "明細区分(ID)"): RANKED,
    ("eccube4/orders", "価格"): "with tax or without: the word does not say",
    ("tamago-repeat/orders", "注文者住所1"): LINES,
    ("tamago-repeat/orders", "注文者住所2"): LINES,
    ("tamago-repeat/orders", "配送先住所1"): LINES,
    ("tamago-repeat/orders", "配送先住所2"): LINES,
    ("tamago-repeat/shipped-orders", "出荷番号"): "the parcel's number or the shipment's own",
    ("tamago-repeat/credit-result-import", "ショップメモ"): "a shop's own memo is no field as such",
    ("gmo-atobarai/credit-request", "電話番号2"): "that a second phone is a mobile one is known of this system only",
    ("gmo-atobarai/credit-result", "目視審査結果"): RANKED,
}


def _format(path: str) -> Format:
    loaded = format_(Session(()), next(p for p in FORMATS if str(p) == path))
    assert loaded
    return loaded.model


@pytest.mark.parametrize("path", [str(p) for p in FORMATS], ids=[f"{p.parent.name}/{p.stem}" for p in FORMATS])
def test_the_header_of_a_shipped_format_is_learnt(path: str) -> None:
    shipped = _format(path)
    columns = [c for c in file_columns(shipped) if c.header]
    guesses = guess(sightings([c.header for c in columns]), grain=shipped.grain)
    for column, given_ in zip(columns, guesses, strict=True):
        if not column.column.field:
            continue
        if (shipped.id, column.label) in GAPS:
            assert given_.field is None, column.label
        else:
            assert (given_.field, given_.item) == (column.column.field, column.item), column.label


def test_no_gap_is_listed_of_a_column_that_is_not_there() -> None:
    labels = {(f.id, c.label) for f in map(_format, map(str, FORMATS)) for c in file_columns(f) if c.column.field}
    assert GAPS.keys() <= labels


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("氏名 〒 送付先氏名 送付先〒", "buyer.name buyer.postal_code recipient.name recipient.postal_code"),
        ("氏名 ご依頼主氏名 届先氏名", "- buyer.name recipient.name"),
        ("請求先氏名 注文者氏名", "- buyer.name"),
        ("注文者氏名 注文者住所 注文者電話 氏名 住所 電話", "buyer.name buyer.address buyer.phone "
         "recipient.name recipient.address recipient.phone"),
        ("氏名 住所 氏名 住所", "buyer.name buyer.address recipient.name recipient.address"),
        ("お届け先名 電話番号 ご依頼主名 電話番号", "recipient.name recipient.phone buyer.name buyer.phone"),
        ("姓 名 セイ メイ", "buyer.family_name buyer.given_name buyer.family_kana buyer.given_kana"),
        ("注文者名 注文者カナ", "buyer.name buyer.kana"),
        ("名字 名前", "buyer.family_name buyer.given_name"),
        ("注文者 届先名", "buyer.name recipient.name"),
        ("郵便番号1 郵便番号2", "buyer.postal_code1 buyer.postal_code2"),
        ("TEL1 TEL2 TEL3", "buyer.phone1 buyer.phone2 buyer.phone3"),
        ("TEL1 TEL2", "buyer.phone -"),
        ("都道府県 市区町村 住所1 住所2", "buyer.prefecture buyer.city buyer.street buyer.building"),
        ("都道府県 住所1 住所2 住所3", "buyer.prefecture buyer.city buyer.street buyer.building"),
        ("都道府県 住所1 住所2 建物名", "buyer.prefecture buyer.city buyer.street buyer.building"),
        ("都道府県 住所1 住所2", "buyer.prefecture - -"),
        ("都道府県 市区町村 住所", "buyer.prefecture buyer.city buyer.street"),
        ("住所 建物名", "buyer.street buyer.building"),
        ("注文番号 注文ID", "order.number -"),
        ("合計 支払合計", "- order.total"),
        ("注文番号 審査結果 取引ID", "order.number credit.result credit.provider_id"),
        ("注文番号 商品名 単価 取引ID", "order.number item.name item.unit_price -"),
        ("注文番号 審査結果 お問い合わせ番号", "order.number credit.result -"),
        ("注文番号 配送業者 お問い合わせ番号", "order.number shipment.carrier shipment.tracking_number"),
        ("注文番号 出荷ID 伝票番号", "order.number shipment.id shipment.tracking_number"),
        ("注文番号 注文時間 注文日", "order.number - order.ordered_at"),
        ("謎 不思議 123", "- - -"),
    ],
)  # fmt: skip
def test_headers_alone(header: str, expected: str) -> None:
    found = guess(sightings(header.split()))
    assert " ".join(g.field or "-" for g in found) == expected


def test_items_that_are_counted_keep_their_number() -> None:
    found = guess(sightings(["商品名1", "数量1", "商品名2", "数量2"]), grain="order")
    assert [(g.field, g.item) for g in found] == [
        ("item.name", 1),
        ("item.quantity", 1),
        ("item.name", 2),
        ("item.quantity", 2),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("東京都千代田区丸の内1-9-1", "見本ビル101"), ("buyer.street", "buyer.building")),
        (("東京都千代田区", "丸の内1-9-1"), ("buyer.city", "buyer.street")),
        (("東京都", "千代田区丸の内1-9-1"), ("buyer.prefecture", "buyer.city")),
    ],
)
def test_lines_of_an_address_are_told_by_their_values(rows: tuple[str, str], expected: tuple[str, str]) -> None:
    columns = (seen("住所1", "address", *[rows[0]] * 3), seen("住所2", "text", *[rows[1]] * 3, index=1))
    assert tuple(fields(*columns)) == expected


def test_no_part_of_an_address_is_lost_behind_a_whole() -> None:
    """A whole wins over its parts, so a file may hold one or the other."""
    whole = seen("住所", "address", "東京都千代田区丸の内1-9-1")
    assert fields(whole) == ["buyer.address"]
    assert fields(whole, seen("ビル名", "text", "見本ビル", index=1)) == ["buyer.street", "buyer.building"]


def test_a_building_before_the_block_number_is_told_by_its_values() -> None:
    columns = (
        seen("都道府県", "prefecture", "東京都"),
        seen("市区町村", "text", "千代田区", index=1),
        seen("住所1", "text", "見本ビル101", "雛形マンション2号室", index=2),
        seen("住所2", "text", "丸の内1-9-1", "有楽町2-7-1", index=3),
    )
    assert fields(*columns)[2:] == ["buyer.building", "buyer.street"]


@pytest.mark.parametrize(
    ("name", "shape", "cells"),
    [
        ("注文日", "email", ("a@example.com",)),
        ("メールアドレス", "yen", ("1,200",)),
        ("合計金額", "name", ("見本太郎",)),
        ("氏名", "text", ("#1001", "#1002")),
        ("配送方法", "words", ("通常便", "通常便", "通常便")),
    ],
)
def test_values_that_speak_against_the_words_leave_a_gap(name: str, shape: Shape, cells: tuple[str, ...]) -> None:
    assert fields(seen("注文番号", "key", "A1", "A2"), seen(name, shape, *cells, index=1))[1] is None


def test_values_raise_what_the_words_leave_open() -> None:
    carriers = seen("配送方法", "text", "ヤマト運輸", "佐川急便", index=1)
    found = guess((seen("注文番号", "key", "A1", "A2"), carriers))[1]
    assert found.field == "shipment.carrier"
    assert found.doubtful
    assert {e.kind for e in found.evidence} == {"header", "values"}


def test_evidence_and_confidence() -> None:
    found = guess([seen("お届け先TEL", "phone", "03-0000-0001")])[0]
    assert found.field == "recipient.phone"
    assert found.confidence >= SURE
    assert [(e.kind, e.ja) for e in found.evidence] == [
        ("header", "見出しの語がお届け先の電話番号を指す"),
        ("values", "値が電話番号の形"),
    ]


def test_a_number_that_all_people_share_is_not_theirs() -> None:
    people = seen("お届け先名", "name", "見本太郎", "例示花子", "雛形次郎")
    assert fields(people, seen("お客様番号", "digits", "900", "900", "900", index=1))[1] is None
    assert fields(people, seen("お客様番号", "digits", "900", "901", "902", index=1))[1] == "buyer.member_id"


def test_a_subtotal_that_varies_within_an_order_is_of_an_item() -> None:
    text = "注文番号,商品名,小計\nA1,茶,100\nA1,米,200\nA2,茶,100\nA2,塩,50\nA3,茶,100\nA3,麦,70\n"
    assert learnt(text)["小計"].field == "item.subtotal"
    once = "注文番号,商品名,小計\nA1,茶,300\nA1,米,300\nA2,茶,150\nA2,塩,150\nA3,茶,170\nA3,麦,170\n"
    assert learnt(once)["小計"].field == "order.subtotal"


def test_columns_without_header_are_told_by_values_and_place_and_doubted() -> None:
    shapes: tuple[Shape, ...] = (
        "key",
        "name",
        "postal_code",
        "address",
        "phone",
        "email",
        "name",
        "postal_code",
        "address",
    )
    columns = [ColumnSighting(i, "", i + 1, 5, 5, 5, shape, ("x",)) for i, shape in enumerate(shapes)]
    found = guess(columns)
    assert [g.field for g in found] == [
        *("order.number", "buyer.name", "buyer.postal_code", "buyer.address", "buyer.phone", "buyer.email"),
        *("recipient.name", "recipient.postal_code", "recipient.address"),
    ]
    assert all(g.doubtful for g in found)


def test_columns_are_told_by_their_place_in_the_call() -> None:
    """A caller may ask for some columns of a file only."""
    some = sightings(["謎", "氏名", "謎2", "郵便番号"])[1::2]
    assert [g.field for g in guess(some)] == ["buyer.name", "buyer.postal_code"]


PARTS = sorted(word for word, meanings in load().words.items() if meanings)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).map(" ".join), max_size=12))
def test_a_field_is_given_once(header: list[str]) -> None:
    found = guess(sightings(header))
    assert [g.column.name for g in found] == header
    given_ = [(g.field, g.item) for g in found if g.field]
    assert len(set(given_)) == len(given_)
