"""A system call that fails: one message and no output, or a whole result; one more run makes all well.

The errors are those that disks, network drives and limits give: ENOSPC, EIO, EROFS, EXDEV, EACCES, EMFILE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .points import to_fail
from .stage import STAGES, calls_of, copy, rehearse, tree, wrong_after_rerun, wrong_at_once

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Crew
    from .nursery import Call, Ended, Nursery
    from .stage import Play

MOST = 60
"""Errors a stage at most: the rest would be the same calls again."""


@pytest.mark.slow
@pytest.mark.usefixtures("tracer")
@pytest.mark.parametrize("name", ["over-an-earlier-run", "lists-in-other-folders"])
def test_error_at_any_call(name: str, crew: Crew, tmp_path: Path) -> None:
    play = rehearse(name, tmp_path, crew.nurseries[0])
    calls = calls_of(play, tmp_path / "calls", crew.nurseries[0])
    points = to_fail(play.stage, calls)

    def strike(nursery: Nursery, point: tuple[int, tuple[Call, str]]) -> list[str]:
        number, (call, error) = point
        folder = copy(play.start, tmp_path / f"point-{number}")
        ended = nursery.inject(f"error={error}", call, play.stage.argv, folder)
        wrong = [*_wrong_end(play, ended, folder), *wrong_at_once(play, folder)]
        again = nursery.run(play.stage.argv, folder)
        wrong += [f"exit {again.exit}: {again.err}"] if again.exit != play.stage.exit else []
        wrong += wrong_after_rerun(play, folder)
        return [f"{error} at {call.name} {call.nth} ({call.text[:90]}): {what}" for what in wrong]

    spread = points[:: -(-len(points) // MOST)]
    failures = [what for wrong in crew.each(strike, enumerate(spread)) for what in wrong]
    crew.figures["injected errors"] += len(spread)
    crew.figures["torn, stale or orphaned files after an error"] += len(failures)
    assert failures == []
    assert len(spread) >= 20


def _wrong_end(play: Play, ended: Ended, folder: Path) -> list[str]:
    """A run with a failed call says so in one message, or is as whole as without."""
    now = tree(folder)
    wrong = [f"temporary file: {name}" for name in now if name.endswith(".tmp")]
    if ended.exit in (play.stage.exit, 0):
        return wrong + [f"half done: {what}" for what in wrong_after_rerun(play, folder)]
    wrong += [] if ended.exit == 8 else [f"exit {ended.exit}"]
    wrong += [] if ended.err.count("error[") == 1 and "Traceback" not in ended.err else [ended.err]
    return wrong
