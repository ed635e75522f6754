"""The workers: each query goes to a free one; one that runs too long, grows too large or breaks is replaced."""

import asyncio
import json
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Coroutine
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

from govgraph.errors import GovgraphError
from govgraph.serve.protocol import QueryRequest, RequestError

LOG = logging.getLogger(__name__)
RETRY_SECONDS = 1.0


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


class Pool:
    """Worker processes over the store in `folder`/store; answers lie in `folder`/answers until they are sent."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Make a pool without workers; `start` starts them."""
        self._store = folder / "store"
        self._answers = folder / "answers"
        self._limits = limits
        self._free: asyncio.Queue[Process] = asyncio.Queue()
        self._processes: set[Process] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._numbers = count()
        self._closing = False

    async def start(self) -> None:
        """Start all workers. Raises GovgraphError where they do not come up."""
        self._answers.mkdir(exist_ok=True)
        await asyncio.gather(*(self._add_worker() for _ in range(self._limits.workers)))

    async def close(self) -> None:
        """Kill all workers; those that are just being started end by themselves."""
        self._closing = True
        for process in self._processes:
            _kill(process)
        await asyncio.gather(*self._tasks)
        await asyncio.gather(*(process.wait() for process in self._processes))

    async def answer(self, request: QueryRequest, accept: str) -> Answer:
        """Answer a query in a form that `accept` allows.

        Raises RequestError: what the worker says of the query (400, 403, 406, 500), 503 where no worker gets free in
        time, 504 for a query that runs too long, 500 for one that breaks its worker. Cancelling ends the query.
        """
        process = await self._free_worker()
        file = self._answers / str(next(self._numbers))
        reply: dict[str, Any] | None = None
        try:
            async with asyncio.timeout(self._limits.seconds):
                reply = await _ask(process, {**asdict(request), "accept": accept, "file": str(file)})
        except TimeoutError as error:
            raise RequestError(504, f"the query ran longer than {self._limits.seconds:g} seconds") from error
        except (OSError, EOFError) as error:
            raise RequestError(500, "the query broke its worker: it nests too deep or needs too much memory") from error
        finally:
            if reply is None:
                self._replace(process)
            else:
                self._free.put_nowait(process)
            if reply is None or reply["status"] != 200:
                file.unlink(missing_ok=True)
        if reply["status"] != 200:
            raise RequestError(reply["status"], reply["message"])
        return Answer(reply["type"], file)

    async def _free_worker(self) -> Process:
        """A free worker that lives; the system may have ended one while it waited."""
        try:
            async with asyncio.timeout(self._limits.seconds):
                while (process := await self._free.get()).returncode is not None:
                    self._replace(process)
                return process
        except TimeoutError as error:
            raise RequestError(503, "too many queries at once: try again later") from error

    def _replace(self, process: Process) -> None:
        """Kill a worker and start another one, without waiting for it."""
        _kill(process)
        self._keep(self._new_worker(process))

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _new_worker(self, old: Process) -> None:
        await old.wait()
        self._processes.discard(old)
        while not self._closing:
            try:
                return await self._add_worker()
            except (GovgraphError, OSError) as error:
                if not self._closing:
                    LOG.error("%s", error)
                    await asyncio.sleep(RETRY_SECONDS)

    async def _add_worker(self) -> None:
        limits = self._limits
        arguments = (str(self._store), str(limits.seconds), str(limits.answer_bytes), str(limits.memory_bytes))
        # -P: no module is taken from the folder where the server happens to run
        command = (sys.executable, "-P", "-m", "govgraph.serve.worker", *arguments)
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        self._processes.add(process)
        if self._closing:
            _kill(process)
        try:
            await _reply(process)
        except EOFError as error:
            self._processes.discard(process)
            raise GovgraphError(f"a worker process ends at its start with code {await process.wait()}") from error
        self._free.put_nowait(process)


async def _ask(process: Process, job: dict[str, Any]) -> dict[str, Any]:
    assert process.stdin is not None
    process.stdin.write(json.dumps(job).encode() + b"\n")
    await process.stdin.drain()
    return await _reply(process)


async def _reply(process: Process) -> dict[str, Any]:
    """The next line of a worker. Raises EOFError where it has ended."""
    assert process.stdout is not None
    line = await process.stdout.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    reply: dict[str, Any] = json.loads(line)
    return reply


def _kill(process: Process) -> None:
    if process.returncode is None:
        process.kill()
