"""Codes about the amounts and lines of an order."""

from __future__ import annotations

from csvbridge.codes._cure import in_cart
from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "TOTAL_ZERO",
        "error",
        Text("「{column}」が0円以下です", "“{column}” is 0 yen or less"),
        in_cart("合計金額か支払方法を直して", "correct the total or the payment method"),
        Text("請求額のない注文は後払いにできません", "there is nothing to bill, so no provider takes it"),
        Text("全額をポイントで払った後払いの注文", "an order paid wholly with points, yet marked as deferred"),
    ),
    Entry(
        "TOTAL_MISMATCH",
        "warning",
        Text(
            "合計 {total}円 が明細の合計 {lines}円 と合いません（差 {difference}円）",
            "the total of {total} yen is not the {lines} yen of its lines (difference {difference})",
        ),
        Text(
            "カートの受注で送料・手数料・値引き・ポイントと合計金額を確かめてください",
            "check shipping, fees, discounts, points and the total of the order in the cart",
        ),
        Text(
            "請求されるのはカートの合計金額です。明細と合わない注文を断る後払い会社もあります",
            "the cart's total is billed; some providers refuse an order whose lines do not add up to it",
        ),
        Text(
            "ファイルにない割引があり、明細の合計が300円多い注文",
            "lines of 300 yen too much, since a discount is not in the file",
        ),
        source="クロネコ代金後払い",
    ),
    Entry(
        "TOTAL_OVER",
        "error",
        Text(
            "合計 {total}円 が提出先の上限 {max}円 を超えています",
            "the total of {total} yen is over the target's limit of {max} yen",
        ),
        in_cart("注文を分けるか支払方法を変えて", "split the order or change its payment method"),
        Text("後払い会社は1件の金額に上限を設けています", "providers limit the amount of one order"),
        Text("上限 999,999円 に対して 1,200,000円 の注文", "an order of 1,200,000 yen where 999,999 is the limit"),
        source="GMO後払い CT0032",
    ),
    Entry(
        "NO_ITEMS",
        "error",
        Text("商品の行がありません", "the order has no item"),
        in_cart("商品が入っているか確かめて", "check that the order holds an item"),
        Text("後払い会社は商品の明細のない注文を受け付けません", "the provider refuses an order without an item line"),
        Text("送料の行だけの注文", "an order of a shipping fee only"),
        source="GMO後払い DT0001",
    ),
    Entry(
        "ITEMS_OVER",
        "error",
        Text(
            "明細が{count}行あり、提出先の上限{max}行を超えています",
            "the order has {count} lines and the target takes {max}",
        ),
        in_cart("注文を分けて", "split the order"),
        Text(
            "入りきらない商品を黙って落とすと、請求書の明細が合わなくなります",
            "leaving lines out silently would falsify the invoice",
        ),
        Text("10行までの提出先に、商品12種類の注文", "an order of twelve products where ten lines are allowed"),
        source="GMO後払い DT0010",
    ),
    Entry(
        "ITEMS_COLLAPSED",
        "warning",
        Text(
            "明細{count}行が提出先の上限{max}行を超えるため、入りきらない商品を「{name}」の1行にまとめました",
            "{count} lines are over the target's limit of {max}, so the products past it became one line “{name}”",
        ),
        Text(
            "購入者の請求書にまとめた名前が載ってよいか確かめ、困るときはカートで注文を分けてください",
            "if the buyer's invoice should name each product, split the order in the cart",
        ),
        Text(
            "提出先のファイルには決まった数の明細しか書けません。金額は変わりません",
            "the target's file holds a fixed number of lines; the amount is unchanged",
        ),
        Text(
            "商品12種類の注文を、商品9行とまとめた1行に",
            "twelve products written as nine lines and one that holds the rest",
        ),
    ),
    Entry(
        "LINE_NEGATIVE",
        "error",
        Text(
            "明細「{name}」がマイナス（{amount}円）で、提出先はマイナスの明細を受け付けません",
            "the line “{name}” is negative ({amount} yen), which the target does not take",
        ),
        in_cart("値引きを商品の単価に含めて", "put the discount into the unit prices"),
        Text(
            "マイナスの明細を除くと、明細の合計が請求額より多くなります",
            "leaving it out would make the lines exceed the bill",
        ),
        Text("「割引」-500円 の行", "a discount line of -500 yen"),
    ),
)
