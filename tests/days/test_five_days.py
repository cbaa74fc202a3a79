"""Five days of a shop, Thursday to Monday: every deferred order requested once, reported once, and nothing else.

On the way: results that change, a robot killed and re-run, a clerk in Excel, rejects edited while the robot runs, a
parcel split in two, 保留 put right, a maintenance page, an empty Sunday.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .clerk import correct_csv, correct_xlsx
from .robot import Robot
from .shop import ECCUBE_ATODENE, TAMAGO_GMO, Cart, Pair, Provider

if TYPE_CHECKING:
    from pathlib import Path

MAINTENANCE = "<!DOCTYPE html><html><body>ただいまメンテナンス中です</body></html>".encode()
REJECTS = "up/request.rejects.csv"
SAFE = ("--fix", "safe")
"""For a file that Excel saved: the leading zeros of phone numbers come back."""


@pytest.fixture(params=[TAMAGO_GMO, ECCUBE_ATODENE], ids=lambda pair: pair.request)
def robot(request: pytest.FixtureRequest, tmp_path: Path) -> Robot:
    pair: Pair = request.param
    return Robot(tmp_path, pair, Cart(pair), Provider(pair))


def test_five_days(robot: Robot) -> None:
    for day in (thursday, friday, saturday, sunday, monday):
        day(robot)
    deferred = {o.number for o in robot.cart.orders.values() if o.payment == robot.pair.deferred}
    declined = {"1006"}
    assert robot.provider.registered == dict.fromkeys(deferred | declined, 1)
    assert robot.provider.reported == dict.fromkeys(deferred, 1)
    assert {number for number, word in robot.cart.imported.items() if word == "OK"} == deferred
    left = [path.name for path in robot.folder.rglob("*") if path.suffix == ".tmp" or "lock" in path.name]
    assert left == []


def thursday(robot: Robot) -> None:
    """The robot dies and starts again from the top, twice; a clerk corrects an order in Excel."""
    cart = robot.cart
    cart.place(0, "1001", "1002", "1003", "1006")
    cart.place(0, "1004", payment="クレジットカード")
    cart.place(0, "1005", spoilt=True)
    robot.save("down/orders.csv", cart.export_orders(0))
    robot.killed_request()
    left = [path.suffix for path in (robot.folder / "up").iterdir()]
    assert ".tmp" in left
    assert ".csv" not in left
    assert robot.request("thu").exit == 3
    assert sorted(robot.provider.registered) == ["1001", "1002", "1003", "1006"]
    assert robot.request("thu-again").exit == 5
    robot.save("down/fixed.csv", corrected_in_excel(robot))
    assert robot.request("thu-fixed", *SAFE, name="down/fixed.csv", output="up/fixed.csv").exit == 0
    assert robot.provider.registered["1005"] == 1
    cart.orders["1005"].spoilt = False

    words = {"1001": "OK", "1002": "審査中", "1003": "保留", "1005": "OK", "1006": "NG"}
    robot.fetch_results("thu", words)
    assert {cart.imported[number] for number in ("1001", "1005")} == {"OK"}
    assert cart.imported["1006"] == "NG"
    cart.ship(0, "1001")
    assert robot.report("thu", 0).exit == 0


def corrected_in_excel(robot: Robot) -> bytes:
    """The morning's rejects with the wrong cell put right; Excel takes the zeros of phone numbers and all quotes."""
    return correct_csv(robot.folder / REJECTS, robot.pair.spoilt_cell, robot.pair.wrong, robot.pair.right)


def friday(robot: Robot) -> None:
    """審査中 becomes OK; the noon robot runs while a clerk has the morning's rejects open and edited."""
    cart, pair = robot.cart, robot.pair
    cart.place(1, "1101", "1103")
    cart.place(1, "1102", spoilt=True)
    robot.save("down/orders.csv", cart.export_orders(1))
    assert robot.request("fri").exit == 3
    found = robot.findings("up/request.report.json")
    assert {("WAITING", "1002"), ("WAITING", "1003"), ("NEEDS_AMEND", "1006"), (pair.wrong_code, "1102")} <= found

    edited = corrected_in_excel(robot)
    robot.save(REJECTS, edited)
    cart.place(1, "1104")
    cart.orders["1006"].payment = "代金引換"
    robot.save("down/orders.csv", cart.export_orders(1))
    assert robot.request("fri-noon").exit == 3
    assert robot.provider.registered["1104"] == 1
    assert (robot.folder / REJECTS).read_bytes() == edited
    assert (robot.folder / "up/request.rejects-2.csv").exists()

    robot.request("fri-fixed", *SAFE, name=REJECTS, output="up/fixed.csv")
    assert robot.provider.registered["1102"] == 1
    cart.orders["1102"].spoilt = False

    robot.fetch_results("fri", {"1002": "OK", "1101": "OK", "1102": "OK", "1103": "審査中", "1104": "OK"})
    assert cart.imported["1002"] == "OK"
    cart.ship(1, "1002", "1005")
    cart.ship(1, "1101", parcels=2)
    assert robot.report("fri", 1).exit == 0
    assert ("MULTIPLE_PARCELS", "1101") in robot.findings("up/report.report.json")


def saturday(robot: Robot) -> None:
    """The provider is in maintenance, then not; 保留 was put right on its screen; a clerk uses a workbook."""
    cart, pair = robot.cart, robot.pair
    robot.save("down/page.csv", MAINTENANCE)
    assert robot.convert("-p", pair.result, "down/page.csv", "-o", "up/sat-results.csv").exit == 7
    assert robot.told[-1]["reason"] == "html"

    cart.place(2, "1201", spoilt=True)
    robot.save("down/orders.csv", cart.export_orders(2))
    robot.request("sat", "--rejects", "up/fix.xlsx")
    assert robot.provider.registered["1201"] == 0
    correct_xlsx(robot.folder / "up/fix.xlsx", pair.spoilt_cell, pair.wrong, pair.right)
    robot.request("sat-fixed", name="up/fix.xlsx", output="up/fixed.csv")
    assert robot.provider.registered["1201"] == 1
    cart.orders["1201"].spoilt = False

    assert robot.fetch_results("sat", {"1003": "OK", "1103": "OK", "1201": "OK"}).exit == 0
    cart.ship(2, "1003", "1102", "1104")
    assert robot.report("sat", 2).exit == 0


def sunday(robot: Robot) -> None:
    """Nobody ordered yesterday evening or today, no result came, nothing was shipped: all quiet."""
    header = robot.cart.export_orders(9)
    robot.save("down/orders.csv", header)
    assert (robot.request("sun").exit, robot.told[-1]["status"]) == (4, "empty")
    assert (robot.fetch_results("sun", {}).exit, robot.told[-1]["status"]) == (4, "empty")
    assert (robot.report("sun", 9).exit, robot.told[-1]["status"]) == (4, "empty")


def monday(robot: Robot) -> None:
    """What is left goes out; the robot's last run of the day is a repetition of the one before."""
    cart = robot.cart
    cart.place(4, "1401")
    robot.save("down/orders.csv", cart.export_orders(4))
    assert robot.request("mon").exit == 0
    assert robot.request("mon-again").exit == 4
    assert robot.fetch_results("mon", {"1401": "OK"}).exit == 0
    cart.ship(4, "1103", "1201", "1401")
    assert robot.report("mon", 4).exit == 0
    assert robot.report("mon-again", 4).exit == 4
