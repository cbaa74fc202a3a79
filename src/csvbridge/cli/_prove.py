"""The proof of a learnt profile: the sample runs through it, dry, and the summary is told as that of any run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from csvbridge.cli._counts import counted, state_of
from csvbridge.report.language import language
from csvbridge.report.terminal import Talk, closing, render_findings

if TYPE_CHECKING:
    from csvbridge.profile.plan import Profile


def proof(data: bytes, profile: Profile, name: str) -> str:
    """What a dry run of the sample says: findings, masked, and the closing line.

    Raises:
        WrongFileError: the sample is not what the profile describes.
    """
    from csvbridge.engine.run import run

    outcome = run(data, profile, name=name)
    findings = [f for f in outcome.findings if f.code != "TEMPLATE_TARGET"]
    summary = counted(outcome, findings, state_of(outcome, aborted=False), aborted=False)
    label = next((c.label for c in profile.source_columns if c.column.field == "order.number"), "注文番号")
    talk = Talk(name, language(), label, sys.stderr.isatty())
    parts = [render_findings(findings, talk), closing(summary, language(), dry_run=True)]
    return "\n\n".join(part for part in parts if part)
