"""What becomes of each order: dropped, put aside, rejected or accepted; and why."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.catalog import party, with_parts
from csvbridge.codes import lookup
from csvbridge.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from csvbridge.checks.fault import Fault
    from csvbridge.engine.group import Groups
    from csvbridge.profile.models import Checks
    from csvbridge.reader import Records

DROPPING = frozenset({"EXCLUDED", "ALREADY_SENT", "IN_TWO_FILES"})
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

_REQUIRED = frozenset({"REQUIRED"})
_LENGTHS = frozenset({"LEN_UNDER", "LEN_OVER", "PATTERN"})
_PHONE = frozenset({"PHONE_MISSING", "PHONE_DUMMY"})

HIDES_THERE = {
    "ZIP_MISSING": _REQUIRED,
    "ZIP_FORMAT": _LENGTHS,
    "ZIP_ZERO_LOST": _LENGTHS | {"ZIP_FORMAT"},
    "PREF_MISSING": _REQUIRED,
    "CITY_MISSING": _REQUIRED,
    "TOWN_MISSING": _REQUIRED,
    "BANCHI_MISSING": _REQUIRED,
    "PHONE_MISSING": _REQUIRED,
    "PHONE_ZERO_LOST": _LENGTHS | _PHONE | {"PHONE_DIGITS"},
    **dict.fromkeys(("PHONE_DIGITS", "EXCEL_EXPONENT", "EXCEL_DATE", "EXCEL_DIGITS", "EXCEL_ERROR"), _PHONE),
    "RECIPIENT_PARTIAL": _REQUIRED
    | {"ZIP_MISSING", "PREF_MISSING", "CITY_MISSING", "TOWN_MISSING", "BANCHI_MISSING", "PHONE_MISSING"},
    "CHAR_MOJIBAKE": frozenset({"CHARSET", "CHAR_UNENCODABLE", "LEN_OVER", "CHAR_LOST"}),
    "CHAR_CONTROL": frozenset({"CHARSET"}),
    "CHARSET": frozenset({"CHAR_HALFKANA", "CHAR_PLATFORM"}),
    "FORMULA": frozenset({"NAME_DIGITS"}),
}
"""Causes, and what only follows from them at the same field, the whole that it is a part of, or a part of it."""

_WORSE = ("info", "warning", "error")


class _Told(NamedTuple):
    """A fault that is shown; it takes over the severity and the provider's code of what it hides."""

    fault: Fault
    severity: str
    provider_code: str | None


