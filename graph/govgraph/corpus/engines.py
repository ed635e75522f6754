"""Where work runs: on the cores of this machine, or on a cluster. An engine applies one function to many jobs.

Results come as they are ready, in any order. A worker that dies (killed, out of memory, machine lost) takes nothing
with it: its jobs run again elsewhere, and a job that kills every worker that takes it is given up and told apart.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, Protocol, TypeVar

from govgraph.errors import InputError

Job = TypeVar("Job")
Result = TypeVar("Result")
_FEW = 8  # jobs that are done sooner here than workers start
_COLLECT = (50_000, 20, 50)  # thresholds of Python's garbage collector, see `_rare_collections`
_AHEAD = 3  # chunks for each worker that are handed out before results are back


@dataclass(frozen=True, slots=True)
class Lost(Generic[Job]):
    """A job that no worker survived."""

    job: Job


class Engine(Protocol):
    """Something that runs a function on jobs."""

    def run(
        self, function: Callable[[Job], Result], jobs: Iterable[Job], chunk: int = 1
    ) -> Iterator[Result | Lost[Job]]:
        """The results in any order; what `function` raises is raised here.

        Function and jobs must be picklable; `chunk` jobs go to a worker at once. Jobs are taken from their iterable
        only as workers get free.
        """


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Worker processes of this machine; with one worker, or few jobs, this process itself."""

    workers: int

    def run(
        self, function: Callable[[Job], Result], jobs: Iterable[Job], chunk: int = 1
    ) -> Iterator[Result | Lost[Job]]:
        """See `Engine.run`."""
        rest = iter(jobs)
        first = list(islice(rest, _FEW))
        if self.workers == 1 or len(first) < _FEW:
            with _rare_collections():
                yield from map(function, chain(first, rest))
            return
        chunks = in_chunks(chain(first, rest), chunk)
        while True:
            suspects: list[list[Job]] = []
            yield from self._run_chunks(function, chunks, suspects)
            if not suspects:
                return
            yield from _run_alone(function, chain.from_iterable(suspects))

    def _run_chunks(
        self, function: Callable[[Job], Result], chunks: Iterator[list[Job]], suspects: list[list[Job]]
    ) -> Iterator[Result]:
        """Results until all chunks are done or a worker has died; then `suspects` gets the chunks under way."""
        pool = ProcessPoolExecutor(self.workers, _processes(), _start_worker)
        running: dict[Future[list[Result]], list[Job]] = {}
        try:
            while True:
                for chunk in islice(chunks, self.workers * _AHEAD - len(running)):
                    running[pool.submit(apply, function, chunk)] = chunk
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    results = future.result()
                    del running[future]
                    yield from results
        except BrokenProcessPool:
            suspects.extend(running.values())
        finally:
            pool.shutdown(cancel_futures=True)


def _run_alone(function: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result | Lost[Job]]:
    """Results of jobs of which some kill their process: one job at a time, each loss its own."""
    pool: ProcessPoolExecutor | None = None
    for job in jobs:
        pool = pool or ProcessPoolExecutor(1, _processes(), _start_worker)
        try:
            yield pool.submit(function, job).result()
        except BrokenProcessPool:
            pool = None
            yield Lost(job)
    if pool is not None:
        pool.shutdown()


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Facts hold each other in no circles, so that looking for circles among them is time lost."""
    before = gc.get_threshold()
    gc.set_threshold(*_COLLECT)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def apply(function: Callable[[Job], Result], chunk: list[Job]) -> list[Result]:
    """The results of a chunk, in a worker."""
    return [function(job) for job in chunk]


def in_chunks(jobs: Iterable[Job], size: int) -> Iterator[list[Job]]:
    """Lists of `size` jobs, the last perhaps shorter."""
    rest = iter(jobs)
    while chunk := list(islice(rest, size)):
        yield chunk


def _processes() -> multiprocessing.context.BaseContext:
    """Workers forked from a process that has imported everything once and runs no threads; spawned on Windows."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["govgraph.extract", "govgraph.corpus.worker"])
    return context


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent ends, however that happens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(*_COLLECT)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def engine_of(name: str, workers: int | None = None) -> Engine:
    """The engine that ``--engine`` names: ``local``, ``dask`` (workers of its own) or ``dask:`` and an address.

    Raises InputError for another name, and where the engine is not installed or not reached.
    """
    kind, _, address = name.partition(":")
    if kind == "local" and not address:
        return LocalEngine(workers or cores())
    if kind == "dask":
        from govgraph.corpus.dask_engine import DaskEngine  # noqa: PLC0415 - an extra

        return DaskEngine(address or None, workers or cores())
    raise InputError(f"no engine is called {name}: there are local, dask and dask:ADDRESS")
