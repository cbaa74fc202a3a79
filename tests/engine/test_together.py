"""Small files that run together give what each gives by itself; those that cannot join are run by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.engine import crew as crew_
from csvbridge.engine import hands, together
from csvbridge.engine.crew import Crew
from csvbridge.engine.outcome import Outcome
from csvbridge.engine.run import NO_LOOKUPS, SecondFiles, run
from csvbridge.engine.together import Joined, can_join, run_together
from csvbridge.errors import WrongFileError
from csvbridge.profile.plan import load_profile

from ..properties.orders import FAULTS, SAMPLE, WARNED, document, orders, profile
from .shop import NUMBER, TOTAL, source, target

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from csvbridge.profile.plan import Profile


def shop(first: int, count: int = 2, **changes: str) -> bytes:
    return document([{**SAMPLE, "受付番号": f"T{first + n:04}", **changes} for n in range(count)])


def alone(data: bytes, of: Profile, *, fix: bool = False) -> Outcome | str:
    try:
        return run(data, of, fix=fix)
    except WrongFileError as error:
        return error.code


def all_of(files: Sequence[bytes], of: Profile, *, fix: bool = False) -> list[Outcome | str]:
    found: list[Outcome | str] = []
    with Crew(of, fix=fix) as crew:
        for prepared in [crew.ahead(str(n), data) for n, data in enumerate(files)]:
            try:
                found.append(crew.convert(prepared))
            except WrongFileError as error:
                found.append(error.code)
    return found


def joining(files: Sequence[bytes], of: Profile | None = None) -> list[bool]:
    """Which of the files run together."""
    of = of or profile()
    named = Joined(tuple((str(n), data) for n, data in enumerate(files)))
    return [each is not None for each in run_together(named, of, SecondFiles(NO_LOOKUPS, of))]


ODD = (
    shop(1),
    shop(9000, 0),
    shop(9010).replace(b"\r\n", b"\n"),
    shop(9020, 1)[:-2],
    shop(9030, 1) + b'"T9031","x"\r\n',
    shop(9040, 1) + "以上1件\r\n".encode("cp932"),
    shop(9050, 1) + b"\r\n",
    shop(9060, 1) + b"\x1a",
    shop(9070, 1, 備考="改\r\n行"),
    shop(9080, 1, 受付番号=""),
    shop(9090, 1, 注文ステータス="謎の状態"),
    b"<html>",
    b"",
    document([{"受付番号": "T9100"}], ["受付番号", "注文日"]),
)
"""Files that end, or are, otherwise than most; the first has an order that the drawn ones may have, too."""


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_files_give_what_each_gives_by_itself(data: st.DataObject) -> None:
    """Whatever the other files are: equal outcomes, and one file's fault is nobody else's."""
    files = []
    for n in range(data.draw(st.integers(2, 5))):
        first = data.draw(st.sampled_from([1, 100 * n + 10, 100 * n + 10]))
        files.append(document([row for one in data.draw(orders(first)) for row in one]))
    odd = data.draw(st.lists(st.sampled_from(ODD), max_size=3))
    files = data.draw(st.permutations([*files, *odd]))
    fix = data.draw(st.booleans())
    assert all_of(files, profile(), fix=fix) == [alone(file, profile(), fix=fix) for file in files]


def test_most_files_run_together() -> None:
    """A file is not kept from it by what is wrong with its orders."""
    faults = [shop(100 * n, **changes) for n, changes in enumerate([*FAULTS, *WARNED])]
    words = [not {"支払方法", "注文ステータス"} & set(changes) for changes in [*FAULTS, *WARNED]]
    assert joining([shop(5000), *faults, shop(6000, 0)]) == [True, *words, True]


@pytest.mark.parametrize(
    "odd", [shop(9030, 1) + b'"T9031","x"\r\n', b"<html>", shop(1, 2, 受付番号="1234567890123450")], ids=range(3)
)
def test_a_file_that_cannot_join_is_left_out(odd: bytes) -> None:
    assert joining([shop(5000), odd, shop(6000)]) == [True, False, True]


def test_files_with_an_order_in_common_do_not_run_together() -> None:
    files = [shop(1), shop(2)]
    assert joining(files) == [False, False]
    assert all_of(files, profile()) == [alone(file, profile()) for file in files]


def test_what_goes_wrong_with_all_of_them_is_told_of_its_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(together, "run_records", fail)
    files = [shop(1), b"<html>", shop(10)]
    assert all_of(files, profile()) == [alone(file, profile()) for file in files]


def test_records_that_are_counted_through_have_the_lines_of_their_files() -> None:
    wrong = {"注文者電話番号": "", "備考": "改\n行"}
    files = [shop(100 * n, 3, **wrong) for n in range(3)]
    assert all(joining(files))
    found = all_of(files, profile())
    for outcome in found:
        assert isinstance(outcome, Outcome)
        assert [(f.record, f.line) for f in outcome.findings if f.code == "PHONE_MISSING"] == [(1, 2), (2, 4), (3, 6)]


def test_groups_are_made_of_files_of_one_header_up_to_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def told(joined: Joined, *args: object, **named: object) -> object:
        asked.append(len(joined.files))
        return run_together(joined, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(hands, "run_together", told)
    names = [column.header for column in profile().source_columns if not column.column.optional]
    other = document([{**SAMPLE, "受付番号": "T8000"}], [*names, "メモ"])
    files = [*(shop(10 * n) for n in range(5)), other, *(shop(10 * n) for n in range(10, 13))]
    with Crew(profile(), size=4 * len(files[0])) as crew:
        prepared = [crew.ahead(str(n), data) for n, data in enumerate(files)]
        assert [crew.is_ready(one) for one in prepared] == [True] * 6 + [False] * 3
        assert [crew.convert(one) for one in prepared] == [run(data, profile()) for data in files]
        assert not crew.is_ready(crew.ahead("", files[0]))
    assert asked == [4, 3]
    assert crew_.MOST >= 32


ORDERS = source(NUMBER, TOTAL, grain="order", lay="also_reads = ['cp932']")


@pytest.mark.parametrize(("lay", "joins"), [("", True), ("max_rows = 3", False)])
def test_a_target_of_limited_rows_counts_those_of_one_file(tmp_path: Path, lay: str, joins: bool) -> None:
    of = _conversion(tmp_path, ORDERS, target(NUMBER, TOTAL, lay=lay))
    files = [b"no,total\nA1,100\nA2,100\n", b"no,total\nB1,100\nB2,100\n"]
    assert can_join(of) == joins
    assert all_of(files, of) == [run(file, of) for file in files]


def test_files_of_two_encodings_do_not_join(tmp_path: Path) -> None:
    of = _conversion(tmp_path, ORDERS, target(NUMBER, TOTAL))
    files = ["no,total,備考\nA1,100,表\n".encode(), "no,total,備考\nB1,100,表\n".encode("cp932")]
    assert not any(joining(files, of))
    assert all_of(files, of) == [run(file, of) for file in files]


PARCEL = '{ name = "parcel", field = "shipment.tracking_number" }'


@pytest.mark.parametrize(("second", "joins"), [("200961185434", False), ("200961185445", True)])
def test_a_parcel_of_two_files_is_in_each_of_them_one(tmp_path: Path, second: str, joins: bool) -> None:
    more = "[shipments]\nmax_orders_per_tracking_number = 1\n"
    of = _conversion(
        tmp_path,
        source(NUMBER, PARCEL, grain="order", record="shipment"),
        target(NUMBER, PARCEL, record="shipment", more=more),
    )
    files = [b"no,parcel\nA1,2009-6118-5434\n", f"no,parcel\nB1,{second}\n".encode()]
    assert joining(files, of) == [joins, joins]
    assert all_of(files, of) == [run(file, of) for file in files]


def test_an_order_of_several_rows_keeps_no_file_from_joining(tmp_path: Path) -> None:
    more = "[shipments]\nmax_orders_per_tracking_number = 1\n"
    shipments = (source(NUMBER, PARCEL, record="shipment"), target(NUMBER, PARCEL, record="shipment", more=more))
    of = _conversion(tmp_path, *shipments)
    files = [b"no,parcel\nA1,200961185434\nA1,200961185434\n", b"no,parcel\nB1,200961185445\n"]
    assert all(joining(files, of))
    assert all_of(files, of) == [run(file, of) for file in files]


def test_a_key_that_stands_on_the_first_row_only_does_not_reach_into_the_next_file(tmp_path: Path) -> None:
    first = '{ name = "no", field = "order.number", rows = "first" }'
    item = '{ name = "item", field = "item.name" }'
    of = _conversion(tmp_path, source(first, item), target(NUMBER))
    files = [b"no,item\nA1,x\n,y\n", b"no,item\n,z\nB1,x\n"]
    assert not any(joining(files, of))
    assert all_of(files, of) == [run(file, of) for file in files]


def _conversion(folder: Path, source_: str, target_: str) -> Profile:
    (folder / "source.toml").write_text(source_, encoding="utf-8")
    (folder / "target.toml").write_text(target_, encoding="utf-8")
    head = 'id = "mihon"\ntitle = "mihon"\nsource = "source.toml"\ntarget = "target.toml"\n'
    (folder / "mihon.toml").write_text(head, encoding="utf-8")
    return load_profile(str(folder / "mihon.toml"), [folder])
