"""From counts to the status and exit code that a robot acts on.

Source: DESIGN of the command line: 0 ok, 3 partial, 4 empty or none-kept, 5 all-rejected.

>>> status(read=38, accepted=36, rejected=2)
'partial'
>>> status(read=0, accepted=0, rejected=0)
'empty'
>>> exit_code("partial", "never", warnings=0), exit_code("ok", "warning", warnings=1)
(0, 3)
>>> exit_code("lost", "reject", warnings=0)
Traceback (most recent call last):
KeyError: 'lost'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csvbridge.cli._request import FailOn
    from csvbridge.report.several import One

EXITS = {"ok": 0, "partial": 3, "empty": 4, "none-kept": 4, "all-rejected": 5}
WORST_FIRST = (70, 8, 7, 6, 2, 5, 3, 0, 4)
"""Exit codes of files in the order in which one of them becomes that of a command: 4 only if all are 4."""


def status(*, read: int, accepted: int, rejected: int, unreadable: int = 0, aborted: bool = False) -> str:
    """The status of a run that came to its end; the counts are orders, `unreadable` records.

    A record that nobody could read may be an order: it makes a run partial, and never none-kept.

    >>> status(read=3, accepted=3, rejected=0, unreadable=1), status(read=3, accepted=0, rejected=0)
    ('partial', 'none-kept')
    >>> status(read=3, accepted=2, rejected=1, aborted=True)
    'all-rejected'
    """
    faulty = rejected > 0 or unreadable > 0
    if accepted and not (aborted and faulty):
        return "partial" if faulty else "ok"
    if faulty:
        return "all-rejected"
    return "none-kept" if read else "empty"


def exit_code(status: str, fail_on: FailOn, *, warnings: int) -> int:
    """The exit code of a status; --fail-on changes 0 and 3 only, the status always tells the truth."""
    code = EXITS[status]
    if fail_on == "never" and code == 3:
        return 0
    if fail_on == "warning" and code == 0 and warnings:
        return 3
    return code


def worst(exits: Iterable[int]) -> int:
    """The exit code of a command with several files.

    >>> worst([0, 4, 3]), worst([5, 7, 0]), worst([4, 0]), worst([4, 4])
    (3, 7, 0, 4)
    >>> worst([1])
    Traceback (most recent call last):
    ValueError: tuple.index(x): x not in tuple
    """
    return min(exits, key=WORST_FIRST.index)


def status_of(files: Sequence[One]) -> str:
    """The status of a command with several files: that of the worst, whatever --fail-on makes of its exit code."""
    codes = [EXITS.get(one.summary.status, one.summary.exit) for one in files]
    statuses = [one.summary.status for one, code in zip(files, codes, strict=True) if code == worst(codes)]
    return "none-kept" if "none-kept" in statuses else statuses[0]
