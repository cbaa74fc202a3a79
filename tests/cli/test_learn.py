"""`profiles learn`: what is printed and what is written, what is refused, and that nothing is lost."""

from __future__ import annotations

import os
import re
import stat
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
import typer

from csvbridge.cli import _ask, _learn_request
from csvbridge.learn.draft import Wish
from csvbridge.learn.look import inspect
from csvbridge.profile.plan import load_format

from ..learn.shop import HEADER, ROWS, TEMPLATE, orders, put, written
from .conftest import ORDERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Done

    Run = Callable[..., Done]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The made-up cart's file in the working folder."""
    return put(tmp_path / "orders.csv", orders())


def test_without_a_place_the_format_is_printed_and_all_talk_is_apart(run: Run, sample: Path, tmp_path: Path) -> None:
    done = run("profiles", "learn", sample)
    assert done.exit == 0
    assert tomllib.loads(done.out.decode())["id"] == "shop/orders"
    assert "30 of 31 columns have a field" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["orders.csv"]


def test_quiet_says_nothing(run: Run, sample: Path) -> None:
    done = run("profiles", "learn", sample, "-q")
    assert (done.exit, done.err) == (0, "")


def test_a_written_profile_runs_and_is_its_owners_alone(run: Run, sample: Path, tmp_path: Path) -> None:
    done = run("profiles", "learn", sample, "--as", "mihon/orders", "--out", "my")
    path = tmp_path / "my" / "formats" / "mihon" / "orders.toml"
    assert (done.exit, done.out) == (0, b"")
    assert load_format("mihon/orders", [tmp_path / "my"]).id == "mihon/orders"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run("profiles", "test", "--profiles", "my", "mihon/orders").exit == 0


def test_the_last_summary_is_that_of_the_sample(run: Run, sample: Path) -> None:
    told = run("profiles", "learn", sample).err
    assert "trial run (nothing is written):\nerror[UNKNOWN_WORD]" in told
    assert told.endswith("1 order, 1,760 yen can be written; 3 to fix; 0 not for this target\n")


def test_personal_cells_are_masked(run: Run, tmp_path: Path) -> None:
    rows = [[*row[:11], "0000", *row[12:]] for row in ROWS]
    told = run("profiles", "learn", put(tmp_path / "x.csv", written([HEADER, *rows])))
    for cell in ("見本　太郎", "taro@example.com", "例示　花子", "hanako@example.jp", "北一条西2-1"):
        assert cell not in told.err


