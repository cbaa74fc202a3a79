"""What stands beside the output: of this run only, and never over what a person has edited."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .conftest import EXAMPLES, ORDERS, REQUEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Done

    Run = Callable[..., Done]
    Small = Callable[..., Path]


def names(folder: Path) -> set[str]:
    """The files of a folder, but for the hidden copies of rejects."""
    return {path.name for path in folder.iterdir() if path.suffix != ".csvbridge"}


def test_last_folder_is_made_and_files_are_private(run: Run, tmp_path: Path) -> None:
    assert run("convert", *REQUEST, ORDERS, "-o", "out/gmo.csv").exit == 3
    assert names(tmp_path / "out") == {"gmo.csv", "gmo.report.json", "gmo.rejects.csv"}
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}


def test_same_bytes_through_a_pipe(run: Run, tmp_path: Path) -> None:
    run("convert", *REQUEST, ORDERS, "-o", "x.csv")
    piped = run("convert", *REQUEST, "-", "-o", "-", stdin=ORDERS.read_bytes())
    assert (piped.exit, piped.out) == (3, (tmp_path / "x.csv").read_bytes())
    assert names(tmp_path) == {"x.csv", "x.report.json", "x.rejects.csv"}


def test_nothing_beside_standard_output_but_what_is_asked_for(run: Run, tmp_path: Path) -> None:
    run("convert", *REQUEST, ORDERS, "--rejects", "r.csv", "--report", "r.json")
    assert names(tmp_path) == {"r.csv", "r.json"}
    assert json.loads((tmp_path / "r.json").read_bytes())["summary"]["rejects"] == "r.csv"


def test_same_bytes_whatever_the_surroundings(process: Run, tmp_path: Path) -> None:
    process("convert", *REQUEST, ORDERS, "-o", "x.csv")
    first = [(tmp_path / name).read_bytes() for name in ("x.csv", "x.rejects.csv", "x.report.json")]
    process("convert", *REQUEST, ORDERS, "-o", "x.csv", CSVBRIDGE_LANG="ja", TZ="Asia/Tokyo", PYTHONHASHSEED="7")
    assert [(tmp_path / name).read_bytes() for name in ("x.csv", "x.rejects.csv", "x.report.json")] == first


def test_dry_run_and_validate_write_nothing(run: Run, tmp_path: Path) -> None:
    for command in (("convert", "-o", "x.csv", "--dry-run"), ("validate",)):
        done = run(*command, *REQUEST, ORDERS, "--json")
        summary = json.loads(done.out)
        assert (done.exit, summary["output"], summary["orders"]["accepted"]) == (3, None, 21)
    assert names(tmp_path) == set()


def test_validate_one_format(run: Run) -> None:
    """Without a target the orders are judged as an upload: one name is longer than 21 characters."""
    done = run("validate", "--from", "tamago-repeat/orders", ORDERS, "--json")
    assert done.exit == 3
    assert json.loads(done.out)["orders"] == {"read": 30, "dropped": 0, "accepted": 29, "rejected": 1}
    assert json.loads(done.out)["codes"] == {"LEN_OVER": 1}


def test_stale_files_go(run: Run, tmp_path: Path) -> None:
    run("convert", *REQUEST, ORDERS, "-o", "x.csv")
    earlier = (tmp_path / "x.csv").read_bytes()
    assert run("convert", *REQUEST, "-", "-o", "x.csv", stdin=b"<html>").exit == 7
    assert names(tmp_path) == {"x.previous.csv", "x.report.json"}
    assert (tmp_path / "x.previous.csv").read_bytes() == earlier


def test_edited_rejects_stay(run: Run, tmp_path: Path) -> None:
    run("convert", *REQUEST, ORDERS, "-o", "x.csv")
    rejects = tmp_path / "x.rejects.csv"
    edited = rejects.read_bytes() + b"\r\n"
    rejects.write_bytes(edited)
    done = run("convert", *REQUEST, ORDERS, "-o", "x.csv", "--json")
    assert json.loads(done.out)["rejects"] == "x.rejects-2.csv"
    assert rejects.read_bytes() == edited
    assert "to fix: x.rejects-2.csv" in done.err


def test_lists_of_an_earlier_run_are_replaced(run: Run, tmp_path: Path) -> None:
    results = EXAMPLES / "tamago-gmo" / "credit-result.csv"
    for _ in range(2):
        assert run("convert", "-p", "tamago-gmo-credit-result", results, "-o", "t.csv").exit == 0
    assert names(tmp_path) == {"t.csv", "t.pending.csv", "t.report.json", "t.previous.csv"}


def test_a_list_that_is_the_input_stays(run: Run, tmp_path: Path) -> None:
    results = EXAMPLES / "tamago-gmo" / "credit-result.csv"
    run("convert", "-p", "tamago-gmo-credit-result", results, "-o", "t.csv")
    before = (tmp_path / "t.pending.csv").read_bytes()
    done = run("convert", "-p", "tamago-gmo-credit-result", "t.pending.csv", "-o", "t.csv")
    assert (done.exit, "INPUT_IS_OUTPUT" in done.err) == (2, True)
    assert (tmp_path / "t.pending.csv").read_bytes() == before


def test_foreign_output_is_refused_and_forced_away(run: Run, small: Small, tmp_path: Path) -> None:
    foreign = tmp_path / "x.csv"
    foreign.write_bytes(b"mine")
    done = run("convert", *REQUEST, small(), "-o", "x.csv")
    assert (done.exit, foreign.read_bytes()) == (8, b"mine")
    assert "FILE_FOREIGN" in done.err
    assert run("convert", *REQUEST, small(), "-o", "x.csv", "--force").exit == 0
    assert (tmp_path / "x.previous.csv").read_bytes() == b"mine"


def test_rejects_corrected_and_fed_back(run: Run, tmp_path: Path) -> None:
    run("convert", *REQUEST, ORDERS, "-o", "x.csv")
    text = (tmp_path / "x.rejects.csv").read_bytes().decode("cp932")
    (tmp_path / "x.rejects.csv").write_bytes(text.replace("長名長名長名長名長名長名", "長名").encode("cp932"))
    done = run("convert", *REQUEST, "x.rejects.csv", "-o", "y.csv")
    assert done.exit == 0, done.err
    both = [(tmp_path / name).read_bytes().decode("cp932").split("\r\n")[1:-1] for name in ("x.csv", "y.csv")]
    keys = [line.split(",")[0] for lines in both for line in lines]
    assert len(keys) == len(set(keys)) == 22


def test_looked_up_folder_holds_what_was_sent(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    data = (EXAMPLES / "tamago-gmo" / "credit-result.csv").read_bytes()
    (folder / "one.csv").write_bytes(data)
    (folder / "one.rejects.csv").write_bytes(b"x")
    shipped = EXAMPLES / "tamago-gmo" / "shipped-orders.csv"
    for given in ("results", "results/o*e.csv", "results/one.csv"):
        done = run("convert", "-p", "tamago-gmo-shipping-report", shipped, "--lookup", f"credit={given}")
        assert done.exit == 3, done.err
        assert done.out.count(b"\r\n") == 18
    assert run("convert", "-p", "tamago-gmo-shipping-report", shipped, "--lookup", "credit=no*.csv").exit == 8


def test_reader_of_standard_output_has_gone(run: Run, small: Small) -> None:
    import os
    import subprocess
    import sys

    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "csvbridge", "convert", *REQUEST, str(small())]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False, stdin=subprocess.DEVNULL)
    os.close(write)
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
