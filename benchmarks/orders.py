"""The order file that is measured: 40 columns of cp932, CRLF, every cell quoted, the same bytes on every machine.

One to three item rows an order, order cells repeated on each. 40 % of the orders are deferred; 2 % of those have a
name that is too long for the provider or an address without number, 2 % of all memos hold a line break. Names are put
together by dice; towns are those of the post's table, each with an invented number, so that no two addresses are alike.

>>> len(HEADER), sum(order.rows for order in orders(500)) >= 500
(40, True)
>>> list(orders(50)) == list(orders(50))
True
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.address import load

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER = (
    *("受付番号", "注文日", "注文ステータス", "支払方法"),
    *("注文者姓", "注文者名", "注文者セイ", "注文者メイ", "注文者郵便番号", "注文者都道府県"),
    *("注文者住所1", "注文者住所2", "注文者電話番号", "注文者メール"),
    *("配送先姓", "配送先名", "配送先セイ", "配送先メイ", "配送先郵便番号", "配送先都道府県"),
    *("配送先住所1", "配送先住所2", "配送先電話番号"),
    *(
        "商品コード",
        "商品名",
        "単価",
        "数量",
        "商品合計",
        "送料",
        "手数料",
        "値引き",
        "ポイント利用",
        "請求金額",
        "備考",
    ),
    *("会員番号", "性別", "生年月日", "配送希望日", "配送希望時間帯", "広告コード"),
)

_FAMILY = (
    ("見", "ミ"),
    ("例", "レイ"),
    ("試", "シ"),
    ("仮", "カリ"),
    ("架", "カ"),
    ("模", "モ"),
    ("擬", "ギ"),
    ("高", "タカ"),
)
_VARIANTS = str.maketrans("高崎", "髙﨑")
_HEAD = (
    ("本", "モト"),
    ("田", "タ"),
    ("川", "カワ"),
    ("山", "ヤマ"),
    ("野", "ノ"),
    ("崎", "サキ"),
    ("沢", "サワ"),
    ("村", "ムラ"),
)
_TAIL = (("", ""), ("原", "ハラ"), ("島", "シマ"), ("橋", "ハシ"), ("岡", "オカ"))
_GIVEN = (
    ("太", "タ"),
    ("花", "ハナ"),
    ("春", "ハル"),
    ("夏", "ナツ"),
    ("秋", "アキ"),
    ("冬", "フユ"),
    ("一", "イチ"),
    ("二", "ジ"),
)
_END = (
    ("郎", "ロウ"),
    ("子", "コ"),
    ("美", "ミ"),
    ("実", "ミ"),
    ("人", "ト"),
    ("香", "カ"),
    ("介", "スケ"),
    ("代", "ヨ"),
)

_BUILDINGS = (*[""] * 20, *["見本ビル"] * 10, *["見本ハイツ"] * 10, *["例示コーポ東館"] * 9, "ﾐﾎﾝﾏﾝｼｮﾝ")
_GOODS = (
    *("青汁 30包", "青汁 60包（お得用）", "定期便 ｺﾗｰｹﾞﾝ 90粒", "黒酢カプセル①", "美容液 30ml", "はちみつ石けん"),
    *("薬用シャンプー 詰替", "ルイボスティー 50袋", "ﾌﾟﾛﾃｲﾝ ココア味 1kg", "乳酸菌タブレット"),
)
_NOT_DEFERRED = ("クレジットカード", "クレジットカード", "代金引換", "銀行振込", "PayPay", "Amazon Pay")
_MEMOS = (
    "",
    "",
    "宅配ボックスに入れてください",
    "平日の午前中は不在です",
    "領収書を希望します",
    "2回目のご注文、いつもありがとうございます",
)
_HOURS = ("", "午前中", "14時～16時", "16時～18時", "19時～21時")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a run over the file must find, in orders; `rows` is the file's own count."""

    rows: int
    orders: int
    deferred: int
    defective: int


class Party(NamedTuple):
    """Nine cells: name in two parts, kana in two parts, postal code, prefecture, two address lines, phone."""

    family: str
    given: str
    family_kana: str
    given_kana: str
    postal_code: str
    prefecture: str
    street: str
    building: str
    phone: str


class Order(NamedTuple):
    """One order as CSV text, and what it is."""

    text: str
    rows: int
    is_deferred: bool
    is_defective: bool


def orders(least_rows: int, seed: int = 20261120) -> Iterator[Order]:
    """Orders until there are at least so many rows; the last one may overshoot by two."""
    dice = random.Random(seed)
    number = rows = 0
    while rows < least_rows:
        order = _order(dice, number)
        yield order
        number, rows = number + 1, rows + order.rows


def write(path: Path, least_rows: int) -> Facts:
    """Write the file and, beside it, its facts as JSON; a file that this very generator wrote before stays."""
    beside, maker = path.with_suffix(".json"), sha256(Path(__file__).read_bytes()).hexdigest()
    known = json.loads(beside.read_text("ascii")) if path.exists() and beside.exists() else {}
    if known.pop("maker", None) == maker:
        return Facts(**known)
    facts = _write(path, least_rows)
    beside.write_text(json.dumps({**asdict(facts), "maker": maker}), "ascii")
    return facts


def _write(path: Path, least_rows: int) -> Facts:
    counts = [0, 0, 0, 0]
    with path.open("wb") as file:
        file.write(_cp932(_line(HEADER)))
        for order in orders(least_rows):
            file.write(_cp932(order.text))
            counts = [
                a + b for a, b in zip(counts, (order.rows, 1, order.is_deferred, order.is_defective), strict=True)
            ]
    return Facts(*counts)


