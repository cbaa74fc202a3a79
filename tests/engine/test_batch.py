"""The batch function gives what the command writes, wherever it runs and whatever comes with it."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from csvbridge import convert_batch
from csvbridge.errors import WrongFileError
from csvbridge.profile.plan import load_profile
from csvbridge.report.reason import reason

from ..docs.pages import blocks
from ..properties.orders import SAMPLE, document
from ..support import REPOSITORY, copy_in, run_cli

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = (
    ("tamago-gmo", "orders.csv", "tamago-gmo-credit-request"),
    ("tamago-gmo", "credit-result.csv", "tamago-gmo-credit-result"),
    ("eccube4-atodene", "orders.csv", "eccube4-atodene-credit-request"),
    ("address-defects", "orders.csv", "tamago-gmo-credit-request"),
)
REQUEST = PAIRS[0][2]
RAGGED = '"T9999","短い"\r\n'.encode("cp932")


@pytest.mark.parametrize(("example", "file", "profile"), PAIRS)
def test_the_bytes_of_the_command(example: str, file: str, profile: str, tmp_path: Path) -> None:
    copy_in(REPOSITORY / "examples" / example, tmp_path)
    data = (tmp_path / file).read_bytes() + (RAGGED if example == "tamago-gmo" and file == "orders.csv" else b"")
    (tmp_path / file).write_bytes(data)
    ran = run_cli(["convert", "-p", profile, file, "-o", "out.csv"], tmp_path)
    batch = convert_batch(data, profile, reason=reason)
    lists = {"out.csv": batch.accepted, "out.rejects.csv": batch.rejected, "out.unreadable.csv": batch.unreadable}
    expected = {**lists, **{f"out.{name}.csv": content for name, content in batch.asides.items()}}
    written = {path: content for path, content in ran.files.items() if path.endswith(".csv") and "/" not in path}
    assert {path: content for path, content in expected.items() if content is not None} == written
    assert batch.orders.read == batch.orders.accepted + batch.orders.rejected + batch.orders.dropped > 0


def test_in_another_process() -> None:
    """Function, profile and result go there and back."""
    data, profile = document([SAMPLE, {**SAMPLE, "受付番号": "T0002", "注文者名": ""}]), load_profile(REQUEST)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        there = pool.submit(convert_batch, data, profile, reason=reason).result()
    assert there == convert_batch(data, profile, reason=reason)
    assert (there.orders.accepted, there.orders.rejected) == (1, 1)


def test_nothing_is_kept_between_two_calls() -> None:
    data, profile = document([SAMPLE]), load_profile(REQUEST)
    first = pickle.dumps(convert_batch(data, profile))
    convert_batch(document([{**SAMPLE, "受付番号": "T0002"}]), profile, exclude=["T0002"])
    assert pickle.dumps(convert_batch(data, profile)) == first


def test_orders_held_back() -> None:
    data = document([SAMPLE | {"受付番号": "T0001"}, SAMPLE | {"受付番号": "T0002"}])
    batch = convert_batch(data, REQUEST, exclude=["T0002"])
    assert (batch.orders.accepted, batch.orders.dropped, [f.code for f in batch.findings]) == (1, 1, ["EXCLUDED"])


def test_cells_corrected() -> None:
    data = document([SAMPLE | {"受付番号": "T0001", "注文者電話番号": "312345678"}])
    codes = [{f.code for f in convert_batch(data, REQUEST, fix=fix).findings} for fix in (False, True)]
    assert ["FIXED" in each for each in codes] == [False, True]


def test_another_page_is_refused() -> None:
    with pytest.raises(WrongFileError, match="FILE_HTML"):
        convert_batch(b"<html>", REQUEST)


@pytest.mark.parametrize("page", ["docs/scale.md", "docs/ja/scale.md"])
def test_the_page_shows_what_it_prints(
    page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = blocks(REPOSITORY / page, "python")
    monkeypatch.chdir(REPOSITORY)
    exec(code, {})  # noqa: S102
    assert capsys.readouterr().out == "".join(line[2:] for line in code.splitlines(True) if line.startswith("# "))
