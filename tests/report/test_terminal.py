"""Exact words on standard error."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from csvbridge.codes import Entry, Text, every, lookup
from csvbridge.errors import FileAccessError, Problem, ProfileError, WrongFileError
from csvbridge.findings import Finding
from csvbridge.report.summary import Amount, Counts, Summary
from csvbridge.report.terminal import Talk, closing, printable, render_error, render_findings, show

JA = Talk("orders.csv", "ja", "受付番号")
EN = Talk("orders.csv", "en", "受付番号")
CODES = {
    "BLANK": Entry(
        "BLANK",
        "error",
        Text("「{column}」が空欄です", "“{column}” is empty"),
        Text("カートで入力してください", "fill it in in the cart"),
        Text("", ""),
        Text("", ""),
    ),
    "UNKNOWN_WORD": Entry(
        "UNKNOWN_WORD",
        "error",
        Text("「{word}」は知らない言葉です（{count}件）", "“{word}” is not known ({count} times)"),
        Text("{line} を加えてください", "add {line}"),
        Text("", ""),
        Text("", ""),
    ),
}
BLANK = Finding(
    "BLANK",
    "error",
    order="T0001245",
    record=11,
    line=12,
    party="buyer",
    column="注文者住所1",
    field="buyer.street",
    value="千代田区丸の内",
    params={"column": "住所"},
    provider_code="GMO:CT0057",
)


@pytest.fixture(autouse=True)
def _codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csvbridge.report.terminal.lookup", lambda code: CODES.get(code) or lookup(code))


def test_a_finding() -> None:
    assert render_findings([BLANK], JA).splitlines() == [
        "error[BLANK]: 「住所」が空欄です (GMO:CT0057)",
        "  --> orders.csv:12  受付番号 T0001245  列「注文者住所1」",
        "   |  ***",
        "   = help: カートで入力してください（csvbridge explain BLANK）",
    ]
    assert render_findings([BLANK], EN).splitlines() == [
        "error[BLANK]: “住所” is empty (GMO:CT0057)",
        "  --> orders.csv:12  受付番号 T0001245  column “注文者住所1”",
        "   |  ***",
        "   = help: fill it in in the cart (csvbridge explain BLANK)",
    ]


def test_cells_are_shown_when_asked_for_but_never_their_controls() -> None:
    talk = replace(JA, show_values=True)
    assert "   |  千代田区丸の内" in render_findings([BLANK], talk).splitlines()
    assert "   |  [31m丸" in render_findings([replace(BLANK, value="\x1b[31m丸")], talk).splitlines()


@pytest.mark.parametrize("value", ["千代田区丸の内", "東京都千代田区丸の内", None])
def test_a_suggestion_that_would_be_hidden_wholly_is_left_out(value: str | None) -> None:
    finding = replace(BLANK, value=value, suggestion="千代田区丸の内1-9-1")
    assert "候補" not in render_findings([finding], JA)
    shown = render_findings([finding], replace(JA, show_values=True))
    assert "   = 候補: 「千代田区丸の内1-9-1」" in shown.splitlines()


def test_a_hidden_correction_without_loss_is_offered_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CODES, "BLANK", CODES["BLANK"]._replace(fix="safe"))
    finding = replace(BLANK, value="群馬県前橋市", suggestion="前橋市")
    assert "   = --fix safe で、内容を変えずに直せます" in render_findings([finding], JA).splitlines()


def test_a_finding_about_the_file() -> None:
    finding = Finding("BLANK", "warning", params={"column": "住所"})
    assert render_findings([finding], JA).splitlines() == [
        "warning[BLANK]: 「住所」が空欄です",
        "   = help: カートで入力してください（csvbridge explain BLANK）",
    ]


def test_five_of_a_kind_and_then_a_count() -> None:
    lines = render_findings([BLANK] * 17, JA).splitlines()
    assert len(lines) == 5 * 4 + 1
    assert lines[-1] == "error[BLANK]: 同じものが他に12件あります"
    assert render_findings([BLANK] * 6, EN).splitlines()[-1] == "error[BLANK]: 1 more of the same"
    assert len(render_findings([BLANK] * 5, JA).splitlines()) == 5 * 4


def test_an_unknown_word_once_with_its_count() -> None:
    params = {"word": "コンビニ後払", "line": '"コンビニ後払" = "deferred"'}
    finding = Finding("UNKNOWN_WORD", "error", order="T1", record=1, line=2, column="支払方法", params=params)
    other = replace(finding, params=params | {"word": "現金", "count": 3})
    text = render_findings([finding, finding, other, finding], JA)
    assert [line for line in text.splitlines() if line.startswith("error")] == [
        "error[UNKNOWN_WORD]: 「コンビニ後払」は知らない言葉です（3件）",
        "error[UNKNOWN_WORD]: 「現金」は知らない言葉です（3件）",
    ]
    assert '   = help: "コンビニ後払" = "deferred" を加えてください（csvbridge explain UNKNOWN_WORD）' in text


def test_info_on_one_order_is_for_the_report() -> None:
    assert render_findings([replace(BLANK, severity="info")], JA) == ""
    assert render_findings([Finding("BLANK", "info")], JA).startswith("info[BLANK]")


def test_an_error() -> None:
    error = FileAccessError("FILE_LOCKED_OUTPUT", path="out/gmo.csv")
    assert render_error(error, JA).splitlines() == [
        "error[FILE_LOCKED_OUTPUT]: 「out/gmo.csv」を置き換えられません（Excel で開いたままではありませんか）",
        "   = help: ファイルを閉じてから、もう一度実行してください（csvbridge explain FILE_LOCKED_OUTPUT）",
    ]
    assert render_error(WrongFileError("BLANK", reason="html", line=7), JA).splitlines()[1] == "  --> orders.csv:7"


def test_all_problems_of_a_profile() -> None:
    problems = [Problem("BLANK", "shop.toml", line, '  feild = "order.total"', {"column": "x"}) for line in (3, None)]
    assert render_error(ProfileError(problems=problems), EN).splitlines() == [
        "error[BLANK]: “x” is empty",
        "  --> shop.toml:3",
        '   |  feild = "order.total"',
        "   = help: fill it in in the cart (csvbridge explain BLANK)",
        "error[BLANK]: “x” is empty",
        "  --> shop.toml",
        '   |  feild = "order.total"',
        "   = help: fill it in in the cart (csvbridge explain BLANK)",
        "",
        "2 problems in the profile",
    ]


def test_the_last_line() -> None:
    done = Summary("partial", 3, orders=Counts(17, 14, 1, 2), amount=Amount(accepted=5500))
    assert closing(done, "ja") == "1件 5,500円を出力、2件 要修正、14件 対象外"
    assert closing(done, "en") == "1 order, 5,500 yen written; 2 to fix; 14 not for this target"
    assert closing(done, "ja", dry_run=True) == "1件 5,500円を出力できます、2件 要修正、14件 対象外"
    assert closing(done, "en", dry_run=True).startswith("1 order, 5,500 yen can be written; ")


class _Terminal(io.StringIO):
    encoding = "cp932"  # type: ignore[assignment]

    def isatty(self) -> bool:
        return True


def test_what_a_stream_lacks_is_shown_as_its_code_point() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp932", newline="\n")
    show("𠮷野家 [bold]髙橋", stream)
    stream.flush()
    assert stream.buffer.getvalue() == "U+20BB7野家 [bold]髙橋\n".encode("cp932")  # type: ignore[attr-defined]
    assert printable("—", "cp932") == "U+2014"


def test_a_terminal_gets_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    stream = _Terminal()
    show("error[BLANK]: 𠮷 [red]x[/red]", stream)
    assert stream.getvalue() == "error[BLANK]: U+20BB7 [red]x[/red]\n"
    show("", stream)
    assert stream.getvalue().count("\n") == 1


def test_every_text_of_writing_can_be_shown_in_cp932() -> None:
    for entry in every().values():
        for text in (*entry.message, *entry.cure, *entry.why, *entry.example):
            assert printable(text, "cp932") == text, entry.code
