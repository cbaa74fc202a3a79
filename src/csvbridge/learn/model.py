"""What is seen of an unknown file, and what is guessed of its columns. Seen and guessed are never mixed.

A `Sighting` says only what the bytes prove; where two readings are possible it holds both and chooses none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from csvbridge.dialect import Dialect
    from csvbridge.reader import Records

Shape = Literal[
    "blank",
    "postal_code",
    "phone",
    "email",
    "date",
    "yen",
    "integer",
    "digits",
    "kana",
    "prefecture",
    "name",
    "address",
    "words",
    "key",
    "tracking_number",
    "text",
]
"""What the filled cells of a column look like; `words` are few values that repeat, `key` is unique on each order."""

Grain = Literal["order", "item", "item-first"]


class Evidence(NamedTuple):
    """Why something is believed: `kind` names the witness, `text` says in a few words (ja, en) what it says."""

    kind: Literal["bytes", "header", "values", "base", "place"]
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Encoding:
    """`name` decodes every byte, strictly; None where several do or none does. `candidates` are those that do.

    Where all but a few bytes decode, `name` is told, `broken` counts the others and there are no candidates.
    "ascii": every encoding reads the file alike, so it does not say which one tomorrow's file will have.
    """

    name: str | None
    bom: bool
    candidates: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Sighting:
    """The frame of a file. None: it cannot be told. `dialect` reads the file where all of it could be told.

    `preamble_lines` stand before the header; `trailer` is a regular expression of closing records. A file of one
    column has no delimiter, one without a line end no newline; both can be read. `workbook`: it is no text at all.
    """

    encoding: Encoding
    newline: Literal["crlf", "lf", "cr", "mixed"] | None
    delimiter: str | None
    quote: Literal["all", "minimal", "none"] | None
    header: bool | None
    preamble_lines: int
    trailer: str | None
    dialect: Dialect | None
    evidence: tuple[Evidence, ...] = ()
    workbook: bool = False


@dataclass(frozen=True, slots=True)
class ColumnSighting:
    """One column: `name` is its header as it stands ("" without), `nth` counts columns of that name from 1.

    `filled` cells of `rows` hold text, `distinct` of them differ. `date_format` is set for dates ("YYYY/MM/DD").
    `words` are the values of a code column with their counts, most frequent first. `examples` are untouched cells.
    `varies` says that the cell differs between rows of one order. None: there is only one row an order, or no key.
    `stands` says that it is filled on the first or the last row of its order only.
    """

    index: int
    name: str
    nth: int
    rows: int
    filled: int
    distinct: int
    shape: Shape
    examples: tuple[str, ...]
    date_format: str | None = None
    words: tuple[tuple[str, int], ...] = ()
    varies: bool | None = None
    stands: Literal["first", "last"] | None = None


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column probably is. `field` None: nobody knows, the column is kept without a field.

    `confidence` is from 0 to 1; below `SURE` a person must look. `item` is the number in a repeated header (1, 2, …)
    of a file with one row an order. `rivals` are the fields that came next, likeliest first.
    """

    column: ColumnSighting
    field: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    item: int | None = None
    rivals: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether a person must look: the guess is written with `# ?`."""
        return self.field is not None and self.confidence < SURE


SURE = 0.8


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that is known of a file: its frame, its columns, its grain, and how many rows and orders it holds.

    `key` is the index of the column that names the order, None where none does. `orders` None: no key, no count.
    `unreadable` counts records without cells. `records` are there where `sighting.dialect` is, and for a workbook.
    `judged` rows were looked at for the shapes of columns; all else is of the whole file. `blocks` are the names that
    repeat for each item of an order, with {n} in the place of the number.
    """

    sighting: Sighting
    columns: tuple[ColumnSighting, ...]
    guesses: tuple[Guess, ...]
    rows: int
    orders: int | None
    grain: Grain | None
    key: int | None
    unreadable: int
    records: Records | None
    evidence: tuple[Evidence, ...] = ()
    judged: int = 0
    blocks: tuple[str, ...] = ()
