"""What a command imports before it does its work, and that doing without pydantic changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.main import get_command

from csvbridge.cli import app

from .conftest import ORDERS, REQUEST

if TYPE_CHECKING:
    from pathlib import Path

LIGHT = ("--help", "--version", "explain REQUIRED", "convert --help", "profiles --help")
HEAVY = ("polars", "pydantic", "pydantic_core", "chardet", "csvbridge.engine", "csvbridge.reader", "csvbridge.profile")


def _imported(args: list[str], *, within: Path | None = None, **env: str) -> tuple[int, set[str]]:
    """The exit code of a command and the modules that it imported."""
    code = (
        f"import sys; sys.argv = ['csvbridge', *{args!r}]\n"
        "from csvbridge.cli import main\n"
        "try: main()\n"
        "finally: sys.stderr.write('\\nMODULES ' + ' '.join(sys.modules))"
    )
    env = {**os.environ, "CSVBRIDGE_LANG": "en", "XDG_CONFIG_HOME": "/no-such-folder", **env}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=within, env=env
    )
    return done.returncode, set(done.stderr.rpartition("MODULES ")[2].split())


@pytest.mark.parametrize("line", LIGHT)
def test_what_only_talks_imports_nothing_heavy(line: str) -> None:
    code, modules = _imported(line.split())
    assert code == 0
    assert not modules & set(HEAVY)


def test_completion_imports_nothing_heavy() -> None:
    line = "csvbridge convert --on-reject "
    code, modules = _imported([], _CSVBRIDGE_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD="3")
    assert code == 0
    assert not modules & set(HEAVY)
    assert "csvbridge.cli.profiles" not in modules


def test_a_run_with_sound_profiles_does_without_pydantic(tmp_path: Path) -> None:
    code, modules = _imported(["convert", *REQUEST, str(ORDERS), "-o", "out.csv"], within=tmp_path)
    assert code == 3
    assert "polars" in modules
    assert "pydantic" not in modules


@cache
def _params() -> tuple[tuple[Any, Any], ...]:
    """Every parameter of every command, in its context."""
    root: Any = get_command(app)
    found = []
    for name, command in [("csvbridge", root), *_below(root)]:
        context = typer.Context(command, info_name=name)
        found += [(context, param) for param in command.get_params(context) if param.callback is None]
    return tuple(found)


def _below(group: Any) -> list[tuple[str, Any]]:
    direct = [*getattr(group, "commands", {}).items()]
    return direct + [pair for _, command in direct for pair in _below(command)]


def _judged(judge: Any, *args: Any) -> object:
    try:
        value = judge(*args)
    except typer.BadParameter as error:
        return error.format_message()
    return [*value] if isinstance(value, tuple | list) else value


WORDS = st.one_of(
    st.sampled_from(
        ("", "-", "0", "1", "-1", "+1", " 1", "1.0", "1_0", "007", "٣", "9" * 30, "split", "Split", "abort")
    ),
    st.sampled_from(("safe", "never", "true", "off", "/", "/dev/null", "/etc/shadow", ".", "a.csv", "\udce3")),
    st.text(st.characters(exclude_characters="\0"), max_size=5),
)


@given(st.sampled_from(range(len(_params()))), st.lists(WORDS, max_size=3), st.booleans())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_words_are_taken_as_typer_takes_them(number: int, words: list[str], absent: bool) -> None:
    context, param = _params()[number]
    if param.multiple or param.nargs == -1:
        given: Any = None if absent else tuple(words)
    elif getattr(param, "is_bool_flag", False):
        given = None if absent else bool(words)
    else:
        given = None if absent or not words else words[0]
    typers = type(param).process_value
    assert param.process_value is not typers
    assert _judged(param.process_value, context, given) == _judged(typers, param, context, given)


def test_every_command_of_the_list_is_there() -> None:
    root: Any = get_command(app)
    names = ["convert", "validate", "inspect", "explain", "address", "profiles"]
    assert [*root.commands] == root.list_commands(None) == names
    for name in names:
        listed, command = root.get_command(None, name), root.commands[name]
        assert listed.help == command.help
        assert listed.get_short_help_str(200) == command.get_short_help_str(200)
    assert root.get_command(None, "explode") is None
