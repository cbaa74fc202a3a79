"""A character that the target lacks: one cause, one finding, and never a file that cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from csvbridge.engine.run import run
from csvbridge.profile.models import Checks
from csvbridge.profile.plan import load_profile

ORDERS = Path(__file__).parents[1] / "errors" / "CHAR_INVISIBLE" / "orders.csv"
PROFILE = load_profile("tamago-gmo-credit-request", asks="sample")


def told(building: str, **severity: str) -> tuple[bool, list[tuple[str, str]]]:
    """Whether the order goes out, and what is said of its building."""
    checks = Checks.model_validate({"severity": {"ROOM_MISSING": "off", **severity}})
    data = ORDERS.read_text("utf-8-sig").replace("見本ビル\u200b101", building)
    outcome = run(data.encode("utf-8-sig"), PROFILE._replace(checks=checks))
    found = [f for f in outcome.findings if f.column and f.column.endswith("注文者住所2")]
    return outcome.output is not None, [(f.code, f.severity) for f in found]


@pytest.mark.parametrize(
    ("building", "codes"),
    [
        ("見本ビル\u200b101", ["CHAR_INVISIBLE"]),
        ("見本ヒ\u3099ル101", ["CHAR_COMBINING"]),
        ("見本ビル1–1", ["CHAR_HYPHEN"]),
        ("見本ビル–1", ["CHAR_UNENCODABLE"]),
        ("𠮷野ビル101", ["CHAR_UNENCODABLE"]),
        ("\u200b𠮷野ビル101", ["CHAR_INVISIBLE", "CHAR_UNENCODABLE"]),
        ("\ufffd野ビル101", ["CHAR_MOJIBAKE"]),
        ("見本ビル☎\ufe0f101", ["CHAR_UNENCODABLE"]),
    ],
)
def test_each_cause_is_told_once(building: str, codes: list[str]) -> None:
    assert told(building) == (False, [(code, "error") for code in codes])


def test_a_minus_sign_between_digits_is_told_once() -> None:
    assert told("見本ビル1−1") == (True, [("CHAR_HYPHEN", "info")])
    assert told("見本ビル−1") == (True, [("CHAR_WAVE_DASH", "info")])


@pytest.mark.parametrize("severity", ["warning", "off"])
@pytest.mark.parametrize(
    ("building", "code"),
    [
        ("見本ビル\u200b101", "CHAR_INVISIBLE"),
        ("見本ヒ\u3099ル101", "CHAR_COMBINING"),
        ("見本ビル1–1", "CHAR_HYPHEN"),
        ("\ufffd野ビル101", "CHAR_MOJIBAKE"),
    ],
)
def test_a_lowered_severity_lets_nothing_out_that_cannot_be_written(building: str, code: str, severity: str) -> None:
    written, found = told(building, **{code: severity})
    assert not written
    assert {severity for _, severity in found} >= {"error"}
