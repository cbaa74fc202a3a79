"""The log of an unexpected fault holds no row data."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from typing import TYPE_CHECKING

from csvbridge.report.crash import crash_line, write_crash_log

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _fault() -> BaseException:
    cell = "千代田区丸の内"
    try:
        try:
            int(cell)
        except ValueError as error:
            raise KeyError(cell) from error
    except KeyError as error:
        return error


def test_the_line_and_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    line = crash_line(_fault(), "ja")
    (log,) = tmp_path.iterdir()
    assert line == (
        "error[CRASH]: 予期しない不具合（KeyError）で止まりました。"
        f"記録「{log}」を添えて担当者に連絡してください（注文の内容は含まれません）"
    )
    text = log.read_text("utf-8")
    assert [part for part in text.splitlines() if part.startswith("builtins")] == [
        "builtins.KeyError",
        "builtins.ValueError",
    ]
    assert re.search(r"^  tests/report/test_crash\.py:\d+:_fault$", text, re.MULTILINE)
    assert "丸の内" not in text + line
    if os.name != "nt":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_without_a_place_for_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert write_crash_log(_fault()) is None
    assert "“-”" in crash_line(_fault(), "en")
