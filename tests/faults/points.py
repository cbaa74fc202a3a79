"""Where to strike: which of a run's system calls get a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .nursery import Call
    from .stage import Stage

CHANGING = ("rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "fsync", "write", "link", "linkat")

_ERRORS = {
    "openat O_CREAT": ("ENOSPC", "EMFILE", "EROFS"),
    "openat": ("EIO", "EMFILE"),
    "read": ("EIO",),
    "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO", "ENOSPC"),
    "rename": ("EXDEV", "EIO", "EACCES"),
    "unlink": ("EIO",),
    "getdents64": ("EIO",),
    "close": ("EIO",),
}


def changing(call: Call) -> bool:
    """Whether a call may change a folder."""
    return call.name in CHANGING or (call.name == "openat" and "O_CREAT" in call.text)


def to_kill(calls: Sequence[Call], count: int) -> list[Call]:
    """Every changing call and the one after it, and as many others, evenly spread, as make `count`."""
    chosen = {at + step for at, call in enumerate(calls) if changing(call) for step in (0, 1) if at + step < len(calls)}
    others = [at for at in range(len(calls)) if at not in chosen]
    wanted = max(count - len(chosen), 0)
    chosen |= {others[number * len(others) // wanted] for number in range(wanted)} if others else set()
    return [calls[at] for at in sorted(chosen)]


def to_fail(stage: Stage, calls: Sequence[Call]) -> list[tuple[Call, str]]:
    """The calls on files of the run's own folders, each with the errors that the system may give there."""
    folders = [f"{name}/" for name in (*stage.folders, *stage.files)]
    return [
        (call, error)
        for call in calls
        if any(folder in call.text or f"/{folder[:-1]}>" in call.text for folder in folders)
        for error in _ERRORS.get(f"{call.name} O_CREAT" if "O_CREAT" in call.text else call.name, ())
    ]
