"""One run of convert or validate: read, convert, decide, put the files in place, tell."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from csvbridge.cli._channels import Channels
from csvbridge.cli._feedback import settle
from csvbridge.cli._places import Lists, Places
from csvbridge.cli._request import STANDARD, check
from csvbridge.cli._tell import tell
from csvbridge.cli._work import asked as asked_for
from csvbridge.cli._work import done_of, key_label, outcome_of, profile_of, put
from csvbridge.errors import CsvbridgeError, FileAccessError, ProfileError, UsageError, WrongFileError
from csvbridge.findings import Finding
from csvbridge.report.language import language
from csvbridge.report.summary import Summary, count_codes, report_json
from csvbridge.report.terminal import Talk, render_error, show

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from csvbridge.cli._request import Request


def run(request: Request) -> int:
    """Do what a command line asks for and give the exit code; what stops the run is told, not raised."""
    if request.is_for_many and (request.folder or request.dry):
        from csvbridge.cli._many import run_many

        return run_many(request)
    try:
        with held(request) as (settled, places):
            return _held(settled, places)
    except CsvbridgeError as error:
        return stopped(request, None, error)


def refuse(request: Request, error: UsageError) -> int:
    """Tell what is wrong with a command line that cannot be parsed, and leave nothing that looks like its result."""
    if request.folder:
        from csvbridge.cli._many import refuse_many

        return refuse_many(request, error)
    named = (settle(replace(request, inputs=(word,))) for word in request.inputs if word != STANDARD)
    places = Places.of(next((settled for settled in named if settled.asked), request))
    with suppress(CsvbridgeError), places.held():
        places.move_earlier(request)
    return stopped(request, None, error)


@contextmanager
def held(request: Request, taken: Collection[Path] = ()) -> Iterator[tuple[Request, Places]]:
    """The request with the name of its output settled, and no other run at that name.

    `taken` are the outputs of other files of the same command. Raises `FileAccessError` as `Places.held`.
    """
    settled = settle(request, taken=taken)
    while True:
        places = Places.of(settled)
        with places.held():
            # Another run may have taken this name before the lock was held.
            now = settle(request, piped=settled.piped, taken=taken) if settled.fed_back else settled
            if settled == now:
                yield settled, places
                return
        settled = now


def _held(request: Request, places: Places) -> int:
    channels = Channels.of(request)
    ready = False
    try:
        _make_ready(request, places, channels)
        ready = True
        check(request)
        profile = profile_of(request)
        done = done_of(request, places, profile, outcome_of(request, profile))
        put(request, places, profile, done)
    except CsvbridgeError as error:
        return stopped(request, places if ready else None, error)
    except BrokenPipeError:
        raise
    except Exception:
        summary = Summary(CsvbridgeError.status, CsvbridgeError.exit)
        with suppress(FileAccessError):
            channels.free(places.all).put(summary, [], Talk(request.input_name, "ja"))
        if request.prints_json:
            sys.stdout.write(summary.to_json() + "\n")
        raise
    tell(request, key_label(profile), done)
    return done.summary.exit


def _make_ready(request: Request, places: Places, channels: Channels) -> None:
    make_room(request, places, channels=channels)
    channels.clear()


def make_room(
    request: Request, places: Places, swept: set[Path] | None = None, *, channels: Channels | None = None
) -> None:
    """Free the places of a file, or refuse it with its earlier output out of the way.

    Raises `UsageError` and `FileAccessError`.
    """
    try:
        places.refuse_clashes(request)
        if channels is not None:
            channels.refuse_foreign()
    except UsageError:
        places.move_earlier(request)
        raise
    places.clear(force=request.force, swept=swept)


def stopped(request: Request, places: Places | None, error: CsvbridgeError) -> int:
    """Tell and report what stopped the run; `places` None where they could not be made free."""
    summary = report_stop(request, places, error)
    with suppress(FileAccessError):
        told = Channels.of(request).free([*Places.of(request).all, *request.reads])
        told.put(summary, findings_of(error), Talk(request.input_name, "ja"))
    if request.prints_json:
        sys.stdout.write(summary.to_json() + "\n")
    show(render_error(error, Talk(request.input_name, language())), sys.stderr)
    return error.exit


def report_stop(request: Request, places: Places | None, error: CsvbridgeError) -> Summary:
    """The summary of a file that was stopped, and its report, if there is a place for one."""
    reason = error.reason if isinstance(error, WrongFileError) else None
    findings = findings_of(error)
    codes = count_codes(findings, "error")
    if places and places.report:
        summary = Summary(error.status, error.exit, reason, report=str(places.report), codes=codes)
        data = report_json(summary, findings, None, None, run=asked_for(request), files_sha256={})
        with suppress(FileAccessError):
            places.put(data, Lists({}, None), None)
            return summary
    return Summary(error.status, error.exit, reason, codes=codes)


def findings_of(error: CsvbridgeError) -> list[Finding]:
    """What stopped the run as findings of its report."""
    if isinstance(error, ProfileError) and error.problems:
        return [Finding(p.code, "error", line=p.line, params=p.params) for p in error.problems]
    return [Finding(error.code, "error", line=error.line, params=error.params)]
