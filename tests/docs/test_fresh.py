"""Generated parts of the documentation are what the program says; `python tools/docs.py` writes them anew."""

from __future__ import annotations

import doctest

import docs
import pytest
from pages import name, text


@pytest.mark.parametrize("page", docs.pages(), ids=name)
def test_generated_parts_are_fresh(page):
    assert text(page) == docs.pages()[page], "run: python tools/docs.py"


def test_every_block_of_the_reference_is_used():
    assert set(docs.used_blocks(text(docs.LANGUAGE))) == set(docs.BLOCKS)


def test_the_doctests_of_the_generator_hold():
    assert doctest.testmod(docs).failed == 0
