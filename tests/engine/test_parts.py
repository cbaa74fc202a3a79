"""A file in parts gives what it gives in one piece, wherever it is cut and whatever is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.codes import lookup
from csvbridge.engine import parts
from csvbridge.engine.run import run
from csvbridge.errors import WrongFileError
from csvbridge.profile.plan import load_pair
from csvbridge.report.language import say

from ..properties.orders import SAMPLE, Order, Row, document, orders, profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from csvbridge.engine.outcome import Outcome
    from csvbridge.findings import Finding

RAGGED = '"T9999","短い"\r\n'.encode("cp932")
STRAY = '"T9998","x"y"\r\n'.encode("cp932")
BYTES = b'"T9997",\x81\r\n'
KNOWN = RAGGED.replace(b"T9999", b"T0001")
BROKEN = [RAGGED, STRAY, BYTES, KNOWN, b"\r\n", "以上5件\r\n".encode("cp932")]


def told(finding: Finding) -> str:
    return say(lookup(finding.code).message, finding.params, "ja")


def both(data: bytes, size: int, **options: object) -> None:
    whole = run(data, profile(), reason=told, **options)  # type: ignore[arg-type]
    cut = parts.convert(data, profile(), size=size, reason=told, **options)  # type: ignore[arg-type]
    assert cut == whole


@settings(max_examples=12, deadline=None)
@given(
    drawn=orders(),
    more=orders(first=100),
    size=st.integers(300, 4_000),
    again=st.sampled_from(["", "equal", "conflict", "row"]),
    fix=st.booleans(),
    abort=st.booleans(),
    excluded=st.sampled_from([[], ["T0001", "T7777"]]),
)
def test_wherever_it_is_cut(
    drawn: list[Order], more: list[Order], size: int, again: str, fix: bool, abort: bool, excluded: list[str]
) -> None:
    """Orders of the first part that come back in the last one are still one order, twice or in contradiction."""
    rows: list[Row] = [row for one in [*drawn, *more] for row in one]
    if again == "equal":
        rows += drawn[0]
    elif again == "conflict":
        rows += [{**row, "注文者名": "花子"} for row in drawn[0]]
    elif again == "row":
        rows.append({**drawn[0][-1], "商品名": "見本茶9"})
    both(document(rows), size, fix=fix, abort=abort, exclude=excluded)


@settings(max_examples=12, deadline=None)
@given(
    drawn=orders(),
    more=orders(first=100),
    size=st.integers(300, 4_000),
    broken=st.sampled_from(
        [RAGGED, STRAY, BYTES, b"\r\n", "以上5件\r\n".encode("cp932"), RAGGED.replace(b"T9999", b"T0001")]
    ),
    at=st.floats(0, 1),
)
def test_whatever_is_broken(drawn: list[Order], more: list[Order], size: int, broken: bytes, at: float) -> None:
    records = document([row for one in [*drawn, *more] for row in one]).splitlines(keepends=True)
    place = 1 + round(at * (len(records) - 1))
    data = b"".join([*records[:place], broken, *records[place:]])
    assert _end(lambda: parts.convert(data, profile(), size=size, reason=told)) == _end(
        lambda: run(data, profile(), reason=told)
    )


def _end(convert: Callable[[], Outcome]) -> Outcome | tuple[str, object]:
    try:
        return convert()
    except WrongFileError as refused:
        return refused.code, refused.params


def test_rows_of_an_order_far_apart() -> None:
    """Every second row is of another order: nothing can be cut, and nothing goes wrong."""
    rows = [{**SAMPLE, "受付番号": f"T{n % 7:04}", "商品名": f"茶{n}", "請求金額": "3000"} for n in range(21)]
    both(document(rows), 300)


def test_on_two_processes() -> None:
    rows = [{**SAMPLE, "受付番号": f"T{n:04}", "備考": "改\n行" if n % 5 else ""} for n in range(60)]
    rows += [{**SAMPLE, "受付番号": "T0000", "注文者名": "花子"}]
    both(document(rows), 2_000)
    data = document(rows)
    assert parts.convert(data, profile(), size=2_000, jobs=2, reason=told) == run(data, profile(), reason=told)


def test_without_a_target() -> None:
    only = load_pair("tamago-repeat/orders", None)
    rows = [{**SAMPLE, "受付番号": f"T{n:04}", "注文者電話番号": "" if n % 9 else "03-0000-0001"} for n in range(40)]
    assert parts.convert(document(rows), only, size=900, reason=told) == run(document(rows), only, reason=told)


def test_a_word_is_counted_over_the_whole_file() -> None:
    rows = [{**SAMPLE, "受付番号": f"T{n:04}", "支払方法": "あと払いプラン"} for n in range(30)]
    found = parts.convert(document(rows), profile(), size=900)
    assert {f.params["count"] for f in found.findings if f.code == "UNKNOWN_WORD"} == {30}
