"""The workers: each query goes to a free one; one that runs too long, grows too large or breaks is replaced."""

import asyncio
import json
import logging
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Coroutine, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

from govgraph.errors import GovgraphError, InputError
from govgraph.serve.nursery import ask_for_death, ask_for_worker
from govgraph.serve.protocol import QueryRequest, RequestError
from govgraph.serve.store import Contents

LOG = logging.getLogger(__name__)
RETRY_SECONDS = 1.0
LINE = 2**26  # what the nursery says of its graphs is one line, with the name of every graph


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take; a request waits no longer for a free worker than a query may run."""

    workers: int = 2
    seconds: float = 30.0
    answer_bytes: int = 64 * 2**20
    memory_bytes: int = 2 * 2**30


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in a file, which belongs to the one who gets it and deletes it."""

    media_type: str
    file: Path


@dataclass(frozen=True, slots=True)
class Worker:
    """The number of a worker's process, and the lines to and from it."""

    number: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self, job: dict[str, Any]) -> dict[str, Any]:
        """The reply to a job. Raises EOFError or OSError where the process has ended."""
        self.writer.write(json.dumps(job).encode() + b"\n")
        await self.writer.drain()
        reply: dict[str, Any] = json.loads(await _line(self.reader))
        return reply


class Pool:
    """Workers over graph files; answers lie in `folder` until they are sent."""

    def __init__(self, graphs: Sequence[Path], folder: Path, limits: Limits) -> None:
        """Make a pool without workers; `start` starts them."""
        self._graphs = graphs
        self._folder = folder
        self._limits = limits
        self._nursery: Process | None = None
        self._control: socket.socket | None = None
        self._free: asyncio.Queue[Worker] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._numbers = count()
        self._closing = False

    async def start(self) -> Contents:
        """Load the graphs and make all workers; gives what the graphs hold.

        Raises InputError for a graph that cannot be read, GovgraphError where the processes do not come up.
        """
        contents = await self._start_nursery()
        await asyncio.gather(*(self._add_worker() for _ in range(self._limits.workers)))
        return contents

    async def close(self) -> None:
        """End all processes."""
        self._closing = True
        if self._control is not None:
            self._control.close()
        if self._nursery is not None:
            if self._nursery.returncode is None and self._nursery.stdin is None:
                await self._nursery.wait()
        await asyncio.gather(*self._tasks)

    async def answer(self, request: QueryRequest, accept: str) -> Answer:
        """Answer a query in a form that `accept` allows.

        Raises RequestError: what the worker says of the query (400, 403, 406, 500), 503 where no worker gets free in
        time, 504 for a query that runs too long, 500 for one that breaks its worker. Cancelling ends the query.
        """
        worker = await self._free_worker()
        file = self._folder / str(next(self._numbers))
        reply: dict[str, Any] | None = None
        try:
            async with asyncio.timeout(self._limits.seconds):
                reply = await worker.ask({**asdict(request), "accept": accept, "file": str(file)})
        except TimeoutError as error:
            raise RequestError(504, f"the query ran longer than {self._limits.seconds:g} seconds") from error
        except (OSError, EOFError) as error:
            raise RequestError(500, "the query broke its worker: it nests too deep or needs too much memory") from error
        finally:
            if reply is None:
                self._replace(worker)
            else:
                self._free.put_nowait(worker)
            if reply is None or reply["status"] != 200:
                file.unlink(missing_ok=True)
        if reply["status"] != 200:
            raise RequestError(reply["status"], reply["message"])
        return Answer(reply["type"], file)

    async def _free_worker(self) -> Worker:
        """A free worker that lives; the system may have ended one while it waited."""
        try:
            async with asyncio.timeout(self._limits.seconds):
                while (worker := await self._free.get()).reader.at_eof():
                    self._replace(worker)
                return worker
        except TimeoutError as error:
            raise RequestError(503, "too many queries at once: try again later") from error

    def _replace(self, worker: Worker) -> None:
        """Kill a worker and have another one made, without waiting for it."""
        worker.writer.close()
        if not self._closing:
            self._keep(self._new_worker(worker.number))

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _new_worker(self, old: int) -> None:
        """Have another worker made in place of an old one; should the nursery have ended, start another one first."""
        while not self._closing:
            try:
                if self._control is not None:
                    ask_for_death(self._control, old)
                return await self._add_worker()
            except (GovgraphError, EOFError, OSError) as error:
                LOG.error("no worker can be made: %s", error)
                await asyncio.sleep(RETRY_SECONDS)

