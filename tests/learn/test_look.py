"""What is seen of columns and rows: shapes, grain, key; odd files get sensible answers."""

from __future__ import annotations

import polars as pl
import pytest

from csvbridge.learn.columns import columns_of
from csvbridge.learn.grain import find_grain
from csvbridge.learn.look import inspect
from csvbridge.learn.shapes import date_form, shapes_of

SHAPES = {
    "postal_code": [["100-0005", "〒060-0001", "160－0022"], ["1000005", "0600001", "5300001"]],
    "phone": [["03-1234-0000", "090-1234-0000"], ["0312340000", "09012340000"]],
    "email": [["a@example.com", "b.c@example.co.jp"]],
    "date": [["2026/11/20", "2026/11/21"], ["20261120"], ["2026-11-20T10:00:00+09:00"], ["20/11/2026", "21/11/2026"]],
    "yen": [["¥3,300", "1,100円"], ["3300", "550", "12000"], ["3300.00", "550.00"]],
    "integer": [["1", "2", "10"]],
    "digits": [["2001", "2002", "2003", "2004"], ["0012", "0100"], ["12900000011", "12900000012"]],
    "kana": [["ミホン タロウ", "シケン"], ["ﾐﾎﾝ", "ｼｹﾝ"], ["みほん"]],
    "prefecture": [["東京都", "大阪府", "北海道"]],
    "name": [["見本太郎", "試験 花子", "架空一郎"], ["見本", "試験"]],
    "address": [["東京都千代田区丸の内1-9-1", "大阪市北区梅田2-2"], ["千代田区丸の内１－９"]],
    "words": [["後払い"] * 8 + ["代引"] * 4, ["新規受付"] * 5],
    "tracking_number": [["2009-6118-5434", "123456789013", "512547514334"]],
    "text": [["A-1", "青汁 30包（お得用）", "x y z"]],
    "blank": [["", "　", ""]],
}


@pytest.mark.parametrize(("shape", "cells"), [(shape, cells) for shape, many in SHAPES.items() for cells in many])
def test_shapes(shape: str, cells: list[str]) -> None:
    assert shapes_of(pl.DataFrame({"0": cells})) == [shape]


def test_a_shape_needs_most_of_the_filled_cells() -> None:
    cells = ["100-0005"] * 8 + ["なし", "不明"] + [""] * 90
    assert shapes_of(pl.DataFrame({"0": cells, "1": [*cells[:7], *["なし"] * 4, *cells[11:]]})) == [
        "postal_code",
        "words",
    ]


def test_member_numbers_that_count_up_are_no_postal_codes() -> None:
    assert shapes_of(pl.DataFrame({"0": [str(2000100 + n) for n in range(50)]})) == ["digits"]


FORMS = {
    "YYYY/MM/DD": ["2026/11/20", "2026/01/05"],
    "YYYY/M/D": ["2026/11/20", "2026/1/5"],
    "YYYYMMDD": ["20261120"],
    "YYYY-MM-DD HH:mm:ss": ["2026-11-20 09:03:00"],
    "YYYY年MM月DD日": ["2026年11月20日"],
    "MM/DD/YYYY": ["11/20/2026", "01/05/2026"],
    None: ["01/02/2026", "03/04/2026"],
}


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_date_forms(form: str | None) -> None:
    assert date_form(FORMS[form]) == form


def test_words_are_counted_on_all_rows_and_shapes_judged_on_a_sample() -> None:
    rows = "".join(f"R{n:05},{'後払い' if n % 3 else '代引'},\r\n" for n in range(3_000))
    found = inspect(f"注文番号,支払方法,備考\r\n{rows}1,後払い,一つだけ\r\n".encode("cp932"))
    assert (found.rows, found.judged) == (3_001, 751)
    assert found.columns[1].words == (("後払い", 2_001), ("代引", 1_000))
    assert (found.columns[2].filled, found.columns[2].distinct, found.columns[2].examples) == (1, 1, ("一つだけ",))


def test_blank_cells_are_no_value() -> None:
    seen = columns_of(("氏名", "氏名"), pl.DataFrame({"0": ["見本", "", "　"], "1": ["a", "b", "a"]}))
    assert [(c.filled, c.distinct, c.nth) for c in seen] == [(1, 1, 1), (3, 2, 2)]


