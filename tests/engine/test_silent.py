"""Files and profiles with which an order or a cell once went wrong without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from csvbridge.errors import ProfileError, WrongFileError

from .shop import ITEM, LINES, NUMBER, TOTAL, convert, source, target

if TYPE_CHECKING:
    from pathlib import Path

PAID = '{ name = "pay", field = "order.payment_method", codes = "pay" }'
WORDS = '[codes.pay]\n"card" = "card"\n"later" = "deferred"\n'
RESULT = '{ name = "result", field = "credit.result", codes = "result" }'
RESULTS = '[codes.result]\n"OK" = "approved"\n"NG" = "declined"\n'
CREDIT = source(NUMBER, RESULT, grain="order", record="credit_result", more=RESULTS).replace("source", "credit", 1)
KINDS = '[codes.kind]\n"p" = "product"\n"s" = "shipping"\n'
BUYER = '{ name = "buyer", field = "buyer.name" }'
RECIPIENT = '{ name = "recipient", field = "recipient.name" }'
PROVIDER = '{ name = "id", field = "credit.provider_id", required = true }'


def test_a_wrapped_word_still_drops_its_order(tmp_path: Path) -> None:
    formats = source(NUMBER, PAID, grain="order", more=WORDS), target(NUMBER)
    found = convert(
        tmp_path, formats, 'no,pay\n1,"=""card"""\n2,later\n', '[keep]\n"order.payment_method" = "deferred"'
    )
    assert (found.rows, found.codes, found.dropped) == ([["no"], ["2"]], {}, 1)


@pytest.mark.parametrize("other", ["", "2,,OK\n"])
def test_a_cell_of_a_lower_rank_that_nobody_takes_is_no_fault(tmp_path: Path, other: str) -> None:
    """Whether another order of the file needs that column makes no difference."""
    own = RESULT.replace("}", ", rank = 1 }"), RESULT.replace('"result",', '"auto",', 1).replace("}", ", rank = 2 }")
    formats = (
        source(NUMBER, *own, grain="order", record="credit_result", more=RESULTS),
        target(NUMBER, RESULT, record="credit_result", more=RESULTS),
    )
    found = convert(tmp_path, formats, f"no,result,auto\n1,NG,unheard of\n{other}")
    assert found.rows[1] == ["1", "NG"]
    assert found.codes == {}


def test_keep_on_what_a_lookup_tells(tmp_path: Path) -> None:
    more = (
        '[keep]\n"credit.result" = "approved"\n[lookup.credit]\nformat = "formats/2.toml"\ntake = ["credit.result"]\n'
    )
    formats = source(NUMBER, TOTAL, grain="order"), target(NUMBER, TOTAL), CREDIT
    found = convert(tmp_path, formats, "no,total\n1,5\n2,6\n3,7\n", more, {"credit": "no,result\n1,NG\n2,OK\n"})
    assert (found.rows[1:], found.dropped) == ([["2", "6"]], 1)
    assert found.codes == {"3": ["LOOKUP_NOT_FOUND"]}


@pytest.mark.parametrize("table", ["keep", "aside.gifts"])
def test_conditions_on_what_is_derived(tmp_path: Path, table: str) -> None:
    word = "same" if table == "keep" else "other"
    formats = source(NUMBER, BUYER, RECIPIENT, grain="order"), target(NUMBER)
    found = convert(
        tmp_path, formats, "no,buyer,recipient\n1,A,\n2,A,B\n", f'[{table}]\n"recipient.relation" = "{word}"\n'
    )
    assert (found.rows[1:], found.dropped) == ([["1"]], 1)


def test_a_condition_on_an_item_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as refusal:
        convert(tmp_path, (source(NUMBER, ITEM), target(NUMBER)), "no\n", '[keep]\n"item.name" = ["x"]\n')
    assert [problem.code for problem in refusal.value.problems] == ["FIELD_NOT_GIVEN"]


def test_a_copied_column_is_read_from_the_row_that_holds_it(tmp_path: Path) -> None:
    formats = (
        source(NUMBER, '{ name = "memo", rows = "last" }', '{ name = "day" }', ITEM),
        target(NUMBER, '{ name = "m" }'),
    )
    data = "no,memo,day,item,price,qty\n1,,,fee,1,1\n1,hello,5,x,1,1\n2,,5,x,1,1\n2,,6,y,1,1\n"
    found = convert(tmp_path, formats, data, '[map]\nm = { join = ["memo", "day"] }\n')
    assert found.rows[1:] == [["1", "hello5"]]
    assert found.codes == {"2": ["ORDER_ROWS_DISAGREE"]}


