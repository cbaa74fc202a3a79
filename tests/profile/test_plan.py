"""What a run gets: assignments, merged tables, fields needed, and what `extends` makes of a parent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from csvbridge.errors import ProfileError
from csvbridge.profile.plan import SOURCE_COLUMN, load_format, load_pair, load_profile

from .shop import CONVERSION, ORDERS, changed, write

if TYPE_CHECKING:
    from pathlib import Path

CHILD = """\
id = "my/orders"
title = "うちの受注"
extends = "shop/orders"
"""


def child(folder: Path, text: str) -> tuple[str, ...]:
    loaded = load_format("my/orders", [write(folder, child=CHILD + text)])
    return tuple(column.name for column in loaded.columns)


def test_each_target_column_gets_its_text_in_one_way(tmp_path: Path) -> None:
    mapped = changed(
        CONVERSION, "[set]", '[map]\n"配送先氏名" = { join = ["氏名", "order.number"], with = "/" }\n[set]'
    )
    profile = load_profile("shop-pay", [write(tmp_path, conversion=mapped)])
    found = {a.column.label: a for a in profile.assignments}
    assert list(found) == ["取引ID", "サイトID", "氏名", "配送先氏名", "金額", "明細名1", "数量1", "明細名2", "数量2"]
    assert (found["取引ID"].field, found["取引ID"].constant, found["取引ID"].map) == ("order.number", None, None)
    assert found["サイトID"].constant == "654321"
    named = found["配送先氏名"].map
    assert named is not None
    assert (named.join, named.with_) == ((f"{SOURCE_COLUMN}氏名", "order.number"), "/")


def test_a_field_that_nothing_gives_leaves_the_column_blank(tmp_path: Path) -> None:
    orders = changed(ORDERS, '  { name = "商品名", field = "item.name" },\n', "")
    profile = load_profile("shop-pay", [write(tmp_path, orders=orders)])
    blank = [a.column.label for a in profile.assignments if not (a.field or a.map or a.constant is not None)]
    assert blank == ["明細名1", "明細名2"]


def test_the_conversion_over_its_target(tmp_path: Path) -> None:
    over = CONVERSION + '[keep]\n"order.total" = "filled"\n[rules]\ntotal_positive = "warning"\n[items]\nmax = 5\n'
    profile = load_profile("shop-pay", [write(tmp_path, conversion=over)])
    assert profile.keep == {"order.payment_method": ("deferred",), "order.total": "filled"}
    assert profile.rules["total_positive"].severity == "warning"
    assert (profile.write_items.max, profile.read_items.max) == (5, None)


def test_needed_fields_and_their_parts(tmp_path: Path) -> None:
    profile = load_profile("shop-pay", [write(tmp_path)])
    assert {"order.payment_method", "buyer.name", "buyer.family_name", "item.name", "recipient.name"} <= profile.needed
    assert not {"buyer.email", "credit.result", "shipment.carrier"} & profile.needed


def test_a_pair_without_conversion(tmp_path: Path) -> None:
    folders = [write(tmp_path)]
    profile = load_pair("shop/orders", "pay/request", folders, asks="sample")
    assert (profile.id, profile.path, profile.tests) == ("shop/orders:pay/request", None, ())
    assert next(a.constant for a in profile.assignments if a.column.label == "サイトID") == "123456"
    assert profile.keep == {"order.payment_method": ("deferred",)}
    read_only = load_pair("shop/orders", None, folders)
    assert (read_only.target, read_only.assignments, read_only.keep) == (None, (), {})


def test_the_hash_is_over_all_files(tmp_path: Path) -> None:
    first = load_profile("shop-pay", [write(tmp_path)]).sha256
    assert load_profile("shop-pay", [tmp_path]).sha256 == first
    write(tmp_path, orders=ORDERS + "\n")
    assert load_profile("shop-pay", [tmp_path]).sha256 != first


def test_codes_of_the_file_come_before_the_shared_ones(tmp_path: Path) -> None:
    words = load_format("shop/orders", [write(tmp_path)]).codes["payment-methods"]
    assert next(iter(words)) == "お店の後払い"
    assert words["GMO後払い"] == "deferred"


def test_codes_of_a_local_folder(tmp_path: Path) -> None:
    (tmp_path / "codes").mkdir()
    local = 'title = "支払方法"\n[words]\n"あと払い" = "deferred"\n"GMO後払い" = "other"\n'
    (tmp_path / "codes" / "payment-methods.toml").write_text(local, "utf-8")
    words = load_format("shop/orders", [write(tmp_path)]).codes["payment-methods"]
    assert (words["あと払い"], words["GMO後払い"], words["NP後払い"]) == ("deferred", "other", "deferred")


def test_a_child_changes_removes_and_adds_columns(tmp_path: Path) -> None:
    changes = (
        '[column."支払方法"]\nname = "お支払い"\n[column."氏名"]\nremove = true\n[column."備考"]\nafter = "受付番号"\n'
    )
    assert child(tmp_path, changes) == ("受付番号", "備考", "お支払い", "請求金額", "商品名", "数量")


def test_a_child_moves_a_column(tmp_path: Path) -> None:
    moved = ("受付番号", "氏名", "請求金額", "商品名", "数量", "支払方法")
    assert child(tmp_path, '[column."支払方法"]\nafter = "数量"\n') == moved


def test_a_change_of_a_column_that_the_parent_lacks(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        child(tmp_path, '[column."支払い方法"]\nname = "x"\n')
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.params["choices"]) == ("UNKNOWN_COLUMN", 4, "支払方法")


def test_a_constant_takes_the_place_of_a_field(tmp_path: Path) -> None:
    write(tmp_path, child=CHILD + '[column."支払方法"]\nconstant = "後払い"\n')
    column = load_format("my/orders", [tmp_path]).columns[1]
    assert (column.field, column.constant) == (None, "後払い")


def test_a_new_layout_takes_types_and_codes_by_field(tmp_path: Path) -> None:
    layout = CHILD + 'columns = [\n  { name = "お支払い", field = "order.payment_method" },\n  { name = "No" },\n]\n'
    loaded = load_format("my/orders", [write(tmp_path, child=layout)])
    assert [(c.name, c.codes) for c in loaded.columns] == [("お支払い", "payment-methods"), ("No", None)]


def test_head_keys_are_inherited_and_tests_are_not(tmp_path: Path) -> None:
    orders = ORDERS + '[[tests]]\nname = "一つ"\nexpect = { "order.number" = "T1" }\n'
    loaded = load_format("my/orders", [write(tmp_path, orders=orders, child=CHILD)])
    assert (loaded.id, loaded.title, loaded.record, loaded.grain) == ("my/orders", "うちの受注", "order", "item")
    assert loaded.tests == ()
    assert loaded.sample == {"受付番号": "T1", "請求金額": "1000"}


def test_the_sample_follows_renamed_and_removed_columns(tmp_path: Path) -> None:
    changes = CHILD + '[column."受付番号"]\nname = "注文番号"\n[column."請求金額"]\nremove = true\n'
    assert load_format("my/orders", [write(tmp_path, child=changes)]).sample == {"注文番号": "T1"}
    layout = CHILD + 'columns = [\n  { name = "No", field = "order.number" },\n]\n'
    assert load_format("my/orders", [write(tmp_path, child=layout)]).sample == {"No": "T1"}
