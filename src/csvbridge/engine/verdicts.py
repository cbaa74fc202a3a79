"""What becomes of each order: dropped, put aside, rejected or accepted; and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import party
from csvbridge.codes import lookup
from csvbridge.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csvbridge.checks.fault import Fault
    from csvbridge.engine.group import Groups
    from csvbridge.profile.models import Checks
    from csvbridge.reader import Records

DROPPING = frozenset({"EXCLUDED", "ALREADY_SENT"})
"""Codes that tell why an order was dropped: they are shown although the order is."""


HIDES = {
    "KEY_BLANK": frozenset({"REQUIRED"}),
    "KEY_CHANGED": frozenset({"TOTAL_MISMATCH"}),
    "ORDER_INCOMPLETE": frozenset({"TOTAL_MISMATCH", "NO_ITEMS", "RECIPIENT_PARTIAL", "ROWS_MISSING"}),
    "ROWS_MISSING": frozenset({"TOTAL_MISMATCH"}),
    "ROWS_REPEATED_UNCLEAR": frozenset({"TOTAL_MISMATCH"}),
    "DUPLICATE_CONFLICT": frozenset({"TOTAL_MISMATCH"}),
    "ORDER_ROWS_DISAGREE": frozenset({"TOTAL_MISMATCH"}),
    "NEGATIVE": frozenset({"TOTAL_MISMATCH"}),
}
"""Causes, and what only follows from them in the same order."""


class Verdicts:
    """Masks over the orders of a file, and the faults found so far."""

    def __init__(self, groups: Groups, checks: Checks) -> None:
        self.groups = groups
        self.checks = checks
        self.faults: list[Fault] = []
        self.dropped = pl.repeat(False, len(groups.first), eager=True)
        self.aside: dict[str, pl.Series] = {}
        self._errors: set[int] = set()
        self._blamed: set[tuple[int, str]] = set()
        self._settled = 0

    def add(self, faults: Iterable[Fault]) -> None:
        """Take up faults; an error on a field is the cause of what follows from it, a warning hides nothing."""
        for fault in faults:
            self.faults.append(fault)
            if fault.field is not None and self.severity(fault) == "error" and not self.is_quiet(fault):
                self._blamed.add((self.groups.order[fault.row], fault.field))

    def blame(self, order: int, fields: Iterable[str]) -> None:
        """What follows from these fields of an order has a cause already."""
        self._blamed.update((order, field) for field in fields)

    def blames(self, order: int, fields: Iterable[str]) -> bool:
        """Whether one of some fields of an order is a cause already: its followers stay hidden."""
        return any((order, field) in self._blamed for field in fields)

    def severity(self, fault: Fault) -> str:
        """The profile's word on a code, else the rule's, else the code's own."""
        return self.checks.severity.get(fault.code) or fault.severity or lookup(fault.code).severity

    def is_quiet(self, fault: Fault) -> bool:
        """A code that the profile turned off, or a value that it knows to be good."""
        allowed = self.checks.allow.get(fault.code, ())
        return self.severity(fault) == "off" or (fault.value is not None and fault.value in allowed)

    def drop(self, orders: pl.Series) -> None:
        """Drop the orders of a mask."""
        self.dropped = self.dropped | orders

    def among_all(self, orders: pl.Series) -> pl.Series:
        """Some orders, by their indexes, as a mask over all orders of the file."""
        none = pl.repeat(False, len(self.groups.first), eager=True)
        return none.scatter(orders, True) if len(orders) else none

    @property
    def rejected(self) -> pl.Series:
        """Mask of the orders that an error keeps out."""
        for fault in self.faults[self._settled :]:
            if self.severity(fault) == "error" and not self.is_quiet(fault):
                self._errors.add(self.groups.order[fault.row])
        self._settled = len(self.faults)
        mask = pl.repeat(False, len(self.groups.first), eager=True)
        if self._errors:
            mask = mask.scatter(sorted(self._errors), True)
        return mask & ~self.dropped

    @property
    def accepted(self) -> pl.Series:
        """Mask of the orders that go out."""
        return ~self.dropped & ~self.rejected

    def findings(self, records: Records) -> list[Finding]:
        """Faults of the orders that were not dropped, one cause once, in file order, with record and line."""
        told: dict[tuple[object, ...], Fault] = {}
        hidden = {(self.groups.order[fault.row], code) for fault in self.faults for code in HIDES.get(fault.code, ())}
        for fault in self.faults:
            order = self.groups.order[fault.row]
            if self.is_quiet(fault) or (order, fault.code) in hidden:
                continue
            if self.dropped[order] and fault.code not in DROPPING:
                continue
            told.setdefault((fault.code, order, fault.columns, fault.params.get("column"), fault.value), fault)
        kept = sorted(told.values(), key=lambda fault: fault.row)
        lines = records.lines([fault.row for fault in kept])
        return [self._finding(f, records, line) for f, line in zip(kept, lines, strict=True)]

    def _finding(self, fault: Fault, records: Records, line: int) -> Finding:
        return Finding(
            code=fault.code,
            severity=self.severity(fault),  # type: ignore[arg-type]
            order=self.groups.key[self.groups.order[fault.row]],
            record=int(records.record[fault.row]),
            line=line,
            party=party(fault.field),
            column="・".join(fault.columns) or None,
            field=fault.field,
            value=fault.value,
            params=fault.params,
            suggestion=fault.suggestion,
            provider_code=fault.provider_code,
        )
