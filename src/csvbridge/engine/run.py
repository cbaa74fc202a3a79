"""One run: bytes in, bytes and findings out. The order of the steps is the order of the functions here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.catalog import with_parts
from csvbridge.checks import amounts, characters, parties
from csvbridge.checks.fault import Fault
from csvbridge.checks.tracking import NUMBER
from csvbridge.engine import (
    broken,
    corrections,
    derive,
    duplicates,
    fixes,
    items,
    outputs,
    people,
    select,
    shipping,
    totals,
)
from csvbridge.engine import exclude as exclude_
from csvbridge.engine.assemble import assemble
from csvbridge.engine.cells import Cells
from csvbridge.engine.group import Groups, by_key, by_row, by_run
from csvbridge.engine.locate import locate
from csvbridge.engine.lookup import find as find_in_lookup
from csvbridge.engine.lookup import in_turn, unanswered
from csvbridge.engine.outcome import Outcome, Part, Tally, Where, finish
from csvbridge.engine.second_files import Found, load_all
from csvbridge.engine.sections import apart, divided, refuse_shared_parcels, sections
from csvbridge.engine.target import Target, fields_of
from csvbridge.engine.verdicts import Verdicts
from csvbridge.engine.write import COLUMN
from csvbridge.profile.fields import ALWAYS, needed
from csvbridge.reader import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csvbridge.engine.assemble import Assembled
    from csvbridge.engine.corrections import Change, Compared
    from csvbridge.engine.locate import Located
    from csvbridge.engine.outputs import Reason, Rows
    from csvbridge.engine.sections import Section
    from csvbridge.findings import Finding
    from csvbridge.profile.plan import Profile
    from csvbridge.reader import Records

KEYS = ("order.number", "credit.provider_id", "shipment.id")
"""Fields that can be the key of a document, the likeliest first."""

NO_LOOKUPS: Mapping[str, Sequence[tuple[str, bytes]]] = {}
NOT_SENT: Mapping[str, exclude_.Elsewhere] = {}


class SecondFiles:
    """The files of a run's lookups, by name as (name, bytes), read once and only when something is asked of them."""

    def __init__(self, files: Mapping[str, Sequence[tuple[str, bytes]]], profile: Profile) -> None:
        self._files = files
        self._profile = profile

    @cached_property
    def found(self) -> dict[str, Found]:
        """What they say; raises `WrongFileError`."""
        return load_all(self._files, self._profile)


@dataclass(frozen=True, slots=True)
class _Input:
    """The file as it came, and what stays as it is when some of its cells are corrected."""

    profile: Profile
    located: Located
    compared: Compared
    second: SecondFiles
    exclude: Sequence[str]
    elsewhere: Mapping[str, exclude_.Elsewhere]
    heights: Sequence[int]


@dataclass(slots=True)
class _State:
    profile: Profile
    located: Located
    groups: Groups
    files: Sequence[Section]
    verdicts: Verdicts
    key_columns: tuple[str, ...]
    totals: pl.Series | None = None
    outputs: Sequence[bytes | None] = ()
    parcels: pl.Series | None = None
    absent: Sequence[str] = ()
    notes: list[Finding] = field(default_factory=list)


def run(
    data: bytes,
    profile: Profile,
    lookups: Mapping[str, Sequence[tuple[str, bytes]]] = NO_LOOKUPS,
    *,
    name: str = "",
    abort: bool = False,
    copies: Sequence[bytes] = (),
    workbook: bool = False,
    exclude: Sequence[str] = (),
    fix: bool = False,
    reason: Reason = lambda finding: finding.code,
) -> Outcome:
    """Convert (or, without a target, check) one file.

    `lookups` has, by name, the files of each lookup as (name, bytes). With `abort` one rejected order rejects all.
    `reason` puts a finding into words for the file of rejects, which is an xlsx with `workbook`. `copies` are those
    kept beside files of rejects, the likeliest first. Orders of the numbers in `exclude` are dropped. With `fix` what
    can be corrected without loss is, cell by cell; rejects hold the cells as they came all the same.

    Raises:
        WrongFileError: the input, or a looked-up file, is not what the profile describes.
    """
    part = run_part(data, profile, SecondFiles(lookups, profile), name=name, copies=copies, exclude=exclude, fix=fix)
    return finish([(part, Where())], reason, abort=abort, workbook=workbook)


