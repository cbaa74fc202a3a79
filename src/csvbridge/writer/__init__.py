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
from csvbridge.writer.encode import (
    LOOKALIKES,
    codec,
    encode,
    is_unicode,
    missing_characters,
    round_trip,
    suggest,
    unencodable,
)
from csvbridge.writer.place import place, sweep
from csvbridge.writer.text import csv_bytes, needs_quotes

__all__ = [
    "LOOKALIKES",
    "Beside",
    "Recorded",
    "beside",
    "codec",
    "csv_bytes",
    "encode",
    "is_ours",
    "is_unicode",
    "make_way",
    "missing_characters",
    "needs_quotes",
    "next_free_rejects",
    "place",
    "recorded",
    "round_trip",
    "sha256",
    "suggest",
    "sweep",
    "unencodable",
]
