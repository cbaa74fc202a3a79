"""The cells of a record that was put aside, as far as they can be told: to learn whose order it may have been."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.reader.grammar import grammar

if TYPE_CHECKING:
    from csvbridge.dialect import Dialect


def split(raw: bytes, encoding: str, dialect: Dialect) -> list[str] | None:
    """The cells of a raw record, bytes that do not decode shown as U+FFFD; None if its quotes are malformed.

    >>> from csvbridge.dialect import Dialect
    >>> split(b'"T1","a"\\r\\n', "cp932", Dialect()), split(b'T1,"a\\r\\n', "cp932", Dialect())
    (['T1', 'a'], None)
    """
    rules = grammar(dialect.delimiter, quoted=dialect.quote != "none")
    found = rules.strict.match(raw.decode(encoding, "replace"))
    return rules.fields(found[1]) if found else None
