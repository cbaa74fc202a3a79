"""What people write and what the post writes become one text, and every character keeps its place."""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.address import load
from csvbridge.address.fold import Folded, fold, fold_plain, plain
from csvbridge.address.store import folded_town
from csvbridge.address.variants import CHARACTERS, COUNTED, DIGITS, WORDS, numerals

ODD = (
    "".join(CHARACTERS)
    + "".join(CHARACTERS.values())
    + "".join(WORDS)
    + "".join(COUNTED)
    + "大字十一二三ｶﾞﾊﾟが㈱①　 ・1-２"
)

texts = st.text(st.sampled_from(ODD), max_size=12) | st.text(max_size=12)


@settings(deadline=None)
@given(st.text(st.sampled_from(f"{DIGITS}十百{''.join(COUNTED)}"), max_size=8))
def test_numerals_are_those_of_the_table(text: str) -> None:
    table = numerals()
    longest_first = "|".join(sorted(table, key=len, reverse=True))
    assert fold_plain(text).text == re.sub(longest_first, lambda found: table[found[0]], fold_plain_words(text))


def fold_plain_words(text: str) -> str:
    """`fold` without its numerals."""
    return text.replace("番丁", "番町")


def test_tables_hold_the_names_as_they_are_compared() -> None:
    master = load()
    towns = master.rows.hstack(master.details).select("town", folded=pl.coalesce("folded", "town")).unique()
    assert towns.filter(pl.col("folded") != pl.Series(map(folded_town, towns["town"]))).is_empty()
    assert master.cities["folded"].to_list() == [fold(city) for city in master.cities["city"]]


@given(texts)
def test_every_folded_character_has_a_place(text: str) -> None:
    folded = fold_plain(plain(text).text)
    assert len(folded.at) == len(folded.text) + 1
    assert list(folded.at) == sorted(folded.at)


@given(texts)
def test_places_are_the_source_s(text: str) -> None:
    source = plain(text)
    assert source.at[-1] == len(text)
    assert list(source.at) == sorted(source.at)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("阿佐ヶ谷", "阿佐が谷"),
        ("四ッ谷", "四つ谷"),
        ("溝の口", "溝ノ口"),
        ("西二十一条北", "西21条北"),
        ("一番町", "１番町"),
        ("三番丁", "3番町"),
        ("大字中野字山", "中野山"),
        ("飛驒市", "飛騨市"),
        ("檜原村", "桧原村"),
        ("大通り", "大通"),
        ("ふ頭", "埠頭"),
        ("龍ケ崎市", "竜ヶ崎市"),
        ("八日市場ハ", "八日市場八"),
        ("流通センター", "流通センタ－"),
        ("ｾﾝﾀｰ", "センター"),
    ],
)
def test_written_differently(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("大手町", "大手街"), ("北1条", "北11条"), ("東町", "西町"), ("木町", "本町")]
)
def test_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_numerals_keep_their_place() -> None:
    assert fold_plain("西二十一条北") == Folded("西21条北", [0, 1, 1, 4, 5, 6])