def test_a_mapped_word_without_code_is_told(tmp_path: Path) -> None:
    formats = source(NUMBER, PAID, grain="order", more=WORDS), target(NUMBER, '{ name = "p" }')
    more = '[codes.own]\n"9" = "deferred"\n[map]\np = { from = "order.payment_method", codes = "own" }\n'
    found = convert(tmp_path, formats, "no,pay\n1,card\n2,later\n", more)
    assert (found.rows[1:], found.codes) == ([["2", "9"]], {"1": ["WORD_UNWRITABLE"]})


def test_a_word_of_a_line_without_code_is_told(tmp_path: Path) -> None:
    kind = '{ name = "kind", field = "item.kind", codes = "kind" }'
    formats = (
        source(NUMBER, ITEM, kind, more=KINDS),
        target(
            NUMBER,
            '{ name = "item", field = "item.name" }',
            kind,
            grain="item",
            more='[codes.kind]\n"s" = "shipping"\n',
        ),
    )
    assert convert(tmp_path, formats, "no,item,price,qty,kind\n1,x,1,1,p\n").codes == {"1": ["WORD_UNWRITABLE"]}


def test_an_amount_with_the_wrong_sign(tmp_path: Path) -> None:
    discount = '{ name = "discount", field = "order.discount", sign = "negative" }'
    formats = source(NUMBER, discount, grain="order"), target(NUMBER, discount)
    found = convert(tmp_path, formats, "no,discount\n1,-50\n2,50\n3,0\n")
    assert (found.rows[1:], found.codes) == ([["1", "-50"], ["3", "0"]], {"2": ["NUMBER_RANGE"]})


@pytest.mark.parametrize("rows", ["1,150,x,100,1,p\n", "1,150,x,100,1,p\n1,150,x,100,1,p\n"])
def test_a_fee_row_that_stands_twice(tmp_path: Path, rows: str) -> None:
    formats = (
        source(NUMBER, TOTAL, ITEM, '{ name = "kind", field = "item.kind", codes = "kind" }', more=KINDS),
        target(NUMBER, LINES, head="max_items = 2", more='[items]\nlines = { shipping = "fee" }\n'),
    )
    found = convert(tmp_path, formats, f"no,total,item,price,qty,kind\n{rows}" + "1,150,s,50,1,s\n" * 2)
    assert found.rows[1:] == [["1", "x", "100", "1", "fee", "50", "1"]]
    assert found.codes == {"1": ["ROWS_REPEATED"]}


def test_equal_rows_without_a_total_to_judge_by(tmp_path: Path) -> None:
    formats = source(NUMBER, ITEM), target(NUMBER, LINES, head="max_items = 2")
    found = convert(tmp_path, formats, "no,item,price,qty\n1,x,100,1\n1,x,100,1\n")
    assert found.codes == {"1": ["ROWS_REPEATED_UNCLEAR"]}


def test_a_key_on_the_last_row_of_its_order(tmp_path: Path) -> None:
    last = (column.replace(" }", ', rows = "last" }') for column in (NUMBER, TOTAL))
    formats = source(*last, ITEM), target(NUMBER, LINES, head="max_items = 2")
    found = convert(tmp_path, formats, "no,total,item,price,qty\n,,a,1,1\nA,3,b,2,1\n,,c,3,1\nB,7,d,4,1\n")
    assert [row[::3] for row in found.rows[1:]] == [["A", "1", "1"], ["B", "1", "1"]]
    assert [row[1::3] for row in found.rows[1:]] == [["a", "b"], ["c", "d"]]


def test_an_order_that_stands_on_both_sides_of_a_broken_record_of_its_own(tmp_path: Path) -> None:
    own = (column.replace(" }", ', rows = "first" }') for column in (NUMBER, TOTAL))
    formats = source(*own, ITEM), target(NUMBER, TOTAL)
    found = convert(tmp_path, formats, "no,total,item,price,qty\nA,1,b,1,1\nA,1,b,1\nA,1,b,1,1\nB,1,b,1,1\n")
    assert found.rows[1:] == [["B", "1"]]
    assert "ORDER_INCOMPLETE" in found.codes["A"]


@pytest.mark.parametrize("record", ["z,A,1,x,1,1", "A,1,x\0,1,1"])
def test_a_broken_record_far_from_its_order(tmp_path: Path, record: str) -> None:
    """A cell too many moves the key; a NUL elsewhere does not keep it from being read."""
    formats = source(NUMBER, TOTAL, ITEM), target(NUMBER, TOTAL)
    rows = ["no,total,item,price,qty", "A,1,x,1,1", "B,1,x,1,1", "C,1,x,1,1", record, "D,1,x,1,1"]
    found = convert(tmp_path, formats, "\n".join(rows) + "\n")
    assert "ORDER_INCOMPLETE" in found.codes["A"]
    assert ["B", "1"] in found.rows