def run_part(
    data: bytes,
    profile: Profile,
    second: SecondFiles,
    *,
    name: str = "",
    copies: Sequence[bytes] = (),
    exclude: Sequence[str] = (),
    elsewhere: Mapping[str, exclude_.Elsewhere] = NOT_SENT,
    fix: bool = False,
) -> Part:
    """Convert a file, or a header with some whole orders of one; arguments and errors are those of `run`.

    Orders of the numbers in `elsewhere` went out from other files.
    """
    records = read(data, profile.source.dialect, name=name)
    return run_records(records, profile, second, copies=copies, exclude=exclude, elsewhere=elsewhere, fix=fix)[0]


def run_records(
    records: Records,
    profile: Profile,
    second: SecondFiles,
    *,
    copies: Sequence[bytes] = (),
    exclude: Sequence[str] = (),
    elsewhere: Mapping[str, exclude_.Elsewhere] = NOT_SENT,
    fix: bool = False,
    heights: Sequence[int] = (),
) -> list[Part]:
    """Convert the records of a file, or of several that have so many rows each; a part for each of them.

    Of several files none may have a broken record; their records are counted through all of them.

    Raises:
        SharedOrderError: an order stands in two of the files.
    """
    located = locate(records, profile.source, _fields(profile), _copied(profile))
    located = replace(located, writing=characters.writing(profile))
    compared = corrections.compare(located, copies, _fields(profile))
    given = _Input(profile, located, compared, second, exclude, elsewhere, heights or [records.cells.height])
    state = _converted(given, located)
    made: list[Change] = []
    for _ in range(fixes.ROUNDS if fix else 0):
        more = list(fixes.find(state.verdicts, state.located))
        if not more:
            break
        made += more
        state = _converted(given, replace(located, records=fixes.applied(state.located.records, more)))
    return _parts(state, given, fixes.joined(made))


def keys_of(data: bytes, profile: Profile) -> list[tuple[int, str | None]]:
    """The record and the key of each row of a file, in canonical form; null where it is blank."""
    records = read(data, profile.source.dialect)
    located = locate(records, profile.source, _fields(profile), _copied(profile))
    key_field = next(k for k in KEYS if located.feeding(k))
    cells = Cells(located, pl.int_range(0, records.cells.height, eager=True, dtype=pl.UInt32))
    return list(zip(records.record, cells.frame([key_field])[key_field], strict=True))


def _converted(given: _Input, located: Located) -> _State:
    """Everything from cells to the bytes of the target; the files that carry rows back come later."""
    profile = given.profile
    state = _read(given, located)
    _hold_back(state, given.exclude, given.elsewhere)
    _keep(state)
    found = given.second.found
    state.verdicts.add(outputs.held_before(state.located, state.groups, profile.lookup, found))
    kept = ~state.verdicts.dropped
    rows = state.groups.rows_of(kept).arg_true() if len(kept) else pl.Series([], dtype=pl.UInt32)
    wanted = _fields(profile) | people.fields(profile)
    book = assemble(state.located, rows, state.groups.order.gather(rows), wanted, _copied(profile))
    state.verdicts.add(book.faults)
    orders, goods = _derive(state, book, found)
    if NUMBER in orders.columns:
        state.parcels = orders[NUMBER]
        if len(state.files) > 1 and shipping.counts_parcels(profile):
            refuse_shared_parcels(orders.select(shipping.BARE).to_series())
    people.check(orders, profile, located, state.verdicts, book.faults)
    if profile.target is None:
        state.verdicts.add(_without_field(state.located, rows))
    if profile.target is not None:
        target = Target(profile, profile.target, state.located, state.verdicts)
        state.outputs = target.settle(target.cells(orders, goods), state.files)
    return state


