"""Every kind of problem: its code, its file, its line, the text of that line, and a cure that fits."""

# ruff: noqa: E501 -- one case a line

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.codes import lookup
from csvbridge.errors import Problem, ProfileError
from csvbridge.profile.check_format import PLAIN
from csvbridge.profile.constraints import matcher
from csvbridge.profile.plan import load_pair, load_profile

from .shop import CONVERSION, ORDERS, REQUEST, changed, write

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = '{ name = "受付番号", field = "order.number", required = true },'

CASES = [
    ("orders", NUMBER, '{ name = "受付番号", feild = "order.number" },', "UNKNOWN_KEY", 7, {"name": "feild", "choices": "field"}),
    ("orders", NUMBER, '{ name = "受付番号", field = "order.nummer" },', "UNKNOWN_FIELD", 7, {"choices": "order.number"}),
    ("orders", 'name = "氏名"', 'name = "氏名", read = ["striip"]', "UNKNOWN_STEP", 9, {"choices": "strip"}),
    ("orders", 'name = "氏名"', 'name = "氏名", read = ["zero_pad"]', "STEP_ARGUMENT", 9, {"example": "{ zero_pad = 8 }"}),
    ("orders", 'name = "氏名"', 'name = "氏名", read = [{ strip = 8 }]', "STEP_ARGUMENT", 9, {"example": '"strip"'}),
    ("orders", 'name = "氏名"', 'name = "氏名", charset = "fullwidht"', "UNKNOWN_CHARSET", 9, {"choices": "fullwidth"}),
    ("orders", 'name = "氏名"', 'name = "氏名", type = "nmae"', "UNKNOWN_TYPE", 9, {"choices": "name"}),
    ("orders", 'name = "氏名"', 'name = "氏名", max_chars = "21"', "WRONG_TYPE", 9, {"key": "max_chars", "expected": "12"}),
    ("orders", 'name = "氏名"', 'name = "氏名", max_chars = 0', "OUT_OF_RANGE", 9, {"key": "max_chars", "limits": "≧ 1"}),
    ("orders", 'name = "氏名"', 'name = "氏名", pattern = "(?=a)b"', "PATTERN_INVALID", 9, {}),
    ("orders", 'name = "氏名"', 'name = "氏名", pattern = "(a)\\\\1"', "PATTERN_INVALID", 9, {"reason": "backreferences are not supported"}),
    ("orders", 'name = "氏名"', 'name = "氏名", type = "date", format = "YY/MM/DD"', "DATE_FORMAT_INVALID", 9, {}),
    ("orders", 'codes = "payment-methods"', 'codes = "payment-method"', "UNKNOWN_TABLE", 8, {"choices": "payment-methods"}),
    ("orders", ', codes = "payment-methods"', "", "CODES_MISSING", 8, {"field": "order.payment_method"}),
    ("orders", '= "deferred"', '= "defered"', "NOT_A_WORD", 16, {"choices": "deferred"}),
    ("orders", 'name = "氏名"', 'name = "数量"', "HEADER_TWICE", 12, {"column": "数量"}),
    ("orders", 'name = "氏名"', 'name = "氏名", position = 3', "POSITION_INVALID", 9, {}),
    ("orders", 'name = "商品名"', 'name = "商品名{n}"', "MAX_ITEMS_MISSING", 11, {}),
    ("orders", 'field = "buyer.name"', 'field = "buyer.name", constant = "x"', "COLUMN_SET_TWICE", 9, {"ways": "field, constant"}),
    ("orders", 'field = "buyer.name"', 'field = "order.total"', "FIELD_TWICE", 10, {"field": "order.total"}),
    ("orders", 'field = "buyer.name"', 'field = "recipient.relation", codes = "payment-methods"', "FIELD_DERIVED", 9, {}),
    ("orders", '"請求金額" = "1000"', '"請求金顎" = "1000"', "UNKNOWN_COLUMN", 20, {"choices": "請求金額"}),
    ("orders", 'grain = "item"', 'grain = "items"', "UNKNOWN_VALUE", 5, {"key": "grain", "choices": "item"}),
    ("orders", 'record = "order"\n', "", "KEY_MISSING", None, {"key": "record"}),
    ("orders", "[sample]", '[dialect]\nencoding = "cp923"\n[sample]', "UNKNOWN_ENCODING", 19, {"choices": "cp932"}),
    ("orders", "[sample]", '[dialect]\ntrailer = "(?!x)"\n[sample]', "PATTERN_INVALID", 19, {}),
    ("orders", "[sample]", '[checks.severity]\nTOTAL_MISMACH = "error"\n[sample]', "CHECK_UNKNOWN", 19, {"choices": "TOTAL_MISMATCH"}),
    ("orders", "[sample]", '[checks.keywords]\nTEMP_STEY = ["保養所"]\n[sample]', "CHECK_UNKNOWN", 19, {"choices": "TEMP_STAY"}),
    ("orders", "[sample]", '[checks.keywords]\nZIP_UNKNOWN = ["保養所"]\n[sample]', "CHECK_NO_WORDS", 19, {"name": "ZIP_UNKNOWN"}),
    ("orders", "[sample]", '[checks.keywords]\nTEMP_STAY = ["宿"]\n[sample]', "CHECK_WORD_SHORT", 19, {}),
    ("orders", "[sample]", '[checks.keywords]\nTEMP_STAY = "保養所"\n[sample]', "WRONG_TYPE", 19, {"key": "TEMP_STAY"}),
    ("orders", "[sample]", '[checks.keyword]\nTEMP_STAY = ["保養所"]\n[sample]', "UNKNOWN_KEY", 18, {"choices": "keywords"}),
    ("orders", 'title = "お店の受注"', 'title = "お店の受注', "TOML_SYNTAX", 2, {}),
    ("request", "total_positive", "total_postive", "UNKNOWN_RULE", 21, {"choices": "total_positive"}),
    ("request", 'total_positive = "error"', 'total_positive = "fatal"', "UNKNOWN_VALUE", 21, {"name": "fatal"}),
    ("request", '= "deferred"', '= "defered"', "NOT_A_WORD", 18, {"choices": "deferred"}),
    ("request", '"order.payment_method" =', '"order.paymet_method" =', "UNKNOWN_FIELD", 18, {"choices": "order.payment_method"}),
    ("request", '"order.payment_method" = "deferred"', '"order.status" = "new"', "FIELD_NOT_GIVEN", 18, {"field": "order.status"}),
    ("request", 'field = "buyer.name"', 'field = "buyer.kana"', "REQUIRED_UNFILLED", 4, {"column": "氏名", "field": "buyer.kana"}),
    ("conversion", '"654321"', '"６５４３２１"', "CONSTANT_INVALID", 7, {"codes": "CHARSET"}),
    ("conversion", '"サイトID" = "654321"', "", "CONSTANT_NEEDED", 9, {"column": "サイトID", "sample": "123456"}),
    ("conversion", '"サイトID" =', '"サイドID" =', "UNKNOWN_COLUMN", 7, {"choices": "サイトID"}),
    ("conversion", "[set]", '[map]\n"取引ID" = { from = "2" }\n[set]', "REFERENCE_UNKNOWN", 7, {"name": "2"}),
    ("conversion", "[set]", '[map]\n"取引ID" = { from = "buyer.kana" }\n[set]', "FIELD_NOT_GIVEN", 7, {"field": "buyer.kana"}),
    ("conversion", "[set]", '[map]\n"取引ID" = { prefix = "A" }\n[set]', "MAP_FORM", 7, {"column": "取引ID"}),
    ("conversion", "[set]", '[map]\n"サイトID" = { from = "受付番号" }\n[set]', "COLUMN_SET_TWICE", 7, {"ways": "[set], [map]"}),
    ("conversion", "[set]", '[aside.later]\n"credit.result" = "pending"\n[set]', "FIELD_NOT_GIVEN", 7, {"field": "credit.result"}),
    ("conversion", "[set]", '[lookup.one]\nformat = "pay/rqeuest"\n[set]', "PROFILE_MISSING", 7, {"choices": "pay/request"}),
    ("conversion", "[set]", '[lookup.one]\nformat = "pay/request"\ntake = ["credit.reason"]\n[set]', "FIELD_NOT_GIVEN", 8, {"field": "credit.reason"}),
    ("conversion", "[set]", '[lookup.one]\nformat = "shop-pay"\n[set]', "PROFILE_KIND", 3, {"expected": "format"}),
    ("conversion", '"654321"', '{ ask = "サイト", smaple = "1" }', "UNKNOWN_KEY", 7, {"name": "smaple", "choices": "sample"}),
    ("conversion", "[set]", '[[tests]]\nname = "a"\nexpect = { "取引番号" = "1" }\n[set]', "UNKNOWN_COLUMN", 8, {"name": "取引番号"}),
    ("conversion", "[set]", '[[tests]]\nname = "a"\ngiven = { "受付" = "1" }\n[set]', "UNKNOWN_COLUMN", 8, {"name": "受付"}),
    ("conversion", "[set]", '[[tests]]\nname = "a"\nlookup = { credit = [{ "a" = "b" }] }\n[set]', "UNKNOWN_LOOKUP", 8, {"name": "credit"}),
    ("conversion", 'source = "shop/orders"', 'source = "shop/oders"', "PROFILE_MISSING", 3, {"choices": "shop/orders"}),
    ("conversion", 'target = "pay/request"\n\n[set]', '[set]\ntarget = "pay/request"', "KEY_MISPLACED", 5, {"key": "target", "table": "set"}),
    ("conversion", 'title = "お店 → 後払い会社"', '[column."氏名"]\nremove = true', "KEY_MISPLACED", 4, {"key": "source"}),
]  # fmt: skip

