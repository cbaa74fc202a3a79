"""Made-up carts and providers that taught no rule: nothing is learnt wrong, and a draft reads its file again."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from csvbridge.learn.draft import Wish, draft
from csvbridge.learn.draft_header import header_only
from csvbridge.learn.look import inspect
from csvbridge.learn.update import loaded
from csvbridge.profile.columns import match_header
from csvbridge.reader import read

FOLDER = Path(__file__).parent / "unseen"
GOLD: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "gold.toml").read_text("utf-8"))
TEMPLATES = [name for name in GOLD if name.startswith("template")]
FRAMES = {
    "repeat-orders": ("cp932", ",", True, 0, "item", 14),
    "wholesale": ("cp932", ",", True, 0, "item", 12),
    "hosted-english": ("utf-8", ",", True, 0, "item", 12),
    "no-header": ("cp932", ",", False, 0, None, 20),
    "excel-unicode": ("utf-16-le", "\t", True, 2, None, 15),
    "look-alikes": ("utf-8", ",", True, 0, "order", 15),
    "two-results": ("cp932", ",", True, 0, "order", 9),
}


def data_of(name: str) -> bytes:
    return (FOLDER / GOLD[name]["file"]).read_bytes()


def seen(name: str) -> Any:
    return header_only(data_of(name)) if name in TEMPLATES else inspect(data_of(name))


def wish(name: str, **how: Any) -> Wish:
    return Wish(id=f"shop/{name}", title=name, file=name, lang="en", **how)


@pytest.mark.parametrize("name", GOLD)
def test_each_column_is_learnt_right(name: str) -> None:
    guesses = seen(name).guesses
    assert [g.column.name for g in guesses] == [c["header"] for c in GOLD[name]["columns"]]
    wrong = [
        (g.column.name or g.column.index, g.field, g.confidence)
        for g, column in zip(guesses, GOLD[name]["columns"], strict=True)
        if (g.field or "") not in column["right"]
    ]
    assert wrong == []


@pytest.mark.parametrize("name", FRAMES)
def test_the_frame_of_each_file(name: str) -> None:
    found = seen(name)
    frame = found.sighting
    told = (frame.encoding.name, frame.delimiter, frame.header, frame.preamble_lines, found.grain, found.orders)
    assert told == FRAMES[name]


@pytest.mark.parametrize("name", FRAMES)
def test_the_draft_reads_the_file_again(name: str, tmp_path: Path) -> None:
    made = loaded(tmp_path / "made.toml", draft(seen(name), wish(name)).text)
    header = read(data_of(name), made.dialect).header
    assert not match_header(made, header or [f"#{n + 1}" for n in range(len(GOLD[name]["columns"]))]).missing


def test_a_code_that_fee_rows_lack_is_each_item_s_own(tmp_path: Path) -> None:
    made = loaded(tmp_path / "made.toml", draft(seen("repeat-orders"), wish("repeat-orders")).text)
    assert {c.rows for c in made.columns if c.field and c.field.startswith("item.")} <= {None, "each"}
    assert made.codes["item-kind"] == {"商品": "product", "送料": "shipping", "手数料": "payment_fee"}


def test_a_second_look_wins_over_the_first(tmp_path: Path) -> None:
    made = loaded(tmp_path / "made.toml", draft(seen("two-results"), wish("two-results")).text)
    ranks = {c.name: c.rank for c in made.columns if c.field == "credit.result"}
    assert ranks == {"自動審査結果": 2, "目視審査結果": 1}


def test_two_results_that_are_always_filled_are_left_to_a_person(tmp_path: Path) -> None:
    data = "注文番号,自動審査結果,目視審査結果\r\nA1,OK,OK\r\nA2,OK,NG\r\nA3,NG,NG\r\n".encode()
    made = draft(inspect(data), wish("results"))
    assert made.text.count('field = "credit.result"') == 1
    assert any("審査結果" in todo.text for todo in made.todos)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_no_target_can_do_without_is_required(name: str, tmp_path: Path) -> None:
    made = loaded(tmp_path / "made.toml", draft(seen(name), wish(name, target=True)).text)
    required = {c.field for c in made.columns if c.required}
    assert {"order.number", "order.total", "buyer.phone"} <= required
    assert required & {"buyer.name", "buyer.family_name"}


@pytest.mark.parametrize("name", ["excel-unicode", "no-header"])
def test_a_field_that_a_target_chooses_by_waits_as_a_line(name: str, tmp_path: Path) -> None:
    made = draft(seen(name), wish(name, chosen=("order.payment_method", "order.status")))
    [todo] = [todo for todo in made.todos if todo.text.startswith("# {")]
    assert todo.must
    lines = made.text.splitlines()
    lines[todo.line - 1] = lines[todo.line - 1].replace("# ", "", 1)
    again = loaded(tmp_path / "made.toml", "\n".join(lines))
    assert [c.field for c in again.columns if c.optional] == ["order.status"]


def test_a_file_of_ascii_alone_is_learnt(tmp_path: Path) -> None:
    text = draft(inspect(b"Order ID,Email,Total\nA-1,a@example.com,1200\nA-2,b@example.com,3400\n"), wish("ascii")).text
    assert loaded(tmp_path / "made.toml", text).dialect.also_reads == ("cp932",)


@pytest.mark.parametrize(
    ("header", "doubtful"),
    [
        ("単価,税率", True),
        ("単価,消費税", True),
        ("税込単価,税率", False),
        ("単価,数量", False),
        ("単価,税抜単価,税率", False),
    ],
)
def test_a_price_that_does_not_say_its_tax_is_doubtful(header: str, doubtful: bool) -> None:
    rows = "".join(f"A{n},見本,{','.join(['1100'] * (header.count(',') + 1))}\r\n" for n in range(5))
    found = inspect(f"注文番号,商品名,{header}\r\n{rows}".encode())
    [price] = [g for g in found.guesses if g.field == "item.unit_price"]
    assert price.doubtful is doubtful


def test_the_key_is_no_amount() -> None:
    rows = "".join(f"S{n // 2},2026/11/0{n + 1},{n // 2 * 700 + 1100},茶{n}\r\n" for n in range(6))
    found = inspect(f"店舗伝票番号,受注日,合計金額,商品名\r\n{rows}".encode())
    assert (found.key, found.grain, found.orders) == (0, "item", 3)
    amounts = "".join(f"{n * 311 + 500},2026/11/0{n + 1}\r\n" for n in range(6))
    assert inspect(f"入金額,入金日\r\n{amounts}".encode()).key is None


def test_letters_number_columns_alike() -> None:
    found = inspect("注文番号,氏名,備考A,備考B\r\nA1,見本太郎,至急,\r\nA2,例示花子,,夜間\r\n".encode())
    assert [g.field for g in found.guesses[2:]] == [None, None]
