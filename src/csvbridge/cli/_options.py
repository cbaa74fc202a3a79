"""The options that convert and validate share, with their help in the language of the user."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from csvbridge.report.language import pick as pick

Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        show_default=False,
        help=pick(
            "変換するファイル。複数や in\\*.csv も可（変換は -o フォルダ/ と）。省略か - で標準入力（パイプ）",
            "the file to read; several, or a pattern such as in\\*.csv (to convert them: with -o FOLDER/); "
            "missing or -: standard input (a pipe)",
        ),
    ),
]
ProfileId = Annotated[
    str | None,
    typer.Option(
        "--profile",
        "-p",
        metavar="PROFILE",
        help=pick("変換の名前か .toml ファイル", "id of a conversion, or a .toml file"),
    ),
]
Source = Annotated[
    str | None, typer.Option("--from", metavar="FORMAT", help=pick("元の形式の名前", "format of the input"))
]
Target = Annotated[
    str | None, typer.Option("--to", metavar="FORMAT", help=pick("出力する形式の名前", "format of the output"))
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|FOLDER/|-",
        help=pick(
            "出力ファイル。フォルダなら入力ごとに同じ名前のファイル。省略か - で標準出力",
            "the file to write, or a folder, which gets a file for each input; missing or -: standard output",
        ),
    ),
]
Lookups = Annotated[
    list[str] | None,
    typer.Option(
        "--lookup",
        metavar="NAME=FILE",
        help=pick(
            "突き合わせるファイル（フォルダや *.csv も可、繰り返せます）。すべての入力に使います",
            "a file to look up; a folder or a pattern too; repeatable; for all inputs",
        ),
    ),
]
Rejects = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help=pick("要修正ファイルの場所（入力が一つのとき）", "where rejected orders go (of a single input)"),
    ),
]
Report = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help=pick(
            "結果報告（JSON）の場所。入力が複数なら全体の報告",
            "where the report (JSON) goes; with several inputs that of all of them",
        ),
    ),
]
StatusFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help=pick(
            "結果を key=value で書くファイル（ロボット用）。入力が複数なら全体の結果",
            "where the result goes as key=value, for a robot; with several inputs that of all of them",
        ),
    ),
]
MailText = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help=pick(
            "そのまま送れるメール本文の場所。入力が複数でも1通",
            "where a ready mail goes (in Japanese); one for all inputs",
        ),
    ),
]
Exclude = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help=pick(
            "今日は止める注文番号の一覧（1行に一つ）。すべての入力に使います",
            "order numbers held back today, one a line; for all inputs",
        ),
    ),
]
MinOrders = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        help=pick("1ファイルの注文がこれより少なければ要確認", "warn of an input with fewer orders than this"),
    ),
]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        help=pick(
            "結果を1行のJSONで標準出力へ。入力が複数なら1ファイル1行、最後の行が全体",
            "print the result as one line of JSON; for several inputs a line for each, the last one for all",
        ),
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=pick("変換したファイルを書かずに確認だけ", "write no converted file"))
]
OnReject = Annotated[
    Literal["split", "abort"],
    typer.Option(
        help=pick(
            "要修正の注文があるとき: split 分けて続ける、abort そのファイルからは何も出力しない",
            "with rejected orders: split them off, or abort without output of that file",
        )
    ),
]
FailOnOption = Annotated[
    Literal["reject", "warning", "never"],
    typer.Option(
        help=pick(
            "終了コード3にする条件: reject 要修正あり、warning 要確認だけでも、never しない",
            "exit 3 on: rejected orders, warnings too, or never",
        )
    ),
]
Fix = Annotated[
    Literal["safe"] | None,
    typer.Option(
        metavar="safe",
        help=pick(
            "safe: 内容を変えずに直せるもの（全角半角、ハイフン、見えない文字、消えた先頭の0）を直して一覧にする",
            "safe: correct what can be without loss (width, hyphens, invisible characters, a lost zero) and list it",
        ),
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help=pick(
            "大きなファイルや多くのファイルを N 個のプロセスで変換する（既定はコアの数、8まで。結果は同じ）",
            "convert large or many files on N processes (default: the cores, at most 8; the result is the same)",
        ),
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS|local",
        help=pick(
            "Dask のクラスタで変換する（csvbridge[dask] が必要。結果は同じ）",
            "convert on a Dask cluster (needs csvbridge[dask]; the result is the same)",
        ),
    ),
]
Folders = Annotated[
    list[Path] | None,
    typer.Option(
        "--profiles",
        metavar="DIR",
        help=pick(
            "自店用プロファイルのフォルダ（環境変数 CSVBRIDGE_PROFILES でも）",
            "folder of your own profiles (CSVBRIDGE_PROFILES too)",
        ),
    ),
]
RequireConfirmed = Annotated[
    bool,
    typer.Option(
        "--require-confirmed",
        help=pick(
            "実物で確かめた形式（confirmed）でなければ止まる", "stop unless the target was confirmed on a real file"
        ),
    ),
]
ShowValues = Annotated[
    bool, typer.Option("--show-values", help=pick("メッセージでセルの中身を隠さない", "do not mask cells in messages"))
]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help=pick(
            "出力先にある別のファイルを X.previous.csv へ移して続ける",
            "move a foreign file at the output's place to X.previous.csv",
        ),
    ),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help=pick("止まった理由のほかは表示しない", "tell nothing but what stops the run")),
]
