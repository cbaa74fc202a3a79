"""The commands by name: a command's module is imported when the command runs, lists need its help alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from csvbridge.cli._plain import lighten

if TYPE_CHECKING:
    from collections.abc import Iterator


class Told(NamedTuple):
    """A command as a list shows it: its name, which is that of its module and of what runs there, and its help."""

    name: str
    help: str


class Commands(Mapping[str, Any]):
    """Name → command, imported when it is asked for.

    >>> commands = Commands((Told("explain", "Explain a code."),))
    >>> list(commands), commands["explain"].params[0].name
    (['explain'], 'code')
    >>> commands["explode"]
    Traceback (most recent call last):
    KeyError: 'explode'
    """

    def __init__(self, told: tuple[Told, ...]) -> None:
        self._helps = dict(told)

    def __getitem__(self, name: str) -> Any:
        return _loaded(name, self._helps[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._helps)

    def __len__(self) -> int:
        return len(self._helps)

    def listed(self, name: str) -> Listed | None:
        """A command for a list, which can also be run."""
        return Listed(name, help=self._helps[name]) if name in self._helps else None


@cache
def _loaded(name: str, help_: str) -> Any:
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.callback()(_nothing)
    found = getattr(import_module(f"csvbridge.cli.{name}"), name)
    if isinstance(found, typer.Typer):
        app.add_typer(found, name=name, help=help_)
    else:
        app.command(name, help=help_)(found)
    group: Any = get_command(app)
    command = group.commands[name]
    lighten(command)
    return command


def _nothing() -> None:
    """A group of one command stays a group."""


class Listed(TyperCommand):
    """Name and help of a command; the command itself comes when it is to run."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The context of the command itself, which runs from there."""
        return _loaded(str(self.name), str(self.help)).make_context(info_name, args, parent=parent, **extra)


def group_of(told: tuple[Told, ...]) -> type[TyperGroup]:
    """The class of a group whose commands are these."""

    class Group(TyperGroup):
        def __init__(self, **attrs: Any) -> None:
            super().__init__(**attrs)
            self.commands: Any = Commands(told)
            lighten(self)

        def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
            return [*self.commands]

        def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
            return self.commands.listed(cmd_name)

    return Group
