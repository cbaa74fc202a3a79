"""A file's bytes, once nobody writes to it any more."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from csvbridge.errors import FileAccessError

if TYPE_CHECKING:
    from pathlib import Path

SYSTEM = os.name
UNFINISHED = (".crdownload", ".part", ".tmp", ".download")
SETTLED_AFTER = 5.0
PAUSE = 0.5


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    A download that is still running is refused: by its name, by a twin beside it that browsers write to, or because
    size or time change within half a second. Files untouched for 5 seconds are not watched.

    Raises FileAccessError: FILE_MISSING, FILE_IS_FOLDER, FILE_GROWING, FILE_LOCKED, FILE_UNREADABLE.
    """
    try:
        if path.is_dir():
            raise FileAccessError("FILE_IS_FOLDER", path=str(path))
        _refuse_unfinished(path)
        before = _watched(path)
        data = path.read_bytes()
    except FileNotFoundError as missing:
        raise FileAccessError("FILE_MISSING", path=str(path)) from missing
    except PermissionError as denied:
        raise FileAccessError("FILE_LOCKED" if SYSTEM == "nt" else "FILE_UNREADABLE", path=str(path)) from denied
    except (OSError, ValueError) as failed:
        raise FileAccessError("FILE_UNREADABLE", path=str(path)) from failed
    if path.is_file() and _stamp(path) != before:
        raise FileAccessError("FILE_GROWING", path=str(path))
    return data


def _refuse_unfinished(path: Path) -> None:
    twins = [path.with_name(name + end) for end in UNFINISHED for name in {path.name, path.stem}]
    beside = path.is_file() and any(twin.exists() for twin in twins)
    if path.suffix.lower() in UNFINISHED or beside:
        raise FileAccessError("FILE_GROWING", path=str(path))


def _watched(path: Path) -> tuple[int, int]:
    before = _stamp(path)
    if path.is_file() and time.time() - before[1] / 1e9 < SETTLED_AFTER:
        time.sleep(PAUSE)
        if _stamp(path) != before:
            raise FileAccessError("FILE_GROWING", path=str(path))
    return before


def _stamp(path: Path) -> tuple[int, int]:
    now = path.stat()
    return now.st_size, now.st_mtime_ns
