"""Files that are there whole or not at all.

All temporary files of a run are written and flushed to the disk before the first one is moved to its place, so a full
disk leaves nothing behind. They carry the process id in their name; `sweep` removes what a killed run left.
Where the system has modes, files are 0600: they hold personal data.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from csvbridge.errors import FileAccessError
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

WINDOWS = os.name == "nt"
RETRY_SECONDS = 3.0
STALE_SECONDS = 3600.0

_TEMPORARY = regex(r"^\..*\.csvbridge-(\d+)-[0-9a-f]{8}\.tmp$", re.DOTALL)
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Chunked(Protocol):
    """Bytes that are not all in memory: a `writer.spool.Spool`."""

    def chunks(self) -> Iterator[bytes]:
        """The bytes, some at a time."""
        ...

    def sha256(self) -> str:
        """Their hash, in hexadecimal."""
        ...


Content = bytes | Chunked
"""What a file is to hold."""


def pieces(content: Content) -> Iterable[bytes]:
    """The bytes of a content, some at a time."""
    return (content,) if isinstance(content, bytes) else content.chunks()


def place(files: Sequence[tuple[Path, Content]]) -> None:
    """Write the files and move them to their places in the order given; an earlier file there is replaced.

    Raises `FileAccessError`: FOLDER_MISSING, DISK_FULL, WRITE_DENIED, WRITE_FAILED, OUTPUT_NOT_FILE (a folder, a link
    or a device stands there), FILE_LOCKED_OUTPUT (Windows: another program holds it). Then none of the new files stands
    there; temporary files never stay.
    """
    for path, _ in files:
        refuse_special(path)
    written: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    try:
        for path, content in files:
            written.append((_temporary(path), path))
            _write(written[-1][0], path, content)
        for temporary, path in written:
            move(temporary, path)
            placed.append(path)
    except FileAccessError:
        # Without the others, a list would pass for one that a person has edited, and would stay for ever.
        for path in placed:
            with suppress(OSError):
                path.unlink()
        raise
    finally:
        for temporary, _ in written:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    for folder in dict.fromkeys(path.parent for path, _ in files):
        _flush_folder(folder)


def move(origin: Path, path: Path) -> None:
    """Put `origin` in the place of `path`; on Windows tried for 3 seconds while another program holds it."""
    deadline = time.monotonic() + RETRY_SECONDS
    while True:
        try:
            origin.replace(path)
            return
        except PermissionError as error:
            if not WINDOWS:
                raise failure(path, error) from error
            if time.monotonic() >= deadline:
                raise FileAccessError("FILE_LOCKED_OUTPUT", path=str(path)) from error
            time.sleep(0.1)
        except OSError as error:
            raise failure(path, error) from error


def refuse_special(path: Path) -> None:
    """Refuse to put a file where a folder, a symbolic link or a device stands."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise failure(path, error) from error
    if not stat.S_ISREG(mode):
        raise FileAccessError("OUTPUT_NOT_FILE", path=str(path))


def sweep(folder: Path) -> list[Path]:
    """Remove temporary files that a killed run left in a folder; gives the paths removed.

    A file is left over when its process is gone, or when it is older than an hour.
    """
    removed = []
    for path in _temporaries(folder):
        with suppress(OSError):
            if _left_over(path):
                path.unlink()
                removed.append(path)
    return removed


def _temporaries(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if _TEMPORARY.match(path.name))
    return []


def _left_over(path: Path) -> bool:
    found = _TEMPORARY.match(path.name)
    old = time.time() - path.lstat().st_mtime > STALE_SECONDS
    return old or (found is not None and not running(int(found[1])))


def running(pid: int) -> bool:
    """Whether a process of this host lives; on Windows always yes."""
    # On Windows os.kill ends the process instead of asking for it: only the age counts there.
    if WINDOWS:
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _temporary(path: Path) -> Path:
    # 40 characters of the name, so that a long Japanese name stays under a file system's 255 bytes.
    return path.with_name(f".{path.name[:40]}.csvbridge-{os.getpid()}-{secrets.token_hex(4)}.tmp")


def _write(temporary: Path, path: Path, content: Content) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            for piece in pieces(content):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise failure(path, error) from error


def _flush_folder(folder: Path) -> None:
    """Make the new names durable; some file systems (network drives) know no such thing, and need none."""
    if WINDOWS:
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def failure(path: Path, error: OSError) -> FileAccessError:
    """What the system says of a file that cannot be written, as the run's own error."""
    if error.errno in _FULL:
        return FileAccessError("DISK_FULL", path=str(path))
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileAccessError("FOLDER_MISSING", path=str(path), folder=str(path.parent))
    if error.errno in _DENIED:
        return FileAccessError("WRITE_DENIED", path=str(path))
    return FileAccessError("WRITE_FAILED", path=str(path), reason=errno.errorcode.get(error.errno or 0, "EIO"))
