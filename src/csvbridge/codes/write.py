"""Codes about writing files, and about what ends a run outside its data."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "FOLDER_MISSING",
        "error",
        Text("出力先のフォルダ「{folder}」がありません", "the output folder “{folder}” does not exist"),
        Text(
            "フォルダを作るか、-o の場所を直してから、もう一度実行してください",
            "create the folder, or correct the place given with -o, and run again",
        ),
        Text(
            "打ち間違いに気付けるよう、自動で作るフォルダは最後の1階層だけです",
            "only the last folder is created by itself, so that a misspelt path is noticed",
        ),
        Text(
            "-o 出力/11月/gmo.csv を指定したが「出力」フォルダがない",
            "-o out/november/gmo.csv where there is no folder out",
        ),
    ),
    Entry(
        "DISK_FULL",
        "error",
        Text("ディスクの空きが足りず「{path}」を書けません", "the disk is full: “{path}” cannot be written"),
        Text(
            "不要なファイルを消して空きを作ってから、もう一度実行してください",
            "free some space, then run again",
        ),
        Text(
            "途中まで書いたファイルを提出しないよう、何も残さずに止まります",
            "nothing is left behind, so that no half-written file is ever uploaded",
        ),
        Text("空きのない共有フォルダへの出力", "writing to a shared folder without space"),
    ),
    Entry(
        "WRITE_DENIED",
        "error",
        Text("「{path}」に書き込む権限がありません", "you may not write “{path}”"),
        Text(
            "フォルダの書き込み権限を確かめるか、-o で別の場所を指定してください",
            "check the rights of the folder, or give another place with -o",
        ),
        Text(
            "ロボットの実行ユーザーは、人と違う権限で動くことがあります",
            "a robot's account often has other rights than a person's",
        ),
        Text("読み取り専用の共有フォルダへの出力", "writing to a read-only shared folder"),
    ),
    Entry(
        "WRITE_FAILED",
        "error",
        Text("「{path}」を書けません（{reason}）", "“{path}” cannot be written ({reason})"),
        Text(
            "少し待ってもう一度実行し、続くときは保存先のディスクやネットワークを確かめてください",
            "wait and run again; if it goes on, check the disk or the network drive",
        ),
        Text(
            "書き込みの途中で失敗したため、出力ファイルは置かれていません",
            "writing failed on the way, so no output file was put in place",
        ),
        Text("ネットワークドライブが切れた", "a network drive that was cut off"),
    ),
    Entry(
        "FILE_LOCKED_OUTPUT",
        "error",
        Text(
            "「{path}」を置き換えられません（Excel で開いたままではありませんか）",
            "“{path}” cannot be replaced (is it still open in Excel?)",
        ),
        Text("ファイルを閉じてから、もう一度実行してください", "close the file, then run again"),
        Text(
            "Windows では、開いているファイルを置き換えられません",
            "Windows does not replace a file that a program holds open",
        ),
        Text("昨日の gmo.csv を Excel で開いたまま変換した", "converting while yesterday's gmo.csv is open in Excel"),
    ),
    Entry(
        "FILE_FOREIGN",
        "error",
        Text(
            "「{path}」は csvbridge が書いたままのファイルではないため、上書きしません",
            "“{path}” is not a file as csvbridge wrote it, so it is not overwritten",
        ),
        Text(
            "別の場所へ移すか、-o で別の名前を指定してください（--force を付けると X.previous.csv へ移して続けます）",
            "move the file away or give another name with -o (--force moves it to X.previous.csv and goes on)",
        ),
        Text(
            "人が手で直したファイルや別のソフトのファイルを消さないためです",
            "a file that a person has edited, or another program's, must not be lost",
        ),
        Text("変換後の gmo.csv を Excel で直して保存した", "a converted gmo.csv that was edited in Excel and saved"),
    ),
    Entry(
        "OUTPUT_NOT_FILE",
        "error",
        Text(
            "「{path}」はフォルダかリンクか装置なので、ファイルを置けません",
            "“{path}” is a folder, a link or a device, so no file can be put there",
        ),
        Text(
            "-o、--rejects、--report にはファイルの名前を指定してください",
            "give the name of a file with -o, --rejects, --report",
        ),
        Text(
            "リンクの先にある別のファイルを壊さないためです",
            "the file that a link points to must not be destroyed",
        ),
        Text("-o にリンク（symlink）を指定した", "-o with a symbolic link"),
    ),
    Entry(
        "CELL_NEEDS_QUOTES",
        "error",
        Text(
            "{number}列目に区切り文字、引用符か改行を含むセルがあり、引用符のない形式では書けません",
            "column {number} has a cell with a delimiter, quote or line end, which a file without quotes cannot hold",
        ),
        Text(
            "カートの受注からその文字を除いてダウンロードし直してください",
            "remove the character from the order in the cart and download again",
        ),
        Text(
            "そのまま書くと列がずれ、別の項目として読まれます",
            "written as it is, it would shift the columns after it",
        ),
        Text("商品名に「,」がある注文", "an order whose item name holds a comma"),
    ),
    Entry(
        "CODE_UNKNOWN",
        "error",
        Text("コード「{code}」はありません", "there is no code “{code}”"),
        Text("近いコード: {nearest}", "nearest: {nearest}"),
        Text(
            "csvbridge explain は、メッセージの角かっこ内か、後払い会社のコードを説明します",
            "csvbridge explain knows the codes in the brackets of messages and those of providers",
        ),
        Text("csvbridge explain REQUIERD", "csvbridge explain REQUIERD"),
    ),
    Entry(
        "CRASH",
        "error",
        Text(
            "予期しない不具合（{type}）で止まりました",
            "stopped by an unexpected fault ({type})",
        ),
        Text(
            "記録「{log}」を添えて担当者に連絡してください（注文の内容は含まれません）",
            "send the log “{log}” to your maintainer (it holds no order data)",
        ),
        Text("csvbridge の不具合です", "this is a fault of csvbridge itself"),
        Text("終了コード 70", "exit code 70"),
    ),
)
