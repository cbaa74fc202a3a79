"""What `profiles learn` tells: the columns, the lines to look at and to edit, the dry run, what to do next."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from csvbridge.codes import Text
from csvbridge.report.language import say
from csvbridge.report.terminal import show

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from csvbridge.cli._learn import Learnt
    from csvbridge.cli._learn_request import Request
    from csvbridge.learn.draft import Draft
    from csvbridge.learn.draft_sheet import Todo
    from csvbridge.learn.model import Inspection

_COLUMNS = Text(
    "{file}: {count}列のうち{mapped}列に項目、{doubtful}列は要確認",
    "{file}: {mapped} of {count} columns have a field, {doubtful} of them to check",
)
_WITHOUT = Text("項目のない列: {columns}", "columns without a field: {columns}")
_MUST = Text("編集する行:", "lines to edit:")
_MAY = Text("見ておく行:", "lines to look at:")
_PROOF = Text("試しの変換（何も書き出しません）:", "trial run (nothing is written):")
_WRITTEN = Text("書き出したファイル: {path}", "written: {path}")
_NEXT = Text("次に実行: {command}", "to run it: {command}")


def tell(request: Request, seen: Inspection, learnt: Learnt, told: str) -> None:
    """Everything on standard error; `told` is what the dry run says."""
    if request.quiet:
        return
    blocks = [
        _columns(request, seen, learnt.draft),
        _todos(learnt, must=False),
        _todos(learnt, must=True),
        f"{say(_PROOF, {})}\n{told}" if told else "",
        "\n".join(say(_WRITTEN, {"path": str(path)}) for path in (learnt.path, learnt.pair_path) if path),
        _next(request, learnt),
    ]
    show("\n\n".join(block for block in blocks if block), sys.stderr)


def _columns(request: Request, seen: Inspection, draft: Draft) -> str:
    mapped = len(seen.columns) - len(draft.without)
    counts = {"count": len(seen.columns), "mapped": mapped, "doubtful": draft.doubtful}
    told = say(_COLUMNS, {"file": str(request.file), **counts})
    return "\n".join([told, *([say(_WITHOUT, {"columns": list(draft.without)})] if draft.without else [])])


def _todos(learnt: Learnt, *, must: bool) -> str:
    """The lines of both files, each with what it is about."""
    lines = [*_lines(learnt.path, learnt.draft.id, learnt.draft.todos, must=must)]
    if learnt.pair:
        lines += _lines(learnt.pair_path, learnt.pair.id, learnt.pair.todos, must=must)
    return "\n".join([say(_MUST if must else _MAY, {}), *lines]) if lines else ""


def _lines(path: Path | None, id_: str, todos: Sequence[Todo], *, must: bool) -> list[str]:
    found = [todo for todo in todos if todo.must is must]
    return [f"  {path or id_}:{todo.line}  {todo.text.partition('  # ')[0]}\n      {todo.why}" for todo in found]


def _next(request: Request, learnt: Learnt) -> str:
    """The command line that runs what was learnt."""
    if not (request.source or request.target) or learnt.path is None:
        return ""
    profiles = f" --profiles {request.out}" if request.out and request.out.suffix != ".toml" else ""
    profiles += "".join(f" --profiles {folder}" for folder in request.folders if folder != request.out)
    if learnt.pair_path:
        named = f"-p {learnt.pair.id if profiles and learnt.pair else learnt.pair_path}"
    else:
        own = learnt.draft.id if profiles else str(learnt.path)
        named = f"--from {request.source or own} --to {request.target or own}"
    return say(
        _NEXT, {"command": f"csvbridge convert{profiles} {named} {request.sample or 'orders.csv'} -o upload.csv"}
    )
