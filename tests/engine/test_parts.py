"""A file in parts gives what it gives in one piece, wherever it is cut, whatever is in it and whoever works on it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.codes import lookup
from csvbridge.engine.crew import Crew
from csvbridge.engine.hands import Hands
from csvbridge.engine.run import run
from csvbridge.errors import WrongFileError
from csvbridge.profile.plan import load_pair, load_profile
from csvbridge.report.language import say

from ..lookups.days import OK, REPORT, results, shipped
from ..properties.orders import SAMPLE, Order, Row, document, orders, profile

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from csvbridge.engine.outcome import Outcome
    from csvbridge.findings import Finding
    from csvbridge.profile.plan import Profile

RAGGED = '"T9999","短い"\r\n'.encode("cp932")
STRAY = '"T9998","x"y"\r\n'.encode("cp932")
BYTES = b'"T9997",\x81\r\n'
KNOWN = RAGGED.replace(b"T9999", b"T0001")
BROKEN = [RAGGED, STRAY, BYTES, KNOWN, b"\r\n", "以上5件\r\n".encode("cp932")]
SIZES = st.integers(300, 4_000)


def told(finding: Finding) -> str:
    return say(lookup(finding.code).message, finding.params, "ja")


@cache
def threads() -> Executor:
    """Others that work on parts, as a pool of processes would, but at once."""
    return ThreadPoolExecutor(2)


def in_parts(data: bytes, size: int, only: Profile | None = None, *, abort: bool = False, **options: Any) -> Outcome:
    with Crew(only or profile(), size=size, **options) as crew:
        return crew.convert(crew.ahead("", data), abort=abort, reason=told)


def ended(convert: Callable[[], Outcome]) -> Outcome | tuple[str, object]:
    try:
        return convert()
    except WrongFileError as refused:
        return refused.code, {**refused.params, "file": ""}


@pytest.fixture
def never_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that goes in one piece is an error."""
    monkeypatch.setattr(Hands, "here", lambda *_: pytest.fail("went in one piece"))


@settings(max_examples=12, deadline=None)
@given(
    drawn=orders(),
    more=orders(first=100),
    size=SIZES,
    again=st.sampled_from(["", "equal", "conflict", "row"]),
    fix=st.booleans(),
    abort=st.booleans(),
    exclude=st.sampled_from([[], ["T0001", "T7777"]]),
    others=st.sampled_from([None, threads]),
)
def test_wherever_it_is_cut(
    drawn: list[Order],
    more: list[Order],
    size: int,
    again: str,
    fix: bool,
    abort: bool,
    exclude: list[str],
    others: Callable[[], Executor] | None,
) -> None:
    """Orders of the first part that come back in the last one are still one order, twice or in contradiction."""
    rows: list[Row] = [row for one in [*drawn, *more] for row in one]
    if again == "equal":
        rows += drawn[0]
    elif again == "conflict":
        rows += [{**row, "注文者名": "花子"} for row in drawn[0]]
    elif again == "row":
        rows.append({**drawn[0][-1], "商品名": "見本茶9"})
    data = document(rows)
    whole = run(data, profile(), reason=told, fix=fix, abort=abort, exclude=exclude)
    assert in_parts(data, size, fix=fix, abort=abort, exclude=exclude, executor=others) == whole


@settings(max_examples=12, deadline=None)
@given(
    drawn=orders(),
    more=orders(first=100),
    size=SIZES,
    broken=st.lists(st.tuples(st.sampled_from(BROKEN), st.floats(0, 1)), min_size=1, max_size=3),
    again=st.booleans(),
    others=st.sampled_from([None, threads]),
)
def test_whatever_is_broken(
    drawn: list[Order],
    more: list[Order],
    size: int,
    broken: list[tuple[bytes, float]],
    again: bool,
    others: Callable[[], Executor] | None,
) -> None:
    found = [*drawn, *more, *drawn[: int(again)]]
    records = document([row for one in found for row in one]).splitlines(keepends=True)
    for record, at in broken:
        records.insert(1 + round(at * (len(records) - 1)), record)
    data = b"".join(records)
    whole = ended(lambda: run(data, profile(), reason=told))
    assert ended(lambda: in_parts(data, size, executor=others)) == whole


