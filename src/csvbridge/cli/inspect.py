"""`csvbridge inspect`: what an unknown file is, which format it fits, and what differs."""

from __future__ import annotations

import json as json_
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csvbridge.cli import _options as opt
from csvbridge.cli._request import search_folders
from csvbridge.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

STANDARD = "-"

Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        show_default=False,
        help=opt.pick(
            "調べるファイル。省略か - で標準入力（パイプ）",
            "the file to look at; missing or -: standard input (a pipe)",
        ),
    ),
]
ShowValues = Annotated[bool, typer.Option("--show-values", help=opt.pick("セルの中身を隠さない", "do not mask cells"))]


def inspect(
    inputs: Inputs = None,
    json: opt.Json = False,
    profiles: opt.Folders = None,
    show_values: ShowValues = False,
) -> None:
    """Look and show. Raises `UsageError`, `WrongFileError` (7) and `FileAccessError` (8)."""
    folders = search_folders(profiles or ())
    name, data = _read(inputs or ())
    from csvbridge.learn.look import inspect as look
    from csvbridge.learn.rank import rank
    from csvbridge.report.language import language

    found = look(data, name=name)
    fits = rank(found, folders)
    if json:
        from csvbridge.report.inspection_cells import as_object

        told = as_object(found, fits, name, language(), show_values=show_values)
        typer.echo(json_.dumps(told, ensure_ascii=True))
    else:
        from csvbridge.report.inspection import as_tables

        as_tables(found, fits, name, language(), sys.stdout, show_values=show_values)


def _read(inputs: Sequence[str]) -> tuple[str, bytes]:
    """The name to show and the bytes. Raises `UsageError` SEVERAL_INPUTS and INPUT_TERMINAL."""
    from csvbridge.reader import read_bytes

    if len(inputs) > 1:
        raise UsageError("SEVERAL_INPUTS", count=len(inputs))
    if inputs and inputs[0] != STANDARD:
        return inputs[0], read_bytes(Path(inputs[0]))
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("INPUT_TERMINAL")
    return "<stdin>", sys.stdin.buffer.read()
