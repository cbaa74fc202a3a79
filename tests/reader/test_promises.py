"""What each hostile thing gets: the exact code, reason, record and line."""

from __future__ import annotations

import gzip

import pytest

from csvbridge.codes import lookup
from csvbridge.dialect import Caps, Dialect
from csvbridge.errors import WrongFileError
from csvbridge.reader import read

PLAIN = Dialect()
UTF8 = Dialect(encoding="utf-8")
PHP = Dialect(escape="php")
COUNTED = Dialect(trailer=r"^T,(?P<count>\d+)")
MANY_LINES = b'A-5,"%s"\r\n' % (b"\n" * 201)
CLOSING = "以上2件\n".encode("cp932")
SJIS = "Shift_JIS (cp932)"
HEAD = "番号,氏名\r\n"
NAMES = "".join(f"A-{n},山田\r\n" for n in range(1, 5))

REFUSED = {
    "no bytes": (b"", PLAIN, "FILE_EMPTY", "empty", None),
    "only blank lines": (b"\r\n \r\n\x1a", PLAIN, "FILE_EMPTY", "empty", None),
    "only a mark": (b"\xef\xbb\xbf\r\n", PLAIN, "FILE_EMPTY", "empty", None),
    "only a preamble": (b"a\r\nb", Dialect(preamble_lines=3), "FILE_EMPTY", "empty", None),
    "login page": (b"\r\n<!DOCTYPE html><title>login</title>", PLAIN, "FILE_HTML", "html", 1),
    "login page in EUC-JP": ("<html>ログイン".encode("euc_jp"), PLAIN, "FILE_HTML", "html", 1),
    "PHP error at the start": (b"<br />\n<b>Fatal error</b>: x", PLAIN, "FILE_HTML", "html", 1),
    "PHP error in the tail": (b"a,b\n1,2\nWarning: mysql in /x.php on line 7\n", PLAIN, "FILE_HTML", "html", 3),
    "page in the tail": (b"a,b\n1,2\n<br />\n</html>", PLAIN, "FILE_HTML", "html", 3),
    "page inside a cell": (b'a,b\n1,"2<html><body>', PLAIN, "FILE_HTML", "html", 2),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), PLAIN, "FILE_EXCEL", "excel", None),
    "xlsx": (b"PK\x03\x04...[Content_Types].xml", PLAIN, "FILE_EXCEL", "excel", None),
    "zip": (b"PK\x03\x04...orders.csv", PLAIN, "FILE_FORMAT", "format", None),
    "gzip": (gzip.compress(b"a,b"), PLAIN, "FILE_FORMAT", "format", None),
    "json": (b'{"error": 1}', PLAIN, "FILE_FORMAT", "format", None),
    "json list": (b'[{"id": 1}]', PLAIN, "FILE_FORMAT", "format", None),
    "pdf": (b"%PDF-1.7", PLAIN, "FILE_FORMAT", "format", None),
    "all NUL": (bytes(4096), PLAIN, "FILE_NUL", "truncated", None),
    "NUL block at the end": (b"a,b\n1,2\n" + bytes(512), PLAIN, "FILE_NUL", "truncated", None),
    "cut record": (b"a,b\n1,2\n3", PLAIN, "FILE_CUT", "truncated", 3),
    "cut character": ((HEAD + NAMES).encode("cp932") + b"A-5,\x8e", PLAIN, "FILE_CUT", "truncated", 6),
    "cut character in the header": ("番号,氏".encode("cp932") + b"\x96", PLAIN, "FILE_CUT", "truncated", 1),
    "cut UTF-16": ("a,b".encode("utf-16")[:-1], PLAIN, "FILE_CUT", "truncated", None),
    "unclosed quote": (b'a,b\n1,2\n3,"4\n5,6\n', PLAIN, "FILE_UNCLOSED_QUOTE", "truncated", 3),
    "UTF-8 for cp932": ((HEAD + NAMES).encode(), PLAIN, "FILE_ENCODING", "encoding", None),
    "UTF-8 below an ASCII header": (("a,b\r\n" + NAMES).encode(), PLAIN, "FILE_ENCODING", "encoding", None),
    "cp932 for UTF-8": ((HEAD + NAMES).encode("cp932"), UTF8, "FILE_ENCODING", "encoding", None),
    "EUC-JP": ((HEAD + NAMES).encode("euc_jp"), PLAIN, "FILE_ENCODING", "encoding", None),
    "ISO-2022-JP": ((HEAD + NAMES).encode("iso2022_jp"), PLAIN, "FILE_ENCODING", "encoding", None),
    "UTF-16 without a mark": ((HEAD + NAMES).encode("utf-16-le"), PLAIN, "FILE_ENCODING", "encoding", None),
    "cp932 after a UTF-8 mark": (b"\xef\xbb\xbf" + HEAD.encode("cp932"), PLAIN, "FILE_NOT_TEXT", "encoding", None),
    "most records broken": (b"a,b\n1,\xff\n2,\xff\n3,x\n", PLAIN, "FILE_NOT_TEXT", "encoding", None),
    "two marks": (b"\xef\xbb\xbf\xef\xbb\xbfa,b\n1,2\n", UTF8, "BOM_INSIDE", "encoding", 1),
    "TAB for comma": (b"a\tb\n1\t2\n", PLAIN, "FILE_DELIMITER", "delimiter", None),
    "semicolon for comma": (b'"a";"b"\n1;2\n', PLAIN, "FILE_DELIMITER", "delimiter", None),
    "too many columns": (b"a,b,c\n", Dialect(caps=Caps(columns=2)), "FILE_TOO_WIDE", "format", None),
    "closing line of another count": (b"a,b\n1,2\n" + CLOSING, PLAIN, "FILE_TRAILER_COUNT", "truncated", 3),
    "trailer of another count": (b"a,b\n1,2\nT,3\n", COUNTED, "FILE_TRAILER_COUNT", "truncated", 3),
    "stray quote in the header": (b'a"x,b\n1,2\n', PLAIN, "HEADER_UNREADABLE", "header", 1),
    "NUL in the header": (b"a\0,b\n1,2\n", PLAIN, "HEADER_UNREADABLE", "header", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_for_what_it_is(name: str) -> None:
    data, dialect, code, reason, line = REFUSED[name]
    with pytest.raises(WrongFileError) as refusal:
        read(data, dialect, name="orders.csv")
    found = refusal.value
    assert (found.code, found.reason, found.line) == (code, reason, line)
    assert lookup(code).message.ja.format(**found.params)
    assert lookup(code).message.en.format(**found.params)


@pytest.mark.parametrize(
    ("data", "dialect", "found"),
    [
        ((HEAD + NAMES).encode(), PLAIN, "UTF-8"),
        ((HEAD + NAMES).encode("cp932"), UTF8, SJIS),
        ((HEAD + NAMES).encode("euc_jp"), PLAIN, "EUC-JP"),
        ((HEAD + NAMES).encode("iso2022_jp"), UTF8, "ISO-2022-JP"),
        ((HEAD + NAMES).encode("utf-16-be"), PLAIN, "UTF-16"),
    ],
)
def test_a_refusal_names_the_encoding(data: bytes, dialect: Dialect, found: str) -> None:
    with pytest.raises(WrongFileError) as refusal:
        read(data, dialect)
    assert refusal.value.params["found"] == found


PUT_ASIDE = {
    "short": (b"A-5\r\n", PLAIN, "RAGGED", {"expected": 2, "found": 1}),
    "long": (b"A-5,a,b\r\n", PLAIN, "RAGGED", {"expected": 2, "found": 3}),
    "no-data line": ("該当なし\r\n".encode("cp932"), PLAIN, "RAGGED", {"expected": 2, "found": 1}),
    "byte 80": (b"A-5,\x80\r\n", PLAIN, "UNDECODABLE", {"encoding": SJIS, "byte": "80"}),
    "byte A0": (b"A-5,\xa0\r\n", PLAIN, "UNDECODABLE", {"encoding": SJIS, "byte": "A0"}),
    "byte FD": (b"A-5,\xfd\r\n", PLAIN, "UNDECODABLE", {"encoding": SJIS, "byte": "FD"}),
    "half a character before a quote": (b'A-5,"\x8e"\r\n', PLAIN, "UNDECODABLE", {"encoding": SJIS, "byte": "8E"}),
    "mojibake": ("A-5,東京\r\n".encode(), PLAIN, "MOJIBAKE", {"found": "UTF-8", "encoding": SJIS}),
    "NUL": (b"A-5,a\0b\r\n", PLAIN, "NUL_IN_RECORD", {}),
    "mark inside": (b"\xef\xbb\xbfA-5,x\r\n", PLAIN, "BOM_INSIDE", {}),
    "stray quote": (b'A-5,5"x\r\n', PLAIN, "STRAY_QUOTE", {}),
    "text after a closing quote": (b'A-5,"q"a"q"\r\n', PLAIN, "STRAY_QUOTE", {}),
    "blank before a quote": (b'A-5, "q"\r\n', PLAIN, "STRAY_QUOTE", {}),
    "PHP with no reading": ('A-5,"表",x"\r\n'.encode("cp932"), PHP, "STRAY_QUOTE", {}),
    "long cell": (b"A-5," + b"x" * 8193 + b"\r\n", PLAIN, "CELL_TOO_LONG", {"place": 2, "bytes": 8193, "limit": 8192}),
    "long record": (b"A-5," + b"x" * 70_000 + b"\r\n", PLAIN, "RECORD_TOO_LONG", {"bytes": 70_004, "limit": 65_536}),
    "many lines": (MANY_LINES, PLAIN, "CELL_TOO_MANY_LINES", {"place": 2, "lines": 201, "limit": 200}),
}  # fmt: skip


@pytest.mark.parametrize("name", PUT_ASIDE)
def test_a_bad_record_is_put_aside_and_the_others_are_read(name: str) -> None:
    raw, dialect, code, params = PUT_ASIDE[name]
    records = read((HEAD + NAMES).encode("cp932") + raw + b"A-6,x\r\n", dialect)
    (bad,) = records.unreadable
    assert (bad.record, bad.line, bad.raw, bad.code, bad.params) == (5, 6, raw, code, params)
    assert records.record.to_list() == [1, 2, 3, 4, 6]
    assert records.cells.row(-1) == ("A-6", "x")
    assert records.lines([4]) == [7 + raw.count(b"\n") - 1]
    assert lookup(code).message.ja.format(**params)
    assert lookup(code).message.en.format(**params)


READ = {
    "header only": (b"a,b\r\n", PLAIN, [], []),
    "header without a line end": (b"a,b", PLAIN, [], []),
    "last line without an end": (b"a,b\n1,2", PLAIN, [("1", "2")], [2]),
    "CR": (b"a,b\r1,2\r3,4\r", PLAIN, [("1", "2"), ("3", "4")], [2, 3]),
    "CR CR LF": (b"a,b\r\r\n1,2\r\r\n3,4\r\r\n", PLAIN, [("1", "2"), ("3", "4")], [2, 3]),
    "mixed ends": (b"a,b\r\n1,2\n3,4\r5,6", PLAIN, [("1", "2"), ("3", "4"), ("5", "6")], [2, 3, 4]),
    "blank lines": (b"\na,b\n\n1,2\n\n\n3,4\n\n", PLAIN, [("1", "2"), ("3", "4")], [4, 7]),
    "0x1A at the end": (b"a,b\n1,2\n\x1a", PLAIN, [("1", "2")], [2]),
    "line breaks in cells": (b'a,b\r\n1,"x\r\ny\nz"\r\n3,4\r\n', PLAIN, [("1", "x\r\ny\nz"), ("3", "4")], [2, 5]),
    "preamble": (b'x\n"y\na,b\n1,2\n', Dialect(preamble_lines=2), [("1", "2")], [4]),
    "no trimming": (b"a,b\n 1 ,\n", PLAIN, [(" 1 ", "")], [2]),
    "doubled quotes": (b'a,b\n"5""",""\n', PLAIN, [('5"', "")], [2]),
    "one column": (b'a\n1\n\n""\n', PLAIN, [("1",), ("",)], [2, 4]),
    "a pipe that ends a character": ("ポ|b\nポ|2\n".encode("cp932"), Dialect(delimiter="|"), [("ポ", "2")], [2]),
    "no quoting": (b'a,b\n"1,2\n', Dialect(quote="none"), [('"1', "2")], [2]),
    "total line": (b"a,b\n1,2\nSUM,2\n", Dialect(trailer="^SUM,"), [("1", "2")], [2]),
    "closing line": ("a,b\n1,2\n以上　１件\n".encode("cp932"), PLAIN, [("1", "2")], [2]),
    "closing line padded": ("a,b\n1,2\n以上1件,\n".encode("cp932"), PLAIN, [("1", "2")], [2]),
    "以上 in a cell": ("a,b\n1,30以上5件\n".encode("cp932"), PLAIN, [("1", "30以上5件")], [2]),
    "tag in a cell": (b"a,b\n<b>1</b>,2\n", PLAIN, [("<b>1</b>", "2")], [2]),
    "PHP quote": ('a,b\n1,"表"示"\n2,"ソ""\n'.encode("cp932"), PHP, [("1", '表"示'), ("2", 'ソ"')], [2, 3]),
    "PHP doubled after all": ('a,b\n1,"表""示"\n'.encode("cp932"), PHP, [("1", '表"示')], [2]),
    "Shift_JIS label": ("a,b\n①,髙\n".encode("cp932"), Dialect(encoding="Shift_JIS"), [("①", "髙")], [2]),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_is_well_is_read_untouched(name: str) -> None:
    data, dialect, rows, lines = READ[name]
    records = read(data, dialect)
    assert records.cells.rows() == rows
    assert records.unreadable == records.notes == ()
    assert records.record.to_list() == list(range(1, len(rows) + 1))
    assert records.lines(range(len(rows))) == lines


@pytest.mark.parametrize(
    ("data", "dialect", "code", "encoding"),
    [
        ((HEAD + NAMES).encode("utf-8-sig"), PLAIN, "ENCODING_DECLARED", "utf-8"),
        ((HEAD + NAMES).encode("utf-16"), PLAIN, "ENCODING_DECLARED", "utf-16-le"),
        ((HEAD + NAMES).encode(), Dialect(also_reads=("utf-8",)), "ENCODING_OTHER", "utf-8"),
        ((HEAD + NAMES).encode("cp932"), Dialect(encoding="utf-8", also_reads=("cp932",)), "ENCODING_OTHER", "cp932"),
    ],
)
def test_another_encoding_that_is_allowed_is_noted(data: bytes, dialect: Dialect, code: str, encoding: str) -> None:
    records = read(data, dialect)
    assert records.header == ("番号", "氏名")
    assert records.cells.height == 4
    assert [(note.code, note.severity) for note in records.notes] == [(code, "info")]
    assert records.encoding == encoding


def test_a_mark_that_the_dialect_wants_is_no_news() -> None:
    assert read((HEAD + NAMES).encode("utf-8-sig"), Dialect(encoding="utf-8", bom=True)).notes == ()


def test_a_repeated_header_is_skipped_with_a_warning() -> None:
    records = read(b"a,b\n1,2\na,b\n3,4\n", PLAIN)
    assert records.cells.rows() == [("1", "2"), ("3", "4")]
    assert [(note.code, note.severity, note.record, note.line) for note in records.notes] == [
        ("HEADER_REPEATED", "warning", 2, 3)
    ]
    assert records.record.to_list() == [1, 3]


def test_a_document_without_header_has_the_width_of_most_records() -> None:
    records = read(b"1\n2,3\n4,5\n", Dialect(header=False))
    assert records.header == ()
    assert records.cells.rows() == [("2", "3"), ("4", "5")]
    assert [(bad.record, bad.line, bad.code) for bad in records.unreadable] == [(1, 1, "RAGGED")]


def test_bytes_of_an_unreadable_record_are_those_of_the_file() -> None:
    twice_coded = b"\xfa\x4a,\xee\xe0,\xfb\xfc\r\n"
    records = read(b"a,b\r\n\x87\x54,1\r\n" + twice_coded, PLAIN)
    assert [bad.raw for bad in records.unreadable] == [twice_coded]


def test_one_kanji_is_not_enough_for_mojibake() -> None:
    records = read((HEAD + NAMES).encode("cp932") + "A-5,東\r\n".encode(), PLAIN)
    assert not any(bad.code == "MOJIBAKE" for bad in records.unreadable)
