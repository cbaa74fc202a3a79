"""Two robots at once in one folder: one works, the other is told who holds it and touches nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from .stage import calls_of, copy, rehearse, tree, wrong_after_rerun

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Crew
    from .nursery import Ended, Nursery
    from .stage import Play

pytestmark = pytest.mark.skipif(find_spec("csvbridge.writer.lock") is None, reason="no lock of a folder yet")

SLOW_DISK = ("-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:delay_enter=1500000:when=1")
"""strace options: the first file takes one and a half seconds to reach the disk."""


@pytest.fixture
def play(crew: Crew, tmp_path: Path) -> Play:
    return rehearse("over-an-earlier-run", tmp_path, crew.nurseries[0])


@pytest.mark.usefixtures("tracer")
def test_second_robot_is_told(play: Play, crew: Crew, tmp_path: Path) -> None:
    folder = copy(play.start, tmp_path / "run")
    first, second = crew.nurseries
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(first.run, play.stage.argv, folder, strace=SLOW_DISK)
        # Names only: until its first file waits for the disk, the run moves and removes others.
        while not any(path.stat().st_size for path in (folder / "out").glob(".*.tmp")):
            assert not working.done(), working.result().err
        before = tree(folder)
        refused = second.run(play.stage.argv, folder)
        assert tree(folder) == before
        ended = working.result()
    assert (refused.exit, refused.err.count("error[")) == (8, 1)
    assert "error[FILE_BUSY]" in refused.err
    assert ended.exit == play.stage.exit, ended.err
    assert wrong_after_rerun(play, folder) == []


def test_many_robots_one_result(play: Play, crew: Crew, tmp_path: Path) -> None:
    """Started together: each ends whole or busy, and what stands there is the result of a whole run."""
    folder = copy(play.start, tmp_path / "run")

    def start(nursery: Nursery, _: int) -> Ended:
        return nursery.run(play.stage.argv, folder)

    ends = crew.each(start, range(8))
    assert {ended.exit for ended in ends} <= {play.stage.exit, 8}
    assert all("FILE_BUSY" in ended.err for ended in ends if ended.exit == 8)
    assert wrong_after_rerun(play, folder) == []


@pytest.mark.usefixtures("tracer")
def test_lock_of_a_robot_that_died_is_taken_over(play: Play, crew: Crew, tmp_path: Path) -> None:
    folder = copy(play.start, tmp_path / "run")
    calls = calls_of(play, tmp_path / "calls", crew.nurseries[0])
    killer = next(call for call in calls if call.name.startswith("rename"))
    assert crew.nurseries[0].inject("signal=KILL", killer, play.stage.argv, folder).killed
    assert crew.nurseries[1].run(play.stage.argv, folder).exit == play.stage.exit
    assert wrong_after_rerun(play, folder) == []
