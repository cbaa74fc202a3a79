"""How many columns of a file are mapped right: a corpus file, its gold mapping, and the guesses of csvbridge.

A column carries a field where the gold lets none of its words be "". `right`: it was given one of the accepted fields;
`gap`: none. `wrong`: any column, whether it carries a field or not, that was given one that is not accepted.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.learn.look import inspect
from csvbridge.learn.mapping import guess
from csvbridge.learn.model import ColumnSighting
from csvbridge.learn.synonyms import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csvbridge.learn.model import Guess, Inspection

CORPUS = Path(__file__).parent / "corpus"
UNSEEN = Path(__file__).parent / "score_unseen.toml"


class Miss(NamedTuple):
    """A column that did not come out as the gold says; `given` None: a gap; `accepted` empty: nothing to carry."""

    header: str
    accepted: tuple[str, ...]
    given: str | None
    confidence: float


@dataclass
class Score:
    """Counts of columns; `carrying` are those that carry a field, `doubtful` guesses are written with `# ?`."""

    carrying: int = 0
    right: int = 0
    wrong: int = 0
    gap: int = 0
    doubtful: int = 0
    misses: list[Miss] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.carrying + other.carrying,
            self.right + other.right,
            self.wrong + other.wrong,
            self.gap + other.gap,
            self.doubtful + other.doubtful,
            [*self.misses, *other.misses],
        )


class Gold(NamedTuple):
    """What a column is: the accepted fields ("" where none is right too) and the number of the item it is of."""

    header: str
    accepted: tuple[str, ...]
    item: int | None


@dataclass(frozen=True)
class Document:
    """One corpus file, looked at once; `family` are systems that share a heritage and are left out together."""

    system: str
    family: str
    name: str
    seen: Inspection
    gold: tuple[Gold, ...]


def documents(corpus: Path = CORPUS) -> list[Document]:
    """Every file of the corpus that has a gold mapping."""
    return [_document(path) for path in sorted(corpus.glob("*/*.gold.toml"))]


def _document(path: Path) -> Document:
    said = tomllib.loads(path.read_text("utf-8"))
    csv = path.with_name(path.name.removesuffix(".gold.toml") + ".csv")
    gold = tuple(Gold(c[0], tuple(c[1].split("|")), c[2] if len(c) > 2 else None) for c in said["columns"])
    seen = inspect(csv.read_bytes(), name=csv.name)
    return Document(path.parent.name, said.get("family", path.parent.name), csv.stem, seen, gold)


def unseen(path: Path = UNSEEN) -> list[tuple[str, Score]]:
    """The score of lists of names that no file of the corpus has, by their headers alone."""
    return [(each["name"], _of_headers(each["columns"])) for each in tomllib.loads(path.read_text("utf-8"))["document"]]


def _of_headers(columns: Sequence[Sequence[str]]) -> Score:
    gold = tuple(Gold(header, tuple(fields.split("|")), None) for header, fields in columns)
    seen = [ColumnSighting(n, each.header, 1, 0, 0, 0, "blank", ()) for n, each in enumerate(gold)]
    return _compare(gold, guess(seen))


def score(document: Document, *, without: Iterable[str] = (), header_only: bool = False) -> Score:
    """The score of a file, with the synonyms that the systems of `without` alone taught left out."""
    columns = document.seen.columns
    if header_only:
        columns = tuple(_emptied(column) for column in columns)
    return _compare(document.gold, guess(columns, grain=document.seen.grain, synonyms=load(frozenset(without))))


def _emptied(column: ColumnSighting) -> ColumnSighting:
    return replace(column, rows=0, filled=0, distinct=0, shape="blank", examples=(), words=(), varies=None)


def _compare(columns: Sequence[Gold], guesses: Sequence[Guess]) -> Score:
    found = Score()
    for gold, given in zip(columns, guesses, strict=True):
        carries = "" not in gold.accepted
        fits = given.field in gold.accepted and (gold.item is None or given.item == gold.item)
        found.carrying += carries
        found.doubtful += given.doubtful
        found.right += carries and fits
        found.gap += carries and given.field is None
        found.wrong += given.field is not None and not fits
        if not fits and (carries or given.field):
            accepted = tuple(name for name in gold.accepted if name)
            found.misses.append(Miss(gold.header, accepted, given.field, given.confidence))
    return found
