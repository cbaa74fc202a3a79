"""Every defective example is found, with its code alone and its severity; every look-alike is left in peace."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from csvbridge.address import load
from csvbridge.checks.place.judge import judge
from csvbridge.checks.place.model import Place
from csvbridge.codes import lookup
from csvbridge.forms import postal_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.checks.place.model import Defect

EXAMPLES = tomllib.loads(Path(__file__).with_name("table.toml").read_text("utf-8"))["example"]


def place_of(cells: Sequence[str]) -> Place:
    code, prefecture, street, building = cells
    return Place(postal_code.canonical(code) or code, prefecture, "", street, building)


def severities(defects: Sequence[Defect]) -> set[str]:
    return {defect.severity or lookup(defect.code).severity for defect in defects}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e['code'] or 'quiet'}: {' '.join(e['cells'])}")
def test_example(example: dict[str, Any]) -> None:
    defects = judge(place_of(example["cells"]), load())
    assert [defect.code for defect in defects] == example["code"].split()
    if defects and "severity" in example:
        assert severities(defects) == {example["severity"]}
    if "suggestion" in example:
        assert example["suggestion"] in [defect.suggestion for defect in defects]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e['code'] or 'quiet'}: {' '.join(e['cells'])}")
def test_the_verdict_is_the_same_in_one_cell(example: dict[str, Any]) -> None:
    place = place_of(example["cells"])
    whole = Place(place.postal_code, address="\u3000".join(text for _, text in place.cells))
    assert [defect.code for defect in judge(whole, load())] == example["code"].split()


def test_every_code_of_these_families_has_an_example() -> None:
    given = {code for example in EXAMPLES for code in example["code"].split()}
    assert {code for code in given if code.startswith(("ZIP_", "PREF_", "CITY_", "TOWN_", "BANCHI_"))} == {
        "ZIP_MISSING", "ZIP_FORMAT", "ZIP_ZERO_LOST", "ZIP_UNKNOWN", "ZIP_PREF_MISMATCH", "ZIP_CITY_MISMATCH",
        "ZIP_TOWN_MISMATCH", "ZIP_GENERIC", "PREF_MISSING", "PREF_SHORT", "PREF_UNKNOWN", "PREF_DUPLICATED",
        "PREF_CONFLICT", "CITY_MISSING", "CITY_UNKNOWN", "CITY_OLD_NAME", "CITY_WARD_MISSING", "CITY_DUPLICATED",
        "TOWN_MISSING", "TOWN_UNKNOWN", "BANCHI_MISSING", "BANCHI_CHOME_ONLY",
    }  # fmt: skip