def test_nothing_is_overwritten(run: Run, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text("id = 'mine'", "utf-8")
    refused = run("profiles", "learn", sample, "--out", path)
    assert (refused.exit, path.read_text("utf-8")) == (8, "id = 'mine'")
    assert "PROFILE_EXISTS" in refused.err
    assert run("profiles", "learn", sample, "--out", path, "--force").exit == 0
    assert 'id = "shop/orders"' in path.read_text("utf-8")


def test_an_id_that_ships_is_refused(run: Run, sample: Path) -> None:
    done = run("profiles", "learn", sample, "--as", "tamago-repeat/orders")
    assert (done.exit, "PROFILE_ID_PACKAGED" in done.err) == (6, True)


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("orders.csv", "--header", "orders.csv"),
        ("orders.csv", "--from", "a/b", "--to", "c/d"),
        ("orders.csv", "--update", "a/b", "--to", "c/d"),
        ("orders.csv", "--as", "orders"),
        ("orders.csv", "--confirmed-on", "2026/11/20"),
        ("orders.csv", "--ask"),
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together(run: Run, sample: Path, args: tuple[str, ...]) -> None:
    done = run("profiles", "learn", *args)
    assert (done.exit, done.out) == (2, b"")


@pytest.mark.parametrize(
    ("data", "code"), [(None, 8), (b"<html><body></body></html>", 7), (b"", 7), (b"PK\x03\x04" + b"\0" * 40, 7)]
)
def test_what_is_no_sample(run: Run, tmp_path: Path, data: bytes | None, code: int) -> None:
    if data is not None:
        put(tmp_path / "x.csv", data)
    done = run("profiles", "learn", "x.csv")
    assert (done.exit, done.out) == (code, b"")


def test_a_base_that_is_not_there(run: Run, sample: Path) -> None:
    assert run("profiles", "learn", sample, "--format", "no/such").exit == 6


def test_a_pair_that_needs_no_conversion_is_named_by_its_formats(run: Run, tmp_path: Path) -> None:
    done = run("profiles", "learn", ORDERS, "--to", "gmo-atobarai/credit-request", "--out", "my")
    assert done.exit == 0
    assert "--from shop/orders --to gmo-atobarai/credit-request" in done.err
    assert not (tmp_path / "my" / "conversions").exists()


def test_a_base_brings_its_conversion(run: Run, tmp_path: Path) -> None:
    base, target = "tamago-repeat/orders", "gmo-atobarai/credit-request"
    done = run("profiles", "learn", ORDERS, "--format", base, "--to", target, "--out", "my", "--as", "mihon/orders")
    assert done.exit == 0
    [path] = (tmp_path / "my" / "conversions").iterdir()
    assert 'extends = "tamago-gmo-credit-request"' in path.read_text("utf-8")
    command = re.search(r"to run it: csvbridge (convert .*)", done.err)
    assert command
    assert run(*command[1].split(), "--dry-run").exit in (0, 3)


def test_a_conversion_beside_a_file_finds_it(run: Run, sample: Path, tmp_path: Path) -> None:
    put(tmp_path / "template.csv", written([TEMPLATE]))
    run("profiles", "learn", "--header", "template.csv", "--as", "pay/request", "--out", "pay.toml")
    done = run("profiles", "learn", sample, "--to", "pay.toml", "--out", "cart.toml", "--as", "cart/orders")
    assert done.exit == 0, done.err
    assert run("validate", "-p", "cart-orders-pay-request.toml", sample).exit == 5


def test_a_confirmed_layout_has_its_day(run: Run, sample: Path) -> None:
    text = run("profiles", "learn", sample, "--confirmed-on", "2026-11-20").out.decode()
    assert tomllib.loads(text)["confirmed_on"] == "2026-11-20"


# --update


def test_a_packaged_format_is_extended_not_changed(run: Run, small: Callable[..., Path], tmp_path: Path) -> None:
    shipped = load_format("tamago-repeat/orders")
    file = small(注文者メール="ご注文者Eメール", GMO後払い="あと払い（ペイ）")
    place = ("--out", "my", "--as", "mihon/orders")
    done = run("profiles", "learn", file, "--update", "tamago-gmo-credit-request", *place)
    assert done.exit == 0, done.err
    assert load_format("tamago-repeat/orders") == shipped
    made = (tmp_path / "my" / "formats" / "mihon" / "orders.toml").read_text("utf-8")
    assert '[column."注文者メール"]\naka = ["ご注文者Eメール"]' in made
    assert '# "あと払い（ペイ）" = ' in made
    assert "ships with csvbridge and stays as it is; mihon/orders extends it" in done.err
    again = run("profiles", "learn", file, "--update", "tamago-repeat/orders", *place)
    assert (again.exit, "PROFILE_EXISTS" in again.err) == (8, True)


def test_the_difference_is_shown_and_the_files_bytes_keep_their_ways(run: Run, sample: Path, tmp_path: Path) -> None:
    run("profiles", "learn", sample, "--out", "shop.toml")
    path = tmp_path / "shop.toml"
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    put(tmp_path / "next.csv", orders(ご依頼主氏名="お名前"))
    done = run("profiles", "learn", "next.csv", "--update", "shop.toml")
    assert done.exit == 0, done.err
    changed = [line for line in done.out.decode().splitlines() if re.match(r"[+-](?![+-])", line)]
    assert [line.partition("  #")[0] for line in changed] == [
        '-  { name = "ご依頼主氏名", field = "buyer.name" },',
        '+  { name = "ご依頼主氏名", aka = ["お名前"], field = "buyer.name" },',
    ]
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\r\n") == after.count(b"\n") == before.count(b"\n")


def test_a_file_that_fits_leaves_the_format_alone(run: Run, sample: Path, tmp_path: Path) -> None:
    run("profiles", "learn", sample, "--out", "shop.toml")
    text = (tmp_path / "shop.toml").read_bytes()
    (tmp_path / "shop.toml").write_bytes(text.replace(b'# "\xe3\x83\x9f', b'"\xe3\x83\x9f'))
    text = (tmp_path / "shop.toml").read_bytes()
    done = run("profiles", "learn", sample, "--update", "shop.toml")
    assert (done.exit, done.out, (tmp_path / "shop.toml").read_bytes()) == (0, b"", text)
    assert "there is nothing to write" in done.err


def test_columns_without_a_likely_name_are_refused(run: Run, sample: Path, tmp_path: Path) -> None:
    run("profiles", "learn", sample, "--out", "shop.toml")
    path = tmp_path / "shop.toml"
    path.write_bytes(path.read_bytes().replace(b'# "\xe3\x83\x9f', b'"\xe3\x83\x9f'))
    text = path.read_bytes()
    at = HEADER.index("ご依頼主TEL")
    rows = [[cell for n, cell in enumerate(row) if n != at] for row in (HEADER, *ROWS)]
    done = run("profiles", "learn", put(tmp_path / "next.csv", written(rows)), "--update", "shop.toml")
    assert (done.exit, "HEADER_MISSING" in done.err, path.read_bytes()) == (7, True, text)


# --ask


def _learnt(run: Run, tmp_path: Path, **renamed: str) -> Path:
    """A shop's profile, and tomorrow's file with other names."""
    assert run("profiles", "learn", put(tmp_path / "orders.csv", orders()), "--out", "shop.toml").exit == 0
    put(tmp_path / "next.csv", orders(**renamed))
    return tmp_path / "shop.toml"


def test_only_the_lines_that_change_are_written(run: Run, tmp_path: Path) -> None:
    path = _learnt(run, tmp_path, ご依頼主氏名="お名前")
    lines = path.read_bytes().splitlines(keepends=True)
    mixed = [line.replace(b"\n", b"\r\n") if n < 5 else line for n, line in enumerate(lines)]
    path.write_bytes(b"\xef\xbb\xbf" + b"".join(mixed) + b"# the end")
    path.chmod(0o640)
    assert run("profiles", "learn", "next.csv", "--update", "shop.toml").exit == 0
    after = path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    kept = [line for line in (*mixed, b"# the end") if line in after]
    assert (len(after), len(kept)) == (len(lines) + 1, len(lines))
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_profile_that_is_protected_is_left_alone(run: Run, tmp_path: Path) -> None:
    path = _learnt(run, tmp_path, ご依頼主氏名="お名前")
    before = path.read_bytes()
    path.chmod(0o444)
    done = run("profiles", "learn", "next.csv", "--update", "shop.toml")
    path.chmod(0o644)
    assert (done.exit, path.read_bytes()) == (8, before)
    assert "WRITE_DENIED" in done.err


def test_what_is_there_already_is_not_written_again(run: Run, tmp_path: Path) -> None:
    path = _learnt(run, tmp_path)
    word = written([HEADER, *([*row[:3], "新しい払い", *row[4:]] for row in ROWS)])
    put(tmp_path / "next.csv", word)
    assert "written:" in run("profiles", "learn", "next.csv", "--update", "shop.toml").err
    before = path.stat().st_mtime_ns
    again = run("profiles", "learn", "next.csv", "--update", "shop.toml")
    assert (again.exit, again.out, path.stat().st_mtime_ns) == (0, b"", before)
    assert "written:" not in again.err


def test_a_blank_header_is_no_name(run: Run, tmp_path: Path) -> None:
    path = _learnt(run, tmp_path, ご依頼主氏名="")
    before = path.read_bytes()
    assert run("profiles", "learn", "next.csv", "--update", "shop.toml").exit == 7
    assert b'aka = [""]' not in path.read_bytes()
    assert path.read_bytes().splitlines()[:40] == before.splitlines()[:40]


def test_a_cart_without_a_status_runs_to_a_target_that_chooses_by_it(run: Run, tmp_path: Path) -> None:
    """One line is taken out of its comment, as the command says; then the inherited condition decides nothing."""
    at = HEADER.index("進行状況")
    rows = [[*row[:at], *row[at + 1 :]] for row in (HEADER, *ROWS)]
    put(tmp_path / "orders.csv", written(rows))
    target = ("--to", "gmo-atobarai/credit-request")
    done = run("profiles", "learn", "orders.csv", "--as", "a/orders", "--out", "my", *target)
    [told] = re.findall(r"orders\.toml:(\d+)  # \{", done.err)
    path = tmp_path / "my" / "formats" / "a" / "orders.toml"
    lines = path.read_text("utf-8").splitlines()
    lines[int(told) - 1] = lines[int(told) - 1].replace("# ", "", 1)
    path.write_text("\n".join(lines).replace('# "ミホン後払い"', '"ミホン後払い"'), "utf-8")
    ran = run("convert", "--profiles", "my", "--from", "a/orders", *target, "orders.csv", "-o", "upload.csv")
    assert ran.exit == 0, ran.err
    assert "3 orders" in ran.err


def test_what_the_trial_refuses_names_the_files_that_were_written(run: Run, tmp_path: Path) -> None:
    at = HEADER.index("ご依頼主Eメール")
    put(tmp_path / "orders.csv", written([[*row[:at], *row[at + 1 :]] for row in (HEADER, *ROWS)]))
    done = run("profiles", "learn", "orders.csv", "--as", "a/o", "--out", "my", "--to", "gmo-atobarai/credit-request")
    assert "REQUIRED_UNFILLED" in done.err
    assert re.search(r"--> my.conversions.a-o-gmo-atobarai-credit-request\.toml:\d", done.err)
    assert "proof.toml" not in done.err


def test_over_a_base_a_new_column_of_words_brings_its_table(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"2026/11/0{n + 1},A{n},見本 太郎,{'未入金' if n % 2 else '入金済'}\r\n" for n in range(6))
    put(tmp_path / "paid.csv", f"注文日,受注番号,注文者氏名,入金状況\r\n{rows}".encode("cp932"))
    done = run("profiles", "learn", "paid.csv", "--format", "tamago-repeat/orders", "--as", "a/o", "--out", "my")
    assert done.exit == 0, done.err
    made = load_format("a/o", [tmp_path / "my"])
    assert made.codes["payment-status"] == {"未入金": "unpaid", "入金済": "paid"}


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Answers of a person, by a part of the question; what is not there is answered as proposed."""

    def give(**told: str) -> list[str]:
        asked: list[str] = []

        def prompt(question: str, *, default: str, err: bool) -> str:
            asked.append(question)
            assert err
            assert len(asked) < 20
            return next((answer for part, answer in told.items() if part in question), default)

        monkeypatch.setattr(typer, "prompt", prompt)
        return asked

    return give


def test_a_person_decides_what_is_doubtful(answers: Callable[..., list[str]]) -> None:
    wish = Wish(id="shop/orders", title="見本", file="orders.csv", lang="en")
    seen = inspect(orders())
    doubtful = [guess.column.name for guess in seen.guesses if guess.doubtful]
    asked = answers(**{"“ミホン後払い” of": "deferred", "field of “進行状況”": "-"})
    told, decided = _ask.answered(seen, wish)
    assert len(asked) >= len(doubtful) + 1
    assert decided.answers == {("order.payment_method", "ミホン後払い"): "deferred"}
    assert not any(guess.doubtful for guess in told.guesses)
    assert not any(cell in question for question in asked for cell in ("taro@example.com", "見本　太郎"))


def test_what_is_no_field_is_asked_again(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    replies = iter(["buyer.nmae", "buyer.name"])
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: next(replies))
    assert _ask._choice("?", ["buyer.name"], "-") == "buyer.name"
    assert "buyer.nmae" in capsys.readouterr().err


def test_asking_needs_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    with pytest.raises(typer.BadParameter):
        _learn_request.check(_learn_request.Request(sample=ORDERS, ask=True))


def test_help_is_light(process: Run) -> None:
    done = process("profiles", "learn", "--help", encoding="cp932", CSVBRIDGE_LANG="ja")
    assert (done.exit, "U+" in done.out.decode("cp932")) == (0, False)
