"""What a run says on standard error, and its line of JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from csvbridge.codes import Text
from csvbridge.report.language import language, say
from csvbridge.report.terminal import Talk, closing, render_findings, show

if TYPE_CHECKING:
    from pathlib import Path

    from csvbridge.cli._places import Lists
    from csvbridge.cli._request import Request
    from csvbridge.cli._work import Done

_LISTS = {
    "rejects": Text("要修正ファイル: {path}", "to fix: {path}"),
    "corrections": Text("カートにも入力する修正の一覧: {path}", "corrections to enter in the cart: {path}"),
    "other": Text("別に分けた一覧: {path}", "listed apart: {path}"),
}


def tell(request: Request, key_label: str, done: Done) -> None:
    """All of one file; its counts are the last line."""
    if request.prints_json:
        sys.stdout.write(done.summary.to_json() + "\n")
    if request.quiet:
        return
    talk = talk_of(request, key_label)
    blocks = [render_findings(done.findings, talk), "\n".join(list_lines(done.lists))]
    last = closing(done.summary, talk.language, dry_run=request.dry)
    show("\n\n".join([*filter(None, blocks), last]), sys.stderr)


def talk_of(request: Request, key_label: str) -> Talk:
    """How to speak of a file to whoever reads standard error."""
    return Talk(request.input_name, language(), key_label, request.show_values or sys.stderr.isatty())


def list_lines(lists: Lists) -> list[str]:
    """A line for each list of a file."""
    return [_list_line(path, lists) for path in lists.files]


def _list_line(path: Path, lists: Lists) -> str:
    kinds = {lists.rejects: "rejects", lists.corrections: "corrections"}
    return say(_LISTS[kinds.get(path, "other")], {"path": path})
