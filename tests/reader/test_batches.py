"""A file cut into batches: nothing lost, no record and no order torn, whatever the size and the encoding."""

from __future__ import annotations

from io import BytesIO
from itertools import chain, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.dialect import Dialect
from csvbridge.reader import batches as batches_
from csvbridge.reader.batches import Rules, can_cut, cut, front, is_border, sure_border
from csvbridge.reader.cut import pieces
from csvbridge.reader.files import FileBytes

CELLS = st.text(st.sampled_from('a",\n\r 表ソ能髙１'), max_size=6)
ORDERS = st.lists(st.tuples(st.lists(CELLS, min_size=1, max_size=4)), min_size=1, max_size=12)
ENCODINGS = ("cp932", "utf-8", "euc_jp")


def write(rows: list[list[str]], encoding: str, newline: str, *, quote_all: bool) -> bytes:
    text = "".join(",".join(_cell(cell, quote_all=quote_all) for cell in row) + newline for row in rows)
    return text.replace("髙", "高").encode(encoding)


def _cell(cell: str, *, quote_all: bool) -> str:
    needed = quote_all or any(sign in cell for sign in ',"\r\n')
    return '"' + cell.replace('"', '""') + '"' if needed else cell


def as_file(data: bytes) -> FileBytes:
    return FileBytes(Path(), BytesIO(data), None)


def read(data: bytes, encoding: str) -> list[list[str]]:
    text = data.decode(encoding)
    grammar = Rules(0).grammar
    return [grammar.fields(text[p.start : p.end]) for p in pieces(text, 0, grammar)]


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(
    orders=ORDERS,
    size=st.integers(1, 200),
    newline=st.sampled_from(["\n", "\r\n"]),
    keys=st.sampled_from(["each", "first", "last"]),
    quote_all=st.booleans(),
)
def test_no_record_and_no_order_is_torn(
    encoding: str, orders: list[tuple[list[str]]], size: int, newline: str, keys: str, quote_all: bool
) -> None:
    rows = []
    for number, (cells,) in enumerate(orders):
        stands = {"each": range(len(cells)), "first": [0], "last": [len(cells) - 1]}[keys]
        rows += [[cell, f"T{number}" if place in stands else ""] for place, cell in enumerate(cells)]
    data = write(rows, encoding, newline, quote_all=quote_all)
    rules = Rules(1, closes=keys == "last")
    ranges = list(cut(data, 0, size, rules))
    assert list(cut(as_file(data), 0, size, rules)) == ranges
    batches = [data[start:end] for start, end in ranges]
    assert b"".join(batches) == data
    assert all(batches)
    read_apart = [read(batch, encoding) for batch in batches]
    assert list(chain(*read_apart)) == read(data, encoding)
    for before, after in pairwise(read_apart):
        keyed = [row for row in before if row[1]], [row for row in after if row[1]]
        assert keyed[0][-1][1] != keyed[1][0][1]
        assert (before[-1] if keys == "last" else after[0])[1]


@given(
    records=st.lists(st.sampled_from(["a,b\n", '"a\n",b\n', 'a"x,b\n', '"a""\n",b\n', 'a,"b"x\n']), min_size=1),
    at=st.integers(1, 60),
)
def test_a_border_is_one_even_behind_stray_quotes(records: list[str], at: int) -> None:
    data = "".join(records).encode()
    grammar = Rules(None).grammar
    try:
        stops = {piece.stop for piece in pieces(data.decode(), 0, grammar)}
    except Exception:
        return
    assert is_border(data, 0, at, Rules(None)) == (at in stops or at >= len(data))
    assert sure_border(data, 0, at, Rules(None)) == min([stop for stop in stops if stop >= at], default=len(data))


def test_a_large_order_is_never_torn() -> None:
    data = b"".join(b'"T1","%06d"\n' % n for n in range(40_000)) + b'"T2","x"\n'
    assert len(list(cut(data, 0, 1_000, Rules(0)))) <= 2


def test_a_stray_quote_does_not_make_one_batch_of_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind it every line end seems to be inside quotes; the next border is looked for record by record."""
    monkeypatch.setattr(batches_, "WINDOW", 300)
    data = b'"T0","x"x"\r\n' + b"".join(b'"T%d","y"\r\n' % n for n in range(1, 200))
    ranges = list(cut(data, 0, 400, Rules(0)))
    assert len(ranges) > 4
    assert all(is_border(data, 0, end, Rules(0)) for _, end in ranges)


def test_what_cannot_be_cut() -> None:
    assert can_cut(Dialect())
    assert not can_cut(Dialect(also_reads=("utf-16",)))
    assert not can_cut(Dialect(escape="php"))
    assert not can_cut(Dialect(trailer="合計.*"))
    assert not can_cut(Dialect(delimiter="|"))
    assert can_cut(Dialect(delimiter="|", encoding="utf-8"))


def test_the_front_of_a_file() -> None:
    data = '見出しの前\n"番号","備\n考"\nT1,x\n'.encode("cp932")
    found = front(data, Dialect(preamble_lines=1))
    assert found is not None
    assert (found.header, data[found.stop :]) == (("番号", "備\n考"), b"T1,x\n")
    assert front("番号\nT1\n".encode("utf-16"), Dialect()) is None
    assert front(b"T1,x\n", Dialect(header=False)) == (b"", 0, ())
