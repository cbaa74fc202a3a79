"""Which language, and how braces are filled."""

from __future__ import annotations

import importlib

import pytest

from csvbridge.codes import Text
from csvbridge.report.language import language, say

NAMES = ("CSVBRIDGE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("", "", "", ""), "en"),
        (("ja", "en_US.UTF-8", "", ""), "ja"),
        (("en", "ja_JP.UTF-8", "", ""), "en"),
        (("JA_JP", "", "", "C"), "ja"),
        (("fr", "", "", "ja_JP.eucJP"), "ja"),
        (("", "C", "ja_JP", "ja_JP"), "en"),
        (("", "", "ja_JP.UTF-8", "C"), "ja"),
        (("", "", "", "Japanese_Japan.932"), "ja"),
    ],
)
def test_language(monkeypatch: pytest.MonkeyPatch, values: tuple[str, ...], expected: str) -> None:
    for name, value in zip(NAMES, values, strict=True):
        monkeypatch.setenv(name, value)
    assert language() == expected


@pytest.mark.parametrize(("identifier", "expected"), [(0x0411, "ja"), (0x0409, "en")])
def test_windows_has_no_locale_variables(monkeypatch: pytest.MonkeyPatch, identifier: int, expected: str) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    module = importlib.import_module("csvbridge.report.language")
    monkeypatch.setattr(module, "_windows_language", lambda: identifier)
    assert language() == expected


@pytest.mark.parametrize(
    ("template", "params", "expected"),
    [
        ("{total:,}円", {"total": 412300}, "412,300円"),
        ("{columns}", {"columns": ["住所", "氏名"]}, "住所、氏名"),
        ("{known}", {"known": {"b", "a"}}, "a、b"),
        ("{state}です", {"state": "on_hold"}, "保留です"),
        ("{column}", {"column": "住\x1b[2J所\u202e"}, "住[2J所"),
        ("{braces}", {"braces": "{column}"}, "{column}"),
        ("{missing:,}円と{column}", {"column": "住所"}, "{missing}円と住所"),
    ],
)
def test_braces(template: str, params: dict[str, object], expected: str) -> None:
    assert say(Text(template, ""), params, "ja") == expected


def test_english_lists() -> None:
    assert say(Text("", "{columns} {state}"), {"columns": ("a", "b"), "state": "declined"}, "en") == "a, b declined"
