"""What a run gives, put together from the parts of a file; a small file is one part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.engine import corrections, outputs
from csvbridge.engine.outputs import Rows
from csvbridge.findings import Finding
from csvbridge.writer.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import polars as pl

    from csvbridge.engine.corrections import Change
    from csvbridge.engine.outputs import Reason
    from csvbridge.reader import Unreadable

COUNTED = "UNKNOWN_WORD"
"""A finding that says how often its word stands in the whole file."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts (or yen) of what was read, and what became of it; read = dropped + accepted + rejected."""

    dropped: int = 0
    accepted: int = 0
    rejected: int = 0

    @property
    def read(self) -> int:
        """Everything that came in."""
        return self.dropped + self.accepted + self.rejected

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.dropped + other.dropped, self.accepted + other.accepted, self.rejected + other.rejected)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gives: files as bytes (None where there is nothing for one), findings, counts.

    `spool` is the output, which can be large: to be written piece by piece, then closed. `amount` is in yen, None where
    the document has no order total. `asides` are by name ("pending"). `rejects_copy` tells what was changed once the
    rejects come back; `corrections` lists that for rejects that have come back.
    """

    spool: Spool | None
    rejects: bytes | None
    unreadable: bytes | None
    asides: Mapping[str, bytes]
    findings: Sequence[Finding]
    rows: Tally
    orders: Tally
    amount: Tally | None
    unreadable_records: int
    rejects_copy: bytes | None = None
    corrections: bytes | None = None

    @property
    def output(self) -> bytes | None:
        """The bytes of the output, all at once."""
        return None if self.spool is None else self.spool.read()


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of a file gives: a header and whole orders, numbered as if the part were a file of its own.

    `keys` are the numbers of all its orders, `parcels` the tracking numbers of those that were kept, `absent` the
    numbers asked to be left out that it does not have, `suspects` those that its unreadable records may have had.
    `notes` speak of the file and are the same in each part, `repeated` of records that are no orders, `findings` of its
    orders; `changes` name records, not rows.
    """

    output: bytes | None
    rejects: Rows | None
    asides: Mapping[str, Rows]
    unreadable: tuple[Unreadable, ...]
    notes: Sequence[Finding]
    repeated: Sequence[Finding]
    findings: Sequence[Finding]
    rows: Tally
    orders: Tally
    amount: Tally | None
    changes: Sequence[Change]
    absent: Sequence[str]
    suspects: frozenset[str]
    keys: pl.Series
    parcels: pl.Series | None
    records: int
    encoding: str


class Where(NamedTuple):
    """Record and line in the file of each record of a part, or how many of them stand before the part."""

    records: int = 0
    lines: int = 0
    listed: Sequence[tuple[int, int]] = ()

    def record(self, own: int) -> int:
        """The number of a record in the file."""
        return self.listed[own - 1][0] if self.listed else own + self.records

    def finding(self, finding: Finding) -> Finding:
        """A finding of the part as one of the file."""
        params = dict(finding.params)
        if isinstance(params.get("record"), int):
            params |= dict(zip(("record", "line"), self._place(params["record"], params["line"]), strict=True))  # type: ignore[arg-type]
        if finding.record is None:
            return finding
        record, line = self._place(finding.record, finding.line or 0)
        return replace(finding, record=record, line=line, params=params)

    def unreadable(self, broken: Unreadable) -> Unreadable:
        """An unreadable record of the part as one of the file."""
        record, line = self._place(broken.record, broken.line)
        return replace(broken, record=record, line=line)

    def _place(self, record: int, line: int) -> tuple[int, int]:
        return self.listed[record - 1] if self.listed else (record + self.records, line + self.lines)


def finish(
    parts: Sequence[tuple[Part, Where]],
    reason: Reason,
    *,
    abort: bool = False,
    workbook: bool = False,
    spool: Spool | None = None,
) -> Outcome:
    """The outcome of a file of which these are all parts, in order. With `abort` one rejected order rejects all.

    `spool` holds the output of parts that have let theirs go.
    """
    only = [part for part, _ in parts]
    orders = _sum(part.orders for part in only)
    findings = _counted(_in_order(where.finding(f) for part, where in parts for f in part.findings), only)
    rejected = _rows([(part.rejects, where) for part, where in parts])
    rejects = outputs.rejects(rejected, findings, reason, workbook=workbook) if rejected else None
    unreadable = sorted((w.unreadable(u) for part, w in parts for u in part.unreadable), key=lambda u: u.record)
    names = dict.fromkeys(name for part in only for name in part.asides)
    asides = {name: _rows([(part.asides.get(name), where) for part, where in parts]) for name in names}
    changes = [change._replace(row=where.record(change.row)) for part, where in parts for change in part.changes]
    output: Spool | None = _spooled(only) if spool is None else spool
    if not output or (abort and orders.rejected):
        output = None
    return Outcome(
        spool=output,
        rejects=rejects.file if rejects else None,
        unreadable=outputs.unreadable(unreadable),
        asides={name: outputs.plain(rows) for name, rows in asides.items() if rows},
        findings=[*_notes(parts), *outputs.unreadable_findings(unreadable), *findings],
        rows=_sum(part.rows for part in only),
        orders=orders,
        amount=_sum(part.amount or Tally() for part in only) if only[0].amount is not None else None,
        unreadable_records=len(unreadable),
        rejects_copy=rejects.copy if rejects else None,
        corrections=corrections.listed(sorted(changes, key=lambda change: (change.row, change.place))),
    )


def _spooled(parts: Sequence[Part]) -> Spool:
    spool = Spool()
    for part in parts:
        spool.append(part.output or b"")
    return spool


def _sum(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.record or 0)


def _counted(findings: Sequence[Finding], parts: Sequence[Part]) -> Sequence[Finding]:
    """Findings that count a word say how often the whole file has it."""
    if len(parts) == 1:
        return findings
    counts: dict[tuple[object, object], int] = {}
    for part in parts:
        own = {_word(f): f.params["count"] for f in part.findings if f.code == COUNTED}
        for word, count in own.items():
            counts[word] = counts.get(word, 0) + int(str(count))
    return [replace(f, params={**f.params, "count": counts[_word(f)]}) if f.code == COUNTED else f for f in findings]


def _word(finding: Finding) -> tuple[object, object]:
    return finding.column, finding.params["word"]


def _rows(parts: Sequence[tuple[Rows | None, Where]]) -> Rows | None:
    """The rows of all parts as those of one file."""
    found = [(rows, where) for rows, where in parts if rows is not None]
    return Rows.joined([rows.renumbered(where.record) for rows, where in found]) if found else None


def _notes(parts: Sequence[tuple[Part, Where]]) -> list[Finding]:
    """Notes on records, notes on the file once, and numbers that no part has."""
    repeated = _in_order(where.finding(note) for part, where in parts for note in part.repeated)
    first = parts[0][0]
    absent = [number for number in first.absent if all(number in part.absent for part, _ in parts)]
    lost = [Finding("EXCLUDE_NOT_FOUND", "warning", params={"numbers": absent})] if absent else []
    return [*repeated, *first.notes, *lost]
