"""Findings and errors as a person reads them on standard error; the last line is the most important one.

Every line can be shown: what the stream's encoding lacks stands as its code point, U+20BB7. Colours only on a
terminal.
"""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from csvbridge.codes import Text, lookup
from csvbridge.errors import ProfileError, WrongFileError
from csvbridge.report.language import Language, say
from csvbridge.report.mask import HIDDEN, clean, mask, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from csvbridge.errors import CsvbridgeError, Problem
    from csvbridge.findings import Finding
    from csvbridge.report.summary import Summary

SHOWN_OF_A_KIND = 5

_EXPLAIN = Text("（csvbridge explain {code}）", " (csvbridge explain {code})")
_MORE = Text("同じものが他に{count}件あります", "{count} more of the same")
_COLUMN = Text("列「{column}」", "column “{column}”")
_COUNTED = Text(
    "{accepted}件を出力、{rejected}件 要修正、{dropped}件 対象外",
    "{accepted} {orders} written; {rejected} to fix; {dropped} not for this target",
)
_COUNTED_DRY = Text(
    "{accepted}件を出力できます、{rejected}件 要修正、{dropped}件 対象外",
    "{accepted} {orders} can be written; {rejected} to fix; {dropped} not for this target",
)
_CLOSING = Text(
    "{accepted}件 {amount:,}円を出力、{rejected}件 要修正、{dropped}件 対象外",
    "{accepted} {orders}, {amount:,} yen written; {rejected} to fix; {dropped} not for this target",
)
_CLOSING_DRY = Text(
    "{accepted}件 {amount:,}円を出力できます、{rejected}件 要修正、{dropped}件 対象外",
    "{accepted} {orders}, {amount:,} yen can be written; {rejected} to fix; {dropped} not for this target",
)
_HELD = Text(
    "1件も出力していません。{rejected}件 要修正、ほかの{held}件は問題なし、{dropped}件 対象外",
    "nothing written; {rejected} to fix, {held} without fault; {dropped} not for this target",
)
_UNREADABLE = Text("、読めない行 {count}件", "; {count} {records} unreadable")
_SUGGESTION = Text("   = 候補: 「{suggestion}」", "   = suggestion: “{suggestion}”")
_SUGGESTION_SAFE = Text(
    "   = 候補: 「{suggestion}」（--fix safe で直せます）", "   = suggestion: “{suggestion}” (--fix safe applies it)"
)
_SAFE = Text("   = --fix safe で、内容を変えずに直せます", "   = --fix safe corrects it without loss")
_PROBLEMS = Text("プロファイルの問題 {count}件", "{count} {problems} in the profile")


@dataclass(frozen=True, slots=True)
class Talk:
    """How to speak: of which file, in which language, with whole cells or masked ones.

    `key_label` is the source's own name of the order number (受付番号), so that a clerk finds the order.
    """

    file: str
    language: Language
    key_label: str = "注文番号"
    show_values: bool = False


_Kind = tuple[str, str, str]
Kinds = Counter[_Kind]
"""How many findings of each kind a command has had."""


def render_findings(findings: Iterable[Finding], talk: Talk) -> str:
    """All findings in their order: five of a kind and then a count, an unknown word once with its count.

    What was changed without loss (info on one order) is for the report only.
    """
    seen = Kinds()
    return "\n".join(filter(None, [render_some(findings, talk, seen), render_more(seen, talk)]))


def render_some(findings: Iterable[Finding], talk: Talk, seen: Kinds) -> str:
    """The findings of one of several files, five of a kind in all files; `seen` counts them.

    An unknown word is told once in each file.
    """
    shown = [finding for finding in findings if finding.severity != "info" or _of_the_file(finding)]
    counts = Counter(map(_kind, shown))
    blocks = [_finding(finding, talk, counts) for finding in _first_of_each(shown, seen)]
    seen.update(counts)
    return "\n".join(block for block in blocks if block)


