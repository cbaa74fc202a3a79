"""A shop's folder as a robot finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ..support import REPOSITORY, copy_in, run_cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..support import Ran

    Run = Callable[..., Ran]

REQUEST = ("convert", "-p", "tamago-gmo-credit-request")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with the files of the example."""
    copy_in(REPOSITORY / "examples" / "tamago-gmo", tmp_path)
    return tmp_path


@pytest.fixture
def run(shop: Path) -> Run:
    """Run a command line in the folder."""

    def start(*args: str, **more: bytes | str) -> Ran:
        return run_cli([*args], shop, **more)  # type: ignore[arg-type]

    return start


def status_of(path: Path) -> dict[str, str]:
    """A status file as a robot reads it: every line ends with CRLF and has one key."""
    lines = path.read_bytes().decode("cp932").split("\r\n")
    assert lines.pop() == ""
    return dict(line.split("=", 1) for line in lines)
