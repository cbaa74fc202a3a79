"""The page about speed has the goals and the peers of the benchmark, and reasons for what was missed."""

from __future__ import annotations

from runpy import run_path

from .pages import ROOT, rows, text

PAGE = text(ROOT / "docs" / "performance.md")
BENCHMARKS = ROOT / "benchmarks"
GOALS = "| work | goal | measured | |"


def table(page: str, head: str) -> list[list[str]]:
    """The rows of the table that begins with a line."""
    assert page.count(f"{head}\n") == 1
    return rows(f"#\n{head}{page.partition(head)[2]}", "#")


def test_the_goals_are_those_of_the_benchmark() -> None:
    board = run_path(str(BENCHMARKS / "goals.py"))["Board"]()
    known = table("\n".join([*board.lines(), ""]), GOALS)
    assert [row[:2] for row in table(PAGE, GOALS)] == [row[:2] for row in known] != []


def test_every_missed_goal_has_its_reasons() -> None:
    for work, _, _, verdict in table(PAGE, GOALS):
        assert verdict != "missed" or f"\n**{work}.** " in PAGE, work


def test_every_peer_has_its_row() -> None:
    known = [peer.title for peer in run_path(str(BENCHMARKS / "peers" / "__init__.py"))["PEERS"]]
    shown = [row[0] for row in table(PAGE, "| peer | how |")]
    assert len(shown) == len(known)
    assert all(title.startswith(row) for title, row in zip(known, shown, strict=True)), known
