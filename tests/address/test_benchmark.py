"""The benchmark runs, and a small draw of it reaches the figures of the whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / "benchmarks" / "address" / "run"


@pytest.fixture(scope="module")
def figures() -> dict[str, list[dict[str, int]]]:
    command = [sys.executable, str(RUN), "--json", "--count", "25", "--every", "400"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return json.loads(done.stdout)


def test_right_addresses_are_left_in_peace(figures: dict[str, list[dict[str, int]]]) -> None:
    assert len(figures["right"]) == 7
    for corpus in figures["right"]:
        without_code = "without a postal code" in str(corpus["corpus"])
        assert corpus["warning"] + corpus["error"] <= corpus["count"] * (0.05 if without_code else 0.01)


def test_every_mutation_is_found(figures: dict[str, list[dict[str, int]]]) -> None:
    assert len(figures["mutations"]) == 24
    for mutation in figures["mutations"]:
        assert mutation["count"] == 25
        assert mutation["found"] >= 24