def _read(given: _Input, located: Located) -> _State:
    """Rows to orders."""
    profile, records, compared = given.profile, located.records, given.compared
    cells = Cells(located, pl.int_range(0, records.cells.height, eager=True, dtype=pl.UInt32))
    key_field = next((k for k in KEYS if located.feeding(k)), None)
    key_columns = tuple(c.label for c in located.feeding(key_field)) if key_field else ()
    groups = _group(located, cells, key_field)
    verdicts = Verdicts(groups, profile.checks)
    verdicts.add(cells.faults)
    verdicts.add(compared.faults)
    notes = [*(n for n in records.notes if n.record is None), *located.notes, *compared.notes]
    files = sections(groups, given.heights)
    state = _State(profile, located, groups, files, verdicts, key_columns, notes=notes)
    _whole(state, key_field)
    return state


def _without_field(located: Located, rows: pl.Series) -> list[Fault]:
    """Faults of columns that feed nothing: a format that is only checked is checked whole."""
    cells = Cells(located, rows)
    columns = [column for column in located.columns if column.column.field is None]
    cells.prepare(columns)
    for column in columns:
        cells.read(column)
    return cells.faults


def _group(located: Located, cells: Cells, key_field: str | None) -> Groups:
    if key_field is None:
        return by_key(pl.Series([None] * len(cells.rows), dtype=pl.String))
    key = cells.frame([key_field])[key_field]
    if located.format.record == "payment":
        return by_row(key)
    if not _runs(located, key_field):
        return by_key(key)
    return by_run(key, broken.breaks(located), last=located.feeding(key_field)[0].column.rows == "last")


def _runs(located: Located, key_field: str) -> bool:
    """Whether the key stands on one row of its order only."""
    return located.feeding(key_field)[0].column.rows in ("first", "last")


def _whole(state: _State, key_field: str | None) -> None:
    """Every order must be whole and one: blank keys, broken records, duplicates, changed keys."""
    located, groups, verdicts = state.located, state.groups, state.verdicts
    label = state.key_columns[0] if state.key_columns else None
    if key_field and located.format.record != "payment":
        blank = groups.key.is_null().arg_true() if groups.key.null_count() else ()
        params = {"column": label}
        verdicts.add(
            Fault("KEY_BLANK", int(groups.first[i]), state.key_columns, key_field, params=params) for i in blank
        )
    verdicts.add(broken.find(located, groups, label))
    verdicts.add(outputs.changed_keys(located, groups, state.key_columns))
    verdicts.add(outputs.missing_rows(located, groups))
    if located.format.grain == "order":
        verdicts.add(duplicates.in_rows(located, groups, state.key_columns))
    if "one_row_per_order" in state.profile.rules:
        verdicts.add(duplicates.not_alone(groups, state.profile.rules["one_row_per_order"], state.key_columns))
    if key_field and _runs(located, key_field):
        faults, again = duplicates.in_runs(located, groups, state.key_columns)
        verdicts.add(faults)
        if again:
            verdicts.drop(pl.repeat(False, len(groups.first), eager=True).scatter(sorted(again), True))


def _hold_back(state: _State, listed: Sequence[str], elsewhere: Mapping[str, exclude_.Elsewhere]) -> None:
    """Drop the orders of some numbers, before anything else is decided on them; keep the numbers of no order."""
    if elsewhere:
        state.verdicts.add(exclude_.sent_elsewhere(state.groups, elsewhere))
        equal = [number for number, other in elsewhere.items() if not other.differs]
        state.verdicts.drop(state.groups.key.is_in(equal).fill_null(False))
    if listed:
        mask, state.absent = exclude_.find(state.groups.key, listed)
        state.verdicts.add(Fault("EXCLUDED", row) for row in state.groups.first.filter(mask))
        state.verdicts.drop(mask)