@pytest.mark.parametrize("header", ["no,total, total", "no,ｓum,sum"])
def test_a_header_that_stands_twice_in_other_spellings(tmp_path: Path, header: str) -> None:
    formats = source(NUMBER, TOTAL.replace(" }", ', aka = ["sum"] }'), grain="order"), target(NUMBER, TOTAL)
    with pytest.raises(WrongFileError, match="HEADER_DUPLICATE"):
        convert(tmp_path, formats, f"{header}\n1,5,6\n")


def test_places_without_a_column_stay_blank(tmp_path: Path) -> None:
    placed = NUMBER.replace(" }", ", position = 1 }"), TOTAL.replace(" }", ", position = 3 }")
    formats = source(NUMBER, TOTAL, grain="order"), target(*placed, lay="header = false")
    assert convert(tmp_path, formats, "no,total\n1,5\n").rows == [["1", "", "5"]]


def placed_items(*after: str) -> str:
    """A format without header whose items stand from the second place on."""
    names = zip(("name", "unit_price", "quantity"), (2, 3, 4), strict=True)
    items = (f'{{ name = "{n}{{n}}", field = "item.{n}", position = {p} }}' for n, p in names)
    number = NUMBER.replace(" }", ", position = 1 }")
    return source(number, *items, *after, grain="order", head="max_items = 2", lay="header = false")


def test_numbered_columns_by_place(tmp_path: Path) -> None:
    formats = placed_items(), target(NUMBER, LINES, head="max_items = 2")
    found = convert(tmp_path, formats, "1,x,1,5,,,\n2,x,1,5,y,2,3\n")
    assert found.rows[1:] == [["1", "x", "1", "5", "", "", ""], ["2", "x", "1", "5", "y", "2", "3"]]


def test_a_place_among_repeated_columns_is_refused(tmp_path: Path) -> None:
    formats = placed_items(TOTAL.replace(" }", ", position = 5 }")), target(NUMBER)
    with pytest.raises(ProfileError) as refusal:
        convert(tmp_path, formats, "1\n")
    assert [problem.code for problem in refusal.value.problems] == ["POSITION_INVALID"]


def test_a_lookup_that_only_warns_hides_no_blank_cell(tmp_path: Path) -> None:
    more = (
        '[lookup.credit]\nformat = "formats/2.toml"\ntake = ["credit.provider_id"]\n'
        '[checks.severity]\nLOOKUP_NOT_FOUND = "warning"\n'
    )
    credit = CREDIT.replace(RESULT, f"{PROVIDER}, {RESULT}")
    formats = source(NUMBER, grain="order"), target(PROVIDER), credit
    found = convert(tmp_path, formats, "no\n1\n2\n", more, {"credit": "no,id,result\n1,X1,OK\n"})
    assert (found.rows[1:], found.codes) == ([["X1"]], {"2": ["LOOKUP_NOT_FOUND", "REQUIRED"]})


def test_a_lookup_with_two_ids_of_an_order(tmp_path: Path) -> None:
    ids = CREDIT.replace(RESULT, PROVIDER).replace(RESULTS, "")
    more = '[lookup.credit]\nformat = "formats/2.toml"\ntake = ["credit.provider_id"]\n'
    formats = source(NUMBER, grain="order"), target(PROVIDER), ids
    found = convert(tmp_path, formats, "no\n1\n2\n", more, {"credit": "no,id\n1,X1\n1,X2\n2,Y\n2,Y\n"})
    assert (found.rows[1:], found.codes) == ([["Y"]], {"1": ["REGISTERED_TWICE"]})


def test_a_lookup_by_what_another_one_gives_comes_after_it(tmp_path: Path) -> None:
    ids = CREDIT.replace(RESULT, PROVIDER).replace(RESULTS, "")
    sent = '[lookup.sent]\nformat = "formats/1.toml"\nby = "credit.provider_id"\nabsent = true\n'
    more = '[lookup.credit]\nformat = "formats/2.toml"\ntake = ["credit.provider_id"]\n'
    formats = source(NUMBER, grain="order"), target(PROVIDER), ids
    found = convert(tmp_path, formats, "no\n1\n2\n", sent + more, {"credit": "no,id\n1,X1\n2,Y\n", "sent": "id\nX1\n"})
    assert (found.rows[1:], found.codes) == ([["Y"]], {"1": ["ALREADY_SENT"]})


