"""Codes about what Excel does to a cell when it opens and saves a CSV file."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

_AGAIN = Text(
    "カートからダウンロードし直し、Excelで保存せずに変換してください"
    "（要修正ファイルをExcelで直すときは、どの列も「文字列」として取り込んでください）",
    "download again from the cart and convert the file without saving it in Excel "
    "(to correct a rejects file in Excel, import every column as text)",
)

CODES = (
    Entry(
        "EXCEL_EXPONENT",
        "error",
        Text(
            "「{column}」がExcelで指数（2.01E+10 など）に変わっています",
            "Excel has turned “{column}” into an exponent such as 2.01E+10",
        ),
        _AGAIN,
        Text("指数になると下の桁が失われ、元の番号には戻せません", "the lower digits are gone and cannot be restored"),
        Text("送り状番号「4.12346E+11」", "“4.12346E+11” as a tracking number"),
    ),
    Entry(
        "EXCEL_DATE",
        "error",
        Text("「{column}」がExcelで日付に変わっています", "Excel has turned “{column}” into a date"),
        _AGAIN,
        Text(
            "「1-2」のような番地や番号が日付になると、元の書き方が分かりません",
            "once “1-2” has become a date, nobody knows how it was written",
        ),
        Text("番地「1-2」が「1月2日」に", "house number “1-2” shown as “1月2日” or “2-Jan”"),
    ),
    Entry(
        "EXCEL_SERIAL",
        "error",
        Text(
            "「{column}」の日付がExcelの通し番号（5桁の数）に変わっています",
            "Excel has turned the date in “{column}” into a serial number of five digits",
        ),
        _AGAIN,
        Text(
            "通し番号の起点は設定によって違うため、日付に戻すと4年ずれることがあります",
            "the numbers count from 1900 or from 1904, so a guess can be four years off",
        ),
        Text("注文日「46346」", "“46346” as an order date"),
    ),
    Entry(
        "EXCEL_DIGITS",
        "error",
        Text(
            "「{column}」の16桁目から後がExcelで0に変わっています",
            "Excel has turned the 16th and later digits of “{column}” into 0",
        ),
        _AGAIN,
        Text(
            "Excelは15桁までしか数を覚えず、失われた桁は戻せません",
            "Excel keeps 15 digits of a number; the others cannot be restored",
        ),
        Text("注文番号「1234567890123400」", "“1234567890123400” as an order number"),
    ),
    Entry(
        "EXCEL_ERROR",
        "error",
        Text(
            "「{column}」がExcelのエラー表示（#N/A、#### など）になっています",
            "“{column}” holds an error of Excel such as #N/A or ####",
        ),
        _AGAIN,
        Text("元の値が残っていません", "the value itself is not in the file"),
        Text("関数で作った列の「#N/A」", "“#N/A” in a column that was made by a formula"),
    ),
    Entry(
        "EXCEL_WRAPPED",
        "info",
        Text(
            '「{column}」からExcel用の囲み（="…" や先頭の \'）を外しました',
            'the wrapping for Excel (="…" or a leading \') was taken off “{column}”',
        ),
        Text("直す必要はありません", "nothing needs to be done"),
        Text(
            "番号をExcelに文字として見せるための囲みで、値の一部ではありません",
            "it makes Excel treat a number as text and is no part of the value",
        ),
        Text('「="0312345678"」を 0312345678 に', '“="0312345678"” read as 0312345678'),
    ),
)
