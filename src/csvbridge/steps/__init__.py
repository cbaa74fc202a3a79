"""The closed list of cell functions that a profile may name, each on a polars string expression.

One module a family; each holds a tuple `FAMILY` of its steps. The package is scanned, so a new step is one function.
Every step leaves a blank cell blank and a null null.

>>> STEPS["zero_pad"].argument, STEPS["fullwidth"].argument
('int', None)
>>> import polars as pl
>>> from types import SimpleNamespace as Step
>>> read = [Step(name="digits", argument=None), Step(name="zero_pad", argument=8)]
>>> pl.select(apply(pl.lit("No.１２３"), read)).item()
'00000123'
>>> STEPS["shout"]
Traceback (most recent call last):
KeyError: 'shout'
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

from csvbridge.steps._step import Argument, StepDef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

__all__ = ["STEPS", "Argument", "StepDef", "apply"]


class Named(Protocol):
    """What a profile says of a step: its name and the argument, if it takes one."""

    @property
    def name(self) -> str: ...

    @property
    def argument(self) -> str | int | None: ...


def _scan() -> Mapping[str, StepDef]:
    families = (import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__) if not m.name.startswith("_"))
    return {step.name: step for family in families for step in family.FAMILY}


STEPS: Mapping[str, StepDef] = _scan()
"""Every step by its name."""


def apply(expr: pl.Expr, steps: Iterable[Named]) -> pl.Expr:
    """The expression after all steps, first to last; `KeyError` for a step that there is not.

    The result keeps no column name: give it one with `alias`.
    """
    for step in steps:
        expr = STEPS[step.name].apply(expr, step.argument)
    return expr
