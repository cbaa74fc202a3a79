"""Frame to bytes in the target's encoding to files that are there whole or not at all."""

from csvbridge.writer.beside import (
    Beside,
    Recorded,
    beside,
    is_ours,
    make_way,
    next_free_rejects,
    recorded,
    sha256,
)
from csvbridge.writer.encode import encode
from csvbridge.writer.place import place, sweep
from csvbridge.writer.text import csv_bytes, csv_text, encoded, needs_quotes

__all__ = [
    "Beside",
    "Recorded",
    "beside",
    "csv_bytes",
    "csv_text",
    "encode",
    "encoded",
    "is_ours",
    "make_way",
    "needs_quotes",
    "next_free_rejects",
    "place",
    "recorded",
    "sha256",
    "sweep",
]
