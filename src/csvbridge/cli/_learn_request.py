"""What one command line of `profiles learn` asks for, and whether it can be followed."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path  # noqa: TC003 -- the dataclass shows it

import typer

from csvbridge.cli import _options as opt
from csvbridge.cli._request import search_folders
from csvbridge.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The options as given."""

    sample: Path | None = None
    header: Path | None = None
    base: str | None = None
    id: str | None = None
    source: str | None = None
    target: str | None = None
    out: Path | None = None
    confirmed_on: str | None = None
    ask: bool = False
    update: str | None = None
    folders: tuple[Path, ...] = ()
    force: bool = False
    quiet: bool = False

    @property
    def search(self) -> tuple[Path, ...]:
        """The folders of profiles: those given, and the one that is written to."""
        own = (self.out,) if self.out and self.out.is_dir() else ()
        return search_folders((*self.folders, *own))

    @property
    def file(self) -> Path:
        """The file to learn from."""
        found = self.sample or self.header
        if found is None:
            raise UsageError("USAGE", detail="SAMPLE", command="csvbridge profiles learn")
        return found


def check(request: Request) -> None:
    """Refuse options that do not go together. Raises `UsageError`, and `typer.BadParameter` for a value."""
    if request.sample and request.header:
        raise UsageError("OPTION_CONFLICT", options=["SAMPLE", "--header"])
    if request.sample is None and request.header is None:
        raise typer.BadParameter(opt.pick("SAMPLE か --header が要ります", "SAMPLE or --header is needed"))
    if request.source and request.target:
        raise UsageError("OPTION_CONFLICT", options=["--from", "--to"])
    if request.update and (request.base or request.source or request.target or request.header or request.ask):
        raise UsageError("OPTION_CONFLICT", options=["--update", "--format", "--from", "--to", "--header", "--ask"])
    if request.id is not None and not all(request.id.partition("/")):
        raise typer.BadParameter(opt.pick("--as は お店/文書 の形です", "--as is SHOP/DOCUMENT"))
    if request.ask and not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        raise typer.BadParameter(opt.pick("--ask は端末でだけ使えます", "--ask works on a terminal only"))
    _check_day(request.confirmed_on)


def _check_day(day: str | None) -> None:
    try:
        date.fromisoformat(day or "2026-01-01")
    except ValueError as error:
        raise typer.BadParameter(opt.pick("--confirmed-on は YYYY-MM-DD", "--confirmed-on is YYYY-MM-DD")) from error
