"""Hands that work on files and parts of files: this process, and others beside it.

The others are processes of our own, or whatever an executor stands for. This process takes what waits while they are
busy, and does again what one of them failed at (it was killed for its memory, a cluster lost it), so that nothing
hangs on them.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import threading
from collections import deque
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.engine.run import SecondFiles, run_part
from csvbridge.engine.together import Given, Joined, run_together
from csvbridge.errors import CsvbridgeError
from csvbridge.reader.batches import SIZE, physical_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from csvbridge.engine.exclude import Elsewhere
    from csvbridge.engine.outcome import Part
    from csvbridge.profile.plan import Profile
    from csvbridge.reader.files import Stretch

    Body = bytes | Stretch | Joined
    Lookups = Mapping[str, Sequence[tuple[str, bytes]]]
    Result = Sequence[Given | None]

WORTH = 4 * SIZE
"""Bytes of work for which another process is started: it needs half a second of its core to be ready."""

A_FILE = 512 * 1024
"""Bytes that could be converted while a file is opened and finished, however small it is."""

THREADS = "POLARS_MAX_THREADS"
"""How many threads polars starts in a process, read when it is imported."""

KNOWN_JOBS = 4
"""Profiles with their second files that a process of a cluster remembers."""


LIGHT = 256 * 1024
"""Bytes of a job that go along with each task; a larger one is sent to those who ask for it."""

AGAIN, REFUSED = "again", "refused"


class Job(NamedTuple):
    """What all files of a command have in common."""

    profile: Profile
    lookups: Lookups
    exclude: Sequence[str]
    elsewhere: Mapping[str, Elsewhere]
    fix: bool


class _Worker:
    """One process's own: second files are read once."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._second = SecondFiles(job.lookups, job.profile)

    def do(self, body: Body) -> Result:
        """What files give, or a header with some whole orders of one."""
        if not isinstance(body, Joined):
            data = _bytes(body)
            return [Given(self.whole(data), lines=physical_lines(data))]
        if len(body.files) == 1:
            name, data = body.files[0]
            return [Given(self.whole(data, name))]
        return run_together(body, self._job.profile, self._second, fix=self._job.fix)

    def whole(self, data: bytes, name: str = "", copies: Sequence[bytes] = ()) -> Part:
        """What a file gives."""
        job = self._job
        return run_part(
            data,
            job.profile,
            self._second,
            name=name,
            copies=copies,
            exclude=job.exclude,
            elsewhere=job.elsewhere,
            fix=job.fix,
        )


def _bytes(body: bytes | Stretch) -> bytes:
    return body if isinstance(body, bytes) else body.read()


_workers: dict[str, _Worker] = {}
"""By the hash of their job, those of this process."""


def work(key: str, job: bytes | None, body: Body) -> Result | str:
    """Done in another process: what files or records give, AGAIN if the job must be sent, REFUSED if they are wrong.

    A refusal is left to the process that asked, which comes to the same one and can raise it.
    """
    worker = _workers.get(key)
    if worker is None:
        if job is None:
            return AGAIN
        for old in list(_workers)[: 1 - KNOWN_JOBS]:
            _workers.pop(old, None)
        worker = _workers[key] = _Worker(pickle.loads(job))  # noqa: S301
    try:
        return worker.do(body)
    except CsvbridgeError:
        return REFUSED


