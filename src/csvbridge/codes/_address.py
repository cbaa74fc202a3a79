"""Cures of what goes out as it is: the cart is corrected, and a right address can be kept quiet."""

from __future__ import annotations

from csvbridge.codes._entry import Text


def to_check(ja: str, en: str) -> Text:
    """What to check in the cart; `ja` ends in a stem before a comma, `en` is an imperative.

    >>> to_check("町名を確かめ", "check the town").ja.partition("（")[0]
    'カートの受注で町名を確かめ、直すところがあれば直してダウンロードし直してください'
    """
    return Text(
        f"カートの受注で{ja}、直すところがあれば直してダウンロードし直してください"
        "（正しければ csvbridge address allow 注文番号 で次から知らせません）",
        f"in the cart, {en}, correct it if need be and download again "
        "(csvbridge address allow ORDER keeps a right address quiet)",
    )


def in_cart_only(ja: str, en: str) -> Text:
    """What to do in the cart where the row is not among those to fix; `ja` ends in a て form.

    >>> in_cart_only("住所に番地を入れて", "add the number").ja
    'カートの受注で住所に番地を入れてダウンロードし直してください'
    """
    return Text(f"カートの受注で{ja}ダウンロードし直してください", f"in the cart, {en} and download again")
