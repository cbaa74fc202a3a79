"""What a missing column is called now: by what headers mean, by what the cells hold, by spelling and by place.

A column of the file counts as the new name only if no more than one in ten of its filled cells would be refused under
the old one. Of several the likeliest is taken, each only once; where two are equally likely nobody can tell, and
neither is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.catalog import PARTIES
from csvbridge.learn.draft_sheet import string, value
from csvbridge.learn.drift_likeness import EXAMINED, MEANT, Likeness, fits, likeness, same_place
from csvbridge.learn.headers_words import reading
from csvbridge.learn.model import SURE
from csvbridge.learn.synonyms import load
from csvbridge.profile.columns import file_columns, is_item_column, match_header
from csvbridge.profile.search import FOLDERS, package_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    import polars as pl

    from csvbridge.learn.model import Guess
    from csvbridge.profile.columns import FileColumn, HeaderMatch
    from csvbridge.profile.models import Format

_SPLIT = (".street", ".address", ".city", ".building")
"""Ends of fields of which any text may be a part."""


def renamed(format_: Format, header: Sequence[str], cells: pl.DataFrame, missing: Collection[str]) -> dict[str, str]:
    """Missing label → the header that most likely stands in its place, where one does.

    `cells` are the records under `header`, columns "0", "1", …. A document without header has no names to change, and
    the second of two columns of one name cannot be told by another one.
    """
    if not format_.dialect.header or not missing:
        return {}
    match = match_header(format_, header)
    columns = {c.label: c for c in file_columns(format_)}
    # A blank header is no name: what stands under it tomorrow is anyone's guess.
    extra = [i for i, name in enumerate(header) if name.strip() and name in match.extra and header.count(name) == 1]
    if not extra:
        return {}
    guesses, together = _guesses(header, cells, extra, format_)
    rated = [
        Rated(likeness(columns[label], i, header, cells, guesses.get(i), match, format_), label, i)
        for label in missing
        if label in columns and columns[label].column.nth == 1
        for i in extra
        if fits(columns[label], cells[str(i)], format_) and not _is_part(columns[label], together[i])
    ]
    told = [each for each in rated if each.likeness.enough and not _is_open(each, rated, header, match, format_)]
    return {label: header[i] for label, i in _pairs((each.likeness.total, each.label, each.place) for each in told)}


class Rated(NamedTuple):
    """A missing label and a new column, with how well they meet."""

    likeness: Likeness
    label: str
    place: int


def _is_part(column: FileColumn, guess: Guess) -> bool:
    """Whether a new column, seen with the other new ones, is surely of another field: 名 beside 姓 is no 氏名."""
    return guess.field is not None and guess.field != column.column.field and guess.confidence >= SURE


def _is_open(
    own: Rated,
    rated: Sequence[Rated],
    header: Sequence[str],
    match: HeaderMatch,
    format_: Format,
) -> bool:
    """Whether a pair could as well be another: one of two new columns side by side, as a column that was split leaves
    them, or a header that names nobody (氏名) in the place of the other person's."""
    columns = {c.label: c for c in file_columns(format_)}
    field = columns[own.label].column.field or ""
    beside = [each for each in rated if each.label == own.label and abs(each.place - own.place) == 1]
    if any(each.likeness.meaning >= MEANT or field.endswith(_SPLIT) for each in beside):
        return True
    if _names_party(header[own.place]) or same_place(columns[own.label], own.place, match, format_):
        return False
    other = [columns[label] for label in match.missing if columns[label].column.field == _of_other(field)]
    return any(same_place(column, own.place, match, format_) for column in other)


def _of_other(field: str | None) -> str | None:
    """The same field of the other person."""
    party, _, name = (field or "").partition(".")
    return f"{PARTIES[1 - PARTIES.index(party)]}.{name}" if party in PARTIES else None


def _names_party(header: str) -> bool:
    known = load()
    return bool(reading(header, known).meanings & {*known.parties, *known.implied})


