"""The pages for robots and clerks hold only commands that run: each of them, in its order, on the examples."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from csvbridge.cli._verdict import EXITS
from csvbridge.codes import every
from csvbridge.errors import CsvbridgeError

from ..clerk.shop import put, rows_of, workbook
from ..robot.conftest import status_of
from ..support import LONG_AGO, REPOSITORY, copy_in, run_cli

if TYPE_CHECKING:
    from pathlib import Path

DOCS = REPOSITORY / "docs"
NAMES = ("robots.md", "operations.md")
PAGES = [folder / name for folder in (DOCS, DOCS / "ja") for name in NAMES]

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())


def commands(page: Path) -> list[list[str]]:
    """The words of every command of csvbridge that a page shows, in blocks and in sentences."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in block.split("\n")]
    lines += re.findall(r"(?<!`)`(csvbridge [^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [shlex.split(line)[1:] for line in lines if line.strip().startswith("csvbridge ")]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The folders of the pages with a day's downloads."""
    copy_in(REPOSITORY / "examples" / "tamago-gmo", tmp_path / "download")
    for folder in ("upload", "results", "sent/request", "sent/result", "sent/report"):
        (tmp_path / folder).mkdir(parents=True)
    lines = (tmp_path / "download" / "orders.csv").read_bytes().split(b"\r\n")
    (tmp_path / "download" / "one-order.csv").write_bytes(b"\r\n".join([*lines[:2], b""]))
    (tmp_path / "hold.txt").write_bytes(b"")
    result = (tmp_path / "download" / "credit-result.csv").read_bytes().split(b"\r\n")
    # An earlier day: nothing of it stands in the way of today's orders.
    (tmp_path / "results" / "earlier.csv").write_bytes(b"\r\n".join([result[0], b""]))
    for path in tmp_path.rglob("*"):
        if path.is_file():
            os.utime(path, (LONG_AGO, LONG_AGO))
    return tmp_path


@each_page
def test_every_command_runs(page: Path, shop: Path) -> None:
    found = commands(page)
    assert len(found) >= 4
    for words in found:
        ran = run_cli(words, shop)
        assert ran.exit in (0, 3), f"{shlex.join(words)}\n{ran.stderr}"
        _go_on(shop, words)


def _go_on(shop: Path, words: list[str]) -> None:
    """What the pages say that the script, or a person, does between two commands."""
    if "tamago-gmo-credit-result" in words:
        put(shop / "results" / "today.csv", (shop / "download" / "credit-result.csv").read_bytes())
    if "--rejects" in words:
        rejects = shop / words[words.index("--rejects") + 1]
        rows = [[cell.replace("長名" * 6, "長名") for cell in row] for row in rows_of(rejects)]
        put(rejects, workbook(rows))


@pytest.mark.parametrize("page", [DOCS / "operations.md", DOCS / "ja" / "operations.md"], ids=["en", "ja"])
def test_the_corrected_workbook_goes_where_the_page_says(page: Path, shop: Path) -> None:
    for words in commands(page)[:2]:
        run_cli(words, shop)
        _go_on(shop, words)
    made = {path.relative_to(shop).as_posix() for path in (shop / "upload").glob("request-2*.csv")}
    assert made == {"upload/request-2.csv", "upload/request-2.corrections.csv"}
    assert all(f"`{path}`" in page.read_text("utf-8") for path in made)


@pytest.mark.parametrize("name", NAMES)
def test_the_twins_show_the_same_commands_and_codes(name: str) -> None:
    english, japanese = DOCS / name, DOCS / "ja" / name
    assert commands(english) == commands(japanese)
    assert codes(english) == codes(japanese)
    heads = [len(re.findall(r"^## ", page.read_text("utf-8"), re.MULTILINE)) for page in (english, japanese)]
    assert heads[0] == heads[1]


def codes(page: Path) -> list[str]:
    """The codes in the first column of a page's tables."""
    firsts = re.findall(r"^\| ([^|]*) \|", page.read_text("utf-8"), re.MULTILINE)
    return [code for first in firsts for code in re.findall(r"`([A-Z]+_[A-Z_]+)`", first)]


@each_page
def test_every_code_is_one(page: Path) -> None:
    told = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", page.read_text("utf-8")))
    assert told - {"MAIL_TO"} <= every().keys()


@pytest.mark.parametrize("page", [DOCS / "robots.md", DOCS / "ja" / "robots.md"], ids=["en", "ja"])
def test_the_table_of_exit_codes_has_them_all(page: Path) -> None:
    known = {*EXITS.values(), *(error.exit for error in (CsvbridgeError, *CsvbridgeError.__subclasses__()))}
    rows = re.findall(r"^\| ([\d, ]+) \| [a-z]", page.read_text("utf-8"), re.MULTILINE)
    assert {int(code) for row in rows for code in row.split(", ")} == known


@pytest.mark.parametrize("page", [DOCS / "robots.md", DOCS / "ja" / "robots.md"], ids=["en", "ja"])
def test_the_status_file_is_as_shown(page: Path, shop: Path) -> None:
    run_cli(commands(page)[0], shop)
    shown = re.findall(r"```text\n(status=.*?)```", page.read_text("utf-8"), re.DOTALL)[0]
    assert status_of(shop / "upload" / "request.status") == dict(line.split("=", 1) for line in shown.split())


def test_the_scripts_run_the_commands_of_the_page(shop: Path) -> None:
    script = (REPOSITORY / "examples" / "daily" / "run-daily.sh").read_text("utf-8")
    given = [shlex.split(words) for words in re.findall(r"set -- \w+ (.*) ;;", script)]
    for words, shown in zip(given, commands(DOCS / "robots.md")[:3], strict=True):
        assert set(words) <= set(shown)
        assert {"-o", "--status-file", "--mail-text"} == {w for w in shown if w.startswith("-")} - set(words)


@each_page
def test_each_robot_has_its_part(page: Path) -> None:
    if page.name == "robots.md":
        text = page.read_text("utf-8")
        for tool in ("WinActor", "Power Automate Desktop", "UiPath", "BizRobo!", "cron"):
            assert f"## {tool}\n" in text
