"""`--jobs N`: a large file, and many small ones, on several processes give the same files as on one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from csvbridge.engine import hands

from ..properties.orders import SAMPLE, document
from .conftest import REQUEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Done, Run


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What goes to other processes, which are worth while at once."""
    found: list[object] = []
    submit = hands._Sent._submit

    def told(self: Any, task: hands.Task, job: bytes | None) -> None:
        found.append(task.body)
        submit(self, task, job)

    monkeypatch.setattr(hands._Sent, "_submit", told)
    monkeypatch.setattr(hands, "WORTH", 1)
    return found


def shop(first: int, orders: int, note: str = "") -> bytes:
    """A file in which every fiftieth order has a name too long."""
    rows = [{**SAMPLE, "受付番号": f"T{first + n:05}", "備考": note} for n in range(orders)]
    return document([{**row, "注文者名": "太郎" * (n % 50 // 49 * 10 + 1)} for n, row in enumerate(rows)])


def test_a_large_file(run: Run, tmp_path: Path, sent: list[object]) -> None:
    (tmp_path / "orders.csv").write_bytes(shop(0, 1_600, "平日の午前中は不在です。" * 230))
    assert (tmp_path / "orders.csv").stat().st_size > 8 * 1024 * 1024
    _same(run, tmp_path, sent, "orders.csv", "-o", "{}/gmo.csv")


def test_many_files(run: Run, tmp_path: Path, sent: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csvbridge.engine.crew.MOST", 3)
    (tmp_path / "in").mkdir()
    for n in range(8):
        (tmp_path / "in" / f"{n}.csv").write_bytes(shop(100 * n, 50))
    _same(run, tmp_path, sent, "in/*.csv", "-o", "{}/")


def _same(run: Run, folder: Path, sent: list[object], *words: str) -> None:
    alone = run("convert", *REQUEST, *(word.format("a") for word in words), "--jobs", "1")
    assert (alone.exit, sent) == (3, [])
    several = run("convert", *REQUEST, *(word.format("b") for word in words), "--jobs", "2")
    assert sent
    assert (several.exit, several.err.replace("b/", "a/")) == (3, alone.err)
    files = sorted((folder / "a").iterdir())
    assert len(files) > 2
    for file in files:
        assert (folder / "b" / file.name).read_bytes().replace(b'"b/', b'"a/') == file.read_bytes()


def test_no_process_is_a_wrong_option(process: Callable[..., Done]) -> None:
    assert process("convert", *REQUEST, "orders.csv", "-o", "gmo.csv", "--jobs", "0").exit == 2
