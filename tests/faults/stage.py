"""The runs that faults are tried on, each with the folder that it finds, and what may stand there afterwards."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .nursery import Call, Nursery

Tree = dict[str, bytes]

LONG_AGO = (1_700_000_000, 1_700_000_000)
"""A file that was written just now is watched for half a second before it is read."""

_RESULT = '"加盟店取引ID","GMO取引ID","自動審査結果","目視審査結果","目視審査結果理由"'
_SHIPPED = '"受付番号","発送日","配送業者","出荷番号","支払方法"'
_EARLIER = [
    _RESULT,
    '"T7","12900000017","OK","",""',
    '"T8","12900000018","審査中","",""',
    '"T9","12900000019","?","",""',
]
_TODAY = [
    _RESULT,
    '"T1","12900000011","OK","",""',
    '"T2","12900000012","審査中","",""',
    '"T3","12900000013","確認待ち","",""',
    '"T4","12900000014"',
]
_PARCELS = [
    _SHIPPED,
    '"T1","2026/11/24","ヤマト運輸","200961185434","GMO後払い"',
    '"T2","2026/11/24","ヤマト運輸","200961186005","GMO後払い"',
]
_CONVERT = ("convert", "-p", "tamago-gmo-credit-result")
_OUT = ("-o", "out/t.csv")


@dataclass(frozen=True)
class Stage:
    """A run: its input files, the runs before it, files that a person then edited, where its output goes."""

    files: Mapping[str, Sequence[str]]
    argv: Sequence[str]
    exit: int
    before: Sequence[Sequence[str]] = ()
    edited: Sequence[str] = ()
    output: str = "out/t.csv"
    folders: Sequence[str] = field(default=("out",))


STAGES = {
    "first-run": Stage({"in.csv": _TODAY}, (*_CONVERT, "in.csv", *_OUT), 3),
    "over-an-earlier-run": Stage(
        {"in.csv": _TODAY, "old.csv": _EARLIER},
        (*_CONVERT, "in.csv", *_OUT),
        3,
        before=[(*_CONVERT, "old.csv", *_OUT)],
    ),
    "beside-edited-rejects": Stage(
        {"in.csv": _TODAY, "old.csv": _EARLIER},
        (*_CONVERT, "in.csv", *_OUT),
        3,
        before=[(*_CONVERT, "old.csv", *_OUT)],
        edited=["out/t.rejects.csv"],
    ),
    "refused-page": Stage(
        {"in.csv": ["<html><body>メンテナンス中です</body></html>"], "old.csv": _EARLIER},
        (*_CONVERT, "in.csv", *_OUT),
        7,
        before=[(*_CONVERT, "old.csv", *_OUT)],
    ),
    "several-files": Stage(
        {"a.csv": _TODAY, "b.csv": _EARLIER},
        (*_CONVERT, "a.csv", "b.csv", "-o", "out/"),
        3,
        before=[(*_CONVERT, "a.csv", "b.csv", "-o", "out/")],
        output="out/a.csv",
    ),
    "lists-in-other-folders": Stage(
        {"in.csv": _PARCELS, "results/r.csv": _TODAY[:3]},
        (
            *("convert", "-p", "tamago-gmo-shipping-report", "in.csv", "--lookup", "credit=results"),
            *("-o", "out/t.csv", "--rejects", "fix/r.csv", "--report", "log/r.json"),
        ),
        3,
        before=[
            (
                *("convert", "-p", "tamago-gmo-shipping-report", "in.csv", "--lookup", "credit=results"),
                *("-o", "out/t.csv", "--rejects", "fix/r.csv", "--report", "log/r.json"),
            )
        ],
        folders=("out", "fix", "log"),
    ),
}


@dataclass(frozen=True)
class Play:
    """A stage with its references: the folder before, after the run, and after running it twice."""

    stage: Stage
    start: Path
    trees: tuple[Tree, Tree, Tree]

    @property
    def outputs(self) -> set[bytes | None]:
        """What may stand at the output's place at any moment: nothing, the earlier or the new file."""
        return {None, *(tree.get(self.stage.output) for tree in self.trees)}


def rehearse(name: str, folder: Path, nursery: Nursery) -> Play:
    """Play a stage without faults and record what it leaves."""
    stage, start = STAGES[name], folder / "start"
    _furnish(stage, start)
    for argv in stage.before:
        ended = nursery.run(argv, start)
        assert ended.exit == 3, ended
    for path in stage.edited:
        with (start / path).open("ab") as file:
            file.write(b"\r\n")
    trees = [tree(start)]
    for number in (1, 2):
        copied = copy(start, folder / f"reference-{number}")
        for _ in range(number):
            ended = nursery.run(stage.argv, copied)
            assert ended.exit == stage.exit, ended.err
        trees.append(tree(copied))
    return Play(stage, start, (trees[0], trees[1], trees[2]))


def calls_of(play: Play, folder: Path, nursery: Nursery) -> list[Call]:
    """The system calls of the run of a stage."""
    return nursery.calls(play.stage.argv, copy(play.start, folder))


def _furnish(stage: Stage, start: Path) -> None:
    for folder in stage.folders:
        (start / folder).mkdir(parents=True)
    for name, lines in stage.files.items():
        path = start / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes("\r\n".join([*lines, ""]).encode("cp932"))
        os.utime(path, LONG_AGO)


def copy(start: Path, folder: Path) -> Path:
    """A fresh copy of a folder, with the times of its files."""
    return Path(shutil.copytree(start, folder))


def tree(folder: Path) -> Tree:
    """Every file below a folder, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def wrong_at_once(play: Play, folder: Path) -> list[str]:
    """What must not be, even right after a fault: a torn output, or a person's file touched."""
    now = tree(folder)
    torn = [] if now.get(play.stage.output) in play.outputs else [f"torn: {play.stage.output}"]
    inputs = [*play.stage.files, *play.stage.edited]
    return torn + [f"touched: {name}" for name in inputs if now.get(name) != play.trees[0][name]]


def wrong_after_rerun(play: Play, folder: Path) -> list[str]:
    """How a folder differs from one in which no fault happened, after the same command was run once more."""
    now = tree(folder)
    return min((_differences(now, wanted) for wanted in play.trees[1:]), key=len)


def _differences(now: Tree, wanted: Tree) -> list[str]:
    more, less = sorted(now.keys() - wanted.keys()), sorted(wanted.keys() - now.keys())
    other = sorted(name for name in now.keys() & wanted.keys() if now[name] != wanted[name])
    kinds = (("orphan", more), ("missing", less), ("stale", other))
    return [f"{kind}: {name}" for kind, names in kinds for name in names]
