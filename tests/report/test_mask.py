"""What anyone may see of a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csvbridge.catalog import FIELDS
from csvbridge.report import mask as mask_
from csvbridge.report.mask import clean, mask

BLANK = frozenset("\t\n\v\f\r\x85\u2028\u2029")


@pytest.mark.parametrize(
    ("value", "field", "shown"),
    [
        ("山田　花子", "buyer.name", "山*"),
        ("花子", "buyer.given_name", "***"),
        ("ヤマダ　ハナコ", "recipient.kana", "ヤ*"),
        ("09012345678", "buyer.phone", "090-****-5678"),
        ("０３（１２３４）５６７８", "buyer.phone", "03-****-5678"),
        ("+81 90-1234-5678", "buyer.phone", "819-****-5678"),
        ("9.01E+10", "buyer.phone", "***"),
        ("160-0022", "recipient.postal_code", "160-****"),
        ("〒１６００ー０２２", "recipient.postal_code", "160-****"),
        ("5月1日", "recipient.postal_code", "***"),
        ("hanako@example.com", "buyer.email", "h***@example.com"),
        ("神奈川県横浜市中区日本大通1", "buyer.address", "神奈川県…"),
        ("京都府京都市", "buyer.address", "京都府…"),
        ("千代田区丸の内", "buyer.street", "***"),
        ("東京都", "buyer.prefecture", "東京都"),
        ("門前に置く", "order.note", "***"),
        ("T0001245", "order.number", "T0001245"),
        ("3,300", "order.total", "3,300"),
        ("何か", None, "***"),
        ("何か", "no.such", "***"),
        ("　", "buyer.name", "　"),
        (" ", None, ""),
    ],
)
def test_masks(value: str, field: str | None, shown: str) -> None:
    assert mask(value, field) == shown


def test_long_values_are_shortened() -> None:
    assert mask("9" * 500, "order.number") == "9" * 59 + "…"


@given(st.text(), st.sampled_from([None, *FIELDS]))
def test_nothing_steers_the_terminal(value: str, field: str | None) -> None:
    shown = mask(value, field)
    assert clean(shown) == shown
    assert len(shown) <= 60
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or 0x202A <= ord(char) <= 0x202E for char in shown)


def test_every_control_goes_and_nothing_else() -> None:
    told = {chr(code): clean(chr(code)) for code in range(0x110000)}
    assert {char for char, shown in told.items() if shown == ""} == {
        c for c in told if mask_._CONTROLS.match(c)
    } - BLANK
    assert {char for char, shown in told.items() if shown == " "} == BLANK | {" "}
    assert all(shown in (char, "", " ") for char, shown in told.items())
