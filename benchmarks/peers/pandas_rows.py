"""pandas as a shop writes it: apply for the cells, a loop over groups and iterrows for the rows."""

from __future__ import annotations

import csv
import sys
from typing import Any

import pandas as pd
from task import ADDRESSES, FEES, HEADER, LINES, MOST, MOST_LINE, PAYMENTS, REQUIRED, STATUSES, fullwidth

Cells = dict[str, Any]


def main(source: str, output: str, rejects: str) -> None:
    """Convert; both files are written at the end."""
    rows = pd.read_csv(source, encoding="cp932", dtype=str, keep_default_na=False)
    kept = rows[rows["支払方法"].isin(PAYMENTS) & rows["注文ステータス"].isin(STATUSES)].copy()
    kept["商品名"] = kept["商品名"].apply(fullwidth)
    for who in ("注文者", "配送先"):
        kept[who + "氏名"] = kept.apply(lambda row, who=who: _joined(row, who, "姓", "名"), axis=1)
        kept[who + "カナ"] = kept.apply(lambda row, who=who: _joined(row, who, "セイ", "メイ"), axis=1)
        kept[who + "住所"] = kept.apply(lambda row, who=who: _address(row, who), axis=1)
        kept[who + "郵便番号"] = kept[who + "郵便番号"].apply(lambda code: code.replace("-", ""))
    accepted, refused = [], []
    for number, order in kept.groupby("受付番号", sort=False):
        row = _order(order)
        if _is_right(row):
            accepted.append(row)
        else:
            refused.append(number)
    _write(pd.DataFrame(accepted, columns=list(HEADER)), output)
    _write(rows[rows["受付番号"].isin(refused)], rejects)


def _joined(row: pd.Series, who: str, family: str, given: str) -> str:
    return fullwidth(f"{row[who + family]}　{row[who + given]}") if row[who + family] else ""


def _address(row: pd.Series, who: str) -> str:
    address, building = row[who + "都道府県"] + row[who + "住所1"], row[who + "住所2"]
    return fullwidth(f"{address}　{building}" if building else address)


def _order(order: pd.DataFrame) -> Cells:
    head = order.iloc[0]
    who = "配送先" if head["配送先姓"] else "注文者"
    row = dict.fromkeys(HEADER, "") | {
        "加盟店取引ID": head["受付番号"],
        "加盟店注文日": head["注文日"],
        "決済種別": "2",
        "メールアドレス1": head["注文者メール"],
        "顧客請求額": head["請求金額"],
        "氏名（漢字）": head["注文者氏名"],
        "氏名（カナ）": head["注文者カナ"],
        "住所": head["注文者住所"],
        "郵便番号": head["注文者郵便番号"],
        "電話番号1": head["注文者電話番号"],
        "配送先氏名（漢字）": head[who + "氏名"],
        "配送先氏名（カナ）": head[who + "カナ"],
        "配送先郵便番号": head[who + "郵便番号"],
        "配送先住所": head[who + "住所"],
        "配送先電話番号": head[who + "電話番号"],
    }
    lines = [(item["商品名"], item["単価"], item["数量"]) for _, item in order.iterrows()]
    for column, name, sign in FEES:
        if int(head[column]):
            lines.append((name, str(sign * int(head[column])), "1"))
    for n, line in enumerate(lines[:LINES], 1):
        row |= {f"明細名{n}": line[0], f"単価{n}": line[1], f"数量{n}": line[2]}
    return row


def _is_right(row: Cells) -> bool:
    if any(row[column] == "" for column in REQUIRED):
        return False
    if any(len(row[column]) > most for column, most in MOST.items()):
        return False
    if any(len(row[f"{part}{n}"]) > most for part, most in MOST_LINE.items() for n in range(1, LINES + 1)):
        return False
    if not all(any(letter.isdigit() for letter in row[column]) for column in ADDRESSES):
        return False
    amounts = [int(row[f"単価{n}"]) * int(row[f"数量{n}"]) for n in range(1, LINES + 1) if row[f"単価{n}"]]
    return sum(amounts) == int(row["顧客請求額"]) > 0


def _write(frame: pd.DataFrame, path: str) -> None:
    frame.to_csv(path, encoding="cp932", index=False, quoting=csv.QUOTE_ALL, lineterminator="\r\n")


if __name__ == "__main__":
    main(*sys.argv[1:4])
