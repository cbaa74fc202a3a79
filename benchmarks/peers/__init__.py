"""Other ways to do the same job: one script a peer, `INPUT OUTPUT REJECTS`, each a process of its own as csvbridge is.

What the job is stands in `task`; what a peer leaves out stands here and is printed with its figures.

>>> [peer.title for peer in PEERS if peer.share != 1]
['pandas, apply and iterrows']
>>> Peer("nobody", "nobody.py", "everything", needs=("no_such_module",)).missing()
['no_such_module']
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent

PROGRAMS = {
    "iconv": "apt install libc-bin",
    "mlr": "apt install miller",
    "sed": "apt install sed",
    "bash": "apt install bash",
}
"""Commands and how to get them; whatever else a peer needs is a package of PyPI."""

LESS = "checks presence, length, the number in an address and the total, nothing else; no report of what is wrong"
"""What each shop's script leaves out."""


class Peer(NamedTuple):
    """A script and how to run it: on a UTF-8 copy of the file, or on one order in `share`, its time scaled up."""

    title: str
    script: str
    less: str
    needs: tuple[str, ...] = ()
    reads_utf8: bool = False
    share: int = 1
    does_the_job: bool = True

    def missing(self) -> list[str]:
        """What is not on this machine."""
        return [need for need in self.needs if not _is_there(need)]

    def command(self, python: str, source: Path, output: Path) -> list[str]:
        """The rejects stand beside the output."""
        return [python, str(HERE / self.script), str(source), str(output), str(rejects(output))]


PEERS = (
    Peer(
        *(
            "polars scan → sink, UTF-8",
            "polars_raw.py",
            "nothing of the job, no cell is looked at; cp932 is decoded beforehand",
        ),
        reads_utf8=True,
        does_the_job=False,
    ),
    Peer(
        *("DuckDB + iconv", "duckdb_sql.py", f"{LESS}; rejected rows end in LF"),
        needs=("duckdb", "iconv", "sed"),
    ),
    Peer("csv + pydantic per order", "stdlib_pydantic.py", f"{LESS}; an order's rows must stand together"),
    Peer("pandas, columns", "pandas_columns.py", LESS, needs=("pandas",)),
    Peer("pandas, apply and iterrows", "pandas_rows.py", LESS, needs=("pandas",), share=10),
    Peer(
        *("Miller + iconv", "miller_dsl.py", f"{LESS}; an order's rows must stand together; rejected rows end in LF"),
        needs=("mlr", "iconv", "sed", "bash"),
    ),
)


def rejects(output: Path) -> Path:
    """Where the rejected rows go.

    >>> rejects(Path("long.csv")).name
    'long.rejects.csv'
    """
    return output.with_suffix(".rejects.csv")


def how_to_get(need: str) -> str:
    """A command that installs what is missing.

    >>> how_to_get("mlr"), how_to_get("duckdb")
    ('apt install miller', 'pip install duckdb')
    """
    return PROGRAMS.get(need, f"pip install {need}")


def _is_there(need: str) -> bool:
    return shutil.which(need) is not None if need in PROGRAMS else find_spec(need) is not None
