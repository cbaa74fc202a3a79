"""One run at a time for one output: a lock file beside it that names its owner.

The system's own lock on the file is what counts, so that a killed run holds nothing: its file is taken over by the
next. The text in it says whose it is (process, host, start), for the message. A lock file of another host is never
taken over, since on some network drives that host's lock cannot be seen.

Source: facts/reliability.md, "two RPAs at once".
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.errors import FileAccessError
from csvbridge.writer.place import failure, refuse_special, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WINDOWS = os.name == "nt"
_TRIES = 10
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Owner(NamedTuple):
    """Who holds a lock: process id, host, and when it began (UTC)."""

    pid: int
    host: str
    since: str


def lock_path(output: Path) -> Path:
    """The lock of an output.

    >>> from pathlib import Path
    >>> lock_path(Path("out/gmo.csv")).name
    '.gmo.csv.csvbridge-lock'
    """
    return output.with_name(f".{output.name[:40]}.csvbridge-lock")


@contextmanager
def locked(output: Path, lock: Path | None = None) -> Iterator[None]:
    """Hold the lock of an output; it is gone afterwards, also after an error. `lock` is another place for it.

    Raises `FileAccessError`: FILE_BUSY where another run holds it, FOLDER_MISSING, WRITE_DENIED and others of `place`.
    """
    path = lock or lock_path(output)
    refuse_special(path)
    handle = _acquired(path, output)
    try:
        yield
    finally:
        _release(path, handle)


def _acquired(path: Path, output: Path) -> int:
    for _ in range(_TRIES):
        try:
            handle = _taken(path)
        except PermissionError as error:
            raise _busy(path, output) if WINDOWS and path.exists() else failure(path, error) from error
        except BlockingIOError as error:
            raise _busy(path, output) from error
        except OSError as error:
            raise failure(path, error) from error
        if handle is not None:
            return handle
    raise _busy(path, output)


def _taken(path: Path) -> int | None:
    """A handle that holds the lock; None if the file changed meanwhile. Raises `BlockingIOError` if another has it."""
    if WINDOWS:
        # There a file cannot be removed while a process has it open: that is the lock.
        with suppress(FileNotFoundError):
            _refuse_other_host(path)
            path.unlink()
        with suppress(FileExistsError):
            return _signed(os.open(path, _FLAGS | os.O_EXCL, 0o600))
        return None
    handle = os.open(path, _FLAGS, 0o600)
    try:
        ours = _flocked(path, handle)
    except OSError:
        os.close(handle)
        raise
    if not ours:
        os.close(handle)
        return None
    return _signed(handle)


def _signed(handle: int) -> int:
    """Write the owner into the file; a disk without room for that has room for nothing else either."""
    try:
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(_me()._asdict()).encode())
    except OSError:
        os.close(handle)
        raise
    return handle


def _flocked(path: Path, handle: int) -> bool:
    """Whether the lock is ours, on the file that still has the name."""
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        # A drive that knows no locks: the process that the file names decides.
        _refuse_running(path)
    try:
        same = os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
    if same:
        _refuse_other_host(path)
    return same


def _refuse_other_host(path: Path) -> None:
    owner = owner_of(path)
    if owner is not None and owner.host != _me().host:
        raise BlockingIOError


def _refuse_running(path: Path) -> None:
    owner = owner_of(path)
    if owner is not None and owner.pid != os.getpid() and running(owner.pid):
        raise BlockingIOError


def owner_of(path: Path) -> Owner | None:
    """The owner that a lock file names; None if there is none or it names nobody."""
    try:
        return Owner(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _me() -> Owner:
    return Owner(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))


def _busy(path: Path, output: Path) -> FileAccessError:
    owner = owner_of(path) or Owner(0, "?", "?")
    return FileAccessError(
        "FILE_BUSY", path=str(output), pid=owner.pid, host=owner.host, since=owner.since, lock=str(path)
    )


def _release(path: Path, handle: int) -> None:
    """Give the lock back; the name goes first where the system allows it, so that nobody takes over what goes."""
    # What a network drive says at the end of the lock is no failure of the files that are in place by then.
    if WINDOWS:
        with suppress(OSError):
            os.close(handle)
    with suppress(OSError):
        path.unlink()
    if not WINDOWS:
        with suppress(OSError):
            os.close(handle)
