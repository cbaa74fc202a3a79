"""Whether two programs gave the same result: the same orders accepted, cell by cell, and the same orders rejected.

>>> ours = pl.DataFrame({"no": ["A", "B"], "name": ["x", "y"]})
>>> differing(ours, pl.DataFrame({"no": ["B", "A"], "name": ["y", "x"]}))
[]
>>> differing(ours, pl.DataFrame({"no": ["A", "C"], "name": ["z", "y"]}))
['1 orders of csvbridge only', '1 of the peer only', '1 cells of name']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from peers import rejects

if TYPE_CHECKING:
    from pathlib import Path


def compare(ours: Path, theirs: Path, *, below: str | None = None) -> str:
    """One line. With `below`, only our orders of a lesser number count: the peer read the first part of the file."""
    accepted = differing(_read(ours, below), _read(theirs))
    refused = differing(_keys(rejects(ours), below), _keys(rejects(theirs)))
    told = [*(f"accepted: {what}" for what in accepted), *(f"rejected: {what}" for what in refused)]
    return "; ".join(told) or "same orders accepted, cell by cell, and same orders rejected"


def differing(ours: pl.DataFrame, theirs: pl.DataFrame) -> list[str]:
    """What two tables do not share, in words; the first column is the key."""
    if ours.columns != theirs.columns:
        return ["other columns"]
    key, *cells = ours.columns
    told = [
        f"{alone.height} {what}"
        for what, alone in (
            ("orders of csvbridge only", ours.join(theirs, on=key, how="anti")),
            ("of the peer only", theirs.join(ours, on=key, how="anti")),
        )
        if alone.height
    ]
    both = ours.join(theirs, on=key, suffix=" of the peer")
    counts = both.select((pl.col(c) != pl.col(f"{c} of the peer")).sum().alias(c) for c in cells)
    return [*told, *(f"{count} cells of {name}" for name in cells if (count := counts[name].item()))]


def _read(path: Path, below: str | None = None) -> pl.DataFrame:
    frame = pl.read_csv(path.read_bytes().decode("cp932").encode(), infer_schema=False, empty_string_is_null=False)
    return frame if below is None else frame.filter(pl.col(frame.columns[0]) < below)


def _keys(path: Path, below: str | None = None) -> pl.DataFrame:
    """The numbers of the orders; a file that was not written has none."""
    if not path.exists():
        return pl.DataFrame({"number": []}, schema={"number": pl.String})
    return _read(path, below).select(pl.first().alias("number").unique())
