"""The command line as a robot starts it: its bytes in and out, its talk, its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csvbridge.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples"
ORDERS = EXAMPLES / "tamago-gmo" / "orders.csv"
REQUEST = ("-p", "tamago-gmo-credit-request")
PLAIN = {"CSVBRIDGE_LANG": "en", "XDG_CONFIG_HOME": "/no-such-folder"}


@dataclass(frozen=True)
class Done:
    """What a run left."""

    exit: int
    out: bytes
    err: str


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., Done]:
    """Run csvbridge as a process of its own, in an empty folder, with its streams in an encoding."""

    def start(*args: str | Path, stdin: bytes = b"", encoding: str = "utf-8", **env: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "csvbridge", *map(str, args)],
            input=stdin,
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, **PLAIN, "PYTHONIOENCODING": encoding, **env},
        )
        return Done(done.returncode, done.stdout, done.stderr.decode(encoding))

    return start


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Run csvbridge in this process, which is quicker, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def start(*args: str | Path, stdin: bytes = b"", **env: str) -> Done:
        streams = {name: TextIOWrapper(BytesIO(), "utf-8", newline="\n") for name in ("stdout", "stderr")}
        with monkeypatch.context() as patch:
            for name, value in {**PLAIN, **env}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["csvbridge", *map(str, args)])
            patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            with pytest.raises(SystemExit) as stop:
                main()
        out, err = (written(streams[name]) for name in ("stdout", "stderr"))
        return Done(int(stop.value.code or 0), out, err.decode())

    return start


def written(stream: TextIOWrapper) -> bytes:
    """The bytes that went to a stream."""
    stream.flush()
    assert isinstance(stream.buffer, BytesIO)
    return stream.buffer.getvalue()


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Path]:
    """A file of the first two orders (three rows) of the example, with texts replaced."""

    def make(name: str = "small.csv", rows: int = 3, **replaced: str) -> Path:
        lines = ORDERS.read_bytes().decode("cp932").split("\r\n")[: rows + 1]
        text = "\r\n".join([*lines, ""])
        for old, new in replaced.items():
            text = text.replace(old, new)
        path = tmp_path / name
        path.write_bytes(text.encode("cp932"))
        # As if written long ago: a fresh file is watched for half a second.
        os.utime(path, (0, 0))
        return path

    return make
