"""A bar only on a terminal and only for long work."""

from __future__ import annotations

import importlib
import io
import sys
from typing import TYPE_CHECKING

from csvbridge.report.progress import progress

if TYPE_CHECKING:
    import pytest

module = importlib.import_module("csvbridge.report.progress")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _shown(stream: io.StringIO) -> str:
    with progress(10_000_000, "変換", stream) as bar:
        for number in range(10):
            bar.name(f"変換 {number}")
            bar.advance(1_000_000)
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
    shown = _shown(_Terminal())
    assert "変換 9" in shown
    assert "100%" in shown


def test_talk_goes_above_the_bar_and_data_past_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DELAY_SECONDS", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    stream, data = _Terminal(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(sys, "stdout", data)
    with progress(10, "変換", stream) as bar:
        bar.advance(1)
        print("{}")
        print("a.csv: 1件を出力", file=sys.stderr)
    assert data.getvalue() == "{}\n"
    assert "a.csv: 1件を出力" in stream.getvalue()
