"""An inspected file as a format: it loads, it reads the file again, and it holds nothing that is personal."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from csvbridge.engine.run import run
from csvbridge.engine.selftest import cases, check, file_of
from csvbridge.learn.draft import Draft, Wish, draft
from csvbridge.learn.draft_header import header_only
from csvbridge.learn.look import inspect
from csvbridge.learn.model import ColumnSighting, Encoding, Guess, Inspection, Sighting
from csvbridge.profile.columns import file_columns, match_header
from csvbridge.profile.plan import load_format, load_pair
from csvbridge.profile.search import every, package_folder

from ..support import REPOSITORY
from .shop import HEADER, ROWS, TEMPLATE, orders, written

if TYPE_CHECKING:
    from pathlib import Path

    from csvbridge.profile.models import Format

CORPUS = REPOSITORY / "benchmarks" / "learn" / "corpus"
SHIPPED = [info.id for info in every() if info.kind == "format" and info.path.is_relative_to(package_folder())]


def wish(**over: object) -> Wish:
    return Wish(**{"id": "shop/orders", "title": "見本", "file": "orders.csv", "lang": "en", **over})  # type: ignore[arg-type]


def loaded(made: Draft, folder: Path) -> Format:
    """The format of a draft, as the loader reads it from a file."""
    path = folder / "formats" / f"{made.id}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made.text, "utf-8")
    return load_format(made.id, [folder])


def learnt(data: bytes, folder: Path, **over: object) -> tuple[Draft, Format]:
    made = draft(inspect(data), wish(**over))
    return made, loaded(made, folder)


def seen(*columns: tuple[str, str | None, float]) -> Inspection:
    """An inspection made by hand: header, field and confidence of columns without cells."""
    sighted = [ColumnSighting(i, name, 1, 0, 0, 0, "blank", ()) for i, (name, _, _) in enumerate(columns)]
    guesses = [Guess(c, field, sure, ()) for c, (_, field, sure) in zip(sighted, columns, strict=True)]
    frame = Sighting(Encoding("cp932", False, (), ()), "crlf", ",", "minimal", True, 0, None, None)
    return Inspection(frame, tuple(sighted), tuple(guesses), 0, None, "order", None, 0, None)


VARIATIONS = {
    "cp932": orders(),
    "utf8-bom": orders().decode("cp932").encode("utf-8-sig"),
    "tabs": written([HEADER, *ROWS], delimiter="\t"),
    "quoted-lf": written([HEADER, *ROWS], quoting=csv.QUOTE_ALL, lineterminator="\n"),
    "without-header": written(ROWS),
}


@pytest.mark.parametrize("data", VARIATIONS.values(), ids=VARIATIONS)
def test_a_learnt_format_reads_its_file_and_passes_its_sample(data: bytes, tmp_path: Path) -> None:
    _, format_ = learnt(data, tmp_path)
    assert [check(case) for case in cases("shop/orders", [tmp_path])] == [None]
    outcome = run(data, load_pair("shop/orders", None, [tmp_path]))
    assert outcome.orders.read == 4
    # Without header nobody can tell which of two columns of an address is which: a person must look.
    unclear = {"UNKNOWN_WORD", "ROWS_REPEATED_UNCLEAR", "CITY_MISSING", "TOWN_MISSING", "PART_LEFT_OUT"}
    assert {f.code for f in outcome.findings} <= ({"UNKNOWN_WORD"} if format_.dialect.header else unclear)
    assert format_.status == "template"


@pytest.mark.parametrize(
    "document",
    [
        "sagawa/ehiden-43",  # item names in numbered columns, one row an item
        "sagawa/ehiden2",  # the prefecture stands in the first of two address columns
        "cs-cart/orders",  # the month before the day
        "japan-post/clickpost",  # recipients only
        "eccube4/orders",
    ],
)
def test_documents_of_many_systems_load_and_pass_their_sample(document: str, tmp_path: Path) -> None:
    _, format_ = learnt((CORPUS / f"{document}.csv").read_bytes(), tmp_path)
    assert [check(case) for case in cases("shop/orders", [tmp_path])] == [None]
    header = inspect((CORPUS / f"{document}.csv").read_bytes()).columns
    match = match_header(format_, [column.name for column in header])
    assert (match.missing, match.extra) == ((), ())


def test_a_file_without_header_is_laid_out_by_place(tmp_path: Path) -> None:
    _, format_ = learnt(VARIATIONS["without-header"], tmp_path)
    assert not format_.dialect.header
    assert [column.position for column in format_.columns] == list(range(1, len(HEADER) + 1))


def test_no_cell_of_a_person_is_in_the_text() -> None:
    made = draft(inspect(orders()), wish())
    personal = [cell for row in ROWS for cell in row[4:21] if cell] + [row[0] for row in ROWS]
    assert [cell for cell in personal if cell in made.text and cell not in SYNTHETIC] == []


SYNTHETIC = ("見本　太郎", "ミホン　タロウ", "100-0005", "東京都", "千代田区", "丸の内1-9-1", "taro@example.com")
"""The made-up buyer of every sample."""


def test_a_column_of_names_is_never_a_list_of_words() -> None:
    names = [["番号", "支払方法"], *([f"A{n}", f"見本{n}太郎{n}郎@example.com"] for n in range(6))]
    made = draft(inspect(written(names)), wish())
    assert "@" not in made.text


def test_known_words_are_filled_in_and_others_wait_for_a_person(tmp_path: Path) -> None:
    made, format_ = learnt(orders(), tmp_path)
    assert format_.codes["order-status"] == {"受付済": "new", "出荷準備中": "processing", "キャンセル": "cancelled"}
    assert "ミホン後払い" not in format_.codes["payment-methods"]
    [todo] = [todo for todo in made.todos if todo.must]
    assert made.text.split("\n")[todo.line - 1] == todo.text
    assert todo.text.startswith('# "ミホン後払い" = "deferred"')
    outcome = run(orders(), load_pair("shop/orders", None, [tmp_path]))
    assert {f.order for f in outcome.findings if f.code == "UNKNOWN_WORD"} == {"M-5001", "M-5003", "M-5004"}


def test_an_answer_of_a_person_decides_a_word(tmp_path: Path) -> None:
    answers = {("order.payment_method", "ミホン後払い"): "deferred"}
    _, format_ = learnt(orders(), tmp_path, answers=answers)
    assert format_.codes["payment-methods"]["ミホン後払い"] == "deferred"


def test_a_doubtful_column_is_marked_and_listed() -> None:
    made = draft(seen(("番号", "order.number", 0.99), ("合計", "order.total", 0.6), ("色", None, 0.0)), wish())
    [todo] = [todo for todo in made.todos if "合計" in todo.why]
    assert "# ? 0.60" in todo.text
    assert made.doubtful == 1
    assert made.without == ("色",)
    assert [line for line in made.text.split("\n") if "# ?" in line][1:] == [f"  {todo.text}"]


def test_of_two_columns_of_one_field_the_surer_one_keeps_it(tmp_path: Path) -> None:
    made = draft(seen(("番号", "order.number", 0.9), ("合計", "order.total", 0.6), ("額", "order.total", 0.9)), wish())
    assert [column.field for column in loaded(made, tmp_path).columns] == ["order.number", None, "order.total"]


@pytest.mark.parametrize(("day", "status"), [(None, "template"), ("2026-11-20", "confirmed")])
def test_only_a_person_says_that_a_layout_is_confirmed(day: str | None, status: str, tmp_path: Path) -> None:
    _, format_ = learnt(orders(), tmp_path, confirmed_on=day)
    assert (format_.status, format_.confirmed_on) == (status, day)


def test_a_file_of_ascii_does_not_tell_its_encoding() -> None:
    made = draft(inspect(b"Order ID,Total\r\nA1,100\r\nA2,250\r\n"), wish())
    assert 'encoding = "utf-8"  # ?' in made.text
    assert any("encoding" in todo.text for todo in made.todos)


def test_amounts_below_zero_are_read_as_the_file_writes_them(tmp_path: Path) -> None:
    rows = [["注文番号", "値引き", "合計"], ["A1", "-100", "900"], ["A2", "0", "1000"], ["A3", "-50", "850"]]
    _, format_ = learnt(written(rows), tmp_path)
    assert {c.field: c.sign for c in format_.columns}["order.discount"] == "negative"
    assert run(written(rows), load_pair("shop/orders", None, [tmp_path])).orders.accepted == 3


ITEMS = [
    ["注文番号", "商品名1", "単価1", "数量1", "商品名2", "単価2", "数量2", "合計"],
    ["A1", "青汁", "100", "1", "茶", "200", "2", "500"],
    ["A2", "茶", "200", "1", "", "", "", "200"],
]


def test_items_side_by_side_become_one_line_each(tmp_path: Path) -> None:
    _, format_ = learnt(written(ITEMS), tmp_path)
    assert [c.name for c in format_.columns] == ["注文番号", "商品名{n}", "単価{n}", "数量{n}", "合計"]
    assert (format_.grain, format_.max_items) == ("order", 2)
    assert [c.header for c in file_columns(format_)] == ITEMS[0]


def test_an_order_of_items_that_cannot_be_laid_out_is_told() -> None:
    header = ["取引番号", "商品名1", "商品名2", "単価1", "単価2"]
    made = draft(header_only(written([header])), wish(target=True))
    assert any("differently" in todo.why for todo in made.todos)


def test_a_template_to_be_written_asks_for_its_words(tmp_path: Path) -> None:
    made = draft(header_only(written([[*TEMPLATE, "支払方法"]])), wish(target=True))
    assert '# "…" = "deferred"  # ?' in [todo.text for todo in made.todos if todo.must]
    column = loaded(made, tmp_path).columns[-1]
    assert loaded(made, tmp_path).codes.get(column.codes or "", {}) == {}


def test_the_notes_below_the_header_of_a_template_are_not_read() -> None:
    made = draft(header_only(written([TEMPLATE, ["例）K-1", "見本　一郎", *[""] * (len(TEMPLATE) - 2)]])), wish())
    assert "一郎" not in made.text


def _based(id_: str, header: list[str], rows: list[list[str]], folder: Path) -> tuple[Draft, Format]:
    base = load_format(id_)
    data = written([header, *rows], base.dialect.encoding)
    made = draft(inspect(data), wish(id="shop/document", base=base))
    return made, loaded(made, folder)


@pytest.mark.parametrize("id_", SHIPPED)
def test_a_file_of_a_known_format_differs_in_nothing(id_: str, tmp_path: Path) -> None:
    base = load_format(id_)
    sample = [base.sample] if isinstance(base.sample, dict) else base.sample
    made = draft(inspect(file_of(base, sample)), wish(id="shop/document", base=base))
    assert "[column" not in made.text
    assert "columns = [" not in made.text
    assert loaded(made, tmp_path).columns == base.columns


BASE = "tamago-repeat/orders"


def _shop(changed: dict[str, str | None]) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a base's sample; None drops a column, text renames it."""
    sample = dict(load_format(BASE).sample)  # type: ignore[arg-type]
    kept = [label for label in (c.label for c in file_columns(load_format(BASE))) if changed.get(label, label)]
    rows = [[sample.get(label, "") for label in kept], [sample.get(label, "") for label in kept]]
    rows[1][0] = "T0001202"
    return [changed.get(label) or label for label in kept], rows


