"""Miller's own language between two iconv: it reads UTF-8 only, and ends its lines with LF only, so sed adds the CR."""

from __future__ import annotations

import json
import subprocess
import sys
from shlex import quote

from task import ADDRESSES, FEES, HEADER, KANA, LINES, MOST, MOST_LINE, PAYMENTS, REQUIRED, STATUSES, WIDE

DSL = r"""
func fullwidth(str text): str {
  if (text =~ "[ﾞﾟ]") {
    for (half, whole in @voiced) { text = gsub(text, half, whole) }
  }
  while (text =~ "([ -~｡-ﾝ])") { text = gssub(text, "\1", @single["\1"]) }
  return text
}

func joined(str first, str second): str {
  return second == "" ? first : first . "　" . second
}

func party(map head, str who): map {
  return {
    "氏名（漢字）": fullwidth(joined(head[who."姓"], head[who."名"])),
    "氏名（カナ）": fullwidth(joined(head[who."セイ"], head[who."メイ"])),
    "郵便番号": gsub(head[who."郵便番号"], "-", ""),
    "住所": fullwidth(joined(head[who."都道府県"] . head[who."住所1"], head[who."住所2"])),
    "電話番号": head[who."電話番号"],
  }
}

func transaction(map rows): map {
  map head = rows[1];
  map row = @blank;
  row["加盟店取引ID"] = head["受付番号"];
  row["加盟店注文日"] = head["注文日"];
  row["メールアドレス1"] = head["注文者メール"];
  row["顧客請求額"] = head["請求金額"];
  row["決済種別"] = 2;
  for (part, cell in party(head, "注文者")) { row[part == "電話番号" ? "電話番号1" : part] = cell }
  for (part, cell in party(head, head["配送先姓"] == "" ? "注文者" : "配送先")) { row["配送先".part] = cell }
  return mapsum(row, lines(rows))
}

func lines(map rows): map {
  map cells = {};
  num n = 0;
  for (_, row in rows) {
    n += 1;
    cells["明細名".n] = fullwidth(row["商品名"]);
    cells["単価".n] = row["単価"];
    cells["数量".n] = row["数量"];
  }
  for (column, fee in @fees) {
    if (rows[1][column] != 0) {
      n += 1;
      cells["明細名".n] = fee["name"];
      cells["単価".n] = fee["sign"] * rows[1][column];
      cells["数量".n] = 1;
    }
  }
  return cells
}

func is_right(map row): bool {
  for (column, most in @most) {
    if (strlen(string(row[column])) > most) { return false }
  }
  for (_, column in @required) {
    if (row[column] == "") { return false }
  }
  for (_, column in @addresses) {
    if (row[column] !=~ "[０-９]") { return false }
  }
  num total = 0;
  for (num n = 1; n <= @lines; n += 1) {
    if (row["単価".n] != "") { total += row["単価".n] * row["数量".n] }
  }
  return total == row["顧客請求額"] && total > 0
}

subr close() {
  if (is_present(@rows[1])) {
    @row = transaction(@rows);
    if (is_right(@row)) {
      emit @row
    } else {
      for (_, row in @rows) {
        @row = row;
        emit | @rejects, @row
      }
    }
  }
  @rows = {};
}

if ($受付番号 != @number) { call close() }
@number = $受付番号;
@rows[length(@rows) + 1] = $*;

end { call close() }
"""


def main(source: str, output: str, rejects: str) -> None:
    """Convert in one pipeline; an order's rows are held until the next order begins."""
    words = {"支払方法": PAYMENTS, "注文ステータス": STATUSES}
    kept = " && ".join(f"({' || '.join(f'${name} == {_word(w)}' for w in each)})" for name, each in words.items())
    miller = ["mlr", "--icsv", "--ocsv", "--quote-all", "filter", kept, "then", "put", "-q", _begin(rejects) + DSL]
    command = f"""
        set -o pipefail
        iconv -f cp932 -t utf-8 {quote(source)} | {" ".join(map(quote, miller))} |
        sed 's/$/\\r/' | iconv -f utf-8 -t cp932 > {quote(output)}"""
    sys.exit(subprocess.run(["bash", "-c", command], check=False).returncode)


def _begin(rejects: str) -> str:
    most = MOST | {f"{part}{n}": most for part, most in MOST_LINE.items() for n in range(1, LINES + 1)}
    values = {
        "voiced": {half: whole for half, whole in KANA.items() if len(half) == 2},
        "single": {half: whole for half, whole in KANA.items() if len(half) == 1} | WIDE,
        "fees": {column: {"name": name, "sign": sign} for column, name, sign in FEES},
        "blank": dict.fromkeys(HEADER, ""),
        "required": dict(enumerate(REQUIRED)),
        "addresses": dict(enumerate(ADDRESSES)),
        "most": most,
        "lines": LINES,
        "rejects": f"iconv -f utf-8 -t cp932 > {quote(rejects)}",
        "number": "",
        "rows": {},
    }
    return "begin {" + "".join(f"@{name} = {_word(value)};\n" for name, value in values.items()) + "}"


def _word(value: object) -> str:
    """As Miller writes a constant, which is as JSON does."""
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:4])
