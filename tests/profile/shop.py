"""Small profiles of a made-up shop and provider, written into a folder as a user would."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ORDERS = """\
id = "shop/orders"
title = "お店の受注"
record = "order"
status = "confirmed"
grain = "item"
columns = [
  { name = "受付番号", field = "order.number", required = true },
  { name = "支払方法", field = "order.payment_method", codes = "payment-methods" },
  { name = "氏名", field = "buyer.name" },
  { name = "請求金額", field = "order.total" },
  { name = "商品名", field = "item.name" },
  { name = "数量", field = "item.quantity" },
]

[codes.payment-methods]
"お店の後払い" = "deferred"

[sample]
"受付番号" = "T1"
"請求金額" = "1000"
"""

REQUEST = """\
id = "pay/request"
title = "後払い会社の与信依頼"
record = "order"
status = "documented"
grain = "order"
max_items = 2
columns = [
  { name = "取引ID", field = "order.number", required = true, max_chars = 20 },
  { name = "サイトID", constant = { ask = "受付サイトID", sample = "123456" }, charset = "digits" },
  { name = "氏名", field = "buyer.name", required = true, max_chars = 21 },
  { name = "配送先氏名", field = "recipient.name" },
  { name = "金額", field = "order.total", required = true },
  { name = "明細名{n}", field = "item.name" },
  { name = "数量{n}", field = "item.quantity" },
]

[keep]
"order.payment_method" = "deferred"

[rules]
total_positive = "error"
"""

CONVERSION = """\
id = "shop-pay"
title = "お店 → 後払い会社"
source = "shop/orders"
target = "pay/request"

[set]
"サイトID" = "654321"
"""


def write(folder: Path, **texts: str) -> Path:
    """The three files, or others in their place, under the names of their keys; gives the folder."""
    for name, text in {"orders": ORDERS, "request": REQUEST, "conversion": CONVERSION, **texts}.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def changed(text: str, old: str, new: str) -> str:
    """A text with one change, which must be there to be made."""
    if old not in text:
        raise ValueError(f"{old!r} is not in the text")
    return text.replace(old, new, 1)