def test_a_lookup_that_cannot_be_joined_refuses_the_file(tmp_path: Path) -> None:
    """An earlier upload was given, and nothing in the file tells which order it speaks of."""
    shipment = '{ name = "sid", field = "shipment.id", optional = true }'
    sent = '[lookup.sent]\nformat = "formats/1.toml"\nby = "shipment.id"\nabsent = true\n'
    formats = source(NUMBER, shipment, grain="order"), target(NUMBER, shipment)
    with pytest.raises(WrongFileError, match="HEADER_MISSING"):
        convert(tmp_path, formats, "no\n1\n", sent, {"sent": "no,sid\n1,S1\n"})


def test_an_order_that_has_only_the_parts_of_a_whole(tmp_path: Path) -> None:
    parts = (f'{{ name = "{part}", field = "buyer.{part}_name" }}' for part in ("family", "given"))
    formats = source(NUMBER, BUYER, *parts, grain="order"), target(NUMBER, BUYER)
    found = convert(tmp_path, formats, "no,buyer,family,given\n1,A B,A,B\n2,,C,D\n")
    assert found.rows[1:] == [["1", "A\u3000B"], ["2", "C\u3000D"]]


def test_a_text_of_order_and_item(tmp_path: Path) -> None:
    formats = source(NUMBER, ITEM), target(LINES, head="max_items = 2")
    more = '[map]\n"item1" = { join = ["order.number", "item.name"], with = "-" }\n"qty1" = { from = "order.number" }\n'
    found = convert(tmp_path, formats, "no,item,price,qty\n7,x,5,1\n", more)
    assert found.rows[1:] == [["7-x", "5", "7", "", "", ""]]


def test_one_item_column_holds_one_item(tmp_path: Path) -> None:
    formats = source(NUMBER, ITEM), target(NUMBER, '{ name = "item", field = "item.name" }')
    found = convert(tmp_path, formats, "no,item,price,qty\n1,x,5,1\n1,y,5,1\n2,z,5,1\n")
    assert (found.rows[1:], found.codes) == ([["2", "z"]], {"1": ["ITEMS_OVER"]})


def test_amounts_that_do_not_fit_even_with_joined_products(tmp_path: Path) -> None:
    lines = '[items]\noverflow = "collapse"\nlines = { shipping = "s", payment_fee = "f" }\n'
    fees = '{ name = "s", field = "order.shipping_fee" }', '{ name = "f", field = "order.payment_fee" }'
    formats = source(NUMBER, ITEM, *fees), target(NUMBER, LINES, head="max_items = 2", more=lines)
    found = convert(tmp_path, formats, "no,item,price,qty,s,f\n1,x,5,1,1,1\n2,x,5,1,1,0\n2,y,5,1,1,0\n")
    assert found.rows[1:] == [["2", "その他商品", "10", "1", "s", "1", "1"]]
    assert found.codes == {"1": ["ITEMS_OVER"], "2": ["ITEMS_COLLAPSED"]}


def test_a_joined_line_without_a_price_of_one_product_has_none(tmp_path: Path) -> None:
    formats = (
        source(NUMBER, ITEM),
        target(
            NUMBER,
            LINES.replace('unit_price" }', 'unit_price", required = true }'),
            head="max_items = 1",
            more='[items]\noverflow = "collapse"\n',
        ),
    )
    found = convert(tmp_path, formats, "no,item,price,qty\n1,x,5,1\n1,y,,1\n")
    assert "REQUIRED" in found.codes["1"]
    assert found.rows == []


def test_a_required_cell_of_the_first_row(tmp_path: Path) -> None:
    own = NUMBER.replace(" }", ', rows = "first" }'), BUYER.replace(" }", ', rows = "first", required = true }')
    formats = source(*own, ITEM), target(NUMBER, BUYER)
    found = convert(tmp_path, formats, "no,buyer,item,price,qty\n1,A,x,1,1\n,,y,1,1\n2,,x,1,1\n,,y,1,1\n")
    assert (found.rows[1:], found.codes) == ([["1", "A"]], {"2": ["REQUIRED"]})


