"""A vendor's blank template: its header is all that counts; notes and example rows below it are not read.

>>> seen = header_only("取引番号,氏名,郵便番号\\r\\n例）1001,見本太郎,\\r\\n".encode("cp932"))
>>> [(guess.column.name, guess.column.rows) for guess in seen.guesses], seen.rows, seen.grain
([('取引番号', 0), ('氏名', 0), ('郵便番号', 0)], 0, None)
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from csvbridge.dialect import Dialect
from csvbridge.errors import WrongFileError
from csvbridge.learn.columns import columns_of
from csvbridge.learn.mapping import guess
from csvbridge.learn.model import Inspection, Sighting
from csvbridge.learn.sight import sight
from csvbridge.reader import read


def header_only(data: bytes, *, name: str = "") -> Inspection:
    """What the header of a template tells.

    Raises:
        WrongFileError: SAMPLE_UNCLEAR where its encoding cannot be told, else as the reader.
    """
    seen = sight(data)
    dialect = _dialect(seen, name)
    header = read(data, dialect, name=name).header
    columns = columns_of(header, pl.DataFrame(schema={str(i): pl.String for i in range(len(header))}))
    sighting = replace(seen, header=True, dialect=dialect)
    return Inspection(sighting, columns, guess(columns), 0, None, None, None, 0, None)


def _dialect(seen: Sighting, name: str) -> Dialect:
    if seen.dialect is not None:
        return seen.dialect.model_copy(update={"header": True})
    refuse_unclear(seen, name)
    known = {
        "encoding": "cp932" if seen.encoding.name == "ascii" else seen.encoding.name,
        "newline": seen.newline if seen.newline in ("crlf", "lf") else None,
        "delimiter": seen.delimiter,
        "quote": seen.quote,
        "bom": seen.encoding.bom,
        "preamble_lines": seen.preamble_lines,
    }
    return Dialect.model_validate({key: value for key, value in known.items() if value is not None})


def refuse_unclear(seen: Sighting, name: str) -> None:
    """Raise SAMPLE_UNCLEAR where several encodings fit the bytes, or none does."""
    if seen.encoding.name is None and not seen.workbook:
        candidates = ", ".join(seen.encoding.candidates) or "-"
        raise WrongFileError("SAMPLE_UNCLEAR", reason="encoding", file=name, candidates=candidates)
