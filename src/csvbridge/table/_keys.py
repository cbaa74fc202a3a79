"""How a key of a table is declared: its default and limits, its name in a file, what it is for."""

from __future__ import annotations

import sys
from functools import cache
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from csvbridge.table import Table

_R = TypeVar("_R")
_REQUIRED: Any = object()


class Short(NamedTuple):
    """In `Annotated[…]`: makes the long form of a value out of its short one, before it is read."""

    long: Callable[[object], object]


class Key(NamedTuple):
    """One key of a table: its default and limits, what it is for, its name in a file where that is no Python name."""

    default: Any = _REQUIRED
    factory: Callable[[], Any] | None = None
    alias: str | None = None
    ge: int | None = None
    min_length: int | None = None
    description: str | None = None
    annotation: Any = None
    """Its type, in `model_fields`."""

    @property
    def required(self) -> bool:
        """Whether a table must have it."""
        return self.default is _REQUIRED and self.factory is None

    def fallback(self) -> Any:
        """Its value where a table lacks it."""
        return self.factory() if self.factory else self.default


FREE = Key()


def key(
    *,
    default: Any = _REQUIRED,
    factory: Callable[[], Any] | None = None,
    alias: str | None = None,
    ge: int | None = None,
    min_length: int | None = None,
    description: str | None = None,
) -> Any:
    """The declaration of one key, in the place of its default."""
    return Key(default, factory, alias, ge, min_length, description)


def keys_of(cls: type, inherited: Mapping[str, Key]) -> dict[str, Key]:
    """The keys of a class, those of its parent first; the class keeps no attribute of their names."""
    own = {name: cls.__dict__.get(name, _REQUIRED) for name in get_annotations(cls)}
    for name in own.keys() & cls.__dict__.keys():
        delattr(cls, name)
    return {**inherited, **{name: k if isinstance(k, Key) else Key(k) for name, k in own.items()}}


def once(make: Callable[[type[Table]], _R]) -> Callable[[type[Table]], _R]:
    """A function that is asked once for each class."""
    return cache(make)  # type: ignore[return-value]


@once
def typed(cls: type[Table]) -> Mapping[str, Key]:
    """The keys of a class with their types, those that it inherits included."""
    found: dict[str, Key] = {}
    for each in reversed(cls.__mro__):
        # Annotations are evaluated here, since typing.get_type_hints takes five times as long.
        known = vars(sys.modules[each.__module__])
        for name in cls.declared.keys() & get_annotations(each).keys():
            text = get_annotations(each)[name]
            annotation = eval(text, known) if isinstance(text, str) else text  # noqa: S307 -- of our own classes
            found[name] = cls.declared[name]._replace(annotation=annotation)
    return {name: found[name] for name in cls.declared}
