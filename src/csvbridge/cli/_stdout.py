"""Bytes to standard output, whole or with an error."""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING

from csvbridge.errors import FileAccessError

if TYPE_CHECKING:
    from csvbridge.writer.place import Content


def write(content: Content) -> None:
    """All bytes, untranslated. Raises `FileAccessError`, and `BrokenPipeError` where the reader has gone."""
    from csvbridge.writer.place import pieces

    try:
        for piece in pieces(content):
            left = memoryview(piece)
            # With PYTHONUNBUFFERED the buffer is the raw file, which may take a part only.
            while left:
                left = left[sys.stdout.buffer.write(left) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(error) from error


def unwritable(error: OSError) -> FileAccessError:
    """The failure of a write to standard output as the run's own error.

    >>> unwritable(OSError(errno.ENOSPC, "")).code, unwritable(OSError(errno.EIO, "")).params["reason"]
    ('DISK_FULL', 'EIO')
    """
    if error.errno == errno.ENOSPC:
        return FileAccessError("DISK_FULL", path="<stdout>")
    return FileAccessError("WRITE_FAILED", path="<stdout>", reason=errno.errorcode.get(error.errno or 0, "EIO"))
