"""Dataclasses that are made in a sixth of the time.

`dataclasses` compiles six methods for each class, most of which no run ever asks: those of a short run take as long as
a sixth of `import polars`. Here `__init__` is compiled when the first record is made, and all else is the same code for
every class. To be used as `dataclasses.dataclass`, with those of its options that are named here; `field`, `fields`,
`replace` and `asdict` are the standard ones.

>>> from dataclasses import replace
>>> @dataclass(frozen=True, slots=True)
... class Span:
...     start: int
...     stop: int = 9
>>> Span(1), replace(Span(1), stop=2), Span(1) == Span(1, 9), hash(Span(1)) == hash(Span(1, 9))
(Span(start=1, stop=9), Span(start=1, stop=2), True, True)
>>> Span(1).stop = 3
Traceback (most recent call last):
dataclasses.FrozenInstanceError: cannot assign to field 'stop'
>>> Span()
Traceback (most recent call last):
TypeError: Span.__init__() missing 1 required positional argument: 'start'
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from inspect import get_annotations
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """As `dataclasses.dataclass`; raises `TypeError` for what is not known here."""
        return (lambda cls: _made(cls, **options)) if cls is None else _made(cls, **options)


__all__ = ["dataclass"]

_set = object.__setattr__
_UNSET: Any = object()
Methods = dict[str, Any]


def _made(
    cls: type,
    *,
    eq: bool = True,
    frozen: bool = False,
    kw_only: bool = False,
    slots: bool = False,
    unsafe_hash: bool = False,
) -> type:
    own = _declared(cls, kw_only=kw_only)
    found = {
        f.name: f for base in reversed(cls.__mro__[1:]) for f in getattr(base, "__dataclass_fields__", {}).values()
    }
    found.update((f.name, f) for f in own)
    methods = {
        "__dataclass_fields__": found,
        "__match_args__": tuple(f.name for f in found.values() if not f.kw_only),
        **_shown([f.name for f in found.values() if f.repr]),
        **(_compared([f.name for f in found.values() if f.compare]) if eq else {}),
        **_hashed([f.name for f in found.values() if f.compare], eq=eq, frozen=frozen, unsafe=unsafe_hash),
        **(_FROZEN if frozen else {}),
        **(_SENT if frozen and slots else {}),
    }
    made = _with_slots(cls, own) if slots else cls
    for name, method in methods.items():
        # A class that has an __eq__ of its own has a __hash__ that is None.
        if cls.__dict__.get(name) is None:
            setattr(made, name, method)
    if "__init__" not in cls.__dict__:
        made.__init__ = _first_init(made, frozen=frozen)  # type: ignore[misc]
    return made


def _declared(cls: type, *, kw_only: bool) -> list[Field[Any]]:
    """The fields that a class declares itself; it keeps the defaults of those that have one."""
    found = []
    for name, annotation in get_annotations(cls).items():
        given = cls.__dict__.get(name, MISSING)
        own = given if isinstance(given, Field) else dataclasses.field(default=given)
        if not own.init or own.hash is not None or own.default.__class__.__hash__ is None:
            raise TypeError(f"{cls.__name__}.{name} is declared in a way that csvbridge.record does not know")
        own.name, own.type, own.kw_only = name, annotation, kw_only if own.kw_only is MISSING else own.kw_only
        own._field_type = dataclasses._FIELD  # type: ignore[attr-defined,union-attr]
        if own.default is not MISSING:
            setattr(cls, name, own.default)
        elif isinstance(given, Field):
            delattr(cls, name)
        found.append(own)
    return found


def _with_slots(cls: type, own: Sequence[Field[Any]]) -> type:
    """The class once more: slots must be there when a class is made."""
    names = {f.name for f in own}
    body = {name: value for name, value in cls.__dict__.items() if name not in names | {"__dict__", "__weakref__"}}
    made = type(cls)(cls.__name__, cls.__bases__, {**body, "__slots__": tuple(f.name for f in own)})
    made.__qualname__ = cls.__qualname__
    return made


def _first_init(cls: Any, *, frozen: bool) -> Callable[..., None]:
    """An `__init__` that puts the real one in its place."""

    def __init__(self: Any, /, *args: Any, **values: Any) -> None:  # noqa: N807
        cls.__init__ = _init(cls, frozen=frozen)
        cls.__init__(self, *args, **values)

    return __init__


def _init(cls: Any, *, frozen: bool) -> Callable[..., None]:
    known: dict[str, Any] = {"_set": _set, "_UNSET": _UNSET}
    asked, lines = [], []
    # Those that go by name alone come last, whatever the order of the fields.
    for f in sorted(fields(cls), key=lambda f: bool(f.kw_only)):
        if f.kw_only and "*" not in asked:
            asked.append("*")
        asked.append(f"{f.name}{_default(f, known)}")
    for f in fields(cls):
        made = f"_of_{f.name}() if {f.name} is _UNSET else {f.name}" if f.default_factory is not MISSING else f.name
        lines.append(f"_set(self, {f.name!r}, {made})" if frozen else f"self.{f.name} = {made}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "\n    ".join(lines or ["pass"])
    exec(f"def __init__({', '.join(['self', *asked])}):\n    {body}", known)  # noqa: S102 -- of our own classes
    known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return known["__init__"]  # type: ignore[no-any-return]


def _default(f: Field[Any], known: Methods) -> str:
    """What stands behind the name of an argument; what it refers to becomes known."""
    if f.default_factory is not MISSING:
        known[f"_of_{f.name}"] = f.default_factory
        return "=_UNSET"
    if f.default is MISSING:
        return ""
    known[f"_is_{f.name}"] = f.default
    return f"=_is_{f.name}"


def _values(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*names) if len(names) > 1 else lambda self: tuple(getattr(self, name) for name in names)


def _shown(names: Iterable[str]) -> Methods:
    def __repr__(self: Any) -> str:  # noqa: N807
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return {"__repr__": __repr__}


def _compared(names: Sequence[str]) -> Methods:
    values = _values(names)

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return {"__eq__": __eq__}


def _hashed(names: Sequence[str], *, eq: bool, frozen: bool, unsafe: bool) -> Methods:
    if not unsafe and not (eq and frozen):
        return {"__hash__": None} if eq else {}
    values = _values(names)
    return {"__hash__": lambda self: hash(values(self))}


def _refuse_set(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, f.name) for f in fields(self)]


def _restore(self: Any, state: Iterable[Any]) -> None:
    for f, value in zip(fields(self), state, strict=True):
        _set(self, f.name, value)


_FROZEN: Methods = {"__setattr__": _refuse_set, "__delattr__": _refuse_delete}
_SENT: Methods = {"__getstate__": _state, "__setstate__": _restore}
"""How records go to another process: what is frozen is not set as other values are."""
