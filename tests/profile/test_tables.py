"""Tables of the language: what their readers take is what pydantic takes, and what they doubt it judges."""

from __future__ import annotations

import json
import pickle
import tomllib
from functools import cache
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csvbridge.dialect import Caps, Dialect
from csvbridge.profile.models import AllowFile, Column, Conversion, Format, Items, Map, Step
from csvbridge.profile.search import every, package_folder
from csvbridge.profile.tables import CodesFile
from csvbridge.table import Table, key
from csvbridge.table._judge import judge, judged
from csvbridge.table._read import Doubt, read

_ODD: tuple[object, ...] = (
    *(True, 0, 1, -1, 10**20, 1.0, "", "x", "filled", "first", "error", "cp932", "order.number", [], ["a"], [1], [[]]),
    *({}, {"a": "b"}, {"a": 1}, {"a": ["b"]}, {"ask": "?", "sample": "1"}, {"zero_pad": 8}, {"name": "x"}),
    *([{"name": "strip"}], ["strip", {"zero_pad": 8}], {"severity": "off"}, {"max": 0}, {"min": "1"}),
)
ODD = tuple(map(json.dumps, _ODD))


@cache
def documents() -> tuple[tuple[type[Table], str], ...]:
    """Every shipped file that stands alone, and one of each kind that uses what few do."""
    files: list[tuple[type[Table], str]] = []
    for info in every():
        data = tomllib.loads(info.path.read_text("utf-8-sig"))
        if "extends" not in data:
            files.append((Format if info.kind == "format" else Conversion, json.dumps(data, default=str)))
    tables = (tomllib.loads(path.read_text("utf-8")) for path in (package_folder() / "codes").glob("*.toml"))
    files += [(CodesFile, json.dumps(data, default=str)) for data in tables]
    full = {"map": {"a": {"join": ["b"], "with": "-", "write": ["strip"]}}, "set": {"c": {"ask": "?", "sample": "1"}}}
    rules = {"rules": {"total_positive": "warning", "total_within": {"severity": "error", "max": 9}}}
    conditions = {"keep": {"order.status": "new", "order.note": "filled"}, "sample": [{"a": "1"}, {"a": "2"}]}
    head = {"id": "x", "title": "", "source": "a/b", "target": "c/d"}
    files.append((Conversion, json.dumps({**head, **full, **rules, **conditions})))
    files.append((AllowFile, json.dumps({"allow": {"BANCHI_MISSING": ["東京都"]}})))
    return tuple(files)


def test_shipped_files_are_never_doubted() -> None:
    for model, text in documents():
        read(model, json.loads(text))


@st.composite
def changed(draw: st.DrawFn) -> tuple[type[Table], Any]:
    """A shipped file with a few values changed, taken out or put in."""
    model, text = draw(st.sampled_from(documents()))
    data = json.loads(text)
    for _ in range(draw(st.integers(1, 3))):
        node: Any = data
        while True:
            keys = [*node] if isinstance(node, dict) else [*range(len(node))] if isinstance(node, list) else []
            last = draw(st.sampled_from(keys)) if keys else None
            if last is None or not isinstance(node[last], dict | list) or draw(st.booleans()):
                break
            node = node[last]
        how = draw(st.sampled_from(("change", "drop", "add")))
        if how == "add" and isinstance(node, dict):
            node[draw(st.sampled_from(("name", "max", "with", "codes", "unknown")))] = json.loads(
                draw(st.sampled_from(ODD))
            )
        elif last is not None and how == "drop":
            del node[last]
        elif last is not None:
            node[last] = json.loads(draw(st.sampled_from(ODD)))
    return model, json.loads(json.dumps(data))


@given(changed())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_read_is_what_would_be_judged(case: tuple[type[Table], Any]) -> None:
    model, data = case
    try:
        taken = read(model, data)
    except Doubt:
        return
    found = judged(model, data, strict=True)
    assert taken == found
    assert taken.model_dump(exclude_unset=True) == found.model_dump(exclude_unset=True)
    plain = judge(model).model_validate_json(json.dumps(data), strict=True).model_dump()
    if plain.get("grain") != "item-first":
        assert taken.model_dump() == plain


def test_what_is_doubted_is_judged() -> None:
    assert Column(values=("a",), min_chars="3").min_chars == 3  # type: ignore[arg-type]
    assert Dialect.model_validate({"caps": Caps(columns=9), "max_rows": "2"}).caps.columns == 9
    steps = (Step(name="strip"), Step(name="zero_pad", argument=8))
    assert Column(read=steps, min_chars="3").read == steps == Column(read=["strip", {"zero_pad": 8}]).read  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="extra_forbidden"):
        Column.model_validate({"nmae": "x"})
    with pytest.raises(ValueError, match="int_type"):
        Column.model_validate({"min_chars": "3"}, strict=True)


def _sent(column: Column) -> Column:
    """A column as another process gets it."""
    return cast("Column", pickle.loads(pickle.dumps(column)))  # noqa: S301 -- our own bytes


def test_a_table_is_a_value() -> None:
    column = Column(name="氏名", aka=("名前",), provider_codes={"REQUIRED": "X1"})
    assert column == Column.model_validate({"name": "氏名", "aka": ["名前"], "provider_codes": {"REQUIRED": "X1"}})
    assert column != Column(name="氏名") != Map()
    assert hash(column) == hash(_sent(column))
    assert _sent(column) == column
    assert column.model_fields_set == {"name", "aka", "provider_codes"}
    with pytest.raises(AttributeError, match="frozen"):
        column.name = "名前"  # type: ignore[misc]


def test_a_copy_has_what_was_given_to_either() -> None:
    items = Items(max=3).model_copy(update={"drop_zero": True})
    assert (items.max, items.drop_zero, items.overflow) == (3, True, "reject")
    assert items.model_fields_set == {"max", "drop_zero"}


def test_tables_inherit_their_keys() -> None:
    class Base(Table):
        one: int = key(default=1)

    class Child(Base):
        two: tuple[str, ...] = key(min_length=1)

    assert [*Child.model_fields] == ["one", "two"]
    assert Child(two=("a",)) == Child.model_validate({"two": ["a"]})
    with pytest.raises(ValueError, match="too_short"):
        Child(two=())
