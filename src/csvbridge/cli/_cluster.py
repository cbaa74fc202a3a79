"""`--cluster`: the parts of a run on the workers of a Dask cluster, which get bytes and give bytes.

Files are read and written here, so that no path has to be shared. What a worker is given and what goes wrong with it
are kept from its log, which would show cells.
"""

from __future__ import annotations

import pickle
import platform
import socket
from concurrent.futures import CancelledError, Executor, Future, InvalidStateError
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import cache, partial
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NamedTuple

from csvbridge.errors import FileAccessError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LOCAL = "local"
"""In the place of an address: a cluster of this machine, for as long as the run takes."""

PATIENCE = 10.0
"""Seconds to wait for the scheduler."""

START = 120.0
"""Seconds to wait for the first worker, where a cluster starts them when there is work."""

SETTINGS = {
    "logging": dict.fromkeys(("distributed", "distributed.client", "tornado", "tornado.application"), "critical"),
    "distributed.scheduler.allowed-failures": 0,
    "distributed.worker.profile.enabled": False,
}
"""Of a cluster of this machine: no talk, no profiles; what has killed a worker is done here, not by the next one."""


class Workers(NamedTuple):
    """A cluster as `engine.crew.Crew` takes it; `jobs` is how many parts it works on at a time."""

    executor: Callable[[], Executor]
    jobs: int


@contextmanager
def workers(address: str, jobs: int | None = None) -> Iterator[Workers]:
    """The workers of a scheduler ("tcp://10.0.0.5:8786"), or as many as `jobs` (else one a core) of this machine.

    Raises:
        UsageError: DASK_MISSING; CLUSTER_DIFFERS, where a worker would give other bytes than this machine.
        FileAccessError: CLUSTER_UNREACHABLE, where no scheduler answers or no worker comes.
    """
    with _client(address, jobs) as client:
        _compare(client, address)
        yield Workers(lambda: _Sent(client), max(1, sum(client.nthreads().values())))


def _distributed() -> Any:
    """The package, its talk on the terminal turned off; that is read when it is imported."""
    try:
        import_module("dask.config").set(SETTINGS)
        return import_module("distributed")
    except ModuleNotFoundError as missing:
        raise UsageError("DASK_MISSING") from missing


def _client(address: str, jobs: int | None) -> Any:
    client = _distributed().Client
    if address == LOCAL:
        # Pages of diagnostics for nobody else, and nothing of the orders swapped to a disk.
        threads = {"POLARS_MAX_THREADS": "1"}
        own = {"processes": True, "n_workers": jobs, "threads_per_worker": 1, "memory_limit": 0, "env": threads}
        return client(**own, dashboard_address="127.0.0.1:0", set_as_default=False)
    _knock(address)
    try:
        return client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as failed:
        raise _unreachable(address, failed) from failed


def _knock(address: str) -> None:
    """Whether a scheduler answers there: the package would end with a traceback of its own, or wait without end."""
    scheme, _, place = address.rpartition("://")
    host, _, port = place.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), PATIENCE) as line:
            # It speaks first, except where encryption is agreed on before.
            if scheme in ("", "tcp") and not line.recv(1):
                raise ConnectionAbortedError
    except (OSError, ValueError) as failed:
        raise _unreachable(address, failed) from failed


def _unreachable(address: str, error: Exception) -> FileAccessError:
    return FileAccessError("CLUSTER_UNREACHABLE", address=address, detail=str(error) or type(error).__name__)


@cache
def _environment() -> dict[str, str]:
    """What the bytes of a result depend on, beside what a task is given."""
    from csvbridge.address.master import FILES, newest

    folder = newest()
    tables = sha256(b"".join((folder / name).read_bytes() for name in FILES)).hexdigest()[:12]
    python = ".".join(platform.python_version_tuple()[:2])
    return {"csvbridge": version("csvbridge"), "polars": version("polars"), "python": python, "tables": tables}


def _compare(client: Any, address: str) -> None:
    """Refuse workers that would give other bytes; where none is there yet, ask the first that comes."""
    told: Mapping[str, object] = client.run(_environment, on_error="return")
    if not told:
        asked = client.submit(_environment, pure=False)
        try:
            told = {"": asked.result(timeout=START)}
        except Exception as failed:
            raise _unreachable(address, failed) from failed
    for each in told.values():
        _same(each)


def _same(there: object) -> None:
    """Raises `UsageError` CLUSTER_DIFFERS."""
    here = _environment()
    if there == here:
        return
    other = there if isinstance(there, dict) else {"csvbridge": "-"}
    name = next(name for name in here if other.get(name) != here[name])
    raise UsageError("CLUSTER_DIFFERS", name=name, here=here[name], there=other.get(name, "-"))


class _Sealed:
    """Something pickled: a log shows nothing of it, and who opens it sees whether it can be opened.

    A result that the package itself cannot unpickle is waited for without end.
    """

    def __init__(self, content: object) -> None:
        self._content = pickle.dumps(content)

    def __repr__(self) -> str:
        return "<sealed>"

    def open(self) -> Any:
        """What is inside; raises whatever unpickling it raises."""
        return pickle.loads(self._content)  # noqa: S301


class _End(NamedTuple):
    """What came of a call: its value or its error, or what this worker has otherwise than the machine that asks."""

    value: Any = None
    error: Exception | None = None
    differs: Mapping[str, str] | None = None


def _done(call: _Sealed, here: Mapping[str, str]) -> _Sealed:
    """Done by a worker. An error comes back as a value: raised here, it would be logged with its text."""
    try:
        if (own := _environment()) != here:
            return _Sealed(_End(differs=own))
        do, args = call.open()
        return _Sealed(_End(do(*args)))
    except Exception as error:
        return _Sealed(_End(error=error.with_traceback(None)))


class _Sent(Executor):
    """Sends calls to the workers. What the cluster itself fails at is a `BrokenProcessPool`, as of own processes."""

    def __init__(self, client: Any) -> None:
        self._sent = client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have `fn(*args, **kwargs)` done by a worker."""
        own: Future[Any] = Future()
        sent = self._sent.submit(_done, _Sealed((partial(fn, **kwargs), args)), _environment())
        own.add_done_callback(lambda done: done.cancelled() and sent.cancel())
        sent.add_done_callback(lambda done: _hand_over(done, own))
        return own

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End; calls under way are waited for unless they are to be cancelled."""
        self._sent.shutdown(wait=wait and not cancel_futures)


def _hand_over(done: Future[_Sealed], own: Future[Any]) -> None:
    with suppress(InvalidStateError):
        try:
            end: _End = done.result().open()
            if end.differs is not None:
                _same(end.differs)
        except UsageError as differs:
            own.set_exception(differs)
        except (Exception, CancelledError) as lost:
            own.set_exception(BrokenProcessPool(type(lost).__name__))
        else:
            own.set_exception(end.error) if end.error is not None else own.set_result(end.value)
