"""Findings that hold of a command only where they hold of each of its files: what one of them lacks, another has."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from csvbridge.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from csvbridge.engine.outcome import Outcome

NOT_FOUND, NO_ANSWER = "EXCLUDE_NOT_FOUND", "NO_ANSWER"


@dataclass(slots=True)
class Shared:
    """Takes such findings from the outcome of each file and keeps those that all have."""

    _kept: dict[Hashable, Finding] | None = field(default=None)

    def take(self, outcome: Outcome) -> Outcome:
        """The outcome without them."""
        own = {key: one for finding in outcome.findings for key, one in _each(finding)}
        if self._kept is None:
            self._kept = own
        else:
            self._kept = {key: finding for key, finding in self._kept.items() if key in own}
        if not own:
            return outcome
        return replace(outcome, findings=[f for f in outcome.findings if f.code not in (NOT_FOUND, NO_ANSWER)])

    def findings(self) -> list[Finding]:
        """What no file has."""
        kept = list((self._kept or {}).values())
        numbers = [number for finding in kept if finding.code == NOT_FOUND for number in _numbers(finding)]
        lost = [Finding(NOT_FOUND, "warning", params={"numbers": numbers})] if numbers else []
        return [*lost, *(finding for finding in kept if finding.code == NO_ANSWER)]


def _each(finding: Finding) -> Iterator[tuple[Hashable, Finding]]:
    if finding.code == NO_ANSWER:
        yield (finding.code, finding.order), finding
    elif finding.code == NOT_FOUND:
        for number in _numbers(finding):
            yield (finding.code, number), replace(finding, params={"numbers": [number]})


def _numbers(finding: Finding) -> Iterable[str]:
    numbers = finding.params["numbers"]
    return numbers if isinstance(numbers, list | tuple) else ()
