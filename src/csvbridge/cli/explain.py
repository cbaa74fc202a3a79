"""`csvbridge explain`: what a code of csvbridge or of a provider means and how to fix it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from csvbridge.cli import _options as opt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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

    tables = _provider_tables(profiles or ()) if ":" in code else {}
    show(text(code, tables, language()), sys.stdout)


def _provider_tables(given: Sequence[Path]) -> dict[str, dict[str, ProviderCode]]:
    """Prefix → code → what the provider says."""
    from csvbridge.cli._request import search_folders
    from csvbridge.profile.tables import provider_errors
    from csvbridge.report.explain import ProviderCode

    return {
        prefix: {code: ProviderCode(error.message, error.rule, error.source) for code, error in errors.items()}
        for prefix, errors in provider_errors(search_folders(given)).items()
    }