def _begin() -> None:
    """What a process of our own does first: it leaves ^C to its parent, and never outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@dataclass(eq=False, slots=True)
class Task:
    """Files, or a part of one, that somebody will work on; `done` has None where another process failed at it."""

    body: Body
    done: Future[Result | None] = field(default_factory=Future)
    again: Result | None = None

    def given(self, result: Result | None) -> None:
        """Be done elsewhere."""
        if result is not None:
            self.body = b""
        self.done.set_result(result)

    def finish(self, worker: _Worker) -> None:
        """Be done here."""
        try:
            self.given(worker.do(self.body))
        except Exception as error:
            self.done.set_exception(error)


class Hands:
    """Whoever works: this process, and others as far as there are any."""

    def __init__(self, job: Job, jobs: int, start: Callable[[], Executor] | None) -> None:
        self._own = _Worker(job)
        self._job, self._start = job, start
        self._others = jobs if start else jobs - 1
        self._sent: _Sent | None = None
        self._open: deque[Task] = deque()
        self._closing = ExitStack()
        self._seen = 0

    def expect(self, size: int) -> None:
        """Be told of a file of so many bytes; other processes are started once there is enough for them to do."""
        self._seen += size + A_FILE
        wanted = self._others if self._start else min(self._others, self._seen // WORTH)
        if self._sent is None and wanted:
            executor = self._start() if self._start else self._processes()
            if executor is None:
                self._others = 0
            else:
                self._sent = _Sent(executor, pickle.dumps(self._job), self._open, near=self._start is None)
        if self._sent:
            self._sent.grow(wanted)

    def _processes(self) -> Executor | None:
        """Processes of our own; None where the system has no means for them (a container without shared memory)."""
        with suppress(ImportError, NotImplementedError, OSError, ValueError):
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            # Spawned, since polars has threads that a fork would lose.
            others = ProcessPoolExecutor(self._others, get_context("spawn"), initializer=_begin)
            # Each has one core: threads of polars would only get in each other's way.
            self._closing.enter_context(_one_thread())
            self._closing.callback(others.shutdown, cancel_futures=True)
            return others
        return None

    @property
    def most(self) -> int:
        """How many tasks may be on their way: those that are sent, and some that this process can take."""
        return self._sent.size + 1 if self._sent else 0

    def task(self, body: Body) -> Task:
        """Take some work; another process may begin with it at once."""
        task = Task(body)
        self._open.append(task)
        if self._sent:
            self._sent.more()
        return task

    def result(self, task: Task) -> Result:
        """What a task gives; until it is done elsewhere, this process does what waits."""
        while not task.done.done():
            try:
                other = self._open.popleft()
            except IndexError:
                wait([task.done])
            else:
                other.finish(self._own)
        task.again = task.again or task.done.result() or self._own.do(task.body)
        return task.again

    def here(self, data: bytes, name: str, copies: Sequence[bytes]) -> Part:
        """A file in this process."""
        return self._own.whole(data, name, copies)

    def each(self, bodies: Iterable[bytes | Stretch]) -> Iterator[tuple[Part, int]]:
        """What some parts give, in their order, and their physical lines; only a few are on their way at a time."""
        waiting: deque[Task] = deque()
        try:
            for body in bodies:
                waiting.append(self.task(body))
                while len(waiting) > self.most:
                    yield self._part(waiting.popleft())
            while waiting:
                yield self._part(waiting.popleft())
        finally:
            for task in waiting:
                with suppress(ValueError):
                    self._open.remove(task)

    def _part(self, task: Task) -> tuple[Part, int]:
        (given,) = filter(None, self.result(task))
        return given.part, given.lines

    def close(self) -> None:
        """Let processes of our own go, once they are through with what they do."""
        self._open.clear()
        self._closing.close()


class _Sent:
    """Tasks that other processes do: as many as they are, and one more, so that nobody waits for the next."""

    def __init__(self, executor: Executor, job: bytes, waiting: deque[Task], *, near: bool) -> None:
        """With `near` they are on this computer and can read its files."""
        self._executor, self._job, self._open, self._near = executor, job, waiting, near
        self._key = hashlib.sha256(job).hexdigest()
        self._free = threading.Semaphore(0)
        self.size = 0
        """How many tasks they may have."""

    def grow(self, others: int) -> None:
        """Be so many."""
        while self.size < others + 1:
            self.size += 1
            self._free.release()

    def more(self) -> None:
        """Send what waits, as long as somebody is free. Called by any thread."""
        while self._free.acquire(blocking=False):
            try:
                task = self._open.popleft()
            except IndexError:
                self._free.release()
                return
            self._submit(task, self._job if len(self._job) <= LIGHT else None)

    def _submit(self, task: Task, job: bytes | None) -> None:
        try:
            body = task.body if self._near or isinstance(task.body, Joined) else _bytes(task.body)
            future = self._executor.submit(work, self._key, job, body)
        except Exception:
            # Whatever the trouble of the others, this process does it; nobody is free any more.
            task.done.set_result(None)
        else:
            future.add_done_callback(partial(self._came, task))

    def _came(self, task: Task, future: Future[Result | str]) -> None:
        """Another process is through with a task, or gone. Called by a thread of the executor's."""
        error = future.exception() if not future.cancelled() else CancelledError()
        found = None if error else future.result()
        if found == AGAIN:
            self._submit(task, self._job)
            return
        task.given(None if isinstance(found, str) else found)
        # A broken pool holds its lock while it tells so: it must not be asked for more.
        if not isinstance(error, BrokenExecutor | CancelledError):
            self._free.release()
            self.more()


@contextmanager
def _one_thread() -> Iterator[None]:
    """What polars is told in processes that are started meanwhile, unless the user has chosen."""
    chosen = os.environ.get(THREADS)
    os.environ.setdefault(THREADS, "1")
    try:
        yield
    finally:
        if chosen is None:
            os.environ.pop(THREADS, None)
