"""The quick way and the careful way read the same, and what was written is read back."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.dialect import Caps, Dialect
from csvbridge.errors import WrongFileError
from csvbridge.reader import Records, read
from csvbridge.reader.careful import read_careful
from csvbridge.reader.fast import read_fast
from csvbridge.reader.head import read_head
from csvbridge.reader.sniff import refuse_foreign
from csvbridge.reader.source import open_source

DIALECTS = st.builds(
    Dialect,
    encoding=st.sampled_from(["cp932", "utf-8"]),
    delimiter=st.sampled_from([",", "\t", ";", "|"]),
    header=st.booleans(),
    quote=st.sampled_from(["all", "none"]),
    escape=st.sampled_from([None, "php"]),
    preamble_lines=st.sampled_from([0, 0, 1]),
    trailer=st.sampled_from([None, None, "^合計"]),
    caps=st.sampled_from([Caps(), Caps(cell_bytes=4, record_bytes=12, line_feeds=1, columns=3)]),
)
LETTERS = ["a", "b", "1", " ", "表", "ソ", "あ", "ｱ", "ﾃ", "東京", "以上1件", "合計", "<br>"]
SIGNS = ['"', '""', "\\", "\n", "\r\n", "\r", "\r\r\n", "\0", "\ufeff", ",", ";", "\t", "|", "\x1a"]
PIECES = st.sampled_from([*LETTERS, *SIGNS])
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Dialect, str]:
    """A mostly well-formed file with a little damage."""
    dialect = draw(DIALECTS)
    width = draw(st.integers(1, 4))
    cell = st.sampled_from(["", "a", "1", "表", "a,b", "x\ny", "x\r\ny", 'q"q', "東京都", "ﾃｱ", " "])
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), max_size=6))
    quoted = draw(st.booleans())
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))

    def written(value: str) -> str:
        return '"' + value.replace('"', '""') + '"' if quoted or set(value) & set(',;\t|\r\n"') else value

    lines = [dialect.delimiter.join(f"h{n}" for n in range(width))]
    lines += [dialect.delimiter.join(written(value) for value in row) for row in rows]
    text = end.join(lines) + draw(st.sampled_from(["", end]))
    place = draw(st.integers(0, len(text)))
    return dialect, text[:place] + draw(st.one_of(st.just(""), PIECES)) + text[place:]


def outcome(data: bytes, dialect: Dialect, *, quick: bool) -> object:
    try:
        refuse_foreign(data)
        source, text = open_source(data, dialect)
        head = read_head(source, text, dialect)
        found = read_fast(source, text, head, dialect) if quick else None
        return told(found or read_careful(source, text, head, dialect))
    except WrongFileError as refusal:
        return refusal.code, refusal.reason, refusal.line, refusal.params


def told(records: Records) -> tuple[object, ...]:
    lines = records.lines(range(records.cells.height))
    types = set(records.cells.dtypes) | {records.record.dtype}
    assert types <= {pl.String, pl.UInt32}
    assert not any(column.null_count() for column in records.cells)
    rest = (records.unreadable, records.notes, records.encoding)
    return records.header, records.cells.columns, records.cells.rows(), records.record.to_list(), lines, rest


def encoded(text: str, dialect: Dialect) -> bytes:
    return text.encode(dialect.encoding, "replace" if dialect.encoding == "cp932" else "strict")


@given(DIALECTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_reads_alike(dialect: Dialect, text: str) -> None:
    data = encoded(text, dialect)
    assert outcome(data, dialect, quick=True) == outcome(data, dialect, quick=False)


@given(tables())
@settings(max_examples=600, deadline=None)
def test_nearly_good_tables_read_alike(table: tuple[Dialect, str]) -> None:
    dialect, text = table
    data = encoded(text, dialect)
    assert outcome(data, dialect, quick=True) == outcome(data, dialect, quick=False)


@given(tables(), st.binary(max_size=3), st.integers(0, 200))
@settings(max_examples=400, deadline=None)
def test_damaged_bytes_read_alike(table: tuple[Dialect, str], damage: bytes, place: int) -> None:
    dialect, text = table
    data = encoded(text, dialect)
    data = data[:place] + damage + data[place:]
    assert outcome(data, dialect, quick=True) == outcome(data, dialect, quick=False)


@given(st.binary(max_size=200), DIALECTS)
@settings(max_examples=400, deadline=None)
def test_no_bytes_raise_anything_but_a_refusal(data: bytes, dialect: Dialect) -> None:
    assert outcome(data, dialect, quick=True)


@given(tables(), st.binary(max_size=2), st.integers(0, 200))
@settings(max_examples=300, deadline=None)
def test_every_byte_of_an_unreadable_record_is_kept(table: tuple[Dialect, str], damage: bytes, place: int) -> None:
    dialect, text = table
    data = encoded(text, dialect)
    data = data[:place] + damage + data[place:]
    try:
        records = read(data, dialect)
    except WrongFileError:
        return
    at = 0
    for bad in records.unreadable:
        at = data.index(bad.raw, at) + len(bad.raw)
        assert bad.raw


@given(
    st.lists(st.lists(st.text('ab,\n\r"表 ;', max_size=4), min_size=2, max_size=2), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_what_was_written_is_read_back(rows: list[list[str]], end: str, always: bool) -> None:
    def written(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if always or set(cell) & set(',"\r\n') else cell

    text = end.join(["h,i", *(",".join(map(written, row)) for row in rows)])
    records = read(text.encode("cp932"), Dialect())
    assert [tuple(row) for row in rows] == records.cells.rows()


@pytest.mark.parametrize("commas", [2_000_000])
def test_long_records_do_not_exhaust_the_parser(commas: int) -> None:
    records = read(b"a,b\n1,2\n" + b"," * commas + b"\n", Dialect())
    assert [bad.code for bad in records.unreadable] == ["RECORD_TOO_LONG"]
