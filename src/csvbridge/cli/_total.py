"""What came of all files of a command, as its summary counts it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from csvbridge.cli._verdict import exit_code, status_of, worst
from csvbridge.report.several import summed
from csvbridge.report.summary import count_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.cli._request import Request
    from csvbridge.findings import Finding
    from csvbridge.report.several import One
    from csvbridge.report.summary import Summary


def total_of(request: Request, files: Sequence[One], findings: Sequence[Finding]) -> Summary:
    """The summary of all files; `findings` are those of the command, not of one of its files."""
    status, code = status_of(files), worst(one.summary.exit for one in files)
    reasons = (one.summary.reason for one in files if one.summary.status == status)
    total = summed(files, status, next(filter(None, reasons), None))
    # What is true of the profile is told by each file, and is one thing.
    warnings = {**total.warnings, **count_codes(findings, "warning")}
    if code == 0:
        code = exit_code("ok", request.fail_on, warnings=sum(warnings.values()))
    written = any(one.summary.output for one in files)
    return replace(
        total,
        exit=code,
        warnings=warnings,
        output=str(request.folder) if written else None,
        report=str(request.report) if request.report else None,
    )
