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


def where(needs: pl.Expr, expr: pl.Expr, change: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    """`change` on the cells that need it, the others as they are.

    polars computes both branches over the whole column; nulls are almost free, so the others are made null first.

    >>> from csvbridge.steps._step import where
    >>> cells = pl.DataFrame({"a": ["x", "Y", None]})
    >>> cells.select(where(pl.col("a") == "x", pl.col("a"), lambda e: e.str.to_uppercase())).to_series().to_list()
    ['X', 'Y', None]
    """
    return pl.when(needs).then(change(pl.when(needs).then(expr))).otherwise(expr)
