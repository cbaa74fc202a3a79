"""The pydantic model of a table's declaration: what does not surely fit is judged by it, in its words."""

from __future__ import annotations

import json
from functools import reduce
from operator import or_
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from csvbridge.table import Table
from csvbridge.table._keys import once, typed
from csvbridge.table._read import made

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from csvbridge.table._keys import Key


T = TypeVar("T", bound=Table)


def judged(cls: type[T], values: object, *, strict: bool = False) -> T:
    """The table of values that fit in the judge's eyes; raises pydantic's `ValidationError`."""
    model = judge(cls)
    if strict:
        found = model.model_validate_json(json.dumps(values), strict=True)
    else:
        found = model.model_validate(_as_judged(values))
    return cast("T", _as_table(found))


def _as_judged(value: Any) -> Any:
    """Tables among the values as models, which are not judged again."""
    if isinstance(value, Table):
        said = {value.declared[name].alias or name: getattr(value, name) for name in value.declared}
        return judge(type(value)).model_construct(set(value.model_fields_set), **_as_judged(said))
    return _each(_as_judged, value)


def _as_table(value: Any) -> Any:
    """Models among the values as tables."""
    from pydantic import BaseModel

    if isinstance(value, BaseModel):
        cls: Any = type(value).__table__  # type: ignore[attr-defined]
        return made(cls, {name: _as_table(getattr(value, name)) for name in value.model_fields_set})
    return _each(_as_table, value)


def _each(do: Callable[[Any], Any], value: Any) -> Any:
    if isinstance(value, dict):
        return {name: do(each) for name, each in value.items()}
    return type(value)(map(do, value)) if isinstance(value, tuple | list) else value


@once
def judge(cls: type[Table]) -> type[BaseModel]:
    """The pydantic model of a class, made from its declaration."""
    from pydantic import ConfigDict, create_model

    fields: dict[str, Any] = {name: (_judged(k.annotation), _field(k)) for name, k in typed(cls).items()}
    config = ConfigDict(extra="forbid", frozen=True)
    said: dict[str, Any] = {"__config__": config, "__doc__": cls.__doc__, "__module__": cls.__module__}
    model: Any = create_model(cls.__name__, **said, **fields)
    model.__table__ = cls
    return cast("type[BaseModel]", model)


def _field(declared: Key) -> Any:
    from pydantic import Field

    said = {name: getattr(declared, name) for name in ("alias", "ge", "min_length", "description")}
    known: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    if declared.factory:
        return Field(default_factory=lambda: _as_judged(declared.fallback()), **known)
    return Field(**known) if declared.required else Field(default=_as_judged(declared.default), **known)


def _judged(annotation: Any) -> Any:
    """A type with the judges of its tables."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        from pydantic import BeforeValidator

        return Annotated[_judged(args[0]), BeforeValidator(args[1].long)]
    if origin in (Union, UnionType):
        return reduce(or_, map(_judged, args))
    if origin in (tuple, dict):
        return origin[tuple(map(_judged, args))]
    return judge(annotation) if isinstance(annotation, type) and issubclass(annotation, Table) else annotation