def test_a_base_is_changed_only_where_the_file_differs(tmp_path: Path) -> None:
    header, rows = _shop({"支払方法": "お支払い方法", "備考": None})
    header.insert(2, "会員ランク")
    for row in rows:
        row.insert(2, "並")
    made, format_ = _based(BASE, header, rows, tmp_path)
    assert {line for line in made.text.split("\n") if line.startswith("[")} == {
        '[column."会員ランク"]  # no field',
        '[column."備考"]',
        next(line for line in made.text.split("\n") if line.startswith('[column."支払方法"]')),
    }
    match = match_header(format_, header)
    assert (match.missing, match.extra, match.moved) == ((), (), False)
    assert [check(case) for case in cases("shop/document", [tmp_path])] == [None]


def test_a_base_with_moved_columns_is_laid_out_anew(tmp_path: Path) -> None:
    header, rows = _shop({})
    header[0], header[1] = header[1], header[0]
    for row in rows:
        row[0], row[1] = row[1], row[0]
    _, format_ = _based(BASE, header, rows, tmp_path)
    assert [c.header for c in file_columns(format_)] == header
    by_field = {c.field: c for c in load_format(BASE).columns}
    assert all(c.required == by_field[c.field].required and c.codes == by_field[c.field].codes for c in format_.columns)


def test_a_new_layout_keeps_what_the_base_always_writes(tmp_path: Path) -> None:
    base = load_format("gmo-atobarai/credit-request")
    header = ["決済種別", *(c.header for c in file_columns(base) if c.header != "決済種別" and (c.item or 1) < 6)]
    made = draft(header_only(written([header])), wish(id="shop/document", base=base, target=True))
    format_ = loaded(made, tmp_path)
    assert [c.header for c in file_columns(format_)] == header
    assert (format_.columns[0].constant, format_.columns[0].values) == ("2", ("2", "3"))
    assert (format_.max_items, format_.items.max) == (5, 5)
    assert next(c for c in format_.columns if c.field == "buyer.name").max_chars == 21


def test_evidence_cannot_break_out_of_its_comment(tmp_path: Path) -> None:
    header = ['氏名"\\', "色\n柄", "# x", "注文番号"]
    rows = [[f"見本{n}", "赤", "y", f"A{n}"] for n in range(3)]
    _, format_ = learnt(written([header, *rows], quoting=csv.QUOTE_ALL), tmp_path)
    assert [c.name for c in format_.columns] == header