TEXTS = {"orders": ORDERS, "request": REQUEST, "conversion": CONVERSION}


def problems_of(folder: Path, ref: str = "shop-pay") -> tuple[Problem, ...]:
    with pytest.raises(ProfileError) as caught:
        load_profile(ref, [folder])
    assert caught.value.exit == 6
    return caught.value.problems


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "line", "params"), CASES, ids=[f"{case[3]}-{i}" for i, case in enumerate(CASES)]
)
def test_problem(
    tmp_path: Path, name: str, old: str, new: str, code: str, line: int | None, params: dict[str, object]
) -> None:
    found = problems_of(write(tmp_path, **{name: changed(TEXTS[name], old, new)}))
    problem = next((p for p in found if p.code == code), None)
    assert problem is not None, found
    assert problem.line == line, problem
    assert dict(problem.params).items() >= params.items(), problem
    if line is not None:
        assert problem.text
        assert problem.text in tmp_path.joinpath(problem.path).read_text("utf-8").split("\n")[line - 1]


@pytest.mark.parametrize("case", CASES, ids=[f"{case[3]}-{i}" for i, case in enumerate(CASES)])
def test_words_of_a_problem_fill_from_its_params(tmp_path: Path, case: tuple[str, ...]) -> None:
    name, old, new = case[:3]
    for problem in problems_of(write(tmp_path, **{name: changed(TEXTS[name], old, new)})):
        entry = lookup(problem.code)
        braces = {name for text in (*entry.message, *entry.cure) for _, name, _, _ in Formatter().parse(text) if name}
        assert braces <= problem.params.keys()


