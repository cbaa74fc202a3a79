"""The value of a cell: its text after the read steps, in the canonical form of its type.

A text that has no such form has a fault: the code of the finding. Numbers compare as integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from csvbridge.catalog import Type
    from csvbridge.forms import Form
    from csvbridge.profile.models import Column

NUMBERS = frozenset({"yen", "integer", "percent"})
CHECKED = NUMBERS | {"postal_code", "phone", "email", "date", "digits"}
"""Types that a text can fail to be; names, kana, keys and texts take any."""


@dataclass(frozen=True)
class Value:
    """How the cells of one column are read: the type's form, the column's steps and the form of its dates."""

    type: Type
    column: Column

    @property
    def format(self) -> str | None:
        """The form of a date, where the column says one."""
        return self.column.format if self.type == "date" else None

    @cached_property
    def form(self) -> Form:
        """What `csvbridge.forms` knows of the type; imported late, since it brings polars."""
        from csvbridge.forms import FORMS

        return FORMS[self.type]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the faults that a text of this type can have."""
        return ("YEN_INVALID", "YEN_FRACTION") if self.type == "yen" else (str(self.form.code),)

    @property
    def quick(self) -> str:
        """A pattern of whole texts, after the read steps, that are surely of the form; numbers stand as they are."""
        return (self.form.quick_of(self.format) if self.format else self.form.quick).whole

    def canonical(self, text: str) -> str | None:
        """The canonical text, or None where the cell has none."""
        stepped = self._stepped(text)
        return self.form.canonical(stepped, self.format) if self.format else self.form.canonical(stepped)

    def canonical_expr(self, cells: pl.Expr) -> pl.Expr:
        """The same of a whole column: null where a cell has none."""
        stepped = self.stepped(cells)
        return self.form.canonical_expr(stepped, self.format) if self.format else self.form.canonical_expr(stepped)

    def fault(self, text: str) -> str | None:
        """The code of what is wrong with a text, if it is."""
        if self.canonical(text) is not None:
            return None
        return self.codes[0] if len(self.codes) == 1 else self.form.code_of(self._stepped(text))

    def faulty(self, cells: pl.Expr, code: str) -> pl.Expr:
        """True where a cell has this fault."""
        import polars as pl

        if len(self.codes) == 1:
            return self.canonical_expr(cells).is_null() & cells.is_not_null()
        return cells.map_batches(lambda column: self._having(column, code), return_dtype=pl.Boolean)

    def _having(self, column: pl.Series, code: str) -> pl.Series:
        """The code is asked of the few cells that have a fault, one by one."""
        import polars as pl

        cells = pl.col("cells")
        faulty = self.canonical_expr(cells).is_null() & cells.is_not_null()
        mask = column.to_frame("cells").select(faulty).to_series()
        same = [at for at in mask.arg_true() if self.fault(column[at]) == code]
        return mask if len(same) == mask.sum() else (mask & False).scatter(same, True)

    def within(self, text: str, least: int | None, most: int | None) -> bool:
        """Whether a number lies between the limits; what is no number is not judged.

        >>> from csvbridge.profile.models import Column
        >>> Value("yen", Column()).within("1,000", 0, 999), Value("yen", Column()).within("abc", 0, 999)
        (False, True)
        """
        canonical = self.canonical(text)
        if not canonical:
            return True
        number = int(canonical)
        return (least is None or number >= least) and (most is None or number <= most)

    def outside(self, cells: pl.Expr, least: int | None, most: int | None) -> pl.Expr:
        """The opposite of a whole column."""
        import polars as pl

        number = self.canonical_expr(cells).cast(pl.Int64, strict=False)
        below = number < least if least is not None else pl.lit(False)
        above = number > most if most is not None else pl.lit(False)
        return (below | above).fill_null(False)

    def _stepped(self, text: str) -> str:
        if not self.column.read:
            return text
        import polars as pl

        return str(pl.select(self.stepped(pl.lit(text))).item())

    def stepped(self, cells: pl.Expr) -> pl.Expr:
        """The texts of a column after its read steps."""
        from csvbridge import steps

        return steps.apply(cells, self.column.read) if self.column.read else cells
