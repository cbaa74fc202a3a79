"""Bytes of cp932 as Windows writes them."""

from __future__ import annotations

import shutil
import subprocess

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.repertoire import LOOKALIKES, _variants, missing_characters, round_trip, suggest, unencodable
from csvbridge.writer.encode import _ibm_codes, encode

# Python alone also "encodes" these as single bytes that no other reader knows.
STRAY = set("\x80\xa0\uf8f0\uf8f1\uf8f2\uf8f3")


def _encodable() -> list[str]:
    points = (*range(0xD800), *range(0xE000, 0x10000))
    return [c for c in map(chr, points) if c.encode("cp932", "ignore") and c not in STRAY]


ENCODABLE = _encodable()


def test_the_two_forms_of_ibm_kanji() -> None:
    assert encode("髙﨑德", "cp932").hex() == "fbfcfab1faba"
    assert encode("髙﨑德", "cp932", "nec").hex() == "eee0ed95ed9e"
    assert len(_ibm_codes()) == 373


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
def test_same_bytes_as_iconv_for_every_character() -> None:
    # iconv has its own idea of user-defined characters; Windows' are F040–F9FC, as Python writes them.
    text = "".join(c for c in ENCODABLE if not "\ue000" <= c <= "\uf8ff")
    run = subprocess.run(["iconv", "-f", "utf-8", "-t", "cp932"], input=text.encode(), capture_output=True, check=True)
    assert encode(text, "cp932") == run.stdout


def test_nec_form_is_pythons_own() -> None:
    text = "".join(ENCODABLE)
    assert encode(text, "cp932", "nec") == text.encode("cp932")


@given(st.text(st.sampled_from([*ENCODABLE, *LOOKALIKES])))
def test_what_is_written_comes_back(text: str) -> None:
    assert encode(text, "cp932").decode("cp932") == round_trip(text)
    assert encode(text, "cp932", "nec").decode("cp932") == round_trip(text)


@given(st.text(max_size=12), st.sampled_from(["cp932", "euc_jp", "utf-8"]))
def test_three_ways_to_ask_agree(text: str, encoding: str) -> None:
    missing = missing_characters(text, encoding)
    assert pl.select(unencodable(pl.lit(text), encoding)).item() is bool(missing)
    if missing:
        with pytest.raises(UnicodeEncodeError) as caught:
            encode(text, encoding)
        assert caught.value.object == text
        assert text[caught.value.start] in missing
    else:
        encode(text, encoding)


@pytest.mark.parametrize("char", ["𠮷", "‾", "\x80", "\uf8f0", "\U0010fbfc", "é", "\u3099", "\ufe00"])
def test_never_a_question_mark(char: str) -> None:
    with pytest.raises(UnicodeEncodeError) as caught:
        encode(f"髙－{char}髙", "Shift_JIS")
    assert (caught.value.start, caught.value.encoding) == (2, "cp932")
    assert missing_characters(f"髙{char}", "cp932") == [char]


def test_no_break_space_is_a_space() -> None:
    assert encode("a\u00a0b", "cp932") == b"a b"


def test_other_encodings_refuse_what_would_not_come_back() -> None:
    assert encode("受付番号", "euc_jp") == "受付番号".encode("euc_jp")
    assert encode("𠮷", "utf-8") == "𠮷".encode()
    with pytest.raises(UnicodeEncodeError, match="does not come back"):
        encode("100¥", "euc_jp")


def test_null_stays_null() -> None:
    frame = pl.DataFrame({"a": ["𠮷", None]})
    for encoding, expected in (("cp932", [True, None]), ("utf-8", [False, None])):
        assert frame.select(unencodable(pl.col("a"), encoding))["a"].to_list() == expected


def test_every_variant_is_lacking_and_its_form_is_not() -> None:
    for char, form in _variants().items():
        assert missing_characters(char, "cp932") == [char]
        assert suggest(char) == form
        assert encode(form, "cp932").decode("cp932") == form


@pytest.mark.parametrize(
    ("char", "form"),
    [
        ("\ufa5b", "者"),
        ("\U0002f80f", "兔"),
        ("\u2009", " "),
        ("\U000e0100", ""),
        ("\u200b", ""),
        ("é", None),
        ("髙", None),
    ],
)
def test_suggestions(char: str, form: str | None) -> None:
    assert suggest(char) == form
