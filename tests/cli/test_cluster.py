"""`--cluster`: what workers of a Dask cluster give is what one process gives, and nothing of it is shown on the way."""

from __future__ import annotations

import os
import pickle
import socket
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING
from unittest import mock

import polars as pl
import pytest

from csvbridge.cli import _cluster
from csvbridge.cli._cluster import LOCAL, Workers, workers
from csvbridge.engine.batch import convert_batch
from csvbridge.errors import FileAccessError, UsageError, WrongFileError
from csvbridge.profile.plan import load_profile

from .conftest import ORDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from .conftest import Done

PROFILE = "tamago-gmo-credit-request"
installed = pytest.mark.skipif(
    find_spec("distributed") is None, reason="distributed is not installed: pip install csvbridge[dask]"
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Workers]:
    """Two real processes of this machine."""
    with workers(LOCAL, 2) as found:
        yield found


@installed
def test_the_same_bytes(cluster: Workers) -> None:
    data, profile = ORDERS.read_bytes(), load_profile(PROFILE)
    with cluster.executor() as executor:
        done = [executor.submit(convert_batch, data, profile) for _ in range(3)]
        assert {pickle.dumps(each.result()) for each in done} == {pickle.dumps(convert_batch(data, profile))}
    assert cluster.jobs == 2


@installed
def test_one_thread_a_worker(cluster: Workers) -> None:
    assert cluster.executor().submit(pl.thread_pool_size).result() == 1


@installed
def test_what_a_worker_refuses_comes_back(cluster: Workers) -> None:
    """An error of the work is that of the caller."""
    with pytest.raises(WrongFileError, match="FILE_EMPTY"):
        cluster.executor().submit(convert_batch, b"", load_profile(PROFILE)).result()


@installed
def test_a_worker_says_nothing_of_cells(cluster: Workers, capfd: pytest.CaptureFixture[str]) -> None:
    failed = cluster.executor().submit(int, "見本太郎").exception()
    assert isinstance(failed, ValueError)
    assert failed.__traceback__ is None
    assert capfd.readouterr() == ("", "")


@installed
def test_a_worker_that_dies(cluster: Workers) -> None:
    with pytest.raises(BrokenProcessPool):
        cluster.executor().submit(os._exit, 1).result(60)


@installed
def test_what_is_cancelled_ends_at_once(cluster: Workers) -> None:
    executor = cluster.executor()
    waiting = [executor.submit(time.sleep, 1.0) for _ in range(4)]
    waiting[-1].cancel()
    assert waiting[-1].cancelled()
    executor.shutdown(cancel_futures=True)
    with pytest.raises(BrokenProcessPool):
        waiting[0].result(5)


@installed
def test_a_worker_of_another_version(cluster: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    here = {**_cluster._environment(), "polars": "0.0"}
    monkeypatch.setattr(_cluster, "_environment", lambda: here)
    with pytest.raises(UsageError, match="CLUSTER_DIFFERS") as refused:
        cluster.executor().submit(pl.thread_pool_size).result()
    assert refused.value.params["name"] == "polars"


@installed
def test_no_scheduler() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for address in (f"tcp://127.0.0.1:{port}", f"127.0.0.1:{port}", "127.0.0.1", "nobody"):
        with pytest.raises(FileAccessError, match="CLUSTER_UNREACHABLE"), workers(address):
            pass


@installed
def test_somebody_else_at_that_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_cluster, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(FileAccessError, match="CLUSTER_UNREACHABLE"), workers(address):
            pass


@installed
def test_a_scheduler_that_runs_elsewhere() -> None:
    distributed = import_module("distributed")
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0") as others,
        workers(others.scheduler_address) as found,
    ):
        assert found.jobs == 1
        assert found.executor().submit(len, b"abc").result() == 3


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask.config", None)
    with pytest.raises(UsageError, match="DASK_MISSING"), workers(LOCAL):
        pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files, the last one another page, as a robot has downloaded them a while ago."""
    head, *rows = ORDERS.read_bytes().splitlines(keepends=True)
    contents = {"a": [head, *rows[:3]], "b": [head, *rows[3:]], "c": [b"<html>"]}
    for name, lines in contents.items():
        path = tmp_path / f"{name}.csv"
        path.write_bytes(b"".join(lines))
        os.utime(path, (0, 0))
    return tmp_path


@installed
def test_a_command_gives_the_same_files(process: Callable[..., Done], folder: Path) -> None:
    alone = process("convert", "-p", PROFILE, "a.csv", "b.csv", "c.csv", "-o", "alone/")
    cluster = process("convert", "-p", PROFILE, "a.csv", "b.csv", "c.csv", "-o", "both/", "--cluster", LOCAL)
    assert (cluster.exit, cluster.out) == (alone.exit, alone.out)
    assert cluster.exit == 7
    written = [path for path in (folder / "alone").iterdir() if path.suffix == ".csv"]
    assert len(written) >= 3
    for path in written:
        assert (folder / "both" / path.name).read_bytes() == path.read_bytes()


def test_a_command_without_the_package(run: Callable[..., Done], small: Callable[..., Path]) -> None:
    with mock.patch.dict(sys.modules, {"dask.config": None}):
        done = run("convert", "-p", PROFILE, small(), "-o", "out.csv", "--cluster", LOCAL, CSVBRIDGE_LANG="en")
    assert done.exit == 2
    assert "error[DASK_MISSING]" in done.err
    assert "pip install 'csvbridge[dask]'" in done.err


@installed
def test_a_command_without_a_scheduler(run: Callable[..., Done], small: Callable[..., Path]) -> None:
    done = run("convert", "-p", PROFILE, small(), "-o", "out.csv", "--cluster", "127.0.0.1:1")
    assert done.exit == 8
    assert "error[CLUSTER_UNREACHABLE]" in done.err
