"""Which formats fit a file, and what differs: each kind of difference is named, none is made up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csvbridge.learn.look import inspect
from csvbridge.learn.rank import rank

if TYPE_CHECKING:
    from csvbridge.learn.rank import Fit

EXAMPLES = Path(__file__).parents[2] / "examples"
SHIPPED = EXAMPLES / "tamago-gmo" / "shipped-orders.csv"
FITS = {
    "tamago-gmo/orders.csv": "tamago-repeat/orders",
    "tamago-gmo/shipped-orders.csv": "tamago-repeat/shipped-orders",
    "tamago-gmo/credit-result.csv": "gmo-atobarai/credit-result",
    "eccube4-atodene/orders.csv": "eccube4/orders",
    "eccube4-atodene/credit-result.csv": "atodene/credit-result",
}


def best(text: str, *folders: Path) -> Fit:
    return rank(inspect(text.encode("cp932")), folders)[0]


@pytest.fixture(scope="module")
def text() -> str:
    return SHIPPED.read_bytes().decode("cp932")


@pytest.mark.parametrize("name", FITS)
def test_shipped_samples_fit_their_own_format(name: str) -> None:
    first = rank(inspect((EXAMPLES / name).read_bytes()))[0]
    assert (first.id, first.fits, first.score) == (FITS[name], True, 1.0)
    assert (first.missing, first.extra, first.moved, first.renamed, first.frame) == ((),) * 5


def test_of_two_versions_the_one_with_fewer_columns_left_out_comes_first() -> None:
    found = rank(inspect((EXAMPLES / "eccube4-atodene" / "orders.csv").read_bytes()))
    assert [(fit.id, fit.version) for fit in found[:2]] == [("eccube4/orders", "4.1"), ("eccube4/orders", "4.0")]
    assert len(found[0].absent) < len(found[1].absent)


def test_a_renamed_column_is_told_by_what_it_holds(text: str) -> None:
    found = best(text.replace('"発送日"', '"出荷年月日"'))
    assert (found.renamed, found.missing, found.extra) == ((("発送日", "出荷年月日"),), (), ())
    assert not found.fits


def test_a_renamed_column_is_told_by_its_spelling(text: str) -> None:
    assert best(text.replace('"受付番号"', '"ご受付番号"')).renamed == (("受付番号", "ご受付番号"),)


def test_missing_extra_and_moved_columns(text: str) -> None:
    rows = [line.split(",") for line in text.splitlines()]
    without = best("\r\n".join(",".join(row[:2] + row[3:]) for row in rows))
    assert (without.missing, without.renamed) == (("配送業者",), ())
    more = best("\r\n".join(",".join([*row, '"倉庫メモ"' if n == 0 else '""']) for n, row in enumerate(rows)))
    assert (more.extra, more.fits) == (("倉庫メモ",), True)
    moved = best("\r\n".join(",".join([*row[1:], row[0]]) for row in rows))
    assert (moved.moved, moved.fits) == (("受付番号",), True)


def test_what_the_reader_would_refuse(text: str) -> None:
    assert rank(inspect(text.replace(",", "\t").encode("euc_jp")))[0].frame == ("encoding", "delimiter")
    assert best(f"出荷済み注文一覧\r\n{text}").frame == ("preamble_lines",)


def test_a_file_of_nobody_fits_nothing() -> None:
    assert rank(inspect("部品,棚,在庫\r\nねじ,A1,30\r\nばね,B2,8\r\n".encode("cp932"))) == ()
    assert rank(inspect(b"id;a,b\n1;2,3\n4;5,6\n")) == ()


def test_a_local_format_is_found_and_one_that_cannot_be_loaded_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "formats" / "mihon").mkdir(parents=True)
    own = tmp_path / "formats" / "mihon" / "stock.toml"
    head = 'id = "mihon/stock"\ntitle = "t"\nrecord = "order"\nstatus = "template"\ngrain = "order"\n'
    names = ", ".join(f'{{ name = "{name}" }}' for name in ("棚", "在庫"))
    own.write_text(f'{head}columns = [ {{ name = "部品", field = "order.number" }}, {names} ]\n', "utf-8")
    own.with_name("broken.toml").write_text('id = "mihon/broken"\nstatus = "never"\n', "utf-8")
    found = best("部品,棚,在庫\r\nA-1,北,30\r\nA-2,南,8\r\n", tmp_path)
    assert (found.id, found.path, found.fits) == ("mihon/stock", own, True)


def test_a_file_without_header_is_compared_with_formats_without_one(tmp_path: Path) -> None:
    (tmp_path / "formats" / "mihon").mkdir(parents=True)
    own = tmp_path / "formats" / "mihon" / "bare.toml"
    columns = '{ position = 1, field = "order.number" }, { position = 2, field = "buyer.name" }'
    head = 'id = "mihon/bare"\ntitle = "t"\nrecord = "order"\nstatus = "template"\ngrain = "order"\n'
    own.write_text(f"{head}columns = [ {columns} ]\n[dialect]\nheader = false\n", "utf-8")
    assert best("1001,見本太郎\r\n1002,試験花子\r\n", tmp_path).id == "mihon/bare"
    assert best("1001,見本太郎,x\r\n1002,試験花子,y\r\n", tmp_path).extra == ("#3",)
