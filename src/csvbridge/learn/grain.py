"""Which column names the order, and whether a row is an order or an item of one.

The key is told by its header where there is one (general words, not those of a vendor), else by the columns that agree
wherever it repeats. A file whose key never repeats may still have a row an item, where every order has one item: with
columns of an item that bear no number, and few rows, it cannot be told.

>>> import polars as pl
>>> cells = pl.DataFrame({"0": ["A1", "A1", "A2"], "1": ["x", "x", "y"], "2": ["p", "q", "r"]})
>>> found = find_grain(("注文番号", "氏名", "商品名"), cells, ["text", "text", "text"])
>>> found.grain, found.key, found.orders, found.varies
('item', 0, 2, (False, False, True))
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

import polars as pl

from csvbridge.learn.model import Evidence, Grain
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.learn.model import Shape

Stands = Literal["first", "last"]
ENOUGH_ORDERS = 200
"""So many orders without a second row show that a row is an order."""

_ORDER_NAME = regex(r"注文|受注|受付|取引|ご?購入|オーダー|order|transaction|reference", re.IGNORECASE)
_NUMBER_NAME = regex(r"番号$|ナンバー|コード$|no\.?$|number|#|^name$", re.IGNORECASE)
_ID_NAME = regex(r"id$|キー$|key$", re.IGNORECASE)
_OTHER_NAME = regex(
    r"明細|詳細|商品|品番|会員|顧客|客様|メール|電話|郵便|住所|配送|送り状|伝票|追跡|問い?合|出荷|発送|支払|決済|請求|口座"
    r"|登録|法人|店舗|ショップ|サイト|item|product|sku|variant|line|customer|member|user|phone|tracking|zip|postal|shop|payment",
    re.IGNORECASE,
)
_ITEM_NAME = regex(r"商品(?:名|コード|番号)|品名|品番|数量|個数|単価|sku|item|product|quantity|qty", re.IGNORECASE)
_NUMBER = "order.number"
_KEY_VALUE = r"^[#＃]?[0-9A-Za-z][0-9A-Za-z_/#-]*$"
_KEY_SHAPES: frozenset[Shape] = frozenset({"digits", "integer", "yen", "text", "words", "key", "postal_code"})
_NUMBERED = regex(r"(?P<stem>.*?[^0-9])(?P<n>[0-9]{1,2})(?P<rest>[^0-9]*)")


class Found(NamedTuple):
    """What is known of the rows; of each column whether it varies within an order and on which rows it stands."""

    grain: Grain | None
    key: int | None
    orders: int | None
    varies: tuple[bool | None, ...]
    stands: tuple[Stands | None, ...]
    blocks: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class Rows(NamedTuple):
    """The rows of orders: the key of each row, blank ones filled from above, in orders that stand together."""

    keys: pl.Series
    cells: pl.DataFrame
    orders: int
    blank: int


def find_grain(
    header: Sequence[str], cells: pl.DataFrame, shapes: Sequence[Shape], *, named: int | None = None
) -> Found:
    """Find the key, count the orders, look at what repeats; `named` is the key that other columns have told."""
    names = list(header) or [""] * cells.width
    blocks = blocks_of(names) if any(names) else _blocks_by_values(cells, shapes)
    nothing: tuple[None, ...] = (None,) * cells.width
    key = find_key(names, cells, shapes) if named is None or not _may_be_key(cells, named, shapes[named]) else named
    if key is None or cells.height == 0:
        grain: Grain | None = "order" if blocks else None
        return Found(grain, key, 0 if key is not None else None, nothing, nothing, blocks, _blocks_evidence(blocks))
    rows = _rows(cells, key)
    if rows.orders == cells.height:
        grain, why = _of_single_rows(names, rows.orders, blocks)
        return Found(grain, key, rows.orders, nothing, nothing, blocks, (*_blocks_evidence(blocks), why))
    varies, stands = _within(rows)
    if not any(varies) and not any(stands) and not rows.blank:
        why = _evidence("同じ内容の行が繰り返されています", "rows come twice with the same content")
        return Found("order" if blocks else None, key, rows.orders, varies, stands, blocks, (why,))
    return Found("item-first" if rows.blank else "item", key, rows.orders, varies, stands, blocks, _why(rows, stands))


def find_key(names: Sequence[str], cells: pl.DataFrame, shapes: Sequence[Shape]) -> int | None:
    """The column of the order number: the best header among those whose values may be keys.

    Where no header says it, the values do; without rows nothing does.
    """
    told = [_told(name) for name in names]
    ranks = [_rank(name) or int(field == _NUMBER) for field, name in zip(told, names, strict=True)]
    named = sorted((-rank, n) for n, rank in enumerate(ranks) if rank)
    best = next((n for _, n in named if _may_be_key(cells, n, shapes[n])), None)
    if best is not None or cells.height == 0:
        return best
    # Seven digits that begin in many ways are an order number only where the header says so.
    open_ = [n for n, name in enumerate(names) if told[n] in (None, _NUMBER) and not _OTHER_NAME.search(name)]
    unnamed = [n for n in open_ if shapes[n] != "postal_code"]
    return _by_values(cells, [n for n in unnamed if _may_be_key(cells, n, shapes[n])])


def _told(name: str) -> str | None:
    """The field that a header surely means, likeliest first; None where its words leave it open.

    >>> _told("受注伝票番号"), _told("合計金額"), _told("管理番号")
    ('order.number', 'order.total', None)
    """
    from csvbridge.learn.headers import candidates
    from csvbridge.learn.synonyms import load

    found = candidates(name, load()) if name else ()
    return found[0].field if found and found[0].sure else None


def _may_be_key(cells: pl.DataFrame, n: int, shape: Shape) -> bool:
    if cells.height == 0:
        return True
    if shape not in _KEY_SHAPES:
        return False
    column = cells[:, n].str.strip_chars()
    if column[0] == "":
        return False
    filled = column.filter(column != "")
    head = filled.head(1_000)
    good = head.str.contains(_KEY_VALUE).sum() >= 0.95 * len(head)
    return bool(good and (len(filled) == 1 or head.n_unique() > 1 or filled.n_unique() > 1))


def _rank(name: str) -> int:
    """How much a header sounds like the number of an order; 0: not at all.

    >>> _rank("注文番号"), _rank("注文ID"), _rank("注文日"), _rank("会員番号"), _rank("注文詳細ID")
    (3, 2, 0, 0, 0)
    """
    text = "".join(unicodedata.normalize("NFKC", name).split())
    if _OTHER_NAME.search(text) or not text:
        return 0
    order, number, id_ = (bool(p.search(text)) for p in (_ORDER_NAME, _NUMBER_NAME, _ID_NAME))
    if order:
        return 3 if number else 2 if id_ else 0
    return 1 if text.casefold() in ("name", "番号", "no", "no.", "管理番号", "id") else 0


def _by_values(cells: pl.DataFrame, able: Sequence[int]) -> int | None:
    """The column with which most others agree where it repeats; else the first without repeats."""
    agreed = [(n, _agreement(cells, n)) for n in able]
    repeating = [(share, cells[:, n].n_unique(), -n) for n, share in agreed if share is not None and share >= 0.5]
    if repeating:
        return -max(repeating)[2]
    return next((n for n, share in agreed if share is None and cells.height > 1), None)


def _agreement(cells: pl.DataFrame, n: int) -> float | None:
    """The share of the other columns that are alike on rows of one key; None for a key that never repeats."""
    column = cells[:, n]
    if column.n_unique() == len(column):
        return None
    varies, _ = _within(_rows(cells, n))
    others = [c for c in range(cells.width) if c != n and cells[:, c].n_unique() > 1]
    return sum(not varies[c] for c in others) / len(others) if others else 0.0


def _rows(cells: pl.DataFrame, key: int) -> Rows:
    """Rows of one key together, in the order of the file where they stand together already."""
    own = cells[:, key].str.strip_chars()
    keys = pl.select(pl.when(own != "").then(own)).to_series().forward_fill().fill_null("")
    orders = keys.n_unique()
    blank = int((own == "").sum())
    if int((keys != keys.shift(1)).fill_null(True).sum()) != orders:
        order = keys.to_frame("key").with_row_index("row").sort("key", maintain_order=True)["row"]
        keys, cells = keys.gather(order), cells[order]
    return Rows(keys, cells, orders, blank)


def _within(rows: Rows) -> tuple[tuple[bool, ...], tuple[Stands | None, ...]]:
    """For each column whether its filled cells vary within an order, and whether it stands on its first or last row."""
    frame = rows.cells.with_columns(
        (rows.keys == rows.keys.shift(1)).fill_null(False).alias("again"),
        (rows.keys == rows.keys.shift(-1)).fill_null(False).alias("more"),
    )
    again, more = pl.col("again"), pl.col("more")
    columns = rows.cells.columns
    filled = {c: pl.col(c) != "" for c in columns}
    row = frame.select(
        *(
            (again & filled[c] & filled[c].shift(1) & (pl.col(c) != pl.col(c).shift(1))).any().alias(f"v{c}")
            for c in columns
        ),
        *((again & filled[c]).sum().alias(f"a{c}") for c in columns),
        *((more & ~again & filled[c]).sum().alias(f"f{c}") for c in columns),
        *((more & filled[c]).sum().alias(f"m{c}") for c in columns),
        *((again & ~more & filled[c]).sum().alias(f"l{c}") for c in columns),
    ).row(0, named=True)
    varies = tuple(bool(row[f"v{c}"]) for c in columns)
    return varies, tuple(_stands(*(row[f"{kind}{c}"] for kind in "afml")) for c in columns)


def _changes(cell: pl.Expr) -> pl.Expr:
    above = cell.shift(1)
    return (cell != above) & (cell != "") & (above != "")


def _stands(again: int, first: int, more: int, last: int) -> Stands | None:
    """
    >>> _stands(again=0, first=9, more=9, last=0), _stands(again=9, first=0, more=0, last=9), _stands(9, 9, 9, 9)
    ('first', 'last', None)
    """
    if first and not again:
        return "first"
    return "last" if last and not more else None


def _of_single_rows(names: Sequence[str], orders: int, blocks: tuple[str, ...]) -> tuple[Grain | None, Evidence]:
    once = _evidence(f"注文番号は{orders}行すべて違います", f"the key differs on each of {orders} rows")
    of_item = any(_ITEM_NAME.search(unicodedata.normalize("NFKC", name)) for name in names) or not any(names)
    if orders >= ENOUGH_ORDERS or blocks or (orders > 1 and not of_item):
        return "order", once
    return None, _evidence(
        "2行にわたる注文がまだないため、1行が注文か明細か分かりません",
        "no order has a second row yet, so a row may be an order or an item",
    )


def _why(rows: Rows, stands: Sequence[Stands | None]) -> tuple[Evidence, ...]:
    many = len(rows.keys)
    told = [_evidence(f"{many}行に注文は{rows.orders}件です", f"{rows.orders} orders on {many} rows")]
    for kind, ja, en in (("first", "最初", "first"), ("last", "最後", "last")):
        if count := stands.count(kind):
            text = f"{count}列は注文の{ja}の行だけにあります"
            told.append(_evidence(text, f"{count} columns stand on its {en} row only"))
    return tuple(told)


def blocks_of(names: Sequence[str]) -> tuple[str, ...]:
    """Names that repeat with a number for each item: two or more that share their numbers and take turns.

    >>> blocks_of(["氏名", "商品名1", "数量1", "商品名2", "数量2"])
    ('商品名{n}', '数量{n}')
    >>> blocks_of(["住所1", "住所2", "電話1", "電話2"])
    ()
    """
    numbered: dict[str, dict[int, int]] = {}
    for place, name in enumerate(names):
        if found := _NUMBERED.fullmatch(unicodedata.normalize("NFKC", name)):
            numbered.setdefault(f"{found['stem']}{{n}}{found['rest']}", {})[int(found["n"])] = place
    many = {name: places for name, places in numbered.items() if len(places) > 1}
    others = {name: [o for other, o in many.items() if other != name] for name in many}
    return tuple(name for name, places in many.items() if any(_take_turns(places, other) for other in others[name]))


def _blocks_by_values(cells: pl.DataFrame, shapes: Sequence[Shape]) -> tuple[str, ...]:
    """The places of two neighbouring groups of columns that look alike, the second one seldomer filled, with its words
    among those of the first."""
    for size in range(2, min(9, cells.width // 2 + 1)):
        for start in range(cells.width - 2 * size, -1, -1):
            one, other = range(start, start + size), range(start + size, start + 2 * size)
            if [shapes[n] for n in one] == [shapes[n] for n in other] and _is_continued(cells, one, other):
                return tuple(f"#{n + 1}, #{n + 1 + size}, …" for n in one)
    return ()


def _is_continued(cells: pl.DataFrame, one: Sequence[int], other: Sequence[int]) -> bool:
    pairs = [(cells[:, n], cells[:, m]) for n, m in zip(one, other, strict=True)]
    if any(not 0 < (second != "").sum() < (first != "").sum() for first, second in pairs):
        return False
    words = [(set(first.unique()), set(second.unique()) - {""}) for first, second in pairs]
    return all(2 * len(first & second) >= len(second) for first, second in words)


def _take_turns(one: dict[int, int], other: dict[int, int]) -> bool:
    """Whether both have the same numbers, and each number's columns come before those of the next."""
    first, second = sorted(one)[:2]
    return one.keys() == other.keys() and max(one[first], other[first]) < min(one[second], other[second])


def _blocks_evidence(blocks: Sequence[str]) -> tuple[Evidence, ...]:
    if not blocks:
        return ()
    shown = "、".join(blocks[:3])
    return (_evidence(f"明細の列が番号付きで繰り返されます（{shown}）", f"numbered columns hold the items ({shown})"),)


def _evidence(ja: str, en: str) -> Evidence:
    return Evidence("values", ja, en)
