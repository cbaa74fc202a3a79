"""The columns of a drafted format: what each of them holds, as keys of the profile language.

Items in numbered columns (商品名1, 商品名2, …) become one line with {n}. A field is fed by one column only: of several
that claim it, the surest keeps it. What the cells show of their writing (minus signs, hyphens, half-width kana, the
form of a date) becomes keys where the format needs them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from csvbridge.catalog import DERIVED, FIELDS
from csvbridge.learn.model import Evidence
from csvbridge.learn.words import MOST, are_codes, found_in, known_words, meant, table_of
from csvbridge.pattern import regex
from csvbridge.profile.columns import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from csvbridge.learn.model import ColumnSighting, Guess, Inspection

_DIGITS = regex(r"[0-9０-９]+")
_CODED = ("order.status", "order.payment_method", "credit.result", "shipment.carrier", "payment.status", "item.kind")
_RESULT = "credit.result"
_ESSENTIAL = frozenset(
    {"order.number", "order.total"}
    | {f"buyer.{part}" for part in ("name", "family_name", "given_name", "postal_code", "postal_code1", "postal_code2")}
    | {f"buyer.{part}" for part in ("address", "street", "phone", "phone1")}
)
"""Fields without which no target can do what it is for: where its layout has them they do not stay blank."""
_BY_WORDS = 0.7
"""Confidence of a field that only the words of its cells tell: a person must look."""
_USUAL_DATE = "YYYY/MM/DD"
_TAKEN_OFF = ("order.discount", "order.points_used")


@dataclass(frozen=True, slots=True)
class Drafted:
    """One column line: its keys in the order in which they are written, and the guess that it came from.

    `guess.field` is what the draft follows: None where no field takes part. `lost` is a field that another column has.
    """

    keys: Mapping[str, object]
    guess: Guess
    lost: str | None = None

    @property
    def assumed(self) -> bool:
        """Whether its form is assumed: a date to be written, of which the file shows none."""
        return "format" in self.keys and self.guess.column.date_format is None

    @property
    def field(self) -> str | None:
        """The canonical field that takes part."""
        found = self.keys.get("field")
        return str(found) if found else None

    @property
    def label(self) -> str:
        """How the format names it, {n} as written."""
        name, nth = self.keys.get("name", ""), self.keys.get("nth", 1)
        return (f"{name}#{nth}" if nth != 1 else str(name)) or f"#{self.guess.column.index + 1}"


def drafted(seen: Inspection, *, target: bool, folders: Sequence[Path] = ()) -> tuple[tuple[Drafted, ...], int | None]:
    """The columns in file order and how many items stand in numbered ones (None: no such columns).

    `target`: the format will be written, so the form of the cells matters.
    """
    guesses = _once(_by_words(seen, folders), seen)
    templates = _templates(guesses) if seen.grain in (None, "order") else {}
    count = max((len(indexes) for indexes in templates.values()), default=None)
    named = {index: name for name, indexes in templates.items() for index in indexes}
    alone, ranks = _with_results(_alone(guesses, named), seen)
    found, done = [], set()
    for guess in alone:
        name = named.get(guess.column.index)
        if name in done:
            continue
        done |= {name} - {None}
        made = _column(guess, name, len(templates.get(name or "", ())) != count, seen, target=target)
        rank = ranks.get(guess.column.index)
        found.append(replace(made, keys={**made.keys, "rank": rank}) if rank else made)
    return tuple(found), count


def _by_words(seen: Inspection, folders: Sequence[Path]) -> list[Guess]:
    """The guesses; a column of codes that its header leaves open is told by its words, if only one field has them."""
    free = [f for f in _CODED if f not in {guess.field for guess in seen.guesses}]
    known = {field: known_words(field, folders) for field in free} if seen.records is not None else {}
    few = [g.column for g in seen.guesses if not g.field and known and g.column.distinct <= MOST]
    open_ = {column.index: found_in(cells_of(column, seen)) for column in few}
    told = {i: [f for f in free if meant(words, known[f])] for i, words in open_.items() if are_codes(words)}
    alone = {i: f for i, (f, *more) in ((i, fs) for i, fs in told.items() if fs) if not more}
    taken = [f for f in alone.values() if list(alone.values()).count(f) == 1]
    return [_told(g, alone[g.column.index]) if alone.get(g.column.index) in taken else g for g in seen.guesses]


def _told(guess: Guess, field: str) -> Guess:
    label = FIELDS[field].label
    why = Evidence("values", f"値が{label}の言葉", f"the words are those of {field}")
    return replace(guess, field=field, confidence=_BY_WORDS, evidence=(why,), rivals=())


def _once(guesses: Sequence[Guess], seen: Inspection) -> list[Guess]:
    """The guesses with each field on one column only, and none that the cells contradict or that is derived."""
    best: dict[tuple[str, int | None], Guess] = {}
    for guess in guesses:
        if guess.field and guess.field not in DERIVED and _can_be(guess, seen):
            key = (guess.field, guess.item)
            if key not in best or best[key].confidence < guess.confidence:
                best[key] = guess
    return [g if g in best.values() else replace(g, field=None, rivals=_rivals(g)) for g in guesses]


def _with_results(guesses: Sequence[Guess], seen: Inspection) -> tuple[list[Guess], dict[int, int]]:
    """The guesses with every column of a credit result, and their ranks: the one that is seldomer filled wins.

    A second look (目視審査) overrides the first one (自動審査): a file read without it lets declined orders through.
    Where both are filled alike nothing tells which one holds, so the one that is read is doubtful.
    """
    all_ = [g for g in guesses if g.field == _RESULT or (not g.field and g.rivals[:1] == (_RESULT,))]
    if len(all_) < 2 or not any(g.field for g in all_):
        return list(guesses), {}
    counts = [g.column.filled for g in all_]
    told = len(set(counts)) == len(counts) and all(_can_be(replace(g, field=_RESULT), seen) for g in all_)
    places = {g.column.index: g for g in (all_ if told else (g for g in all_ if g.field))}
    ranks = {g.column.index: n for n, g in enumerate(sorted(all_, key=lambda g: g.column.filled), 1)} if told else {}
    return [_second_look(g) if g.column.index in places else g for g in guesses], ranks


def _second_look(guess: Guess) -> Guess:
    why = guess.evidence or (
        Evidence("header", "見出しの語が審査結果を指す", f"the words of the header mean {_RESULT}"),
    )
    return replace(guess, field=_RESULT, confidence=min(guess.confidence or 1.0, _BY_WORDS), evidence=why, rivals=())


def _alone(guesses: Sequence[Guess], named: Mapping[int, str]) -> list[Guess]:
    """The guesses with item fields on one column each where these are not laid out by number."""
    fed: set[str | None] = {None, *(g.field for g in guesses if g.column.index in named)}
    found = []
    for guess in guesses:
        numbered = guess.column.index in named
        again = not numbered and guess.field in fed
        fed |= set() if numbered else {guess.field}
        found.append(replace(guess, field=None, rivals=_rivals(guess)) if again else guess)
    return found


def _rivals(guess: Guess) -> tuple[str, ...]:
    return (*([guess.field] if guess.field else []), *guess.rivals)


def _can_be(guess: Guess, seen: Inspection) -> bool:
    """A column of codes holds few short words; names in it would end in the profile."""
    if FIELDS[guess.field or ""].type != "word":
        return True
    return guess.column.distinct <= MOST and are_codes(found_in(cells_of(guess.column, seen)))


def cells_of(column: ColumnSighting, seen: Inspection) -> pl.Series:
    """The cells of a column; none where the file holds no records."""
    if seen.records is None or str(column.index) not in seen.records.cells.columns:
        return pl.Series([], dtype=pl.String)
    return seen.records.cells[str(column.index)]


def _templates(guesses: Sequence[Guess]) -> dict[str, list[int]]:
    """Name with {n} → the indexes of its columns, for items 1, 2, … without a gap."""
    found: dict[str, dict[int, int]] = {}
    for guess in guesses:
        for item, name in _numbered(guess):
            found.setdefault(name, {}).setdefault(item, guess.column.index)
    mapped = {name for g in guesses if g.field and g.item for item, name in _numbered(g) if item == g.item}
    most = max((len(found[name]) for name in mapped), default=0)
    kept = {n: items for n, items in found.items() if n in mapped or (most > 1 and len(items) == most)}
    whole = {n: items for n, items in kept.items() if sorted(items) == list(range(1, len(items) + 1))}
    return {name: [items[i] for i in sorted(items)] for name, items in whole.items()}


def _numbered(guess: Guess) -> Iterator[tuple[int, str]]:
    """The ways to read a number in a name as that of an item; of a column with a field only the item guessed.

    >>> from csvbridge.learn.model import ColumnSighting, Guess
    >>> column = ColumnSighting(0, "商品２単価", 1, 0, 0, 0, "blank", ())
    >>> list(_numbered(Guess(column, "item.unit_price", 0.9, (), item=2)))
    [(2, '商品{n}単価')]
    """
    if guess.field and not guess.item:
        return
    name = guess.column.name
    for run in _DIGITS.finditer(name):
        item = int(unicodedata.normalize("NFKC", run[0]))
        if guess.item in (None, item) and 0 < item < 100:
            yield item, f"{name[: run.start()]}{{n}}{name[run.end() :]}"


def _column(guess: Guess, name: str | None, short: bool, seen: Inspection, *, target: bool) -> Drafted:
    keys: dict[str, object] = {}
    headed = seen.sighting.header is not False
    if headed:
        keys |= {"name": name or guess.column.name} if guess.column.name else {}
        keys |= {"nth": guess.column.nth} if guess.column.nth > 1 and guess.column.name else {}
    else:
        keys |= {"name": name or FIELDS[guess.field].label} if guess.field else {}
        keys |= {"position": guess.column.index + 1}
    if guess.field:
        keys |= {"field": guess.field, **_writing(guess, seen, target=target)}
        keys |= {"required": True} if target and guess.field in _ESSENTIAL else {}
    if guess.column.stands and (seen.grain == "item" or guess.column.stands == "last"):
        # Each row has its own item: that later ones so far lack a cell (a code of the postage) says nothing of rows.
        keys |= {} if guess.field and FIELDS[guess.field].level == "item" else {"rows": guess.column.stands}
    if name and short:
        keys["optional"] = True
    return Drafted(keys, guess)


def _writing(guess: Guess, seen: Inspection, *, target: bool) -> dict[str, object]:
    field = FIELDS[guess.field or ""]
    cells = cells_of(guess.column, seen)
    filled = cells.filter(cells.str.strip_chars() != "")
    if field.type == "word":
        return {"codes": table_of(field.name, written=target)}
    if field.type in ("yen", "integer"):
        return _sign(field.name, filled)
    if target:
        return _form(field.type, guess.column, filled)
    return _foreign(guess.column.date_format) if field.type == "date" else {}


def _sign(field: str, filled: pl.Series) -> dict[str, object]:
    """Amounts that are taken off and written below zero throughout, and other numbers that may be negative."""
    minus = filled.str.contains(r"^\s*[-−－▲△]")
    zero = filled.str.contains(r"^[\s¥￥\\-]*0+(\.0*)?\s*円?$")
    if field in _TAKEN_OFF:
        return {"sign": "negative"} if minus.any() and (minus | zero).all() else {}
    return {"signed": True} if minus.any() else {}


def _foreign(form: str | None) -> dict[str, object]:
    """The form of dates that do not begin with the year: without it they are not read."""
    return {"format": form} if form and not form.startswith("YYYY") else {}


def _form(type_: str, column: ColumnSighting, filled: pl.Series) -> dict[str, object]:
    """How the cells of a file that is to be written are spelt."""
    if type_ == "date":
        return {"format": column.date_format or _USUAL_DATE}
    if not len(filled):
        return {}
    if type_ == "postal_code":
        return {"write": ["hyphenate_postal_code"]} if filled.str.contains("^[0-9]{3}-[0-9]{4}$").all() else {}
    if type_ == "phone":
        return {"write": ["no_hyphen"]} if filled.str.contains("^[0-9]+$").all() else {}
    narrow = type_ == "kana" and filled.str.contains("^[\uff61-\uff9f ]+$").all()
    return {"write": ["halfwidth_kana"]} if narrow else {}


def header_of(columns: Sequence[Drafted], items: int | None) -> list[str]:
    """The headers that these columns lay out, folded: equal to those of the file where the layout is the same."""
    names: list[str] = []
    block: list[str] = []
    for column in [*columns, None]:
        name = str(column.keys.get("name", "")) if column else ""
        if column and "{n}" in name:
            block.append(name)
            continue
        names += [each.replace("{n}", str(n)) for n in range(1, (items or 0) + 1) for each in block]
        block = []
        names += [name] if column else []
    return list(map(fold, names))
