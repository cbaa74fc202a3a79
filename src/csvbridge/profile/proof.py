r"""Cells that surely meet everything their column asks, told by one cheap expression a column.

A proof, no second definition: where `clean` is true no constraint of the column fails; of all other cells it says
nothing, and the constraints themselves are asked. A property test holds this. Nearly all cells are clean.

>>> import polars as pl
>>> from csvbridge.dialect import Dialect
>>> from csvbridge.profile.columns import FileColumn
>>> from csvbridge.profile.models import Column
>>> name = FileColumn(Column(required=True, max_chars=3, charset="fullwidth"), "氏名", None, 0)
>>> limits = Limits.of(name, Dialect(), {})
>>> pl.select(clean(limits, pl.lit("山田")), clean(limits, pl.lit("山田太郎")).alias("long")).row(0)
(True, False)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, reduce
from operator import and_
from typing import TYPE_CHECKING, Literal

from csvbridge.profile import charsets
from csvbridge.profile.constraints import BLANKS, bounds, constraints_of, required_scope, whole_match
from csvbridge.profile.values import CHECKED, NUMBERS, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    from csvbridge.catalog import Type
    from csvbridge.dialect import Dialect
    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.constraints import Constraint
    from csvbridge.profile.models import Charset, CodeTable, Step

_INK = f"[^{BLANKS}]"

COLUMNS = 4_096
"""Columns whose constraints are kept ready; a process that converts many files meets the same ones again."""


@dataclass(slots=True, unsafe_hash=True)
class Limits:
    """What the cells of a column are asked, equal for equal columns: the model of a column cannot be a key of a cache.

    `words` are the texts of its codes table, `scope` that of REQUIRED (None: the cell may be blank). Never changed.
    """

    label: str
    item: int | None
    type: Type
    scope: Literal["cell", "item", "order"] | None
    rows: str | None
    format: str | None
    chars: tuple[int | None, int | None]
    max_bytes: int | None
    encoding: str
    charset: Charset | None
    pattern: str | None
    values: tuple[str, ...] | None
    words: tuple[str, ...] | None
    number: tuple[int | None, int | None, bool, str]
    read: tuple[Step, ...]
    column: FileColumn = field(compare=False)
    dialect: Dialect = field(compare=False)
    codes: Mapping[str, CodeTable] = field(compare=False)

    @staticmethod
    def of(file_column: FileColumn, dialect: Dialect, codes: Mapping[str, CodeTable]) -> Limits:
        """The limits of a column of a file."""
        column = file_column.column
        return Limits(
            label=file_column.label,
            item=file_column.item,
            type=file_column.type,
            scope=required_scope(file_column),
            rows=column.rows,
            format=column.format,
            chars=(column.min_chars, column.max_chars),
            max_bytes=column.max_bytes,
            encoding=dialect.encoding,
            charset=column.charset,
            pattern=column.pattern,
            values=column.values,
            words=tuple(codes.get(column.codes, ())) if column.codes else None,
            number=(column.min, column.max, column.signed, column.sign),
            read=column.read,
            column=file_column,
            dialect=dialect,
            codes=codes,
        )

    @property
    def typed(self) -> bool:
        """Whether the texts are held to a form: words of a table are held to that alone."""
        return self.words is None and self.type in CHECKED

    @property
    def ascii(self) -> bool:
        """Whether a clean cell has one byte a character, which is cheaper to count, and holds no blank but ""."""
        return self.charset == "digits" or (self.typed and not self.read)


@lru_cache(COLUMNS)
def constraints(limits: Limits) -> tuple[Constraint, ...]:
    """The constraints themselves, `constraints_of` of the column."""
    return constraints_of(limits.column, limits.dialect, limits.codes)


@lru_cache(COLUMNS)
def proof(limits: Limits) -> pl.Expr | None:
    """Where the cells are surely clean, in the column of their label; None where nothing is asked of them."""
    import polars as pl

    return clean(limits, pl.col(limits.label))


def clean(limits: Limits, cells: pl.Expr) -> pl.Expr | None:
    """True where the cells surely meet all that is asked; None where nothing is."""
    parts = list(_parts(limits, cells))
    return reduce(and_, parts) if parts else None


def _parts(limits: Limits, cells: pl.Expr) -> Iterator[pl.Expr]:
    """What is asked, one by one: as few nodes as can be, since on a small file each costs more than its cells."""
    inside = _inside(limits)
    if inside:
        first = inside if limits.scope is None else f"[{inside}&&{_INK}]"
        yield cells.str.contains(rf"\A{_or_blank(limits, f'{first}{inside}*')}\z")
    elif limits.charset is not None:
        yield ~charsets.failing(cells, limits.charset)
    if limits.typed:
        yield from _typed(limits, cells)
    yield from _lengths(limits, cells)
    if limits.scope is not None and not inside and not limits.ascii:
        yield cells.str.contains(rf"\A{_INK}" if limits.scope == "cell" else rf"\A(?:{_INK}|\z)")
    if limits.pattern is not None:
        yield _or(limits, cells, cells.str.contains(whole_match(limits.pattern)))
    for texts in (limits.values, limits.words):
        if texts is not None:
            yield cells.is_in(texts if limits.scope == "cell" else [*texts, ""])


def _inside(limits: Limits) -> str | None:
    return charsets.inside(limits.charset) if limits.charset is not None else None


def _or(limits: Limits, cells: pl.Expr, clean: pl.Expr) -> pl.Expr:
    """A blank cell meets everything but that it must be filled."""
    return clean if limits.scope == "cell" else clean | (cells == "")


def _or_blank(limits: Limits, pattern: str) -> str:
    return pattern if limits.scope == "cell" else f"(?:{pattern})?"


def _lengths(limits: Limits, cells: pl.Expr) -> Iterator[pl.Expr]:
    length = cells.str.len_bytes() if limits.ascii else cells.str.len_chars()
    least, most = limits.chars
    if limits.ascii and limits.scope == "cell":
        least = least or 1
    if least is not None and most is not None:
        yield _or(limits, cells, length.is_between(least, most))
    elif least is not None:
        yield _or(limits, cells, length >= least)
    elif most is not None:
        yield length <= most
    if limits.max_bytes is not None:
        # No character counts for more than two bytes here, and none for more than in UTF-8.
        narrow = limits.charset == "halfwidth-kana" and charsets.has_narrow_kana(limits.encoding)
        wide = cells.str.len_chars() <= (limits.max_bytes if narrow else limits.max_bytes // 2)
        in_bytes = cells.str.len_bytes() <= limits.max_bytes
        yield in_bytes if charsets.is_utf8(limits.encoding) else wide | in_bytes


def _typed(limits: Limits, cells: pl.Expr) -> Iterator[pl.Expr]:
    value = Value(limits.type, limits.column.column)
    read = value.stepped(cells)
    yield read.str.contains(value.quick)
    if limits.type not in NUMBERS:
        return
    least, most = bounds(limits.column.column)
    if least == 0 and most is None:
        yield ~read.str.starts_with("-")
    elif least is not None or most is not None:
        yield _within(read, least, most) | (read == "")


def _within(texts: pl.Expr, least: int | None, most: int | None) -> pl.Expr:
    import polars as pl

    number = texts.cast(pl.Int64, strict=False)
    if most is None:
        return number >= least
    return number <= most if least is None else number.is_between(least, most)
