"""What the files of one command have in common, and what becomes of each of them."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from csvbridge.cli._channels import Channels
from csvbridge.cli._counts import counted, state_of, used
from csvbridge.cli._feedback import copies
from csvbridge.cli._inputs import input_data, read_excluded, read_lookups
from csvbridge.cli._request import known_folders, search_folders
from csvbridge.cli._verdict import exit_code
from csvbridge.errors import FileAccessError, ProfileError, UsageError
from csvbridge.findings import Finding
from csvbridge.report.summary import report_json
from csvbridge.report.terminal import Talk
from csvbridge.writer.beside import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from csvbridge.cli._places import Lists, Places
    from csvbridge.cli._request import Request
    from csvbridge.engine.crew import Crew, Prepared
    from csvbridge.engine.exclude import Elsewhere
    from csvbridge.engine.outcome import Outcome
    from csvbridge.profile.plan import Profile
    from csvbridge.reader.files import Data
    from csvbridge.report.summary import Summary
    from csvbridge.writer.spool import Spool

NOT_SENT: Mapping[str, Elsewhere] = {}


@dataclass(frozen=True, slots=True)
class Work:
    """A profile and those who convert with it; for all files of a command."""

    profile: Profile
    crew: Crew

    @property
    def key_label(self) -> str:
        """The source's own name of the order number."""
        return key_label(self.profile)


@dataclass(frozen=True, slots=True)
class Done:
    """A file that was converted: what to write and what to tell."""

    summary: Summary
    findings: Sequence[Finding]
    lists: Lists
    output: Spool | None


def profile_of(request: Request) -> Profile:
    """The profile asked for. Raises `ProfileError`, and `UsageError` TARGET_NOT_GIVEN where it does not convert."""
    from csvbridge.profile.plan import load_pair, load_profile

    folders = search_folders(request.folders)
    if request.profile:
        profile = load_profile(request.profile, folders)
    else:
        profile = load_pair(str(request.source), request.target, folders)
    if request.needs_target and profile.target is None:
        raise UsageError("TARGET_NOT_GIVEN", format=profile.id)
    if request.require_confirmed and profile.target and profile.target.status != "confirmed":
        raise ProfileError("REQUIRE_CONFIRMED", format=profile.target.id, status=profile.target.status)
    return profile


@contextmanager
def work_of(request: Request, profile: Profile, *, elsewhere: Mapping[str, Elsewhere] = NOT_SENT) -> Iterator[Work]:
    """Second files read, and processes at hand that start when there is enough for them to do.

    `elsewhere` are orders that went out from other files. Raises `UsageError` and `FileAccessError`.
    """
    from csvbridge.engine.crew import Crew

    lookups = read_lookups(request, profile.lookup)
    exclude, fix = read_excluded(request), request.fix
    with (
        _others(request) as (jobs, start),
        Crew(profile, lookups, jobs=jobs, exclude=exclude, elsewhere=elsewhere, fix=fix, executor=start) as crew,
    ):
        yield Work(profile, crew)


@contextmanager
def _others(request: Request) -> Iterator[tuple[int, Callable[[], Executor] | None]]:
    """How many work, and where, if not in processes of this machine."""
    if request.cluster is None:
        from csvbridge.engine.crew import cores

        yield request.jobs or cores(), None
        return
    from csvbridge.cli._cluster import workers

    with workers(request.cluster, request.jobs) as found:
        yield found.jobs, found.executor


def outcome_of(request: Request, profile: Profile) -> Outcome:
    """Read everything and run the engine, with a bar on a terminal for long work."""
    from csvbridge.report.progress import progress

    with (
        work_of(request, profile) as work,
        input_data(request) as data,
        progress(len(data), request.input_name, sys.stderr) as bar,
    ):
        return converted(
            work, request, data, work.crew.ahead(request.input_name, data), bar.advance, keep=not request.dry
        )