def _pairs(rated: Iterable[tuple[float, str, int]]) -> Iterator[tuple[str, int]]:
    """The likeliest pairs first, each label and each column once; a tie for either is left out.

    >>> list(_pairs([(2.0, "氏名", 3), (1.0, "氏名", 4), (1.5, "住所", 4)]))
    [('氏名', 3), ('住所', 4)]
    >>> list(_pairs([(1.0, "氏名", 3), (1.0, "氏名", 4)]))
    []
    """
    left = sorted(rated, reverse=True)
    while left:
        best, label, i = left[0]
        rivals = [each for each in left[1:] if each[0] == best and (each[1] == label or each[2] == i)]
        gone = {(each[1], each[2]) for each in rivals} | {(label, i)}
        if not rivals:
            yield label, i
        left = [
            each for each in left if (each[1], each[2]) not in gone and (rivals or (each[1] != label and each[2] != i))
        ]


def _guesses(
    header: Sequence[str], cells: pl.DataFrame, extra: Sequence[int], format_: Format
) -> tuple[Mapping[int, Guess], Sequence[Guess]]:
    """What each new column means, by its index: header words and the shapes of the cells together.

    Each is judged as if it were the only new one, so that of two that mean the same neither wins by standing first;
    then all columns together.
    """
    from csvbridge.learn.columns import columns_of
    from csvbridge.learn.mapping import guess

    columns = columns_of(header, cells.head(EXAMINED))
    found = {}
    for index in extra:
        known = [place for place in range(len(columns)) if place == index or place not in extra]
        told = guess([replace(columns[p], index=n) for n, p in enumerate(known)], grain=format_.grain)
        found[index] = told[known.index(index)]
    return found, guess(columns, grain=format_.grain)


def new_names(format_: Format, renames: Mapping[str, str]) -> dict[str, str]:
    """Label of a column as the format's file has it → its new name; items of one column are one, with {n}.

    >>> from csvbridge.profile.models import Column, Format
    >>> columns = (Column(name="氏名"), Column(name="商品名{n}", field="item.name"))
    >>> head = {"id": "s/o", "title": "", "record": "order", "status": "template", "grain": "order", "max_items": 2}
    >>> shop = Format(**head, columns=columns)
    >>> new_names(shop, {"氏名": "お名前", "商品名1": "品名1", "商品名2": "品名2"})
    {'氏名': 'お名前', '商品名{n}': '品名{n}'}
    """
    found: dict[str, set[str]] = {}
    for column in file_columns(format_):
        if column.label in renames:
            new = renames[column.label]
            numbered = is_item_column(column.column) and column.item is not None
            name = new.replace(str(column.item), "{n}", 1) if numbered else new
            found.setdefault(column.column.name if numbered else column.label, set()).add(name)
    return {label: names.pop() for label, names in found.items() if len(names) == 1}


def change_of(format_: Format, renames: Mapping[str, str]) -> str:
    """The lines by which a format reads the new names too; "" without any.

    A shop's format that stands by itself is changed in the line of its column, any other in a table of a format that
    extends it.
    """
    own = format_.extends is None and not is_packaged(format_.id)
    return "\n".join(_line(format_, label, name, own=own) for label, name in new_names(format_, renames).items())


def is_packaged(id_: str) -> bool:
    """Whether a format of this id ships: then a shop changes it in a file of its own."""
    return (package_folder() / FOLDERS["format"] / f"{id_}.toml").is_file()


def _line(format_: Format, label: str, name: str, *, own: bool) -> str:
    spellings = aliases(format_, label, name)
    if own:
        return f"name = {value(label)}, aka = {value(spellings)}"
    return f"[column.{string(label)}]\naka = {value(spellings)}"


def aliases(format_: Format, label: str, name: str) -> list[str]:
    """The other spellings of a column once a new name is among them; its own stays, so what speaks of it holds."""
    known = next((c.aka for c in format_.columns if c.name == label), ())
    return list(dict.fromkeys((*known, name)))
