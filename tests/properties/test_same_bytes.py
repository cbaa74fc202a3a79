"""The same input gives the same bytes, whatever the locale, the time zone, the hash seed and the working folder."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ..support import REPOSITORY, copy_in

if TYPE_CHECKING:
    from pathlib import Path

CONVERT = ("convert", "-p", "tamago-gmo-credit-request")
SURROUNDINGS = (
    {"LANG": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"},
    {"LANG": "ja_JP.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"},
    {"LANG": "C.UTF-8", "TZ": "America/New_York", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "1"},
)


def environment(changes: dict[str, str]) -> dict[str, str]:
    """This process's environment with another language and no profiles of its own."""
    gone = ("CSVBRIDGE_LANG", "CSVBRIDGE_PROFILES", "LC_ALL", "LC_MESSAGES", "LANG")
    return {name: value for name, value in os.environ.items() if name not in gone} | changes


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    copy_in(REPOSITORY / "examples" / "tamago-gmo", folder)
    return folder


def test_same_bytes(examples: Path) -> None:
    """Output, rejects and report; the report names its places, so they are the same relative ones."""
    found = []
    for number, changes in enumerate(SURROUNDINGS):
        folder = examples / f"run-{number}"
        folder.mkdir()
        (folder / "orders.csv").write_bytes((examples / "orders.csv").read_bytes())
        os.utime(folder / "orders.csv", (0, 0))
        command = [sys.executable, "-m", "csvbridge", *CONVERT, "orders.csv", "-o", "gmo.csv"]
        ran = subprocess.run(command, cwd=folder, env=environment(changes), capture_output=True, check=False)
        assert ran.returncode == 3, ran.stderr.decode()
        found.append(files(folder))
    assert found[0] == found[1] == found[2]


def test_pipe_gives_the_bytes_of_the_file(examples: Path) -> None:
    data = (examples / "orders.csv").read_bytes()
    command = [sys.executable, "-m", "csvbridge", *CONVERT]
    surroundings = environment(SURROUNDINGS[0])
    piped = subprocess.run([*command, "-", "-o", "-"], input=data, env=surroundings, capture_output=True, check=False)
    subprocess.run(
        [*command, "orders.csv", "-o", "gmo.csv"], cwd=examples, env=surroundings, check=False, capture_output=True
    )
    assert piped.returncode == 3
    assert piped.stdout == (examples / "gmo.csv").read_bytes()


def test_a_reader_that_leaves_early(examples: Path) -> None:
    """`csvbridge … | head -c 1`: no traceback."""
    command = [sys.executable, "-m", "csvbridge", *CONVERT, "orders.csv"]
    process = subprocess.Popen(
        command, cwd=examples, env=environment(SURROUNDINGS[0]), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    told = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() == 141
    assert "Traceback" not in told
