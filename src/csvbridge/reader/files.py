"""A file's bytes, once nobody writes to it any more: all of them, or range by range."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, NamedTuple

from csvbridge.errors import FileAccessError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SYSTEM = os.name
UNFINISHED = (".crdownload", ".part", ".tmp", ".download")
SETTLED_AFTER = 5.0
PAUSE = 0.5

AT_ONCE = 8 * 1024 * 1024
"""Bytes of a file that is read whole when it is opened: a thousand small ones need not be held open."""

Watched = Mapping[str, tuple[int, int]]
"""Files by path, as they were before a pause that they outlasted."""

NONE_WATCHED: Watched = MappingProxyType({})


class FileBytes:
    """The bytes of an open file, read by ranges: `len` and slices are those of `bytes`.

    A file that has become shorter raises `FileAccessError` FILE_GROWING. Without a stamp there is nothing to settle.
    """

    def __init__(self, path: Path, file: IO[bytes], stamp: tuple[int, int] | None) -> None:
        self._path, self._file, self._stamp = path, file, stamp
        self._size = file.seek(0, os.SEEK_END)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, key: slice) -> bytes:
        start, stop, _ = key.indices(self._size)
        with _told(self._path):
            self._file.seek(start)
            data = self._file.read(max(stop - start, 0))
        if len(data) < stop - start:
            raise FileAccessError("FILE_GROWING", path=str(self._path))
        return data

    def stretch(self, start: int, stop: int, head: bytes) -> bytes | Stretch:
        """Some of the file with `head` before it; its bytes if no other process could read them."""
        if self._stamp is None:
            return head + self[start:stop]
        return Stretch(head, str(self._path.absolute()), self._stamp, start, stop)

    def settled(self) -> None:
        """Raise `FileAccessError` FILE_GROWING if size or time are not what they were at the opening."""
        with _told(self._path):
            if self._stamp is not None and _stamp(self._path) != self._stamp:
                raise FileAccessError("FILE_GROWING", path=str(self._path))

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def __enter__(self) -> FileBytes:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Stretch(NamedTuple):
    """A stretch of a file with a head before it, as every process of this computer can read it."""

    head: bytes
    path: str
    stamp: tuple[int, int]
    start: int
    stop: int

    def read(self) -> bytes:
        """The bytes. Raises `FileAccessError`: FILE_GROWING where the file is not what it was; as `read_bytes`."""
        path = Path(self.path)
        with _told(path), path.open("rb") as file:
            now = os.fstat(file.fileno())
            file.seek(self.start)
            data = file.read(self.stop - self.start)
        if (now.st_size, now.st_mtime_ns) != self.stamp or len(data) < self.stop - self.start:
            raise FileAccessError("FILE_GROWING", path=self.path)
        return self.head + data


Data = bytes | FileBytes
"""What can be read by ranges: `len(data)` and `data[start:stop]`."""


def read_bytes(path: Path, watched: Watched = NONE_WATCHED) -> bytes:
    """The bytes of a file.

    A download that is still running is refused: by its name, by a twin beside it that browsers write to, or because
    size or time change within half a second. Files untouched for 5 seconds are not watched, nor those in `watched`.

    Raises FileAccessError: FILE_MISSING, FILE_IS_FOLDER, FILE_GROWING, FILE_LOCKED, FILE_UNREADABLE.
    """
    with _told(path):
        before = _checked(path, watched)
        data = path.read_bytes()
    if path.is_file() and _stamp(path) != before:
        raise FileAccessError("FILE_GROWING", path=str(path))
    return data


def open_bytes(path: Path, watched: Watched = NONE_WATCHED) -> FileBytes:
    """The bytes of a file, to be read by ranges; a pipe is read whole. Refuses what `read_bytes` refuses.

    Whether the file stayed as it was, `settled` tells at the end.
    """
    with _told(path):
        before = _checked(path, watched)
        if path.is_file():
            file = path.open("rb")
            if before[0] > AT_ONCE:
                return FileBytes(path, file, before)
            with file:
                return FileBytes(path, BytesIO(file.read()), before)
        return FileBytes(path, BytesIO(path.read_bytes()), None)


def watch(paths: Iterable[Path]) -> Watched:
    """Wait once for all fresh files; those that outlast the pause need none of their own when they are read.

    Nothing is refused here: a file that cannot be read, or that changes, is told when its turn comes.
    """
    fresh = {}
    for path in paths:
        with suppress(OSError, ValueError):
            if path.is_file() and _is_fresh(stamp := _stamp(path)):
                fresh[str(path)] = stamp
    if fresh:
        time.sleep(PAUSE)
    return MappingProxyType(fresh)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system says of a file that cannot be read, as the run's own error."""
    try:
        yield
    except FileNotFoundError as missing:
        raise FileAccessError("FILE_MISSING", path=str(path)) from missing
    except PermissionError as denied:
        raise FileAccessError("FILE_LOCKED" if SYSTEM == "nt" else "FILE_UNREADABLE", path=str(path)) from denied
    except (OSError, ValueError) as failed:
        raise FileAccessError("FILE_UNREADABLE", path=str(path)) from failed


def _checked(path: Path, watched: Watched) -> tuple[int, int]:
    """Size and time of a file to which nobody writes."""
    if path.is_dir():
        raise FileAccessError("FILE_IS_FOLDER", path=str(path))
    _refuse_unfinished(path)
    before = _stamp(path)
    # A file that changed since the common pause is watched again: it may be a new one, complete.
    if path.is_file() and _is_fresh(before) and watched.get(str(path)) != before:
        time.sleep(PAUSE)
        if _stamp(path) != before:
            raise FileAccessError("FILE_GROWING", path=str(path))
    return before


def _refuse_unfinished(path: Path) -> None:
    twins = [path.with_name(name + end) for end in UNFINISHED for name in {path.name, path.stem}]
    beside = path.is_file() and any(twin.exists() for twin in twins)
    if path.suffix.lower() in UNFINISHED or beside:
        raise FileAccessError("FILE_GROWING", path=str(path))


def _is_fresh(stamp: tuple[int, int]) -> bool:
    return time.time() - stamp[1] / 1e9 < SETTLED_AFTER


def _stamp(path: Path) -> tuple[int, int]:
    now = path.stat()
    return now.st_size, now.st_mtime_ns
