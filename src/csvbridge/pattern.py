"""Regular expressions that are compiled when they are first asked.

A run of a second asks few of those that its modules hold, and to compile one costs as much as to read a module. The
literal stays where it is used; a test compiles them all, so that a wrong one is noticed.

>>> digits = regex("[0-9]+")
>>> digits.fullmatch("120") is not None, digits.sub("*", "a12"), digits.pattern
(True, 'a*', '[0-9]+')
>>> regex("(").search("a")
Traceback (most recent call last):
re.error: missing ), unterminated subpattern at position 0
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class Lazy:
    """In the place of a compiled pattern; what it was asked for once it keeps."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._source = (text, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(*cast("tuple[str, int]", self._source)), name)
        self.__dict__[name] = found
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        return Lazy, self._source


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, but not yet. Raises `re.error` when it is asked."""
    return cast("re.Pattern[AnyStr]", Lazy(text, flags))
