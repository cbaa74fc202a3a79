"""Canonical forms: what a cell of each catalogue type looks like once read.

One module a type. Each offers `CODE` (the finding for a cell that is not of the form; None where every text is),
`canonical` for one text and `canonical_expr` for a polars column; the two are equal for every text, which a property
test holds. "" is a blank cell, None (null) a cell that is not of the form. `QUICK` (of dates: `quick_of`) tells clean
cells from those that need this work. The package is scanned.

>>> FORMS["yen"].canonical("¥3,300"), FORMS["yen"].canonical("3,30"), FORMS["yen"].canonical("　")
('3300', None, '')
>>> FORMS["yen"].code, FORMS["yen"].code_of("3300.50"), FORMS["text"].code
('YEN_INVALID', 'YEN_FRACTION', None)
>>> FORMS["word"]
Traceback (most recent call last):
KeyError: 'word'
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.catalog import TYPES
from csvbridge.forms._quick import Quick

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

    import polars as pl

    from csvbridge.catalog import Type

__all__ = ["FORMS", "Form", "Quick"]


class Form(NamedTuple):
    """The form of one type.

    The result of `canonical_expr` keeps no column name: give it one with `alias`. Both functions of `date` take a
    second argument: the form that the cell must have, or None; `quick_of` takes it, too, and gives what is surely of
    the form. `code_of` tells the finding code of one cell that `canonical` refused.
    """

    type: Type
    code: str | None
    canonical: Callable[..., str | None]
    canonical_expr: Callable[..., pl.Expr]
    code_of: Callable[[str], str | None]
    quick_of: Callable[..., Quick]

    @property
    def quick(self) -> Quick:
        """Cells that are surely of the form, of dates: of any."""
        return self.quick_of()


def _form(type_: Type, module: ModuleType) -> Form:
    code = module.CODE
    code_of = getattr(module, "code_of", lambda _: code)
    quick_of = getattr(module, "quick_of", None) or (lambda: module.QUICK)
    return Form(type_, code, module.canonical, module.canonical_expr, code_of, quick_of)


def _scan() -> Mapping[Type, Form]:
    found = {info.name for info in iter_modules(__path__)}
    return {type_: _form(type_, import_module(f"{__name__}.{type_}")) for type_ in TYPES if type_ in found}


FORMS: Mapping[Type, Form] = _scan()
"""The form of every type but `word`, whose words are those of its code table."""
