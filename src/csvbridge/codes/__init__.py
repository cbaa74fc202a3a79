"""Every code that csvbridge can print, with its words in Japanese and English.

One module a family; each holds a tuple `CODES`. The package is scanned, so a new family is one new file.
Kept free of heavy imports: `csvbridge explain` answers from here.

>>> lookup("REQUIRED").severity
'error'
>>> lookup("NO_SUCH_CODE")
Traceback (most recent call last):
KeyError: 'NO_SUCH_CODE'
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from csvbridge.codes._entry import Entry, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Entry", "Text", "every", "lookup"]


@cache
def every() -> Mapping[str, Entry]:
    """All codes of all families, in the order of their modules and then of their lines."""
    found: dict[str, Entry] = {}
    for name in _families():
        for entry in _family(name):
            if entry.code in found:
                raise ValueError(f"{entry.code} is listed twice")
            found[entry.code] = entry
    return found


@cache
def lookup(code: str) -> Entry:
    """The entry of one code; `KeyError` if there is none. No family is imported that stands behind the code's own."""
    for name in _families():
        for entry in _family(name):
            if entry.code == code:
                return entry
    raise KeyError(code)


@cache
def _families() -> tuple[str, ...]:
    return tuple(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))


def _family(name: str) -> tuple[Entry, ...]:
    codes: tuple[Entry, ...] = import_module(f"{__name__}.{name}").CODES
    return codes
