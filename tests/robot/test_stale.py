"""What stands at X belongs to the last run: after an exit other than 0 and 3 nothing does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from csvbridge.cli import _places

from .conftest import REQUEST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .conftest import Run

EARLIER = ("-o", "gmo.csv")
STOPPED = {
    "unknown option": (("orders.csv", "--lockup"), 2),
    "value that is not known": (("orders.csv", "--fail-on", "often"), 2),
    "two inputs": (("orders.csv", "shipped-orders.csv"), 2),
    "lookup without a name": (("orders.csv", "--lookup", "x"), 2),
    "lookup that is not known": (("orders.csv", "--lookup", "nothing=orders.csv"), 2),
    "folder of profiles": (("orders.csv", "--profiles", "no-such"), 2),
    "report over the rejects": (("orders.csv", "--report", "gmo.rejects.csv"), 2),
    "no file to exclude": (("orders.csv", "--exclude", "no-such.txt"), 8),
    "input is missing": (("no-such.csv",), 8),
    "not confirmed": (("orders.csv", "--require-confirmed"), 6),
    "another file": (("credit-result.csv",), 7),
    "abort": (("orders.csv", "--on-reject", "abort"), 5),
}


@pytest.mark.parametrize(("args", "exit_"), STOPPED.values(), ids=STOPPED.keys())
def test_the_earlier_output_moves_away(run: Run, shop: Path, args: tuple[str, ...], exit_: int) -> None:
    run(*REQUEST, "orders.csv", *EARLIER)
    earlier = (shop / "gmo.csv").read_bytes()
    assert run(*REQUEST, *args, *EARLIER).exit == exit_
    assert not (shop / "gmo.csv").exists()
    assert (shop / "gmo.previous.csv").read_bytes() == earlier
    assert run(*REQUEST, "orders.csv", *EARLIER).exit == 3


def test_output_named_with_an_equals_sign(run: Run, shop: Path) -> None:
    run(*REQUEST, "orders.csv", *EARLIER)
    run(*REQUEST, "orders.csv", "--output=gmo.csv", "--lockup")
    assert not (shop / "gmo.csv").exists()


@pytest.mark.parametrize("more", [(), ("--lockup",)], ids=["parsed", "not parsed"])
def test_an_input_that_is_the_output_stays(run: Run, shop: Path, more: tuple[str, ...]) -> None:
    run(*REQUEST, "orders.csv", *EARLIER)
    before = (shop / "gmo.csv").read_bytes()
    assert run(*REQUEST, "gmo.csv", *EARLIER, *more).exit == 2
    assert (shop / "gmo.csv").read_bytes() == before


@pytest.mark.parametrize("given", ["./gmo.csv", "link.csv", "out/../gmo.csv"])
def test_an_input_that_is_the_output_by_another_name(run: Run, shop: Path, given: str) -> None:
    (shop / "gmo.csv").write_bytes((shop / "orders.csv").read_bytes())
    (shop / "out").mkdir()
    (shop / "link.csv").symlink_to("gmo.csv")
    ran = run(*REQUEST, given, *EARLIER)
    assert (ran.exit, "error[INPUT_IS_OUTPUT]" in ran.stderr, ran.files) == (2, True, {})


@pytest.mark.parametrize("args", [args for args, _ in STOPPED.values()], ids=STOPPED.keys())
def test_a_foreign_file_stays(run: Run, shop: Path, args: tuple[str, ...]) -> None:
    (shop / "gmo.csv").write_bytes(b"mine")
    ran = run(*REQUEST, *args, *EARLIER)
    assert ran.exit in (2, 8)
    assert (shop / "gmo.csv").read_bytes() == b"mine"


def test_an_edited_output_stays(run: Run, shop: Path) -> None:
    run(*REQUEST, "orders.csv", *EARLIER)
    edited = (shop / "gmo.csv").read_bytes() + b"\r\n"
    (shop / "gmo.csv").write_bytes(edited)
    ran = run(*REQUEST, "orders.csv", *EARLIER)
    assert (ran.exit, "error[FILE_FOREIGN]" in ran.stderr) == (8, True)
    assert (shop / "gmo.csv").read_bytes() == edited
    assert run(*REQUEST, "orders.csv", *EARLIER, "--force").exit == 3
    assert (shop / "gmo.previous.csv").read_bytes() == edited


def test_the_order_of_placing(run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    placed: list[str] = []
    real = _places.place

    def noted(files: Sequence[tuple[Path, bytes]]) -> None:
        placed.extend(path.name for path, _ in files)
        real(files)

    monkeypatch.setattr(_places, "place", noted)
    broken = (shop / "credit-result.csv").read_bytes().replace("審査中".encode("cp932"), b"?") + b'"T9","1"\r\n'
    run("convert", "-p", "tamago-gmo-credit-result", "-", *EARLIER, stdin=broken)
    names = [name for name in placed if not name.startswith(".")]
    assert names == ["gmo.report.json", "gmo.rejects.csv", "gmo.pending.csv", "gmo.unreadable.csv", "gmo.csv"]


def test_leftovers_of_a_killed_run_are_swept(run: Run, shop: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = shop / f".gmo.csv.csvbridge-{dead.pid}-0123abcd.tmp"
    working = shop / f".other.csv.csvbridge-{os.getppid()}-0123abcd.tmp"
    for path in (left, working):
        path.write_bytes(b"half")
    assert run(*REQUEST, "orders.csv", *EARLIER).exit == 3
    assert (left.exists(), working.exists()) == (False, True)


def test_an_interrupted_day_ends_as_an_undisturbed_one(run: Run, shop: Path) -> None:
    """Report and rejects are in place, the output is not: what a kill before the last move leaves."""
    run(*REQUEST, "orders.csv", *EARLIER)
    expected = {name: (shop / name).read_bytes() for name in ("gmo.csv", "gmo.rejects.csv", "gmo.report.json")}
    (shop / "gmo.csv").unlink()
    assert run(*REQUEST, "orders.csv", *EARLIER).exit == 3
    assert {name: (shop / name).read_bytes() for name in expected} == expected
    assert not (shop / "gmo.rejects-2.csv").exists()


def test_reason_and_amounts_in_the_summary(run: Run, shop: Path) -> None:
    run(*REQUEST, "orders.csv", *EARLIER)
    summary = json.loads((shop / "gmo.report.json").read_bytes())["summary"]
    assert (summary["reason"], summary["amount"]["accepted"], sum(summary["amount"].values()) > 163920) == (
        None,
        163920,
        True,
    )
    run(*REQUEST, "-", *EARLIER, stdin=b"<!DOCTYPE html><title>maintenance</title>")
    assert json.loads((shop / "gmo.report.json").read_bytes())["summary"]["reason"] == "html"
