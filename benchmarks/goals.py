"""The goals of a conversion's cost, and the table that says which were met.

>>> board = Board()
>>> board.note("short", "1.31 (1.22–1.40) ×", 1.31)
>>> for line in board.lines()[6:8]:
...     print(line)
| 100,000 rows, two cores | ≤ 2.2 × the floor | not measured |  |
| 200 orders, cold | ≤ 1.25 × `python -c "import polars, pydantic, typer"` | 1.31 (1.22–1.40) × | missed |
"""

from __future__ import annotations

from typing import NamedTuple


class Goal(NamedTuple):
    """What is measured, the goal in words, and the greatest value that meets it."""

    work: str
    words: str
    most: float


LARGE, SMALL = 1_000_000, 100_000
"""Rows of the files that goals speak of."""

_LIBRARIES = '`python -c "import polars, pydantic, typer"`'
_CLI = '`python -c "import typer"`'
GOALS = {
    f"{LARGE} on 2": Goal("1,000,000 rows × 40, two cores, all checks", "≤ 1.0 × the floor", 1.0),
    f"{LARGE} on 1": Goal("the same, one core", "≤ 1.5 × the floor", 1.5),
    "peak": Goal("peak memory of a process at 1,000,000 rows", "≤ 350 MiB", 350),
    "growth": Goal("the same, against 100,000 rows", "≤ 1.3 ×", 1.3),
    f"{SMALL} on 2": Goal("100,000 rows, two cores", "≤ 2.2 × the floor", 2.2),
    "short": Goal("200 orders, cold", f"≤ 1.25 × {_LIBRARIES}", 1.25),
    "help": Goal("`--help`", f"≤ 1.5 × {_CLI}", 1.5),
    "explain": Goal("`explain`", f"≤ 1.5 × {_CLI}", 1.5),
    "many": Goal("200 files × 200 orders in one process", "≤ 12 ms a file", 12),
    "addresses": Goal("address checks on both parties, all addresses distinct", "≤ 1.35 × without them", 1.35),
}


class Board:
    """What was measured of the goals."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, float]] = {}

    def note(self, name: str, words: str, value: float) -> None:
        """A figure as it is shown and as it is judged; what is no goal is not kept."""
        if name in GOALS:
            self._found[name] = words, value

    def worst(self, name: str, words: str, value: float) -> None:
        """The same for what is measured several times: the greatest counts."""
        if name not in self._found or value > self._found[name][1]:
            self.note(name, words, value)

    def lines(self) -> list[str]:
        """The table in Markdown, in the order of the goals."""
        return ["| work | goal | measured | |", "| --- | --- | --- | --- |", *map(self._line, GOALS)]

    def _line(self, name: str) -> str:
        goal = GOALS[name]
        if name not in self._found:
            return f"| {goal.work} | {goal.words} | not measured |  |"
        words, value = self._found[name]
        return f"| {goal.work} | {goal.words} | {words} | {'met' if value <= goal.most else 'missed'} |"