def test_one_cause_one_problem(tmp_path: Path) -> None:
    broken = changed(ORDERS, 'field = "buyer.name"', 'field = "buyer.nmae"')
    assert [p.code for p in problems_of(write(tmp_path, orders=broken))] == ["UNKNOWN_FIELD"]


def test_all_problems_of_all_files_at_once(tmp_path: Path) -> None:
    orders = changed(changed(ORDERS, 'name = "氏名"', 'name = "氏名", max_char = 3'), '"deferred"', '"defered"')
    request = changed(changed(REQUEST, "total_positive", "total_postive"), 'charset = "digits"', 'charset = "digit"')
    conversion = changed(CONVERSION, '"サイトID"', '"サイドID"')
    found = problems_of(write(tmp_path, orders=orders, request=request, conversion=conversion))
    assert [(p.path.rpartition("/")[2], p.line, p.code) for p in found] == [
        ("conversion.toml", 7, "UNKNOWN_COLUMN"),
        ("orders.toml", 9, "UNKNOWN_KEY"),
        ("orders.toml", 16, "NOT_A_WORD"),
        ("request.toml", 9, "UNKNOWN_CHARSET"),
        ("request.toml", 9, "CONSTANT_NEEDED"),
        ("request.toml", 21, "UNKNOWN_RULE"),
    ]


