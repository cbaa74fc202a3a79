"""csvbridge: CSV files from cart to deferred-payment provider and back; nothing goes wrong silently.

>>> with open("orders.csv", "rb") as file:  # doctest: +SKIP
...     outcome = convert(file.read(), "shop-credit-request")
>>> convert(b"", "no-such-profile")
Traceback (most recent call last):
csvbridge.errors.ProfileError: PROFILE_MISSING
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from csvbridge.engine.batch import Batch, convert_batch
    from csvbridge.engine.outcome import Outcome
    from csvbridge.errors import CsvbridgeError, FileAccessError, ProfileError, UsageError, WrongFileError
    from csvbridge.findings import Finding
    from csvbridge.profile.plan import load_format, load_profile
    from csvbridge.profile.row import row_model

    __version__: str

__all__ = [
    "Batch",
    "CsvbridgeError",
    "FileAccessError",
    "Finding",
    "Outcome",
    "ProfileError",
    "UsageError",
    "WrongFileError",
    "__version__",
    "convert",
    "convert_batch",
    "load_format",
    "load_profile",
    "row_model",
]

# Imported when asked for, so that the command line starts without polars.
_HOMES = {
    "Batch": "engine.batch",
    "CsvbridgeError": "errors",
    "FileAccessError": "errors",
    "Finding": "findings",
    "Outcome": "engine.outcome",
    "ProfileError": "errors",
    "UsageError": "errors",
    "WrongFileError": "errors",
    "convert_batch": "engine.batch",
    "load_format": "profile.plan",
    "load_profile": "profile.plan",
    "row_model": "profile.row",
}


def convert(
    data: bytes,
    profile: str,
    lookups: Mapping[str, bytes] | None = None,
    *,
    folders: Sequence[Path] = (),
    abort: bool = False,
) -> Outcome:
    """Convert the bytes of one file with the profile of an id; a format alone only checks them.

    `lookups` has the bytes of each lookup's file by its name, `folders` are searched for profiles before the shipped
    ones. With `abort` one rejected order rejects all. Nothing is written: the outcome holds bytes and findings.

    Raises:
        ProfileError: the profile is missing or invalid.
        WrongFileError: a file is not what the profile describes.
    """
    from csvbridge.engine.run import run
    from csvbridge.profile.plan import load_profile

    files = {name: [(name, content)] for name, content in (lookups or {}).items()}
    return run(data, load_profile(profile, folders), files, abort=abort)


def __getattr__(name: str) -> object:
    if name == "__version__":
        return import_module("importlib.metadata").version("csvbridge")
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
