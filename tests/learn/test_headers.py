"""One header by its words: which field, whose, which number; and what it must not be taken for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.learn.headers import candidates
from csvbridge.learn.headers_words import reading
from csvbridge.learn.synonyms import load

KNOWN = (
    ("氏名", "party.name", None, None),
    ("お名前（フリガナ）", "party.kana", None, None),
    ("ご注文者様　お電話番号【必須】", "party.phone", "orderer", None),
    ("御依頼主ﾒｰﾙｱﾄﾞﾚｽ", "party.email", "orderer", None),
    ("請求先郵便番号（上3桁）", "party.postal_code", "payer", 1),
    ("会員氏名", "party.name", "member", None),
    ("顧客番号", "buyer.member_id", None, None),
    ("お届け先_住所２", "party.address", "recipient", 2),
    ("送付先 都道府県名", "party.prefecture", "recipient", None),
    ("届先会社名", "party.company", "recipient", None),
    ("shipping_address_1", "party.address", "ship", 1),
    ("ShipToName", "party.name", "recipient", None),
    ("BILLINGZIP", "party.postal_code", "bill", None),
    ("customerEmail", "party.email", "member", None),
    ("ordernumber", "order.number", None, None),
    ("Order ID", "order.number", None, None),
    ("受注No.", "order.number", None, None),
    ("ご注文日時", "order.ordered_at", None, None),
    ("購入者注文日", "order.ordered_at", None, None),
    ("支払区分名", "order.payment_method", None, None),
    ("お支払い方法", "order.payment_method", None, None),
    ("ご請求金額（税込）", "order.total", None, None),
    ("配送料", "order.shipping_fee", None, None),
    ("代引き手数料", "order.payment_fee", None, None),
    ("ご利用ポイント", "order.points_used", None, None),
    ("配達希望時間帯", "order.delivery_time", None, None),
    ("商品_3_単価(税込)", "item.unit_price", None, 3),
    ("商品単価（税抜き）", "item.net_price", None, None),
    ("購入商品 商品名", "item.name", None, None),
    ("ご注文数量", "item.quantity", None, None),
    ("与信審査結果", "credit.result", None, None),
    ("XY取引ID", "credit.provider_id", None, None),
    ("配送先 配送会社名", "shipment.carrier", None, None),
    ("送り状No", "shipment.tracking_number", None, None),
    ("お問い合せ伝票番号", "shipment.tracking_number", None, None),
    ("出荷予定日", "shipment.planned_on", None, None),
    ("発送完了日", "shipment.shipped_on", None, None),
    ("入金日", "payment.paid_on", None, None),
    ("注文日(表示用の写しにつき編集しないこと)", "order.ordered_at", None, None),
)
IMPLIED = {"ship": "recipient", "bill": "payer"}
NOTHING = (
    *(
        "会員ランク",
        "FAX番号",
        "注文者情報",
        "更新日時",
        "ポイント付与数",
        "獲得ポイント",
        "メルマガ希望",
        "商品画像URL",
        "在庫数",
    ),
    *(
        "都道府県コード",
        "クーポンコード",
        "次回お届け日",
        "領収書宛名",
        "原価",
        "作業担当者",
        "10%対象金額",
        "消費税率(8%)対象額",
    ),
    *("Country", "Tags", "Lineitem taxable", "Updated at", "謎", "", "1", "（）", "代引不可フラグ", "カートID更新回数"),
)
DOUBTFUL = ("謎の郵便番号", "秘密住所", "旧旧電話番号")


@pytest.mark.parametrize(("header", "field", "kind", "number"), KNOWN, ids=[each[0] for each in KNOWN])
def test_known(header: str, field: str, kind: str | None, number: int | None) -> None:
    best = candidates(header, load())[0]
    assert (best.field, best.kind, best.number) == (field, IMPLIED.get(kind or "", kind), number)
    assert best.score >= 0.8


@pytest.mark.parametrize("header", NOTHING)
def test_what_says_another_thing_is_no_field(header: str) -> None:
    assert [c for c in candidates(header, load()) if c.score >= 0.55] == []


@pytest.mark.parametrize("header", DOUBTFUL)
def test_a_word_that_nobody_knows_takes_the_trust_away(header: str) -> None:
    assert reading(header, load()).strange
    assert all(c.score < 0.55 for c in candidates(header, load()))


@pytest.mark.parametrize(
    ("header", "field", "other"), [("支払合計", "order.total", "合計"), ("注文番号", "order.number", "注文ID")]
)
def test_the_better_of_two_words(header: str, field: str, other: str) -> None:
    first, second = (candidates(each, load())[0] for each in (header, other))
    assert first.field == second.field == field
    assert first.score > second.score


@given(st.text(max_size=40))
def test_any_text_can_be_read(header: str) -> None:
    found = candidates(header, load())
    assert all(0 < c.score <= 1 for c in found)
    assert len({c.field for c in found}) == len(found)


def test_a_cell_that_is_no_header_is_not_read() -> None:
    assert candidates("氏名" * 4_000, load()) == ()
