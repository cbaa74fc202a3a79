"""`csvbridge profiles learn`: from a shop's own file to a format, or the new names of its columns into a known one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from csvbridge.cli import _options as opt

Sample = Annotated[
    Path | None,
    typer.Argument(
        metavar="SAMPLE", show_default=False, help=opt.pick("お店やカートの実物のファイル", "a real file of the shop")
    ),
]
Base = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=opt.pick("もとにする形式。違うところだけを書きます", "the format to extend; only what differs is written"),
    ),
]
As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="ID",
        help=opt.pick("新しい形式の名前（お店/文書）", "id of the new format, such as shop/orders"),
    ),
]
Header = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help=opt.pick(
            "提出先の空の雛形。見出しの行だけを読みます", "a vendor's blank template: only its header row is read"
        ),
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE|DIR",
        help=opt.pick(
            "書き出す .toml か、プロファイルのフォルダ。省略すると標準出力",
            "the .toml to write, or a folder of profiles; missing: standard output",
        ),
    ),
]
Update = Annotated[
    str | None,
    typer.Option(
        "--update",
        metavar="PROFILE",
        help=opt.pick(
            "変わった列名と新しい言葉を書き足す形式か変換", "the format or conversion to write new names and words into"
        ),
    ),
]
Confirmed = Annotated[
    str | None,
    typer.Option(
        "--confirmed-on",
        metavar="YYYY-MM-DD",
        help=opt.pick("実物と確かめた日（status = confirmed）", "the day on which it was compared with a real file"),
    ),
]
AskAll = Annotated[
    bool,
    typer.Option(
        "--ask",
        help=opt.pick("要確認の列と言葉を画面で尋ねます", "ask about doubtful columns and words, on a terminal"),
    ),
]
Replace = Annotated[
    bool, typer.Option("--force", help=opt.pick("あるファイルを書き換えます", "replace files that are there"))
]


def learn(
    sample: Sample = None,
    base: Base = None,
    as_: As = None,
    target: opt.Target = None,
    source: opt.Source = None,
    header: Header = None,
    out: Out = None,
    confirmed_on: Confirmed = None,
    ask: AskAll = False,
    update: Update = None,
    profiles: opt.Folders = None,
    force: Replace = False,
    quiet: opt.Quiet = False,
) -> None:
    """Write a format (and what it takes to convert it), or change one."""
    from csvbridge.cli._learn import learn_new
    from csvbridge.cli._learn_request import Request, check
    from csvbridge.cli._update import learn_update

    request = Request(
        sample=sample,
        header=header,
        base=base,
        id=as_,
        source=source,
        target=target,
        out=out,
        confirmed_on=confirmed_on,
        ask=ask,
        update=update,
        folders=tuple(profiles or ()),
        force=force,
        quiet=quiet,
    )
    check(request)
    raise typer.Exit(learn_update(request) if update else learn_new(request))
