"""`--fix safe`: what is corrected, where, and how it is told; and that nothing else ever changes."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.codes import every
from csvbridge.engine.run import run
from csvbridge.profile.plan import load_profile

from .shop import format_, source, target

if TYPE_CHECKING:
    from pathlib import Path

    from csvbridge.engine.outcome import Outcome
    from csvbridge.profile.plan import Profile

COLUMNS = (
    '{ name = "no", field = "order.number" }',
    '{ name = "name", field = "buyer.name" }',
    '{ name = "tel", field = "buyer.phone" }',
    '{ name = "zip", field = "buyer.postal_code" }',
    '{ name = "address", field = "buyer.address" }',
)
ITEM = '{ name = "item", field = "item.name" }'
PLACE = "371-0026,群馬県前橋市大手町2-12-1"
HEAD = "no,name,tel,zip,address"
ZERO = f"T1,見本　太郎,9012345678,{PLACE}"
"""A mobile number that has lost its zero."""


def profile(folder: Path, read: str, written: str, more: str = "") -> Profile:
    """A conversion between two formats."""
    (folder / "source.toml").write_text(read, "utf-8")
    (folder / "target.toml").write_text(written, "utf-8")
    head = 'id = "mihon"\ntitle = "mihon"\nsource = "source.toml"\ntarget = "target.toml"\n'
    (folder / "mihon.toml").write_text(head + more, "utf-8")
    return load_profile(str(folder / "mihon.toml"), [folder])


@pytest.fixture
def plain(tmp_path: Path) -> Profile:
    return profile(tmp_path, source(*COLUMNS, grain="order"), target(*COLUMNS))


def fixed(outcome: Outcome) -> list[tuple[str | None, str | None, str | None, str | None]]:
    """Order, column, what stood there and what stands there."""
    return [(f.order, f.column, f.value, f.suggestion) for f in outcome.findings if f.code == "FIXED"]


def listed(outcome: Outcome) -> list[list[str]]:
    """The list of corrections without its header."""
    return [*csv.reader(io.StringIO((outcome.corrections or b"").decode("utf-8-sig"), newline=""))][1:]


def errors(outcome: Outcome) -> list[str]:
    return [f.code for f in outcome.findings if f.severity == "error"]


def test_without_it_the_order_is_held_back(plain: Profile) -> None:
    outcome = run(f"{HEAD}\n{ZERO}\n".encode(), plain)
    assert errors(outcome) == ["PHONE_ZERO_LOST"]
    assert (outcome.output, outcome.corrections, fixed(outcome)) == (None, None, [])


def test_with_it_the_order_goes_out_and_the_change_is_told(plain: Profile) -> None:
    outcome = run(f"{HEAD}\n{ZERO}\n".encode(), plain, fix=True)
    assert b"09012345678" in (outcome.output or b"")
    assert errors(outcome) == []
    assert fixed(outcome) == [("T1", "tel", "9012345678", "09012345678")]
    assert listed(outcome) == [["T1", "tel", "9012345678", "09012345678"]]
    assert outcome.findings[-1].severity == "info"


@pytest.mark.parametrize("cell", ["300822", "〒300822", " 30-0822 "])
def test_a_lost_zero_that_the_address_confirms(plain: Profile, cell: str) -> None:
    row = f"T1,見本　太郎,017-722-1111,{cell},青森県青森市勝田1-1-1"
    assert errors(run(f"{HEAD}\n{row}\n".encode(), plain)) == ["ZIP_ZERO_LOST"]
    outcome = run(f"{HEAD}\n{row}\n".encode(), plain, fix=True)
    assert fixed(outcome) == [("T1", "zip", cell, "0300822")]
    assert b'"0300822"' in (outcome.output or b"") or b",0300822," in (outcome.output or b"")


def test_a_zero_that_the_address_does_not_confirm_is_not_restored(plain: Profile) -> None:
    row = "T1,見本　太郎,017-722-1111,300822,群馬県前橋市大手町2-12-1"
    assert fixed(run(f"{HEAD}\n{row}\n".encode(), plain, fix=True)) == []


def test_rejects_hold_the_cells_as_they_came(plain: Profile) -> None:
    """What did not go out was not corrected: it is told when it comes back."""
    outcome = run(f"{HEAD}\n{ZERO.replace('371-0026', '371')}\n".encode(), plain, fix=True)
    assert errors(outcome) == ["ZIP_FORMAT"]
    assert b"T1,\xe8\xa6\x8b\xe6\x9c\xac\xe3\x80\x80\xe5\xa4\xaa\xe9\x83\x8e,9012345678," in (outcome.rejects or b"")
    assert (fixed(outcome), outcome.corrections) == ([], None)


def test_several_faults_of_a_cell_are_one_change(plain: Profile) -> None:
    cell = "群馬県前橋市大手町2‐12ー1　ｹﾝﾁｮｳﾋﾞﾙ\u200b"
    outcome = run(f"{HEAD}\nT1,見本　太郎,027-224-1111,371-0026,{cell}\n".encode(), plain, fix=True)
    assert fixed(outcome) == [("T1", "address", cell, "群馬県前橋市大手町2-12-1　ケンチョウビル")]


def test_all_rows_of_an_order_that_hold_the_same_are_corrected(tmp_path: Path) -> None:
    both = profile(tmp_path, source(*COLUMNS, ITEM), target(*COLUMNS, ITEM, grain="item"))
    other = ZERO.replace("T1", "T2").replace("9012345678", "027-224-1111")
    data = f"{HEAD},item\n{ZERO},青汁\n{other},麦茶\n{ZERO},緑茶\n"
    outcome = run(data.encode(), both, fix=True)
    assert errors(outcome) == []
    assert (outcome.output or b"").count(b"09012345678") == 2
    assert fixed(outcome) == [("T1", "tel", "9012345678", "09012345678")]
    assert len(listed(outcome)) == 1


def test_orders_that_are_dropped_are_left_alone(tmp_path: Path) -> None:
    keep = '[keep]\n"order.note" = "filled"\n'
    note = '{ name = "note", field = "order.note" }'
    kept = profile(tmp_path, source(*COLUMNS, note, grain="order"), target(*COLUMNS), keep)
    outcome = run(f"{HEAD},note\n{ZERO},\n{ZERO.replace('T1', 'T2')},急ぎ\n".encode(), kept, fix=True)
    assert [order for order, *_ in fixed(outcome)] == ["T2"]


def test_what_a_shop_allows_is_not_corrected(tmp_path: Path) -> None:
    more = '[checks.allow]\nPHONE_ZERO_LOST = ["9012345678"]\n'
    quiet = profile(tmp_path, source(*COLUMNS, grain="order"), target(*COLUMNS), more)
    assert fixed(run(f"{HEAD}\n{ZERO}\n".encode(), quiet, fix=True)) == []


def test_a_postal_code_in_two_cells_is_not_touched(tmp_path: Path) -> None:
    """A suggestion for the whole says nothing of its halves."""
    halves = (
        '{ name = "zip1", field = "buyer.postal_code1" }',
        '{ name = "zip2", field = "buyer.postal_code2" }',
    )
    read = source(COLUMNS[0], COLUMNS[1], COLUMNS[2], *halves, COLUMNS[4], grain="order")
    split = profile(tmp_path, read, target(*COLUMNS))
    outcome = run(
        "no,name,tel,zip1,zip2,address\nT1,見本　太郎,027-224-1111,30,0822,青森県青森市勝田1-1-1\n".encode(),
        split,
        fix=True,
    )
    assert (fixed(outcome), outcome.output) == ([], None)


def test_a_workbook_of_corrections_and_fixes_is_one_list(plain: Profile) -> None:
    """A file of rejects comes back: the clerk's corrections and the program's own stand together."""
    first = run(f"{HEAD}\n{ZERO.replace('371-0026', '371')}\n".encode(), plain)
    back = (first.rejects or b"").replace(b",371,", b",371-0026,")
    outcome = run(back, plain, copies=[first.rejects_copy or b""], fix=True)
    assert listed(outcome) == [
        ["T1", "tel", "9012345678", "09012345678"],
        ["T1", "zip", "371", "371-0026"],
    ]


CELLS = st.text("ｱﾊﾟア1２-‐−ー\u200b　大手町\u3099(", max_size=12)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    columns = format_("mihon/source", *COLUMNS), format_("mihon/target", *COLUMNS)
    return profile(tmp_path_factory.mktemp("fix"), *columns)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(CELLS, st.sampled_from(["9012345678", "312345678", "", "027-224-1111", "1"])), max_size=4))
def test_every_change_is_told_and_nothing_else_changes(shared: Profile, cells: list[tuple[str, str]]) -> None:
    """What goes out of a corrected run is what goes out of a plain run over the corrected cells."""
    every = [
        [f"T{n}", "見本　太郎", tel, "371-0026", f"群馬県前橋市大手町{text}"] for n, (text, tel) in enumerate(cells)
    ]
    outcome = run(_file(every), shared, fix=True)
    rejected = {finding.order for finding in outcome.findings if finding.severity == "error"}
    rows = [row for row in every if row[0] not in rejected]
    changes = {(order, column): (before, after) for order, column, before, after in fixed(outcome)}
    columns = HEAD.split(",")
    for row in rows:
        for at, column in enumerate(columns):
            before, after = changes.get((row[0], column), (row[at], row[at]))
            assert row[at] == before
            row[at] = str(after)
    again = run(_file(rows), shared)
    assert again.output == outcome.output
    assert again.orders.accepted == outcome.orders.accepted == len(rows)


def test_what_a_correction_uncovers_rejects_the_order_as_it_came(shared: Profile) -> None:
    """Without the invisible character the mark stands on the number, which is none any more."""
    row = ["T1", "見本　太郎", "027-224-1111", "371-0026", "群馬県前橋市大手町1\u200b\u3099"]
    outcome = run(_file([row]), shared, fix=True)
    assert (outcome.orders.rejected, outcome.output, fixed(outcome)) == (1, None, [])
    assert row[4].encode() in (outcome.rejects or b"")


def _file(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([HEAD.split(","), *rows])
    return text.getvalue().encode()


def test_only_what_loses_nothing_is_safe() -> None:
    safe = {entry.code for entry in every().values() if entry.fix == "safe"}
    assert safe <= {
        *("CHAR_COMBINING", "CHAR_INVISIBLE", "CHAR_HALFKANA", "CHAR_HYPHEN", "CHAR_WAVE_DASH"),
        *("PHONE_ZERO_LOST", "ZIP_ZERO_LOST"),
    }
