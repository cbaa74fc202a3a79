"""NO_ANSWER: requested orders of which no result has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.engine.run import run

from .days import HOLD, NG, OK, PENDING, RESULT, codes, convert, ids, load_profile, requests, results

if TYPE_CHECKING:
    from pathlib import Path

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
    earlier = [results(("T1", "12900000018", word)) for word in (PENDING, NG, OK)]
    assert convert(RESULT, TODAY, credit=earlier) == convert(RESULT, TODAY)


def test_results_without_order_numbers_are_joined_by_toml_alone(tmp_path: Path) -> None:
    """The order number comes from an earlier download that has both."""
    (tmp_path / "inquiry.toml").write_text(
        'id = "shop/inquiry"\nextends = "gmo-atobarai/credit-result"\n\n[column."加盟店取引ID"]\noptional = true\n',
        "utf-8",
    )
    (tmp_path / "shop.toml").write_text(
        f'id = "shop"\ntitle = "shop"\nextends = "{RESULT}"\nsource = "inquiry.toml"\n\n[lookup.registered]\n'
        'format = "gmo-atobarai/credit-result"\nby = "credit.provider_id"\ntake = ["order.number"]\n',
        "utf-8",
    )
    today = "GMO取引ID,自動審査結果,目視審査結果,目視審査結果理由\r\n12900000018,OK,,\r\n".encode("cp932")
    registered = results(("T1", "12900000018", PENDING), ("T2", "12900000026", PENDING))
    found = run(
        today,
        load_profile(str(tmp_path / "shop.toml")),
        {"registered": [("r.csv", registered)], "requested": [("q.csv", requests("T1", "T2"))]},
    )
    assert (ids(found), [f.order for f in found.findings if f.code == "NO_ANSWER"]) == (["T1"], ["T2"])