def render_more(seen: Kinds, talk: Talk) -> str:
    """How many more of each kind there are than were shown."""
    blocks = (_more(kind, count, talk) for kind, count in seen.items() if count > _limit(kind))
    return "\n".join(block for block in blocks if block)


def render_error(error: CsvbridgeError, talk: Talk) -> str:
    """What stopped the run; for a profile every problem of its files, and their number as the last line."""
    if isinstance(error, ProfileError) and error.problems:
        count = len(error.problems)
        last = say(_PROBLEMS, {"count": count, "problems": "problem" if count == 1 else "problems"}, talk.language)
        return "\n".join([*(_problem(problem, talk) for problem in error.problems), "", last])
    place = error.params.get("path") or error.params.get("file") or talk.file
    where = f"{place}:{error.line}" if error.line else str(place) if isinstance(error, WrongFileError) else ""
    return _block("error", error.code, error.params, talk, where=where)


def closing(summary: Summary, lang: Language, *, dry_run: bool = False) -> str:
    """The last line of a run.

    >>> from csvbridge.report.summary import Amount, Counts, Records, Summary
    >>> done = Summary("partial", 3, orders=Counts(52, 14, 36, 2), amount=Amount(412300))
    >>> closing(done, "ja")
    '36件 412,300円を出力、2件 要修正、14件 対象外'
    >>> closing(done, "en")
    '36 orders, 412,300 yen written; 2 to fix; 14 not for this target'
    >>> closing(Summary("partial", 3, orders=Counts(19, 0, 19, 0), records=Records(1)), "ja")
    '19件を出力、0件 要修正、0件 対象外、読めない行 1件'
    >>> closing(Summary("all-rejected", 5, orders=Counts(52, 14, 0, 38), held=36), "ja")
    '1件も出力していません。2件 要修正、ほかの36件は問題なし、14件 対象外'
    """
    orders, unreadable = summary.orders, summary.records.unreadable
    params = {
        "accepted": orders.accepted,
        "rejected": orders.rejected - summary.held,
        "held": summary.held,
        "dropped": orders.dropped,
        "amount": summary.amount.accepted,
        "orders": "order" if orders.accepted == 1 else "orders",
    }
    dry, real = (_COUNTED_DRY, _COUNTED) if summary.amount.accepted is None else (_CLOSING_DRY, _CLOSING)
    records = {"count": unreadable, "records": "record" if unreadable == 1 else "records"}
    words = dry if dry_run else real
    return say(_HELD if summary.held and not orders.accepted else words, params, lang) + (
        say(_UNREADABLE, records, lang) if unreadable else ""
    )


def printable(text: str, encoding: str) -> str:
    """The text in characters that an encoding has; others as their code points.

    >>> printable("𠮷野家 髙橋", "cp932"), printable("受付", "ascii")
    ('U+20BB7野家 髙橋', 'U+53D7U+4ED8')
    """
    return text.encode(encoding, "csvbridge-codepoint").decode(encoding)


def show(text: str, stream: TextIO) -> None:
    """Write the text and a line end to a stream, in colour if it is a terminal."""
    if not text:
        return
    text = printable(text, stream.encoding or "utf-8")
    if not stream.isatty():
        stream.write(text + "\n")
        return
    from rich.console import Console
    from rich.text import Text as Rich

    styled = Rich(text)
    styled.highlight_regex(r"(?m)^error\[[^\]]*\]", "bold red")
    styled.highlight_regex(r"(?m)^warning\[[^\]]*\]", "bold yellow")
    styled.highlight_regex(r"(?m)^   = [^:]*:|^  -->|^   \|", "cyan")
    Console(file=stream, highlight=False, soft_wrap=True).print(styled)


