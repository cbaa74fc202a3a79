"""Codes about a command line that cannot be followed."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "USAGE",
        "error",
        Text("コマンドの書き方が違います（{detail}）", "the command line is wrong ({detail})"),
        Text("{command} --help で書き方を確かめてください", "see {command} --help"),
        Text("違う意味に取って動くことはありません", "nothing is done on a guess of what was meant"),
        Text("--lookup を --lockup と書いた", "--lockup written for --lookup"),
    ),
    Entry(
        "PROFILE_NOT_GIVEN",
        "error",
        Text("どの変換をするかが指定されていません", "it is not said which conversion to do"),
        Text(
            "-p 変換名 か --from 形式名 --to 形式名 を加えてください（一覧は csvbridge profiles list）",
            "add -p PROFILE, or --from FORMAT --to FORMAT (csvbridge profiles list shows them)",
        ),
        Text("ファイルの中身から変換を推測することはしません", "the conversion is never guessed from the file"),
        Text("csvbridge convert orders.csv だけで実行した", "running csvbridge convert orders.csv and nothing else"),
    ),
    Entry(
        "TARGET_NOT_GIVEN",
        "error",
        Text(
            "{format} は形式で、出力先の形式が分かりません", "{format} is a format; what to convert it to is not said"
        ),
        Text(
            "--from と --to を両方書くか、csvbridge validate で確認だけにしてください",
            "give both --from and --to, or only check the file with csvbridge validate",
        ),
        Text(
            "形式はファイル一つの決まりで、変換には元と先の二つが要ります",
            "a format describes one file, and a conversion needs two",
        ),
        Text("convert に --from だけを書いた", "convert with --from only"),
    ),
    Entry(
        "SEVERAL_INPUTS",
        "error",
        Text("入力ファイルが{count}個指定されています", "{count} input files are given"),
        Text(
            "-o にフォルダを指定し（例: -o out/）、ファイルごとに出力してください",
            "give a folder with -o (-o out/), in which each file gives one of its name",
        ),
        Text(
            "複数のファイルをつなげると、同じ注文が二重になることがあります",
            "files put together may hold an order twice",
        ),
        Text("convert in/*.csv -o gmo.csv", "convert in/*.csv -o gmo.csv"),
    ),
    Entry(
        "LOOKUP_SYNTAX",
        "error",
        Text("--lookup の書き方が違います（{text}）", "--lookup is written wrongly ({text})"),
        Text("--lookup 名前=ファイル と書いてください", "write --lookup NAME=FILE"),
        Text("どの役のファイルかを名前で区別します", "the name says what the file is for"),
        Text("--lookup credit.csv", "--lookup credit.csv"),
    ),
    Entry(
        "PROFILES_FOLDER_MISSING",
        "error",
        Text("プロファイルのフォルダ「{folder}」がありません", "the folder of profiles “{folder}” does not exist"),
        Text(
            "--profiles か環境変数 CSVBRIDGE_PROFILES の場所を直してください",
            "correct --profiles or the variable CSVBRIDGE_PROFILES",
        ),
        Text(
            "自店用の設定を読めないまま、標準の設定で変換しないためです",
            "a shop's own settings must not be left out unnoticed",
        ),
        Text("--profiles ./profile（正しくは ./profiles）", "--profiles ./profile where the folder is ./profiles"),
    ),
    Entry(
        "SAME_PLACE",
        "error",
        Text("二つのファイルの書き出し先が同じです（{path}）", "two files would be written to the same place ({path})"),
        Text(
            "-o、--rejects、--report に別々の名前を指定し、同じ名前の入力ファイルは別々に変換してください",
            "give -o, --rejects and --report names of their own, and convert inputs of one name apart",
        ),
        Text("後に書いたほうが先のファイルを消してしまいます", "the second would replace the first"),
        Text("-o gmo.csv --report gmo.csv", "-o gmo.csv --report gmo.csv"),
    ),
)
