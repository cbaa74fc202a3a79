"""A system call that fails: one message and no output, or a whole result; one more run makes all well.

The errors are those that disks, network drives and limits give: ENOSPC, EIO, EROFS, EXDEV, EACCES, EMFILE. strace puts
them in, but for those of write: polars' threads wake each other by write too, as often as they like, so a count of
writes from outside is never the same; there the writer's own `os` fails.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from .nursery import Call, Limits
from .points import to_fail
from .stage import calls_of, copy, rehearse, tree, wrong_after_rerun, wrong_at_once

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Crew
    from .nursery import Ended, Nursery
    from .stage import Play

WRITES = 6
"""Files that a run writes: a lock, a report, lists and the output."""


@pytest.mark.slow
@pytest.mark.usefixtures("tracer")
@pytest.mark.parametrize("name", ["over-an-earlier-run", "refused-page"])
def test_error_at_any_call(name: str, crew: Crew, tmp_path: Path) -> None:
    play = rehearse(name, tmp_path, crew.nurseries[0])
    calls = calls_of(play, tmp_path / "calls", crew.nurseries[0])
    writes = [(Call("write", nth, "by number"), error) for nth in range(1, WRITES + 1) for error in ("ENOSPC", "EIO")]
    points = [*writes, *to_fail(play.stage, calls)]

    def strike(nursery: Nursery, point: tuple[int, tuple[Call, str]]) -> list[str]:
        number, (call, error) = point
        folder = copy(play.start, tmp_path / f"point-{number}")
        if call.name == "write":
            limits = Limits(failing_write=call.nth, error=getattr(errno, error))
            ended = nursery.run(play.stage.argv, folder, limits=limits)
        else:
            ended = nursery.inject(f"error={error}", call, play.stage.argv, folder)
        wrong = [*_wrong_end(play, ended, folder), *wrong_at_once(play, folder)]
        again = nursery.run(play.stage.argv, folder)
        wrong += [f"exit {again.exit}: {again.err}"] if again.exit != play.stage.exit else []
        wrong += wrong_after_rerun(play, folder)
        return [f"{error} at {call.name} {call.nth} ({call.text[:90]}): {what}" for what in wrong]

    failures = [what for wrong in crew.each(strike, enumerate(points)) for what in wrong]
    crew.figures["injected errors"] += len(points)
    crew.figures["torn, stale or orphaned files after an error"] += len(failures)
    assert not failures, "\n".join(failures)
    assert len(points) >= 40


def _wrong_end(play: Play, ended: Ended, folder: Path) -> list[str]:
    """A run with a failed call says so in one message, or is as whole as without."""
    now = tree(folder)
    wrong = [f"temporary file: {name}" for name in now if name.endswith(".tmp")]
    if ended.exit == play.stage.exit:
        return wrong + [f"half done: {what}" for what in wrong_after_rerun(play, folder) if what not in _borne(play)]
    # Which file the k-th read is of may vary: a profile that cannot be read is a fault of the profile.
    right = 6 if "PROFILE_UNREADABLE" in ended.err else 8
    wrong += [] if ended.exit == right else [f"exit {ended.exit}: {ended.err}"]
    wrong += [f"exit {ended.exit} with an output"] if _is_new(play, now.get(play.stage.output)) else []
    wrong += [] if ended.err.count("error[") == 1 and "Traceback" not in ended.err else [ended.err]
    return wrong


def _borne(play: Play) -> set[str]:
    """What cannot be helped: a lock's name that cannot be removed holds nobody; a refusal may go without a report."""
    lock = f"orphan: {play.stage.output.replace('t.csv', '.t.csv.csvbridge-lock')}"
    return {lock, "missing: out/t.report.json"} if play.stage.exit == 7 else {lock}


def _is_new(play: Play, output: bytes | None) -> bool:
    return output is not None and output != play.trees[0].get(play.stage.output)
