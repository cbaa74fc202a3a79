"""What to say where standard output takes no more."""

from __future__ import annotations

import errno

from csvbridge.errors import FileAccessError


def unwritable(error: OSError) -> FileAccessError:
    """The failure of a write to standard output as the run's own error.

    >>> unwritable(OSError(errno.ENOSPC, "")).code, unwritable(OSError(errno.EIO, "")).params["reason"]
    ('DISK_FULL', 'EIO')
    """
    if error.errno == errno.ENOSPC:
        return FileAccessError("DISK_FULL", path="<stdout>")
    return FileAccessError("WRITE_FAILED", path="<stdout>", reason=errno.errorcode.get(error.errno or 0, "EIO"))
