"""A process that has imported all of csvbridge and forks a child for each command line that it is told.

Started by `nursery.py`, never by hand. It reads one line of JSON a command and answers with the child's process id;
a second line lets the child go, and the answer is JSON: its wait status and what it said. No polars expression runs
before the fork: its threads would not be in the child.
"""

from __future__ import annotations

import ctypes
import importlib
import io
import itertools
import json
import os
import pkgutil
import resource
import signal
import sys
import traceback
from types import SimpleNamespace
from typing import Any

import csvbridge
from csvbridge.cli import main

PR_SET_PTRACER = 0x59616D61
"""From linux/prctl.h: without it a hardened kernel lets strace trace its own children only."""
GO = signal.SIGUSR1
"""Lets the child go. It is blocked, so that it waits for the child if it comes first."""


class Reluctant(io.FileIO):
    """A file that takes seven bytes a call, as the system may."""

    def write(self, data: Any, /) -> int:
        """Write the first seven bytes."""
        return super().write(memoryview(data)[:7])


def _disks(reluctant: bool, failing: int, error: int) -> None:
    """Change the `os` of the writer: short writes, or an error at the write of this number, from 1."""
    writes = itertools.count(1)

    def write(handle: int, data: bytes) -> int:
        if next(writes) == failing:
            raise OSError(error, os.strerror(error))
        return os.write(handle, data)

    class Failing(io.FileIO):
        def write(self, data: Any, /) -> int:
            return write(self.fileno(), data)

    def fdopen(handle: int, _mode: str) -> io.BufferedWriter:
        return io.BufferedWriter(Reluctant(handle, "wb") if reluctant else Failing(handle, "wb"))

    for name in ("place", "lock"):
        module: Any = sys.modules[f"csvbridge.writer.{name}"]
        module.os = SimpleNamespace(**{**vars(os), "fdopen": fdopen, "write": write})


def _be_told(order: dict[str, Any], ready: int, talk: int) -> None:
    """Streams, limits and the user of the command; then say so and wait: no call before is to be counted or struck.

    The wait itself is none of the calls that strace counts: a read would be struck as the first one.
    """
    os.chdir(order["folder"])
    os.dup2(os.open(order["stdout"], os.O_WRONLY), 1)
    # A pipe: a limit of file sizes must not cut what is said of it.
    os.dup2(talk, 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w", encoding="utf-8"), os.fdopen(2, "w", encoding="utf-8")
    os.environ.update(order["env"])
    if order["short_writes"] or order["failing_write"]:
        _disks(order["short_writes"], order["failing_write"], order["error"])
    if order["file_size"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["file_size"], order["file_size"]))
    if order["user"]:
        os.setgroups([])
        os.setgid(order["user"])
        os.setuid(order["user"])
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
    sys.argv = ["csvbridge", *order["argv"]]
    os.close(ready)
    signal.sigwait({GO})


def _child(order: dict[str, Any], ready: int, talk: int) -> None:
    code = 99
    try:
        _be_told(order, ready, talk)
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)


def _serve() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {GO})
    for line in sys.stdin:
        seen, ready = os.pipe()
        ear, talk = os.pipe()
        pid = os.fork()
        if pid == 0:
            _child(json.loads(line), ready, talk)
        os.close(ready)
        os.close(talk)
        os.read(seen, 1)
        os.close(seen)
        print(pid, flush=True)
        sys.stdin.readline()
        os.kill(pid, GO)
        with os.fdopen(ear, "rb") as heard:
            err = heard.read().decode()
        print(json.dumps({"status": os.waitpid(pid, 0)[1], "err": err}), flush=True)


if __name__ == "__main__":
    for module in pkgutil.walk_packages(csvbridge.__path__, "csvbridge."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    _serve()
