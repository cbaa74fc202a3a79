"""A small shop for a test: what its cart and its provider export, and what the provider was told.

All data is invented. The cart exports the orders of two days, so that every order is in several files; the provider
refuses nothing and counts: an order registered or reported twice is what the test is after.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ..support import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DAYS = ("2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23")
"""Thursday to Monday; the 22nd is a Sunday."""
LONG, SHORT = "長名" * 11, "長名"


@dataclass
class Order:
    """An order in the cart. `spoilt` where the customer left something wrong; `parcels` are tracking numbers."""

    number: str
    day: int
    payment: str
    spoilt: bool = False
    parcels: list[str] = field(default_factory=list)
    shipped: int | None = None


class Pair(NamedTuple):
    """A cart and a provider: their conversions, the provider's columns and words."""

    cart: str
    request: str
    result: str
    report: str
    deferred: str
    number: str
    provider_id: str
    results: Sequence[str]
    spoilt_cell: str
    wrong: str
    right: str
    wrong_code: str


TAMAGO_GMO = Pair(
    cart="tamago",
    request="tamago-gmo-credit-request",
    result="tamago-gmo-credit-result",
    report="tamago-gmo-shipping-report",
    deferred="GMO後払い",
    number="加盟店取引ID",
    provider_id="GMO取引ID",
    results=("加盟店取引ID", "GMO取引ID", "自動審査結果", "目視審査結果", "目視審査結果理由"),
    spoilt_cell="注文者姓",
    wrong=LONG,
    right=SHORT,
    wrong_code="LEN_OVER",
)
ECCUBE_ATODENE = Pair(
    cart="eccube",
    request="eccube4-atodene-credit-request",
    result="atodene-eccube4-credit-result",
    report="eccube4-atodene-shipping-report",
    deferred="後払い（アトディーネ）",
    number="ご購入店受注番号",
    provider_id="お問合せ番号",
    results=("ご購入店受注番号", "お問合せ番号", "氏名", "顧客請求金額（税込）", "請求書送付方法", "与信審査結果"),
    spoilt_cell="メールアドレス",
    wrong="見本",
    right="taro@example.com",
    wrong_code="EMAIL_FORMAT",
)


def tracking_number(serial: int) -> str:
    """A number of 12 digits whose last one is right.

    >>> tracking_number(20096118543)
    '200961185434'
    """
    return f"{serial:011d}{serial % 7}"


