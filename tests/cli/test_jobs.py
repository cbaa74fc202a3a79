"""`--jobs N`: a large file on several processes gives the same files as one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..properties.orders import SAMPLE, document
from .conftest import REQUEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Done


def test_processes_change_nothing(process: Callable[..., Done], tmp_path: Path) -> None:
    rows = [
        {
            **SAMPLE,
            "受付番号": f"T{n:04}",
            "備考": "平日の午前中は不在です。" * 230,
            "注文者名": "太郎" * (n % 50 // 49 * 10 + 1),
        }
        for n in range(1_600)
    ]
    orders = tmp_path / "orders.csv"
    orders.write_bytes(document(rows))
    assert orders.stat().st_size > 8 * 1024 * 1024
    whole = process("convert", *REQUEST, "orders.csv", "-o", "a/gmo.csv")
    parts = process("convert", *REQUEST, "orders.csv", "-o", "b/gmo.csv", "--jobs", "2")
    assert (whole.exit, parts.exit) == (3, 3)
    assert parts.err.replace("b/", "a/") == whole.err
    for name in ("gmo.csv", "gmo.rejects.csv"):
        assert (tmp_path / "b" / name).read_bytes() == (tmp_path / "a" / name).read_bytes()
    report = (tmp_path / "b" / "gmo.report.json").read_text("utf-8")
    assert report.replace('"b/', '"a/') == (tmp_path / "a" / "gmo.report.json").read_text("utf-8")


def test_no_process_is_a_wrong_option(process: Callable[..., Done]) -> None:
    assert process("convert", *REQUEST, "orders.csv", "-o", "gmo.csv", "--jobs", "0").exit == 2
