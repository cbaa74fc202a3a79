"""What is surely of a form: cells that need no parsing, and the cheap way to their canonical text.

A proof, no second definition: for every text that `pattern` matches from end to end, `value` gives what the form's
`canonical` gives; of all other cells it says nothing. Blank cells ("") match always. A property test holds this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl


def _same(cells: pl.Expr) -> pl.Expr:
    return cells


class Quick(NamedTuple):
    """`pattern` means the same to polars and to Python; `value` is the canonical text of the cells that match it.

    `others`, where it is not None, is found in exactly those texts that `pattern` does not match: one search can then
    look for them and for something else at once.

    >>> from csvbridge.forms import FORMS
    >>> quick = FORMS["postal_code"].quick
    >>> import polars as pl
    >>> pl.select(pl.lit("160-0022").str.contains(quick.whole), quick.value(pl.lit("160-0022")).alias("value")).row(0)
    (True, '1600022')
    >>> pl.select(pl.lit("〒160-0022").str.contains(quick.whole)).item()
    False
    """

    pattern: str
    value: Callable[[pl.Expr], pl.Expr] = _same
    others: str | None = None

    @property
    def whole(self) -> str:
        """The pattern for a search with polars: it must match the cell from end to end."""
        return f"^(?:{self.pattern})$"
