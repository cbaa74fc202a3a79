"""The town: the longest name that stands next, written as the post writes it or as people do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.address.fold import Folded, fold, loosen_at
from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.address.model import Town
    from csvbridge.address.reading import Reading

_TURN = regex("上ル|下ル|[東西]入ル?|[上下](?=[0-9]?丁目)")
_BLOCKS = regex("[0-9]丁目")
_CUT = frozenset({"番地", "番町", "丁目", "番丁"})

Found = tuple[int, str, str]
"""How many folded characters stand before a town, its folded name, and the table's spelling."""


def read_town(text: Reading) -> None:
    """The town of the municipality that was found, and in Kyoto the street name before it."""
    found = (_after_turn(text) if _in_kyoto(text) else None) or _next(text) or _once_rural(text)
    found = found or _later(text) or _abbreviated(text)
    if found is not None:
        skipped, name, text.town = found
        text.street_name, text.town_text = text.take(skipped), text.take(len(name))


def _in_kyoto(text: Reading) -> bool:
    return text.city.startswith("京都市")


def _after_turn(text: Reading) -> Found | None:
    """The town after the last 上る, 下る, 東入, 西入 and the 丁目 of the street."""
    turns = list(_TURN.finditer(text.folded.text, text.done))
    if not turns:
        return None
    blocks = _BLOCKS.match(text.folded.text, turns[-1].end())
    return _at(text, (blocks or turns[-1]).end() - text.done)


def _at(text: Reading, skipped: int) -> Found | None:
    for name in text.next_of(text.towns.names, skipped):
        if not _is_cut(text, name, skipped + len(name)) and not _has_block_letter(text, name):
            return skipped, name, _meant(text, text.towns.meant([name]), skipped)
    return None


def _meant(text: Reading, towns: Sequence[Town], skipped: int) -> str:
    """Of towns that fold to one name (舟屋町, 船屋町): the one as it stands, the postal code's, the first."""
    if len(towns) == 1:
        return towns[0].town
    here = text.plain.text[text.folded.at[text.done + skipped] :]
    exact = (town.town for town in towns if here.startswith(town.town))
    coded = (town.town for town in towns if town.postal_code == text.postal_code)
    return next(exact, next(coded, towns[0].town))


def _is_cut(text: Reading, name: str, end: int) -> bool:
    """Whether what follows shows that the name ends elsewhere: 1番|地, 第1|2, 二丁|目."""
    following = text.folded.text[text.done + end : text.done + end + 1]
    return following.isdigit() if name[-1].isdigit() else name[-1] + following in _CUT


def _has_block_letter(text: Reading, name: str) -> bool:
    """新谷甲12 under the postal code of 新谷: the letter is the block's, though there is a town 新谷甲 too."""
    if name[-1] not in "甲乙丙丁":
        return False
    coded = {fold(town.town) for town in text.coded.of(text.prefecture, text.city).towns}
    return name not in coded and name[:-1] in coded


def _next(text: Reading) -> Found | None:
    """A name as it is, else one without the ケ, ノ, ツ that only one side writes."""
    exact = _at(text, 0)
    if exact:
        return exact
    rest = text.folded.text[text.done :]
    loose = loosen_at(Folded(rest, range(len(rest) + 1)))
    names = text.towns.loose
    for name in names.at(loose.text):
        length = loose.at[len(name) - 1] + 1
        if not _is_cut(text, name, length):
            return 0, rest[:length], _meant(text, text.towns.meant(names.known[name]), 0)
    return None


def _once_rural(text: Reading) -> Found | None:
    """大字由良 for 由良町: people keep the 大字 of a town that has become a 町."""
    if not text.tail.lstrip().startswith(("大字", "字")):
        return None
    known = text.towns.names.known
    ending = (name[:-1] for name in known if name.endswith("町") and len(name) > 2)
    name = max(filter(text.starts, ending), key=len, default="")
    return (0, name, text.towns.meant([name + "町"])[0].town) if name else None


def _later(text: Reading) -> Found | None:
    """A town behind a street name (Kyoto) or an older name of the place: the postal code's, else in Kyoto any."""
    for town in text.coded.of(text.prefecture, text.city).towns:
        name = fold(town.town)
        at = text.folded.text.find(name, text.done) if len(name) > 1 else -1
        if at >= 0:
            return at - text.done, name, town.town
    if not _in_kyoto(text):
        return None
    hits = (_at(text, skipped) for skipped in range(1, len(text.folded.text) - text.done))
    return max((hit for hit in hits if hit and len(hit[1]) > 2), key=lambda hit: len(hit[1]), default=None)


def _abbreviated(text: Reading) -> Found | None:
    """司町 for 神田司町: the end of the postal code's town; at least two characters are left out, two are there."""
    for town in text.coded.of(text.prefecture, text.city).towns:
        name = fold(town.town)
        for start in range(2, len(name) - 1):
            if text.starts(name[start:]):
                return 0, name[start:], town.town
    return None
