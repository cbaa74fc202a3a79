"""What is told of several files."""

from __future__ import annotations

from csvbridge.report.mail import mail_text
from csvbridge.report.several import MOST_NAMED, One, closing_of_all, counts, summed, total_dict
from csvbridge.report.summary import Amount, Counts, Records, Summary
from csvbridge.report.terminal import Talk

GOOD = One("a.csv", Summary("ok", 0, rows=Counts(3, 1, 2, 0), orders=Counts(2, 0, 2, 0), amount=Amount(5500, 0, 0)))
PARTIAL = One(
    "b.csv", Summary("partial", 3, orders=Counts(2, 0, 1, 1), records=Records(1), rejects="out/b.rejects.csv")
)
STOPPED = One("c.csv", Summary("io", 8, codes={"FILE_LOCKED": 1}), "FILE_LOCKED")


def test_counts_are_sums() -> None:
    total = summed([GOOD, PARTIAL, STOPPED], "io")
    assert (total.orders, total.rows, total.records) == (Counts(4, 0, 3, 1), Counts(3, 1, 2, 0), Records(1))
    assert total.amount == Amount(5500, 0, 0)
    assert counts([GOOD, PARTIAL, STOPPED]) == {"given": 3, "written": 2, "stopped": 1}
    assert summed([PARTIAL], "partial").amount == Amount()


def test_the_total_has_the_keys_of_a_single_file() -> None:
    total = total_dict(summed([GOOD], "ok"), [GOOD], ["x.previous.csv"])
    assert [key for key in total if key not in GOOD.summary.to_dict()] == ["input", "files", "skipped"]
    assert list(GOOD.to_dict()) == ["input", *GOOD.summary.to_dict()]


def test_time_is_told_of_long_work_only() -> None:
    total = summed([GOOD], "ok")
    assert closing_of_all(total, [GOOD], "ja", 1.0) == "2件 5,500円を出力、0件 要修正、0件 対象外"
    assert closing_of_all(total, [GOOD], "ja", 10.0).endswith("（10秒、0行/秒）")


def test_only_some_of_many_files_are_named() -> None:
    files = [PARTIAL] * (MOST_NAMED + 3)
    lines = closing_of_all(summed(files, "partial"), files, "en", 0.0).splitlines()
    assert lines.count("to fix: out/b.rejects.csv") == MOST_NAMED
    assert lines[-2] == "and 3 more files"
    assert lines[-1].startswith("23 files: 23 orders written; 23 to fix")


def test_the_mail_says_what_to_do_with_those_that_went_well() -> None:
    files = [GOOD, PARTIAL, STOPPED]
    mail = mail_text(summed(files, "io"), [], Talk("3ファイル", "ja"), files)
    assert mail.startswith("CSV変換の結果: 止まったファイルがあります")
    assert "止まったファイルだけを" in mail
    assert "a.csv" not in mail
    alone = mail_text(summed([STOPPED], "io"), [], Talk("1ファイル", "ja"), [STOPPED])
    assert alone.startswith("CSV変換の結果: ファイルを読み書きできず止まりました")
