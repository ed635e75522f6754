"""A process that answers queries, one at a time, and can be killed at any moment without harm to others.

pyoxigraph cannot stop a query that runs, and some input crashes it (thousands of nested brackets overflow its stack).
So the server starts ``python -m govgraph.serve.worker STORE SECONDS ANSWER_BYTES MEMORY_BYTES``, writes one line of
JSON for each query to its standard input and reads one line for each answer; the answer itself goes into a file.
"""

import json
import os
import signal
import sys
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


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def _limit_memory(size: int) -> None:
    """Let the system end this process before it takes more than `size` bytes, where the system can."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - POSIX only

        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _set_alarm(seconds: float) -> None:
    """End this process in some seconds, whatever it does then; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main() -> None:
    """Open the store, say so with an empty object, then answer until standard input ends."""
    folder, seconds, answer_size, memory = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the server ends its workers itself
    _limit_memory(int(memory))
    store = Store.read_only(folder)
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii", buffering=1)
    replies.write("{}\n")
    for line in sys.stdin.buffer:
        _set_alarm(float(seconds) + GRACE)
        reply = answer(store, json.loads(line), int(answer_size))
        _set_alarm(0)
        replies.write(json.dumps(reply) + "\n")


if __name__ == "__main__":
    main()