def _code_point(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(f"U+{ord(char):04X}" for char in error.object[error.start : error.end]), error.end


codecs.register_error("csvbridge-codepoint", _code_point)


def _of_the_file(finding: Finding) -> bool:
    return finding.order is None and finding.record is None


def _kind(finding: Finding) -> _Kind:
    if finding.code == "UNKNOWN_WORD":
        return finding.severity, finding.code, f"{finding.column}\0{finding.params.get('word')}"
    return finding.severity, finding.code, ""


def _limit(kind: _Kind) -> int:
    return 1 if kind[2] else SHOWN_OF_A_KIND


def _first_of_each(findings: Iterable[Finding], before: Kinds) -> Iterator[Finding]:
    seen: Kinds = Counter()
    for finding in findings:
        kind = _kind(finding)
        seen[kind] += 1
        if seen[kind] + (0 if kind[2] else before[kind]) <= _limit(kind):
            yield finding


def _more(kind: _Kind, count: int, talk: Talk) -> str:
    severity, code, word = kind
    # An unknown word tells its count in its own message.
    return "" if word else f"{severity}[{code}]: {say(_MORE, {'count': count - SHOWN_OF_A_KIND}, talk.language)}"


def _finding(finding: Finding, talk: Talk, counts: Mapping[_Kind, int]) -> str:
    params = dict(finding.params)
    if finding.code == "UNKNOWN_WORD":
        params["count"] = max(counts[_kind(finding)], int(str(params.get("count") or 0)))
    return _block(
        finding.severity,
        finding.code,
        params,
        talk,
        where=_where(finding, talk),
        cell=_shown(finding.value, finding, talk),
        suggestion=_shown(finding.suggestion, finding, talk),
        provider=f" ({finding.provider_code})" if finding.provider_code else "",
    )


def _shown(text: str | None, finding: Finding, talk: Talk) -> str | None:
    """A cell, or what could stand in its place."""
    if text is None:
        return None
    return shorten(clean(text)) if talk.show_values else mask(text, finding.field)


def _where(finding: Finding, talk: Talk) -> str:
    """`orders.csv:12  受付番号 T0001245  列「…」`; empty for a finding about the whole file."""
    parts = [f"{talk.file}:{finding.line}" if finding.line else ""]
    parts.append(f"{talk.key_label} {clean(finding.order)}" if finding.order else "")
    parts.append(say(_COLUMN, {"column": finding.column}, talk.language) if finding.column else "")
    return "  ".join(part for part in parts if part)


def _problem(problem: Problem, talk: Talk) -> str:
    where = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return _block("error", problem.code, problem.params, talk, where=where, cell=shorten(clean(problem.text).strip()))


def _block(
    severity: str,
    code: str,
    params: Mapping[str, object],
    talk: Talk,
    *,
    where: str = "",
    cell: str | None = None,
    suggestion: str | None = None,
    provider: str = "",
) -> str:
    entry = lookup(code)
    lines: Sequence[str] = (
        f"{severity}[{code}]: {say(entry.message, params, talk.language)}{provider}",
        f"  --> {clean(where)}" if where else "",
        f"   |  {cell}" if cell else "",
        _suggested(suggestion, cell, talk, safe=entry.fix == "safe"),
        f"   = help: {say(entry.cure, params, talk.language)}{say(_EXPLAIN, {'code': code}, talk.language)}",
        *_toml(params),
    )
    return "\n".join(line for line in lines if line)


def _suggested(suggestion: str | None, cell: str | None, talk: Talk, *, safe: bool) -> str:
    """What could stand in the place of a cell; masked, it may be hidden wholly or look just like the cell."""
    if suggestion is None:
        return ""
    if suggestion in (cell, HIDDEN):
        return say(_SAFE, {}, talk.language) if safe else ""
    return say(_SUGGESTION_SAFE if safe else _SUGGESTION, {"suggestion": suggestion}, talk.language)


def _toml(params: Mapping[str, object]) -> list[str]:
    """What to write into a file of one's own, line by line."""
    change = str(params.get("change") or "-")
    return [] if change == "-" else [f"     {clean(line)}" for line in change.split("\n")]
