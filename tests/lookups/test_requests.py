"""Never twice: what was sent, and what waits for the provider, is not requested again."""

from __future__ import annotations

from pathlib import Path

import pytest

from csvbridge.engine.run import run

from .days import HOLD, NG, OK, PENDING, REQUEST, codes, convert, ids, load_profile, orders, requests, results

ID = "12900000018"
KNOWN = "12900000026"
ORDERS = "tamago-repeat/orders"
EXAMPLES = Path(__file__).parents[2] / "examples"


def test_what_was_sent_is_dropped_and_counted() -> None:
    found = convert(REQUEST, orders("T1", "T2", "T3"), sent=[requests("T1"), requests("T3", "T9")])
    assert ids(found) == ["T2"]
    assert (found.orders.read, found.orders.dropped, found.orders.accepted) == (3, 2, 1)
    assert codes(found) == {"T1": ["ALREADY_SENT"], "T3": ["ALREADY_SENT"]}
    assert {f.order: f.params["file"] for f in found.findings} == {"T1": "sent-1.csv", "T3": "sent-2.csv"}


def test_second_run_with_its_own_output_has_nothing_left() -> None:
    first = convert(REQUEST, orders("T1", "T2"))
    assert first.output is not None
    again = convert(REQUEST, orders("T1", "T2"), sent=[first.output])
    assert (again.output, again.orders.dropped) == (None, 2)


def test_empty_folder_of_earlier_uploads() -> None:
    assert ids(convert(REQUEST, orders("T1"), sent=[], credit=[])) == ["T1"]


@pytest.mark.parametrize(
    ("result", "code"), [(PENDING, "WAITING"), (HOLD, "WAITING"), (NG, "NEEDS_AMEND"), (OK, "ALREADY_SENT")]
)
def test_states_that_keep_an_order_out(result: tuple[str, str], code: str) -> None:
    found = convert(REQUEST, orders("T1"), credit=[results(("T1", KNOWN, result))])
    assert (codes(found), found.output) == ({"T1": [code]}, None)
    assert found.orders.dropped == (code == "ALREADY_SENT")


def test_needs_amend_names_the_id_and_the_state() -> None:
    [told] = convert(REQUEST, orders("T1"), credit=[results(("T1", KNOWN, NG))]).findings
    assert told.params == {"file": "credit-1.csv", "state": "declined", "id": KNOWN}


def test_who_must_act_is_told_although_the_order_was_sent() -> None:
    found = convert(REQUEST, orders("T1"), sent=[requests("T1")], credit=[results(("T1", KNOWN, HOLD))])
    assert (codes(found), found.orders.rejected) == ({"T1": ["WAITING"]}, 1)


def test_order_of_no_file_goes_out() -> None:
    found = convert(REQUEST, orders("T1", "T2"), sent=[requests("T1")], credit=[results(("T8", ID, PENDING))])
    assert ids(found) == ["T2"]


def test_contrary_results_keep_an_order_out() -> None:
    found = convert(REQUEST, orders("T1"), credit=[results(("T1", KNOWN, OK)), results(("T1", KNOWN, NG))])
    assert codes(found) == {"T1": ["RESULT_CONFLICT"]}


def test_damaged_copy_of_an_upload_is_told() -> None:
    copy = requests("T1").replace(b"T1", b"2.01E+10")
    found = convert(REQUEST, orders("T2"), sent=[copy])
    assert codes(found) == {"": ["LOOKUP_UNREADABLE"]}


def test_request_of_several_rows_an_order() -> None:
    """The rows below the first have no order number, and miss none."""
    data = (EXAMPLES / "eccube4-atodene" / "orders.csv").read_bytes()
    first = convert("eccube4-atodene-credit-request", data)
    assert first.output is not None
    again = convert("eccube4-atodene-credit-request", data, sent=[first.output])
    assert (again.output, {f.code for f in again.findings}) == (None, {"ALREADY_SENT"})
    assert len(again.findings) == first.orders.accepted


def test_lookup_that_accepts_leaves_what_the_order_has(tmp_path: Path) -> None:
    """And a blank cell of an order that the second file does not know is still told."""
    path = tmp_path / "shop.toml"
    path.write_text(
        f'id = "shop"\ntitle = "shop"\nextends = "{REQUEST}"\n\n[lookup.mail]\nformat = "{ORDERS}"\n'
        'take = ["buyer.email", "buyer.phone"]\nnot_found = "accept"\n',
        "utf-8",
    )
    data = orders("T1", "T2").replace(b"03-0000-0001", b"", 1)
    found = run(data, load_profile(str(path)), {"mail": [("mail.csv", orders("T2"))]})
    assert (codes(found, "error"), ids(found)) == ({"T1": ["PHONE_MISSING"]}, ["T2"])
