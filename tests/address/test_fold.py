"""Folding one text and folding a column are the same, and every character keeps its place."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.address import load
from csvbridge.address.fold import Folded, fold, fold_expr, fold_plain, plain
from csvbridge.address.variants import CHARACTERS, COUNTED, WORDS

ODD = (
    "".join(CHARACTERS)
    + "".join(CHARACTERS.values())
    + "".join(WORDS)
    + "".join(COUNTED)
    + "大字十一二三ｶﾞﾊﾟが㈱①　 ・1-２"
)

texts = st.text(st.sampled_from(ODD), max_size=12) | st.text(max_size=12)


def column(texts: list[str]) -> list[str]:
    return (
        pl.DataFrame({"text": texts}, schema={"text": pl.String})
        .select(fold_expr(pl.col("text")))
        .to_series()
        .to_list()
    )


def test_all_names_of_the_tables() -> None:
    master = load()
    names = [
        *master.towns["town"].unique(),
        *master.offices["number"].unique(),
        *master.towns["city"].cast(str).unique(),
    ]
    assert column(names) == [fold(name) for name in names]


@given(st.lists(texts, min_size=1, max_size=30))
def test_column_and_text(several: list[str]) -> None:
    assert column(several) == [fold(text) for text in several]


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
