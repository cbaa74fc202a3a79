"""Orders of a cart as a property draws them, and a run of the engine over them."""

from __future__ import annotations

import csv
import io
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from csvbridge.engine.run import run
from csvbridge.profile.plan import load_profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.engine.outcome import Outcome
    from csvbridge.profile.plan import Profile

Row = dict[str, str]
Order = list[Row]

PROFILE = "tamago-gmo-credit-request"
SAMPLE = {
    "注文日": "2026/11/20",
    "注文ステータス": "新規受付",
    "支払方法": "GMO後払い",
    "注文者姓": "見本",
    "注文者名": "太郎",
    "注文者セイ": "ミホン",
    "注文者メイ": "タロウ",
    "注文者郵便番号": "100-0005",
    "注文者都道府県": "東京都",
    "注文者住所1": "千代田区丸の内1-9-1",
    "注文者電話番号": "03-0000-0001",
    "注文者メール": "taro@example.com",
    "商品名": "見本茶",
    "単価": "1000",
    "数量": "1",
    "請求金額": "1000",
}
FAULTS: tuple[Row, ...] = (
    {"注文者名": "太郎" * 11},
    {"注文者郵便番号": "600001"},
    {"注文者電話番号": ""},
    {"請求金額": "千円"},
    {"注文日": "46346"},
    {"支払方法": "あと払いプラン"},
    {"注文者姓": "=1+1"},
    {"配送先姓": "試験"},
    {"数量": "-1"},
)
DROPPED: tuple[Row, ...] = ({"支払方法": "クレジットカード"}, {"注文ステータス": "キャンセル"})
WARNED: tuple[Row, ...] = (
    {"請求金額": "900"},
    {"注文者電話番号": "312345678"},
    {"注文者姓": "髙橋"},
    {"備考": '至急,\n"急"'},
)


@cache
def profile() -> Profile:
    """The conversion that the properties run."""
    return load_profile(PROFILE)


@st.composite
def orders(draw: st.DrawFn, first: int = 1) -> list[Order]:
    """Some orders with numbers of their own; some are dropped, some have a fault, most have several rows."""
    kinds = st.lists(st.sampled_from([{}, {}, *FAULTS, *DROPPED, *WARNED]), min_size=1, max_size=6)
    return [draw(order(f"T{first + n:04}", changes)) for n, changes in enumerate(draw(kinds))]


@st.composite
def order(draw: st.DrawFn, number: str, changes: Row) -> Order:
    """One order of one to three rows; a fault stands on each of them or on one."""
    size = draw(st.integers(1, 3))
    hit = draw(st.one_of(st.none(), st.integers(0, size - 1)))
    rows = [{**SAMPLE, "受付番号": number, "商品名": f"見本茶{n}"} for n in range(size)]
    total = str(1000 * size)
    return [
        {**row, "商品合計": total, "請求金額": total, **(changes if hit in (None, n) else {})}
        for n, row in enumerate(rows)
    ]


def document(rows: Sequence[Row], header: Sequence[str] | None = None) -> bytes:
    """Rows as the cart's file."""
    names = header or [column.header for column in profile().source_columns if not column.column.optional]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("cp932")


def rows_of(data: bytes | None) -> list[list[str]]:
    """The records of a written file without its header."""
    return [*csv.reader(io.StringIO((data or b"").decode("cp932"), newline=""))][1:]


def converted(found: Sequence[Order]) -> Outcome:
    """A run over the rows of some orders, order after order."""
    return run(document([row for one in found for row in one]), profile())
