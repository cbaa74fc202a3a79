"""The files of a lookup, read into one row a key: credit results of several days, earlier uploads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from csvbridge.catalog import FIELDS
from csvbridge.codes import lookup as lookup_code
from csvbridge.engine.cells import Cells
from csvbridge.engine.locate import locate
from csvbridge.engine.settle import Contrary, Said, settle
from csvbridge.errors import WrongFileError
from csvbridge.findings import Finding
from csvbridge.reader import read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from csvbridge.checks.fault import Fault
    from csvbridge.engine.locate import Located
    from csvbridge.profile.models import Format, Lookup
    from csvbridge.profile.plan import Profile
    from csvbridge.reader import Records

RESULT = "credit.result"
PROVIDER_ID = "credit.provider_id"
TRACKING = "shipment.tracking_number"
FILE = "file"
"""Column with the name of the file that a row came from."""


class Spoilt(NamedTuple):
    """A row that cannot be used: the file that holds it, and the code of what is wrong in it."""

    file: str
    code: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the files of one lookup say: `rows` has one row a key, `all_rows` every row with a key, each with `file`.

    `contrary` maps a key to why its rows contradict each other, `spoilt` a key to what is wrong in a row of its own.
    `notes` tell of rows whose key nobody can read.
    """

    rows: pl.DataFrame
    all_rows: pl.DataFrame
    contrary: dict[str, Contrary]
    spoilt: dict[str, Spoilt]
    notes: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    name: str
    records: Records
    frame: pl.DataFrame
    errors: tuple[Fault, ...]


def load_all(lookups: Mapping[str, Sequence[tuple[str, bytes]]], profile: Profile) -> dict[str, Found]:
    """The lookups of a run; one without files finds nothing, unless the profile can do without it.

    Raises `WrongFileError` as `load`.
    """
    given = {name: files for name, files in lookups.items() if files or not profile.lookup[name].optional}
    return {name: load(files, profile.lookup_formats[name], profile.lookup[name]) for name, files in given.items()}


def load(files: Sequence[tuple[str, bytes]], format_: Format, lookup: Lookup) -> Found:
    """Read the files of a lookup, in the order given.

    Results without order numbers are joined by the provider's id through a file of the lookup that has both.

    Raises:
        WrongFileError: a file is not of the lookup's format.
    """
    fields = _fields(lookup)
    reads = [_read(name, data, format_, fields, lookup.by) for name, data in files]
    if reads and not any(lookup.by in each.frame.columns for each in reads):
        _locate(reads[0].name, reads[0].records, format_, {lookup.by})
    everything = _linked(_together([each.frame for each in reads], fields, lookup.by), lookup.by)
    parts = _apart(everything, reads)
    spoilt = _spoilt(parts, lookup.by)
    unsure = [key for key, row in spoilt.items() if row.code != "REQUIRED" and not lookup.absent]
    all_rows = everything.drop_nulls(lookup.by)
    usable = all_rows.filter(~pl.col(lookup.by).is_in(unsure))
    has_results = any(column.field == RESULT for column in format_.columns)
    rows, contrary = _settled(usable, lookup.by) if has_results else (_last_of_each(usable, lookup.by), {})
    if not has_results:
        contrary = _differing(usable, lookup.by, (*lookup.take, *lookup.require))
    return Found(rows, all_rows, contrary, spoilt, tuple(_lost(parts, lookup.by)))


def _fields(lookup: Lookup) -> tuple[str, ...]:
    """The fields that the lookup reads of its files; those of earlier uploads include the tracking number."""
    held = [field for conditions in lookup.hold.values() for field in conditions]
    own = [TRACKING] if lookup.absent else []
    return tuple(dict.fromkeys([lookup.by, *lookup.take, *lookup.require, *held, RESULT, PROVIDER_ID, *own]))


def _read(name: str, data: bytes, format_: Format, fields: Sequence[str], by: str) -> _Read:
    records = read(data, format_.dialect, name=name)
    located = _locate(name, records, format_, ({*fields} | _marks(format_)) - {by})
    cells = Cells(located, pl.int_range(0, records.cells.height, eager=True, dtype=pl.UInt32))
    frame = cells.frame(fields).with_columns(pl.repeat(name, records.cells.height, eager=True).alias(FILE))
    errors = tuple(fault for fault in cells.faults if lookup_code(fault.code).severity == "error")
    return _Read(name, records, frame, errors)


def _marks(format_: Format) -> set[str]:
    """The fields that every file of the format has: a request in a folder of results, or the reverse, is refused."""
    return {column.field for column in format_.columns if column.field and column.required and not column.optional}


