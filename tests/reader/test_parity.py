"""What stands behind a place tells the same as all the quotes before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.reader import parity
from csvbridge.reader.parity import is_inside, told

if TYPE_CHECKING:
    import pytest

CELLS = st.text(st.sampled_from('a",;\n\r 表'), max_size=6)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=8)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def written(rows: list[list[str]], end: str, delimiter: str, *, quote_all: bool) -> bytes:
    def cell(value: str) -> str:
        needed = quote_all or set(value) & {delimiter, '"', "\r", "\n"}
        return '"' + value.replace('"', '""') + '"' if needed else value

    return "".join(delimiter.join(map(cell, row)) + end for row in rows).encode("cp932")


@given(ROWS, ENDS, st.sampled_from(",;"), st.booleans(), st.integers(1, 60))
@settings(max_examples=400, deadline=None)
def test_what_is_told_is_what_is_counted(
    rows: list[list[str]], end: str, delimiter: str, quote_all: bool, sight: int
) -> None:
    data = written(rows, end, delimiter, quote_all=quote_all)
    for at in range(len(data) + 1):
        counted = data.count(b'"', 0, at) % 2 == 1
        assert told(data[at : at + sight], delimiter) in (None, counted)
        assert is_inside(data, 0, at, delimiter) == counted


def test_without_a_quote_near_none_need_be_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parity, "SIGHT", 8)
    assert not is_inside(b'"a\n' + b"1,2\n" * 9, 0, 3, ",")
    assert is_inside(b'"a\n1,2\n', 0, 3, ",")
