"""The workers: each query or page goes to a free one; one that runs too long, grows too large or breaks is replaced."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

from govgraph.errors import GovgraphError
from govgraph.serve.processes import Limits, Nursery, Worker, start_nursery
from govgraph.serve.protocol import QueryRequest, RequestError
from govgraph.serve.store import Contents

LOG = logging.getLogger(__name__)
RETRY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in a file, which belongs to the one who gets it and deletes it."""

    media_type: str
    file: Path


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The page of a report in a file, as with an answer, or no file for a client who has it; its tag and policy."""

    tag: str
    policy: str
    file: Path | None


class Pool:
    """Workers over graph files; answers lie in `folder` until they are sent."""

    def __init__(self, graphs: Sequence[Path], folder: Path, limits: Limits) -> None:
        """Make a pool without processes; `start` starts them."""
        self._graphs = graphs
        self._folder = folder
        self._limits = limits
        self._nursery: Nursery | None = None
        self._starting = asyncio.Lock()
        self._free: asyncio.Queue[Worker] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._numbers = count()
        self._closing = False

    async def start(self) -> Contents:
        """Load the graphs and make all workers; gives what the graphs hold.

        Raises InputError for a graph that cannot be read, GovgraphError where the processes do not come up.
        """
        try:
            nursery = await self._living_nursery()
            for _ in range(self._limits.workers):
                self._free.put_nowait(await nursery.make_worker())
        except (EOFError, OSError) as error:
            raise GovgraphError(f"the processes that answer queries do not come up: {error}") from error
        return nursery.contents

    async def close(self) -> None:
        """End all processes."""
        self._closing = True
        if self._nursery is not None:
            await self._nursery.close()
        await asyncio.gather(*self._tasks)

    async def answer(self, request: QueryRequest, accept: str) -> Answer:
        """Answer a query in a form that `accept` allows.

        Raises RequestError: what the worker says of the query (400, 403, 406, 500), 503 where no worker gets free in
        time, 504 for a query that runs too long, 500 for one that breaks its worker. Cancelling ends the query.
        """
        reply, file = await self._ask({**asdict(request), "accept": accept}, "query")
        return Answer(reply["type"], file)

    async def page(self, corpus: str, report: str, known: str) -> ReportPage:
        """The interactive page of a report of a corpus in parts; `known` are the tags of what the client has.

        Raises RequestError as `answer` does: 404 for a report that the corpus does not have. Cancelling ends it.
        """
        reply, file = await self._ask({"corpus": corpus, "report": report, "known": known}, "page")
        return ReportPage(reply["tag"], reply["policy"], file if reply["status"] == 200 else None)

    async def _ask(self, job: dict[str, Any], what: str) -> tuple[dict[str, Any], Path]:
        """The reply of a worker, and the file that it was told to write, which is there where its status is 200."""
        worker = await self._free_worker()
        file = self._folder / str(next(self._numbers))
        reply: dict[str, Any] | None = None
        try:
            async with asyncio.timeout(self._limits.seconds):
                reply = await worker.ask({**job, "file": str(file)})
        except TimeoutError as error:
            raise RequestError(504, f"the {what} took longer than {self._limits.seconds:g} seconds") from error
        except (OSError, EOFError) as error:
            message = f"the {what} broke its worker: it nests too deep or needs too much memory"
            raise RequestError(500, message) from error
        finally:
            if reply is None:
                self._replace(worker)
            else:
                self._free.put_nowait(worker)
            if reply is None or reply["status"] != 200:
                file.unlink(missing_ok=True)
        if reply["status"] >= 400:
            raise RequestError(reply["status"], reply["message"])
        return reply, file

    async def _free_worker(self) -> Worker:
        """A free worker that lives; the system may have ended one while it waited."""
        try:
            async with asyncio.timeout(self._limits.seconds):
                while (worker := await self._free.get()).reader.at_eof():
                    self._replace(worker)
                return worker
        except TimeoutError as error:
            raise RequestError(503, "too many requests at once: try again later") from error

    def _replace(self, worker: Worker) -> None:
        """Kill a worker and have another one made, without waiting for it."""
        if self._closing or self._nursery is None:
            return
        with suppress(OSError):  # its nursery has ended, and the worker with it
            self._nursery.kill(worker)
        task = asyncio.create_task(self._add_worker())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _add_worker(self) -> None:
        while not self._closing:
            try:
                nursery = await self._living_nursery()
                return self._free.put_nowait(await nursery.make_worker())
            except (GovgraphError, EOFError, OSError) as error:
                if not self._closing:
                    LOG.error("no worker can be made: %s", error)
                    await asyncio.sleep(RETRY_SECONDS)

    async def _living_nursery(self) -> Nursery:
        """The nursery, or another one should the system have ended it."""
        async with self._starting:
            if self._nursery is None or self._nursery.process.returncode is not None:
                self._nursery = await start_nursery(self._graphs, self._limits)
            return self._nursery
