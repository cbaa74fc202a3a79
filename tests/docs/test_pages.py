"""What the pages say of the program is so: commands, exit codes, links, exported names, systems."""

from __future__ import annotations

import inspect
import re
import shlex
import tomllib
from pathlib import Path  # noqa: TC003 -- pytest reads the annotations
from typing import Any

import pytest
from typer.main import get_command

import csvbridge
from csvbridge.catalog import FIELDS
from csvbridge.cli import app
from csvbridge.cli._verdict import EXITS
from csvbridge.codes import every as every_code
from csvbridge.errors import CsvbridgeError
from csvbridge.profile.models import Column, Conversion, Format
from csvbridge.profile.search import every, package_folder
from csvbridge.steps import STEPS

from .pages import PAGES, README, README_JA, ROOT, anchors, blocks, commands, name, rows, text

DOCS, SOURCE = ROOT / "docs", ROOT / "src" / "csvbridge"
SHOWN = [(name(page), line) for page in PAGES for line in commands(page)]
STATES = ("documented", "template", "learn")


def _parse(line: str) -> None:
    """Parse a command line as the program would; raises where an option or command is not there."""
    command: Any = get_command(app)
    words = [word for word in shlex.split(line) if word != "--help"]
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    if hasattr(command, "commands") and words and not words[0].startswith("-"):
        raise LookupError(words[0])
    if words or not (hasattr(command, "commands") or command.params):
        command.make_context(line, words)


@pytest.mark.parametrize(("page", "line"), SHOWN, ids=[f"{page}: {line}" for page, line in SHOWN])
def test_every_command_that_a_page_shows_can_be_parsed(page: str, line: str) -> None:
    _parse(line)


@pytest.mark.parametrize("line", ["convert --lockup a=b", "learn", "profiles learnt", "--vershun learn"])
def test_a_command_that_is_not_there_is_noticed(line: str) -> None:
    with pytest.raises(Exception, match=r"lockup|learn|vershun"):
        _parse(line)


def test_both_readmes_show_the_same_code() -> None:
    assert blocks(README, "sh", "bat") == blocks(README_JA, "sh", "bat")
    assert commands(README) == commands(README_JA)


def test_the_readmes_keep_their_two_commands() -> None:
    venv = "python3 -m venv .venv && .venv/bin/pip install -q "
    first, second = blocks(README, "sh")[:2]
    example = "convert -p tamago-gmo-credit-request examples/tamago-gmo/orders.csv -o out/gmo.csv"
    assert first == f"{venv}. && .venv/bin/csvbridge {example}\n"
    assert second == f"{venv}-e '.[test]' && .venv/bin/pytest\n"


@pytest.mark.parametrize(
    ("page", "heading"), [(README, "## Exit codes"), (README_JA, "## 終了コード")], ids=["en", "ja"]
)
def test_the_table_of_exit_codes_is_that_of_the_program(page: Path, heading: str) -> None:
    errors: list[type[CsvbridgeError]] = [CsvbridgeError, *CsvbridgeError.__subclasses__()]
    known = EXITS | {error.status: error.exit for error in errors}
    shown = {status: int(code) for code, words, *_ in rows(text(page), heading) for status in words.split(", ")}
    assert shown == known


def test_conversions_of_the_readmes_are_those_that_ship() -> None:
    shipped = {i.id for i in every() if i.kind == "conversion" and i.path.is_relative_to(package_folder())}
    for page, heading in ((README, "## Conversions"), (README_JA, "## 変換の一覧")):
        assert {row[0].strip("`") for row in rows(text(page), heading)} == shipped


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", text(page), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        place = (page.parent / file).resolve() if file else page
        assert place.exists(), target
        assert not anchor or anchor in anchors(place), target


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_toml_block_can_be_parsed(page: Path) -> None:
    for block in blocks(page, "toml"):
        tomllib.loads(block)


def test_the_design_names_modules_that_are_there() -> None:
    named = re.findall(r"`((?:\w+/)+(?:\w+\.py)?)`", text(DOCS / "design.md"))
    assert "checks/place/" in named
    for module in named:
        assert (SOURCE / module).exists() or (ROOT / module).exists(), module


def test_the_design_names_every_room() -> None:
    house = "".join(row[0] for row in rows(text(DOCS / "design.md"), "## The house"))
    packages = {f"{path.parent.name}/" for path in SOURCE.glob("*/__init__.py")}
    modules = {path.stem for path in SOURCE.glob("[!_]*.py")}
    assert {*re.findall(r"`([\w/]+)`", house)} == packages | modules


def test_the_design_names_every_module_of_the_engine() -> None:
    page = text(DOCS / "design.md")
    for module in (SOURCE / "engine").glob("[!_]*.py"):
        assert f"`engine/{module.name}`" in page, module.name


def test_every_code_has_its_anchor_once() -> None:
    found = anchors(DOCS / "codes.md")
    for code in every_code():
        assert found.count(code.lower()) == 1, code


def test_the_reference_names_every_key_step_and_field() -> None:
    page = text(DOCS / "profile-language.md")
    keys = [info.alias or key for model in (Format, Conversion, Column) for key, info in model.model_fields.items()]
    for word in (*keys, *FIELDS):
        assert f"| `{word}` |" in page, word
    for step in STEPS:
        assert re.search(rf'\| `("{step}"|\{{ {step} = .*\}})` \|', page), step


def test_the_api_page_has_every_exported_name_and_no_other() -> None:
    shown = re.findall(r"^\| `(\w+)", text(DOCS / "api.md"), re.MULTILINE)
    assert sorted(shown) == sorted(csvbridge.__all__)


def test_the_api_page_shows_functions_with_their_parameters() -> None:
    calls = re.findall(r"^\| `(\w+)\((.*?)\)` \|", text(DOCS / "api.md"), re.MULTILINE)
    for function, shown in calls:
        known = [p for p in inspect.signature(getattr(csvbridge, function)).parameters if p != "place"]
        assert [part.partition("=")[0].rstrip("_") for part in re.split(", ", shown) if part != "*"] == [
            p.rstrip("_") for p in known
        ], function


@pytest.mark.parametrize("result", [csvbridge.Outcome, csvbridge.Batch])
def test_the_api_page_tells_of_results_what_they_have(result: type) -> None:
    (told,) = [row[1] for row in rows(text(DOCS / "api.md"), "```") if row[0] == f"`{result.__name__}`"]
    named = re.findall(r"`(\w+)`", told)
    assert named
    assert all(hasattr(result, attribute) for attribute in named), named


def _systems() -> list[list[str]]:
    heads = ("## Deferred-payment providers", "## Carts, mall tools, order management", "## Around them")
    return [row for head in heads for row in rows(text(DOCS / "systems.md"), head)]


def test_every_shipped_format_has_its_row_among_the_systems() -> None:
    shown = {id_: row[2] for row in _systems() for id_ in re.findall(r"`([^`]+)`", row[3])}
    shipped = {i.id: i.status for i in every() if i.kind == "format" and i.path.is_relative_to(package_folder())}
    assert shown == shipped


def test_a_system_stands_in_one_row_with_a_known_state() -> None:
    names = [spelling for row in _systems() for spelling in {row[0], *filter(None, row[1].split(", "))}]
    assert len(names) == len(set(names))
    assert {row[2] for row in _systems()} <= set(STATES)
