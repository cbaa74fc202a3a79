"""`csvbridge profiles`: which there are, what one of them says, whether their own tests pass, their JSON Schemas."""

from __future__ import annotations

import json as json_
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csvbridge.cli import _options as opt
from csvbridge.cli._request import search_folders
from csvbridge.cli.learn import learn
from csvbridge.codes import Text
from csvbridge.report.language import language, say
from csvbridge.report.terminal import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.profile.search import Info

FAILED = 6
"""Exit code where a profile is invalid or does not do what its tests say."""

_PASSED = Text("{count}件のテストに合格", "{count} tests passed")
_NOT_PASSED = Text("{count}件中 {failed}件のテストが不合格", "{failed} of {count} tests failed")

profiles = typer.Typer(rich_markup_mode=None)
profiles.command("learn", help=opt.pick("実物のファイルから形式を作ります。", "Learn a format from a real file."))(
    learn
)

AsJson = Annotated[bool, typer.Option("--json", help=opt.pick("JSONで表示します", "print JSON"))]
Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="ID", show_default=False, help=opt.pick("省略するとすべて", "all if none is named")),
]
Id = Annotated[str, typer.Argument(metavar="ID", help=opt.pick("変換か形式の名前", "id of a conversion or format"))]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help=opt.pick("書き出すフォルダ", "folder to write them to")),
]


@profiles.command("list", help=opt.pick("使えるプロファイルの一覧。", "The profiles that there are."))
def list_(json: AsJson = False, folders: opt.Folders = None) -> None:
    """One line each, or a JSON array."""
    from csvbridge.profile.search import every

    found = every(search_folders(folders or ()))
    if json:
        typer.echo(json_.dumps([_entry(info) for info in found if info.problem is None], ensure_ascii=True))
        return
    show(_columns([_line(info) for info in found]), sys.stdout)


def _entry(info: Info) -> dict[str, str | None]:
    known = {key: getattr(info, key) for key in ("id", "kind", "title", "system", "record", "status")}
    return {**known, "path": str(info.path)}


def _line(info: Info) -> tuple[str, ...]:
    if info.problem is not None:
        return (str(info.path), "-", "-", info.problem)
    id_ = info.id if info.version == "1" or info.kind == "conversion" else f"{info.id}@{info.version}"
    return (id_, info.kind, info.status or "-", info.title)


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Left-aligned columns of ASCII words, the last one free text.

    >>> _columns([("a", "format", "x"), ("abc", "-", "y")])
    'a    format  x\\nabc  -       y'
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    cells = ([*(c.ljust(w) for c, w in zip(row, widths, strict=True))] for row in rows)
    return "\n".join("  ".join(row).rstrip() for row in cells)


@profiles.command("show", help=opt.pick("プロファイル一つの内容。", "What one profile says."))
def show_(id_: Id, folders: opt.Folders = None) -> None:
    """Title, status, columns and conditions. Raises `ProfileError`."""
    from csvbridge.cli._show import as_table, as_text
    from csvbridge.profile.plan import load_profile

    profile = load_profile(id_, search_folders(folders or ()), asks="sample")
    if sys.stdout.isatty():
        as_table(profile, language(), sys.stdout)
    else:
        show(as_text(profile, language()), sys.stdout)


@profiles.command("test", help=opt.pick("見本とテストを実行します。", "Run samples and tests of profiles."))
def run_tests(ids: Ids = None, folders: opt.Folders = None) -> None:
    """One line a test; exit 6 if one of them fails."""
    from csvbridge.profile.search import every

    where = search_folders(folders or ())
    named = list(ids or dict.fromkeys(_reference(info) for info in every(where)))
    results = [_tested(ref, where) for ref in named]
    count, failed = sum(done for done, _ in results), sum(bad for _, bad in results)
    show(say(_NOT_PASSED if failed else _PASSED, {"count": count, "failed": failed}), sys.stderr)
    raise typer.Exit(FAILED if failed else 0)


def _reference(info: Info) -> str:
    """How to name exactly this file: by its path, since two versions share an id."""
    return str(info.path)


def _tested(ref: str, folders: Sequence[Path]) -> tuple[int, int]:
    """How many tests a profile has and how many of them failed; a profile that cannot be loaded is one failure."""
    from csvbridge.engine.selftest import cases, check
    from csvbridge.errors import ProfileError
    from csvbridge.report.terminal import Talk, render_error

    try:
        found = cases(ref, folders)
    except ProfileError as error:
        show(f"FAILED  {ref}", sys.stdout)
        show(render_error(error, Talk(ref, language())), sys.stderr)
        return 1, 1
    failed = 0
    for case in found:
        wrong = check(case)
        failed += wrong is not None
        show(
            f"{'FAILED' if wrong else 'ok'}  {case.profile.id}: {case.name}{f' -- {wrong}' if wrong else ''}",
            sys.stdout,
        )
    return len(found), failed


@profiles.command("schema", help=opt.pick("エディター用のJSON Schema。", "JSON Schemas, for editors."))
def schema(out: Out = None) -> None:
    """Print the schemas as one JSON object, or write one file each. Raises `FileAccessError`."""
    from csvbridge.profile.schema import schemas, texts
    from csvbridge.writer.place import place

    if out is None:
        typer.echo(json_.dumps(schemas(), ensure_ascii=False, indent=1))
    else:
        place([(out / name, text.encode()) for name, text in texts().items()])
