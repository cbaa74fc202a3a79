"""Every key that tomllib knows has a line, and the line is the right one."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from csvbridge.profile.positions import Lines
from csvbridge.profile.search import package_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = '''\
"受付" = "a"  # comment with [brackets] and = signs
sources = [
  "one",
  "two, [x]",
]
columns = [
  { name = "氏名", aka = ["名", "お名前"] },

  # a comment
  { name = "備考", aka = [
    "メモ" ] },
]
[keep]
"order.status" = ["new"]
dialect.encoding = "cp932"
text = """
[not a table]
key = 1
"""
after = 1979-05-27T07:32:00Z
[column."支払方法"]
name = 'x = "y"'
[[tests]]
name = "one"
[tests.given]
"a b" = "1"
[[tests]]
name = "two"
'''

PLACES = [
    (("受付",), 1),
    (("sources", 1), 4),
    (("columns",), 6),
    (("columns", 0, "aka", 1), 7),
    (("columns", 1), 10),
    (("columns", 1, "aka", 0), 11),
    (("keep", "order.status"), 14),
    (("keep", "dialect", "encoding"), 15),
    (("keep", "after"), 20),
    (("column", "支払方法", "name"), 22),
    (("tests", 0, "given", "a b"), 26),
    (("tests", 1, "name"), 28),
    (("tests", 1, "no such key"), 27),
]


@pytest.mark.parametrize(("path", "line"), PLACES)
def test_line_of_a_key(path: tuple[str | int, ...], line: int) -> None:
    found, text = Lines(TEXT).of(path)
    assert found == line
    assert text == TEXT.split("\n")[line - 1].strip()


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield (*path, key)
        yield from paths(child, (*path, key))


@pytest.mark.parametrize("text", [TEXT, *(p.read_text("utf-8") for p in sorted(package_folder().rglob("*.toml")))])
def test_every_key_has_a_line_of_its_own(text: str) -> None:
    lines = Lines(text)
    for path in paths(tomllib.loads(text)):
        line, shown = lines.of(path)
        assert line is not None
        assert lines.of(path[:-1])[0] is None or line >= lines.of(path[:-1])[0]
        if isinstance(path[-1], str):
            assert path[-1] in shown
