"""Phones that a target needs, and a file of orders without a target: judged as a deferred-payment upload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from csvbridge.engine.run import run
from csvbridge.profile.plan import load_pair

from .shop import source, target

if TYPE_CHECKING:
    from pathlib import Path

    from csvbridge.engine.outcome import Outcome

NUMBER, NAME, PHONE, ZIP, ADDRESS = (
    f'{{ name = "{name}", field = "{field}"%s }}'
    for name, field in (
        ("no", "order.number"),
        ("name", "buyer.name"),
        ("tel", "buyer.phone"),
        ("zip", "buyer.postal_code"),
        ("address", "buyer.address"),
    )
)
COLUMNS = NUMBER, NAME, PHONE, ZIP, ADDRESS
HEAD = "no,name,tel,zip,address"
PLACE = "371-0026,群馬県前橋市大手町2-12-1"
REQUIRED = ', required = true, provider_codes = { REQUIRED = "GMO:CT0022" }'


def columns(**more: str) -> list[str]:
    """The columns, with keys for some of them."""
    return [column % more.get(column.split('"')[1], "") for column in COLUMNS]


def checked(folder: Path, row: str, read: str, written: str | None = None) -> Outcome:
    (folder / "source.toml").write_text(read, "utf-8")
    if written is not None:
        (folder / "target.toml").write_text(written, "utf-8")
    pair = load_pair(str(folder / "source.toml"), written and str(folder / "target.toml"), [folder])
    return run(f"{HEAD}\n{row}\n".encode(), pair)


def codes(outcome: Outcome) -> list[tuple[str, str | None]]:
    """Codes of errors with the provider's own."""
    return [(f.code, f.provider_code) for f in outcome.findings if f.severity == "error"]


@pytest.mark.parametrize("side", ["source", "target"])
def test_a_missing_phone_is_one_finding(tmp_path: Path, side: str) -> None:
    strict, plain = columns(tel=REQUIRED), columns()
    read, written = (strict, columns(tel=", required = true")) if side == "source" else (plain, strict)
    outcome = checked(tmp_path, f"T1,見本　太郎,,{PLACE}", source(*read, grain="order"), target(*written))
    assert codes(outcome) == [("PHONE_MISSING", "GMO:CT0022")]


def test_a_phone_that_nobody_requires_may_be_missing(tmp_path: Path) -> None:
    formats = source(*columns(), grain="order"), target(*columns())
    assert codes(checked(tmp_path, f"T1,見本　太郎,,{PLACE}", *formats)) == []


def test_a_malformed_phone_is_not_missing(tmp_path: Path) -> None:
    formats = source(*columns(), grain="order"), target(*columns(tel=", required = true"))
    assert [c for c, _ in codes(checked(tmp_path, f"T1,見本　太郎,027-224,{PLACE}", *formats))] == ["PHONE_DIGITS"]


def test_a_phone_with_a_malformed_part_is_not_missing(tmp_path: Path) -> None:
    part = '{ name = "tel", field = "buyer.phone1" }'
    read = source(*(part if '"tel"' in column else column for column in columns()), grain="order")
    assert codes(checked(tmp_path, f"T1,見本　太郎,〇二七,{PLACE}", read)) == [("DIGITS_INVALID", None)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"T1,{'長' * 22},027-224-1111,{PLACE}", "LEN_OVER"),
        (f"T1,見本　太郎,027-224-1111,{PLACE}{'　見本館' * 12}", "LEN_OVER"),
        ("T1,見本　太郎,027-224-1111,371-0026,群馬県前橋市大手町2-12-1　森鷗外館", "CHAR_UNENCODABLE"),
        (f"T1,見本　太郎,,{PLACE}", "PHONE_MISSING"),
        ("T1,見本　太郎,027-224-1111,,群馬県前橋市大手町2-12-1", "ZIP_MISSING"),
    ],
)
def test_orders_without_a_target_are_judged_as_an_upload(tmp_path: Path, row: str, code: str) -> None:
    assert codes(checked(tmp_path, row, source(*columns(), grain="order"))) == [(code, None)]


def test_a_clean_order_without_a_target_is_clean(tmp_path: Path) -> None:
    outcome = checked(tmp_path, f"T1,見本　太郎,027-224-1111,{PLACE}", source(*columns(), grain="order"))
    assert outcome.findings == []


def test_other_files_are_no_uploads(tmp_path: Path) -> None:
    """A list of shipments has no phone to miss."""
    read = source(*columns(), grain="order", record="shipment")
    assert codes(checked(tmp_path, f"T1,{'長' * 22},,{PLACE}", read)) == []
