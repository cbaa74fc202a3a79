"""Bytes that wait until everything is decided."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.errors import FileAccessError
from csvbridge.writer import spool as spools
from csvbridge.writer.spool import Spool

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(os.name == "nt", reason="modes and unlinked files")


@given(
    pieces=st.lists(st.binary(max_size=9), max_size=9),
    limit=st.integers(0, 40),
    chunk=st.integers(1, 9),
    order=st.randoms(use_true_random=False),
)
def test_the_same_bytes_from_memory_and_from_a_file(pieces: list[bytes], limit: int, chunk: int, order: Any) -> None:
    with pytest.MonkeyPatch.context() as patch, Spool(limit=limit) as spool:
        patch.setattr(spools, "CHUNK", chunk)
        spans = [spool.append(piece) for piece in pieces]
        everything = b"".join(pieces)
        assert (spool.read(), len(spool), bool(spool)) == (everything, len(everything), everything != b"")
        kept = order.sample(range(len(pieces)), len(pieces) // 2)
        spool.keep([spans[n] for n in kept])
        expected = b"".join(pieces[n] for n in kept)
        assert (spool.read(), len(spool)) == (expected, len(expected))
        assert spool.sha256() == hashlib.sha256(expected).hexdigest()
        assert spool == _spool(expected)
        assert all(0 < len(some) <= chunk for some in spool.chunks())


def _spool(data: bytes) -> Spool:
    spool = Spool()
    spool.append(data)
    return spool


@POSIX
def test_the_file_has_no_name_and_is_nobody_else_s(tmp_path: Path) -> None:
    with Spool(tmp_path, limit=3) as spool:
        spool.append(b"abcd")
        assert not list(tmp_path.iterdir())
        assert spool._file is not None
        assert stat.S_IMODE(os.fstat(spool._file.fileno()).st_mode) & 0o077 == 0
    assert spool._file.closed


class Full:
    """A file on a disk that is full after some bytes."""

    def __init__(self, room: int) -> None:
        self.room = room

    def seek(self, *_: int) -> int:
        return 0

    def write(self, data: memoryview) -> int:
        if self.room == 0:
            raise OSError(errno.ENOSPC, "full")
        taken = min(self.room, len(data))
        self.room -= taken
        return taken

    def close(self) -> None:
        pass


@pytest.mark.parametrize("room", [0, 5])
def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: Full(room))
    with Spool(tmp_path, limit=3) as spool, pytest.raises(FileAccessError) as told:
        spool.append(b"abcdef")
    assert (told.value.code, told.value.params) == ("DISK_FULL", {"path": str(tmp_path)})


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with Spool(tmp_path / "out", limit=0) as spool, pytest.raises(FileAccessError) as told:
        spool.append(b"a")
    assert (told.value.code, told.value.params["folder"]) == ("FOLDER_MISSING", str(tmp_path / "out"))
