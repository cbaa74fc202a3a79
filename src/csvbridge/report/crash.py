"""The log of an unexpected fault: where it happened, never what was in the rows.

An exception's message and a frame's variables may hold cells, so neither is written: only the exception's type and
file, line and function of each frame.
"""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import TYPE_CHECKING

from csvbridge.codes import lookup
from csvbridge.report.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csvbridge.report.language import Language


def crash_line(error: BaseException, lang: Language) -> str:
    """Write the log and give the one line that names it."""
    entry = lookup("CRASH")
    params = {"type": type(error).__name__, "log": write_crash_log(error) or "-"}
    joined = "。" if lang == "ja" else "; "
    return f"error[CRASH]: {say(entry.message, params, lang)}{joined}{say(entry.cure, params, lang)}"


def write_crash_log(error: BaseException) -> str | None:
    """Path of a new log in the temporary folder (0600); None if it cannot be written."""
    try:
        handle, path = tempfile.mkstemp(prefix="csvbridge-crash-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(crash_log(error))
    except OSError:
        return None
    return path


def crash_log(error: BaseException) -> str:
    """The log's text: versions, then each exception of the chain with its frames, the outermost first.

    >>> try:
    ...     int("090-1234-5678")
    ... except ValueError as fault:
    ...     "090" in crash_log(fault), "ValueError" in crash_log(fault)
    (False, True)
    """
    lines = [f"csvbridge {_version()}, Python {platform.python_version()}, {platform.system()}"]
    for fault in _chain(error):
        lines.append(f"{type(fault).__module__}.{type(fault).__qualname__}")
        frames = traceback.walk_tb(fault.__traceback__)
        lines += [f"  {_short(f.f_code.co_filename)}:{line}:{f.f_code.co_name}" for f, line in frames]
    return "\n".join(lines) + "\n"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or following.__context__


def _short(filename: str) -> str:
    """The end of a path: the folders before it may name a person."""
    return "/".join(PurePath(filename).parts[-3:])


def _version() -> str:
    try:
        return version("csvbridge")
    except PackageNotFoundError:
        return "?"