def _fields(profile: Profile) -> frozenset[str]:
    """The fields that the run reads: those that the profile needs and the key."""
    return profile.needed | {KEYS[0]}


def _copied(profile: Profile) -> frozenset[str]:
    """Labels of source columns that a [map] copies without a field."""
    names = [n for a in profile.assignments if a.map for n in ([a.map.from_] if a.map.from_ else a.map.join)]
    return frozenset(n.removeprefix(COLUMN) for n in names if n and n.startswith(COLUMN))


def _keep(state: _State) -> None:
    """Drop what the document does not take and set aside what it lists apart."""
    profile, located, verdicts = state.profile, state.located, state.verdicts
    late = _late(profile)
    words = [f for conditions in (profile.keep, *profile.aside.values()) for f in conditions]
    own = [f for f in dict.fromkeys([*words, "order.total"]) if located.feeding(f) and f not in late]
    rows = pl.int_range(0, len(state.groups.order), eager=True, dtype=pl.UInt32)
    book = assemble(located, rows, state.groups.order, own)
    if "order.total" in book.orders.columns:
        state.totals = book.orders["order.total"]
    doubtful = _doubtful(state, book)
    verdicts.drop(select.not_kept(book.orders, profile.keep, doubtful))
    for name, conditions in profile.aside.items():
        mask = select.matching(book.orders, conditions) & verdicts.accepted
        for field_name in doubtful.keys() & conditions.keys():
            mask = mask & ~doubtful[field_name]
        verdicts.aside[name] = mask
        verdicts.drop(mask)


def _late(profile: Profile) -> frozenset[str]:
    """Fields of conditions that follow from more than a cell of their own: derived, or taken from a second file."""
    words = {f for conditions in (profile.keep, *profile.aside.values()) for f in conditions}
    taken = {f for lookup in profile.lookup.values() for f in lookup.take}
    return frozenset(f for f in words if f in taken or needed([f]) - ALWAYS - {f})


def _keep_late(state: _State, orders: pl.DataFrame) -> None:
    """Decide what `_keep` could not know yet; an order that an error keeps out stays rejected."""
    profile, verdicts = state.profile, state.verdicts
    late = _late(profile)
    if not late:
        return
    drop = select.not_kept(orders, {f: words for f, words in profile.keep.items() if f in late}, {})
    verdicts.drop(verdicts.among_all(orders["order"].filter(drop)) & verdicts.accepted)
    for name, conditions in profile.aside.items():
        if late & conditions.keys():
            matching = orders["order"].filter(select.matching(orders, conditions))
            verdicts.aside[name] = verdicts.among_all(matching) & verdicts.accepted
            verdicts.drop(verdicts.aside[name])


def _doubtful(state: _State, book: Assembled) -> dict[str, pl.Series]:
    """By field, the orders whose value could not be read or on whose rows it differs; damage undone is no doubt."""
    found: dict[str, set[int]] = {}
    for fault in book.faults:
        order = int(state.groups.order[fault.row])
        if fault.field in book.orders.columns and (
            state.verdicts.severity(fault) == "error" or book.orders[fault.field][order] is None
        ):
            found.setdefault(fault.field, set()).add(order)
    if not found:
        return {}
    none = pl.repeat(False, len(state.groups.first), eager=True)
    return {name: none.clone().scatter(sorted(orders), True) for name, orders in found.items()}


