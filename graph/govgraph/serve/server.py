"""Runs the endpoint until a signal ends it: workers, HTTP server, and nothing left behind."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn

from govgraph.errors import OutputError
from govgraph.serve.app import make_app
from govgraph.serve.pool import Pool
from govgraph.serve.processes import Limits
from govgraph.serve.store import Contents

MOST_CONNECTIONS = 500
SECONDS_TO_END = 5


def serve(graphs: Sequence[Path], host: str, port: int, limits: Limits, ready: Callable[[str, Contents], None]) -> None:
    """Serve graph files until SIGINT or SIGTERM; `ready` is told the address as soon as queries are answered.

    Port 0 is any free port. Requests under way get `SECONDS_TO_END` to end. Raises InputError for a graph that cannot
    be read, OutputError for an address that cannot be listened on.
    """
    with TemporaryDirectory(prefix="govgraph-serve-") as folder, _listen(host, port) as listener:
        asyncio.run(_run(lambda: Pool(graphs, Path(folder), limits), listener, ready))


async def _run(make_pool: Callable[[], Pool], listener: socket.socket, ready: Callable[[str, Contents], None]) -> None:
    pool = make_pool()
    try:
        contents = await pool.start()
        address = _address(listener)
        config = uvicorn.Config(
            make_app(pool, contents, f"{address}sparql"),
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="error",
            access_log=False,
            server_header=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=SECONDS_TO_END,
        )
        ready(address, contents)
        with _signals_only_end_the_server():
            await uvicorn.Server(config).serve(sockets=[listener])
    finally:
        await pool.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError as error:
        raise OutputError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


@contextmanager
def _signals_only_end_the_server() -> Iterator[None]:
    """uvicorn raises the signal that ended it once more; here a signal has done its work when the server has ended."""
    names = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(name, lambda *_: None) for name in names]
    try:
        yield
    finally:
        for name, handler in zip(names, before, strict=True):
            signal.signal(name, handler)
