"""One run of convert or validate: read, convert, decide, put the files in place, tell."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from csvbridge.cli._channels import Channels
from csvbridge.cli._counts import counted, state_of, used
from csvbridge.cli._feedback import copies, settle
from csvbridge.cli._inputs import read_excluded, read_input, read_lookups
from csvbridge.cli._places import Lists, Places
from csvbridge.cli._request import STANDARD, check, known_folders, search_folders
from csvbridge.cli._verdict import exit_code
from csvbridge.codes import Text, lookup
from csvbridge.errors import CsvbridgeError, FileAccessError, ProfileError, UsageError, WrongFileError
from csvbridge.findings import Finding
from csvbridge.report.language import language, say
from csvbridge.report.summary import Summary, count_codes, report_json
from csvbridge.report.terminal import Talk, closing, printable, render_error, render_findings, show
from csvbridge.writer.beside import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from csvbridge.cli._request import Request
    from csvbridge.engine.outcome import Outcome
    from csvbridge.profile.plan import Profile

_LISTS = {
    "rejects": Text("要修正ファイル: {path}", "to fix: {path}"),
    "corrections": Text("カートにも入力する修正の一覧: {path}", "corrections to enter in the cart: {path}"),
    "other": Text("別に分けた一覧: {path}", "listed apart: {path}"),
}
_SUGGESTED = Text("{message}（候補: {suggestion}）", "{message} (suggestion: {suggestion})")


@dataclass(frozen=True, slots=True)
class _Done:
    """A run that came to its end: what to write and what to tell."""

    summary: Summary
    findings: Sequence[Finding]
    lists: Lists
    output: bytes | None


def run(request: Request) -> int:
    """Do what a command line asks for and give the exit code; what stops the run is told, not raised."""
    asked, request = request, settle(request)
    try:
        while True:
            places = Places.of(request)
            with places.held():
                # Another run may have taken this name before the lock was held.
                if request == (now := settle(asked, piped=request.piped)):
                    return _held(request, places)
            request = now
    except CsvbridgeError as error:
        return _stopped(request, None, error)


def refuse(request: Request, error: UsageError) -> int:
    """Tell what is wrong with a command line that cannot be parsed, and leave nothing that looks like its result."""
    named = (settle(replace(request, inputs=(word,))) for word in request.inputs if word != STANDARD)
    places = Places.of(next((settled for settled in named if settled.asked), request))
    with suppress(CsvbridgeError), places.held():
        places.move_earlier(request)
    return _stopped(request, None, error)


def _held(request: Request, places: Places) -> int:
    channels = Channels.of(request)
    ready = False
    try:
        _make_ready(request, places, channels)
        ready = True
        check(request)
        profile = profile_of(request)
        done = _done(request, places, profile)
        _put(request, places, profile, done)
    except CsvbridgeError as error:
        return _stopped(request, places if ready else None, error)
    except BrokenPipeError:
        raise
    except Exception:
        summary = Summary(CsvbridgeError.status, CsvbridgeError.exit)
        with suppress(FileAccessError):
            channels.free(places.all).put(summary, [], Talk(request.input_name, "ja"))
        if request.prints_json:
            sys.stdout.write(summary.to_json() + "\n")
        raise
    _tell(request, profile, done)
    return done.summary.exit


def _make_ready(request: Request, places: Places, channels: Channels) -> None:
    try:
        places.refuse_clashes(request)
        channels.refuse_foreign()
    except UsageError:
        places.move_earlier(request)
        raise
    places.clear(force=request.force)
    channels.clear()


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


def _done(request: Request, places: Places, profile: Profile) -> _Done:
    outcome = outcome_of(request, profile)
    aborted = request.abort and (outcome.orders.rejected > 0 or outcome.unreadable_records > 0)
    state = state_of(outcome, aborted=aborted)
    findings = [
        *_notes(profile),
        *_renamed(request),
        *_too_few(request, outcome),
        *outcome.findings,
        *_why_nothing(state, aborted=aborted),
    ]
    lists = places.lists(outcome)
    output = None if request.dry or aborted else outcome.output
    summary = replace(
        counted(outcome, findings, state, aborted=aborted),
        exit=exit_code(state, request.fail_on, warnings=len([f for f in findings if f.severity == "warning"])),
        profile=used(profile),
        output=str(request.output) if output is not None and request.output else None,
        rejects=str(lists.rejects) if lists.rejects else None,
        report=str(places.report) if places.report else None,
    )
    return _Done(summary, findings, lists, output)


def outcome_of(request: Request, profile: Profile) -> Outcome:
    """Read everything and run the engine, with a bar on a terminal for long work."""
    from csvbridge.report.progress import progress

    convert = _engine(request.jobs)
    with progress(3, request.input_name, sys.stderr) as advance:
        lookups = read_lookups(request, profile.lookup)
        excluded = read_excluded(request)
        advance(1)
        data = read_input(request)
        advance(1)
        outcome = convert(
            data,
            profile,
            lookups,
            name=request.input_name,
            abort=request.abort,
            copies=copies(request),
            workbook=request.rejects is not None and request.rejects.suffix.lower() == ".xlsx",
            exclude=excluded,
            fix=request.fix,
            reason=_reason,
        )
        advance(1)
    return outcome


def _engine(jobs: int | None) -> Callable[..., Outcome]:
    """A run in one piece or, if processes were asked for, in parts."""
    if jobs is None:
        from csvbridge.engine.run import run

        return run
    from csvbridge.engine.parts import convert

    return partial(convert, jobs=jobs)


def _reason(finding: Finding) -> str:
    """Why an order was rejected and in which column, for the file of rejects: Japanese, in characters of cp932."""
    message = say(lookup(finding.code).message, finding.params, "ja")
    if finding.column and f"「{finding.column}」" not in message:
        message = f"{finding.column}: {message}"
    if finding.suggestion:
        message = say(_SUGGESTED, {"message": message, "suggestion": finding.suggestion}, "ja")
    return printable(message, "cp932")


def _notes(profile: Profile) -> list[Finding]:
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


def _put(request: Request, places: Places, profile: Profile, done: _Done) -> None:
    """Every file, those that tell of the run last; if one of them fails, none but the report stays."""
    output_hash = sha256(done.output) if done.output is not None else None
    report = report_json(done.summary, done.findings, output_hash, done.lists.rejects_sha256, run=_asked(request))
    try:
        places.put(report, done.lists, done.output)
        Channels.of(request).put(done.summary, done.findings, _mail_talk(request, profile))
    except FileAccessError:
        places.withdraw(done.lists, done.output)
        raise


def _asked(request: Request) -> dict[str, object]:
    """What the report remembers of its command line: enough to read the same cells again."""
    return {
        "input": None if request.input is None else request.inputs[0],
        "profile": request.profile,
        "from": request.source,
        "to": request.target,
        "profiles": [str(folder) for folder in known_folders(request.folders)],
        "lookup": list(request.lookups),
    }


def _mail_talk(request: Request, profile: Profile) -> Talk:
    return Talk(request.input_name, "ja", _key_label(profile))


def _key_label(profile: Profile) -> str:
    return next((c.label for c in profile.source_columns if c.column.field == "order.number"), "注文番号")


def _tell(request: Request, profile: Profile, done: _Done) -> None:
    if request.prints_json:
        sys.stdout.write(done.summary.to_json() + "\n")
    if request.quiet:
        return
    lang = language()
    talk = Talk(request.input_name, lang, _key_label(profile), request.show_values or sys.stderr.isatty())
    lists = [_list_line(path, done.lists) for path in done.lists.files]
    blocks = [render_findings(done.findings, talk), "\n".join(lists)]
    last = closing(done.summary, lang, dry_run=request.dry)
    show("\n\n".join([*filter(None, blocks), last]), sys.stderr)


def _list_line(path: Path, lists: Lists) -> str:
    kinds = {lists.rejects: "rejects", lists.corrections: "corrections"}
    return say(_LISTS[kinds.get(path, "other")], {"path": path})


def _stopped(request: Request, places: Places | None, error: CsvbridgeError) -> int:
    """Tell and report what stopped the run; `places` None where they could not be made free."""
    reason = error.reason if isinstance(error, WrongFileError) else None
    findings = _findings_of(error)
    report = str(places.report) if places and places.report else None
    codes = count_codes(findings, "error")
    summary = Summary(error.status, error.exit, reason, report=report, codes=codes)
    if places and places.report:
        try:
            places.put(report_json(summary, findings, None, None, run=_asked(request)), Lists({}, None), None)
        except FileAccessError:
            summary = Summary(error.status, error.exit, reason, codes=codes)
    with suppress(FileAccessError):
        told = Channels.of(request).free([*Places.of(request).all, *request.reads])
        told.put(summary, findings, Talk(request.input_name, "ja"))
    if request.prints_json:
        sys.stdout.write(summary.to_json() + "\n")
    show(render_error(error, Talk(request.input_name, language())), sys.stderr)
    return error.exit


def _findings_of(error: CsvbridgeError) -> list[Finding]:
    """What stopped the run as findings of its report."""
    if isinstance(error, ProfileError) and error.problems:
        return [Finding(p.code, "error", line=p.line, params=p.params) for p in error.problems]
    return [Finding(error.code, "error", line=error.line, params=error.params)]
