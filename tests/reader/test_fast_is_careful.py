"""Every way reads the same as the careful one does record by record, and what was written is read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.dialect import Caps, Dialect
from csvbridge.errors import WrongFileError
from csvbridge.reader import Records, fast, read
from csvbridge.reader.careful import read_careful
from csvbridge.reader.fast import read_fast, read_plain
from csvbridge.reader.head import read_head
from csvbridge.reader.sniff import refuse_foreign
from csvbridge.reader.source import open_plain, open_source

if TYPE_CHECKING:
    from collections.abc import Callable

    Way = Callable[[bytes, Dialect], Records]

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


def by_record(data: bytes, dialect: Dialect) -> Records:
    """The plain reference."""
    source, text = open_source(data, dialect)
    return read_careful(source, text, read_head(source, text, dialect), dialect, in_runs=False)


def in_runs(data: bytes, dialect: Dialect) -> Records:
    source, text = open_source(data, dialect)
    return read_careful(source, text, read_head(source, text, dialect), dialect)


def at_once(data: bytes, dialect: Dialect) -> Records:
    source, text = open_source(data, dialect)
    return read_fast(source, text, read_head(source, text, dialect), dialect) or by_record(data, dialect)


def in_pieces(data: bytes, dialect: Dialect) -> Records:
    """As a large file is read, but for the size of the pieces."""
    source = open_plain(data, dialect)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "SMALL", 0)
        return (source and read_plain(source, dialect, size=8)) or by_record(data, dialect)


WAYS = st.sampled_from([read, in_runs, at_once, in_pieces])


def outcome(data: bytes, dialect: Dialect, way: Way) -> object:
    try:
        refuse_foreign(data)
        return told(way(data, dialect))
    except WrongFileError as refusal:
        params = {name: value for name, value in refusal.params.items() if name != "file"}
        return refusal.code, refusal.reason, refusal.line, params


def told(records: Records) -> tuple[object, ...]:
    lines = records.lines(range(records.cells.height))
    types = set(records.cells.dtypes) | {records.record.dtype}
    assert types <= {pl.String, pl.UInt32}
    assert not any(column.null_count() for column in records.cells)
    rest = (records.unreadable, records.notes, records.encoding)
    return records.header, records.cells.columns, records.cells.rows(), records.record.to_list(), lines, rest


def encoded(text: str, dialect: Dialect) -> bytes:
    return text.encode(dialect.encoding, "replace" if dialect.encoding == "cp932" else "strict")


@given(DIALECTS, TEXTS, WAYS)
@settings(max_examples=400, deadline=None)
def test_any_text_reads_alike(dialect: Dialect, text: str, way: Way) -> None:
    data = encoded(text, dialect)
    assert outcome(data, dialect, way) == outcome(data, dialect, by_record)


@given(tables(), WAYS)
@settings(max_examples=600, deadline=None)
def test_nearly_good_tables_read_alike(table: tuple[Dialect, str], way: Way) -> None:
    dialect, text = table
    data = encoded(text, dialect)
    assert outcome(data, dialect, way) == outcome(data, dialect, by_record)


@given(tables(), st.binary(max_size=3), st.integers(0, 200), WAYS)
@settings(max_examples=400, deadline=None)
def test_damaged_bytes_read_alike(table: tuple[Dialect, str], damage: bytes, place: int, way: Way) -> None:
    dialect, text = table
    data = encoded(text, dialect)
    data = data[:place] + damage + data[place:]
    assert outcome(data, dialect, way) == outcome(data, dialect, by_record)


SOUND = [
    *['"A-1","x"\r\n', "A-2,y\n", '"A-3","東京"\r\n', '"A-4","l\nm"\n', '"A-5","l\r\nm"\r\n', '"東","京"\n'],
    *['"A-6","l\rm"\n', '"A-7","5"""\r\n', '"","ソ"\n', "ｱ,ﾃ\r\n", '"A-8","",\n', '"B-1","\n"\n', ",\n", '"B-2",\r\n'],
    *['"B-3","\n\n\n"\n', '"B-4","' + "x" * 300 + '"\n', '"B-5","' + "\n" * 201 + '"\n', " ,\t\n", '"hot",x\n'],
    *['"C-1","東\n"\n', '"C-2","' + "y" * 40 + '"\n'],
]
STRANGE = [
    *[
        "\r\n",
        "A-1\n",
        'A-2,5"x\n',
        "以上2件,\n",
        '"以上","3件"\n',
        ' ,"以上1件"\n',
        "h,i\n",
        '"h","i"\r\n',
        'h,"i"\n',
        '"",i\n',
        ",i\n",
        '"h""",i\n',
    ],
    *["A-3,\0\n", "A-4,x\r", "A-5,x\r\r\n", '"A-6"x,"y"\n', '"A-7","表"示"\n', "A-8,x,y\n", "<br />\n", '"A,\n'],
]
BROKEN = ["東京,x\n".encode(), b"A-1,\xff\n", b"\x80,x\n", b"\xef\xbb\xbfA,x\n", b"\x8e\n", b'"A","\x8e"\n', b"\x1a\n"]
AGAIN = ""
HEADERS = ["h,i\r\n", '"h","i"\n', "", '"A-1",i\n', '"",i\n', '"h""",i\n']
FILES = st.lists(st.one_of(st.sampled_from(SOUND), st.sampled_from(SOUND), st.sampled_from([*STRANGE, *BROKEN, AGAIN])))