def _derive(state: _State, book: Assembled, found: Mapping[str, Found]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lookups, wholes, recipients, amounts and lines; with the rules about them."""
    profile, located, verdicts = state.profile, state.located, state.verdicts
    used = {name for assignment in profile.assignments for name in fields_of(assignment)}
    verdicts.add(parties.left_out(book.orders, used, located.labels))
    orders = derive.wholes(book.orders)
    for name in in_turn(profile.lookup):
        if name in found:
            orders = find_in_lookup(orders, name, profile.lookup[name], found[name], verdicts)
            state.notes += found[name].notes
    state.notes += unanswered(profile.lookup, found, state.groups.key, orders, profile.checks)
    labels = located.labels(parties.RECIPIENT)
    if "recipient" in book.several:
        verdicts.add(parties.several(orders, book.several["recipient"], profile.recipient.max, labels))
    partial = parties.incomplete(derive.partial(orders), profile.rules, located.behind)
    # A cell that is filled, but could not be read, is no blank one.
    verdicts.add(f for f in partial if not verdicts.blames(state.groups.order[f.row], with_parts([f.field or ""])))
    orders = derive.recipient(orders)
    verdicts.add(parties.different(orders, profile.rules, labels))
    goods = items.price(book.items, bool(profile.read_items.net), profile.read_items.tax_rounding)
    goods, orders, faults = totals.settle(located, goods, orders)
    verdicts.add(faults)
    verdicts.add(amounts.find(orders, profile.rules, located.labels(["order.total"])))
    sent = [each.all_rows for name, each in found.items() if profile.lookup[name].absent]
    verdicts.add(shipping.find(located, orders, book.several, sent, profile, verdicts))
    _keep_late(state, orders)
    return orders, goods


def _parts(state: _State, given: _Input, made: Sequence[Change]) -> list[Part]:
    """What each file gives."""
    verdicts, groups, located, files = state.verdicts, state.groups, given.located, state.files
    accepted = verdicts.accepted
    out = [change for change in made if accepted[groups.order[change.row]]]
    verdicts.add(fixes.told(out, located))
    records = located.records
    changes = [c._replace(row=int(records.record[c.row])) for c in (*given.compared.changes, *out)]
    asides = {name: apart(outputs.rows(located, groups, mask), files) for name, mask in verdicts.aside.items()}
    found = _Found(
        masks=(verdicts.dropped, accepted, verdicts.rejected),
        rejects=apart(outputs.rows(located, groups, verdicts.rejected), files),
        asides=asides,
        findings=divided(verdicts.findings(records), files, lambda finding: finding.record or 0),
        changes=divided(changes, files, lambda change: change.row),
    )
    return [_part(state, records, found, n) for n in range(len(files))]


class _Found(NamedTuple):
    """What became of all orders, as masks; the rest has one entry a file."""

    masks: tuple[pl.Series, pl.Series, pl.Series]
    rejects: Sequence[Rows | None]
    asides: Mapping[str, Sequence[Rows | None]]
    findings: Sequence[Sequence[Finding]]
    changes: Sequence[Sequence[Change]]


def _part(state: _State, records: Records, found: _Found, n: int) -> Part:
    groups, own, alone = state.groups, state.files[n], len(state.files) == 1
    masks, sizes = [own.of(mask) for mask in found.masks], own.of(groups.size)
    amount = None
    if state.totals is not None:
        totals_ = own.of(state.totals)
        amount = Tally(*(int(totals_.filter(mask).sum() or 0) for mask in masks))
    return Part(
        output=state.outputs[n] if state.outputs else None,
        rejects=found.rejects[n],
        asides={name: rows for name, each in found.asides.items() if (rows := each[n])},
        unreadable=records.unreadable,
        notes=state.notes,
        repeated=[note for note in records.notes if note.record is not None],
        findings=found.findings[n],
        rows=Tally(*(int(sizes.filter(mask).sum()) for mask in masks)),
        orders=Tally(*(int(mask.sum()) for mask in masks)),
        amount=amount,
        changes=found.changes[n],
        absent=state.absent,
        suspects=broken.suspects(state.located, state.key_columns[0] if state.key_columns else None),
        keys=own.of(groups.key),
        parcels=state.parcels if alone else None,
        records=records.count if alone else own.rows[1] - own.rows[0],
        encoding=records.encoding,
    )
