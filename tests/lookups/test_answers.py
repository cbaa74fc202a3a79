"""NO_ANSWER: requested orders of which no result has come."""

from __future__ import annotations

from .days import HOLD, NG, OK, PENDING, RESULT, codes, convert, ids, requests, results

TODAY = results(("T1", "12900000018", OK), ("T2", "12900000026", PENDING))


def waiting(**lookups: list[bytes]) -> set[str]:
    """The orders told."""
    return {number for number, told in codes(convert(RESULT, TODAY, **lookups)).items() if "NO_ANSWER" in told}


def test_requested_and_not_in_the_input() -> None:
    found = convert(RESULT, TODAY, requested=[requests("T1", "T3"), requests("T2", "T4")])
    assert codes(found, "warning") == {"T3": ["NO_ANSWER"], "T4": ["NO_ANSWER"]}
    assert {f.order: f.params for f in found.findings} == {
        "T3": {"file": "requested-1.csv"},
        "T4": {"file": "requested-2.csv"},
    }


def test_it_never_blocks() -> None:
    found = convert(RESULT, TODAY, requested=[requests("T9")])
    assert (ids(found), found.orders.rejected) == (["T1"], 0)


def test_final_results_of_earlier_days_are_answers() -> None:
    earlier = results(("T3", "12900000034", OK), ("T4", "12900000042", NG), ("T5", "12900000059", HOLD))
    assert waiting(requested=[requests("T1", "T2", "T3", "T4", "T5")], credit=[earlier]) == {"T5"}


def test_nothing_was_requested() -> None:
    assert waiting() == waiting(requested=[]) == waiting(requested=[requests("T1", "T2")]) == set()


def test_earlier_results_change_nothing_else() -> None:
    earlier = results(("T1", "12900000018", PENDING))
    assert convert(RESULT, TODAY, credit=[earlier]).output == convert(RESULT, TODAY).output
