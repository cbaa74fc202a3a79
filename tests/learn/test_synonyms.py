"""The words of headers are data: closed, known to the catalogue, and each with one meaning."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from csvbridge.errors import ProfileError
from csvbridge.learn.synonyms import load, load_from, squeeze
from csvbridge.profile.search import package_folder

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((package_folder() / "synonyms").glob("*.toml"))
DATA = [tomllib.loads(path.read_text("utf-8")) for path in FILES]
SILENT = {"something_else", "country", "jan", "card", "fax", "newsletter", "earned", "info", "created", "person"}
"""Meanings that are there to say that a header is about another thing."""


def _all_words() -> list[tuple[str, str]]:
    """Every folded word of the general files with its meaning; what systems taught may differ from it on purpose."""
    words = [(squeeze(w), key) for data in DATA for key, texts in data.get("words", {}).items() for w in texts]
    words += [(squeeze(w), "") for data in DATA for w in data.get("noise", [])]
    return words + [
        (squeeze(w), f"part{n}") for data in DATA for n, texts in data.get("parts", {}).items() for w in texts
    ]


def test_no_word_has_two_meanings() -> None:
    found = defaultdict(list)
    for word, meaning in _all_words():
        found[word].append(meaning)
    assert {word: meanings for word, meanings in found.items() if len(meanings) > 1} == {}


def test_no_word_is_blank() -> None:
    assert "" not in load().words


def test_no_sure_pattern_is_two_fields() -> None:
    found = defaultdict(set)
    for recipe in load().recipes:
        if recipe.sure:
            found[recipe.field.startswith("party."), recipe.needs].add(recipe.field)
    assert [fields for fields in found.values() if len(fields) > 1] == []


def test_a_pattern_is_not_both_sure_and_maybe() -> None:
    found = defaultdict(set)
    for recipe in load().recipes:
        found[recipe.field, recipe.needs].add(recipe.sure)
    assert [key for key, sure in found.items() if len(sure) > 1] == []


def test_every_meaning_is_used() -> None:
    synonyms = load()
    used = {meaning for recipe in synonyms.recipes for meaning in recipe.needs | recipe.may}
    used |= set(synonyms.parties) | set(synonyms.implied) | SILENT
    meanings = {m for each in synonyms.words.values() for m in each if not m.startswith("part")}
    assert meanings - used == set()


def test_a_word_that_is_left_out_is_one_that_nobody_else_taught() -> None:
    header = squeeze("お客様管理番号")
    assert header in load(frozenset({"sagawa"})).headers
    assert header not in load(frozenset({"sagawa", "yamato-b2"})).headers
    assert load(frozenset({"yamato-b2"})).headers[header] == {"order.number": 1}


def test_general_words_are_taught_by_nobody() -> None:
    taught = [entry for data in DATA for entry in data.get("taught", [])]
    general = dict(_all_words())
    again = [
        (w, t["means"]) for t in taught if "means" in t for w in t["words"] if general.get(squeeze(w)) == t["means"]
    ]
    assert again == []


BROKEN = """\
title = "words"
[words]
name = ["氏名"]
[partys]
orderer = "buyer"
[party.nmae]
sure = ["name"]
[field."order.totl"]
sure = ["name"]
maybe = ["nam"]
[field."order.note"]
sur = ["name"]
[telling]
"shipment.carier" = ["運輸"]
[parties_implied]
ship = "nobody"
[[taught]]
from = ["x"]
words = ["y"]
[[taught]]
from = ["x"]
field = "order.numbr"
words = ["z"]
[known."item.kind"]
"送料" = "shiping"
[known."order.total"]
"計" = "all"
"""
PROBLEMS = {
    (4, "UNKNOWN_KEY", "partys"),
    (6, "UNKNOWN_FIELD", "nmae"),
    (8, "UNKNOWN_FIELD", "order.totl"),
    (10, "UNKNOWN_VALUE", "nam"),
    (12, "UNKNOWN_KEY", "sur"),
    (14, "UNKNOWN_FIELD", "shipment.carier"),
    (16, "UNKNOWN_VALUE", "nobody"),
    (17, "KEY_MISSING", None),
    (22, "UNKNOWN_FIELD", "order.numbr"),
    (25, "UNKNOWN_VALUE", "shiping"),
    (26, "UNKNOWN_FIELD", "order.total"),
}


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text(BROKEN, "utf-8")
    with pytest.raises(ProfileError) as raised:
        load_from(tmp_path)
    found = {(p.line, p.code, p.params.get("name")) for p in raised.value.problems}
    assert found == PROBLEMS
    meant = {p.params["name"]: p.params["choices"] for p in raised.value.problems if p.code == "UNKNOWN_FIELD"}
    assert meant["order.totl"] == "order.total"
    assert meant["nmae"] == "name"


def test_a_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text('title = "words\n', "utf-8")
    with pytest.raises(ProfileError) as raised:
        load_from(tmp_path)
    assert [p.code for p in raised.value.problems] == ["TOML_SYNTAX"]