def test_head_keys_below_a_table(tmp_path: Path) -> None:
    head, _, rest = ORDERS.partition("grain")
    slipped = f'{head}[keep]\n"order.total" = "filled"\n\ngrain{rest}'
    found = problems_of(write(tmp_path, orders=slipped))
    assert [(p.code, p.line, p.params["key"], p.params["table"]) for p in found] == [
        ("KEY_MISPLACED", 8, "grain", "keep"),
        ("KEY_MISPLACED", 9, "columns", "keep"),
    ]
    assert "最初の [表] より上" in lookup("KEY_MISPLACED").cure.ja


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        ({"conversion": 'id = "shop-pay"\nextends = "shop-pay"\n'}, ["EXTENDS_CYCLE"]),
        ({"conversion": 'id = "shop-pay"\nextends = "no-such"\n'}, ["PROFILE_MISSING"]),
        (
            {"orders": 'id = "shop/orders"\n[column."氏名"]\nname = "名"\n'},
            [*["KEY_MISSING"] * 5, "COLUMN_TABLE_ALONE"],
        ),
        ({f"c{i}": f'id = "c{i}"\nextends = "c{i + 1}"\n' for i in range(6)}, ["EXTENDS_DEPTH"]),
    ],
    ids=["cycle", "missing", "alone", "depth"],
)
def test_extends(tmp_path: Path, texts: dict[str, str], codes: list[str]) -> None:
    ref = "c0" if "c0" in texts else "shop/orders" if "orders" in texts else "shop-pay"
    assert [p.code for p in problems_of(write(tmp_path, **texts), ref)] == codes


def test_a_file_that_is_no_utf8(tmp_path: Path) -> None:
    path = write(tmp_path) / "conversion.toml"
    path.write_bytes(CONVERSION.encode("cp932"))
    (problem,) = problems_of(tmp_path, str(path))
    assert (problem.code, problem.params["path"]) == ("TOML_ENCODING", str(path))


def test_a_pair_asks_for_the_shop_s_constant(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        load_pair("shop/orders", "pay/request", [write(tmp_path)])
    assert [(p.code, p.line) for p in caught.value.problems] == [("CONSTANT_NEEDED", 9)]


@given(st.from_regex(PLAIN.pattern, fullmatch=True))
@settings(max_examples=50, deadline=None)
def test_a_plain_pattern_is_taken_by_its_engine(pattern: str) -> None:
    assert isinstance(matcher(pattern)("a"), bool)


@pytest.mark.parametrize(
    "pattern", ["[9-0]", "[a--z]", "[0-9]{3,2}", "(?=[0-9])", "[0-9]{}", "[z-a]", "[]", "", "a|b", "[あ]"]
)
def test_no_other_pattern_is_plain(pattern: str) -> None:
    assert PLAIN.fullmatch(pattern) is None
