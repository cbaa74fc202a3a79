"""What the words of headers mean: `profiles/synonyms/*.toml`, read once and held to its own vocabulary.

A word has meanings (郵便番号: postal), a set of meanings has a field (`Recipe`). `general.toml` holds the language of
commerce; a `[[taught]]` entry holds what only some systems say and names them, so that a benchmark can do without.

>>> known = load()
>>> known.words["郵便番号"], known.words["セイ"]
(('postal',), ('family', 'kana'))
>>> known.parties["orderer"], known.implied["ship"]
('buyer', 'recipient')
>>> from pathlib import Path
>>> load_from(Path("no such folder"))
Traceback (most recent call last):
csvbridge.errors.ProfileError: PROFILE_MISSING
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from csvbridge.catalog import DERIVED, FIELDS
from csvbridge.errors import ProfileError
from csvbridge.pattern import regex
from csvbridge.profile.search import package_folder
from csvbridge.profile.tree import Problems, TomlFile
from csvbridge.profile.validate import validated
from csvbridge.table import Table, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from csvbridge.profile.tree import Node

PARTY_FIELDS = tuple(name.removeprefix("buyer.") for name in FIELDS if name.startswith("buyer."))
_DROPPED = regex(r"[^\w〒#¥]|_")


class Patterns(Table):
    """The sets of meanings that are one field; each is written as words with blanks between."""

    sure: tuple[str, ...] = key(default=(), description="this field and no other")
    maybe: tuple[str, ...] = key(default=(), description="this field if values or other columns agree")
    extra: tuple[str, ...] = key(default=(), alias="with", description="meanings that may be there as well")


class Taught(Table):
    """Words that only these systems use: with `means` they compose as any word, with `field` they are whole headers."""

    systems: tuple[str, ...] = key(alias="from", min_length=1, description="the systems that taught it")
    means: str = key(default="", description="meanings of the words")
    field: str = key(default="", description="field of the headers; party.X for whichever party it is")
    words: tuple[str, ...] = key(min_length=1, description="the words or headers")


class SynonymsFile(Table):
    """One file of `profiles/synonyms`; what several files say of one meaning or field is joined."""

    title: str = key(description="what the file is about")
    parties: dict[str, Literal["buyer", "recipient"]] = key(default={}, description="kind of person → party")
    parties_implied: dict[str, str] = key(default={}, description="meaning of a deed → kind of person")
    words: dict[str, tuple[str, ...]] = key(default={}, description="meanings → words that have them all")
    parts: dict[Literal["1", "2", "3"], tuple[str, ...]] = key(default={}, description="place in a split number")
    noise: tuple[str, ...] = key(default=(), description="words without weight")
    party: dict[str, Patterns] = key(default={}, description="patterns of a field that each party has")
    field: dict[str, Patterns] = key(default={}, description="patterns of any other field")
    telling: dict[str, tuple[str, ...]] = key(default={}, description="field → what its values say")
    known: dict[str, dict[str, str]] = key(default={}, description="field → word of its cells → canonical word")
    taught: tuple[Taught, ...] = key(default=(), description="what only some systems say")


class Recipe(NamedTuple):
    """A field, `party.X` for either party; `needs` must all be there, `may` be there too; `rank` 0 is its first."""

    field: str
    needs: frozenset[str]
    may: frozenset[str]
    sure: bool
    rank: int


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Everything that headers are read by. `words`: folded word → meanings.

    `headers`: folded header → fields that systems use it for, with how many do. `telling`: field → parts of words that
    its values hold and others do not. `known`: field → whole words of its values that mean one thing everywhere.
    """

    words: Mapping[str, tuple[str, ...]]
    headers: Mapping[str, Mapping[str, int]]
    recipes: tuple[Recipe, ...]
    parties: Mapping[str, str]
    implied: Mapping[str, str]
    telling: Mapping[str, tuple[str, ...]]
    known: Mapping[str, Mapping[str, str]]
    longest: int


def squeeze(text: str) -> str:
    """A word as it is compared: NFKC, lower case, without blanks and punctuation.

    >>> squeeze("Zip Code"), squeeze("ﾌﾘｶﾞﾅ"), squeeze("電話番号（携帯）")
    ('zipcode', 'フリガナ', '電話番号携帯')
    """
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).lower())


@cache
def load(without: frozenset[str] = frozenset()) -> Synonyms:
    """The synonyms that ship, without what only the systems of `without` taught.

    Raises:
        ProfileError: a file is missing, no TOML or says what cannot be; holds every problem of every file.
    """
    return load_from(package_folder() / "synonyms", without)


