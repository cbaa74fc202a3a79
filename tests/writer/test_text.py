"""Quoting, newlines, marks and encodings of whole files."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.dialect import Dialect
from csvbridge.errors import FileAccessError
from csvbridge.writer.text import csv_bytes

FRAME = pl.DataFrame({"a": ["T1", "T2"], "b": ["髙橋", ""], "c": ['6" 皿', "a,b\n1"]})
HEADER = ["番号", "送料", "送料"]


def test_all_quoted_is_cp932_and_crlf() -> None:
    expected = '"番号","送料","送料"\r\n"T1","髙橋","6"" 皿"\r\n"T2","","a,b\n1"\r\n'
    assert csv_bytes(HEADER, FRAME, Dialect(quote="all")) == expected.encode("cp932").replace(b"\xee\xe0", b"\xfb\xfc")


def test_minimal_quotes_only_what_needs_it() -> None:
    out = csv_bytes(HEADER, FRAME, Dialect(encoding="utf-8", newline="lf"))
    assert out.decode() == '番号,送料,送料\nT1,髙橋,"6"" 皿"\nT2,,"a,b\n1"\n'


def test_a_single_blank_cell_is_no_blank_line() -> None:
    assert csv_bytes(["備考"], pl.DataFrame({"a": [""]}), Dialect(encoding="utf-8")) == '備考\r\n""\r\n'.encode()


def test_no_quotes_and_a_cell_that_needs_them() -> None:
    dialect = Dialect(encoding="utf-8", quote="none", delimiter="\t")
    assert csv_bytes(None, FRAME.select("a", "b"), dialect) == "T1\t髙橋\r\nT2\t\r\n".encode()
    with pytest.raises(FileAccessError) as caught:
        csv_bytes(None, FRAME, dialect)
    assert (caught.value.code, caught.value.params) == ("CELL_NEEDS_QUOTES", {"number": 3})


@pytest.mark.parametrize(
    ("encoding", "bom", "start"),
    [
        ("utf-8", True, b"\xef\xbb\xbfa"),
        ("utf-8-sig", False, b"\xef\xbb\xbfa"),
        ("utf-8", False, b"a"),
        ("utf-16-le", True, b"\xff\xfea\0"),
        ("cp932", True, b"a"),
    ],
)
def test_byte_order_mark(encoding: str, bom: bool, start: bytes) -> None:
    out = csv_bytes(["a"], pl.DataFrame({"a": ["1"]}), Dialect(encoding=encoding, bom=bom))
    assert out.startswith(start)
    assert out.count(b"\xef\xbb\xbf") == start.count(b"\xef\xbb\xbf")


def test_header_alone_and_rows_alone() -> None:
    assert csv_bytes(["a", "b"], pl.DataFrame({"a": [], "b": []}, strict=False), Dialect()) == b"a,b\r\n"
    assert csv_bytes(None, pl.DataFrame({"a": ["1"]}), Dialect()) == b"1\r\n"


def test_what_the_encoding_lacks_is_an_error() -> None:
    with pytest.raises(UnicodeEncodeError):
        csv_bytes(["名"], pl.DataFrame({"a": ["𠮷野"]}), Dialect())


CELLS = st.text(st.sampled_from("ab,\"\r\n\t ;|#'表ソ髙ｱ"), max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1), st.sampled_from(["all", "minimal"]), st.sampled_from(",\t;|"))
def test_a_strict_reader_reads_the_same_cells(rows: list[tuple[str, str]], quote: str, delimiter: str) -> None:
    dialect = Dialect.model_validate({"quote": quote, "delimiter": delimiter})
    out = csv_bytes(None, pl.DataFrame(rows, schema=["a", "b"], orient="row"), dialect)
    back = csv.reader(io.StringIO(out.decode("cp932"), newline=""), delimiter=delimiter, strict=True)
    assert [tuple(row) for row in back] == rows