def test_a_new_layout_takes_codes_from_the_column_of_its_name(tmp_path: Path) -> None:
    own = RESULT.replace("}", ", rank = 1 }"), '{ name = "auto", field = "credit.result", codes = "auto", rank = 2 }'
    parent = source(
        NUMBER, *own, grain="order", record="credit_result", more=f'{RESULTS}[codes.auto]\n"go" = "approved"\n'
    )
    child = (
        'id = "mihon/child"\ntitle = "child"\nextends = "2.toml"\ncolumns = [{ name = "no", field = "order.number" }, '
        '{ name = "auto", field = "credit.result", rank = 2 }, '
        '{ name = "result", field = "credit.result", rank = 1 }]\n'
    )
    formats = child, target(NUMBER, RESULT, record="credit_result", more=RESULTS), parent
    assert convert(tmp_path, formats, "no,auto,result\n1,go,\n2,go,NG\n").rows[1:] == [["1", "OK"], ["2", "NG"]]


def test_words_of_a_child_win_in_any_spelling(tmp_path: Path) -> None:
    parent = source(NUMBER, PAID, grain="order", more=WORDS)
    child = 'id = "mihon/child"\ntitle = "child"\nextends = "2.toml"\n[codes.pay]\n"ｌater" = "other"\n'
    formats = child, target(NUMBER), parent
    assert convert(tmp_path, formats, "no,pay\n1,later\n", '[keep]\n"order.payment_method" = "deferred"\n').dropped == 1


def test_second_recipients_are_told(tmp_path: Path) -> None:
    formats = source(NUMBER, BUYER, RECIPIENT, ITEM), target(NUMBER, RECIPIENT)
    data = "no,buyer,recipient,item,price,qty\n1,A,B,x,1,1\n1,A,C,x,1,1\n2,A,\u3000,x,1,1\n2,A,D,y,1,1\n"
    found = convert(tmp_path, formats, data, "[recipient]\nmax = 2\n")
    assert (found.rows[1:], found.codes) == ([["1", "B"], ["2", "D"]], {"1": ["MULTIPLE_RECIPIENTS"]})


def test_a_partial_recipient_without_a_rule(tmp_path: Path) -> None:
    address = '{ name = "address", field = "recipient.address" }'
    formats = source(NUMBER, BUYER, RECIPIENT, address, grain="order"), target(NUMBER, RECIPIENT, address)
    assert convert(tmp_path, formats, "no,buyer,recipient,address\n1,A,B,\n").codes == {"1": ["RECIPIENT_PARTIAL"]}


def test_one_tracking_number_of_two_carriers(tmp_path: Path) -> None:
    parcel = '{ name = "carrier", field = "shipment.carrier", codes = "carriers" }'
    number = '{ name = "number", field = "shipment.tracking_number" }'
    formats = (
        source(NUMBER, parcel, number, grain="order", record="shipment"),
        target(NUMBER, parcel, number, record="shipment"),
    )
    data = "no,carrier,number\n1,ヤマト運輸,200961185434\n1,佐川急便,200961185434\n"
    data += "2,佐川急便,405548424886\n2,佐川急便,4055-4842-4886\n"
    found = convert(tmp_path, formats, data)
    assert (found.rows[1:], found.codes) == ([["2", "佐川急便", "405548424886"]], {"1": ["DUPLICATE_CONFLICT"]})


def test_equal_payments_are_payments_each(tmp_path: Path) -> None:
    amount = '{ name = "paid", field = "payment.amount" }'
    formats = source(NUMBER, amount, grain="order", record="payment"), target(NUMBER, amount, record="payment")
    found = convert(tmp_path, formats, "no,paid\n1,5\n1,5\n2,5\n2,6\n")
    assert (found.rows[1:], found.codes) == ([["1", "5"], ["1", "5"], ["2", "5"], ["2", "6"]], {})


def test_ranked_columns_of_items(tmp_path: Path) -> None:
    ranked = (f'{{ name = "{n}{{n}}", field = "item.name", rank = {rank} }}' for rank, n in ((1, "i"), (2, "j")))
    formats = (
        source(NUMBER, *ranked, grain="order", head="max_items = 2"),
        target(NUMBER, '{ name = "item{n}", field = "item.name" }', head="max_items = 2"),
    )
    assert convert(tmp_path, formats, "no,i1,j1,i2,j2\n1,,J,I,J\n").rows[1:] == [["1", "J", "I"]]


def test_a_price_with_tax_is_not_computed_again(tmp_path: Path) -> None:
    net = '{ name = "net", field = "item.net_price" }', '{ name = "rate", field = "item.tax_rate" }'
    formats = (
        source(NUMBER, ITEM, *net, more='[items]\nnet = ["product"]\n'),
        target(NUMBER, LINES, head="max_items = 2"),
    )
    found = convert(tmp_path, formats, "no,item,price,qty,net,rate\n1,x,108,1,99,10\n1,y,,1,99,10\n")
    assert found.rows[1:] == [["1", "x", "108", "1", "y", "109", "1"]]