def converted(
    work: Work,
    request: Request,
    data: Data,
    prepared: Prepared,
    advance: Callable[[int], None],
    *,
    keep: bool = True,
) -> Outcome:
    """What the engine makes of a file; without `keep` its output is let go."""
    from csvbridge.report.reason import reason

    return work.crew.convert(
        prepared,
        abort=request.abort,
        copies=copies(request, data),
        workbook=request.rejects is not None and request.rejects.suffix.lower() == ".xlsx",
        reason=reason,
        folder=request.output.parent if request.output else None,
        keep=keep,
        advance=advance,
    )


def done_of(request: Request, places: Places, profile: Profile, outcome: Outcome) -> Done:
    """What is to be written and told of an outcome."""
    aborted = request.abort and (outcome.orders.rejected > 0 or outcome.unreadable_records > 0)
    state = state_of(outcome, aborted=aborted)
    findings = [
        *notes(profile),
        *_renamed(request),
        *_too_few(request, outcome),
        *outcome.findings,
        *_why_nothing(state, aborted=aborted),
    ]
    lists = places.lists(outcome)
    output = None if request.dry or aborted else outcome.spool
    summary = replace(
        counted(outcome, findings, state, aborted=aborted),
        exit=exit_code(state, request.fail_on, warnings=len([f for f in findings if f.severity == "warning"])),
        profile=used(profile),
        output=str(request.output) if output is not None and request.output else None,
        rejects=str(lists.rejects) if lists.rejects else None,
        report=str(places.report) if places.report else None,
    )
    return Done(summary, findings, lists, output)


def notes(profile: Profile) -> list[Finding]:
    """What is to be known of a profile whatever the file."""
    target = profile.target
    if target is None or target.status != "template":
        return []
    return [Finding("TEMPLATE_TARGET", "warning", params={"format": target.id})]


def _renamed(request: Request) -> list[Finding]:
    if request.asked is None:
        return []
    return [Finding("OUTPUT_RENAMED", "info", params={"asked": request.asked, "output": request.output})]


def _too_few(request: Request, outcome: Outcome) -> list[Finding]:
    read, least = outcome.orders.read, request.min_orders
    if least is None or read >= least:
        return []
    return [Finding("TOO_FEW", "warning", params={"read": read, "min": least})]


def _why_nothing(state: str, *, aborted: bool) -> list[Finding]:
    if aborted:
        return [Finding("ABORTED", "error")]
    codes = {"empty": "NO_ORDERS", "none-kept": "NONE_KEPT"}
    return [Finding(codes[state], "info")] if state in codes else []


def put(request: Request, places: Places, profile: Profile, done: Done) -> None:
    """Every file, those that tell of the run last; if one of them fails, none but the report stays."""
    report = _report(request, done) if places.report else b""
    try:
        places.put(report, done.lists, done.output)
        Channels.of(request).put(done.summary, done.findings, Talk(request.input_name, "ja", key_label(profile)))
    except FileAccessError:
        places.withdraw(done.lists, done.output)
        raise


def _report(request: Request, done: Done) -> bytes:
    hashes = {path: sha256(content) for path, content in done.lists.files.items()}
    return report_json(
        done.summary,
        done.findings,
        sha256(done.output) if done.output is not None else None,
        hashes[done.lists.rejects] if done.lists.rejects else None,
        run=asked(request),
        files_sha256={path.name: known for path, known in hashes.items()},
    )


def asked(request: Request) -> dict[str, object]:
    """What a report remembers of its command line: enough to read the same cells again."""
    return {
        "input": None if request.input is None else request.inputs[0],
        "profile": request.profile,
        "from": request.source,
        "to": request.target,
        "profiles": [str(folder) for folder in known_folders(request.folders)],
        "lookup": list(request.lookups),
    }


def key_label(profile: Profile) -> str:
    """The source's own name of the order number."""
    return next((c.label for c in profile.source_columns if c.column.field == "order.number"), "注文番号")
