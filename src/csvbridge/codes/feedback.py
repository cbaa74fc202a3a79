"""Codes about rejects that come back: what Excel or a person did to them, and the list of corrections."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "ROWS_MISSING",
        "error",
        Text(
            "この注文は{before}行でしたが、戻された要修正ファイルには{now}行しかありません",
            "this order had {before} rows, but the rejects file that came back has {now} of them",
        ),
        Text(
            "商品を減らすときはカートの受注を直してダウンロードし直し、そうでなければ消えた行を要修正ファイルに戻して"
            "もう一度変換してください",
            "to take an item off, change the order in the cart and download again; otherwise put the lost rows back "
            "into the rejects file and convert it again",
        ),
        Text(
            "行が足りないまま送ると、商品の一部や金額が抜けます",
            "without those rows, items and amounts of the order would not be sent",
        ),
        Text("3行の注文のうち1行をExcelで削除した", "one of an order's three rows was deleted in Excel"),
    ),
    Entry(
        "ORDERS_LEFT_OUT",
        "warning",
        Text(
            "要修正だった注文（{orders}）が、戻された要修正ファイルにありません",
            "orders that were to be fixed are not in the file that came back ({orders})",
        ),
        Text(
            "取り消した注文でなければ、その行を要修正ファイルに戻してもう一度変換してください",
            "unless they were cancelled, put their rows back into the rejects file and convert it again",
        ),
        Text("この注文は、どの出力にも入っていません", "these orders are in no output"),
        Text("後で直すつもりで、注文の行を削除した", "the rows of an order were deleted, to be fixed later"),
    ),
    Entry(
        "ZERO_LOST",
        "error",
        Text(
            "「{column}」の先頭の0が、要修正ファイルを作ったときから消えています",
            "“{column}” has lost its leading 0 since the rejects file was made",
        ),
        Text(
            "先頭の0を補ってもう一度変換してください（--rejects F.xlsx の要修正ファイルなら、Excelで0が消えません）",
            "put the 0 back and convert it again (in a rejects file made with --rejects F.xlsx, Excel keeps zeros)",
        ),
        Text(
            "ExcelはCSVの番号を数とみなして先頭の0を落とします",
            "Excel takes a code in a CSV file for a number and drops its leading 0",
        ),
        Text("商品コード「00123」がExcelで「123」に", "“00123” as an item code, saved by Excel as “123”"),
    ),
    Entry(
        "XLSX_DATE",
        "warning",
        Text(
            "「{column}」の{count}個のセルが、文字列ではなくExcelの日付や時刻になっています",
            "{count} of the cells in “{column}” are no text but dates or times of Excel",
        ),
        Text(
            "日付のつもりでなければ、セルの書式を「文字列」にして入力し直し、もう一度変換してください",
            "unless a date is meant, format the cell as text, type the value again and convert once more",
        ),
        Text(
            "「1-2-3」のような番地や番号は、書式が「文字列」でないと日付になります",
            "a number such as 1-2-3 turns into a date where the cell is not formatted as text",
        ),
        Text("備考「1-2」が日付 2026/1/2 に", "“1-2” in a note, kept by Excel as the date 2026/1/2"),
    ),
    Entry(
        "XLSX_NUMBER",
        "info",
        Text(
            "「{column}」の{count}個のセルが、文字列ではなくExcelの数値になっています",
            "{count} of the cells in “{column}” are no text but numbers of Excel",
        ),
        Text(
            "先頭の0や16桁より長い番号が消えていないか確かめてください",
            "check that no leading 0 and no digits past the 15th are lost",
        ),
        Text(
            "数値のセルは、見たままの文字ではなくExcelが覚えている数で読みます",
            "such a cell is read as the number that Excel keeps, not as it is shown",
        ),
        Text("別の表から貼り付けた数量「2」", "a quantity of 2 that was pasted from another sheet"),
    ),
    Entry(
        "FILE_EXCEL_SHEETS",
        "error",
        Text(
            "要修正ファイルのシートが二つ以上あります（{sheets}）",
            "several sheets of the workbook hold rejects ({sheets})",
        ),
        Text(
            "直したシートだけを残して保存し、もう一度変換してください",
            "keep only the sheet that was corrected, save and convert again",
        ),
        Text("どのシートが正しいのか決められません", "nobody can tell which of them is meant"),
        Text("控えとしてシートをコピーした要修正ファイル", "a rejects workbook with a copy of its sheet in it"),
    ),
    Entry(
        "XLSX_TOO_MANY_ROWS",
        "error",
        Text(
            "要修正の行が{rows}行あり、Excelの上限（{limit}行）を超えます",
            "there are {rows} rows to fix, more than a sheet of Excel can hold ({limit})",
        ),
        Text("--rejects に .csv の名前を指定してください", "give --rejects a name that ends in .csv"),
        Text("入りきらない行を黙って捨てることはしません", "rows are never dropped without a word"),
        Text("全件が要修正になった大きなファイル", "a large file of which every order is to be fixed"),
    ),
    Entry(
        "OUTPUT_RENAMED",
        "info",
        Text(
            "要修正ファイルの変換なので、{asked} ではなく {output} に出力します",
            "this input is a rejects file, so {output} is written instead of {asked}",
        ),
        Text(
            "最初の出力に加えて、{output} も提出先に送ってください",
            "send {output} to the target, besides the first output",
        ),
        Text(
            "最初の出力に上書きすると、まだ送っていない注文を失うことがあります",
            "writing over the first output could lose orders that were not sent yet",
        ),
        Text("gmo.rejects.csv を -o gmo.csv で変換した", "gmo.rejects.csv converted with -o gmo.csv"),
    ),
    Entry(
        "CORRECTIONS_UNKNOWN",
        "info",
        Text(
            "要修正ファイルの控えが見つからないため、修正したセルの一覧を作れません",
            "the list of corrected cells cannot be made, since no copy of the rejects file is left",
        ),
        Text(
            "直したところをカートの受注にも入力してください",
            "enter what you have corrected in the cart too",
        ),
        Text(
            "控え（.X.rejects.csv.csvbridge）は要修正ファイルと同じフォルダに置かれます",
            "the copy (.X.rejects.csv.csvbridge) stands in the folder of the rejects file",
        ),
        Text("要修正ファイルを別のパソコンに移して直した", "a rejects file that was corrected on another computer"),
    ),
    Entry(
        "HELD_BEFORE",
        "error",
        Text(
            "この注文は前回「{code:held}」で止まりましたが、今回は --lookup {name} の指定がありません",
            "the order was held before ({code:held}), and this run has no --lookup {name}",
        ),
        Text(
            "前回と同じように --lookup {name}=ファイル を付けて変換し直してください",
            "convert again with --lookup {name}=FILE as before",
        ),
        Text(
            "審査中や審査NGの注文をもう一度登録すると、二重に登録されます",
            "an order that waits for its result, or was declined, would be registered a second time",
        ),
        Text(
            "結果待ちで止まった注文の要修正ファイルを、審査結果を付けずに変換した",
            "a rejects file with an order that waits for its result, converted without the results",
        ),
    ),
)
