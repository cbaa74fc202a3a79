"""Tracking numbers: the public examples pass, and every single slip but 0-7, 1-8 and 2-9 is seen."""

from __future__ import annotations

import polars as pl
import pytest

from csvbridge.checks import tracking
from csvbridge.checks.tracking import fault_of, find, has_check_digit, is_valid

YAMATO = ("444413758703", "490714955706", "249711710883", "203115515466", "249724973934", "099723653466")
SAGAWA = ("512547514334", "600097281033", "600092368315", "444803009836")
POST = ("405548424886", "348012244355", "348011824893", "348011053121", "13112383852")
SPELT = ("123456789013", "2009-6118-5434", "２００９－６１１８－５４３４", "2009 6118 5434")


@pytest.mark.parametrize("number", [*YAMATO, *SPELT])
def test_yamato(number: str) -> None:
    assert is_valid(number, "yamato")


@pytest.mark.parametrize("number", [*SAGAWA, *SPELT])
def test_sagawa(number: str) -> None:
    assert is_valid(number, "sagawa")


@pytest.mark.parametrize("number", [*POST, "EE123456785JP"])
def test_japan_post(number: str) -> None:
    assert is_valid(number, "japan_post")


@pytest.mark.parametrize("number", ["621234567890", "412345678901"])
def test_invented_numbers_fail(number: str) -> None:
    wrong = fault_of(number, "yamato")
    assert wrong is not None
    assert wrong.code == "TRACKING_CHECK"


@pytest.mark.parametrize("carrier", ["seino", "fukuyama", "other", "kuroneko_mail"])
def test_carriers_whose_numbers_are_not_public_are_left_alone(carrier: str) -> None:
    assert is_valid("1", carrier)


def test_lost_leading_zero_is_seen_by_length_only() -> None:
    assert has_check_digit("99723653466")
    wrong = fault_of("99723653466", "yamato")
    assert wrong is not None
    assert (wrong.code, wrong.suggestion) == ("TRACKING_LENGTH", "099723653466")


@pytest.mark.parametrize("number", [*YAMATO, *SAGAWA])
def test_single_slips(number: str) -> None:
    for place, digit in enumerate(number):
        for other in "0123456789":
            alike = (int(other) - int(digit)) % 7 == 0
            assert has_check_digit(number[:place] + other + number[place + 1 :]) == (
                (alike and place < 11) or other == digit
            )


@pytest.mark.parametrize(
    ("number", "code", "suggestion"),
    [
        ("200961185434.0", "TRACKING_DIGITS", "200961185434"),
        ("200961185435.0", "TRACKING_DIGITS", None),
        ("2009611854AB", "TRACKING_DIGITS", None),
        ("20096118543", "TRACKING_LENGTH", None),
        ("2009611854340", "TRACKING_LENGTH", None),
        ("200961185438", "TRACKING_CHECK", None),
    ],
)
def test_what_is_wrong(number: str, code: str, suggestion: str | None) -> None:
    wrong = fault_of(number, "yamato")
    assert wrong is not None
    assert (wrong.code, wrong.suggestion) == (code, suggestion)


def test_severities_and_unknown_carriers() -> None:
    carriers = ["yamato", "sagawa", "japan_post", "seino", None]
    orders = pl.DataFrame({"row": range(5), tracking.NUMBER: ["200961185435"] * 5, tracking.CARRIER: carriers})
    told = [(fault.row, fault.code, fault.severity) for fault in find(orders, ("送り状番号",))]
    assert told == [(0, "TRACKING_CHECK", "error"), (1, "TRACKING_CHECK", "error"), (2, "TRACKING_CHECK", "warning")]


def test_file_without_carriers_is_not_checked() -> None:
    assert list(find(pl.DataFrame({"row": [0], tracking.NUMBER: ["1"]}), ("送り状番号",))) == []
