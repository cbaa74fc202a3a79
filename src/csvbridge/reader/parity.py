r"""Whether a place in a file is inside quotes, told by what stands behind it.

A single quote with text on one side and a delimiter or a line end on the other can only open a cell, or only close one:
the first of them tells for the place before it. Where none is near, the quotes since a place that is known to be
outside are counted. Of well-formed records both say the same.

>>> data = b'"A-1","x\ny"\n"A-2","z"\n'
>>> data[9:], is_inside(data, 0, 9, ",")
(b'y"\n"A-2","z"\n', True)
>>> data[12:], is_inside(data, 0, 12, ",")
(b'"A-2","z"\n', False)
>>> print(told(b"y,z\n1,2\n", ","), told(b'",",","', ","))
None None
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csvbridge.reader.files import Data

SIGHT = 64 * 1024
"""Bytes behind a place in which a quote is looked for."""

_BLOCK = 256 * 1024


def is_inside(data: Data, begin: int, at: int, delimiter: str) -> bool:
    """Whether a place is inside quotes; `begin` is outside.

    A stray quote, or a cell beyond all measure, makes the answer wrong. Whoever reads from `begin` to a border found by
    it meets a quote that is never closed, or a broken record.
    """
    if at <= begin:
        return False
    sight = data[at : at + SIGHT]
    found = told(sight, delimiter)
    if found is None and len(sight) == SIGHT and b'"' not in sight:
        return False
    return _counted(data, begin, at) if found is None else found


def told(sight: bytes, delimiter: str) -> bool | None:
    """Whether the start of some bytes is inside quotes; None if they do not tell."""
    sure = _sure(delimiter).search(sight)
    return None if sure is None else (sight.count(b'"', 0, sure.start()) + (sure["closes"] is not None)) % 2 == 1


def _counted(data: Data, begin: int, at: int) -> bool:
    blocks = (data[start : min(start + _BLOCK, at)] for start in range(begin, at, _BLOCK))
    return sum(block.count(b'"') for block in blocks) % 2 == 1


@cache
def _sure(delimiter: str) -> re.Pattern[bytes]:
    edge = re.escape(delimiter.encode()) + rb"\r\n"
    text = rb'[^"' + edge + rb"]"
    return re.compile(rb"(?<=[" + edge + rb'])"(?=' + text + rb")|(?<=" + text + rb')(?P<closes>")(?=[' + edge + rb"])")
