"""Records are what the standard dataclasses are, in all that csvbridge asks of them."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from contextlib import suppress
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from importlib import import_module
from itertools import product
from pkgutil import walk_packages
from typing import Any

import pytest

import csvbridge
from csvbridge import record
from csvbridge.record import dataclass
from csvbridge.report.summary import Summary

OPTIONS = ("eq", "frozen", "kw_only", "slots", "unsafe_hash")
VALUES: tuple[dict[str, Any], ...] = (
    {"start": 1, "note": "a"},
    {"start": 1, "note": "b"},
    {"start": 2, "note": "a", "stop": 3, "more": [4]},
)


def _class(dataclass: Any, **options: bool) -> Any:
    @dataclass(**options)
    class Span:
        """One of each kind of field."""

        start: int
        note: str = field(compare=False)
        stop: int = 9
        more: list[int] = field(default_factory=list, repr=False)
        last: bool = field(default=False, kw_only=True)

        @property
        def length(self) -> int:
            return self.stop - self.start

    return Span


@pytest.mark.parametrize("chosen", list(product((False, True), repeat=len(OPTIONS))))
def test_a_record_is_as_a_dataclass(chosen: tuple[bool, ...]) -> None:
    options = dict(zip(OPTIONS, chosen, strict=True))
    if options["frozen"] and options["unsafe_hash"] and not options["eq"]:
        return
    told = [_told(_class(made, **options)) for made in (dataclasses.dataclass, dataclass)]
    assert told[0] == told[1]


def _told(cls: Any) -> list[Any]:
    """All that can be seen of a class and of what is made of it."""
    made = [cls(**values) for values in VALUES]
    told: list[Any] = [(p.name, p.kind) for p in inspect.signature(cls.__init__).parameters.values()]
    told.append(cls.__match_args__)
    told += [(f.name, f.type, f.default, f.repr, f.compare, f.kw_only) for f in fields(cls)]
    told += [repr(one).rpartition("Span")[2] for one in made]
    told += [one == other for one in made for other in made]
    told += [asdict(one) for one in made] + [asdict(replace(one, stop=5)) for one in made]
    told += [asdict(copy.deepcopy(one)) for one in made] + [one.length for one in made]
    told += [hasattr(made[0], name) for name in ("__dict__", "__slots__")]
    return [*told, *(_tried(do, made) for do in (_hashed, _set, _deleted, _new, _lacking, _placed))]


def _tried(do: Any, made: list[Any]) -> Any:
    try:
        return do(made)
    except (AttributeError, FrozenInstanceError, TypeError) as error:
        return type(error), str(error).replace("unhashable type: 'list'", "")


def _hashed(made: list[Any]) -> Any:
    held = [replace(one, more=()) for one in made]
    return hash(held[0]) == hash(held[1]), hash(held[0]) == hash(replace(held[0]))


def _set(made: list[Any]) -> Any:
    made[0].stop = 7
    return made[0].stop


def _deleted(made: list[Any]) -> Any:
    del made[0].stop


def _new(made: list[Any]) -> Any:
    if hasattr(made[0], "__dict__"):
        made[0].other = 7


def _lacking(made: list[Any]) -> Any:
    return type(made[0])(start=1)


def _placed(made: list[Any]) -> Any:
    return asdict(type(made[0])(1, "a", 2))


@dataclass(frozen=True, slots=True)
class Sent:
    one: int
    more: tuple[int, ...] = ()


@dataclass(frozen=True)
class Below(Sent):
    last: str = ""

    def __post_init__(self) -> None:
        if self.last == "wrong":
            raise ValueError(self.last)


def test_records_go_to_another_process() -> None:
    sent = [Sent(1, (2,)), Below(1, last="a")]
    assert pickle.loads(pickle.dumps(sent)) == sent  # noqa: S301 -- our own bytes


def test_a_record_below_another_has_its_fields() -> None:
    assert [f.name for f in fields(Below)] == ["one", "more", "last"]
    assert Below(1) != Sent(1)
    with pytest.raises(ValueError, match="wrong"):
        Below(1, last="wrong")


def test_methods_of_its_own_stay() -> None:
    @dataclass(frozen=True)
    class Own:
        one: int

        def __eq__(self, other: object) -> bool:
            return True

        def __repr__(self) -> str:
            return "own"

    assert Own(1) == Own(2)
    assert hash(Own(1)) == hash(Own(1))
    assert repr(Own(1)) == "own"


@pytest.mark.parametrize("wrong", [{"default": []}, {"default": 1, "init": False}, {"hash": True}])
def test_what_is_not_known_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="does not know"):
        record._made(type("Wrong", (), {"__annotations__": {"one": "int"}, "one": field(**wrong)}))


def test_an_option_that_is_not_known_is_refused() -> None:
    with pytest.raises(TypeError, match="order"):
        dataclass(order=True)(Summary)


def test_every_record_can_be_made() -> None:
    names = [info.name for info in walk_packages(csvbridge.__path__, "csvbridge.") if "__main__" not in info.name]
    made = {v for name in names for v in vars(import_module(name)).values() if isinstance(v, type)}
    found = [cls for cls in made if dataclasses.is_dataclass(cls) and cls.__module__.startswith("csvbridge")]
    assert len(found) > 40
    for cls in found:
        with suppress(TypeError):
            cls()
        assert inspect.signature(cls.__init__)
