"""A process that answers queries and makes pages, one at a time, and can be killed without harm to others.

pyoxigraph cannot stop a query that runs, and some input crashes it (thousands of nested brackets overflow its stack).
So queries run here, and the pages of reports are made here. A worker reads one line of JSON for each of either and
writes one for each answer; the answer itself goes into a file.
"""

import json
import os
import resource
import signal
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from govgraph.graph.terms import BASE, PREFIXES
from govgraph.serve.negotiate import GRAPH_TYPES, SOLUTION_TYPES, choose
from govgraph.serve.protocol import RequestError, check_query
from govgraph.serve.report import answer_page

GRACE = 5.0  # seconds after which a worker ends itself where nobody has done it


@dataclass(slots=True)
class AnswerFile:
    """A file for an answer that takes no more than `left` bytes."""

    file: BinaryIO
    left: int
    full: bool = False

    def write(self, data: bytes) -> int:
        """Write all of `data`. Raises OSError where the answer grows too large, which stops the query."""
        self.left -= len(data)
        if self.left < 0:
            self.full = True
            raise OSError("answer too large")
        return self.file.write(data)

    def flush(self) -> None:
        """Flush the file."""
        self.file.flush()


def answer(store: Store, job: dict[str, Any], limit: int) -> dict[str, Any]:
    """Answer one query into the file ``job["file"]``; gives status and media type, or status and message."""
    try:
        check_query(job["query"])
        result = _evaluate(store, job)
        return {"status": 200, "type": _write(result, job["accept"], Path(job["file"]), limit)}
    except RequestError as error:
        return {"status": error.status, "message": error.message}


def _evaluate(store: Store, job: dict[str, Any]) -> QueryBoolean | QuerySolutions | QueryTriples:
    """The result of the query over the dataset of the request, else over that of the query."""
    dataset = {}
    try:
        if job["default_graphs"] or job["named_graphs"]:
            dataset = {
                "default_graph": [NamedNode(name) for name in job["default_graphs"]],
                "named_graphs": [NamedNode(name) for name in job["named_graphs"]],
            }
    except ValueError as error:
        raise RequestError(400, f"not the IRI of a graph: {_one_line(error)}") from error
    try:
        return store.query(job["query"], base_iri=BASE, prefixes=PREFIXES, **dataset)  # type: ignore[arg-type]
    except (SyntaxError, ValueError) as error:
        raise RequestError(400, f"not a SPARQL 1.1 query: {_one_line(error)}") from error
    except (OSError, RuntimeError) as error:
        raise RequestError(500, f"the query cannot be answered: {_one_line(error)}") from error


def _write(result: QueryBoolean | QuerySolutions | QueryTriples, accept: str, path: Path, limit: int) -> str:
    """Write a result in the form that the client likes best; gives its media type."""
    offered = GRAPH_TYPES if isinstance(result, QueryTriples) else SOLUTION_TYPES
    media_type = choose(accept, offered)
    if media_type is None:
        raise RequestError(406, f"this answer comes as {', '.join(offered)}")
    with path.open("wb") as file:
        target = AnswerFile(file, limit)
        try:
            if isinstance(result, QueryTriples):
                serialize(result, cast(BinaryIO, target), RdfFormat.from_media_type(media_type), prefixes=PREFIXES)
            else:
                result.serialize(cast(BinaryIO, target), QueryResultsFormat.from_media_type(media_type))
        except (OSError, RuntimeError, ValueError) as error:
            if target.full:
                message = f"the answer is larger than {limit} bytes: ask for less, as with LIMIT"
                raise RequestError(403, message) from error
            raise RequestError(500, f"the query cannot be answered: {_one_line(error)}") from error
    return media_type


def work(store: Store, connection: socket.socket, seconds: float, answer_size: int, memory: int) -> None:
    """Say the number of this process, then answer until the connection ends.

    A query that takes more than `memory` bytes ends this process; so does one that runs longer than `seconds` and
    `GRACE`, should nobody else have ended it before. An answer has up to `answer_size` bytes.
    """
    _limit_memory(memory)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with connection.makefile("rwb", buffering=0) as lines:
        lines.write(b"%d\n" % os.getpid())
        while line := lines.readline():
            signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
            job = json.loads(line)
            reply = answer_page(job, answer_size) if "report" in job else answer(store, job, answer_size)
            signal.setitimer(signal.ITIMER_REAL, 0)
            lines.write(json.dumps(reply).encode() + b"\n")


def _limit_memory(size: int) -> None:
    """Let the system refuse this process more than `size` bytes beyond what it has, where it says what it has."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    status = Path("/proc/self/status")
    if status.exists():
        has = next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmData"))
        resource.setrlimit(resource.RLIMIT_DATA, (has + size, has + size))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
