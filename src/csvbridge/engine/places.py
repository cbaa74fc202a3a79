"""Where the checks of an address run: all parties in one frame, each told at the cells that it came from.

The recipient is asked only where another person than the buyer gets the parcel, and nobody whose address the run does
not read. A postal code that could not be read goes in as its cell, so that the check can say what became of it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import PARTIES, with_parts
from csvbridge.checks.fault import Fault
from csvbridge.checks.place.model import PARTS
from csvbridge.engine.target import fields_of
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from csvbridge.checks.place.model import Defect
    from csvbridge.engine.locate import Located
    from csvbridge.engine.verdicts import Verdicts
    from csvbridge.profile.plan import Profile

WHOLE = "address"
INNER = ("prefecture", "city", "street", "building")
"""Parts of an address."""

GARBLED = frozenset(
    {"CHAR_MOJIBAKE", "FORMULA", "EXCEL_DATE", "EXCEL_DIGITS", "EXCEL_ERROR", "EXCEL_EXPONENT", "EXCEL_SERIAL"}
)
"""Damage after which nobody knows what a cell of an address said."""

_POSTAL_CODE = regex(r"(\w+\.postal_code)[12]?")
READ = frozenset({"ZIP_FORMAT", "ZIP_MISSING"})
"""What is not said once more of a postal code whose cell could not be read."""


def asked(profile: Profile) -> tuple[str, ...]:
    """The parties whose address the target takes; without a target those whose address the file gives."""
    if profile.target is None:
        used = [c.column.field for c in profile.source_columns if c.column.field]
    else:
        used = with_parts(name for assignment in profile.assignments for name in fields_of(assignment))
    return tuple(p for p in PARTIES if {f"{p}.{WHOLE}", f"{p}.street"} & {*used})


def fields(profile: Profile) -> frozenset[str]:
    """What an address is read of besides what the target takes: no check may miss a part that the file gives."""
    return frozenset(name for party in asked(profile) for name in _of(party))


def find(
    orders: pl.DataFrame, profile: Profile, located: Located, verdicts: Verdicts, told: Sequence[Fault]
) -> Iterator[Fault]:
    """Faults of the addresses of some orders; `told` are those that reading their cells has found."""
    parties = [party for party in asked(profile) if _of(party) & {*orders.columns}]
    if orders.is_empty() or not parties or _are_off(profile.checks.severity):
        return
    spoilt, codes = _spoilt(told, verdicts), {party: _provider_codes(profile, party) for party in parties}
    wholes = _gives_wholes(profile, located)
    given = {*orders.columns} - {f"{party}.{WHOLE}" for party in parties if not wholes}
    masks = ([*_asked(orders, parties, party), *_readable(orders, party, told, verdicts)] for party in parties)
    frames = [_frame(orders, party, mask, given, spoilt) for party, mask in zip(parties, masks, strict=True)]
    frame = _said_once(pl.concat(frames)) if wholes else pl.concat(frames)
    for at, defect in _defects(frame[list(PARTS)], profile.checks.keywords):
        order, row, party, copied, *place = frame.row(at)
        who = "buyer" if copied else party
        if not ((order, f"{who}.postal_code") in spoilt and defect.part == "postal_code" and defect.code in READ):
            yield from _fault(defect, row, who, located, codes[party], place)


@cache
def _codes() -> frozenset[str]:
    """What can be said of an address."""
    from csvbridge.codes import place, postal, special

    return frozenset(entry.code for family in (place, postal, special) for entry in family.CODES)


def _are_off(severity: Mapping[str, str]) -> bool:
    """Whether a profile has turned off all that can be said of an address."""
    return all(severity.get(code) == "off" for code in _codes())


def _defects(frame: pl.DataFrame, keywords: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, Defect]]:
    # The tables load only once an address is asked.
    from csvbridge.checks.place.find import find as judge

    yield from judge(frame, keywords)


def _spoilt(told: Sequence[Fault], verdicts: Verdicts) -> dict[tuple[int, str], str]:
    """By order and field, the cell of a postal code that is filled but was refused."""
    found = {}
    for fault in told:
        whole = _POSTAL_CODE.fullmatch(fault.field or "")
        if whole and (fault.value or "").strip() and verdicts.severity(fault) == "error":
            found[verdicts.groups.of_rows[fault.row], whole[1]] = str(fault.value)
    return found


def _asked(orders: pl.DataFrame, parties: Sequence[str], party: str) -> list[pl.Series]:
    """A recipient who is the buyer has been asked, unless only recipients are."""
    if party == "buyer" or len(parties) == 1 or "recipient.relation" not in orders.columns:
        return []
    return [orders["recipient.relation"] == "other"]


def _readable(orders: pl.DataFrame, party: str, told: Sequence[Fault], verdicts: Verdicts) -> list[pl.Series]:
    """Not the orders whose address is garbled; a building is only what stands behind it."""
    cells = _of(party) - {f"{party}.building"}
    own = [f for f in told if f.code in GARBLED and f.field in cells and verdicts.severity(f) == "error"]
    garbled = [verdicts.groups.of_rows[fault.row] for fault in own if not verdicts.is_quiet(fault)]
    return [~orders["order"].is_in(garbled)] if garbled else []


def _of(party: str) -> frozenset[str]:
    return frozenset(f"{party}.{part}" for part in (WHOLE, *INNER))


def _frame(
    orders: pl.DataFrame,
    party: str,
    masks: Iterable[pl.Series],
    given: Collection[str],
    spoilt: Mapping[tuple[int, str], str],
) -> pl.DataFrame:
    """One address a row, in columns named after its parts; and its order, row and party."""
    none = _every(orders, None, pl.String())
    texts = {part: orders[name].cast(pl.String) if (name := f"{party}.{part}") in given else none for part in PARTS}
    unread = {order: cell for (order, field), cell in spoilt.items() if field == f"{party}.postal_code"}
    if unread:
        cells = orders["order"].replace_strict(list(unread), [*unread.values()], default=None, return_dtype=pl.String)
        texts["postal_code"] = texts["postal_code"].zip_with(texts["postal_code"].is_not_null(), cells)
    is_copy = party == "recipient" and "copied" in given
    copied = orders["copied"] if is_copy else _every(orders, False, pl.Boolean())
    found = [orders["order"], orders["row"], _every(orders, party, pl.String()).alias("party"), copied.alias("copied")]
    found += [text.alias(part) for part, text in texts.items()]
    for mask in masks:
        found = [column.filter(mask) for column in found]
    return pl.DataFrame(found)


def _every(orders: pl.DataFrame, value: str | bool | None, type_: pl.DataType) -> pl.Series:
    """The same value for every order."""
    return pl.Series([value], dtype=type_).new_from_index(0, orders.height)


def _gives_wholes(profile: Profile, located: Located) -> bool:
    """Whether an address may be more than what was derived from its parts."""
    taken = {name for lookup in profile.lookup.values() for name in lookup.take}
    return any(located.feeding(name) or name in taken for name in (f"{party}.{WHOLE}" for party in PARTIES))


def _said_once(frame: pl.DataFrame) -> pl.DataFrame:
    """The parts where they make up the whole; else the whole, and the parts that it lacks in their order around it.

    >>> columns = dict.fromkeys([*INNER, "address"], pl.String)
    >>> parts = ("群馬県", None, "前橋市大手町2-12-1", None)
    >>> _said_once(pl.DataFrame([(*parts, "群馬県前橋市大手町2-12-1")], columns, orient="row")).row(0)
    ('群馬県', None, '前橋市大手町2-12-1', None, None)
    >>> _said_once(pl.DataFrame([(*parts, "群馬県前橋市大手町2-12-1　見本館")], columns, orient="row")).row(0)
    (None, None, None, None, '群馬県前橋市大手町2-12-1\u3000見本館')
    """
    if frame[WHOLE].null_count() == frame.height:
        return frame
    whole, parts = _bare(WHOLE), pl.concat_str(map(_bare, INNER), ignore_nulls=True)
    apart = frame.select(apart=(whole != parts).fill_null(False))["apart"]
    if not apart.any():
        return frame.with_columns(pl.lit(None, pl.String).alias(WHOLE))
    kept = [pl.when(~apart | ~whole.str.contains(_bare(part), literal=True)).then(pl.col(part)) for part in INNER]
    frame = frame.with_columns(pl.when(apart).then(pl.col(WHOLE)), *kept)
    # A building in a column of its own follows what its cart calls the address.
    inside = pl.any_horizontal(pl.col(INNER).is_not_null()) & pl.col("street").is_null()
    return frame.with_columns(
        street=pl.when(inside).then(pl.col(WHOLE)).otherwise(pl.col("street")),
        address=pl.when(~inside).then(pl.col(WHOLE)),
    )


def _bare(part: str) -> pl.Expr:
    return pl.col(part).str.replace_all("[ \u3000]", "")


def _provider_codes(profile: Profile, party: str) -> dict[str, str]:
    """Our codes and the provider's, of the columns that are made of a party's address or postal code."""
    own = {f"{party}.{part}" for part in PARTS}
    if profile.target is None:
        columns = [c.column for c in profile.source_columns if c.column.field in own]
    else:
        columns = [a.column.column for a in profile.assignments if own & {*with_parts(fields_of(a))}]
    return {code: theirs for column in reversed(columns) for code, theirs in column.provider_codes.items()}


def _fault(
    defect: Defect,
    row: int,
    party: str,
    located: Located,
    codes: Mapping[str, str],
    place: Sequence[str | None],
) -> Iterator[Fault]:
    columns = _columns(located, party, defect.part)
    if defect.part == "postal_code" and not columns:
        return
    yield Fault(
        defect.code,
        row,
        columns,
        f"{party}.{defect.part}",
        defect.value,
        {"column": "・".join(columns), **defect.params},
        defect.severity,
        defect.suggestion,
        codes.get(defect.code),
        known_by(place),
    )


def _columns(located: Located, party: str, part: str) -> tuple[str, ...]:
    """The source columns behind a part; what stands in no column of its own is in the whole."""
    own = located.behind([f"{party}.{part}"])
    return own if own or part == "postal_code" else located.behind([f"{party}.{WHOLE}"])


def known_by(place: Sequence[str | None]) -> str:
    """An address as an allow list knows it: the postal code, then everything else run together.

    >>> known_by(["1600023", "東京都", "新宿区", "西新宿2-8-1", None, None])
    '1600023 東京都新宿区西新宿2-8-1'
    """
    postal_code, *parts = (text or "" for text in place)
    return f"{postal_code} {''.join(parts)}".strip()
