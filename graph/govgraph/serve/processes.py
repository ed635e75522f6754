"""The processes behind the server: a nursery that holds the graphs, and the workers that it makes."""

import asyncio
import json
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govgraph.errors import InputError
from govgraph.serve.nursery import ask_for_death, ask_for_worker
from govgraph.serve.store import Contents

LONGEST_LINE = 2**26  # the nursery names every graph that it holds in one line


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take; a request waits no longer for a free worker than a query may run."""

    workers: int = 2
    seconds: float = 30.0
    answer_bytes: int = 64 * 2**20
    memory_bytes: int = 2 * 2**30


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


@dataclass(frozen=True, slots=True)
class Nursery:
    """The process that holds the graphs; `control` tells it what to do, and to end when it is closed."""

    process: Process
    control: socket.socket
    contents: Contents

    async def make_worker(self) -> Worker:
        """Another worker. Raises EOFError or OSError where the nursery has ended."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                ask_for_worker(self.control, theirs)
            reader, writer = await asyncio.open_connection(sock=ours)
            return Worker(int(await _line(reader)), reader, writer)
        except (OSError, EOFError):
            ours.close()
            raise

    def kill(self, worker: Worker) -> None:
        """Kill a worker; one that has ended is left alone."""
        worker.writer.close()
        if self.process.returncode is None:
            ask_for_death(self.control, worker.number)

    async def close(self) -> None:
        """End the nursery and its workers."""
        self.control.close()
        await self.process.wait()


async def start_nursery(graphs: Sequence[Path], limits: Limits) -> Nursery:
    """Start a process that loads the graphs.

    Raises InputError for a graph that cannot be read, EOFError where the process ends without a word.
    """
    ours, theirs = socket.socketpair()
    arguments = (str(theirs.fileno()), str(limits.seconds), str(limits.answer_bytes), str(limits.memory_bytes))
    # -P: no module is taken from the folder where the server happens to run
    command = (sys.executable, "-P", "-m", "govgraph.serve.nursery", *arguments, *map(str, graphs))
    with theirs:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, pass_fds=[theirs.fileno()], limit=LONGEST_LINE
        )
    assert process.stdout is not None
    try:
        said = json.loads(await _line(process.stdout))
        if "error" in said:
            raise InputError(said["error"])
    except BaseException:
        ours.close()
        if process.returncode is None:
            process.kill()
        raise
    graphs_said = tuple((str(name), int(size)) for name, size in said["graphs"])
    return Nursery(process, ours, Contents(said["triples"], graphs_said, said["corpus"]))


async def _line(reader: asyncio.StreamReader) -> bytes:
    """The next line of a process. Raises EOFError where it has ended."""
    line = await reader.readline()
    if not line.endswith(b"\n"):
        raise EOFError("the process has ended")
    return line
