"""What a cell must meet, as it stands in the file: one definition, asked of one text or of a whole column.

Only REQUIRED speaks of a blank cell; every other constraint lets it pass. The read steps of a column run before its
type is judged, since they take off what is no part of the value; lengths, classes and patterns hold for the bare text.
The engine asks `failing`, the row model (`row.py`) asks `holds`; a property test holds the two equal.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from csvbridge.profile import charsets
from csvbridge.profile.values import CHECKED, NUMBERS, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import polars as pl

    from csvbridge.dialect import Dialect
    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.models import CodeTable, Column

Scope = Literal["cell", "item", "order"]

BLANKS = " \t\r\n\u3000\xa0"
"""What a blank cell may hold."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that a cell must meet: its finding's code and params, asked of a text or of a column.

    `failing` gives null for a null cell. With `scope` "item" the constraint holds only where another column of the
    same item is filled, with "order" only on the row of the order that holds its cell (`Column.rows`).
    """

    code: str
    params: Mapping[str, object]
    holds: Callable[[str], bool]
    failing: Callable[[pl.Expr], pl.Expr]
    scope: Scope = "cell"


def constraints_of(file_column: FileColumn, dialect: Dialect, codes: Mapping[str, CodeTable]) -> tuple[Constraint, ...]:
    """Everything that the cells of a column must meet, in the order in which findings are told."""
    column = file_column.column
    found = [*_required(file_column), *_lengths(column, dialect), *_classes(column), *_words(column, codes)]
    if not column.codes:
        found += _typed(file_column)
    return tuple(found)


def is_blank(text: str) -> bool:
    """
    >>> is_blank(" \u3000"), is_blank(" 0 ")
    (True, False)
    """
    return not text.strip(BLANKS)


def blank(cells: pl.Expr) -> pl.Expr:
    """The same of a whole column; a search stops at the first character, where stripping copies every cell."""
    return ~cells.str.contains(f"[^{BLANKS}]")


def fold_word(text: str) -> str:
    """A word as it is looked up in a codes table: NFKC, stripped.

    >>> fold_word(" ＯＫ ")
    'OK'
    """
    return unicodedata.normalize("NFKC", text).strip(BLANKS)


def fold_words(cells: pl.Expr) -> pl.Expr:
    """The same of a whole column."""
    return cells.str.normalize("NFKC").str.strip_chars(BLANKS)


def _of_filled(
    code: str,
    params: Mapping[str, object],
    holds: Callable[[str], bool],
    failing: Callable[[pl.Expr], pl.Expr],
) -> Constraint:
    return Constraint(
        code, params, lambda text: is_blank(text) or holds(text), lambda cells: failing(cells) & ~blank(cells)
    )


def required_scope(file_column: FileColumn) -> Scope | None:
    """Where a blank cell is REQUIRED to be filled; None where it never is."""
    if not file_column.column.required:
        return None
    if (file_column.item or 1) > 1:
        return "item"
    return "order" if file_column.column.rows in ("first", "last") else "cell"


def _required(file_column: FileColumn) -> Iterator[Constraint]:
    scope = required_scope(file_column)
    if scope is not None:
        yield Constraint("REQUIRED", {}, lambda text: not is_blank(text), blank, scope)


def _lengths(column: Column, dialect: Dialect) -> Iterator[Constraint]:
    least, most, most_bytes, encoding = column.min_chars, column.max_chars, column.max_bytes, dialect.encoding
    if most is not None:
        yield _of_filled("LEN_OVER", {"limit": most}, lambda t: len(t) <= most, lambda cells: _longer(cells, most))
    if least is not None:
        yield _of_filled(
            "LEN_UNDER", {"limit": least}, lambda t: len(t) >= least, lambda cells: cells.str.len_chars() < least
        )
    if most_bytes is not None:
        yield _of_filled(
            "BYTES_OVER",
            {"limit": most_bytes, "encoding": encoding},
            lambda t: charsets.byte_length(t, encoding) <= most_bytes,
            lambda cells: charsets.bytes_over(cells, encoding, most_bytes),
        )


def _longer(cells: pl.Expr, most: int) -> pl.Expr:
    return cells.str.len_chars() > most


def _classes(column: Column) -> Iterator[Constraint]:
    charset, pattern, values = column.charset, column.pattern, column.values
    if charset is not None:
        yield _of_filled(
            "CHARSET",
            {"charset": charset},
            lambda t: charsets.holds(t, charset),
            lambda cells: charsets.failing(cells, charset),
        )
    if pattern is not None:
        whole = whole_match(pattern)
        yield _of_filled("PATTERN", {"pattern": pattern}, matcher(pattern), lambda cells: ~cells.str.contains(whole))
    if values is not None:
        yield _of_filled(
            "NOT_ALLOWED",
            {"values": "、".join(values)},
            lambda t: t in values,
            lambda cells: ~cells.is_in(list(values)),
        )


def whole_match(pattern: str) -> str:
    """A pattern that must match a whole cell; unlike `^…$` in Python, never before a last line feed."""
    return rf"\A(?:{pattern})\z"


def matcher(pattern: str) -> Callable[[str], bool]:
    r"""The linear-time engine of polars, asked of one text; pydantic-core brings the same.

    >>> matcher("[0-9]{3}")("123"), matcher("[0-9]{3}")("123\n")
    (True, False)
    >>> matcher(r"(a)\1")
    Traceback (most recent call last):
    ValueError: backreferences are not supported
    """
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        return SchemaValidator(core_schema.str_schema(pattern=whole_match(pattern))).isinstance_python
    except SchemaError as error:
        raise ValueError(str(error).rpartition("error: ")[2].strip()) from None


def _words(column: Column, codes: Mapping[str, CodeTable]) -> Iterator[Constraint]:
    if not column.codes:
        return
    known = {fold_word(word) for word in codes.get(column.codes, {})}
    yield _of_filled(
        "UNKNOWN_WORD",
        {"table": column.codes},
        lambda text: fold_word(text) in known,
        lambda cells: ~fold_words(cells).is_in(sorted(known)),
    )


def _typed(file_column: FileColumn) -> Iterator[Constraint]:
    if file_column.type not in CHECKED:
        return
    value = Value(file_column.type, file_column.column)
    for code in value.codes:
        yield _of_filled(
            code,
            {"format": value.format or ""},
            lambda text, code=code: value.fault(text) != code,  # type: ignore[misc]
            lambda cells, code=code: value.faulty(cells, code),  # type: ignore[misc]
        )
    if file_column.type in NUMBERS:
        yield from _range(file_column.column, value)


def bounds(column: Column) -> tuple[int | None, int | None]:
    """The least and the most that a number of the column may be; the least is 0 where it has no sign."""
    least, most = column.min, column.max
    if column.sign == "negative" and not column.signed:
        most = min(most or 0, 0)
    return (least if _is_signed(column) else max(least or 0, 0)), most


def _is_signed(column: Column) -> bool:
    return column.signed or column.sign == "negative" or (column.min is not None and column.min < 0)


def _range(column: Column, value: Value) -> Iterator[Constraint]:
    least, most = bounds(column)
    signed = _is_signed(column)
    if not signed:
        yield _of_filled("NEGATIVE", {}, lambda t: value.within(t, 0, None), lambda c: value.outside(c, 0, None))
    if least or most is not None:
        floor = None if signed else 0
        yield _of_filled(
            "NUMBER_RANGE",
            {"min": "" if least is None else least, "max": "" if most is None else most},
            lambda t: value.within(t, least, most) or not value.within(t, floor, None),
            lambda c: value.outside(c, least, most) & ~value.outside(c, floor, None),
        )