def test_rows_of_an_order_far_apart() -> None:
    """Every second row is of another order: nothing can be cut, and nothing goes wrong."""
    rows = [{**SAMPLE, "受付番号": f"T{n % 7:04}", "商品名": f"茶{n}", "請求金額": "3000"} for n in range(21)]
    assert in_parts(document(rows), 300) == run(document(rows), profile(), reason=told)


@pytest.mark.parametrize("last", [{}, {"注文者名": "花子"}], ids=["equal", "conflict"])
@pytest.mark.usefixtures("never_whole")
def test_an_order_of_the_first_part_comes_back_in_the_last(last: Row) -> None:
    """It stands where its first record stands, and only its own part is run again."""
    rows = [{**SAMPLE, "受付番号": f"T{n:04}", "備考": "改\n行" if n % 5 else ""} for n in range(60)]
    data = document([*rows, {**rows[3], **last}])
    found = in_parts(data, 2_000)
    assert found == run(data, profile(), reason=told)
    assert found.orders.rejected == len(last)


@pytest.mark.usefixtures("never_whole")
def test_a_torn_order_and_a_broken_record_in_one_part() -> None:
    rows = [{**SAMPLE, "受付番号": f"T{n:04}"} for n in range(30)]
    head, *records = document([*rows, rows[3]]).splitlines(keepends=True)
    for broken in (RAGGED, STRAY, BYTES):
        data = b"".join([head, *records[:6], broken, *records[6:]])
        assert in_parts(data, 5_000) == run(data, profile(), reason=told)


@pytest.mark.parametrize("broken", [RAGGED, STRAY, BYTES])
@pytest.mark.parametrize("note", ["", "改\n行"], ids=["one line", "two lines"])
@pytest.mark.usefixtures("never_whole")
def test_a_broken_record_at_a_border_is_cut_around(broken: bytes, note: str) -> None:
    """So is a border that a stray quote has feigned, with and without line breaks in cells behind it."""
    rows = [{**SAMPLE, "受付番号": f"T{n:04}", "備考": note} for n in range(16)]
    head, *records = document(rows).split(b'\r\n"')
    for place in (4, 5, 8):
        data = b'\r\n"'.join([head, *records[:place]]) + b"\r\n" + broken + b'"' + b'\r\n"'.join(records[place:])
        assert in_parts(data, 1_500) == run(data, profile(), reason=told)


@pytest.mark.usefixtures("never_whole")
def test_a_file_of_broken_records_only() -> None:
    data = document([{**SAMPLE, "受付番号": "T0001"}]) + RAGGED * 60
    assert in_parts(data, 400) == run(data, profile(), reason=told)


NUMBERS = [f"{n}{n % 7}" for n in range(20096118543, 20096118563)]


@pytest.mark.usefixtures("never_whole")
def test_tracking_numbers_that_no_two_parts_share() -> None:
    only, given = load_profile(REPORT), {f"T{n}": number for n, number in enumerate([*NUMBERS[:9], NUMBERS[8]])}
    lookups = {"credit": [("credit.csv", results(*((order, f"1290000{order[1:]}018", OK) for order in given)))]}
    found = in_parts(shipped(given), 600, only, lookups=lookups)
    assert found == run(shipped(given), only, lookups, reason=told)
    assert (found.orders.accepted, found.orders.rejected) == (8, 2)


def test_a_tracking_number_in_the_first_part_and_in_the_last() -> None:
    only, given = load_profile(REPORT), {f"T{n}": number for n, number in enumerate([*NUMBERS[:9], NUMBERS[0]])}
    lookups = {"credit": [("credit.csv", results(*((order, f"1290000{order[1:]}018", OK) for order in given)))]}
    found = in_parts(shipped(given), 600, only, lookups=lookups)
    assert found == run(shipped(given), only, lookups, reason=told)
    assert (found.orders.accepted, found.orders.rejected) == (8, 2)


def test_without_a_target() -> None:
    only = load_pair("tamago-repeat/orders", None)
    rows = [{**SAMPLE, "受付番号": f"T{n:04}", "注文者電話番号": "" if n % 9 else "03-0000-0001"} for n in range(40)]
    assert in_parts(document(rows), 900, only) == run(document(rows), only, reason=told)


def test_a_word_is_counted_over_the_whole_file() -> None:
    rows = [{**SAMPLE, "受付番号": f"T{n:04}", "支払方法": "あと払いプラン"} for n in range(30)]
    found = in_parts(document(rows), 900)
    assert {f.params["count"] for f in found.findings if f.code == "UNKNOWN_WORD"} == {30}
