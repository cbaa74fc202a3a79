"""What a run needs to know, checked and resolved: formats, one assignment a target column, conditions, lookups.

>>> load_profile("no-such-profile")
Traceback (most recent call last):
csvbridge.errors.ProfileError: PROFILE_MISSING
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.models import (
        Checks,
        CodeTable,
        Conditions,
        Format,
        Items,
        Lookup,
        Map,
        Recipient,
        Rule,
        RuleId,
        Shipments,
        Test,
    )

Asks = Literal["refuse", "sample"]
SOURCE_COLUMN = "column:"
"""Before the label of a source column in `Map.from_` and `Map.join` of an assignment."""


class Assignment(NamedTuple):
    """How one target column gets its text, in exactly one way; all None: the column stays blank.

    Names in `map` are canonical fields or, after `SOURCE_COLUMN`, labels of source columns.
    """

    column: FileColumn
    constant: str | None = None
    field: str | None = None
    map: Map | None = None


class Profile(NamedTuple):
    """A conversion, a pair of formats, or one format alone (`target` None: it is only read).

    `keep`, `aside`, `lookup`, `write_items`, `recipient`, `shipments` and `checks` are the target's with what the
    conversion says over them; `rules` the source's and the target's, the target's and then the conversion's winning.
    `codes` are the conversion's own tables, shared ones that its maps name included. `needed` holds every field that
    anything here reads, and the parts that a needed whole may come from. `sha256` is over all files involved.
    """

    id: str
    title: str
    path: Path | None
    sha256: str
    source: Format
    target: Format | None
    source_columns: tuple[FileColumn, ...]
    target_columns: tuple[FileColumn, ...]
    assignments: tuple[Assignment, ...]
    keep: Conditions
    aside: Mapping[str, Conditions]
    lookup: Mapping[str, Lookup]
    lookup_formats: Mapping[str, Format]
    read_items: Items
    write_items: Items
    recipient: Recipient
    shipments: Shipments
    rules: Mapping[RuleId, Rule]
    checks: Checks
    codes: Mapping[str, CodeTable]
    sample: Mapping[str, str] | Sequence[Mapping[str, str]]
    tests: tuple[Test, ...]
    needed: frozenset[str]


def load_profile(ref: str, folders: Sequence[Path] = (), *, asks: Asks = "refuse") -> Profile:
    """The profile that a reference names: a conversion, or a format alone; `ProfileError` holds all problems.

    `ref` is a path ending in .toml, an id, or `id@version`. With `asks` "refuse" a constant that only the shop knows
    and that is not set is a problem (CONSTANT_NEEDED); with "sample" its sample stands in, for tests.
    """
    from csvbridge.profile.build import of_reference

    return of_reference(ref, folders, asks)


def load_pair(source: str, target: str | None, folders: Sequence[Path] = (), *, asks: Asks = "refuse") -> Profile:
    """A pair of formats that needs no conversion file; without a target the source is only read and checked."""
    from csvbridge.profile.build import of_pair

    return of_pair(source, target, folders, asks)


def load_format(ref: str, folders: Sequence[Path] = ()) -> Format:
    """One format, `extends` resolved, with every codes table that its columns name in `Format.codes`."""
    from csvbridge.profile.build import of_format

    return of_format(ref, folders)