def joined(header: str, records: list[str | bytes], encoding: str) -> bytes:
    """A file; AGAIN stands for the header once more."""
    lines = [header, *(header if line == AGAIN else line for line in records)]
    return b"".join(line if isinstance(line, bytes) else line.encode(encoding) for line in lines)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
@pytest.mark.parametrize("odd", [*STRANGE, *BROKEN], ids=repr)
def test_each_odd_record_is_read_alike(odd: str | bytes, encoding: str) -> None:
    for header in HEADERS:
        for number, records in enumerate(([odd, AGAIN, SOUND[2]], [SOUND[0], AGAIN, SOUND[4], odd], [SOUND[2], odd])):
            data, dialect = joined(header, [*records], encoding), Dialect(encoding=encoding, header=bool(header))
            wanted = outcome(data, dialect, by_record)
            assert outcome(data, dialect, in_runs) == wanted, (header, number)
            assert outcome(data, dialect, in_pieces) == wanted, (header, number)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
@pytest.mark.parametrize("sound", SOUND, ids=lambda text: repr(text[:20]))
def test_each_sound_record_is_read_alike(sound: str, encoding: str) -> None:
    data = joined('"h","i"\n', [sound, SOUND[2], sound], encoding)
    for caps in (Caps(), Caps(cell_bytes=20, record_bytes=60)):
        dialect = Dialect(encoding=encoding, caps=caps)
        wanted = outcome(data, dialect, by_record)
        for way in (read, in_runs, in_pieces):
            assert outcome(data, dialect, way) == wanted, (way, caps)


@given(
    FILES,
    st.sampled_from(["cp932", "utf-8", "euc_jp"]),
    st.sampled_from(HEADERS),
    st.sampled_from([Caps(), Caps(cell_bytes=16, record_bytes=64, line_feeds=2), Caps(cell_bytes=20, record_bytes=60)]),
    st.sampled_from(["all", "none"]),
    st.sampled_from([None, "php"]),
    WAYS,
)
@settings(max_examples=600, deadline=None)
def test_sound_records_among_broken_ones_read_alike(
    records: list[str | bytes], encoding: str, header: str, caps: Caps, quote: Any, escape: Any, way: Way
) -> None:
    dialect = Dialect(encoding=encoding, header=bool(header), caps=caps, quote=quote, escape=escape)
    data = joined(header, records, encoding)
    assert outcome(data, dialect, way) == outcome(data, dialect, by_record)


@given(st.binary(max_size=60), st.integers(1, 20), st.sampled_from(["cp932", "utf-8", "euc_jp"]))
@settings(max_examples=300, deadline=None)
def test_pieces_are_the_text(data: bytes, size: int, encoding: str) -> None:
    source = open_plain(data, Dialect(encoding=encoding))
    if source is None:
        return
    try:
        opened = open_source(data, Dialect(encoding=encoding))
    except WrongFileError:
        opened = None
    try:
        text: str | None = "".join(source.texts(size))
    except UnicodeDecodeError:
        text = None
    clean = opened is not None and opened[0].clean and opened[0].encoding == source.encoding
    assert text == (opened[1] if opened and clean else None)


@given(st.binary(max_size=200), DIALECTS)
@settings(max_examples=400, deadline=None)
def test_no_bytes_raise_anything_but_a_refusal(data: bytes, dialect: Dialect) -> None:
    assert outcome(data, dialect, read)


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


@pytest.mark.parametrize("feeds", [2, 3])
def test_the_last_record_needs_no_end_for_its_line_feeds_to_be_counted(feeds: int) -> None:
    data = b'"h","i"\n"A-1","' + b"\n" * feeds + b'"'
    records = read(data, Dialect(encoding="utf-8", caps=Caps(line_feeds=2)))
    assert [bad.code for bad in records.unreadable] == ["CELL_TOO_MANY_LINES"] * (feeds > 2)


def test_mojibake_is_seen_where_the_delimiter_ends_a_sign_of_cp932() -> None:
    data = "h|i\nA|ポ\nB|東京\nC|京都\n".encode("cp932") + "D|東京\n".encode()
    records = read(data, Dialect(delimiter="|"))
    assert [bad.code for bad in records.unreadable] == ["MOJIBAKE"]
    assert records.cells.rows() == [("A", "ポ"), ("B", "東京"), ("C", "京都")]