def _order(dice: random.Random, number: int) -> Order:
    is_deferred = dice.random() < 0.4
    is_defective = is_deferred and dice.random() < 0.02
    buyer = _party(dice)
    if is_defective:
        buyer = _spoilt(dice, buyer)
    goods = [
        (name, dice.randrange(780, 4980, 10), dice.randint(1, 2)) for name in dice.sample(_GOODS, dice.randint(1, 3))
    ]
    head = (f"T{number:07d}", f"2026/11/{dice.randint(1, 20):02d}", *_state(dice, is_deferred))
    to = (*head, *buyer, f"buyer{number:07d}@example.com", *_recipient(dice, buyer))
    tail = (*_amounts(dice, goods), _memo(dice), *_extras(dice, number))
    lines = (_line((*to, f"G-{_GOODS.index(n):03d}", n, str(price), str(count), *tail)) for n, price, count in goods)
    return Order("".join(lines), len(goods), is_deferred, is_defective)


def _state(dice: random.Random, is_deferred: bool) -> tuple[str, str]:
    """Status and payment method; every deferred order is one that a credit request takes."""
    if is_deferred:
        return dice.choice(("新規受付", "処理中")), dice.choice(("GMO後払い", "後払い"))
    return dice.choice(("新規受付", "出荷済み", "キャンセル")), dice.choice(_NOT_DEFERRED)


@cache
def _towns() -> list[tuple[str, str, str]]:
    """Postal code, prefecture and municipality with town, of the towns with 丁目 and one postal code."""
    towns = load().towns.filter(pl.col("chome") & (pl.col("note") == ""))
    alone = towns.filter(
        ~pl.struct("prefecture", "city", "town").is_duplicated() & ~pl.col("postal_code").is_duplicated()
    )
    return [
        (f"{code[:3]}-{code[3:]}", prefecture, city + town) for code, prefecture, city, town, *_ in alone.iter_rows()
    ]


def _spoilt(dice: random.Random, party: Party) -> Party:
    """A name that is too long, or an address that ends with its town."""
    if dice.random() < 0.5:
        return party._replace(given=party.given * 12)
    return party._replace(street=party.street.rstrip("-0123456789"), building="")


def _party(dice: random.Random) -> Party:
    family, given = _joined(dice, _FAMILY, _HEAD, _TAIL), _joined(dice, _GIVEN, _END)
    postal_code, prefecture, town = dice.choice(_towns())
    building = dice.choice(_BUILDINGS)
    return Party(
        family=family[0],
        given=given[0],
        family_kana=family[1] if dice.random() < 0.9 else _halfwidth(family[1]),
        given_kana=given[1],
        postal_code=postal_code,
        prefecture=prefecture,
        street=f"{town}{dice.randint(1, 9)}-{dice.randint(1, 40)}-{dice.randint(1, 30)}",
        building=building and f"{building}{dice.randint(101, 1510)}号室",
        phone=f"03-{dice.randint(0, 99):04d}-{dice.randint(0, 9999):04d}",
    )


def _joined(dice: random.Random, *parts: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """A name and its reading, one part out of each list."""
    chosen = [dice.choice(part) for part in parts]
    text, kana = ("".join(each) for each in zip(*chosen, strict=True))
    return text.translate(_VARIANTS) if dice.random() < 0.1 else text, kana


_HALFWIDTH = str.maketrans(
    "アイウオカギキケコサシジスタトナニノハフマミムモヤヨラリルレロツ", "ｱｲｳｵｶｷｷｹｺｻｼｼｽﾀﾄﾅﾆﾉﾊﾌﾏﾐﾑﾓﾔﾖﾗﾘﾙﾚﾛﾂ"
)


def _halfwidth(kana: str) -> str:
    """Half-width kana as an old form gives it, voice marks lost.

    >>> _halfwidth("ミモト")
    'ﾐﾓﾄ'
    """
    return kana.translate(_HALFWIDTH)


def _recipient(dice: random.Random, buyer: Party) -> Party:
    """Blank, the buyer again, or somebody else."""
    kind = dice.random()
    if kind < 0.2:
        return Party(*[""] * 9)
    return buyer if kind < 0.75 else _party(dice)


def _amounts(dice: random.Random, goods: list[tuple[str, int, int]]) -> tuple[str, ...]:
    """Subtotal, shipping, fee, discount, points and a total that is their sum."""
    subtotal = sum(price * count for _, price, count in goods)
    shipping, fee = dice.choice((0, 660)), dice.choice((0, 330))
    discount, points = dice.choice((0, 0, 0, 500)), dice.choice((0, 0, 0, 100))
    total = subtotal + shipping + fee - discount - points
    return tuple(str(amount) for amount in (subtotal, shipping, fee, discount, points, total))


def _memo(dice: random.Random) -> str:
    memo = dice.choice(_MEMOS)
    return f"{memo}\r\n{dice.choice(_MEMOS[2:])}" if dice.random() < 0.02 else memo


def _extras(dice: random.Random, number: int) -> tuple[str, ...]:
    birthday = f"19{dice.randint(50, 99)}/{dice.randint(1, 12):02d}/{dice.randint(1, 28):02d}"
    wished = f"2026/11/{dice.randint(23, 30)}"
    return (
        f"M{number * 7 % 100_000:05d}",
        dice.choice(("男性", "女性", "")),
        birthday,
        wished,
        dice.choice(_HOURS),
        "AD-2026",
    )


def _line(cells: tuple[str, ...]) -> str:
    return ",".join(f'"{cell}"' for cell in cells) + "\r\n"


def _cp932(text: str) -> bytes:
    """The bytes of a Windows system: Python alone writes 髙 and 﨑 in the other of their two places."""
    parts = (b"\xfa\xb1".join(p.encode("cp932") for p in part.split("﨑")) for part in text.split("髙"))
    return b"\xfb\xfc".join(parts)
