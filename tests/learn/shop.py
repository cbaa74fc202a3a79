"""A made-up cart and a made-up provider, of which nothing in the repository knows."""

from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_PARTY = ["氏名", "フリガナ", "〒", "都道府県", "市区町村", "番地", "建物名", "TEL"]
_ITEMS = ["品番", "品名", "税込単価", "個数", "送料", "手数料", "値引額", "ポイント充当", "お買上合計", "会員ランク"]
HEADER = [
    *("ご注文番号", "ご注文日時", "進行状況", "お支払い"),
    *(f"ご依頼主{part}" for part in (*_PARTY, "Eメール")),
    *(f"送り先{part}" for part in _PARTY),
    *_ITEMS,
]
_WRITTEN = """加盟店コード お取引番号 ご注文日
購入者氏名 購入者カナ 購入者郵便番号 購入者住所 購入者電話番号 購入者メールアドレス
届け先氏名 届け先郵便番号 届け先住所 届け先電話番号 請求金額"""
TEMPLATE = [*_WRITTEN.split(), *(f"{name}{n}" for n in range(1, 6) for name in ("商品名", "単価", "数量"))]

_TARO = "見本　太郎,ミホン　タロウ,100-0005,東京都,千代田区,丸の内1-9-1,,03-3000-0101,taro@example.com"
_HANAKO = "例示　花子,レイジ　ハナコ,060-0001,北海道,札幌市中央区,北一条西2-1,見本ビル3F,011-200-0102,hanako@example.jp"
_SAKURA = "贈答　桜,ゾウトウ　サクラ,810-0001,福岡県,福岡市中央区,天神1-8-1,,092-700-0105"
_SAME = ",,,,,,,"
_TEA, _CUP = "AO-1,青汁 30包,3980,1", "SH-9,シェイカー,550"
_LINES = (
    ("M-5001,2026/11/18 10:05:00,受付済,ミホン後払い", _TARO, _SAME, _TEA, "660,330,0,0,4970,シルバー"),
    ("M-5002,2026/11/18 11:20:10,受付済,クレジットカード", _HANAKO, _SAME, f"{_CUP},2", "660,0,0,0,1760,並"),
    ("M-5003,2026/11/19 08:00:01,出荷準備中,ミホン後払い", _HANAKO, _SAKURA, _TEA, "660,330,0,0,5520,並"),
    ("M-5003,2026/11/19 08:00:01,出荷準備中,ミホン後払い", _HANAKO, _SAKURA, f"{_CUP},1", "660,330,0,0,5520,並"),
    ("M-5004,2026/11/19 21:47:33,キャンセル,ミホン後払い", _TARO, _SAME, _TEA, "660,330,0,0,4970,シルバー"),
)
ROWS = [",".join(line).split(",") for line in _LINES]


def written(rows: Iterable[Sequence[str]], encoding: str = "cp932", **how: Any) -> bytes:
    """Rows as a file."""
    text = io.StringIO()
    csv.writer(text, **{"lineterminator": "\r\n", **how}).writerows(rows)
    return text.getvalue().encode(encoding)


def orders(**renamed: str) -> bytes:
    """The cart's export, with some columns under other names."""
    return written([[renamed.get(name, name) for name in HEADER], *ROWS])


def put(path: Path, data: bytes) -> Path:
    """A file as if written long ago: a fresh one is watched for half a second."""
    path.write_bytes(data)
    os.utime(path, (0, 0))
    return path
