"""A finding: one thing about one cell, row or order that a person should know."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal

from csvbridge.codes import lookup

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity = Literal["error", "warning", "info"]
Party = Literal["buyer", "recipient"]


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and where.

    `record` counts records after the header from 1, `line` is the physical line on which it starts (1-based).
    `value` is the cell as it stands in the file; whoever shows it masks it. `params` fill the message's braces.
    `known_by` is the text by which an allow list knows it, where that is not the value.
    """

    code: str
    severity: Severity
    order: str | None = None
    record: int | None = None
    line: int | None = None
    party: Party | None = None
    column: str | None = None
    field: str | None = None
    value: str | None = None
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    suggestion: str | None = None
    provider_code: str | None = None
    known_by: str | None = None

    @property
    def fix(self) -> str:
        """Whether csvbridge could correct it: none, safe (without loss) or confirm (a person must agree)."""
        return lookup(self.code).fix
