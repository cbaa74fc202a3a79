"""Where to strike: which of a run's system calls get a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .nursery import Call
    from .stage import Stage

CHANGING = (
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "fsync",
    "write",
    "link",
    "linkat",
)

_ERRORS = {
    "openat O_CREAT": ("ENOSPC", "EMFILE", "EROFS"),
    "fsync": ("EIO", "ENOSPC"),
    "rename": ("EXDEV", "EIO", "EACCES"),
    "unlink": ("EIO",),
}
_OF_READING = {"openat": ("EIO", "EMFILE"), "read": ("EIO",), "getdents64": ("EIO",), "close": ("EIO",)}
"""One of these a call, in turn: there are many such calls."""


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
    """The calls on files of the run's own folders, each with errors that the system may give there."""
    near = [call for call in calls if _touches(stage, call)]
    points = [(call, error) for call in near for error in _ERRORS.get(_kind(call), ())]
    for name, errors in _OF_READING.items():
        found = [call for call in near if _kind(call) == name]
        every = 1 if name == "openat" else 4
        points += [(call, errors[at % len(errors)]) for at, call in enumerate(found[::every])]
    return points


def _kind(call: Call) -> str:
    return f"{call.name} O_CREAT" if "O_CREAT" in call.text else call.name


def _touches(stage: Stage, call: Call) -> bool:
    return any(f"{name}/" in call.text or f"/{name}>" in call.text or f'"{name}"' in call.text for name in _own(stage))


def _own(stage: Stage) -> tuple[str, ...]:
    return (*stage.folders, *stage.files)
