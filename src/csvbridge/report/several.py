"""Several files in one command: what became of each of them, and of all together.

With `--json` there is a line for each file, `input` first, and a last one for all, whose `input` is null. The last line
has the same keys as that of a single file, so that a robot need not know how many there were.

>>> a = One("in/a.csv", Summary("ok", 0, orders=Counts(2, 0, 2, 0), amount=Amount(5500, 0, 0), output="out/a.csv"))
>>> b = One("in/b.csv", Summary("wrong-file", 7, "html", codes={"FILE_HTML": 1}), "FILE_HTML")
>>> both = summed([a, b], "wrong-file", "html")
>>> both.status, both.orders.accepted, both.amount.accepted, dict(both.codes)
('wrong-file', 2, 5500, {'FILE_HTML': 1})
>>> print(closing_of_all(both, [a, b], "en", 0.1))
in/b.csv: stopped (FILE_HTML)
2 files: 2 orders, 5,500 yen written; 0 to fix; 0 not for this target; 1 stopped
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from csvbridge.codes import Text
from csvbridge.report.language import say
from csvbridge.report.summary import Amount, Counts, Records, Summary
from csvbridge.report.terminal import closing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from csvbridge.report.language import Language

LONG_SECONDS = 5.0
"""Work of which the time is worth telling."""

MOST_NAMED = 20
"""Files that are named one by one at the end."""

_ALL = Text("{count}ファイル: {closing}", "{count} files: {closing}")
_STOPPED = Text("、{count}ファイルは止まりました", "; {count} stopped")
_TIME = Text("（{seconds:,.0f}秒、{rate:,.0f}行/秒）", " ({seconds:,.0f} s, {rate:,.0f} rows/s)")
_ONE = Text("{input}: {closing}", "{input}: {closing}")
_ONE_STOPPED = Text("{input}: 止まりました（{code}）", "{input}: stopped ({code})")
_TO_FIX = Text("要修正ファイル: {path}", "to fix: {path}")
_MORE = Text("ほか{count}ファイル", "and {count} more files")


@dataclass(frozen=True, slots=True)
class One:
    """What became of one file; `code` says what stopped it."""

    input: str
    summary: Summary
    code: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of the file."""
        return {"input": self.input, **self.summary.to_dict()}

    def closing(self, lang: Language, *, dry_run: bool = False) -> str:
        """The line of the file."""
        if self.code:
            return say(_ONE_STOPPED, {"input": self.input, "code": self.code}, lang)
        return say(_ONE, {"input": self.input, "closing": closing(self.summary, lang, dry_run=dry_run)}, lang)


def summed(files: Sequence[One], status: str, reason: str | None = None) -> Summary:
    """The summary of all: counts are sums; the exit code and what is written of all is not known here."""
    each = [one.summary for one in files]
    return Summary(
        status,
        0,
        reason,
        next((summary.profile for summary in each if summary.profile), None),
        rows=_counts(summary.rows for summary in each),
        orders=_counts(summary.orders for summary in each),
        records=Records(sum(summary.records.unreadable for summary in each)),
        amount=_amounts([summary.amount for summary in each if summary.amount.accepted is not None]),
        codes=_codes(summary.codes for summary in each),
        warnings=_codes(summary.warnings for summary in each),
        held=sum(summary.held for summary in each),
    )


def _counts(each: Iterable[Counts]) -> Counts:
    columns = list(zip(*((c.read, c.dropped, c.accepted, c.rejected) for c in each), strict=True))
    return Counts(*map(sum, columns))


def _amounts(each: Sequence[Amount]) -> Amount:
    if not each:
        return Amount()
    return Amount(*(sum(getattr(amount, field.name) or 0 for amount in each) for field in fields(Amount)))


def _codes(each: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for codes in each:
        total.update(codes)
    return dict(sorted(total.items()))


def counts(files: Sequence[One]) -> dict[str, int]:
    """How many files there were, of how many there is an output (or would be), and how many were stopped."""
    written = sum(one.summary.status in ("ok", "partial") for one in files)
    return {"given": len(files), "written": written, "stopped": sum(one.code is not None for one in files)}


def total_dict(summary: Summary, files: Sequence[One], skipped: Sequence[str]) -> dict[str, Any]:
    """The JSON object of all files."""
    return {"input": None, **summary.to_dict(), "files": counts(files), "skipped": list(skipped)}


def closing_of_all(
    summary: Summary, files: Sequence[One], lang: Language, seconds: float, *, dry_run: bool = False
) -> str:
    """The last lines of a command: which files are to be fixed, which were stopped, and the counts of all."""
    stopped = [one for one in files if one.code]
    told = closing(summary, lang, dry_run=dry_run)
    if len(files) > 1:
        told = say(_ALL, {"count": len(files), "closing": told}, lang)
    if stopped:
        told += say(_STOPPED, {"count": len(stopped)}, lang)
    if seconds >= LONG_SECONDS:
        told += say(_TIME, {"seconds": seconds, "rate": summary.rows.read / seconds}, lang)
    to_fix = [say(_TO_FIX, {"path": one.summary.rejects}, lang) for one in files if one.summary.rejects]
    blocks = [_some(to_fix, lang), _some([one.closing(lang) for one in stopped], lang), told]
    return "\n".join(filter(None, blocks))


def _some(lines: Sequence[str], lang: Language) -> str:
    more = [say(_MORE, {"count": len(lines) - MOST_NAMED}, lang)] if len(lines) > MOST_NAMED else []
    return "\n".join([*lines[:MOST_NAMED], *more])
