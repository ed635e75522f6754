"""A corpus build on a Dask cluster, on one of its own on this machine or one that runs elsewhere.

The workers need govgraph of the same version (the extra ``cluster``) and reach inputs and results under the same paths
or URLs; nothing else is sent to them but the addresses of what they read and write.
"""

import importlib
import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from itertools import islice
from typing import Any

from govgraph.corpus.engines import Job, Lost, Result, apply, in_chunks
from govgraph.errors import InputError

_AHEAD = 3  # chunks for each thread of the cluster that are handed out before results are back
_TRIES = 3  # workers that may die over a chunk


@dataclass(frozen=True, slots=True)
class DaskEngine:
    """Workers of a Dask cluster: that of a scheduler's `address`, or `workers` processes of this machine."""

    address: str | None
    workers: int

    def run(
        self, function: Callable[[Job], Result], jobs: Iterable[Job], chunk: int = 1
    ) -> Iterator[Result | Lost[Job]]:
        """See `Engine.run`. Dask runs the chunk of a worker that is lost again elsewhere.

        Raises InputError where there is no scheduler, or where it is lost on the way.
        """
        distributed = _distributed()
        with _client(distributed, self.address, self.workers) as client:
            try:
                yield from self._run_chunks(distributed, client, function, in_chunks(jobs, chunk))
            except (OSError, CancelledError) as error:
                if client.status == "running" and not isinstance(error, distributed.comm.CommClosedError):
                    raise
                raise InputError(f"the Dask scheduler was lost: {self.address or 'on this machine'}") from error

    def _run_chunks(
        self, distributed: Any, client: Any, function: Callable[[Job], Result], chunks: Iterator[list[Job]]
    ) -> Iterator[Result | Lost[Job]]:
        running = distributed.as_completed()
        under_way: dict[str, list[Job]] = {}
        suspects: list[Job] = []

        def hand_out() -> None:
            most = _AHEAD * max(1, sum(client.nthreads().values()))
            for each in islice(chunks, max(0, most - len(under_way))):
                future = client.submit(apply, function, each, pure=False)
                under_way[future.key] = each
                running.add(future)

        hand_out()
        for future in running:
            given = under_way.pop(future.key)
            try:
                results = future.result()  # runs again if its worker is lost while it is fetched
            except distributed.KilledWorker:
                suspects.extend(given)  # Dask blames all that was on a lost worker
            else:
                yield from results
            hand_out()
        for job in suspects:
            try:
                results = client.submit(apply, function, [job], pure=False).result()
            except distributed.KilledWorker:
                yield Lost(job)
            else:
                yield from results


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise InputError("the engine dask needs the package distributed: pip install 'govgraph[cluster]'") from error


def _client(distributed: Any, address: str | None, workers: int) -> Any:
    import dask  # noqa: PLC0415 - comes with distributed

    dask.config.set({"distributed.scheduler.allowed-failures": _TRIES})
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what is lost is told once, by `run`
    try:
        if address:
            return distributed.Client(address, timeout="5s")
        return distributed.Client(n_workers=workers, threads_per_worker=1, dashboard_address=None)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(
            f"no Dask scheduler answers: {address or 'on this machine'} ({type(error).__name__})"
        ) from error
