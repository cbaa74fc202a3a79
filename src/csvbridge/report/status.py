r"""What a run did, as `key=value` lines that `for /f` of a .bat and RPA tools read: cp932, CRLF, one line a key.

`accepted`, `rejected` and `dropped` count orders, `warnings` findings that a person should look at, `amount` is the
accepted total in yen. A key without value says that there is none (a shipping report has no amount). What cp932 lacks
stands as its code point.

>>> from csvbridge.report.summary import Amount, Counts, Summary
>>> counts, yen = Counts(52, 14, 36, 2), Amount(412300)
>>> done = Summary("partial", 3, output="out/gmo.csv", orders=counts, amount=yen, warnings={"TOO_FEW": 1})
>>> print(status_file(done).decode("cp932").replace("\r\n", " ").strip())
status=partial exit=3 reason= output=out/gmo.csv rejects= accepted=36 rejected=2 dropped=14 warnings=1 amount=412300
>>> is_status_file(status_file(done)), is_status_file(b"order,name")
(True, False)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.report.mask import clean
from csvbridge.report.several import counts
from csvbridge.report.terminal import printable
from csvbridge.writer.encode import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from csvbridge.report.several import One
    from csvbridge.report.summary import Summary

ENCODING = "cp932"
_FIRST = b"status="


def status_file(summary: Summary, files: Sequence[One] = ()) -> bytes:
    """The bytes of --status-file; two keys more for a command with several files."""
    values: dict[str, object] = {
        "status": summary.status,
        "exit": summary.exit,
        "reason": summary.reason,
        "output": summary.output,
        "rejects": summary.rejects,
        "accepted": summary.orders.accepted,
        "rejected": summary.orders.rejected,
        "dropped": summary.orders.dropped,
        "warnings": sum(summary.warnings.values()),
        "amount": summary.amount.accepted,
    }
    if files:
        values |= {"files": len(files), "stopped": counts(files)["stopped"]}
    return lines(f"{key}={'' if value is None else value}" for key, value in values.items())


def is_status_file(data: bytes) -> bool:
    """Whether a file is one that a run wrote here, so that the next may replace it."""
    return data.startswith(_FIRST)


def lines(texts: Iterable[str]) -> bytes:
    """Lines as Japanese Windows tools read them: cp932 with CRLF."""
    return b"".join(encode(printable(clean(text), ENCODING), ENCODING) + b"\r\n" for text in texts)
