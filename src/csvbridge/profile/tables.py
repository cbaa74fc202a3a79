"""Codes tables: words of a file → canonical words, and the providers' error codes that `explain` answers from."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from csvbridge.errors import ProfileError
from csvbridge.profile.constraints import fold_word
from csvbridge.profile.search import local_folders, package_folder
from csvbridge.profile.tree import Problems, TomlFile
from csvbridge.profile.validate import validated
from csvbridge.table import Table, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from csvbridge.profile.models import CodeTable


class ProviderError(Table):
    """One error code of a provider: its own words, and the rule behind it where one is known."""

    message: str = key(description="the provider's words")
    rule: str = key(default="", description="what it means, in a sentence")
    source: str = key(default="", description="where it is from, where that is not the file's title")


class CodesFile(Table):
    """`profiles/codes/<table>.toml`: a table of words that formats share, or a provider's error codes."""

    title: str = key(description="what the table is about")
    words: dict[str, str] = key(
        default={}, description="word of a file → canonical word; the first of a word is written"
    )
    prefix: str = key(default="", description="before a provider's code: GMO in GMO:CT0047")
    errors: dict[str, ProviderError] = key(default={}, description="code → the provider's words and rule")


def paths(table: str, folders: Sequence[Path]) -> Iterator[Path]:
    """The files of a shared table, local ones first."""
    for folder in (*local_folders(folders), package_folder()):
        path = folder / "codes" / f"{table}.toml"
        if path.is_file():
            yield path


def names(folders: Sequence[Path]) -> list[str]:
    """The shared tables that there are."""
    roots = (*local_folders(folders), package_folder())
    return sorted({path.stem for root in roots for path in (root / "codes").glob("*.toml")})


def of_file(file: TomlFile, problems: Problems) -> CodesFile | None:
    """What a codes file says; what is wrong with it goes to the problems."""
    try:
        return validated(CodesFile, file.root(), problems)
    except tomllib.TOMLDecodeError as error:
        problems.syntax(file, error)
    return None


def over(first: CodeTable, second: Mapping[str, str]) -> CodeTable:
    """Two tables as one: the words of the first stand first and win over the same words of the second.

    >>> over({"後払い決済": "deferred"}, {"後払い": "deferred", " 後払い決済": "other"})
    {'後払い決済': 'deferred', '後払い': 'deferred'}
    """
    known = {fold_word(word) for word in first}
    return {**first, **{word: to for word, to in second.items() if fold_word(word) not in known}}


def provider_errors(folders: Sequence[Path] = ()) -> dict[str, dict[str, ProviderError]]:
    """Prefix → code → what the provider says of it, for `csvbridge explain GMO:CT0047`; local tables win.

    Raises:
        ProfileError: a table that is no TOML or does not fit.
    """
    found: dict[str, dict[str, ProviderError]] = {}
    problems = Problems()
    for path in (path for name in names(folders) for path in paths(name, folders)):
        file = TomlFile(path)
        if "prefix" in file.text.partition("[")[0] and (data := of_file(file, problems)):
            found[data.prefix] = {**_with_source(data), **found.get(data.prefix, {})}
    if problems:
        raise ProfileError(problems=problems)
    return found


def _with_source(data: CodesFile) -> dict[str, ProviderError]:
    return {c: e if e.source else e.model_copy(update={"source": data.title}) for c, e in data.errors.items()}