class Verdicts:
    """Masks over the orders of a file, and the faults found so far."""

    def __init__(self, groups: Groups, checks: Checks) -> None:
        self.groups = groups
        self.checks = checks
        self.faults: list[Fault] = []
        self.dropped = self._none()
        self.aside: dict[str, pl.Series] = {}
        self._errors = self._none()
        self._blamed: set[tuple[int, str]] = set()
        self._refused: set[tuple[int, str]] = set()
        self._settled = 0
        self._allowed = {code: frozenset(map(folded, texts)) for code, texts in checks.allow.items()}

    def add(self, faults: Iterable[Fault], *, blaming: bool = True) -> None:
        """Take up faults; an error on a field is the cause of what follows from it, a warning hides nothing.

        Without `blaming` the field has its value all the same: what else is wrong with it is told too.
        """
        for fault in faults:
            self.faults.append(fault)
            if blaming and fault.field is not None and self.severity(fault) == "error" and not self.is_quiet(fault):
                self._blamed.add((self.groups.of_rows[fault.row], fault.field))
                if (fault.value or "").strip():
                    self._refused.add((self.groups.of_rows[fault.row], fault.field))

    def blame(self, order: int, fields: Iterable[str]) -> None:
        """What follows from these fields of an order has a cause already."""
        self._blamed.update((order, field) for field in fields)

    def blames(self, order: int, fields: Iterable[str]) -> bool:
        """Whether one of some fields of an order is a cause already: its followers stay hidden."""
        return any((order, field) in self._blamed for field in fields)

    def refuses(self, order: int, fields: Iterable[str]) -> bool:
        """Whether one of some fields of an order, or a part of one, is filled but with what an error keeps out."""
        return any((order, field) in self._refused for field in with_parts(fields))

    def severity(self, fault: Fault) -> str:
        """The profile's word on a code, else the rule's, else the code's own."""
        return self.checks.severity.get(fault.code) or fault.severity or lookup(fault.code).severity

    def is_quiet(self, fault: Fault) -> bool:
        """A code that the profile turned off, or a value that it knows to be good."""
        if self.severity(fault) == "off":
            return True
        if fault.known_by is not None:
            return folded(fault.known_by) in self._allowed.get(fault.code, ())
        return fault.value is not None and fault.value in self.checks.allow.get(fault.code, ())

    def drop(self, orders: pl.Series) -> None:
        """Drop the orders of a mask."""
        self.dropped = self.dropped | orders

    def among_all(self, orders: pl.Series) -> pl.Series:
        """Some orders, by their indexes, as a mask over all orders of the file."""
        return self._none().scatter(orders, True) if len(orders) else self._none()

    def _none(self) -> pl.Series:
        """No order, as a mask; a new one each time, since `scatter` writes into it."""
        return pl.Series([False]).new_from_index(0, len(self.groups.first))

    @property
    def rejected(self) -> pl.Series:
        """Mask of the orders that an error keeps out."""
        new = self.faults[self._settled :]
        self._settled = len(self.faults)
        errors = {self.groups.of_rows[f.row] for f in new if self.severity(f) == "error" and not self.is_quiet(f)}
        if errors:
            self._errors = self._errors | self.among_all(pl.Series(sorted(errors), dtype=pl.UInt32))
        return self._errors & ~self.dropped

    @property
    def accepted(self) -> pl.Series:
        """Mask of the orders that go out."""
        return ~self.dropped & ~self.rejected

    def findings(self, records: Records) -> list[Finding]:
        """Faults of the orders that were not dropped, one cause once, in file order, with record and line."""
        kept = sorted(self._told(list(self._shown())), key=lambda each: each.fault.row)
        rows = pl.Series([each.fault.row for each in kept], dtype=pl.UInt32)
        keys = self.groups.key[self.groups.order[rows]].to_list()
        where = zip(records.record[rows].to_list(), records.lines(rows.to_list()), strict=True)
        return [_finding(*each) for each in zip(kept, keys, where, strict=True)]

    def _shown(self) -> Iterator[Fault]:
        dropped = self.dropped.to_list() if self.faults else []
        for fault in self.faults:
            is_dropped = dropped[self.groups.of_rows[fault.row]]
            if not self.is_quiet(fault) and (not is_dropped or fault.code in DROPPING):
                yield fault

    def _told(self, shown: Sequence[Fault]) -> list[_Told]:
        """Each fault once, followers hidden behind their cause, which then is as grave as the gravest of them."""
        causes = self._causes(shown)
        told: dict[tuple[object, ...], _Told] = {}
        hidden: list[tuple[Fault, Fault]] = []
        for fault in shown:
            cause = self._cause(fault, causes)
            if cause is None:
                told.setdefault(self._key(fault), _Told(fault, self.severity(fault), fault.provider_code))
            else:
                hidden.append((cause, fault))
        for cause, fault in hidden:
            before = told[self._key(cause)]
            severity = max(before.severity, self.severity(fault), key=_WORSE.index)
            told[self._key(cause)] = _Told(before.fault, severity, before.provider_code or fault.provider_code)
        return list(told.values())

    def _key(self, fault: Fault) -> tuple[object, ...]:
        order = self.groups.of_rows[fault.row]
        return fault.code, order, fault.columns, fault.params.get("column"), fault.value

    def _causes(self, shown: Sequence[Fault]) -> dict[tuple[int, str], list[Fault]]:
        """By order and hidden code, the faults that may hide it."""
        found: dict[tuple[int, str], list[Fault]] = {}
        for fault in shown:
            order = self.groups.of_rows[fault.row]
            for code in (*HIDES.get(fault.code, ()), *HIDES_THERE.get(fault.code, ())):
                found.setdefault((order, code), []).append(fault)
        return found

    def _cause(self, fault: Fault, causes: dict[tuple[int, str], list[Fault]]) -> Fault | None:
        """The gravest that a fault follows from, and that from nothing else; None for a fault of its own."""
        found = [
            cause
            for cause in causes.get((self.groups.of_rows[fault.row], fault.code), ())
            if fault.code in HIDES.get(cause.code, ()) or _is_of(cause.field, fault.field)
        ]
        if not found:
            return None
        cause = max(found, key=lambda each: _WORSE.index(self.severity(each)))
        return self._cause(cause, causes) or cause


def _finding(told: _Told, key: str | None, where: tuple[int, int]) -> Finding:
    """A fault that is shown, of the order of a key; `where` has its record and line."""
    fault, (record, line) = told.fault, where
    return Finding(
        code=fault.code,
        severity=told.severity,  # type: ignore[arg-type]
        order=key,
        record=record,
        line=line,
        party=party(fault.field),
        column="・".join(fault.columns) or None,
        field=fault.field,
        value=fault.value,
        params=fault.params,
        suggestion=fault.suggestion,
        provider_code=told.provider_code,
        known_by=fault.known_by,
    )


def folded(text: str) -> str:
    """A text as allow lists compare whole addresses: NFKC, without blanks, hyphens alike.

    >>> folded("1600023 東京都新宿区西新宿２－８－１") == folded("1600023東京都新宿区 西新宿2‐8−1")
    True
    >>> folded("1600023 西新宿2-8-1") == folded("1600023 西新宿2-8-11")
    False
    """
    return "".join(unicodedata.normalize("NFKC", text).translate(_HYPHENS).split())


_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc"), "-")


def _is_of(one: str | None, other: str | None) -> bool:
    """Whether two fields are the same, or one of them is a part of the other.

    >>> _is_of("buyer.prefecture", "buyer.address"), _is_of("buyer.prefecture", "buyer.city"), _is_of(None, None)
    (True, False, False)
    """
    if one is None or other is None:
        return False
    return one in with_parts([other]) or other in with_parts([one])
