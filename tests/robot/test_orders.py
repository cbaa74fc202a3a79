"""--exclude and --min-orders."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from .conftest import REQUEST, status_of

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run

LISTS = {
    "utf-8": b"T0001202\n\n T0001203 \n",
    "utf-8 with BOM": "\ufeffT0001202\r\nT0001203\r\n".encode(),
    "cp932, full-width": "Ｔ０００１２０２\r\nＴ０００１２０３\r\n".encode("cp932"),
    "as in the rejects": b"#T0001202\r\n#T0001203",
}


def report(shop: Path) -> dict[str, object]:
    """The report beside gmo.csv."""
    return json.loads((shop / "gmo.report.json").read_bytes())  # type: ignore[no-any-return]


@pytest.mark.parametrize("data", LISTS.values(), ids=LISTS.keys())
def test_listed_orders_are_held_back_and_counted(run: Run, shop: Path, data: bytes) -> None:
    (shop / "hold.txt").write_bytes(data)
    assert run(*REQUEST, "orders.csv", "-o", "gmo.csv", "--exclude", "hold.txt", "--status-file", "s.txt").exit == 3
    told = status_of(shop / "s.txt")
    assert (told["accepted"], told["dropped"], told["warnings"]) == ("19", "10", "1")
    found = [f for f in report(shop)["findings"] if f["code"] == "EXCLUDED"]  # type: ignore[attr-defined]
    assert [(f["order"], f["severity"]) for f in found] == [("T0001202", "info"), ("T0001203", "info")]
    assert b"T0001202" not in (shop / "gmo.csv").read_bytes()


def test_a_number_of_no_order_is_told(run: Run, shop: Path) -> None:
    (shop / "hold.txt").write_bytes(b"T001202\r\nT9999\r\n")
    ran = run(*REQUEST, "orders.csv", "-o", "gmo.csv", "--exclude", "hold.txt")
    assert "warning[EXCLUDE_NOT_FOUND]: --exclude の一覧の番号（T001202、T9999）は" in ran.stderr


def test_excluded_orders_are_not_set_apart(run: Run, shop: Path) -> None:
    (shop / "hold.txt").write_bytes(b"T0001216\r\n")
    run("convert", "-p", "tamago-gmo-credit-result", "credit-result.csv", "-o", "gmo.csv", "--exclude", "hold.txt")
    assert b"T0001216" not in (shop / "gmo.pending.csv").read_bytes()


def test_every_order_excluded_is_none_kept(run: Run, shop: Path) -> None:
    numbers = "\n".join(f"T{n:07}" for n in range(1201, 1231))
    (shop / "hold.txt").write_text(numbers, "utf-8")
    assert run(*REQUEST, "orders.csv", "-o", "gmo.csv", "--exclude", "hold.txt").exit == 4


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"\xff\xfe\xfd\x00", b"\x81\x00"])
def test_a_list_that_is_no_text_stops_the_run(run: Run, shop: Path, data: bytes) -> None:
    (shop / "hold.txt").write_bytes(data)
    ran = run(*REQUEST, "orders.csv", "-o", "gmo.csv", "--exclude", "hold.txt")
    assert (ran.exit, "error[EXCLUDE_NOT_TEXT]" in ran.stderr) == (2, True)
    assert not (shop / "gmo.csv").exists()


@pytest.mark.parametrize(("least", "warned"), [("30", False), ("31", True)])
def test_fewer_orders_than_usual(run: Run, shop: Path, least: str, warned: bool) -> None:
    ran = run(*REQUEST, "orders.csv", "-o", "gmo.csv", "--min-orders", least)
    assert ran.exit == 3
    assert ("warning[TOO_FEW]: 読んだ注文は30件で、--min-orders の31件より少ないです" in ran.stderr) is warned


def test_too_few_counts_for_fail_on_and_on_an_empty_day(run: Run, shop: Path) -> None:
    header = (shop / "orders.csv").read_bytes().split(b"\r\n")[0] + b"\r\n"
    ran = run(*REQUEST, "-", "-o", "gmo.csv", "--min-orders", "5", stdin=header)
    assert (ran.exit, "warning[TOO_FEW]" in ran.stderr) == (4, True)
    assert run(*REQUEST, "orders.csv", "--min-orders", "0").exit == 2
