r"""A ready Japanese mail about a run: what became of the orders, what is to do, and in which orders.

It holds order numbers, columns and counts, never a cell, and names the file of rejects instead of carrying it: that
one is personal data. Orders of one cause stand together. The first line is fit for the subject.

>>> from csvbridge.report.summary import Amount, Counts, Summary
>>> done = Summary("ok", 0, orders=Counts(2, 0, 2), amount=Amount(5500), output="out/gmo.csv")
>>> print(mail_text(done, [], Talk("orders.csv", "ja")))
CSV変換の結果: すべて出力しました（終了コード 0）
<BLANKLINE>
2件 5,500円を出力、0件 要修正、0件 対象外
入力: orders.csv
出力: out/gmo.csv
<BLANKLINE>
次にすること: 出力したファイルを提出先へアップロードしてください
>>> is_mail(mail_file(done, [], Talk("orders.csv", "ja"))), is_mail(b"order,name")
(True, False)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvbridge.codes import lookup
from csvbridge.report.language import say
from csvbridge.report.mask import clean
from csvbridge.report.status import lines
from csvbridge.report.terminal import Talk, closing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from csvbridge.findings import Finding
    from csvbridge.report.several import One
    from csvbridge.report.summary import Summary

HEAD = "CSV変換の結果: "
MOST_GROUPS, MOST_ORDERS, MOST_FILES = 20, 50, 50
LEFT_OUT = ("EXCLUDED", "ALREADY_SENT")
"""Infos that tell why an order was left out; other infos about one order are for the report only."""

_STATES = {
    "ok": ("すべて出力しました", "出力したファイルを提出先へアップロードしてください"),
    "partial": (
        "一部の注文は要修正です",
        "出力したファイルを提出先へアップロードし、要修正の注文をカートで直してください",
    ),
    "empty": ("注文が1件もありません", "カートの受注一覧も0件なら、何もする必要はありません"),
    "none-kept": ("対象の注文がありません", "カートに対象の注文がなければ、何もする必要はありません"),
    "all-rejected": ("出力できる注文がありません", "要修正の注文をカートで直し、ダウンロードからやり直してください"),
    "usage": ("実行の指定が違うため止まりました", "シナリオやバッチファイルの担当者に連絡してください"),
    "profile": ("変換の設定が違うため止まりました", "設定の担当者に連絡してください"),
    "wrong-file": ("入力のファイルが違うため止まりました", "ダウンロードし直して、もう一度実行してください"),
    "io": ("ファイルを読み書きできず止まりました", "少し待ってもう一度実行し、続くときは担当者に連絡してください"),
    "bug": ("予期しない不具合で止まりました", "担当者に連絡してください"),
}
"""By status: what happened, and what to do next."""

_SOME_STOPPED = (
    "止まったファイルがあります",
    "出力したファイルは提出先へアップロードし、止まったファイルだけを、理由を除いてからもう一度変換してください",
)
_SOME_REJECTED = (
    "一部のファイルは要修正です",
    "出力したファイルを提出先へアップロードし、要修正の注文をカートで直してください",
)

_REJECTS_NOTE = "（個人情報を含むため添付していません）"
_PARTS = (("error", "要修正"), ("warning", "要確認"), ("info", "お知らせ"))
_WHY_STOPPED = "止まった理由"
_STOPPED = frozenset({"usage", "profile", "wrong-file", "io", "bug"})


def mail_file(summary: Summary, findings: Sequence[Finding], talk: Talk, files: Sequence[One] = ()) -> bytes:
    """The bytes of --mail-text: cp932 with CRLF, as Japanese mail tools read a text file."""
    return lines(mail_text(summary, findings, talk, files).split("\n"))


def is_mail(data: bytes) -> bool:
    """Whether a file is one that a run wrote here, so that the next may replace it."""
    return data.startswith(HEAD.encode("cp932"))


def mail_text(summary: Summary, findings: Sequence[Finding], talk: Talk, files: Sequence[One] = ()) -> str:
    """The body; `talk` gives the name of the input and the source's own name of the order number.

    Of `files` those are named of which somebody must know.
    """
    happened, next_ = _state(summary, files)
    blocks = [[f"{HEAD}{happened}（終了コード {summary.exit}）"], _facts(summary, talk), _files(files)]
    for severity, title in _PARTS:
        stopped = severity == "error" and summary.status in _STOPPED
        blocks.append(_part(severity, _WHY_STOPPED if stopped else title, findings, talk))
    blocks += [[f"次にすること: {next_}"]]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _state(summary: Summary, files: Sequence[One]) -> tuple[str, str]:
    if not any(one.summary.status in ("ok", "partial") for one in files):
        return _STATES[summary.status]
    special = {"all-rejected": _SOME_REJECTED, **dict.fromkeys(_STOPPED, _SOME_STOPPED)}
    return special.get(summary.status, _STATES[summary.status])


def _files(files: Sequence[One]) -> list[str]:
    named = [one for one in files if one.summary.exit not in (0, 4) or one.summary.rejects]
    told = []
    for one in named[:MOST_FILES]:
        told.append(f"・{clean(one.closing('ja'))}")
        told += [f"　要修正ファイル: {clean(one.summary.rejects)}{_REJECTS_NOTE}"] if one.summary.rejects else []
    more = [f"・ほかに{len(named) - MOST_FILES}ファイルあります"] if len(named) > MOST_FILES else []
    return ["ファイルごとの結果", *told, *more] if named else []


def _facts(summary: Summary, talk: Talk) -> list[str]:
    named = {
        "入力": talk.file,
        "変換": summary.profile and summary.profile.id,
        "出力": summary.output,
        "要修正ファイル": summary.rejects and f"{summary.rejects}{_REJECTS_NOTE}",
        "結果報告": summary.report,
    }
    counts = [closing(summary, "ja")] if summary.orders.read else []
    return counts + [f"{name}: {clean(value)}" for name, value in named.items() if value]


def _part(severity: str, title: str, findings: Iterable[Finding], talk: Talk) -> list[str]:
    """The findings of one severity, those of one cause together; none gives nothing."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.severity == severity and _is_told(finding):
            message = say(lookup(finding.code).message, finding.params, "ja")
            groups.setdefault((finding.code, message), []).append(finding)
    told = [line for group in list(groups.items())[:MOST_GROUPS] for line in _group(*group, talk)]
    if len(groups) > MOST_GROUPS:
        told.append(f"・ほかに{len(groups) - MOST_GROUPS}種類あります（結果報告を見てください）")
    return [title, *told] if told else []


def _is_told(finding: Finding) -> bool:
    of_the_file = finding.order is None and finding.record is None
    return finding.severity != "info" or of_the_file or finding.code in LEFT_OUT


def _group(key: tuple[str, str], findings: Sequence[Finding], talk: Talk) -> Iterator[str]:
    code, message = key
    yield f"・{message}（{code}）"
    places = list(dict.fromkeys(filter(None, map(_place, findings))))
    if places:
        more = f" ほか{len(places) - MOST_ORDERS}件" if len(places) > MOST_ORDERS else ""
        label = talk.key_label if findings[0].order else "場所"
        yield f"　{label}: {'、'.join(places[:MOST_ORDERS])}{more}"
    params: Mapping[str, object] = findings[0].params
    yield f"　直し方: {say(lookup(code).cure, params, 'ja')}"


def _place(finding: Finding) -> str:
    if finding.order:
        return clean(finding.order)
    return f"{finding.line}行目" if finding.line else ""
