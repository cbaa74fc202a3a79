"""What a conversion needs beyond its two formats: said by the pair, or left to a person in a line to edit."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from csvbridge.learn.pair import inheriting, known_conversion, pair
from csvbridge.profile.models import Format
from csvbridge.profile.plan import load_format, load_profile

if TYPE_CHECKING:
    from pathlib import Path

HEAD = {"title": "見本", "record": "order", "status": "template", "grain": "order"}
NUMBER, PAYMENT = {"name": "番号", "field": "order.number"}, {"name": "支払", "field": "order.payment_method"}
STATUS = {"name": "状況", "field": "order.status"}


def made(id_: str, *columns: dict[str, object], **more: object) -> Format:
    return Format(id=id_, columns=columns, **{**HEAD, **more})  # type: ignore[arg-type]


def text(source: Format, target: Format, *, template: bool = True) -> dict[str, Any]:
    found = pair(source, target, "a-b", "en", template=template)
    return tomllib.loads(found.text or "")


CART = made("cart/orders", NUMBER, PAYMENT, STATUS, {"name": "合計", "field": "order.total"})


def test_a_pair_of_which_all_is_said_needs_no_file() -> None:
    kept = made("pay/request", NUMBER, keep={"order.payment_method": ["deferred"]})
    assert pair(CART, kept, "a-b", "en").text is None


def test_a_provider_takes_new_orders_of_deferred_payment_only() -> None:
    assert text(CART, made("pay/request", NUMBER))["keep"] == {
        "order.payment_method": "deferred",
        "order.status": ["new", "processing"],
    }


def test_what_the_source_cannot_say_is_told_and_not_asked_of_every_order() -> None:
    found = pair(made("cart/orders", NUMBER), made("pay/request", NUMBER), "a-b", "ja")
    assert "keep" not in tomllib.loads(found.text or "")
    assert [todo.why for todo in found.todos] == [
        f"元の形式に{label}がないので、それで注文を選べません（送らない注文も出力されます）"
        for label in ("支払方法", "注文状況")
    ]


def test_a_constant_that_only_the_shop_knows_waits_for_it() -> None:
    asks = {"name": "店舗コード", "constant": {"ask": "店舗コード", "sample": "S1"}}
    found = pair(CART, made("pay/request", NUMBER, asks), "a-b", "en")
    [todo] = [todo for todo in found.todos if todo.must]
    assert todo.text == '# "店舗コード" = "S1"  # ?'
    assert (found.text or "").split("\n")[todo.line - 1] == todo.text
    assert tomllib.loads(found.text or "")["set"] == {}


def test_a_required_column_that_nothing_fills_is_to_be_edited() -> None:
    needs = {"name": "カナ", "field": "buyer.kana", "required": True}
    for template in (True, False):
        found = pair(CART, made("pay/request", NUMBER, needs), "a-b", "en", template=template)
        assert [todo.text for todo in found.todos if todo.must] == ['# "カナ" = "…"  # ?']


@pytest.mark.parametrize(("template", "told"), [(True, ['# "区分" = "…"', '# "カナ" = "…"']), (False, [])])
def test_columns_that_stay_blank_are_told_of_a_template(template: bool, told: list[str]) -> None:
    blank = made("pay/request", NUMBER, {"name": "区分"}, {"name": "カナ", "field": "buyer.kana"})
    found = pair(CART, blank, "a-b", "en", template=template)
    assert [todo.text for todo in found.todos if todo.text.startswith("#")] == told


ITEM = ({"name": "単価{n}", "field": "item.unit_price"}, {"name": "数量{n}", "field": "item.quantity"})
TOTAL, FEE = {"name": "合計", "field": "order.total"}, {"name": "送料", "field": "order.shipping_fee"}


def test_amounts_without_a_column_are_offered_as_lines_and_the_total_is_checked() -> None:
    source = made("cart/orders", NUMBER, TOTAL, FEE, *ITEM, max_items=2)
    found = pair(source, made("pay/request", NUMBER, TOTAL, *ITEM, max_items=2), "a-b", "en")
    assert '# lines = { shipping = "送料" }  # ?' in [todo.text for todo in found.todos]
    assert tomllib.loads(found.text or "")["rules"] == {"total_equals_lines": "warning"}
    has_it = made("pay/request", NUMBER, TOTAL, FEE, *ITEM, max_items=2)
    assert "items" not in text(source, has_it)


def test_a_shipping_report_takes_parcels_that_have_a_number() -> None:
    number = {"name": "送り状", "field": "shipment.tracking_number"}
    report = made("pay/shipping", NUMBER, number, record="shipment")
    assert text(made("cart/shipped", NUMBER, number), report)["keep"] == {"shipment.tracking_number": "filled"}


def test_the_conversion_of_two_known_formats_is_found() -> None:
    known = known_conversion("tamago-repeat/orders", "gmo-atobarai/credit-request")
    assert known == "tamago-gmo-credit-request"


def test_a_known_conversion_is_inherited_with_its_lookups(tmp_path: Path) -> None:
    shop = tmp_path / "formats" / "shop" / "orders.toml"
    shop.parent.mkdir(parents=True)
    shop.write_text('id = "shop/orders"\ntitle = "見本"\nextends = "tamago-repeat/orders"\n', "utf-8")
    found = inheriting("tamago-gmo-credit-request", "shop-gmo", "見本", "en", source="shop/orders")
    path = tmp_path / "shop-gmo.toml"
    path.write_text(found.text or "", "utf-8")
    profile = load_profile(str(path), [tmp_path])
    assert (profile.source.id, set(profile.lookup)) == ("shop/orders", {"credit", "sent"})
    assert load_format("shop/orders", [tmp_path]).title == "見本"
