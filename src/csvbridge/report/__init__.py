"""What is told of a run: findings and errors on a terminal, the summary and the report as JSON, `explain`."""

from csvbridge.report.crash import crash_line
from csvbridge.report.explain import ProviderCode, explain
from csvbridge.report.language import Language, language, say
from csvbridge.report.mask import clean, mask, shorten
from csvbridge.report.progress import progress
from csvbridge.report.summary import (
    Amount,
    Counts,
    ProfileUsed,
    Records,
    Summary,
    count_codes,
    report_json,
)
from csvbridge.report.terminal import Talk, closing, printable, render_error, render_findings, show

__all__ = [
    "Amount",
    "Counts",
    "Language",
    "ProfileUsed",
    "ProviderCode",
    "Records",
    "Summary",
    "Talk",
    "clean",
    "closing",
    "count_codes",
    "crash_line",
    "explain",
    "language",
    "mask",
    "printable",
    "progress",
    "render_error",
    "render_findings",
    "report_json",
    "say",
    "shorten",
    "show",
]
