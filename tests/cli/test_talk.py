"""Help, messages and lists: readable on any console, quick to start."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .conftest import ORDERS, REQUEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Done

    Run = Callable[..., Done]

HELP = (
    *((), ("convert",), ("validate",), ("inspect",), ("explain",), ("profiles",), ("profiles", "test")),
    *(("profiles", "learn"), ("address",), ("address", "check"), ("address", "update"), ("address", "allow")),
)


@pytest.mark.parametrize("command", HELP, ids=" ".join)
def test_help_in_both_languages_on_a_cp932_console(process: Run, command: tuple[str, ...]) -> None:
    for lang in ("ja", "en"):
        done = process(*command, "--help", encoding="cp932", CSVBRIDGE_LANG=lang)
        assert done.exit == 0
        assert "U+" not in done.out.decode("cp932")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_show_on_a_cp932_console(process: Run, lang: str) -> None:
    done = process("profiles", "show", "gmo-atobarai/shipping-report", encoding="cp932", CSVBRIDGE_LANG=lang)
    assert "U+" not in done.out.decode("cp932")


@pytest.mark.parametrize("args", [["--help"], ["convert", "--help"], ["--version"], ["explain", "GMO:CT0047"]])
def test_starts_without_heavy_modules(args: list[str]) -> None:
    heavy = ("polars", "chardet", "csvbridge.reader", "csvbridge.engine")
    code = (
        f"import sys; sys.argv = ['csvbridge', *{args!r}]\n"
        "from csvbridge.cli import main\n"
        "try: main()\n"
        f"finally: sys.stderr.write(','.join(m for m in {heavy!r} if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_messages_on_a_cp932_console(process: Run) -> None:
    done = process("convert", *REQUEST, ORDERS, "-o", "x.csv", encoding="cp932", CSVBRIDGE_LANG="ja")
    lines = done.err.splitlines()
    assert lines[-1] == "21件 163,920円を出力、1件 要修正、8件 対象外"
    assert "  --> " + f"{ORDERS}:28  受付番号 T0001217  列「注文者姓・注文者名」" in lines
    assert "   |  見*" in lines
    assert "要修正ファイル: x.rejects.csv" in lines


def test_values_are_shown_when_asked_for(run: Run) -> None:
    assert "見本見本見本" not in run("validate", *REQUEST, ORDERS).err
    assert "見本見本見本" in run("validate", *REQUEST, ORDERS, "--show-values").err


def test_quiet_tells_only_what_stops_the_run(run: Run) -> None:
    assert run("validate", *REQUEST, ORDERS, "-q").err == ""
    assert "PROFILE_MISSING" in run("validate", "-p", "no-such", ORDERS, "-q").err


def test_explain(run: Run) -> None:
    ours, theirs = run("explain", "LEN_OVER"), run("explain", "gmo:ct0047", CSVBRIDGE_LANG="ja")
    assert ours.out.decode().startswith("LEN_OVER")
    assert theirs.out.decode().splitlines()[:2] == ["GMO:CT0047", "内容: 購入者の郵便番号と住所が一致しません。"]


def test_explain_takes_a_folder_and_refuses_a_broken_table(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "codes" / "ours.toml"
    table.parent.mkdir()
    table.write_text('title = "X"\nprefix = "XX"\n[errors.A1]\nmessage = "no"\n', "utf-8")
    assert run("explain", "XX:A1", "--profiles", tmp_path).out.decode().startswith("XX:A1")
    table.write_text('prefix = "XX"\n[errors.A1\n', "utf-8")
    done = run("explain", "XX:A1", "--profiles", tmp_path)
    assert (done.exit, "TOML_SYNTAX" in done.err) == (6, True)


def test_list_as_json(run: Run) -> None:
    found = json.loads(run("profiles", "list", "--json").out.decode("ascii"))
    assert {tuple(entry) for entry in found} == {("id", "kind", "title", "system", "record", "status", "path")}
    [request] = [entry for entry in found if entry["id"] == "gmo-atobarai/credit-request"]
    assert (request["kind"], request["system"], request["status"]) == ("format", "gmo-atobarai", "template")


def test_list_and_show(run: Run) -> None:
    assert "tamago-gmo-credit-request " in run("profiles", "list").out.decode()
    shown = run("profiles", "show", "tamago-gmo-shipping-report").out.decode()
    assert "status: template (the layout is not public" in shown
    assert "lookup: --lookup credit=… (gmo-atobarai/credit-result)" in shown
    assert run("profiles", "show", "no-such").exit == 6


def test_profiles_test(run: Run, tmp_path: Path) -> None:
    done = run("profiles", "test", "worklist/credit-result")
    assert (done.exit, done.out.splitlines()[0]) == (0, b"ok  worklist/credit-result: sample")
    wrong = tmp_path / "wrong.toml"
    head = 'id = "mine/result"\ntitle = "x"\nextends = "worklist/credit-result"\n'
    wrong.write_text(head + '[[tests]]\nname = "no"\nrejects = ["LEN_OVER"]\n', "utf-8")
    done = run("profiles", "test", wrong)
    assert done.exit == 6
    assert "FAILED  mine/result: no -- error: - (expected LEN_OVER)" in done.out.decode()


def test_schema(run: Run, tmp_path: Path) -> None:
    assert "format.json" in json.loads(run("profiles", "schema").out)
    assert run("profiles", "schema", "--out", tmp_path).exit == 0
    assert (tmp_path / "conversion.json").is_file()


def test_environment_names_folders_of_profiles(run: Run, tmp_path: Path) -> None:
    (tmp_path / "formats").mkdir()
    head = 'id = "mine/result"\ntitle = "x"\nextends = "worklist/credit-result"\n'
    (tmp_path / "formats" / "result.toml").write_text(head, "utf-8")
    assert "mine/result" in run("profiles", "list", CSVBRIDGE_PROFILES=str(tmp_path)).out.decode()
