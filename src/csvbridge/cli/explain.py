"""`csvbridge explain`: what a code of csvbridge or of a provider means and how to fix it."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from csvbridge.cli import _options as opt
from csvbridge.cli._request import search_folders
from csvbridge.errors import Problem, ProfileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csvbridge.report.explain import ProviderCode

Code = Annotated[
    str,
    typer.Argument(
        metavar="CODE",
        help=opt.pick("コード（REQUIRED や GMO:CT0047）", "a code, such as REQUIRED or GMO:CT0047"),
    ),
]


def explain(code: Code, profiles: opt.Folders = None) -> None:
    """Print the parts of a code. Raises `UsageError` CODE_UNKNOWN."""
    from csvbridge.report.explain import explain as text
    from csvbridge.report.language import language
    from csvbridge.report.terminal import show

    tables = _provider_tables(search_folders(profiles or ())) if ":" in code else {}
    show(text(code, tables, language()), sys.stdout)


def _provider_tables(folders: Sequence[Path]) -> dict[str, dict[str, ProviderCode]]:
    """Prefix → code → what the provider says; the tables of a given folder stand before the shipped ones."""
    from csvbridge.report.explain import ProviderCode

    found: dict[str, dict[str, ProviderCode]] = {}
    for path in _tables(folders):
        data = _read(path)
        own = found.setdefault(str(data.get("prefix", "")).upper(), {})
        for code, entry in data.get("errors", {}).items():
            known = ProviderCode(entry["message"], entry.get("rule", ""), data.get("title", ""))
            own.setdefault(code.upper(), known)
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(problems=[Problem("TOML_SYNTAX", str(path), None, "", {"reason": str(error)})]) from error


def _tables(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in (*folders, *_own_folders()):
        for path in sorted((folder / "codes").glob("*.toml")):
            if "prefix" in path.read_text("utf-8-sig").partition("[")[0]:
                yield path


def _own_folders() -> tuple[Path, ...]:
    """The user's folder and the shipped one, found without importing the profile language (and polars with it)."""
    base = os.environ.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME")
    user = Path(base) if base else Path.home() / ".config"
    package = Path(__file__).parents[1] / "profiles"
    return user / "csvbridge" / "profiles", package if package.is_dir() else Path(__file__).parents[3] / "profiles"
