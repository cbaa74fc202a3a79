"""`--fix safe`: cells that can be corrected without loss, corrected before the run, each of them told and listed.

Only what a code calls safe, only with its suggestion, only in the one cell that the fault names. The file's own cells
stay what they are: rejects and unreadable records are written from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.checks.fault import Fault
from csvbridge.codes import lookup
from csvbridge.engine.corrections import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from csvbridge.engine.locate import Located
    from csvbridge.engine.verdicts import Verdicts
    from csvbridge.profile.columns import FileColumn
    from csvbridge.reader import Records

ROUNDS = 3
"""How often a corrected file is looked at again: one correction may uncover the next."""


def find(verdicts: Verdicts, located: Located) -> Iterator[Change]:
    """The cells to correct, each once; on every row of its order that holds the same text."""
    columns = {c.label: c for c in located.columns}
    done: set[tuple[int, int]] = set()
    members = _Members(verdicts)
    for fault in verdicts.faults:
        column = _own(fault, columns)
        if column is None or not _is_safe(fault, verdicts):
            continue
        place = located.places[column.label]
        cells, order = located.records.cells[str(place)], verdicts.groups.order[fault.row]
        for row in members.of(order):
            if cells[row] == fault.value and (row, place) not in done:
                done.add((row, place))
                key, header = verdicts.groups.key[order] or "", _header(located, column)
                yield Change(row, place, key, header, str(fault.value), str(fault.suggestion))


class _Members:
    """The rows of each order, found when the first one is asked."""

    def __init__(self, verdicts: Verdicts) -> None:
        self._groups = verdicts.groups
        self._rows: dict[int, list[int]] = {}

    def of(self, order: int) -> Sequence[int]:
        if self._groups.size[order] == 1:
            return (int(self._groups.first[order]),)
        if not self._rows:
            for row, of in enumerate(self._groups.order):
                self._rows.setdefault(of, []).append(row)
        return self._rows[order]


def _own(fault: Fault, columns: Mapping[str, FileColumn]) -> FileColumn | None:
    """The one source column of a fault, if it holds what the fault speaks of and nothing else."""
    column = columns.get(fault.columns[0]) if len(fault.columns) == 1 else None
    return column if column is not None and column.column.field == fault.field else None


def _is_safe(fault: Fault, verdicts: Verdicts) -> bool:
    return (
        fault.suggestion is not None
        and fault.suggestion != fault.value
        and lookup(fault.code).fix == "safe"
        and not verdicts.is_quiet(fault)
        and not verdicts.dropped[verdicts.groups.order[fault.row]]
    )


def _header(located: Located, column: FileColumn) -> str:
    header = located.records.header
    return header[located.places[column.label]] if header else column.label


def applied(records: Records, changes: Iterable[Change]) -> Records:
    """The records with the changes made."""
    from dataclasses import replace

    by_place: dict[int, dict[int, str]] = {}
    for change in changes:
        by_place.setdefault(change.place, {})[change.row] = change.after
    series = [records.cells[str(place)].scatter(list(new), list(new.values())) for place, new in by_place.items()]
    return replace(records, cells=records.cells.with_columns(series))


def joined(changes: Sequence[Change]) -> list[Change]:
    """Several changes of one cell as one, from what it was to what it is.

    >>> first, second = Change(0, 2, "T1", "住所", "a", "b"), Change(0, 2, "T1", "住所", "b", "c")
    >>> [(c.before, c.after) for c in joined([first, second])]
    [('a', 'c')]
    """
    found: dict[tuple[int, int], Change] = {}
    for change in changes:
        key = change.row, change.place
        found[key] = found[key]._replace(after=change.after) if key in found else change
    return list(found.values())


def told(changes: Iterable[Change], located: Located) -> Iterator[Fault]:
    """FIXED, once a cell."""
    columns = {located.places[c.label]: c for c in located.columns}
    for change in changes:
        column = columns[change.place]
        yield Fault(
            "FIXED",
            change.row,
            (column.label,),
            column.column.field,
            change.before,
            {"column": column.label},
            suggestion=change.after,
        )
