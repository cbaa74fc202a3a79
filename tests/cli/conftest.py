"""The command line as a robot starts it: a process, its bytes, its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples"
ORDERS = EXAMPLES / "tamago-gmo" / "orders.csv"
REQUEST = ("-p", "tamago-gmo-credit-request")


@dataclass(frozen=True)
class Done:
    """What a process left."""

    exit: int
    out: bytes
    err: str


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Done]:
    """Run csvbridge in an empty folder; `env` over a plain English one."""

    def start(*args: str | Path, stdin: bytes = b"", encoding: str = "utf-8", **env: str) -> Done:
        process = subprocess.run(
            [sys.executable, "-m", "csvbridge", *map(str, args)],
            input=stdin,
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "CSVBRIDGE_LANG": "en", "PYTHONIOENCODING": encoding, "XDG_CONFIG_HOME": "/none", **env},
        )
        return Done(process.returncode, process.stdout, process.stderr.decode(encoding))

    return start


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Path]:
    """A file of the first orders of the example, with texts replaced."""

    def make(name: str = "small.csv", rows: int = 2, **replaced: str) -> Path:
        lines = ORDERS.read_bytes().decode("cp932").split("\r\n")[: rows + 1]
        text = "\r\n".join([*lines, ""])
        for old, new in replaced.items():
            text = text.replace(old, new)
        path = tmp_path / name
        path.write_bytes(text.encode("cp932"))
        os.utime(path, (0, 0))
        return path

    return make
