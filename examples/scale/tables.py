"""A table of files in, a table of results out: what Ray Data and Spark need around `convert_batch`.

    pip install csvbridge pyarrow

A result is a row: the file that it came from, the name to give it, its bytes, and one line that tells of the whole
file. A refused file (an HTML page, another header) is a row without name and bytes: it does not stop the others.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from csvbridge import WrongFileError, convert_batch
from csvbridge.report.reason import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from csvbridge import Batch
    from csvbridge.profile.plan import Profile

SCHEMA = pa.schema([("source", pa.string()), ("name", pa.string()), ("data", pa.binary()), ("told", pa.string())])
SPARK_SCHEMA = "source string, name string, data binary, told string"


class Result(NamedTuple):
    """A row of the table of results."""

    source: str
    name: str | None
    data: bytes | None
    told: str


def convert_table(table: pa.Table | pa.RecordBatch, profile: Profile, path: str, content: str) -> pa.Table:
    """The results of files, of which the columns `path` and `content` hold name and bytes; any worker can do this."""
    files = zip(table.column(path).to_pylist(), table.column(content).to_pylist(), strict=True)
    return pa.Table.from_pylist([each._asdict() for file in files for each in results(*file, profile)], SCHEMA)


def results(path: str, data: bytes, profile: Profile) -> Iterator[Result]:
    """The results of one file, named as `csvbridge convert -o FOLDER/` names them."""
    source = Path(path).name
    try:
        batch = convert_batch(data, profile, name=source, reason=reason)
    except WrongFileError as refused:
        yield Result(source, None, None, f"refused: {refused.code}")
        return
    orders = batch.orders
    told = f"{orders.accepted} accepted, {orders.rejected} rejected, {orders.dropped} dropped"
    for ending, content in _files(batch).items():
        if content is not None:
            yield Result(source, Path(source).stem + ending, content, told)


def _files(batch: Batch) -> dict[str, bytes | None]:
    asides = {f".{name}.csv": content for name, content in batch.asides.items()}
    lists = {".rejects.csv": batch.rejected, ".unreadable.csv": batch.unreadable, **asides}
    return {**lists, ".findings.json": _findings(batch), ".csv": batch.accepted}


def _findings(batch: Batch) -> bytes:
    """What was found and where, without the cells themselves: they are personal data."""
    keys = ("code", "severity", "order", "record", "line", "party", "column")
    return json.dumps([{key: getattr(finding, key) for key in keys} for finding in batch.findings]).encode()


def put(found: Iterable[Result], folder: Path) -> int:
    """Write the results, each in one step and readable by nobody else; the exit code is 7 if a file was refused."""
    folder.mkdir(parents=True, exist_ok=True)
    exit_code, told = 0, {}
    for source, name, data, line in found:
        told[source] = line
        if name is None or data is None:
            exit_code = 7
            continue
        unfinished = folder / f".{name}.unfinished"
        unfinished.touch(0o600)
        unfinished.write_bytes(data)
        unfinished.replace(folder / name)
    for source, line in sorted(told.items()):
        print(f"{source}: {line}", file=sys.stderr)
    return exit_code