def _locate(name: str, records: Records, format_: Format, needed: Collection[str]) -> Located:
    try:
        return locate(records, format_, needed)
    except WrongFileError as refusal:
        refusal.params = {"file": name, **refusal.params}
        raise


def _together(frames: Sequence[pl.DataFrame], fields: Sequence[str], by: str) -> pl.DataFrame:
    """All rows; a field that none of the files has is blank, so that whoever asks gets an answer."""
    rows = pl.concat([pl.DataFrame(schema={by: pl.String, FILE: pl.String}), *frames], how="diagonal_relaxed")
    return rows.with_columns(pl.lit(None, pl.String).alias(field) for field in fields if field not in rows.columns)


def _linked(rows: pl.DataFrame, by: str) -> pl.DataFrame:
    """Blank keys filled by the provider's id, where the other rows know one key for it."""
    if by == PROVIDER_ID or not rows[by].has_nulls():
        return rows
    both = rows.select(PROVIDER_ID, linked=by).drop_nulls().unique()
    links = both.filter(pl.len().over(PROVIDER_ID) == 1)
    joined = rows.join(links, on=PROVIDER_ID, how="left", maintain_order="left")
    return joined.with_columns(pl.col(by).fill_null(pl.col("linked"))).drop("linked")


def _apart(rows: pl.DataFrame, reads: Sequence[_Read]) -> list[tuple[_Read, pl.DataFrame]]:
    """Each file with its own rows again."""
    parts, start = [], 0
    for each in reads:
        parts.append((each, rows.slice(start, each.frame.height)))
        start += each.frame.height
    return parts


def _spoilt(parts: Sequence[tuple[_Read, pl.DataFrame]], by: str) -> dict[str, Spoilt]:
    """By key, what is wrong in a row; a cell that is only blank gives way to worse."""
    found: dict[str, Spoilt] = {}
    for each, rows in parts:
        for fault in each.errors:
            key = rows[by][fault.row]
            if key is not None and (key not in found or found[key].code == "REQUIRED"):
                found[key] = Spoilt(each.name, fault.code)
    return found


def _lost(parts: Sequence[tuple[_Read, pl.DataFrame]], by: str) -> Iterator[Finding]:
    """Files with rows that belong to some order, but nobody can say to which."""
    for each, rows in parts:
        blank = rows[by].is_null()
        unlinked = {*(blank & rows[PROVIDER_ID].is_not_null()).arg_true()}
        damaged = {f.row for f in each.errors if f.field == by and (f.code != "REQUIRED" or blank[f.row])}
        if count := len(unlinked | damaged) + len(each.records.unreadable):
            params = {"file": each.name, "count": count, "field": FIELDS[by].label}
            yield Finding("LOOKUP_UNREADABLE", "warning", params=params)


def _last_of_each(rows: pl.DataFrame, by: str) -> pl.DataFrame:
    return rows.unique(by, keep="last", maintain_order=True)


def _differing(rows: pl.DataFrame, by: str, asked: Sequence[str]) -> dict[str, Contrary]:
    """Keys of which the rows give different values of a field that the lookup asks for."""
    found: dict[str, Contrary] = {}
    for field in (f for f in asked if f != by):
        told = rows.group_by(by, maintain_order=True).agg(pl.col(field).drop_nulls().unique(maintain_order=True))
        for key, values in told.filter(pl.col(field).list.len() > 1).iter_rows():
            ids = field == PROVIDER_ID
            code, name = ("REGISTERED_TWICE", "ids") if ids else ("RESULT_CONFLICT", "words")
            found.setdefault(key, Contrary(code, {name: tuple(map(str, values))}))
    return found


def _settled(rows: pl.DataFrame, by: str) -> tuple[pl.DataFrame, dict[str, Contrary]]:
    """One result a key, and the keys whose results contradict each other (with the last of them)."""
    told = rows.drop_nulls(RESULT).with_row_index("at")
    different = told.unique(list(dict.fromkeys([by, RESULT, PROVIDER_ID])), keep="last", maintain_order=True)
    alone = pl.len().over(by) == 1
    chosen, contrary = different.filter(alone)["at"].to_list(), {}
    several = (
        different.filter(~alone)
        .sort("at")
        .group_by(key=pl.col(by), maintain_order=True)
        .agg(RESULT, id=PROVIDER_ID, at="at")
    )
    for key, words, ids, places in several.iter_rows():
        end = settle([Said(*said) for said in zip(words, ids, places, strict=True)])
        if isinstance(end, Contrary):
            contrary[key] = end
        chosen.append(places[-1] if isinstance(end, Contrary) else end.at)
    return told[sorted(chosen)].drop("at"), contrary
