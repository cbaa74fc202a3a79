"""Words of code columns: which of them are known from the shipped tables, and which only a person can decide.

A word counts as known where every table that has it gives it the same meaning. Bare numbers never do: `1` is another
thing in every system.

>>> known = known_words("order.payment_method")
>>> known["代金引換"], "1" in known
('cod', False)
>>> sort_out([("代金引換", 4), ("見本の後払い", 2)], known)
Words(decided=(('代金引換', 'cod', 4),), open=(('見本の後払い', 'deferred', 2),))
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from csvbridge.catalog import FIELDS
from csvbridge.learn.synonyms import load
from csvbridge.pattern import regex
from csvbridge.profile import tables
from csvbridge.profile.constraints import fold_word
from csvbridge.profile.search import every

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl

SHARED = {"order.payment_method": "payment-methods", "shipment.carrier": "carriers"}
"""Fields whose table is shared; that of any other field is named after it."""
MOST = 40
"""How many open words of a column are listed: more of them are no codes."""
LONGEST = 30
_TELLING = regex(r"[^\W\d_]{2}")


class Words(NamedTuple):
    """(word, canonical word, count) of those known, and (word, canonical word that it may mean or "", count)."""

    decided: tuple[tuple[str, str, int], ...]
    open: tuple[tuple[str, str, int], ...]


def table_of(field: str, *, written: bool = False) -> str:
    """The name of the codes table of a field; of a format that is written its own, since shared words only read.

    >>> table_of("order.payment_method"), table_of("order.status"), table_of("buyer.sex")
    ('payment-methods', 'order-status', 'sex')
    >>> table_of("order.payment_method", written=True)
    'order-payment-method'
    """
    group, _, name = field.partition(".")
    own = (name if group in ("buyer", "recipient") else f"{group}-{name}").replace("_", "-")
    return own if written else SHARED.get(field, own)


def known_words(field: str, folders: Sequence[Path] = ()) -> dict[str, str]:
    """Folded word → canonical word, out of the synonyms, the shared tables and every format that has the field.

    A canonical word that stands in a file means itself.

    >>> known_words("item.kind")["送料"], known_words("order.status")["shipped"], "other" in known_words("item.kind")
    ('shipping', 'shipped', False)
    """
    found: dict[str, set[str]] = {}
    for word, to in [*_general(field), *_shared(field, folders), *_of_formats(field, folders)]:
        if to in FIELDS[field].words and _TELLING.search(fold_word(word)):
            found.setdefault(fold_word(word), set()).add(to)
    return {word: next(iter(to)) for word, to in found.items() if len(to) == 1}


def shared_words(table: str, folders: Sequence[Path] = ()) -> dict[str, str]:
    """Folded word → canonical word of the shared table alone: what a format need not say again."""
    words = (pair for path in tables.paths(table, folders) for pair in _read(path).get("words", {}).items())
    return {fold_word(word): to for word, to in words}


def _general(field: str) -> Iterator[tuple[str, str]]:
    own = {word: word.replace("_", " ") for word in FIELDS[field].words if word != "other"}
    yield from ((spelt, word) for word, text in own.items() for spelt in (text, text.capitalize(), text.title()))
    yield from load().known.get(field, {}).items()


def _shared(field: str, folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    if field in SHARED:
        yield from shared_words(SHARED[field], folders).items()


def _of_formats(field: str, folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for info in every(folders):
        if info.kind != "format" or info.problem:
            continue
        data = _read(info.path)
        for column in data.get("columns", ()):
            if isinstance(column, dict) and column.get("field") == field:
                yield from data.get("codes", {}).get(column.get("codes"), {}).items()


def _read(path: Path) -> dict[str, Any]:
    """The tables of a file; one that cannot be read teaches nothing."""
    with suppress(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return tomllib.loads(path.read_text("utf-8-sig"))
    return {}


def found_in(cells: pl.Series) -> list[tuple[str, int]]:
    """The distinct words of a column with their counts, most frequent first, equal counts by word.

    >>> import polars as pl
    >>> found_in(pl.Series(["後払い", "カード", "後払い ", ""]))
    [('後払い', 2), ('カード', 1)]
    """
    counts: dict[str, tuple[str, int]] = {}
    for word, count in cells.value_counts().iter_rows():
        spelt, before = counts.get(fold_word(word), (word.strip(), 0))
        counts[fold_word(word)] = (min(spelt, word.strip()), before + count)
    counts.pop("", None)
    return sorted(counts.values(), key=lambda pair: (-pair[1], pair[0]))


def are_codes(words: Sequence[tuple[str, int]]) -> bool:
    """Whether the cells of a column can be codes at all: few, short, and none of them a person's.

    >>> are_codes([("後払い", 3), ("カード", 1)]), are_codes([("taro@example.com", 1)]), are_codes([("0300000001", 1)])
    (True, False, False)
    """
    return len(words) <= MOST and not any(
        len(word) > LONGEST or "@" in word or len(re.sub(r"\D", "", word)) > 6 for word, _ in words
    )


def meant(found: Sequence[tuple[str, int]], known: Mapping[str, str]) -> bool:
    """Whether a column's words are those of a field: at least two meanings, and more than half of the words known.

    >>> known = known_words("order.status")
    >>> meant([("出荷済み", 3), ("キャンセル", 1)], known), meant([("出荷済み", 3), ("白", 1), ("黒", 1)], known)
    (True, False)
    """
    told = [known[fold_word(word)] for word, _ in found if fold_word(word) in known]
    return len(set(told)) > 1 and 2 * len(told) > len(found)


def sort_out(found: Iterable[tuple[str, int]], known: Mapping[str, str]) -> Words:
    """Known words apart from those that a person must decide, with the meaning of the longest known word in these."""
    decided, still = [], []
    for word, count in found:
        to = known.get(fold_word(word))
        if to:
            decided.append((word, to, count))
        else:
            still.append((word, _inside(word, known), count))
    return Words(tuple(decided), tuple(still))


def _inside(word: str, known: Mapping[str, str]) -> str:
    """What a word may mean by a known one within it, else by those that it is within; "" where these disagree.

    >>> _inside("見本あと払い（後払い）", {"後払い": "deferred"}), _inside("ポイント", {"後払い": "deferred"})
    ('deferred', '')
    >>> _inside("クレカ", {"クレカ決済": "card"}), _inside("前払い", {"銀行前払い": "transfer", "前払い式": "other"})
    ('card', '')
    """
    inside = [each for each in known if each in fold_word(word)]
    longest = max(map(len, inside), default=0)
    meant = {known[each] for each in inside if len(each) == longest}
    if not inside and _TELLING.search(fold_word(word)):
        meant = {to for each, to in known.items() if fold_word(word) in each}
    return meant.pop() if len(meant) == 1 else ""
