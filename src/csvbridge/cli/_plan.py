"""Several inputs: which files they are, and where the result of each goes.

In the folder of -o every X.csv gives X.csv with the files beside it. Nothing may be written twice or over an input, so
names are compared before the first file is read.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from csvbridge.cli._channels import Channels
from csvbridge.cli._feedback import settle
from csvbridge.cli._inputs import BESIDE, matching
from csvbridge.cli._places import Places
from csvbridge.cli._request import is_pattern
from csvbridge.errors import UsageError
from csvbridge.pattern import regex
from csvbridge.writer.beside import identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csvbridge.cli._request import Request

_REJECTS = regex(r"\.rejects(?:-[0-9]+)?\.(?:csv|xlsx)$", re.IGNORECASE)
_TABLES = regex(r"\.(?:txt|tsv|xlsx)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plan:
    """One request for each file, in the order in which they are converted.

    `skipped` are lists beside an output (X.pending.csv) among other inputs: what they hold went another way.
    """

    files: Sequence[Request]
    skipped: Sequence[str]

    @classmethod
    def of(cls, request: Request) -> Plan:
        """The files that a command line names, each once; patterns are expanded, sorted by name."""
        named = list(_named(request.inputs))
        lists = [name for name in named if BESIDE.search(name)]
        # Lists alone are meant.
        skipped = lists if len(lists) < len(named) else []
        return cls([_of(request, name) for name in named if name not in skipped], skipped)

    def refuse_clashes(self, request: Request) -> None:
        """Refuse to write two files to one place, or where an input of any of them stands.

        Raises `UsageError`: SAME_PLACE, INPUT_IS_OUTPUT.
        """
        outputs = [file.output for file in self.files if file.output]
        names = Counter(path.name.casefold() for path in outputs)
        told = [*Channels.of(request).all, *([request.report] if request.report else [])]
        settled = (settle(file, taken=outputs) if BESIDE.search(file.inputs[0]) else file for file in self.files)
        written = [path for file in settled for path in Places.of(file).all]
        for path in (path for path in outputs if names[path.name.casefold()] > 1):
            raise UsageError("SAME_PLACE", path=str(path))
        _refuse_equal("SAME_PLACE", told, written)
        _refuse_equal("SAME_PLACE", told[:1], told[1:])
        read = [path for file in self.files for path in file.reads]
        _refuse_equal("INPUT_IS_OUTPUT", dict.fromkeys(read), [*written, *told])


def _refuse_equal(code: str, ones: Iterable[Path], others: Iterable[Path]) -> None:
    known = set(map(identity, others))
    for path in ones:
        if identity(path) in known:
            raise UsageError(code, path=str(path))


def _named(words: Iterable[str]) -> Iterable[str]:
    """Each file once; a pattern that matches nothing stays, to be told as a file that is missing."""
    seen = set()
    for word in words:
        for name in (matching(word) if is_pattern(word) else ()) or (word,):
            if (known := identity(Path(name))) not in seen:
                seen.add(known)
                yield name


def _of(request: Request, name: str) -> Request:
    """What is asked for one file; what is told of all of them is not its own."""
    output = request.folder / output_name(name) if request.folder and not request.dry else None
    return replace(
        request, inputs=(name,), output=output, folder=None, report=None, status_file=None, mail_text=None, json=False
    )


def output_name(name: str) -> str:
    """The file that an input gives: of its own name, for rejects that come back that of what they came from.

    >>> output_name("in/orders.csv"), output_name("in/orders.txt"), output_name("in/orders")
    ('orders.csv', 'orders.csv', 'orders.csv')
    >>> output_name("out/gmo.rejects-2.csv"), output_name("out/gmo.rejects.xlsx")
    ('gmo.csv', 'gmo.csv')
    """
    own = Path(name).name
    for pattern in (_REJECTS, _TABLES):
        if pattern.search(own):
            return pattern.sub(".csv", own)
    return own if own.lower().endswith(".csv") else f"{own}.csv"
