"""Results over days: what a shipping report takes from several downloads."""

from __future__ import annotations

from itertools import permutations

import pytest

from csvbridge.errors import WrongFileError

from .days import HOLD, NG, OK, PENDING, REPORT, codes, convert, ids, results, shipped

NUMBER = "200961185434"
ID = "12900000018"
ONE = shipped({"T1": NUMBER})


def test_final_over_open_in_any_order_of_files() -> None:
    days = [results(("T1", ID, PENDING)), results(("T1", ID, HOLD)), results(("T1", ID, OK))]
    for files in permutations(days):
        found = convert(REPORT, ONE, credit=files)
        assert (codes(found, "error"), ids(found)) == ({}, [ID])


def test_two_finals_reject_in_any_order_of_files() -> None:
    days = [results(("T1", ID, PENDING)), results(("T1", ID, OK)), results(("T1", ID, NG))]
    for files in permutations(days):
        found = convert(REPORT, ONE, credit=files)
        assert (codes(found, "error"), found.output) == ({"T1": ["RESULT_CONFLICT"]}, None)
        assert [f.params for f in found.findings if f.code == "RESULT_CONFLICT"] == [
            {"words": ("approved", "declined")}
        ]


def test_registered_twice_names_both_ids() -> None:
    found = convert(REPORT, ONE, credit=[results(("T1", ID, OK)), results(("T1", "12900000026", OK))])
    assert codes(found, "error") == {"T1": ["REGISTERED_TWICE"]}


def test_same_result_twice_is_one() -> None:
    assert ids(convert(REPORT, ONE, credit=[results(("T1", ID, OK)), results(("T1", ID, OK))])) == [ID]


def test_unknown_word_in_one_file_is_not_outvoted_by_another() -> None:
    unknown = results(("T1", ID, ("OK", "確認待ち")))
    for files in permutations([unknown, results(("T1", ID, OK))]):
        found = convert(REPORT, ONE, credit=files)
        assert codes(found, "error") == {"T1": ["LOOKUP_REJECTED"]}
        [told] = [f for f in found.findings if f.code == "LOOKUP_REJECTED"]
        assert told.params == {"file": f"credit-{files.index(unknown) + 1}.csv", "code": "UNKNOWN_WORD"}


def test_results_with_ids_only_are_joined_through_a_file_with_both() -> None:
    registered = results(("T1", ID, PENDING), ("T2", "12900000026", PENDING))
    later = results(("", ID, OK), ("", "12900000026", NG))
    two = shipped({"T1": NUMBER, "T2": "444413758703"})
    for files in permutations([registered, later]):
        found = convert(REPORT, two, credit=files)
        assert (codes(found, "error"), ids(found)) == ({"T2": ["LOOKUP_STATE"]}, [ID])


def test_file_without_the_column_of_order_numbers() -> None:
    later = "GMO取引ID,自動審査結果,目視審査結果,目視審査結果理由\r\n12900000018,OK,,\r\n".encode("cp932")
    found = convert(REPORT, ONE, credit=[results(("T1", ID, PENDING)), later])
    assert ids(found) == [ID]
    with pytest.raises(WrongFileError, match="HEADER_MISSING"):
        convert(REPORT, ONE, credit=[later])


def test_id_that_no_file_links_to_an_order_is_told() -> None:
    found = convert(REPORT, ONE, credit=[results(("T1", ID, OK)), results(("", "12900000099", NG))])
    assert ids(found) == [ID]
    assert codes(found, "warning") == {"": ["LOOKUP_UNREADABLE"]}


def test_damaged_order_number_is_told_not_passed_over() -> None:
    found = convert(REPORT, ONE, credit=[results(("T1", ID, OK), ("2.01E+10", "12900000026", OK))])
    [told] = [f for f in found.findings if f.code == "LOOKUP_UNREADABLE"]
    assert told.params == {"file": "credit-1.csv", "count": 1, "field": "注文番号"}


def test_folder_without_results_finds_nothing() -> None:
    assert codes(convert(REPORT, ONE, credit=[]), "error") == {"T1": ["LOOKUP_NOT_FOUND"]}
