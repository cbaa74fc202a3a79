"""Codes about several files in one command."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "LIST_SKIPPED",
        "info",
        Text(
            "「{names}」は変換の横にできる一覧なので、変換していません",
            "“{names}”: lists beside an output, which were not converted",
        ),
        Text(
            "要修正ファイルなどを変換するときは、それだけを指定してください",
            "to convert rejects or another list, name nothing else",
        ),
        Text(
            "一覧の注文は、出力済みか、別の扱いになったものです",
            "their orders went out already, or were set apart",
        ),
        Text("in\\*.csv に gmo.previous.csv も含まれていた", "in\\*.csv that also matches gmo.previous.csv"),
    ),
    Entry(
        "IN_TWO_FILES",
        "warning",
        Text(
            "同じ注文が「{file}」にもあり、そちらから出力したので、ここからは出力していません",
            "the same order is in “{file}”, too, and goes out from there, so it does not from here",
        ),
        Text(
            "ダウンロードの期間が重なっていないか、カートで確かめてください",
            "look in the cart whether the periods of the two downloads overlap",
        ),
        Text("二つのファイルから送ると、二重に請求されます", "sent from both files it would be charged twice"),
        Text("昨日と今日のダウンロードに同じ注文がある", "an order in yesterday's and in today's download"),
    ),
    Entry(
        "IN_TWO_FILES_CONFLICT",
        "error",
        Text(
            "同じ番号で内容の違う注文が「{file}」にもあり、出力したのは「{file}」の分だけです",
            "another order of the same number is in “{file}”, and only that one goes out",
        ),
        Text(
            "カートで正しい内容を確かめ、「{file}」の分を取り消すときだけ、要修正ファイルから送ってください",
            "see in the cart which is right; send it from the rejects only if that of “{file}” is taken back",
        ),
        Text(
            "どちらが正しいかは、ファイルからは分かりません",
            "the files do not say which of the two is right",
        ),
        Text("二つのダウンロードの間に住所を直した注文", "an order whose address was changed between two downloads"),
    ),
)
