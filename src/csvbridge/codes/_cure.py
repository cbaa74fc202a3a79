"""The cure that most data errors share: what is corrected only in the CSV goes wrong again at the parcel."""

from __future__ import annotations

from csvbridge.codes._entry import Text


def in_cart(ja: str, en: str) -> Text:
    """What to do in the cart, then the two ways back into the file; `ja` ends in a て form, `en` is an imperative.

    >>> in_cart("空欄に入力して", "fill it in").ja.partition("、")[0]
    'カートの受注で空欄に入力してダウンロードし直すか'
    >>> in_cart("空欄に入力して", "fill it in").en.partition(";")[0]
    'in the cart, fill it in and download again'
    """
    return Text(
        f"カートの受注で{ja}ダウンロードし直すか、要修正ファイルを直してもう一度変換し、カートも同じ内容に直してください",
        f"in the cart, {en} and download again; or correct the rejects file, convert that and correct the cart alike",
    )
