"""Numbered columns of one person: 郵便番号1/2, 電話番号1/2/3, 住所1/住所2, 氏名1/氏名2.

What the numbers mean is told by the values and by what else the person has; where both are silent it stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from csvbridge.learn.model import ColumnSighting

_PREFECTURE = regex(r"(?:北海道|東京都|京都府|大阪府|[^\s0-9]{2,3}県)")
_NUMBER = regex(r"[0-9０-９]|丁目|番地")
_HOUSE = regex(r"ビル|マンション|ハイツ|コーポ|アパート|メゾン|レジデンス|パレス|荘|棟|号室|[0-9０-９][FＦ階]")
_MOST = 0.6


class Line(NamedTuple):
    """One of the numbered columns; `number` is None where its header has none."""

    column: ColumnSighting
    number: int | None


class Meant(NamedTuple):
    """The field of a line, without its party; None: it stays open between `rivals`. `sure` is from 0 to 1."""

    field: str | None
    sure: float = 1.0
    rivals: tuple[str, ...] = ()


def in_order(lines: Sequence[Line]) -> list[Line]:
    """By number, a header without number first."""
    return sorted(lines, key=lambda line: (line.number or 0, line.column.index))


def postal_codes(lines: Sequence[Line]) -> list[Meant]:
    """3 and 4 digits in two columns are the halves of one postal code; a whole one in the first is itself."""
    numbers = [line.number for line in lines]
    if numbers == [1, 2] and not _whole(lines[0].column, "postal_code", 7):
        return [Meant("postal_code1"), Meant("postal_code2")]
    return _first("postal_code", lines)


def phones(lines: Sequence[Line]) -> list[Meant]:
    """Three columns are the parts of one number unless each holds a whole one; of two whole ones the first counts."""
    whole = any(_whole(line.column, "phone", 9) for line in lines)
    if [line.number for line in lines] == [1, 2, 3] and not whole:
        return [Meant("phone1"), Meant("phone2"), Meant("phone3")]
    return _first("phone", lines)


def names(lines: Sequence[Line], whole: str = "name") -> list[Meant]:
    """Two columns that are both filled with single words are family and given name; else the first line is all."""
    family, given = ("family_name", "given_name") if whole == "name" else ("family_kana", "given_kana")
    if len(lines) == 2 and all(_single_words(line.column) for line in lines):
        return [Meant(family, 0.9), Meant(given, 0.9)]
    return _first(whole, lines)


def _first(field: str, lines: Sequence[Line]) -> list[Meant]:
    return [Meant(field), *(Meant(None, rivals=(field,)) for _ in lines[1:])]


def _whole(column: ColumnSighting, shape: str, digits: int) -> bool:
    counts = [sum(char.isdigit() for char in cell) for cell in column.examples]
    return column.shape == shape or (bool(counts) and min(counts) >= digits)


def _single_words(column: ColumnSighting) -> bool:
    filled = column.filled >= _MOST * column.rows > 0
    return filled and not any(" " in cell.strip() or "　" in cell.strip() for cell in column.examples)


def addresses(lines: Sequence[Line], has: Collection[str]) -> list[Meant]:
    """住所1/住所2/住所3 by their values and by the parts that stand in columns of their own (`has`).

    A whole address wins over its parts, so a line is one only where no other column holds a part: else that would be
    lost. A street beside numbered lines is the lines joined once more: they are the parts, it is not.
    """
    if len(lines) > 1:
        has = set(has) - {"street"}
    parts = [part for part in ("prefecture", "city", "street", "building") if part not in has]
    first = lines[0].column
    if first.examples and _share(first, lambda cell: bool(_PREFECTURE.fullmatch(cell))) >= _MOST:
        return _in_turn(lines, parts[parts.index("prefecture") :] if "prefecture" in parts else parts)
    starts = _share(first, lambda cell: bool(_PREFECTURE.match(cell)))
    numbered = _share(first, lambda cell: bool(_NUMBER.search(cell)))
    if len(lines) == 1:
        return [_alone(first, has, starts, numbered)]
    if "prefecture" in has and starts >= _MOST:
        return [Meant(None, rivals=("street",)) for _ in lines]
    if starts >= _MOST and numbered >= _MOST:
        return _in_turn(lines, ["street", "building"])
    if "prefecture" in has or starts >= _MOST:
        return _after_prefecture(lines, has, numbered)
    return [Meant(None, rivals=("address", "city", "street", "building")) for _ in lines]


def _alone(column: ColumnSighting, has: Collection[str], starts: float, numbered: float) -> Meant:
    """One address column: the whole, or what the columns of its own leave."""
    if starts >= _MOST and "building" not in has:
        return Meant("address")
    if not {"prefecture", "city"} & set(has):
        return Meant("street" if "building" in has else "address")
    if "street" in has:
        return Meant(None, rivals=("address",))
    if "city" in has or numbered >= _MOST:
        return Meant("street")
    return Meant("street", 0.75, ("city", "address"))


def _after_prefecture(lines: Sequence[Line], has: Collection[str], numbered: float) -> list[Meant]:
    rest = [part for part in ("city", "street", "building") if part not in has]
    if len(lines) >= len(rest) or "city" not in rest:
        return _in_turn(lines, _swapped(lines, rest))
    if "building" in has:
        return _in_turn(lines, ["city", "street"])
    if not lines[0].column.examples:
        return [Meant(None, rivals=("city", "street")), Meant(None, rivals=("street", "building"))]
    return _in_turn(lines, ["street", "building"] if numbered >= _MOST else ["city", "street"])


def _swapped(lines: Sequence[Line], parts: Sequence[str]) -> Sequence[str]:
    """Building before block number where the values show it: the first line names houses, the second numbers alone."""
    if len(lines) != 2 or list(parts[:2]) != ["street", "building"]:
        return parts
    first, second = (line.column for line in lines)
    houses = _share(first, lambda cell: bool(_HOUSE.search(cell)))
    numbers = _share(second, lambda cell: bool(_NUMBER.search(cell)) and not _HOUSE.search(cell))
    return ["building", "street"] if houses >= _MOST <= numbers else parts


def holds_houses(column: ColumnSighting) -> bool:
    """Whether most cells name a building or a room, and none an address."""
    return _share(column, lambda cell: bool(_HOUSE.search(cell))) >= _MOST and column.shape != "address"


def _in_turn(lines: Sequence[Line], parts: Sequence[str]) -> list[Meant]:
    """The parts one after another; lines past the last stay open."""
    return [Meant(parts[i]) if i < len(parts) else Meant(None, rivals=tuple(parts[-1:])) for i in range(len(lines))]


def _share(column: ColumnSighting, holds: Callable[[str], object]) -> float:
    cells = [cell.strip() for cell in column.examples if cell.strip()]
    return sum(bool(holds(cell)) for cell in cells) / len(cells) if cells else 0.0
