"""Bytes to records: what is this file, which encoding, where does a record end, what are its cells.

Everything is text, untouched; a record that cannot be read is put aside byte for byte, a file that is not what the
dialect says is refused. Nothing is padded, cut, guessed or replaced.

>>> from csvbridge.dialect import Dialect
>>> records = read("番号,合計\\nA-1,1\\nA-2\\n".encode("cp932"), Dialect())
>>> records.header, records.cells.rows()
(('番号', '合計'), [('A-1', '1')])
>>> [(bad.code, bad.record, bad.line, bad.raw) for bad in records.unreadable]
[('RAGGED', 2, 3, b'A-2\\n')]
>>> read(b"<html><body>", Dialect())
Traceback (most recent call last):
csvbridge.errors.WrongFileError: FILE_HTML
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.errors import WrongFileError
from csvbridge.reader.careful import read_careful
from csvbridge.reader.fast import read_fast, read_plain
from csvbridge.reader.files import read_bytes
from csvbridge.reader.head import read_head
from csvbridge.reader.model import Records, Unreadable
from csvbridge.reader.sniff import is_workbook, refuse_foreign
from csvbridge.reader.source import open_plain, open_source
from csvbridge.reader.xlsx import read_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from csvbridge.dialect import Dialect
    from csvbridge.reader.source import Source

__all__ = ["Records", "Unreadable", "read", "read_bytes", "read_file"]


def read(data: bytes, dialect: Dialect, *, name: str = "") -> Records:
    """The records of a file's bytes; a workbook is read if it is one of rejects that comes back.

    Raises WrongFileError, with its reason, where they are not a file of this dialect; `name` goes into its params.
    """
    try:
        return _read(data, dialect)
    except WrongFileError as refusal:
        refusal.params = {"file": name, **refusal.params}
        raise


def _read(data: bytes, dialect: Dialect) -> Records:
    if is_workbook(data):
        return read_xlsx(data)
    refuse_foreign(data)
    plain = open_plain(data, dialect)
    return (plain and read_plain(plain, dialect)) or _read_whole(data, dialect, plain)


def _read_whole(data: bytes, dialect: Dialect, tried: Source | None) -> Records:
    """The records of a file that needs a closer look."""
    source, text = open_source(data, dialect)
    head = read_head(source, text, dialect)
    found = None if tried and tried.encoding == source.encoding else read_fast(source, text, head, dialect)
    return found or read_careful(source, text, head, dialect)


def read_file(path: Path, dialect: Dialect) -> Records:
    """The records of a file that nobody writes to any more; see `read` and `read_bytes`."""
    return read(read_bytes(path), dialect, name=path.name)
