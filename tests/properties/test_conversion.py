"""What holds for any file of orders: nothing is lost, nothing depends on what should not matter."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.engine.run import run
from csvbridge.profile.plan import load_profile

from .orders import SAMPLE, Order, converted, document, orders, profile, rows_of

if TYPE_CHECKING:
    from csvbridge.engine.outcome import Outcome

bounded = settings(max_examples=10, deadline=None)


def written(found: Outcome) -> list[str]:
    """The order numbers of the output, in its order."""
    return [row[0] for row in rows_of(found.output)]


def rejected(found: Outcome) -> list[str]:
    """The order number of each row of the rejects."""
    return [row[0] for row in rows_of(found.rejects)]


@bounded
@given(orders())
def test_nothing_is_lost(drawn: list[Order]) -> None:
    found = converted(drawn)
    assert found.orders.read == len(drawn)
    assert found.rows.read == sum(map(len, drawn))
    out, back = written(found), rejected(found)
    assert len(out) == len(set(out)) == found.orders.accepted
    assert len(back) == found.rows.rejected
    assert not set(out) & set(back)
    assert len(set(back)) == found.orders.rejected
    sizes = {one[0]["受付番号"]: len(one) for one in drawn}
    assert all(back.count(number) == sizes[number] for number in back)
    assert found.orders.dropped == len(sizes.keys() - set(out) - set(back))


@bounded
@given(orders())
def test_rejects_have_a_reason_and_accepted_orders_no_error(drawn: list[Order]) -> None:
    found = converted(drawn)
    told = {finding.order for finding in found.findings if finding.severity == "error"}
    assert told == set(rejected(found))


@bounded
@given(orders(), st.randoms(use_true_random=False))
def test_permuted_orders_permute_the_output(drawn: list[Order], random: object) -> None:
    shuffled = drawn.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    before, after = converted(drawn), converted(shuffled)
    places = [one[0]["受付番号"] for one in shuffled]
    assert sorted(rows_of(before.output), key=lambda row: places.index(row[0])) == rows_of(after.output)
    assert sorted(rejected(before)) == sorted(rejected(after))
    assert (before.orders, before.rows, before.amount) == (after.orders, after.rows, after.amount)


@bounded
@given(orders(), st.permutations([column.header for column in profile().source_columns]))
def test_the_order_of_columns_does_not_matter(drawn: list[Order], header: list[str]) -> None:
    rows = [row for one in drawn for row in one]
    names = [name for name in header if name != "発送予定日"]
    before, after = converted(drawn), run(document(rows, names), profile())
    assert before.output == after.output
    assert before.orders == after.orders
    kinds = [[(f.code, f.order, f.value) for f in found.findings if f.order] for found in (before, after)]
    assert sorted(kinds[0], key=str) == sorted(kinds[1], key=str)


@bounded
@given(orders(), orders(first=1001))
def test_two_files_without_common_orders_give_both_outputs(one: list[Order], other: list[Order]) -> None:
    first, second, both = converted(one), converted(other), converted([*one, *other])
    assert rows_of(both.output) == rows_of(first.output) + rows_of(second.output)
    assert rejected(both) == rejected(first) + rejected(second)
    assert both.orders.read == first.orders.read + second.orders.read


@bounded
@given(orders())
def test_rejects_fed_back_are_rejected_for_the_same_reasons(drawn: list[Order]) -> None:
    found = converted(drawn)
    if found.rejects is None:
        return
    again = run(found.rejects, profile())
    assert (again.output, again.orders.rejected) == (None, found.orders.rejected)
    assert again.rejects is not None
    assert _without_records(again.rejects) == _without_records(found.rejects)


def _without_records(data: bytes) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(data.decode("cp932"), newline=""))
    return [{name: cell for name, cell in row.items() if name != "csvbridge_record"} for row in rows]


@bounded
@given(orders())
def test_what_is_written_is_sound(drawn: list[Order]) -> None:
    """The output, read as a file of its own format, holds the same orders without an error."""
    found = converted(drawn)
    target = profile().target
    assert target is not None
    if found.output is None:
        return
    again = run(found.output, load_profile(target.id))
    assert [finding.code for finding in again.findings if finding.severity == "error"] == []
    assert (again.orders.accepted, again.rejects) == (found.orders.accepted, None)
    assert again.amount is not None
    assert found.amount is not None
    assert again.amount.accepted == found.amount.accepted


def test_a_postal_code_that_cannot_be_read_is_no_blank_one() -> None:
    other = {"配送先姓": "試験", "配送先名": "花子", "配送先都道府県": "東京都", "配送先住所1": "千代田区丸の内1-9-2"}
    row = {**SAMPLE, "受付番号": "T1", **other, "配送先電話番号": "03-3000-0001"}
    codes = [{f.code for f in converted([[{**row, "配送先郵便番号": cell}]]).findings} for cell in ("600001", "")]
    assert codes == [{"ZIP_FORMAT"}, {"RECIPIENT_PARTIAL"}]
