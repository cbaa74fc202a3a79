"""Small formats, put together for one test each, and what becomes of a file between them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.engine.run import run
from csvbridge.profile.plan import load_profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

NUMBER = '{ name = "no", field = "order.number" }'
TOTAL = '{ name = "total", field = "order.total" }'
ITEM = (
    '{ name = "item", field = "item.name" }, { name = "price", field = "item.unit_price" }, '
    '{ name = "qty", field = "item.quantity" }'
)
LINES = (
    '{ name = "item{n}", field = "item.name" }, { name = "price{n}", field = "item.unit_price" }, '
    '{ name = "qty{n}", field = "item.quantity" }'
)


class Ran(NamedTuple):
    """The records of the output without header, and the codes of the findings by order."""

    rows: list[list[str]]
    codes: dict[str | None, list[str]]
    dropped: int


def format_(
    id_: str, *columns: str, grain: str = "order", record: str = "order", more: str = "", head: str = "", lay: str = ""
) -> str:
    """A format in UTF-8; `head` are keys above the columns, `more` tables, `lay` keys of its dialect."""
    return (
        f'id = "{id_}"\ntitle = "{id_}"\nrecord = "{record}"\nstatus = "confirmed"\ngrain = "{grain}"\n{head}\n'
        f'columns = [{", ".join(columns)}]\n{more}\n[dialect]\nencoding = "utf-8"\nnewline = "lf"\n{lay}\n'
    )


def source(*columns: str, grain: str = "item", record: str = "order", more: str = "", **keys: str) -> str:
    """The format that is read."""
    return format_("mihon/source", *columns, grain=grain, record=record, more=more, **keys)


def target(*columns: str, grain: str = "order", record: str = "order", more: str = "", **keys: str) -> str:
    """The format that is written."""
    return format_("mihon/target", *columns, grain=grain, record=record, more=more, **keys)


def convert(
    folder: Path,
    formats: Sequence[str],
    data: str,
    more: str = "",
    lookups: Mapping[str, str] | None = None,
) -> Ran:
    """Run a file through a conversion of the first two formats; `more` are the conversion's tables."""
    (folder / "formats").mkdir()
    for number, text in enumerate(formats):
        (folder / "formats" / f"{number}.toml").write_text(text, encoding="utf-8")
    head = 'id = "mihon"\ntitle = "mihon"\nsource = "formats/0.toml"\ntarget = "formats/1.toml"\n'
    (folder / "mihon.toml").write_text(head + more, encoding="utf-8")
    files = {name: [(name, text.encode())] for name, text in (lookups or {}).items()}
    outcome = run(data.encode(), load_profile(str(folder / "mihon.toml"), [folder]), files)
    codes: dict[str | None, list[str]] = {}
    for finding in outcome.findings:
        codes.setdefault(finding.order, []).append(finding.code)
    rows = [*csv.reader(io.StringIO((outcome.output or b"").decode(), newline=""))]
    return Ran(rows, codes, outcome.orders.dropped)
