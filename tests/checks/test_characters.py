"""Characters, names and phones: what must be told of a cell, and what looks like it and must be left alone."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.address import master
from csvbridge.catalog import FIELDS
from csvbridge.checks import characters, mojibake, phone
from csvbridge.codes import lookup
from csvbridge.engine.cells import Cells
from csvbridge.engine.locate import Located
from csvbridge.profile.columns import FileColumn
from csvbridge.profile.models import Column, Format
from csvbridge.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csvbridge.checks.fault import Fault

TABLE = tomllib.loads(Path(__file__).with_name("characters.toml").read_text("utf-8"))
QUIET = [(field, text) for field, texts in TABLE["quiet"].items() for text in texts]
SAFE = ("CHAR_INVISIBLE", "CHAR_COMBINING", "CHAR_HALFKANA", "CHAR_HYPHEN")
NASTY = "あハは\u309a\u3099ｶﾞｰー−–-－０1２髙﨑①Ⅲ㈱\u200b\u00ad\ufe0f😀\t\n\u0001縺繧譁螻逕ﾊé\u0301å±\ufffd様殿 　"
FIELD = st.sampled_from(["buyer.name", "buyer.street", "recipient.address", "buyer.kana", "order.note"])
CELLS = st.one_of(st.text(NASTY, max_size=12), st.text(max_size=6))


def column(field: str) -> FileColumn:
    return FileColumn(Column(name="c", field=field), "c", None, 0)


def faults(field: str, text: str, target: characters.Writing = characters.NO_TARGET) -> list[Fault]:
    """What reading one cell finds."""
    format_ = Format.model_validate(
        {"id": "shop/orders", "title": "orders", "record": "order", "status": "documented", "grain": "order"}
        | {"columns": [{"name": "c", "field": field}], "dialect": {"encoding": "utf-8"}}
    )
    quoted = '"{}"'.format(text.replace('"', '""'))
    records = read(f"c\r\n{quoted}\r\n".encode(), format_.dialect)
    located = Located(records, format_, (column(field),), {"c": 0}, {}, (), target)
    cells = Cells(located, pl.int_range(0, records.cells.height, eager=True, dtype=pl.UInt32))
    cells.read(column(field))
    return cells.faults


def told(found: Iterable[Fault]) -> list[str]:
    return sorted(f"{fault.code} {fault.severity or lookup(fault.code).severity}" for fault in found)


@pytest.mark.parametrize("case", TABLE["flagged"], ids=lambda case: f"{case['field']}-{case['findings'][0]}")
def test_flagged(case: dict[str, Any]) -> None:
    found = faults(case["field"], case["text"])
    assert told(found) == sorted(case["findings"])
    if "suggestion" in case:
        assert {fault.suggestion for fault in found} == {case["suggestion"]}


@pytest.mark.parametrize(("field", "text"), QUIET)
def test_left_alone(field: str, text: str) -> None:
    assert told(faults(field, text)) == []


def test_no_name_of_the_tables_is_told() -> None:
    tables = master.load()
    for frame in (tables.towns, tables.offices):
        for name, field in (("prefecture", "prefecture"), ("city", "city"), ("town", "street")):
            cells, of_table = frame[name].cast(pl.String), column(f"buyer.{field}")
            hits = cells.filter(cells.str.contains(characters.pattern(of_table)))
            assert characters.find(hits, of_table) == []


@given(
    st.lists(CELLS, min_size=1, max_size=5), st.sampled_from(["buyer.name", "buyer.street", "buyer.kana", "order.note"])
)
@settings(max_examples=60, deadline=None)
def test_one_pattern_of_a_column_misses_nothing(texts: list[str], field: str) -> None:
    told = {spot.at for spot in characters.find(texts, column(field))}
    cells = pl.Series(texts)
    assert told <= set(cells.str.contains(characters.pattern(column(field))).arg_true())
    letters, sequences = characters.rare(column(field)) or (characters.pattern(column(field)), "")
    assert told <= set(cells.str.contains("|".join(filter(None, (letters, sequences)))).arg_true())


@given(CELLS, FIELD)
@settings(max_examples=60, deadline=None)
def test_what_was_repaired_needs_no_second_repair(text: str, field: str) -> None:
    better = characters.repaired(text, field)
    assert characters.repaired(better, field) == better
    left = [spot.code for spot in characters.find([better], column(field))]
    assert not set(left) & set(SAFE)


@pytest.mark.parametrize("field", [name for name in FIELDS if name.startswith("buyer.")])
def test_every_safe_finding_has_its_cure(field: str) -> None:
    spots = characters.find(["1ー2\u200bｶﾞは\u309a"], column(field))
    assert spots
    assert all(spot.suggestion for spot in spots if lookup(spot.code).fix == "safe")


@given(st.lists(st.from_regex("0(-?[0-9]){9,10}", fullmatch=True), min_size=5, max_size=20))
@settings(max_examples=30, deadline=None)
def test_one_pattern_of_phones_misses_nothing(numbers: list[str]) -> None:
    told = {spot.at for spot in phone.find(numbers, column("buyer.phone"))}
    assert told <= set(pl.Series(numbers).str.contains(phone.PATTERN).arg_true())


def test_unicode_target_takes_every_character() -> None:
    utf8 = characters.Writing("utf-8")
    assert told(faults("buyer.family_name", "髙①", utf8)) == []
    assert told(faults("buyer.building", "県庁\u200b2–1", utf8)) == ["CHAR_HYPHEN info", "CHAR_INVISIBLE warning"]


def test_what_the_target_does_itself_is_not_told() -> None:
    field = "buyer.building"
    itself = frozenset({field})
    for target, text, left in (
        (characters.Writing("cp932", kana=itself), "ﾋﾞﾙ①", "CHAR_PLATFORM warning"),
        (characters.Writing("cp932", platform=itself), "ﾋﾞﾙ①", "CHAR_HALFKANA warning"),
        (characters.Writing("cp932", breaks=itself), "県庁\n北", "CHAR_CONTROL error"),
    ):
        assert told(faults(field, text, target)) == [left]


@given(st.text("一丁目千代田区大手町アカサタナあかさたな1-－ー", min_size=2, max_size=8))
@settings(max_examples=60, deadline=None)
def test_text_read_as_cp932_is_read_again(text: str) -> None:
    """Where the wrong reading loses nothing, the text comes back."""
    try:
        wrong = text.encode().decode("cp932")
    except UnicodeDecodeError:
        return
    if mojibake.holds(wrong):
        assert mojibake.reread(wrong) == text
