r"""Bytes that are kept until everything is decided: in memory, or beyond some MiB in a file without a name.

The file holds personal data: it is 0600, and nothing of it is left behind, however the run ends.

>>> with Spool() as spool:
...     head, first, second = (spool.append(data) for data in (b"no\r\n", b"A\r\n", b"B\r\n"))
...     spool.keep([head, second])
...     len(spool), spool.read()
(7, b'no\r\nB\r\n')
"""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from csvbridge.writer.place import failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csvbridge.errors import FileAccessError

IN_MEMORY = 16 * 1024 * 1024
"""Bytes that a spool holds in memory."""

CHUNK = 1024 * 1024
"""Bytes that are read from the file at a time."""


class Span(NamedTuple):
    """Where some bytes stand in a spool."""

    start: int
    stop: int


class Spool:
    """Takes bytes piece by piece and gives them back, in the order of their coming or in another.

    `folder` is where the file stands that takes over beyond `limit` bytes (by default `IN_MEMORY`, and the system's
    folder for temporary files). Raises `FileAccessError` where that cannot be written: DISK_FULL, FOLDER_MISSING,
    WRITE_DENIED, WRITE_FAILED.
    """

    def __init__(self, folder: Path | None = None, limit: int | None = None) -> None:
        self._folder, self._limit = folder, IN_MEMORY if limit is None else limit
        self._memory = bytearray()
        self._file: IO[bytes] | None = None
        self._size = 0
        self._kept: Sequence[Span] | None = None

    def append(self, data: bytes) -> Span:
        """Take some bytes more; gives their place, by which `keep` knows them."""
        span = Span(self._size, self._size + len(data))
        if self._file is None and span.stop > self._limit:
            self._move()
        if self._file is None:
            self._memory += data
        else:
            self._write(self._file, data)
        self._size = span.stop
        return span

    def keep(self, spans: Sequence[Span]) -> None:
        """From now on be the bytes of these places, in this order."""
        self._kept = [span for span in spans if span.start < span.stop]

    def chunks(self) -> Iterator[bytes]:
        """The bytes, some at a time."""
        for span in self._spans():
            for start in range(span.start, span.stop, CHUNK):
                yield self._read(start, min(start + CHUNK, span.stop))

    def read(self) -> bytes:
        """All the bytes at once."""
        return b"".join(self.chunks())

    def sha256(self) -> str:
        """The hash of the bytes, in hexadecimal."""
        digest = hashlib.sha256()
        for chunk in self.chunks():
            digest.update(chunk)
        return digest.hexdigest()

    def close(self) -> None:
        """Let everything go."""
        self._memory.clear()
        if self._file is not None:
            self._file.close()

    def __len__(self) -> int:
        return sum(span.stop - span.start for span in self._spans())

    def __bool__(self) -> bool:
        return len(self) > 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spool) and self.read() == other.read()

    __hash__ = None  # type: ignore[assignment]

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def _spans(self) -> Sequence[Span]:
        return [Span(0, self._size)] if self._kept is None else self._kept

    def _read(self, start: int, stop: int) -> bytes:
        if self._file is None:
            return bytes(self._memory[start:stop])
        found = bytearray()
        try:
            self._file.seek(start)
            while more := self._file.read(stop - start - len(found)):
                found += more
        except OSError as error:
            raise self._failed(error) from error
        if len(found) < stop - start:
            raise self._failed(OSError(errno.EIO, "the file is shorter than what was written"))
        return bytes(found)

    def _move(self) -> None:
        """From memory to a file."""
        import tempfile

        try:
            # Unbuffered: a full disk is told by the write that it stops, not by a later one.
            self._file = tempfile.TemporaryFile(buffering=0, dir=self._folder)  # noqa: SIM115
        except OSError as error:
            raise self._failed(error) from error
        self._write(self._file, bytes(self._memory))
        self._memory.clear()

    def _write(self, file: IO[bytes], data: bytes) -> None:
        rest = memoryview(data)
        try:
            file.seek(0, os.SEEK_END)
            while rest:
                rest = rest[file.write(rest) :]
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> FileAccessError:
        """The error names the folder: the file has no name."""
        import tempfile

        folder = self._folder or Path(tempfile.gettempdir())
        return failure(folder / "*" if isinstance(error, FileNotFoundError) else folder, error)
