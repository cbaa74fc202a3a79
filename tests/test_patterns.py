"""Patterns that are compiled when first asked can be compiled."""

from __future__ import annotations

import pickle
import re
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

import csvbridge
from csvbridge.pattern import Lazy, regex

if TYPE_CHECKING:
    from collections.abc import Iterator


def _within(value: Any) -> Iterator[Lazy]:
    if isinstance(value, Lazy):
        yield value
    elif isinstance(value, dict):
        yield from (found for each in (*value, *value.values()) for found in _within(each))
    elif isinstance(value, tuple | list):
        yield from (found for each in value for found in _within(each))


def test_every_pattern_is_one() -> None:
    names = [info.name for info in walk_packages(csvbridge.__path__, "csvbridge.") if "__main__" not in info.name]
    found = [lazy for name in names for value in vars(import_module(name)).values() for lazy in _within(value)]
    assert found
    for lazy in found:
        assert lazy.pattern, lazy


def test_a_pattern_can_go_to_another_process() -> None:
    sent = pickle.dumps(regex("a+", re.IGNORECASE))
    assert pickle.loads(sent).fullmatch("AA")  # noqa: S301 -- our own bytes
