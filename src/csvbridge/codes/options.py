"""Codes about options that are missing or do not go together."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "LOOKUP_MISSING",
        "error",
        Text(
            "突き合わせるファイル {name}（{format}）の指定がありません",
            "the file to look up as {name} ({format}) is not given",
        ),
        Text("--lookup {name}=ファイル を加えてください", "add --lookup {name}=FILE"),
        Text("この変換は、そのファイルにしかない値を使います", "the conversion takes values that only that file holds"),
        Text(
            "出荷報告の変換で、審査結果のファイルを渡していない",
            "a shipping report without the file of credit results",
        ),
    ),
    Entry(
        "LOOKUP_UNKNOWN",
        "error",
        Text("--lookup の名前 {name} はこの変換にありません", "this conversion has no lookup called {name}"),
        Text(
            "名前を直すか、--lookup を外してください（この変換で使える名前: {known}）",
            "correct the name, or leave --lookup out (names of this conversion: {known})",
        ),
        Text(
            "知らない名前のファイルを黙って無視すると、突き合わせたつもりになります",
            "ignoring it silently would look as if the file had been used",
        ),
        Text("credit を credits と書いた", "“credits” written for “credit”"),
    ),
    Entry(
        "INPUT_TERMINAL",
        "error",
        Text("入力ファイルが指定されていません", "no input file is given"),
        Text(
            "変換するファイルの名前を加えるか、パイプで渡してください",
            "name the file to convert, or send it through a pipe",
        ),
        Text(
            "ファイル名がないときは標準入力を読みますが、今は端末につながっています",
            "without a name the standard input is read, which is a terminal now",
        ),
        Text("csvbridge convert -p 変換名 だけで実行した", "running csvbridge convert -p NAME and nothing else"),
    ),
    Entry(
        "INPUT_IS_OUTPUT",
        "error",
        Text("入力と出力が同じファイルです（{path}）", "input and output are the same file ({path})"),
        Text("-o に別の名前を指定してください", "give -o another name"),
        Text("ダウンロードした元のファイルは決して書き換えません", "a downloaded file is never overwritten"),
        Text("orders.csv を orders.csv に変換する指定", "converting orders.csv to orders.csv"),
    ),
    Entry(
        "JSON_NEEDS_FILE",
        "error",
        Text(
            "--json は結果を標準出力に書くので、変換したファイルを標準出力には書けません",
            "--json writes to standard output, so the converted file cannot go there",
        ),
        Text("-o ファイル名 か --dry-run を加えてください", "add -o FILE or --dry-run"),
        Text("二つを混ぜると、どちらも読めなくなります", "mixed, neither of them could be read"),
        Text("-o を付けない convert --json", "convert --json without -o"),
    ),
    Entry(
        "OPTION_CONFLICT",
        "error",
        Text("{options} は同時に指定できません", "{options} cannot be used together"),
        Text("どれか一つにしてください", "leave one of them out"),
        Text("どちらに従うべきか決められません", "nobody can tell which of them is meant"),
        Text("-p と --from を両方書いた", "both -p and --from"),
    ),
    Entry(
        "EXCLUDE_NOT_TEXT",
        "error",
        Text(
            "--exclude の一覧「{path}」は、1行に一つ注文番号を書いたテキストとして読めません",
            "the list of --exclude “{path}” cannot be read as text with one order number a line",
        ),
        Text(
            "メモ帳などで注文番号を1行に一つずつ書いて保存してください",
            "write the order numbers in a text editor, one a line, and save",
        ),
        Text(
            "読めない一覧を無視すると、止めたい注文が送られます",
            "ignoring the list would send orders that were to be held back",
        ),
        Text("Excel のブックを一覧として指定した", "an Excel workbook given as the list"),
    ),
    Entry(
        "CHANNEL_FOREIGN",
        "error",
        Text(
            "「{path}」は csvbridge の結果のファイルではないため、上書きしません",
            "“{path}” is no result file of csvbridge, so it is not overwritten",
        ),
        Text(
            "--status-file と --mail-text には、ほかに使わない名前を指定してください",
            "give --status-file and --mail-text names that nothing else uses",
        ),
        Text(
            "指定を間違えたときに、受注などのファイルを消さないためです",
            "a slip in the options must not cost a file of orders",
        ),
        Text("--status-file orders.csv と書いた", "--status-file orders.csv"),
    ),
)
