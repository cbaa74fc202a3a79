"""The words of `inspect`, Japanese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.codes import Text

if TYPE_CHECKING:
    from csvbridge.learn.model import Shape

SHAPES: dict[Shape, Text] = {
    "blank": Text("空欄", "blank"),
    "postal_code": Text("郵便番号", "postal code"),
    "phone": Text("電話番号", "phone"),
    "email": Text("メール", "email"),
    "date": Text("日付", "date"),
    "yen": Text("金額", "amount"),
    "integer": Text("整数", "integer"),
    "digits": Text("数字", "digits"),
    "kana": Text("カナ", "kana"),
    "prefecture": Text("都道府県", "prefecture"),
    "name": Text("氏名らしい", "like a name"),
    "address": Text("住所", "address"),
    "words": Text("決まった言葉", "few words"),
    "key": Text("注文のキー", "order key"),
    "tracking_number": Text("送り状番号", "tracking number"),
    "text": Text("文字", "text"),
}
NEWLINES = {
    "crlf": Text("CRLF", "CRLF"),
    "lf": Text("LF", "LF"),
    "cr": Text("CR", "CR"),
    "mixed": Text("混在", "mixed"),
}
DELIMITERS = {
    ",": Text("コンマ（,）", "comma (,)"),
    "\t": Text("タブ", "tab"),
    ";": Text("セミコロン（;）", "semicolon (;)"),
    "|": Text("縦棒（|）", "pipe (|)"),
}
QUOTES = {
    "all": Text("すべての列", "every cell"),
    "minimal": Text("必要な列だけ", "where needed"),
    "none": Text("なし", "none"),
}
ONE_COLUMN = Text("なし（1列）", "none (one column)")
GRAINS = {
    "order": Text("1行 = 1注文", "one row an order"),
    "item": Text("1行 = 1明細", "one row an item"),
    "item-first": Text("1行 = 1明細（注文の列は最初の行だけ）", "one row an item, order columns on the first only"),
}
FRAMES = {
    "encoding": Text("文字コード", "encoding"),
    "delimiter": Text("区切り文字", "delimiter"),
    "preamble_lines": Text("見出しの前の行数", "lines before the header"),
}
HEADS = {
    "encoding": Text("文字コード", "encoding"),
    "newline": Text("改行", "newline"),
    "delimiter": Text("区切り文字", "delimiter"),
    "quote": Text("引用符", "quotes"),
    "header": Text("見出し", "header"),
    "trailer": Text("最後の行", "closing record"),
    "rows": Text("行数", "rows"),
    "grain": Text("行の意味", "a row is"),
    "blocks": Text("繰り返す列", "repeated columns"),
    "varies": Text("注文の中で変わる列", "vary within an order"),
    "column": Text("列", "column"),
    "field": Text("項目", "field"),
    "shape": Text("形", "shape"),
    "filled": Text("入力", "filled"),
    "examples": Text("例", "examples"),
    "format": Text("形式", "format"),
    "fit": Text("一致", "fit"),
    "differs": Text("違い", "what differs"),
}
UNKNOWN = Text("分かりません", "cannot tell")
CANDIDATES = Text("分かりません（候補: {candidates}）", "cannot tell (candidates: {candidates})")
WORKBOOK = Text("Excelのブック（xlsx）", "Excel workbook (xlsx)")
BOM = Text("{encoding}、BOM あり", "{encoding} with byte order mark")
YES, NO = Text("あり", "yes"), Text("なし", "no")
AFTER = Text("あり（{count}行の後）", "yes, after {count} lines")
ROWS = Text("{rows}行", "{rows}")
ORDERS = Text("{rows}行、注文 {orders}件（{key}）", "{rows}, {orders} orders ({key})")
UNREADABLE = Text("、読めない行 {count}件", ", {count} unreadable")
JUDGED = Text(
    "列の形は全体から選んだ{count}行で見ました。入力の割合と件数は全行です。",
    "Shapes were judged on {count} rows spread over the file; fill rates and counts are of all rows.",
)
MASKED = Text(
    "例は伏せてあります（--show-values で表示）。「?」は人の確認が要ります。",
    "Examples are masked (--show-values shows them); “?” needs a person.",
)
NO_COLUMNS = Text(
    "読み方が一つに決まらないため、列は調べていません",
    "How to read it cannot be told, so its columns were not looked at",
)
DIFFERENCES = {
    "missing": Text("ない列: {columns}", "missing: {columns}"),
    "renamed": Text("名前が違う列: {columns}", "renamed: {columns}"),
    "extra": Text("余分な列: {columns}", "extra: {columns}"),
    "moved": Text("位置が違う列: {columns}", "moved: {columns}"),
    "absent": Text("省略された列: {columns}", "left out: {columns}"),
    "frame": Text("違う読み方: {columns}", "read otherwise: {columns}"),
}
SAME = Text("なし", "nothing")
BEST = Text("形式は {format}", "This is {format}")
NEAREST = Text(
    "いちばん近い形式は {format}、違いは上の表の通りです", "The nearest format is {format}; see above what differs"
)
NO_FIT = Text(
    "合う形式はありません。csvbridge profiles learn で作れます",
    "No format fits; csvbridge profiles learn writes one",
)
