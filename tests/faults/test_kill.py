"""A run killed at any system call: nothing torn, and one more run makes all as if nothing had happened.

SIGKILL comes by strace, on entering the call, in a process whose start-up is over. Every call that changes a folder
is a point, and the call after it; the others are spread over reading, looking up and converting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .points import to_kill
from .stage import STAGES, calls_of, copy, rehearse, wrong_after_rerun, wrong_at_once

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Crew
    from .nursery import Call, Nursery

POINTS = 46
"""Points a stage at least: 276 in all."""


@pytest.mark.slow
@pytest.mark.usefixtures("tracer")
@pytest.mark.parametrize("name", STAGES)
def test_killed_at_any_call(name: str, crew: Crew, tmp_path: Path) -> None:
    play = rehearse(name, tmp_path, crew.nurseries[0])
    calls = calls_of(play, tmp_path / "calls", crew.nurseries[0])

    def strike(nursery: Nursery, point: tuple[int, Call]) -> tuple[bool, list[str]]:
        number, call = point
        folder = copy(play.start, tmp_path / f"point-{number}")
        killed = nursery.inject("signal=KILL", call, play.stage.argv, folder).killed
        wrong = wrong_at_once(play, folder)
        again = nursery.run(play.stage.argv, folder)
        wrong += [f"exit {again.exit}: {again.err}"] if again.exit != play.stage.exit else []
        wrong += wrong_after_rerun(play, folder)
        return killed, [f"killed at {call.name} {call.nth} ({call.text[:90]}): {what}" for what in wrong]

    struck = crew.each(strike, enumerate(to_kill(calls, POINTS)))
    deaths = sum(killed for killed, _ in struck)
    failures = [what for _, wrong in struck for what in wrong]
    crew.figures["kill points"] += deaths
    crew.figures["kill points that the run outlived"] += len(struck) - deaths
    crew.figures["torn, stale or orphaned files after a kill"] += len(failures)
    assert not failures, "\n".join(failures)
    assert deaths >= POINTS - 6
