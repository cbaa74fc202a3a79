"""Generated parts of the documentation are what the program says; `python tools/docs.py` writes them anew."""

from __future__ import annotations

import doctest
from pathlib import Path  # noqa: TC003 -- pytest reads the annotations

import pytest

from .pages import name, text, tool

docs = tool("docs")


@pytest.mark.parametrize("page", docs.pages(), ids=name)
def test_generated_parts_are_fresh(page: Path) -> None:
    assert text(page) == docs.pages()[page], "run: python tools/docs.py"


def test_every_block_has_its_place_in_the_reference() -> None:
    assert sorted(docs.blocks_of(text(docs.LANGUAGE))) == sorted(docs.BLOCKS)


@pytest.mark.parametrize("block", docs.BLOCKS)
def test_every_row_of_the_reference_says_what_it_means(block: str) -> None:
    for line in docs.BLOCKS[block]().splitlines():
        assert line.startswith("| `") is False or block in ("fields", "types") or not line.endswith("|  |"), line


def test_the_doctests_of_the_generator_hold() -> None:
    assert doctest.testmod(docs).failed == 0
