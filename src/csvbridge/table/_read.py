"""Values that surely fit a table, read by small functions that follow its declaration; all others are doubted."""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

from csvbridge.table._keys import FREE, Key, once, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from csvbridge.table import Table


class Doubt(Exception):  # noqa: N818 -- no error: the judge decides
    """A value of which the readers are not sure."""


_Reader: TypeAlias = "Callable[[Any], Any]"
T = TypeVar("T", bound="Table")


def read(cls: type[T], values: Any) -> T:
    """The table of values that surely fit. Raises `Doubt`."""
    if isinstance(values, cls):
        return values
    if not isinstance(values, dict):
        raise Doubt
    readers = _readers(cls)
    if not readers.keys() >= values.keys():
        raise Doubt
    given = {name: read(values[said]) for said, (name, read) in readers.items() if said in values}
    if any(declared.required and name not in given for name, declared in cls.declared.items()):
        raise Doubt
    return made(cls, given)


def made(cls: type[T], given: Mapping[str, Any]) -> T:
    """The table of values by name that are known to fit."""
    table = object.__new__(cls)
    for name, declared in cls.declared.items():
        table.__dict__[name] = given[name] if name in given else declared.fallback()
    table.__dict__["model_fields_set"] = frozenset(given)
    table.__post_init__()
    return table


@once
def _readers(cls: type[Table]) -> Mapping[str, tuple[str, _Reader]]:
    """Key as a file writes it → name and reader."""
    return {k.alias or name: (name, _reader(k.annotation, k)) for name, k in typed(cls).items()}


def _reader(annotation: Any, limits: Key = FREE) -> _Reader:
    from csvbridge.table import Table

    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of_short(args[1].long, _reader(args[0]))
    if origin is Literal:
        return _one_of(frozenset(args))
    if origin in (Union, UnionType):
        return _either([_reader(each, limits) for each in args])
    if origin is tuple:
        return _each(_reader(args[0]), limits.min_length or 0)
    if origin is dict:
        return _pairs(_reader(args[0]), _reader(args[1]))
    if annotation is int:
        return _number(limits.ge)
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return lambda value: read(annotation, value)
    return _instance(annotation)


def _of_short(long: Callable[[object], object], read: _Reader) -> _Reader:
    return lambda value: read(long(value))


def _one_of(words: frozenset[object]) -> _Reader:
    def read(value: Any) -> Any:
        if isinstance(value, str) and value in words:
            return value
        raise Doubt

    return read


def _either(readers: list[_Reader]) -> _Reader:
    def read(value: Any) -> Any:
        for each in readers:
            try:
                return each(value)
            except Doubt:
                continue
        raise Doubt

    return read


def _each(read: _Reader, fewest: int) -> _Reader:
    def read_all(value: Any) -> Any:
        if isinstance(value, list | tuple) and len(value) >= fewest:
            return tuple(map(read, value))
        raise Doubt

    return read_all


def _pairs(read_key: _Reader, read_value: _Reader) -> _Reader:
    def read(value: Any) -> Any:
        if isinstance(value, dict):
            return {read_key(name): read_value(each) for name, each in value.items()}
        raise Doubt

    return read


def _number(least: int | None) -> _Reader:
    def read(value: Any) -> Any:
        if type(value) is int and (least is None or value >= least):
            return value
        raise Doubt

    return read


def _instance(kind: type) -> _Reader:
    def read(value: Any) -> Any:
        if type(value) is kind:
            return value
        raise Doubt

    return read
