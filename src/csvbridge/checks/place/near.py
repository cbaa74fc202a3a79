"""The nearest name to what stands at the start of a text: one character typed wrong, left out or too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.address.fold import fold, fold_plain, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHORTEST = 2


def differs_by_one(one: str, other: str) -> bool:
    """Whether one character replaced, inserted, deleted or two neighbours swapped make one text of the other.

    >>> differs_by_one("大手街", "大手町"), differs_by_one("大町", "大手町"), differs_by_one("手大町", "大手町")
    (True, True, True)
    >>> differs_by_one("大手町", "大手町"), differs_by_one("紅雲町", "大手町")
    (False, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
    return left[1:] == right if len(left) > len(right) else left == right[1:]


def nearest(text: str, names: Iterable[str], following: tuple[str, ...] = ()) -> tuple[str, int] | None:
    """The one name that the text nearly starts with, and how much of the text stands for it.

    None if there is none or several, or if one of the names is there without fault.
    Of a name of two characters one must stand as it is, and the text must be as long.
    A name that leaves one of the `following` next is read so; a digit of the text stands for no other character.

    >>> nearest("大手街2-12", ["大手町", "紅雲町"]), nearest("紅雲町1", ["大手町"])
    (('大手町', 3), None)
    >>> nearest("大手2-12", ["大手町"]), nearest("前橋大手町", ["前橋市"], ("大手町",))
    (('大手町', 2), ('前橋市', 2))
    """
    names = [name for name in names if name]
    if text.startswith(tuple(names)):
        return None
    found = {name: lengths for name in names if (lengths := _lengths(text, name))}
    longest = max(map(len, found), default=0)
    best = [name for name in found if len(name) == longest]
    if len(best) != 1:
        return None
    lengths = found[best[0]]
    return best[0], next((length for length in lengths if text.startswith(following, length)), lengths[-1])


def _lengths(text: str, name: str) -> list[int]:
    """How much of a text may stand for a name, the name's own length last, so that it wins."""
    if len(name) < SHORTEST:
        return []
    lengths = (len(name),) if len(name) == SHORTEST else (len(name) - 1, len(name) + 1, len(name))
    starts = [text[:length] for length in lengths if length <= len(text)]
    return [len(start) for start in starts if differs_by_one(start, name) and _digits(start) == _digits(name)]


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def standing(text: str, names: Mapping[str, str], following: Iterable[str] = ()) -> tuple[str, str] | None:
    """What one of the names (folded, with what it stands for) is meant by, and the piece of the text that means it.

    >>> standing("大手街２－１２", {"大手町": "大手町"})
    ('大手町', '大手街')
    """
    source = plain(text)
    folded = fold_plain(source.text)
    close = nearest(folded.text, names, tuple(map(fold, following)))
    if close is None or not close[1]:
        return None
    return names[close[0]], text[: source.at[folded.at[close[1] - 1] + 1]]
