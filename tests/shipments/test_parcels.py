"""Parcels: several of an order, one for several orders, numbers that were reported before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.engine.run import run
from csvbridge.profile.plan import load_profile

from ..lookups.days import OK, REPORT, codes, convert, ids, reports, results, shipped

if TYPE_CHECKING:
    from pathlib import Path

    from csvbridge.engine.outcome import Outcome

NUMBER = "200961185434"
OTHER = "444413758703"
IDS = {"T1": "12900000018", "T2": "12900000026", "T3": "12900000034", "T4": "12900000042"}
CREDIT = [results(*((order, id_, OK) for order, id_ in IDS.items()))]


def test_one_parcel_for_two_orders_names_the_other_and_the_provider_code() -> None:
    found = convert(REPORT, shipped({"T1": "2009-6118-5434", "T2": NUMBER, "T3": OTHER}), credit=CREDIT)
    assert codes(found, "error") == {"T1": ["TRACKING_SHARED"], "T2": ["TRACKING_SHARED"]}
    told = {f.order: (f.params["others"], f.provider_code) for f in found.findings if f.code == "TRACKING_SHARED"}
    assert told == {"T1": ("T2", "GMO:CT0051"), "T2": ("T1", "GMO:CT0051")}
    assert ids(found) == [IDS["T3"]]


def test_order_that_is_dropped_shares_nothing() -> None:
    found = convert(REPORT, shipped({"T1": NUMBER, "T2": NUMBER}), credit=CREDIT, sent=[reports((IDS["T1"], OTHER))])
    assert codes(found) == {"T1": ["ALREADY_SENT"]}
    assert ids(found) == [IDS["T2"]]


def test_second_parcel_of_a_reported_order_is_not_reported() -> None:
    found = convert(REPORT, shipped({"T1": OTHER}), credit=CREDIT, sent=[reports((IDS["T1"], NUMBER))])
    assert (codes(found), found.output) == ({"T1": ["ALREADY_SENT"]}, None)


def test_number_of_another_order_that_was_reported() -> None:
    found = convert(REPORT, shipped({"T1": NUMBER}), credit=CREDIT, sent=[reports(), reports((IDS["T2"], NUMBER))])
    assert codes(found, "error") == {"T1": ["TRACKING_REPORTED"]}
    [told] = [f for f in found.findings if f.code == "TRACKING_REPORTED"]
    assert (told.params["file"], told.provider_code) == ("sent-2.csv", "GMO:CT0051")


def shop(folder: Path, most: int) -> Path:
    """A conversion whose target allows a number for several orders."""
    path = folder / "shop.toml"
    path.write_text(
        f'id = "shop"\ntitle = "shop"\nextends = "{REPORT}"\n\n[shipments]\nmax_orders_per_tracking_number = {most}\n',
        "utf-8",
    )
    return path


def test_three_orders_a_parcel(tmp_path: Path) -> None:
    profile = load_profile(str(shop(tmp_path, 3)), asks="sample")

    def told(numbers: dict[str, str], *sent: bytes) -> Outcome:
        files = [(f"sent-{n}.csv", each) for n, each in enumerate(sent, 1)]
        return run(shipped(numbers), profile, {"credit": [("credit.csv", CREDIT[0])], "sent": files})

    assert codes(told(dict.fromkeys(("T1", "T2", "T3"), NUMBER))) == {}
    four = told(dict.fromkeys(IDS, NUMBER))
    assert codes(four) == {order: ["TRACKING_SHARED"] for order in IDS}
    assert {f.order: f.params["others"] for f in four.findings}["T1"] == "T2、T3、T4"
    earlier = reports((IDS["T3"], NUMBER), (IDS["T4"], NUMBER))
    assert codes(told({"T1": NUMBER}, earlier)) == {}
    assert codes(told({"T1": NUMBER}, earlier, earlier)) == {}
    assert codes(told({"T1": NUMBER, "T2": NUMBER}, earlier)) == {
        "T1": ["TRACKING_REPORTED"],
        "T2": ["TRACKING_REPORTED"],
    }


def test_parcels_of_one_order() -> None:
    data = shipped({"T1": NUMBER}) + shipped({"T1": OTHER}).split(b"\r\n", 1)[1]
    found = convert(REPORT, data, credit=CREDIT)
    assert (codes(found), ids(found)) == ({"T1": ["MULTIPLE_PARCELS"]}, [IDS["T1"]])


def test_damaged_number_is_told_once() -> None:
    assert codes(convert(REPORT, shipped({"T1": "2.00961E+11"}), credit=CREDIT)) == {"T1": ["EXCEL_EXPONENT"]}
    assert codes(convert(REPORT, shipped({"T1": "2009"}), credit=CREDIT)) == {"T1": ["TRACKING_LENGTH"]}


def test_number_wrapped_against_excel_is_checked() -> None:
    found = convert(REPORT, shipped({"T1": '="99723653466"'}), credit=CREDIT)
    assert codes(found, "error") == {"T1": ["TRACKING_LENGTH"]}
