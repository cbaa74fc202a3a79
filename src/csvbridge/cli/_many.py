"""Several files in one process, each with a result of its own: one that cannot be converted does not stop the others.

Every file is held, made room for, converted and put in place as a single one is. In common are the profile, the second
files, the processes, and what is told of all: the last lines, the last line of --json, --report, --status-file and
--mail-text.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from csvbridge.cli._ahead import ahead, size_of
from csvbridge.cli._channels import Channels
from csvbridge.cli._places import alone, remove
from csvbridge.cli._plan import Plan
from csvbridge.cli._request import check
from csvbridge.cli._run import findings_of, held, make_room, report_stop, stopped
from csvbridge.cli._shared import Shared
from csvbridge.cli._tell import list_lines, talk_of
from csvbridge.cli._total import total_of
from csvbridge.cli._twice import Sent
from csvbridge.cli._verdict import worst
from csvbridge.cli._work import asked, converted, done_of, notes, profile_of, put, work_of
from csvbridge.errors import CsvbridgeError, FileAccessError, UsageError
from csvbridge.findings import Finding
from csvbridge.report.language import language
from csvbridge.report.several import One, closing_of_all, total_dict
from csvbridge.report.summary import Summary, as_file, count_codes, finding_dict, json_line
from csvbridge.report.terminal import Kinds, Talk, render_error, render_findings, render_more, render_some, show
from csvbridge.writer.place import place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from csvbridge.cli._ahead import Waiting
    from csvbridge.cli._places import Places
    from csvbridge.cli._request import Request
    from csvbridge.cli._work import Done, Work
    from csvbridge.report.progress import Bar


def run_many(request: Request) -> int:
    """Convert all files and give the exit code of the worst."""
    try:
        with alone(None if request.dry else request.folder):
            plan = _ready(request)
            return _Command(request, plan).run()
    except UsageError as error:
        return refuse_many(request, error)
    except CsvbridgeError as error:
        return stopped(request, None, error)


def refuse_many(request: Request, error: UsageError) -> int:
    """Tell what is wrong with the command line, and leave no earlier output that looks like its result."""
    with suppress(CsvbridgeError), alone(None if request.dry else request.folder):
        for file in Plan.of(request).files:
            with suppress(CsvbridgeError), held(file) as (settled, places):
                places.move_earlier(replace(settled, inputs=request.inputs))
    return stopped(request, None, error)


def _ready(request: Request) -> Plan:
    """The files, once nothing stands in the way of what is told of all. Raises `UsageError` and `FileAccessError`."""
    plan, channels = Plan.of(request), Channels.of(request)
    check(request)
    plan.refuse_clashes(request)
    channels.refuse_foreign()
    channels.clear()
    if request.report and request.report.is_file() and not request.report.is_symlink():
        remove(request.report)
    return plan


@dataclass
class _Command:
    """The run of all files, and what it has to tell in the end."""

    request: Request
    plan: Plan
    ones: list[One] = field(default_factory=list)
    seen: Kinds = field(default_factory=Kinds)
    found: list[Finding] = field(default_factory=list)
    listed: list[dict[str, Any]] = field(default_factory=list)
    swept: set[Path] = field(default_factory=set)
    taken: set[Path] = field(default_factory=set)
    shared: Shared = field(default_factory=Shared)
    general: Sequence[Finding] = ()
    key_label: str = "注文番号"
    started: float = field(default_factory=time.monotonic)

    def run(self) -> int:
        """All files, then what is told of all."""
        self.taken = {file.output for file in self.plan.files if file.output}
        try:
            profile = profile_of(self.request)
            with work_of(self.request, profile) as work:
                self.general, self.key_label = notes(profile), work.key_label
                self._convert(work)
        except CsvbridgeError as error:
            # Of the profile or of what all files need: none of them can be converted.
            self._refuse_rest(error)
        return self._end()

    def _convert(self, work: Work) -> None:
        from csvbridge.reader.files import watch
        from csvbridge.report.progress import progress

        files = self.plan.files
        watched = watch(Path(file.inputs[0]) for file in files)
        sent = Sent(self.request, work.profile) if len(files) > 1 else None
        with progress(size_of(files), self.request.input_name, sys.stderr) as bar:
            for number, waiting in enumerate(ahead(files, work, watched), 1):
                bar.name(f"{number}/{len(files)} {waiting.file.input_name}")
                with waiting.stack:
                    self._one(work, sent, waiting, bar)

    def _one(self, work: Work, sent: Sent | None, waiting: Waiting, bar: Bar) -> None:
        file = waiting.file
        try:
            with held(file, self.taken - {file.output}) as (request, places):
                self._held(work, sent, waiting, request, places, bar)
        except CsvbridgeError as error:
            self._stopped(file, report_stop(file, None, error), error)
        except BrokenPipeError:
            raise
        except Exception as error:
            self._crashed(file, error)

    def _held(
        self, work: Work, sent: Sent | None, waiting: Waiting, request: Request, places: Places, bar: Bar
    ) -> None:
        ready = None
        try:
            make_room(request, places, self.swept)
            ready = places
            done = self._done(work, sent, waiting, request, places, bar)
            put(request, places, work.profile, done)
        except CsvbridgeError as error:
            self._stopped(request, report_stop(request, ready, error), error)
            return
        if sent is not None and done.summary.status in ("ok", "partial"):
            sent.went_out(request.input_name)
        self._did(request, done)

    def _done(
        self, work: Work, sent: Sent | None, waiting: Waiting, request: Request, places: Places, bar: Bar
    ) -> Done:
        if waiting.error is not None or waiting.prepared is None:
            raise waiting.error or FileAccessError("FILE_MISSING", path=request.input_name)
        # Of several files a dry run asks, too, which orders two of them have.
        keep = sent is not None or not request.dry
        outcome = converted(work, request, waiting.data, waiting.prepared, bar.advance, keep=keep)
        if sent is not None:
            outcome = sent.without_twice(request, waiting.data, outcome)
        return done_of(request, places, work.profile, self.shared.take(outcome))

    def _did(self, request: Request, done: Done) -> None:
        if done.output is not None:
            done.output.close()
        if request.output:
            self.taken.add(request.output)
        self._note(request, One(request.input_name, done.summary), done.findings)
        if self.request.quiet:
            return
        own = [finding for finding in done.findings if finding not in self.general]
        talk = talk_of(request, self.key_label)
        last = self.ones[-1].closing(talk.language, dry_run=request.dry)
        self._say([render_some(own, talk, self.seen), *list_lines(done.lists), last])

    def _stopped(self, file: Request, summary: Summary, error: CsvbridgeError) -> None:
        self._note(file, One(file.input_name, summary, error.code), findings_of(error))
        talk = Talk(file.input_name, language())
        self._say([render_error(error, talk), self.ones[-1].closing(talk.language)])

    def _crashed(self, file: Request, error: Exception) -> None:
        """A fault of csvbridge itself: a log, and on with the others."""
        from csvbridge.report.crash import crash_line

        summary = Summary(CsvbridgeError.status, CsvbridgeError.exit, codes={"CRASH": 1})
        self._note(file, One(file.input_name, summary, "CRASH"), [])
        self._say([crash_line(error, language()), self.ones[-1].closing(language())])

    def _note(self, file: Request, one: One, findings: Sequence[Finding]) -> None:
        """Remember a file for the end, and tell its line of JSON."""
        self.ones.append(one)
        if self.request.prints_json:
            sys.stdout.write(json_line(one.to_dict()) + "\n")
        if self.request.mail_text:
            self.found += (finding for finding in findings if finding not in self.general)
        if self.request.report:
            own = [] if one.summary.report else [finding_dict(finding, "ja") for finding in findings]
            self.listed.append({**one.to_dict(), "findings": own})

    def _say(self, blocks: Sequence[str]) -> None:
        show("\n".join(filter(None, blocks)), sys.stderr)

    def _refuse_rest(self, error: CsvbridgeError) -> None:
        for file in self.plan.files[len(self.ones) :]:
            summary = Summary(error.status, error.exit, codes=count_codes(findings_of(error), "error"))
            with suppress(CsvbridgeError), held(file, self.taken - {file.output}) as (request, places):
                make_room(request, places, self.swept)
                summary = report_stop(request, places, error)
            self._note(file, One(file.input_name, summary, error.code), findings_of(error))
        self._say([render_error(error, Talk(self.request.input_name, language()))])

    def _end(self) -> int:
        """What is told of all; the exit code."""
        stopped = any(one.code for one in self.ones)
        findings = [*self.general, *([] if stopped else self.shared.findings()), *_skipped(self.plan)]
        summary = total_of(self.request, self.ones, findings)
        try:
            self._write(summary, findings)
        except FileAccessError as error:
            summary = replace(summary, status=error.status, exit=worst([error.exit, summary.exit]))
            self._say([render_error(error, Talk(self.request.input_name, language()))])
        if self.request.prints_json:
            sys.stdout.write(json_line(total_dict(summary, self.ones, self.plan.skipped)) + "\n")
        if not self.request.quiet:
            self._tell_all(summary, findings)
        return summary.exit

    def _write(self, summary: Summary, findings: Sequence[Finding]) -> None:
        """What is asked for of all files. Raises `FileAccessError`."""
        request = self.request
        if request.report:
            report = {
                "summary": total_dict(summary, self.ones, self.plan.skipped),
                "run": asked(request) | {"input": list(request.inputs)},
                "files": self.listed,
                "findings": [finding_dict(finding, "ja") for finding in findings],
            }
            place([(request.report, as_file(report))])
        talk = Talk(f"{len(self.ones)}ファイル", "ja", self.key_label)
        Channels.of(request).put(summary, [*findings, *self.found], talk, self.ones)

    def _tell_all(self, summary: Summary, findings: Sequence[Finding]) -> None:
        talk = talk_of(self.request, self.key_label)
        seconds = time.monotonic() - self.started
        last = closing_of_all(summary, self.ones, talk.language, seconds, dry_run=self.request.dry)
        blocks = [render_more(self.seen, talk), render_findings(findings, talk), last]
        show("\n\n".join(["", *filter(None, blocks)]).removeprefix("\n"), sys.stderr)


def _skipped(plan: Plan) -> list[Finding]:
    return [Finding("LIST_SKIPPED", "info", params={"names": plan.skipped})] if plan.skipped else []
