"""Closed tables of the profile language: declared once, read without pydantic, judged by pydantic.

A class below `Table` declares its keys with types, defaults and limits. What surely fits is taken by small readers
that follow the declaration; whatever they doubt goes to a pydantic model of the same declaration (`_judge`), whose
judgement and errors are the only ones. To import pydantic and build its models costs as much as to import polars:
a run with sound profiles does without.

>>> class Limits(Table):
...     rows: int = key(default=9, ge=1, description="most rows")
>>> Limits(rows=3), Limits() == Limits.model_validate({"rows": 9}), Limits.model_validate({"rows": "3"}).rows
(Limits(rows=3), True, 3)
>>> Limits(rows=0)  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
pydantic_core._pydantic_core.ValidationError: 1 validation error for Limits
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, dataclass_transform

from csvbridge.table._keys import Key, Short, key, keys_of, typed
from csvbridge.table._read import Doubt, read

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Key", "Short", "Table", "key"]

T = TypeVar("T", bound="Table")


class _Fields:
    """`model_fields` of a class: its keys by name, with their types."""

    def __get__(self, _: object, cls: type[Table]) -> Mapping[str, Key]:
        return typed(cls)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(key,))
class Table:
    """A closed, frozen table: a key that is not declared is refused, and so is a change.

    The methods are named as those of a pydantic model. `model_fields_set` are the keys that were given.
    """

    declared: ClassVar[dict[str, Key]] = {}
    model_fields: ClassVar[Any] = _Fields()
    model_fields_set: frozenset[str]

    def __init_subclass__(cls) -> None:
        """Collect the declared keys, those of the parent first."""
        super().__init_subclass__()
        cls.declared = keys_of(cls, cls.declared)

    def __init__(self, **values: Any) -> None:
        """Raises pydantic's `ValidationError` where the values do not fit."""
        self.__dict__.update(_taken(type(self), values).__dict__)

    def __post_init__(self) -> None:
        """Follows when a table has been read."""

    @classmethod
    def model_validate(cls, values: object, *, strict: bool = False) -> Self:
        """The table of plain values, those of a file if `strict`; raises pydantic's `ValidationError`."""
        return values if isinstance(values, cls) else _taken(cls, values, strict=strict)

    @classmethod
    def model_json_schema(cls, *, by_alias: bool = True) -> dict[str, Any]:
        """The JSON Schema of a file's table."""
        from csvbridge.table._judge import judge

        return judge(cls).model_json_schema(by_alias=by_alias)

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same with other values, which are not judged."""
        copy = object.__new__(type(self))
        given = self.model_fields_set | update.keys()
        copy.__dict__.update(self.__dict__, **update, model_fields_set=given)
        return copy

    def model_dump(self, *, by_alias: bool = False, exclude_unset: bool = False) -> dict[str, Any]:
        """Plain values by key."""
        names = [name for name in self.declared if name in self.model_fields_set or not exclude_unset]
        said = (self.declared[name].alias or name if by_alias else name for name in names)
        values = (_plain(getattr(self, name), by_alias=by_alias, exclude_unset=exclude_unset) for name in names)
        return dict(zip(said, values, strict=True))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        # Dicts have no hash; texts and numbers tell tables apart well enough.
        return hash(tuple(value for value in self._values() if isinstance(value, str | int)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n in self.declared)})"

    def _values(self) -> list[Any]:
        return [getattr(self, name) for name in self.declared]


def _plain(value: Any, **how: bool) -> Any:
    if isinstance(value, Table):
        return value.model_dump(**how)
    if isinstance(value, dict):
        return {name: _plain(each, **how) for name, each in value.items()}
    return type(value)(_plain(each, **how) for each in value) if isinstance(value, tuple | list) else value


def _taken(cls: type[T], values: object, *, strict: bool = False) -> T:
    """The table that the readers make, or the judge where they doubt."""
    try:
        return read(cls, values)
    except Doubt:
        from csvbridge.table._judge import judged
    return judged(cls, values, strict=strict)
