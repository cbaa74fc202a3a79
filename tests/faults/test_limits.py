"""Full disks, folders and streams that cannot be written: said in one line, nothing torn, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import csvbridge

from .nursery import ENVIRONMENT, Limits
from .stage import STAGES, copy, rehearse, tree, wrong_after_rerun, wrong_at_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .conftest import Crew
    from .nursery import Ended
    from .stage import Play

NOBODY = 65534
READ = (Path(sys.prefix), Path(csvbridge.__file__).parent)
"""What another user must be able to read to run csvbridge; a clone may stand in a folder that only its owner sees."""
STAGE = "over-an-earlier-run"
NEEDS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="mounting and changing user need root")


@pytest.fixture(scope="module")
def play(crew: Crew, tmp_path_factory: pytest.TempPathFactory) -> Play:
    return rehearse(STAGE, tmp_path_factory.mktemp("limits"), crew.nurseries[0])


def refused(ended: Ended, code: str) -> None:
    """The run ended with 8 and one message of this code."""
    assert (ended.exit, ended.err.count("error[")) == (8, 1), ended.err
    assert f"error[{code}]" in ended.err


def well_again(play: Play, crew: Crew, folder: Path) -> None:
    """Once the fault is gone, the same command gives what it always gave."""
    assert wrong_at_once(play, folder) == []
    assert crew.nurseries[0].run(play.stage.argv, folder).exit == play.stage.exit
    assert wrong_after_rerun(play, folder) == []


@pytest.mark.parametrize("size", [1, 40, 300, 700])
def test_limit_of_a_files_size(size: int, play: Play, crew: Crew, tmp_path: Path) -> None:
    """RLIMIT_FSIZE takes a part of the bytes, then fails: the short write that a full disk gives."""
    folder = copy(play.start, tmp_path / "run")
    ended = crew.nurseries[0].run(play.stage.argv, folder, limits=Limits(file_size=size))
    refused(ended, "DISK_FULL")
    assert play.stage.output not in tree(folder)
    assert not [name for name in tree(folder) if name.endswith(".tmp")]
    well_again(play, crew, folder)


def test_short_writes_lose_nothing(play: Play, crew: Crew, tmp_path: Path) -> None:
    folder = copy(play.start, tmp_path / "run")
    ended = crew.nurseries[0].run(play.stage.argv, folder, limits=Limits(short_writes=True))
    assert ended.exit == play.stage.exit
    assert wrong_after_rerun(play, folder) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], check=False).returncode:
        pytest.skip("no file system may be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


@NEEDS_ROOT
def test_full_disk(play: Play, crew: Crew, small_disk: Path) -> None:
    folder = copy(play.start, small_disk / "run")
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 512):
            pass
    refused(crew.nurseries[0].run(play.stage.argv, folder), "DISK_FULL")
    filler.unlink()
    well_again(play, crew, folder)


@NEEDS_ROOT
@pytest.mark.skipif(
    any(not part.stat().st_mode & 0o001 for base in READ for part in (base, *base.parents)),
    reason="another user cannot read this environment",
)
def test_folder_that_may_not_be_written(play: Play, crew: Crew, tmp_path: Path) -> None:
    """As another user: root may write a folder whatever its mode is."""
    folder = copy(play.start, tmp_path / "run")
    for path in [*tmp_path.parents, tmp_path, folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    before = tree(folder)
    ended = crew.nurseries[0].run(play.stage.argv, folder, limits=Limits(user=NOBODY))
    refused(ended, "WRITE_DENIED")
    assert tree(folder) == before
    well_again(play, crew, folder)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_standard_output_is_full(play: Play, crew: Crew, tmp_path: Path) -> None:
    folder = copy(play.start, tmp_path / "run")
    argv = [*play.stage.argv[:4], "-o", "-"]
    refused(crew.nurseries[0].run(argv, folder, limits=Limits(stdout="/dev/full")), "DISK_FULL")
    assert tree(folder) == play.trees[0]


def test_reader_of_standard_output_has_gone(play: Play, tmp_path: Path) -> None:
    """`csvbridge convert … | head -0`: no traceback, the exit of SIGPIPE, nothing beside."""
    folder = copy(play.start, tmp_path / "run")
    read, write = os.pipe()
    os.close(read)
    ended = subprocess.run(
        [sys.executable, "-m", "csvbridge", *play.stage.argv[:4]],
        cwd=folder,
        stdout=write,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **ENVIRONMENT},
        check=False,
    )
    os.close(write)
    assert ended.returncode == 141
    assert b"Traceback" not in ended.stderr
    assert b"Exception ignored" not in ended.stderr
    assert tree(folder) == play.trees[0]


def test_every_stage_ends_as_it_should() -> None:
    assert {stage.exit for stage in STAGES.values()} == {3, 7}
