"""Runs of the command line as processes of their own, ten times faster than starting Python, with strace attached.

strace is attached after the start-up, so its `when=K` counts the calls of csvbridge's own work, one count a call name
and thread.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Timer
from typing import IO, TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

ENVIRONMENT = {"CSVBRIDGE_LANG": "en", "XDG_CONFIG_HOME": "/no-such-folder", "POLARS_MAX_THREADS": "1"}
LONGEST = 30.0
"""Seconds after which a run is ended with SIGTERM: it hangs."""
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)$")


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code, or minus the signal that killed it."""

    exit: int
    out: bytes
    err: str

    @property
    def killed(self) -> bool:
        """Whether SIGKILL ended it."""
        return self.exit == -9


@dataclass(frozen=True)
class Call:
    """One system call of a run: its name, which one of that name it was, and its arguments as strace shows them."""

    name: str
    nth: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a child has less of: bytes a file, bytes a write, rights; `stdout` may be a device.

    The write of number `failing_write` (from 1) to a file of the writer gives the error number `error`.
    """

    file_size: int = 0
    short_writes: bool = False
    failing_write: int = 0
    error: int = 0
    user: int = 0
    stdout: str = ""


class Nursery:
    """One process that forks children, one at a time. A context."""

    def __init__(self) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="faults-")
        # A shim of a version manager is a shell script: strace would count its calls.
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("_nursery.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **ENVIRONMENT},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe(self._process.stdin).close()
        self._process.wait(10)
        self._pipe(self._process.stdout).close()
        self._scratch.cleanup()

    def run(
        self,
        argv: Sequence[str],
        folder: Path,
        *,
        strace: Sequence[str] = (),
        limits: Limits = Limits(),
    ) -> Ended:
        """Run a command line in a folder, under strace if options for it are given."""
        out = Path(self._scratch.name, "out")
        out.write_bytes(b"")
        order = {
            "argv": list(argv),
            "folder": str(folder),
            "env": ENVIRONMENT,
            **asdict(limits),
            "stdout": limits.stdout or str(out),
        }
        pid = int(self._say(json.dumps(order)))
        tracer = self._attach(pid, strace) if strace else None
        # A library's thread that an error hit may never end its wait.
        watchdog = Timer(LONGEST, os.kill, (pid, signal.SIGTERM))
        watchdog.start()
        answer = json.loads(self._say("go"))
        watchdog.cancel()
        if tracer:
            tracer.communicate()
        return Ended(os.waitstatus_to_exitcode(answer["status"]), out.read_bytes(), answer["err"])

    def calls(self, argv: Sequence[str], folder: Path) -> list[Call]:
        """The system calls of a run on files, those of its main thread, in order."""
        log = Path(self._scratch.name, "calls")
        self.run(argv, folder, strace=["-y", "-s", "0", "-o", str(log), "-e", "trace=file,desc"])
        found = [match for line in log.read_text("utf-8", "replace").splitlines() if (match := _CALL.match(line))]
        counts: dict[str, int] = {}
        calls = []
        for pid, name, text in (match.groups() for match in found):
            if pid == found[0][1]:
                counts[name] = counts.get(name, 0) + 1
                calls.append(Call(name, counts[name], text))
        return calls

    def inject(
        self,
        what: str,
        call: Call,
        argv: Sequence[str],
        folder: Path,
        limits: Limits = Limits(),
    ) -> Ended:
        """Run with a fault at one call: `what` is "signal=KILL" or "error=EIO"."""
        rule = ["-o", os.devnull, "-e", f"trace={call.name}", "-e", f"inject={call.name}:{what}:when={call.nth}"]
        return self.run(argv, folder, strace=rule, limits=limits)

    def _attach(self, pid: int, options: Sequence[str]) -> subprocess.Popen[str]:
        tracer = subprocess.Popen(["strace", "-f", *options, "-p", str(pid)], stderr=subprocess.PIPE, text=True)
        first = self._pipe(tracer.stderr).readline()
        if "attached" not in first:
            self._say("go")
            raise OSError(f"strace: {first}")
        return tracer

    def _say(self, line: str) -> str:
        pipe = self._pipe(self._process.stdin)
        pipe.write(line + "\n")
        pipe.flush()
        return self._pipe(self._process.stdout).readline()

    @staticmethod
    def _pipe(stream: IO[str] | None) -> IO[str]:
        assert stream is not None
        return stream
