"""Why an order was rejected, as the file of rejects says it to the clerk who corrects it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.codes import Text, lookup
from csvbridge.report.language import say
from csvbridge.report.terminal import printable

if TYPE_CHECKING:
    from csvbridge.findings import Finding

_SUGGESTED = Text("{message}（候補: {suggestion}）", "{message} (suggestion: {suggestion})")


def reason(finding: Finding) -> str:
    """The message in Japanese, with the column and what could stand there; in characters of cp932 only.

    >>> from csvbridge.findings import Finding
    >>> reason(Finding("REQUIRED", "error", column="住所", params={"column": "住所"}))
    '「住所」が空欄です'
    """
    message = say(lookup(finding.code).message, finding.params, "ja")
    if finding.column and f"「{finding.column}」" not in message:
        message = f"{finding.column}: {message}"
    if finding.suggestion:
        message = say(_SUGGESTED, {"message": message, "suggestion": finding.suggestion}, "ja")
    return printable(message, "cp932")