class Cart:
    """The shop's side: orders by number, and its two exports as the real ones are written."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.orders: dict[str, Order] = {}
        self.imported: dict[str, str] = {}
        self._tamago = pair.cart == "tamago"

    def place(self, day: int, *numbers: str, payment: str = "", spoilt: bool = False) -> None:
        """Customers order."""
        for number in numbers:
            self.orders[number] = Order(number, day, payment or self.pair.deferred, spoilt)

    def ship(self, day: int, *numbers: str, parcels: int = 1) -> None:
        """Parcels leave."""
        for number in numbers:
            serial = 20096110000 + 10 * sum(len(order.parcels) for order in self.orders.values())
            self.orders[number].parcels = [tracking_number(serial + step * 10) for step in range(parcels)]
            self.orders[number].shipped = day

    def take_in(self, results: bytes) -> None:
        """Credit results as csvbridge wrote them: the cart's import, or the clerk's list."""
        rows = csv.DictReader(io.StringIO(results.decode("cp932" if self._tamago else "utf-8-sig"), newline=""))
        number, word = ("受付番号", "与信結果") if self._tamago else ("注文番号", "審査結果")
        self.imported |= {row[number]: row[word].removeprefix("審査") for row in rows}

    def export_orders(self, day: int) -> bytes:
        """New orders of today and yesterday that are not shipped."""
        orders = [o for o in self.orders.values() if day - 1 <= o.day <= day and o.shipped is None]
        rows = [self._tamago_row(o) if self._tamago else self._eccube_row(o, "") for o in orders]
        return self._file("tamago-gmo/orders.csv" if self._tamago else "eccube4-atodene/orders.csv", rows)

    def export_shipped(self, day: int) -> bytes:
        """Orders that were shipped today and yesterday, a row a parcel."""
        parcels = [
            (order, number)
            for order in self.orders.values()
            if order.shipped is not None and day - 1 <= order.shipped <= day
            for number in order.parcels
        ]
        if not self._tamago:
            return self._file("eccube4-atodene/orders.csv", [self._eccube_row(*parcel) for parcel in parcels])
        return self._file("tamago-gmo/shipped-orders.csv", [self._parcel_row(*parcel) for parcel in parcels])

    def _cell(self, order: Order) -> dict[str, str]:
        return {self.pair.spoilt_cell: self.pair.wrong if order.spoilt else self.pair.right}

    def _tamago_row(self, order: Order) -> dict[str, str]:
        buyer = ("太郎", "ミホン", "タロウ", "100-0005", "東京都", "千代田区丸の内1-9-1", "", "03-0000-0001")
        names = ("名", "セイ", "メイ", "郵便番号", "都道府県", "住所1", "住所2", "電話番号")
        amounts = {
            "商品合計": "3980",
            "送料": "660",
            "手数料": "330",
            "値引き": "0",
            "ポイント利用": "0",
            "請求金額": "4970",
        }
        return {
            "受付番号": order.number,
            "注文日": DAYS[order.day].replace("-", "/"),
            "注文ステータス": "新規受付",
            "支払方法": order.payment,
            **{f"注文者{name}": value for name, value in zip(names, buyer, strict=True)},
            "注文者メール": "taro@example.com",
            "商品コード": "AO-030",
            "商品名": "青汁 30包",
            "単価": "3980",
            "数量": "1",
            **amounts,
            **self._cell(order),
        }

    def _parcel_row(self, order: Order, number: str) -> dict[str, str]:
        day = DAYS[order.shipped or 0].replace("-", "/")
        words = ("受付番号", "発送日", "配送業者", "出荷番号", "支払方法")
        return dict(zip(words, (order.number, day, "ヤマト運輸", number, order.payment), strict=True))

    def _eccube_row(self, order: Order, parcel: str) -> dict[str, str]:
        names = (
            "お名前(姓)",
            "お名前(名)",
            "お名前(セイ)",
            "お名前(メイ)",
            "郵便番号",
            "都道府県(名称)",
            "住所1",
            "住所2",
            "TEL",
        )
        person = ("見本", "太郎", "ミホン", "タロウ", "1000005", "東京都", "千代田区", "丸の内1-9-1", "0300000001")
        shipped = order.shipped is not None
        return {
            "注文ID": order.number,
            "注文番号": order.number,
            **dict(zip(names, person, strict=True)),
            **{f"配送先_{name}": value for name, value in zip(names, person, strict=True)},
            "小計": "3300.00",
            "値引き": "0.00",
            "送料": "0.00",
            "税金": "300.00",
            "合計": "3300.00",
            "支払合計": "3300.00",
            "価格": "3000.00",
            "個数": "1",
            "税率": "10",
            "対応状況(ID)": "5" if shipped else "1",
            "対応状況(名称)": "発送済み" if shipped else "新規受付",
            "支払方法(名称)": order.payment,
            "受注日": f"{DAYS[order.day]} 10:23:45",
            "商品名": "ルイボスティー",
            "商品コード": "TE-015",
            "明細区分(ID)": "1",
            "明細区分(名称)": "商品",
            "出荷ID": f"7{order.number}{order.parcels.index(parcel)}" if parcel else f"7{order.number}0",
            "配送業者(名称)": "ヤマト運輸",
            "発送日": f"{DAYS[order.shipped]} 15:00:00" if order.shipped is not None else "",
            "出荷伝票番号": parcel,
            **self._cell(order),
        }

    def _file(self, example: str, rows: Iterable[Mapping[str, str]]) -> bytes:
        first = (REPOSITORY / "examples" / example).read_bytes().decode("cp932").splitlines()[0]
        header = next(csv.reader([first]))
        # EC-CUBE's second 送料 is the shipment's: blank here.
        cells = [
            [row.get(name, "") if name not in header[:at] else "" for at, name in enumerate(header)] for row in rows
        ]
        return to_csv([header, *cells], all_quoted=self._tamago)


class Provider:
    """The provider's side: what was registered and reported, how often, and the results that it gives."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.registered: Counter[str] = Counter()
        self.reported: Counter[str] = Counter()
        self._ids: dict[str, str] = {}

    def register(self, upload: bytes) -> list[str]:
        """Take a credit request; an order has its number on its first row."""
        numbers = [row[self.pair.number] for row in rows_of(upload) if row[self.pair.number]]
        self.registered.update(numbers)
        for number in numbers:
            self._ids.setdefault(number, f"129{len(self._ids):08d}")
        return numbers

    def report(self, upload: bytes) -> list[str]:
        """Take a shipping report, which names transactions."""
        numbers = {key: number for number, key in self._ids.items()}
        reported = [numbers[row[self.pair.provider_id]] for row in rows_of(upload)]
        self.reported.update(reported)
        return reported

    def results(self, words: Mapping[str, str]) -> bytes:
        """The download of some orders' results."""
        blank = len(self.pair.results) - 3
        rows = []
        for number, word in words.items():
            cells = [number, self._ids[number], *[""] * blank, word]
            # 保留 is a word of the people who look at it, not of the machine.
            if self.pair.cart == "tamago":
                cells = [number, self._ids[number], *(("審査中", word) if word == "保留" else (word, "")), ""]
            rows.append(cells)
        return to_csv([list(self.pair.results), *rows], all_quoted=True)


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a file of cp932."""
    return list(csv.DictReader(io.StringIO(data.decode("cp932"), newline="")))


def to_csv(lines: Sequence[Sequence[str]], *, all_quoted: bool) -> bytes:
    """Lines of cells as a file of cp932."""
    out = io.StringIO()
    style = csv.writer(out, lineterminator="\r\n")
    if all_quoted:
        style = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    style.writerows(lines)
    return out.getvalue().encode("cp932")
