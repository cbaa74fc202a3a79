"""What a folder or a pattern stands for: uploads and downloads, never the lists beside an output."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..support import run_cli
from .days import OK, PENDING, orders, requests, results

if TYPE_CHECKING:
    from pathlib import Path

REQUEST = ["convert", "-p", "tamago-gmo-credit-request", "orders.csv", "-o", "gmo.csv", "--report", "r.json"]
BESIDE = ("rejects", "rejects-2", "unreadable", "previous", "pending", "corrections")


def findings(folder: Path) -> dict[str, str]:
    """Order → code and file of the findings in the report."""
    told = json.loads((folder / "r.json").read_text("utf-8"))["findings"]
    return {each["order"]: each["code"] for each in told if each["order"]}


def put(folder: Path, **files: bytes) -> None:
    """Files by their path, with __ for /."""
    for name, data in files.items():
        path = folder / (name.replace("__", "/") + ".csv")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


def test_folder_of_uploads(tmp_path: Path) -> None:
    put(tmp_path, orders=orders("T1", "T2", "T3"), sent__a=requests("T1"))
    (tmp_path / "sent" / "B.CSV").write_bytes(requests("T2"))
    (tmp_path / "sent" / "memo.txt").write_text("T3")
    for kind in BESIDE:
        (tmp_path / "sent" / f"a.{kind}.csv").write_bytes(requests("T3"))
    ran = run_cli([*REQUEST, "--lookup", "sent=sent"], tmp_path)
    assert ran.exit == 0, ran.stderr
    assert findings(tmp_path) == {"T1": "ALREADY_SENT", "T2": "ALREADY_SENT"}
    assert b"T3" in (tmp_path / "gmo.csv").read_bytes()


def test_pattern_leaves_lists_out(tmp_path: Path) -> None:
    put(tmp_path, orders=orders("T1", "T2"), sent__a=requests("T1"))
    (tmp_path / "sent" / "a.rejects.csv").write_bytes(requests("T2"))
    assert run_cli([*REQUEST, "--lookup", "sent=sent/*.csv"], tmp_path).exit == 0
    assert findings(tmp_path) == {"T1": "ALREADY_SENT"}


def test_same_bytes_whatever_the_order_of_options(tmp_path: Path) -> None:
    put(tmp_path, orders=orders("T1", "T2"), c__1=results(("T1", "12900000018", PENDING)))
    put(tmp_path, c__2=results(("T1", "12900000018", OK)))
    for options in (["credit=c/1.csv", "credit=c/2.csv"], ["credit=c/2.csv", "credit=c/1.csv"], ["credit=c"]):
        given = [word for option in options for word in ("--lookup", option)]
        assert run_cli([*REQUEST, *given, "--force"], tmp_path).exit == 0
        assert findings(tmp_path) == {"T1": "ALREADY_SENT"}


def test_wrong_file_in_a_folder_is_named(tmp_path: Path) -> None:
    put(tmp_path, orders=orders("T1"), sent__a=requests("T1"), sent__b=results(("T1", "12900000018", OK)))
    ran = run_cli([*REQUEST, "--lookup", "sent=sent"], tmp_path)
    assert ran.exit == 7
    assert "sent/b.csv" in ran.stderr.replace("\\", "/")
