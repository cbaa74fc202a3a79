"""The files that a robot and a mail tool read: written whatever the exit, and never left from an earlier run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csvbridge.errors import FileAccessError, UsageError
from csvbridge.writer.place import failure, place, sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from csvbridge.cli._request import Request
    from csvbridge.findings import Finding
    from csvbridge.report.several import One
    from csvbridge.report.summary import Summary
    from csvbridge.report.terminal import Talk


@dataclass(frozen=True, slots=True)
class Channels:
    """Where --status-file and --mail-text go; None where they are not asked for."""

    status: Path | None
    mail: Path | None

    @classmethod
    def of(cls, request: Request) -> Channels:
        """The names that the options ask for."""
        return cls(request.status_file, request.mail_text)

    @property
    def all(self) -> list[Path]:
        """The files that this run may write."""
        return [path for path in (self.status, self.mail) if path]

    def refuse_foreign(self) -> None:
        """Refuse to write where something else stands. Raises `UsageError` CHANNEL_FOREIGN."""
        for path, is_ours in self._kinds():
            if not _is_free(path, is_ours):
                raise UsageError("CHANNEL_FOREIGN", path=str(path))

    def clear(self) -> None:
        """Remove what an earlier run wrote: a file that is there belongs to the last run, and says that it ended.

        Raises `FileAccessError`: FOLDER_MISSING, FILE_LOCKED_OUTPUT.
        """
        for path in self.all:
            if not path.parent.is_dir():
                raise FileAccessError("FOLDER_MISSING", path=str(path), folder=str(path.parent))
            sweep(path.parent)
            try:
                path.unlink(missing_ok=True)
            except PermissionError as error:
                raise FileAccessError("FILE_LOCKED_OUTPUT", path=str(path)) from error
            except OSError as error:
                raise failure(path, error) from error

    def free(self, taken: Sequence[Path]) -> Channels:
        """Without the places that something else has or will have: for a run that is refused."""
        names = {path.resolve() for path in taken}
        free = [path for path, is_ours in self._kinds() if _is_free(path, is_ours) and path.parent.is_dir()]
        kept = {path for path in free if path.resolve() not in names}
        return Channels(*(path if path in kept else None for path in (self.status, self.mail)))

    def put(self, summary: Summary, findings: Sequence[Finding], talk: Talk, files: Sequence[One] = ()) -> None:
        """Write both, the status last: it says what became of everything else. Raises `FileAccessError`."""
        told = []
        if self.mail:
            from csvbridge.report.mail import mail_file

            told.append((self.mail, mail_file(summary, findings, talk, files)))
        if self.status:
            from csvbridge.report.status import status_file

            told.append((self.status, status_file(summary, files)))
        place(told)

    def _kinds(self) -> list[tuple[Path, Callable[[bytes], bool]]]:
        if not self.all:
            return []
        from csvbridge.report.mail import is_mail
        from csvbridge.report.status import is_status_file

        kinds = ((self.status, is_status_file), (self.mail, is_mail))
        return [(path, is_ours) for path, is_ours in kinds if path]


def _is_free(path: Path, is_ours: Callable[[bytes], bool]) -> bool:
    """Whether nothing stands at a place but a file of its kind; what cannot be read may be one."""
    if not path.is_symlink() and not path.exists():
        return True
    try:
        return path.is_file() and not path.is_symlink() and is_ours(path.read_bytes())
    except OSError:
        return False
