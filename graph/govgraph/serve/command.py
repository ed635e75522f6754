"""``govgraph serve``: options in, the running endpoint; what it needs is imported only when it starts."""

import logging
import os
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govgraph.errors import GovgraphError
from govgraph.store.parts import is_corpus

if TYPE_CHECKING:
    from govgraph.serve.store import Contents

LOG = logging.getLogger(__name__)
PATH = click.Path(path_type=Path)


@click.command(short_help="Serve graphs as a SPARQL endpoint, and a corpus as pages.")
@click.argument("graphs", nargs=-1, required=True, type=PATH, metavar="GRAPH...")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 takes any free one.")
@click.option("--workers", type=click.IntRange(1), help="Queries answered at once.  [default: number of processors]")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), default=30.0, show_default=True, metavar="SECONDS")
@click.option("--max-answer", type=click.IntRange(1), default=64, show_default=True, metavar="MB", help="Of an answer.")
@click.option("--max-memory", type=click.IntRange(64), default=2048, show_default=True, metavar="MB", help="Per query.")
def serve(
    graphs: tuple[Path, ...],
    host: str,
    port: int,
    workers: int | None,
    timeout: float,
    max_answer: int,
    max_memory: int,
) -> None:
    """Serve Turtle, N-Triples, TriG and N-Quads files together as a read-only SPARQL 1.1 endpoint.

    The folder of a build stands for its graph. A corpus in parts is served alone, from its store on disk, which is
    brought up to date before; what is built later is seen after a restart.

    The query page is at /, the endpoint at /sparql, every entity under /id/; of a corpus in parts the list of reports
    is at /reports and the interactive page of each under /page/. A query that runs longer than the timeout or needs
    more memory is ended, others go on. Ctrl-C ends the server.

    \b
    govgraph serve output/graph.ttl
    curl http://127.0.0.1:7878/sparql --data-urlencode 'query=SELECT * {?s ?p ?o} LIMIT 9' -H 'Accept: text/csv'
    """
    if not hasattr(os, "fork"):
        raise GovgraphError("serving needs a system whose processes can fork, such as Linux or macOS")
    try:
        from govgraph.serve.processes import Limits  # noqa: PLC0415
        from govgraph.serve.server import serve as run  # noqa: PLC0415
        from govgraph.store.index import refresh  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise GovgraphError(f"serving needs {error.name}: pip install 'govgraph[serve]'") from error
    if not _is_loopback(host):
        LOG.warning("listening on %s: everybody who can reach this machine can ask", host)
    limits = Limits(workers or os.cpu_count() or 2, timeout, max_answer * 2**20, max_memory * 2**20)
    for corpus in filter(is_corpus, graphs):
        refresh(corpus)
    run(graphs, host, port, limits, _say_ready)


def _say_ready(address: str, contents: "Contents") -> None:
    click.echo(f"{contents.triples} triples, {len(contents.graphs)} named graphs: {address}")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
