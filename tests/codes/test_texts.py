"""The words of every code: both languages say the same, on any console, in one sentence."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from csvbridge.codes import Entry, Text, every

ENTRIES = tuple(every().values())
PARTS = ("message", "cure", "why", "example")

each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)


def braces(text: str) -> set[str]:
    """Names in braces.

    >>> sorted(braces("「{column}」は{max}文字まで"))
    ['column', 'max']
    """
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def texts(entry: Entry) -> list[tuple[str, Text]]:
    """The four texts of an entry with their names."""
    return [(part, getattr(entry, part)) for part in PARTS]


@each_entry
def test_code_is_upper_snake(entry: Entry) -> None:
    assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", entry.code)


@each_entry
def test_severity_and_fix_are_of_the_closed_lists(entry: Entry) -> None:
    assert entry.severity in ("error", "warning", "info")
    assert entry.fix in ("none", "safe", "confirm")
    assert entry.source


@each_entry
def test_no_text_is_empty(entry: Entry) -> None:
    assert all(text.ja.strip() and text.en.strip() for _, text in texts(entry))


@each_entry
def test_languages_use_the_same_braces(entry: Entry) -> None:
    for part, text in texts(entry):
        assert braces(text.ja) == braces(text.en), part


@each_entry
def test_braces_are_plain_names(entry: Entry) -> None:
    for _, text in texts(entry):
        assert all(name.isidentifier() for name in braces(text.ja))


@each_entry
def test_only_message_and_cure_are_filled(entry: Entry) -> None:
    assert not braces(entry.why.ja) | braces(entry.example.ja)


@each_entry
def test_cell_itself_is_never_in_a_text(entry: Entry) -> None:
    """The renderer shows the cell, masked, on a line of its own."""
    assert not braces(entry.message.ja + entry.cure.ja) & {"value", "restored"}


@each_entry
def test_texts_can_be_shown_on_a_cp932_console(entry: Entry) -> None:
    for _, text in texts(entry):
        assert (text.ja + text.en).encode("cp932").decode("cp932") == text.ja + text.en


@each_entry
def test_message_and_cure_are_one_sentence(entry: Entry) -> None:
    for text in (entry.message, entry.cure):
        assert "。" not in text.ja
        assert not re.search(r"[.!?](\s+[A-Z]|$)", text.en)


@each_entry
def test_texts_end_without_a_full_stop(entry: Entry) -> None:
    for part, text in texts(entry):
        assert not text.ja.endswith(("。", "、", " ")), part
        assert not text.en.endswith((".", ",", " ")), part


@each_entry
def test_texts_stand_on_one_line(entry: Entry) -> None:
    assert not any("\n" in text.ja + text.en or "\t" in text.ja + text.en for _, text in texts(entry))


def test_no_two_codes_have_the_same_message() -> None:
    for language in ("ja", "en"):
        messages = [getattr(entry.message, language) for entry in ENTRIES]
        assert sorted(messages) == sorted(set(messages)), language


def test_data_errors_begin_their_cure_in_the_cart() -> None:
    """What is corrected only in the CSV goes wrong again at the parcel."""
    shared = [entry for entry in ENTRIES if "要修正ファイルを直してもう一度変換し" in entry.cure.ja]
    assert len(shared) > 30
    assert all(entry.cure.ja.startswith("カートの受注で") for entry in shared)
    assert all(entry.cure.en.startswith("in the cart, ") for entry in shared)
