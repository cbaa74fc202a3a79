"""The consultant's hour: from two unknown files to a running conversion, and the morning on which a column is renamed.

Neither the cart nor the provider is known to the repository; what a person edits is counted, line by line.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import pytest

from ..support import REPOSITORY, run_cli
from .shop import TEMPLATE, orders, put, written

if TYPE_CHECKING:
    from pathlib import Path

    from ..support import Ran

CART, PROVIDER = "mihon-cart/orders", "mihon-pay/credit-request"
CONVERSION = "mihon-cart-orders-mihon-pay-credit-request"
UPLOADED = (
    f"{','.join(TEMPLATE)}\r\n"
    "K-100,M-5001,2026/11/18,見本　太郎,ミホン　タロウ,1000005,東京都千代田区丸の内1-9-1,03-3000-0101,taro@example.com,"
    "見本　太郎,1000005,東京都千代田区丸の内1-9-1,03-3000-0101,4970,青汁 30包,3980,1,送料,660,1,手数料,330,1,,,,,,\r\n"
    "K-100,M-5003,2026/11/19,例示　花子,レイジ　ハナコ,0600001,北海道札幌市中央区北一条西2-1　見本ビル3F,011-200-0102,"
    "hanako@example.jp,贈答　桜,8100001,福岡県福岡市中央区天神1-8-1,092-700-0105,5520,青汁 30包,3980,1,"
    "シェイカー,550,1,送料,660,1,手数料,330,1,,,\r\n"
)
"""What the provider gets: the new orders of deferred payment, neither the card's nor the cancelled one."""


class Hour:
    """The consultant at work in a folder: commands, and edits that are counted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.edited = 0
        put(folder / "orders.csv", orders())
        put(folder / "template.csv", written([TEMPLATE]))

    def run(self, *args: str) -> Ran:
        return run_cli(list(args), self.folder)

    def edit(self, file: str, old: str, new: str) -> None:
        """Change the one line that begins with `old`."""
        path = self.folder / "my" / file
        before = path.read_text("utf-8").splitlines()
        [at] = [i for i, line in enumerate(before) if line.startswith(old)]
        after = [*before[:at], new, *before[at + 1 :]]
        path.write_text("\n".join(after) + "\n", "utf-8")
        self.edited += sum(line[:2] == "+ " for line in difflib.ndiff(before, after))


@pytest.fixture
def learnt(tmp_path: Path) -> Hour:
    hour = Hour(tmp_path)
    first = hour.run("profiles", "learn", "orders.csv", "--as", CART, "--out", "my")
    assert first.exit == 0, first.stderr
    second = hour.run("profiles", "learn", "--header", "template.csv", "--as", PROVIDER, "--from", CART, "--out", "my")
    assert second.exit == 0, second.stderr
    return hour


def _decide(hour: Hour) -> None:
    hour.edit(f"formats/{CART}.toml", '# "ミホン後払い"', '"ミホン後払い" = "deferred"')
    hour.edit(f"conversions/{CONVERSION}.toml", '# "加盟店コード"', '"加盟店コード" = "K-100"')
    hour.edit(f"conversions/{CONVERSION}.toml", "# lines", 'lines = { shipping = "送料", payment_fee = "手数料" }')


def _convert(hour: Hour, file: str) -> Ran:
    return hour.run("convert", "--profiles", "my", "-p", CONVERSION, file, "-o", "upload.csv")


def test_two_unknown_files_become_a_conversion(learnt: Hour) -> None:
    _decide(learnt)
    assert learnt.edited <= 4
    ran = _convert(learnt, "orders.csv")
    assert (ran.exit, ran.stderr.splitlines()[-1]) == (0, "2件 10,490円を出力、0件 要修正、2件 対象外")
    assert "error" not in ran.stderr
    assert ran.files["upload.csv"].decode("cp932") == UPLOADED


def test_nothing_that_is_undecided_goes_out(learnt: Hour) -> None:
    ran = _convert(learnt, "orders.csv")
    assert ran.exit == 5
    assert "error[UNKNOWN_WORD]" in ran.stderr
    assert "upload.csv" not in ran.files


def test_every_line_to_edit_was_named(tmp_path: Path) -> None:
    hour = Hour(tmp_path)
    first = hour.run("profiles", "learn", "orders.csv", "--as", CART, "--out", "my")
    second = hour.run("profiles", "learn", "--header", "template.csv", "--as", PROVIDER, "--from", CART, "--out", "my")
    told = first.stderr + second.stderr
    for line in ('# "ミホン後払い" = "deferred"', '# "加盟店コード" = "…"', "# lines = "):
        assert line in told


RENAMED = {
    "ご依頼主氏名": "お名前",
    "お買上合計": "ご請求額",
    "ご注文番号": "オーダーNo",
    "進行状況": "ステータス",
    "お支払い": "決済区分",
    "送り先TEL": "お届け先お電話番号",
}


@pytest.mark.parametrize(("old", "new"), RENAMED.items(), ids=RENAMED)
def test_the_morning_after_a_column_was_renamed(learnt: Hour, old: str, new: str) -> None:
    _decide(learnt)
    put(learnt.folder / "next.csv", orders(**{old: new}))
    refused = _convert(learnt, "next.csv")
    assert refused.exit == 7
    assert f"{old} → {new}" in refused.stderr
    line = f'name = "{old}", aka = ["{new}"]'
    assert refused.stderr.splitlines()[-1].strip() == line
    updated = learnt.run("profiles", "learn", "next.csv", "--profiles", "my", "--update", CONVERSION)
    assert updated.exit == 0, updated.stderr
    assert [row[0] for row in updated.stdout.decode().splitlines() if line in row] == ["+"]
    ran = _convert(learnt, "next.csv")
    assert ran.exit == 0, ran.stderr
    assert ran.files["upload.csv"].decode("cp932") == UPLOADED
    assert _convert(learnt, "orders.csv").exit == 0


def test_the_example_is_what_is_learnt_and_three_lines(learnt: Hour) -> None:
    decided = REPOSITORY / "examples" / "new-shop" / "profiles"
    edited = []
    for path in sorted(decided.rglob("*.toml")):
        now = (learnt.folder / "my" / path.relative_to(decided)).read_text("utf-8")
        before, after = (text.splitlines() for text in (now, path.read_text("utf-8")))
        assert len(before) == len(after)
        edited += [new for old, new in zip(before, after, strict=True) if old.partition("  #")[0] != new]
    edited = [line for line in edited if "  #" not in line]
    assert [line.partition(" =")[0] for line in edited] == ['"加盟店コード"', "lines", '"ミホン後払い"']
