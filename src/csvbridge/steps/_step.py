"""The shape of a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

Argument = Literal["int", "str"]


class StepDef(NamedTuple):
    """A cell function and the kind of argument it takes, if any; its name is the function's."""

    function: Callable[..., pl.Expr]
    argument: Argument | None = None

    @property
    def name(self) -> str:
        """The word that a profile uses."""
        return self.function.__name__

    def apply(self, expr: pl.Expr, argument: str | int | None = None) -> pl.Expr:
        """The step on a column of texts.

        `ValueError` for an argument that is missing, superfluous, of the wrong kind or not understood.

        >>> from csvbridge.steps import STEPS
        >>> STEPS["prefix"].apply(pl.lit("x"), 3)
        Traceback (most recent call last):
        ValueError: prefix takes a text
        """
        if not self._takes(argument):
            wanted = {"int": "a whole number", "str": "a text", None: "no argument"}[self.argument]
            raise ValueError(f"{self.name} takes {wanted}")
        return self.function(expr) if self.argument is None else self.function(expr, argument)

    def _takes(self, argument: str | int | None) -> bool:
        if self.argument == "int":
            return type(argument) is int
        return isinstance(argument, str) if self.argument == "str" else argument is None


def once(expr: pl.Expr, change: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    """`change` of an expression that is computed once, however often `change` names it.

    polars would compute it at every mention, and nested steps would double the work each time.

    >>> pl.select(once(pl.lit("a"), lambda cells: cells + "-" + cells)).item()
    'a-a'
    """
    return pl.struct(cell=expr).struct.with_fields(cell=change(pl.field("cell"))).struct.field("cell")


def where(expr: pl.Expr, pattern: str, change: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    """`change` on the cells in which the pattern is found, the others as they are.

    polars computes both branches over the whole column; nulls are almost free, so the others are made null first.

    >>> cells = pl.DataFrame({"a": ["x", "Y", None]})
    >>> cells.select(where(pl.col("a"), "x", lambda some: some + "!")).to_series().to_list()
    ['x!', 'Y', None]
    """

    def some(cells: pl.Expr) -> pl.Expr:
        found = cells.str.contains(pattern)
        return pl.when(found).then(change(pl.when(found).then(cells))).otherwise(cells)

    return once(expr, some)


def unless(expr: pl.Expr, pattern: str, change: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    """`change` on the cells in which the pattern is not found, the others as they are.

    >>> cells = pl.DataFrame({"a": ["x", "Y", None]})
    >>> cells.select(unless(pl.col("a"), "x", lambda some: some + "!")).to_series().to_list()
    ['x', 'Y!', None]
    """

    def some(cells: pl.Expr) -> pl.Expr:
        found = cells.str.contains(pattern)
        return pl.when(found).then(cells).otherwise(change(pl.when(~found).then(cells)))

    return once(expr, some)