GRAINS = {
    "item": "注文番号,氏名,商品名,数量\n1,甲,茶,1\n1,甲,菓子,2\n2,乙,茶,1\n",
    "item-first": "注文番号,氏名,商品名,数量\nA1,甲,茶,1\n,,菓子,2\nA2,乙,茶,1\n",
    "order": "注文番号,氏名,合計\n1,甲,10\n2,乙,20\n",
    "blocks": "注文番号,商品名1,数量1,商品名2,数量2\n1,茶,1,菓子,2\n2,茶,1,,\n",
    "unsorted": "注文番号,氏名,商品名\nA1,甲,茶\nA2,乙,茶\nA1,甲,菓子\n",
    "untold": "注文番号,氏名,商品名,数量\n1,甲,茶,1\n2,乙,茶,1\n",
    "twice": "注文番号,氏名,合計\nA1,甲,10\nA1,甲,10\nA2,乙,20\n",
    "one": "注文番号,氏名\n1,甲\n",
}
TOLD = {"blocks": "order", "unsorted": "item", "untold": None, "twice": None, "one": None}


@pytest.mark.parametrize("case", GRAINS)
def test_grain(case: str) -> None:
    found = inspect(GRAINS[case].encode())
    assert found.grain == TOLD.get(case, case)
    assert found.key == 0
    assert found.orders == (1 if case == "one" else 2)


def test_columns_that_vary_or_stand_on_one_row_only() -> None:
    text = "Name,Email,Total,Lineitem name\n#1001,a@example.com,3300,tea\n#1001,,,cake\n#1002,b@example.com,1100,tea\n"
    found = inspect(text.encode())
    assert [column.stands for column in found.columns] == [None, "first", "first", None]
    assert [column.varies for column in found.columns] == [False, False, False, True]
    last = "番号,受注番号,請求金額\n1,A1,\n2,A1,30\n3,A2,10\n"
    assert [column.stands for column in inspect(last.encode()).columns] == [None, None, "last"]


KEYS = [
    (("注文ID", "注文番号", "会員番号"), 1),
    (("会員番号", "加盟店取引ID", "GMO取引ID"), 1),
    (("明細番号", "商品コード", "オーダーNo"), 2),
    (("会員番号", "電話番号", "伝票番号"), None),
]


@pytest.mark.parametrize(("names", "key"), KEYS)
def test_the_key_is_told_by_its_name(names: tuple[str, ...], key: int | None) -> None:
    cells = pl.DataFrame({str(n): [f"{n}A{row}" for row in range(9)] for n in range(3)})
    assert find_grain(names, cells, ["text"] * 3).key == key


def test_without_header_the_key_is_what_the_other_columns_agree_with() -> None:
    rows = [
        (f"M{n % 4}", f"A{n}", f"名{n}", f"{n * 37}", f"I{line}", f"{n}{line}") for n in range(20) for line in (1, 2)
    ]
    cells = pl.DataFrame(rows, schema=[str(n) for n in range(6)], orient="row")
    found = find_grain((), cells, ["text", "text", "name", "yen", "text", "digits"])
    assert (found.grain, found.key, found.orders) == ("item", 1, 20)


def test_postal_codes_without_header_are_no_key_and_stay_masked() -> None:
    zips = ("1000005", "0600001", "5300001", "4500002", "8120011")
    found = inspect("".join(f"{zip_},見本,{n * 110}\r\n" for n, zip_ in enumerate(zips, 1)).encode("cp932"))
    assert found.columns[0].shape == "postal_code"
    assert found.key != 0


def test_odd_files_get_sensible_answers() -> None:
    header = inspect("注文番号,氏名,郵便番号\r\n".encode("cp932"))
    assert (header.rows, header.orders, header.grain, header.key) == (0, 0, None, 0)
    assert [column.shape for column in header.columns] == ["blank"] * 3
    one = inspect("注文番号\r\nA1\r\nA2\r\n".encode("cp932"))
    assert (one.rows, one.sighting.delimiter, one.columns[0].shape) == (2, None, "key")
    bare = inspect("1001,見本太郎,3300\r\n1002,試験花子,550\r\n".encode("cp932"))
    assert (bare.rows, bare.sighting.header, [c.name for c in bare.columns]) == (2, False, ["", "", ""])
    unknown = inspect(b"id;a,b\n1;2,3\n4;5,6\n")
    assert (unknown.records, unknown.columns, unknown.orders) == (None, (), None)
