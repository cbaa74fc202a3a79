"""What the pages say of the checks of people is so: the codes, what --fix safe corrects, the example's output."""

from __future__ import annotations

import inspect
import re
import shutil
from pathlib import Path  # noqa: TC003 -- pytest reads the annotations
from typing import TYPE_CHECKING

import pytest

from csvbridge import address
from csvbridge.codes import every, name, phone, place, postal, special

from .pages import README, README_JA, ROOT, blocks, rows, text, tool

if TYPE_CHECKING:
    from csvbridge.report.language import Language

PAGES = [ROOT / "docs" / "addresses.md", ROOT / "docs" / "ja" / "addresses.md"]


def codes_in(words: str) -> set[str]:
    return set(re.findall(r"`([A-Z][A-Z0-9_]{5,})`", words))


@pytest.mark.parametrize("page", PAGES, ids=["en", "ja"])
def test_every_code_of_a_person_has_its_place(page: Path) -> None:
    known = {entry.code for family in (postal, place, special, phone, name) for entry in family.CODES}
    heading = "## What it looks for" if page == PAGES[0] else "## 調べること"
    shown = codes_in(" ".join(row[1] for row in rows(text(page), heading)))
    assert known <= shown <= {*every()}


@pytest.mark.parametrize("page", PAGES, ids=["en", "ja"])
def test_what_fix_safe_corrects(page: Path) -> None:
    head = r"^## --fix safe\n.*?(?=^\|)"
    table = re.sub(head, "## --fix safe\n\n", text(page), flags=re.MULTILINE | re.DOTALL)
    shown = {row[0].strip("`") for row in rows(table, "## --fix safe")}
    assert shown == {code for code, entry in every().items() if entry.fix == "safe"}


@pytest.mark.parametrize("page", PAGES, ids=["en", "ja"])
def test_the_codes_that_take_words(page: Path) -> None:
    paragraph = next(p for p in text(page).split("\n\n") if p.startswith("`severity`"))
    assert codes_in(paragraph) == special.TAKES_WORDS


@pytest.mark.parametrize(("page", "language"), [(README, "en"), (README_JA, "ja")], ids=["en", "ja"])
def test_the_readme_shows_what_a_terminal_shows(page: Path, language: Language, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "address-defects", tmp_path / "examples" / "address-defects")
    line = "csvbridge convert -p tamago-gmo-credit-request examples/address-defects/orders.csv -o gmo.csv --show-values"
    (shown,) = blocks(page, "text")
    assert shown in tool("walk").Walk(tmp_path, language).run(line.split())


def test_the_api_page_names_what_the_package_exports() -> None:
    page = text(ROOT / "docs" / "api.md").partition("## Addresses")[2]
    for exported in address.__all__:
        assert f"`{exported}" in page, exported
    shown = re.findall(r"`parse\((.*?)\)`", page)[0].split(", ")
    assert [part.partition("=")[0] for part in shown if part != "*"] == [*inspect.signature(address.parse).parameters]
    for field in re.findall(r"`(\w+)`", page.partition("gives an `Address`")[2].partition("It says nothing")[0]):
        assert hasattr(address.Address(), field), field
