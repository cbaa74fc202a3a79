"""pandas, column by column: no Python function for a row or an order."""

from __future__ import annotations

import csv
import re
import sys
import unicodedata

import pandas as pd
from task import ADDRESSES, FEES, HEADER, LINES, MOST, MOST_LINE, PAYMENTS, REQUIRED, STATUSES, WIDE

_WIDE = str.maketrans(WIDE)
_NARROW_KANA = re.compile("[｡-ﾟ]+")


def main(source: str, output: str, rejects: str) -> None:
    """Convert; the whole file is one frame."""
    rows = pd.read_csv(source, encoding="cp932", dtype=str, keep_default_na=False)
    kept = rows[rows["支払方法"].isin(PAYMENTS) & rows["注文ステータス"].isin(STATUSES)]
    orders = kept.drop_duplicates("受付番号").set_index("受付番号", drop=False)
    lines = _lines(kept, orders)
    table = pd.concat([_heads(orders), _wide(lines)], axis=1).reindex(columns=list(HEADER), fill_value="").fillna("")
    totals = (lines["単価"].astype(int) * lines["数量"].astype(int)).groupby(lines["受付番号"]).sum()
    right = _is_right(table) & (totals.reindex(table.index) == table["顧客請求額"].astype(int))
    _write(table[right], output)
    _write(rows[rows["受付番号"].isin(table.index[~right])], rejects)


def _fullwidth(texts: pd.Series) -> pd.Series:
    kana = texts.str.replace(_NARROW_KANA, lambda found: unicodedata.normalize("NFKC", found[0]), regex=True)
    return kana.str.translate(_WIDE)


def _party(orders: pd.DataFrame, who: str) -> dict[str, pd.Series]:
    building = ("　" + orders[who + "住所2"]).mask(orders[who + "住所2"] == "", "")
    return {
        "氏名（漢字）": _fullwidth(orders[who + "姓"] + "　" + orders[who + "名"]),
        "氏名（カナ）": _fullwidth(orders[who + "セイ"] + "　" + orders[who + "メイ"]),
        "郵便番号": orders[who + "郵便番号"].str.replace("-", ""),
        "住所": _fullwidth(orders[who + "都道府県"] + orders[who + "住所1"] + building),
        "電話番号": orders[who + "電話番号"],
    }


def _heads(orders: pd.DataFrame) -> pd.DataFrame:
    """The columns of the order."""
    buyer, recipient = _party(orders, "注文者"), _party(orders, "配送先")
    same = orders["配送先姓"] == ""
    return pd.DataFrame(
        {
            "加盟店取引ID": orders["受付番号"],
            "加盟店注文日": orders["注文日"],
            "決済種別": "2",
            "メールアドレス1": orders["注文者メール"],
            "顧客請求額": orders["請求金額"],
            **{("電話番号1" if part == "電話番号" else part): column for part, column in buyer.items()},
            **{f"配送先{part}": column.mask(same, buyer[part]) for part, column in recipient.items()},
        }
    )


def _lines(kept: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    """Every line of every order with its place there: products, then fees and discounts."""
    parts = [kept[["受付番号", "商品名", "単価", "数量"]].rename(columns={"商品名": "明細名"})]
    parts[0] = parts[0].assign(明細名=_fullwidth(parts[0]["明細名"]))
    for column, name, sign in FEES:
        amounts = orders[column].astype(int)
        charged = orders[amounts != 0][["受付番号"]]
        prices = (sign * amounts[amounts != 0]).astype(str)
        parts.append(charged.assign(明細名=name, 単価=prices, 数量="1"))
    lines = pd.concat(parts, ignore_index=True)
    return lines.assign(place=lines.groupby("受付番号").cumcount() + 1)


def _wide(lines: pd.DataFrame) -> pd.DataFrame:
    """One row an order, its lines side by side."""
    wide = lines[lines["place"] <= LINES].pivot(index="受付番号", columns="place", values=["明細名", "単価", "数量"])
    return wide.set_axis([f"{part}{place}" for part, place in wide.columns], axis=1)


def _is_right(table: pd.DataFrame) -> pd.Series:
    most = MOST | {f"{part}{n}": most for part, most in MOST_LINE.items() for n in range(1, LINES + 1)}
    right = table["顧客請求額"].astype(int) > 0
    for column in REQUIRED:
        right &= table[column] != ""
    for column, length in most.items():
        right &= table[column].str.len() <= length
    for column in ADDRESSES:
        right &= table[column].str.contains("[０-９]", regex=True)
    return right


def _write(frame: pd.DataFrame, path: str) -> None:
    frame.to_csv(path, encoding="cp932", index=False, quoting=csv.QUOTE_ALL, lineterminator="\r\n")


if __name__ == "__main__":
    main(*sys.argv[1:4])
