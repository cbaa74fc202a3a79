"""A bar only on a terminal and only for long work."""

from __future__ import annotations

import importlib
import io
from typing import TYPE_CHECKING

from csvbridge.report.progress import progress

if TYPE_CHECKING:
    import pytest

module = importlib.import_module("csvbridge.report.progress")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _shown(stream: io.StringIO) -> str:
    with progress(10, "変換", stream) as advance:
        for _ in range(10):
            advance(1)
    return stream.getvalue()


def test_nothing_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DELAY_SECONDS", 0.0)
    assert _shown(io.StringIO()) == ""


def test_nothing_for_short_work() -> None:
    assert _shown(_Terminal()) == ""


def test_a_bar_for_long_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DELAY_SECONDS", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    assert "変換" in _shown(_Terminal())
