"""What stops a whole run. What stops one order is a `Finding`, not an exception.

CsvbridgeError                exit  status
├── UsageError                   2  usage        a wrong option; an input that is the run's own output
├── ProfileError                 6  profile      missing or invalid; holds every `Problem` of its files
├── WrongFileError               7  wrong-file   not this file; `reason` says how
└── FileAccessError              8  io           cannot read or write

An exception carries a code and the data of its message; the words are in `csvbridge.codes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Reason = Literal["html", "excel", "empty", "truncated", "encoding", "delimiter", "header", "format"]


class CsvbridgeError(Exception):
    """A run that cannot go on: `code` and `params` are the message, `exit` what the robot sees."""

    exit: ClassVar[int] = 70
    status: ClassVar[str] = "bug"

    def __init__(self, code: str, /, *, line: int | None = None, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.params: Mapping[str, object] = params

    def __reduce__(self) -> tuple[object, ...]:
        """What another process needs to raise it again: keyword arguments are none that pickle knows of."""
        return _again, (type(self), self.code, self.__dict__)


def _again(kind: type[CsvbridgeError], code: str, state: Mapping[str, object]) -> CsvbridgeError:
    error = kind.__new__(kind, code)
    error.__dict__.update(state)
    return error


class UsageError(CsvbridgeError):
    """The command line asks for something that cannot be."""

    exit = 2
    status = "usage"


class Problem(NamedTuple):
    """One thing wrong in a profile: where, the text of that line, and what to write instead."""

    code: str
    path: str
    line: int | None
    text: str
    params: Mapping[str, object]


class ProfileError(CsvbridgeError):
    """A profile that is missing or invalid; `problems` holds all of them, in file order."""

    exit = 6
    status = "profile"

    def __init__(
        self,
        code: str = "PROFILE_INVALID",
        /,
        *,
        line: int | None = None,
        problems: Sequence[Problem] = (),
        **params: object,
    ) -> None:
        super().__init__(code, line=line, **params)
        self.problems = tuple(problems)


class WrongFileError(CsvbridgeError):
    """The input is not the file that the profile describes."""

    exit = 7
    status = "wrong-file"

    def __init__(self, code: str, /, *, reason: Reason, line: int | None = None, **params: object) -> None:
        super().__init__(code, line=line, **params)
        self.reason: Reason = reason


class FileAccessError(CsvbridgeError):
    """A file cannot be read or written: missing, locked, still growing, disk full."""

    exit = 8
    status = "io"
