"""Several files in one command: a result for each, one that is bad stops no other, the worst exit code."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import ORDERS, REQUEST, Done

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Done]
    Small = Callable[..., Path]

LONG = "太郎" * 11


@pytest.fixture
def inputs(tmp_path: Path, small: Small) -> Callable[..., Path]:
    """Make a file of the folder `in`: two orders, with texts replaced."""

    def make(name: str, rows: int = 3, **replaced: str) -> Path:
        (tmp_path / "in").mkdir(exist_ok=True)
        return small(f"in/{name}", rows, **replaced)

    return make


@pytest.fixture
def three(inputs: Callable[..., Path], tmp_path: Path) -> Path:
    """A file that is clean, one with an order to fix, one that is a web page."""
    inputs("a.csv", T00012="T00013")
    inputs("b.csv", T00012="T00014", 太郎=LONG)
    (tmp_path / "in" / "c.csv").write_bytes(b"<html><body>login</body></html>")
    os.utime(tmp_path / "in" / "c.csv", (0, 0))
    return tmp_path


def lines(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.decode("ascii").splitlines()]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.mark.parametrize("given", [("in/a.csv", "in/b.csv", "in/c.csv"), ("in/*.csv",), ("in/[ab].csv", "in/c.csv")])
def test_each_file_has_its_result(run: Run, three: Path, given: tuple[str, ...]) -> None:
    done = run("convert", *REQUEST, *given, "-o", "out/", "--json")
    assert done.exit == 7
    *each, total = lines(done)
    assert [(one["input"], one["status"], one["exit"]) for one in each] == [
        ("in/a.csv", "ok", 0),
        ("in/b.csv", "partial", 3),
        ("in/c.csv", "wrong-file", 7),
    ]
    assert [one["output"] for one in each] == ["out/a.csv", "out/b.csv", None]
    assert (total["input"], total["status"], total["exit"], total["reason"]) == (None, "wrong-file", 7, "html")
    assert total["orders"] == {"read": 4, "dropped": 0, "accepted": 3, "rejected": 1}
    assert (total["output"], total["files"]) == ("out", {"given": 3, "written": 2, "stopped": 1})
    assert total["warnings"] == {"TEMPLATE_TARGET": 1}
    assert names(three / "out") == [
        *("a.csv", "a.report.json", "b.csv", "b.rejects.csv", "b.report.json", "c.report.json")
    ]


def test_same_bytes_as_one_by_one(run: Run, three: Path) -> None:
    run("convert", *REQUEST, "in/a.csv", "in/b.csv", "-o", "out/")
    for name in ("a", "b"):
        run("convert", *REQUEST, f"in/{name}.csv", "-o", f"one/{name}.csv")
    assert names(three / "one") == names(three / "out")
    for name in names(three / "out"):
        data = (three / "one" / name).read_bytes().replace(b'"one/', b'"out/')
        assert (three / "out" / name).read_bytes() == data, name


def test_several_processes_give_the_same(process: Run, three: Path) -> None:
    for jobs in ("1", "2"):
        done = process("convert", *REQUEST, "in/*.csv", "-o", f"out{jobs}/", "--json", "--jobs", jobs)
        assert done.exit == 7, done.err
    assert names(three / "out1") == names(three / "out2")
    assert (three / "out1" / "b.csv").read_bytes() == (three / "out2" / "b.csv").read_bytes()


def test_the_talk_ends_with_what_is_to_be_done(run: Run, three: Path) -> None:
    done = run("convert", *REQUEST, "in/*.csv", "-o", "out")
    assert done.exit == 2, "a name that is no folder yet is a file"
    done = run("convert", *REQUEST, "in/*.csv", "-o", "out/")
    told = done.err.splitlines()
    assert "in/a.csv: 2 orders, 17,470 yen written; 0 to fix; 0 not for this target" in told
    assert told[-3:] == [
        "to fix: out/b.rejects.csv",
        "in/c.csv: stopped (FILE_HTML)",
        "3 files: 3 orders, 25,990 yen written; 1 to fix; 0 not for this target; 1 stopped",
    ]
    assert done.err.count("warning[TEMPLATE_TARGET]") == 1
    assert done.err.count("error[FILE_HTML]") == 1
    assert run("convert", *REQUEST, "in/a.csv", "-o", "out", "-q").err == ""


def test_status_mail_and_report_are_of_all(run: Run, three: Path) -> None:
    told = ("--status-file", "s.txt", "--mail-text", "m.txt", "--report", "r.json")
    assert run("convert", *REQUEST, "in/*.csv", "-o", "out/", *told).exit == 7
    status = dict(line.split("=", 1) for line in (three / "s.txt").read_bytes().decode("cp932").split("\r\n")[:-1])
    assert (status["status"], status["exit"], status["reason"]) == ("wrong-file", "7", "html")
    assert (status["output"], status["accepted"], status["rejected"]) == ("out", "3", "1")
    assert list(status)[-2:] == ["files", "stopped"]
    mail = (three / "m.txt").read_bytes().decode("cp932")
    assert mail.startswith("CSV変換の結果: 止まったファイルがあります（終了コード 7）")
    assert "・in/c.csv: 止まりました（FILE_HTML）" in mail
    assert "　要修正ファイル: out/b.rejects.csv" in mail
    report = json.loads((three / "r.json").read_text("utf-8"))
    assert report["summary"]["files"] == {"given": 3, "written": 2, "stopped": 1}
    assert [one["input"] for one in report["files"]] == ["in/a.csv", "in/b.csv", "in/c.csv"]
    assert [one["findings"] for one in report["files"]] == [[], [], []], "each has a report of its own"


def test_validate_takes_several_files(run: Run, three: Path) -> None:
    done = run("validate", *REQUEST, "in/*.csv", "--json", "--report", "r.json")
    assert done.exit == 7
    assert [one["output"] for one in lines(done)] == [None] * 4
    assert names(three) == ["in", "r.json"]
    report = json.loads((three / "r.json").read_text("utf-8"))
    codes = [[finding["code"] for finding in one["findings"]] for one in report["files"]]
    assert codes == [["TEMPLATE_TARGET"], ["TEMPLATE_TARGET", "LEN_OVER"], ["FILE_HTML"]]


def test_exit_4_only_if_all_are(run: Run, inputs: Callable[..., Path]) -> None:
    inputs("a.csv", rows=0)
    inputs("b.csv", T00012="T00013", GMO後払い="クレジットカード")
    assert run("convert", *REQUEST, "in/*.csv", "-o", "out/").exit == 4
    inputs("c.csv")
    assert run("convert", *REQUEST, "in/*.csv", "-o", "out/").exit == 0


def test_a_run_again_leaves_the_same_files(run: Run, three: Path) -> None:
    for _ in range(2):
        run("convert", *REQUEST, "in/*.csv", "-o", "out/")
    assert {"a.csv", "a.previous.csv", "b.csv", "b.rejects.csv", "c.report.json"} <= set(names(three / "out"))
    (three / "in" / "b.csv").write_bytes(b"")
    run("convert", *REQUEST, "in/*.csv", "-o", "out/")
    assert "b.csv" not in names(three / "out"), "no file of an earlier run stands for one that stopped"
    assert "b.rejects.csv" not in names(three / "out")


@pytest.mark.parametrize(
    ("args", "code", "exit_"),
    [
        (("in/a.csv", "in/b.csv"), "SEVERAL_INPUTS", 2),
        (("in/a.csv", "in/b.csv", "-o", "x.csv"), "SEVERAL_INPUTS", 2),
        (("in/*.csv",), "SEVERAL_INPUTS", 2),
        (("in/a.csv", "-", "-o", "out/"), "OPTION_CONFLICT", 2),
        (("-", "-o", "out/"), "OPTION_CONFLICT", 2),
        (("-o", "out/"), "OPTION_CONFLICT", 2),
        (("in/*.csv", "-o", "out/", "--rejects", "r.csv"), "OPTION_CONFLICT", 2),
        (("in/*.csv", "-o", "in/"), "INPUT_IS_OUTPUT", 2),
        (("in/a.csv", "more/a.csv", "-o", "out/"), "SAME_PLACE", 2),
        (("in/*.csv", "-o", "out/", "--report", "out/a.report.json"), "SAME_PLACE", 2),
        (("in/*.csv", "-o", "out/", "--status-file", "in/a.csv"), "INPUT_IS_OUTPUT", 2),
        (("in/*.csv", "-o", "out/", "--lookup", "x=y.csv"), "LOOKUP_UNKNOWN", 2),
        (("in/*.csv", "-o", "out/", "--exclude", "no.txt"), "FILE_MISSING", 8),
        (("in/*.csv", "-o", "no/such/"), "FOLDER_MISSING", 8),
        (("no/*.csv", "-o", "out/"), "FILE_MISSING", 8),
    ],
)
def test_what_stops_all(run: Run, three: Path, args: tuple[str, ...], code: str, exit_: int) -> None:
    (three / "more").mkdir()
    (three / "more" / "a.csv").write_bytes(b"x")
    before = (three / "in" / "a.csv").read_bytes()
    done = run("convert", *REQUEST, *args)
    assert (done.exit, done.out) == (exit_, b"")
    assert f"error[{code}]" in done.err
    assert (three / "in" / "a.csv").read_bytes() == before


@pytest.mark.parametrize("args", [("--lookup", "x=y.csv"), ("--lockup",), ("--report", "out/a.csv"), ("in/a.csv", "-")])
def test_a_refused_command_leaves_no_earlier_output(run: Run, three: Path, args: tuple[str, ...]) -> None:
    run("convert", *REQUEST, "in/a.csv", "-o", "out/")
    assert run("convert", *REQUEST, "in/a.csv", "-o", "out/", *args).exit == 2
    assert "a.csv" not in names(three / "out")
    assert "a.previous.csv" in names(three / "out")


def test_lists_beside_an_output_are_skipped_and_told(run: Run, three: Path) -> None:
    (three / "in" / "a.previous.csv").write_bytes((three / "in" / "a.csv").read_bytes())
    done = run("convert", *REQUEST, "in/a.csv", "in/a.previous.csv", "-o", "out/", "--json")
    assert (done.exit, lines(done)[-1]["skipped"]) == (0, ["in/a.previous.csv"])
    assert "info[LIST_SKIPPED]" in done.err
    done = run("convert", *REQUEST, "in/*.csv", "-o", "out/", "--json")
    assert [one["input"] for one in lines(done)] == ["in/a.csv", "in/b.csv", "in/c.csv", None]


def test_rejects_come_back_into_the_folder(run: Run, three: Path) -> None:
    run("convert", *REQUEST, "in/b.csv", "-o", "out/")
    rejects = three / "out" / "b.rejects.csv"
    rejects.write_bytes(rejects.read_bytes().replace(LONG.encode("cp932"), "太郎".encode("cp932")))
    os.utime(rejects, (0, 0))
    earlier = (three / "out" / "b.csv").read_bytes()
    done = run("convert", *REQUEST, "out/b.rejects.csv", "-o", "out/", "--json")
    assert (done.exit, lines(done)[-1]["orders"]["accepted"]) == (0, 1)
    assert lines(done)[0]["output"] == "out/b-2.csv"
    assert (three / "out" / "b.csv").read_bytes() == earlier


def test_an_order_in_two_files_goes_out_once(run: Run, inputs: Callable[..., Path], tmp_path: Path) -> None:
    inputs("a.csv", rows=1)
    inputs("b.csv")
    done = run("convert", *REQUEST, "in/*.csv", "-o", "out/", "--json")
    counts = [(one["orders"]["accepted"], one["orders"]["dropped"]) for one in lines(done)]
    assert (done.exit, counts) == (0, [(1, 0), (1, 1), (2, 1)])
    assert lines(done)[-1]["warnings"]["IN_TWO_FILES"] == 1
    assert "same order is in “in/a.csv”" in done.err
    sent = b"".join((tmp_path / "out" / name).read_bytes() for name in ("a.csv", "b.csv"))
    assert (sent.count(b"T0001201"), sent.count(b"T0001202")) == (1, 1)


def test_an_order_that_differs_between_files_is_an_error(run: Run, inputs: Callable[..., Path], tmp_path: Path) -> None:
    inputs("a.csv", rows=1)
    inputs("b.csv", 太郎="次郎")
    done = run("convert", *REQUEST, "in/*.csv", "-o", "out/", "--json")
    _, second, total = lines(done)
    assert (done.exit, second["orders"]) == (3, {"read": 2, "dropped": 0, "accepted": 1, "rejected": 1})
    assert total["codes"] == {"IN_TWO_FILES_CONFLICT": 1}
    assert second["rows"]["read"] == sum(second["rows"][key] for key in ("dropped", "accepted", "rejected"))
    assert b"T0001201" not in (tmp_path / "out" / "b.csv").read_bytes()
    rejects = (tmp_path / "out" / "b.rejects.csv").read_bytes().decode("cp932")
    assert (rejects.count('"#T0001201"'), rejects.count("IN_TWO_FILES_CONFLICT")) == (1, 1)
    assert "in/a.csv" in rejects


def test_of_two_orders_in_two_files_one_may_differ(run: Run, inputs: Callable[..., Path]) -> None:
    inputs("a.csv")
    inputs("b.csv", 太郎="次郎")
    done = run("convert", *REQUEST, "in/*.csv", "-o", "out/", "--json")
    _, second, total = lines(done)
    assert second["orders"] == {"read": 2, "dropped": 1, "accepted": 0, "rejected": 1}
    assert (total["codes"], total["warnings"]["IN_TWO_FILES"]) == ({"IN_TWO_FILES_CONFLICT": 1}, 1)


@pytest.mark.parametrize("words", [("validate",), ("convert", "--dry-run")])
def test_a_check_tells_of_an_order_in_two_files(run: Run, inputs: Callable[..., Path], words: tuple[str, ...]) -> None:
    inputs("a.csv", rows=1)
    inputs("b.csv", 太郎="次郎")
    done = run(*words, *REQUEST, "in/a.csv", "in/b.csv", "--json")
    assert (done.exit, lines(done)[-1]["codes"]) == (3, {"IN_TWO_FILES_CONFLICT": 1})


def test_what_did_not_go_out_is_in_no_way(run: Run, inputs: Callable[..., Path]) -> None:
    """An order that the first file rejects goes out from the second."""
    inputs("a.csv", 太郎=LONG, 花子=LONG)
    inputs("b.csv")
    done = run("convert", *REQUEST, "in/*.csv", "-o", "out/", "--json")
    assert [one["orders"]["accepted"] for one in lines(done)] == [0, 2, 2]
    assert done.exit == 5


def test_a_number_held_back_is_missed_only_if_no_file_has_it(run: Run, three: Path) -> None:
    (three / "hold.txt").write_text("T0001301\nT0009999\n")
    done = run("convert", *REQUEST, "in/a.csv", "in/b.csv", "-o", "out/", "--exclude", "hold.txt", "--json")
    assert [one["warnings"].get("EXCLUDE_NOT_FOUND") for one in lines(done)] == [None, None, 1]
    assert "(T0009999)" in done.err
    assert lines(done)[0]["orders"]["dropped"] == 1


def test_a_fault_of_the_program_stops_one_file_only(run: Run, three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from csvbridge.cli import _many

    real = _many.done_of

    def fail(request: Any, *given: Any) -> Any:
        if request.input_name == "in/a.csv":
            raise RuntimeError("090-0000-0001")
        return real(request, *given)

    monkeypatch.setattr(_many, "done_of", fail)
    done = run("convert", *REQUEST, "in/a.csv", "in/b.csv", "-o", "out/", "--json")
    assert (done.exit, [one["status"] for one in lines(done)]) == (70, ["bug", "partial", "bug"])
    assert "error[CRASH]" in done.err
    assert "090" not in done.err
    assert names(three / "out") == ["b.csv", "b.rejects.csv", "b.report.json"]


def test_a_folder_that_is_there_needs_no_slash(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert run("convert", *REQUEST, ORDERS, "-o", "out").exit == 3
    assert "orders.csv" in names(tmp_path / "out")


def test_two_robots_in_one_folder(run: Run, three: Path) -> None:
    """A second command for the folder is told who works there, and touches nothing."""
    from csvbridge.cli._places import alone

    run("convert", *REQUEST, "in/a.csv", "-o", "out/")
    before = {path.name: path.read_bytes() for path in (three / "out").iterdir()}
    with alone(three / "out"):
        done = run("convert", *REQUEST, "in/*.csv", "-o", "out/", "--status-file", "s.txt")
        wrong = run("convert", *REQUEST, "in/a.csv", "-o", "out/", "--lockup")
    assert (done.exit, "error[FILE_BUSY]" in done.err, wrong.exit) == (8, True, 2)
    assert {path.name: path.read_bytes() for path in (three / "out").iterdir()} == before
    assert (three / "s.txt").read_bytes().startswith(b"status=io")
