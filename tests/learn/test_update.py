"""A change goes into the text of a format and nowhere else: comments, order and spelling of all other lines stay."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import pytest

from csvbridge.learn.update import Change, Unwritable, change_for, loaded, rewritten
from csvbridge.learn.words import Words
from csvbridge.profile.plan import load_format
from csvbridge.reader import read

from .shop import written

if TYPE_CHECKING:
    from pathlib import Path

ALONE = """# 見本ショップ。手で直さないこと
id = "shop/orders"
title = "見本"
record = "order"
status = "template"
grain = "order"
max_items = 2
columns = [
  { name = "番号", field = "order.number" },  # 0.99
  { name = '氏名', field = "buyer.name" },  # 姓と名
  { name = "住所", aka = ["ご住所"], field = "buyer.address" },
  { name = "商品名{n}", field = "item.name" },
  { name = "支払", field = "order.payment_method", codes = "pay" },
]

# 支払方法の言葉
[codes.pay]
"後払い" = "deferred"

# 見本の注文
[sample]
"番号" = "A1"
"氏名" = "見本　太郎"
"""
CHILD = """id = "shop/child"
title = "見本"
extends = "tamago-repeat/orders"

# お店の言葉
[codes.payment-methods]
"見本払い" = "deferred"

[column."備考"]  # メモ
optional = true

[column."送料"]
aka = ["配送料"]

[[tests]]
name = "読める"
expect = { "order.number" = "T0001201" }
"""


def added(before: str, change: Change, folder: Path) -> list[str]:
    """The lines that a change adds or replaces; the text loads and nothing else differs."""
    path = folder / "formats" / "x.toml"
    after = rewritten(before, loaded(path, before), change, "en")
    loaded(path, after)
    lines = [line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line[:2] in ("+ ", "- ")]
    assert len([line for line in lines if line[0] == "-"]) <= len(change.renames)
    return [line[2:] for line in lines if line[0] == "+"]


def renames(**names: str) -> Change:
    return Change(names, (), {})


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        ({"氏名": "お名前"}, ["""  { name = '氏名', aka = ["お名前"], field = "buyer.name" },  # 姓と名"""]),
        ({"住所": "所在地"}, ['  { name = "住所", aka = ["ご住所", "所在地"], field = "buyer.address" },']),
        (
            {"商品名1": "品名1", "商品名2": "品名2"},
            ['  { name = "商品名{n}", aka = ["品名{n}"], field = "item.name" },'],
        ),
    ],
)
def test_a_column_of_the_file_itself(names: dict[str, str], lines: list[str], tmp_path: Path) -> None:
    assert added(ALONE, Change(names, (), {}), tmp_path) == lines


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        ({"備考": "メモ"}, ['aka = ["メモ"]']),
        ({"送料": "送料（税込）"}, ['aka = ["配送料", "送料（税込）"]']),
        ({"注文日": "受付日"}, ['[column."注文日"]', 'aka = ["受付日"]', ""]),
    ],
)
def test_a_column_of_the_parent(names: dict[str, str], lines: list[str], tmp_path: Path) -> None:
    assert sorted(added(CHILD, Change(names, (), {}), tmp_path)) == sorted(lines)


def test_a_new_table_stands_before_the_comment_of_the_first_one(tmp_path: Path) -> None:
    after = rewritten(CHILD, loaded(tmp_path / "x.toml", CHILD), renames(注文日="受付日"), "en")
    assert after.index('[column."注文日"]') < after.index("# お店の言葉") < after.index("[codes.payment-methods]")


@pytest.mark.parametrize(("before", "table"), [(ALONE, "pay"), (CHILD, "payment-methods"), (CHILD, "order-status")])
def test_new_words_wait_as_comments_of_their_table(before: str, table: str, tmp_path: Path) -> None:
    change = Change({}, (), {table: Words((), (("新払い", "deferred", 3), ("謎", "", 1)))})
    lines = added(before, change, tmp_path)
    told = ['# "新払い" = "deferred"  # ? cells: 3', '# "謎" = "…"  # ? cells: 1']
    assert [line for line in lines if line.startswith("#")] == told
    after = rewritten(before, loaded(tmp_path / "x.toml", before), change, "en")
    assert rewritten(after, loaded(tmp_path / "x.toml", after), change, "en") == after
    assert after.index(f"[codes.{table}]") < after.index("新払い")
    assert "# 見本の注文\n[sample]" in after or before == CHILD


def test_what_cannot_be_changed_by_lines_is_left_to_a_person(tmp_path: Path) -> None:
    cramped = ALONE.replace(
        '  { name = "番号", field = "order.number" },  # 0.99\n',
        '  { name = "番号", field = "order.number" }, { name = "国", aka = ["a"] }, { name = "色", aka = ["b"] },\n',
    )
    with pytest.raises(Unwritable) as refused:
        rewritten(cramped, loaded(tmp_path / "x.toml", cramped), renames(色="カラー"), "en")
    assert (refused.value.column, refused.value.line) == ("色", 'aka = ["b", "カラー"]')
    assert "カラー" not in cramped


def test_what_a_file_has_that_its_format_lacks(tmp_path: Path) -> None:
    format_ = loaded(tmp_path / "x.toml", ALONE)
    header = ["番号", "お名前", "住所", "商品名1", "商品名2", "支払"]
    rows = [
        ["A1", "見本　太郎", "東京都千代田区丸の内1-9-1", "茶", "", "後払い"],
        ["A2", "例示　花子", "", "茶", "", "謎"],
    ]
    change = change_for(format_, read(written([header, *rows]), format_.dialect))
    assert dict(change.renames) == {"氏名": "お名前"}
    assert {table: words.open for table, words in change.words.items()} == {"pay": (("謎", "", 1),)}


def test_the_words_of_a_renamed_column_are_seen_too(tmp_path: Path) -> None:
    format_ = loaded(tmp_path / "x.toml", ALONE)
    header = ["番号", "氏名", "住所", "商品名1", "商品名2", "お支払い方法"]
    rows = [[f"A{n}", "", "", "", "", "後払い" if n else "新しい後払い"] for n in range(12)]
    change = change_for(format_, read(written([header, *rows]), format_.dialect))
    assert dict(change.renames) == {"支払": "お支払い方法"}
    assert change.words["pay"].open == (("新しい後払い", "deferred", 1),)


def test_a_file_that_fits_changes_nothing() -> None:
    format_ = load_format("tamago-repeat/orders")
    header = [c.name for c in format_.columns]
    row = [dict(format_.sample).get(name, "") for name in header]  # type: ignore[arg-type]
    assert not change_for(format_, read(written([header, row]), format_.dialect))


def test_personal_cells_are_never_taken_for_words(tmp_path: Path) -> None:
    format_ = loaded(tmp_path / "x.toml", ALONE)
    header = ["番号", "氏名", "住所", "商品名1", "商品名2", "支払"]
    rows = [["A1", "", "", "", "", "taro@example.com"], ["A2", "", "", "", "", "後払い"]]
    assert not change_for(format_, read(written([header, *rows]), format_.dialect))