def load_from(folder: Path, without: frozenset[str] = frozenset()) -> Synonyms:
    """The synonyms of one folder; see `load`."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise ProfileError("PROFILE_MISSING", ref=str(folder), choices="*.toml")
    problems = Problems()
    roots = [root for path in paths if (root := _root(path, problems))]
    found = [model for root in roots if (model := validated(SynonymsFile, root, problems))]
    _check(found, roots, problems)
    if problems:
        raise ProfileError(problems=problems.in_order([str(path) for path in paths]), path=str(folder))
    return _joined(found, without)


def _root(path: Path, problems: Problems) -> Node | None:
    file = TomlFile(path)
    try:
        return file.root()
    except tomllib.TOMLDecodeError as error:
        problems.syntax(file, error)
        return None


def _check(files: Sequence[SynonymsFile], roots: Sequence[Node], problems: Problems) -> None:
    """Every meaning, field and kind of person that a file names must be known to one of them."""
    meanings = {"brand", "rate"} | {meaning for file in files for key in file.words for meaning in key.split()}
    kinds = [kind for file in files for kind in file.parties]
    for file, root in zip(files, roots, strict=True):
        for section, names in (("party", PARTY_FIELDS), ("field", _PLAIN)):
            for name, patterns in (file.party if section == "party" else file.field).items():
                if name not in names:
                    problems.unknown("UNKNOWN_FIELD", root.at(section, name), name, names)
                _check_meanings(patterns, root.at(section, name), meanings, problems)
        for field in file.telling.keys() - FIELDS.keys():
            problems.unknown("UNKNOWN_FIELD", root.at("telling", field), field, _PLAIN)
        _check_known(file.known, root.at("known"), problems)
        for meaning, kind in file.parties_implied.items():
            if kind not in kinds:
                problems.unknown("UNKNOWN_VALUE", root.at("parties_implied", meaning), kind, kinds, key=meaning)
        for number, taught in enumerate(file.taught):
            _check_taught(taught, root.at("taught", number), meanings, problems)


_PLAIN = tuple(FIELDS.keys() - DERIVED)
_ANY = (*_PLAIN, *(f"party.{name}" for name in PARTY_FIELDS))


def _check_meanings(patterns: Patterns, node: Node, known: Iterable[str], problems: Problems) -> None:
    for kind, texts in (("sure", patterns.sure), ("maybe", patterns.maybe), ("with", patterns.extra)):
        for number, text in enumerate(texts):
            for meaning in set(text.split()) - set(known):
                problems.unknown("UNKNOWN_VALUE", node.at(kind, number), meaning, sorted(known), key=kind)


def _check_known(known: Mapping[str, Mapping[str, str]], node: Node, problems: Problems) -> None:
    for field, told in known.items():
        words = FIELDS[field].words if field in FIELDS else ()
        if not words:
            problems.unknown("UNKNOWN_FIELD", node.at(field), field, _PLAIN)
        for word, to in told.items() if words else ():
            if to not in words:
                problems.unknown("UNKNOWN_VALUE", node.at(field, word), to, words, key=word)


def _check_taught(taught: Taught, node: Node, meanings: Iterable[str], problems: Problems) -> None:
    if not taught.means and not taught.field:
        problems.add("KEY_MISSING", node, key="means")
    if taught.field and taught.field not in _ANY:
        problems.unknown("UNKNOWN_FIELD", node.at("field"), taught.field, _ANY)
    for meaning in set(taught.means.split()) - set(meanings):
        problems.unknown("UNKNOWN_VALUE", node.at("means"), meaning, sorted(meanings), key="means")


def _joined(files: Sequence[SynonymsFile], without: frozenset[str]) -> Synonyms:
    words: dict[str, tuple[str, ...]] = {}
    headers: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for file in files:
        words |= {squeeze(word): () for word in file.noise}
        words |= {squeeze(word): (f"part{n}",) for n, parts in file.parts.items() for word in parts}
        words |= {squeeze(word): tuple(key.split()) for key, texts in file.words.items() for word in texts}
    for taught in (t for file in files for t in file.taught if not without.issuperset(t.systems)):
        for word in map(squeeze, taught.words):
            if taught.field:
                headers[word][taught.field] = len(set(taught.systems) - without)
            else:
                words[word] = tuple(taught.means.split())
    return Synonyms(
        words=words,
        headers=headers,
        recipes=tuple(recipe for file in files for recipe in _recipes(file)),
        parties={kind: party for file in files for kind, party in file.parties.items()},
        implied={meaning: kind for file in files for meaning, kind in file.parties_implied.items()},
        known={field: words for file in files for field, words in file.known.items()},
        telling={field: tuple(map(squeeze, texts)) for file in files for field, texts in file.telling.items()},
        longest=max(map(len, words), default=0),
    )


def _recipes(file: SynonymsFile) -> Iterator[Recipe]:
    named = [(f"party.{name}", patterns) for name, patterns in file.party.items()]
    for field, patterns in (*named, *file.field.items()):
        for sure, texts in ((True, patterns.sure), (False, patterns.maybe)):
            for rank, text in enumerate(texts):
                yield Recipe(field, frozenset(text.split()), frozenset(patterns.extra), sure, rank)
