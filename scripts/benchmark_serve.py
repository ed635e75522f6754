"""Figures of the endpoint: the questions of govgraph against rdflib, many clients at once, the W3C's protocol tests.

    python scripts/benchmark_serve.py speed GRAPH.ttl --triples 1000000
    python scripts/benchmark_serve.py load GRAPH.ttl --triples 1000000 --clients 50 --seconds 60
    python scripts/benchmark_serve.py protocol FOLDER-OF-MANIFEST

The large graph is the graph given, copied for other places: what belongs to one report or to bodies and documents below
the centre becomes another thing in every copy. All runs on the loopback address.
"""

import gc
import json
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import cast
from urllib.parse import quote

import click
import psutil
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, Namespace
from rdflib.term import Node

from govgraph.graph.terms import BASE, concept, gov
from govgraph.query import NamedQuery, named_queries
from query_times import compare, rdflib_seconds, timed

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
DIRECT = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
MEDIA = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
}


@dataclass
class Load:
    """What the clients have met, and the memory of server and workers over time, in megabytes."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def enlarge(source: Path, target: Path, triples: int) -> int:
    """Write N-Triples of about `triples` triples; gives how many."""
    store = Store()
    store.load(path=source, format=RdfFormat.TURTLE)
    central = NamedNode(concept("level", "central"))
    shared = {quad.subject for quad in store.quads_for_pattern(None, NamedNode(gov("level")), central)}
    quads = sorted(store, key=str)

    def moved(term: object, copy: int) -> object:
        local = isinstance(term, NamedNode) and term.value.startswith(BASE) and term not in shared
        if not local or "/" not in (name := term.value.removeprefix(BASE)) or name.startswith(("rule/", "place/")):  # type: ignore[attr-defined]
            return term
        kind, _, rest = name.partition("/")
        return NamedNode(f"{BASE}{kind}/{copy}-{rest}")

    def copied(quad: Quad, copy: int) -> Triple:
        return Triple(moved(quad.subject, copy), quad.predicate, moved(quad.object, copy))  # type: ignore[arg-type]

    large = Store()
    copy = 0
    while len(large) < triples:
        batch = [copied(quad, copy) for quad in quads]
        large.bulk_extend(Quad(each.subject, each.predicate, each.object) for each in batch)
        copy += 1
    with target.open("wb") as file:
        serialize((Triple(q.subject, q.predicate, q.object) for q in large), file, RdfFormat.N_TRIPLES)
    return len(large)


@contextmanager
def endpoint(graph: Path, *options: str) -> Iterator[tuple[int, int]]:
    """Process number and port of an endpoint over a graph."""
    code = "from govgraph.serve.command import serve; serve()"
    command = [sys.executable, "-c", code, str(graph), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.pid, int(process.stdout.readline().rstrip("/\n").rpartition(":")[2])
        process.send_signal(signal.SIGTERM)


def ask(port: int, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str, bytes]:
    """Status, media type and body of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    answer = response.status, (response.headers["content-type"] or "").partition(";")[0], response.read()
    connection.close()
    return answer


def memory(process: int) -> float:
    """Megabytes that a process and all below it take together, a shared page counted in parts (PSS)."""
    parent = psutil.Process(process)
    total = 0.0
    for each in (parent, *parent.children(recursive=True)):
        with suppress(psutil.Error):  # a worker that has just been replaced
            total += each.memory_full_info().pss / 2**20
    return total


@click.group()
def main() -> None:
    """Measure the endpoint."""


GRAPH = click.argument("graph", type=click.Path(path_type=Path, exists=True))
TRIPLES = click.option("--triples", default=1_000_000, show_default=True)


@main.command()
@GRAPH
@TRIPLES
@click.option("--timeout", default=60.0, show_default=True, help="Seconds that the endpoint has for a query.")
@click.option("--times", default=21.0, show_default=True, help="Stop rdflib where it is this many times slower.")
def speed(graph: Path, triples: int, timeout: float, times: float) -> None:
    """Ask every question that ships, over HTTP and in rdflib's memory store."""
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.nt"
        print(f"{enlarge(graph, large, triples)} triples")
        started = time.perf_counter()
        with endpoint(large, "--timeout", str(timeout), "--max-answer", "1000", "--max-memory", "6000") as (_, port):
            print(f"endpoint ready after {time.perf_counter() - started:.1f} s", flush=True)
            ours = {query.name: _endpoint_seconds(port, query) for query in named_queries()}
        store = Graph()
        print(f"rdflib has read it after {timed(lambda: store.parse(large, format='nt')):.1f} s", flush=True)
        gc.freeze()  # else the collector of every child would copy the whole store
        ratios = [
            compare(query.name, seconds, rdflib_seconds(store, query.text, times * seconds + 1))
            for query in named_queries()
            if (seconds := ours[query.name]) is not None
        ]
    fast = sum(ratio >= 20 for ratio in ratios)
    print(f"{fast} of {len(ours)} at least 20 x, {sum(each is None for each in ours.values())} not answered in time")
    print(f"median at least {median(ratios):.1f} x, least {min(ratios):.1f} x")


def _endpoint_seconds(port: int, query: NamedQuery) -> float | None:
    """The better of two times; None where the endpoint gives up."""
    found = []
    for _ in range(2):
        started = time.perf_counter()
        status, _, body = ask(port, "POST", "/sparql", query.text.encode(), DIRECT)
        if status != 200:
            print(f"{query.name:24} {status} {body.decode().strip()}", flush=True)
            return None
        found.append(time.perf_counter() - started)
    return min(found)


@main.command()
@GRAPH
@TRIPLES
@click.option("--clients", default=50, show_default=True)
@click.option("--seconds", default=60.0, show_default=True)
def load(graph: Path, triples: int, clients: int, seconds: float) -> None:
    """Ask from many clients at once: questions about single things, as visitors of a site do."""
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.nt"
        print(f"{enlarge(graph, large, triples)} triples")
        with endpoint(large) as (process, port):
            found = Load()
            queries = _small_queries(port)
            end = time.monotonic() + seconds
            threads = [threading.Thread(target=_client, args=(port, queries, end, found, n)) for n in range(clients)]
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                found.memory.append(memory(process))
                time.sleep(1)
    slow = quantiles(found.seconds, n=20)[-1]
    print(
        f"{len(found.seconds)} answers in {seconds:.0f} s, {len(found.errors)} errors {sorted(set(found.errors))[:3]}"
    )
    print(f"median {median(found.seconds):.3f} s, 95 % within {slow:.3f} s")
    points = [found.memory[int(part * (len(found.memory) - 1) / 6)] for part in range(7)]
    print("memory in MB over time:", ", ".join(f"{value:.0f}" for value in points))


def _small_queries(port: int) -> list[tuple[str, str, bytes | None]]:
    """Descriptions of entities, their pages, and lists with a limit."""
    list_entities = b"SELECT ?s { ?s gov:evidence ?e } LIMIT 300"
    names = ask(port, "POST", "/sparql", list_entities, DIRECT)[2].decode().split()[1:]
    requests: list[tuple[str, str, bytes | None]] = []
    for name in names:
        requests.append(("GET", quote(name.replace(BASE, "/id/"), safe="/%"), None))
        requests.append(("POST", "/sparql", f"DESCRIBE <{name}>".encode()))
        requests.append(("POST", "/sparql", f"SELECT ?p ?o {{ <{name}> ?p ?o }}".encode()))
    requests.append(
        ("POST", "/sparql", b"SELECT ?n ?q { ?s skos:prefLabel ?n ; gov:evidence/gov:quote ?q } LIMIT 1000")
    )
    return requests


def _client(port: int, requests: list[tuple[str, str, bytes | None]], end: float, found: Load, seed: int) -> None:
    choice = random.Random(seed)
    while time.monotonic() < end:
        method, path, body = choice.choice(requests)
        headers = {"Accept": "*/*"} | ({"Content-Type": "application/sparql-query"} if body else {})
        started = time.monotonic()
        try:
            status, _, _ = ask(port, method, path, body, headers)
            found.seconds.append(time.monotonic() - started)
            if status != 200:
                found.errors.append(str(status))
        except OSError as error:
            found.errors.append(repr(error))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
def protocol(folder: Path) -> None:
    """Run the query tests of the W3C's SPARQL 1.1 Protocol manifest, and see that its updates are refused."""
    manifest = Graph().parse(folder / "manifest.ttl")
    results: dict[str, list[bool]] = {"query": [], "update refused": []}
    with tempfile.TemporaryDirectory() as made:
        data = Path(made) / "data.nq"
        data.write_text(_named_data(manifest))
        with endpoint(data) as (_, port):
            for test, requests in _tests(manifest):
                if "update" in test:
                    kind, good = "update refused", 400 <= _send(manifest, requests[0], port)[0] < 500
                else:
                    kind, good = "query", all(_passes(manifest, request, port) for request in requests)
                results[kind].append(good)
                print("passed" if good else "FAILED", kind, test)
    for kind, passed in results.items():
        print(f"{kind}: {sum(passed)} of {len(passed)}")


def _named_data(manifest: Graph) -> str:
    """N-Quads of the graphs that the tests name."""
    nodes = manifest.objects(None, UT.graphData)
    graphs = {(str(manifest.value(node, UT.graph)), str(manifest.value(node, LABEL))) for node in nodes}
    files = ((Path(file.removeprefix("file://")), name) for file, name in sorted(graphs))
    return "".join(file.read_text().replace(" .\n", f" <{name}> .\n") for file, name in files)


def _tests(manifest: Graph) -> Iterator[tuple[str, list[Node]]]:
    """The name of each test and its requests in their order."""
    entries = manifest.value(manifest.value(None, RDF.type, MF.Manifest), MF.entries)
    for test in manifest.items(cast(Node, entries)):
        requests = manifest.value(manifest.value(test, MF.action), HT.requests)
        yield str(test).partition("#")[2], list(manifest.items(cast(Node, requests)))


def _send(manifest: Graph, request: Node, port: int) -> tuple[int, str, bytes]:
    """Send a request of the manifest."""
    fields = manifest.value(request, HT.headers)
    headers = {
        str(manifest.value(each, HT.fieldName)): str(manifest.value(each, HT.fieldValue))
        for each in manifest.items(cast(Node, fields))
    }
    body = manifest.value(request, HT.body)
    content = None
    if body is not None:
        content = str(manifest.value(body, CNT.chars)).encode(str(manifest.value(body, CNT.characterEncoding)))
    method, path = (str(manifest.value(request, name)) for name in (HT.methodName, HT.absolutePath))
    return ask(port, method, path, content, headers)


def _passes(manifest: Graph, request: Node, port: int) -> bool:
    status, media_type, body = _send(manifest, request, port)
    expected = manifest.value(request, HT.resp)
    statuses = [str(value)[-3:] for value in manifest.objects(expected, MF.expectedStatus)]
    form, truth = (manifest.value(expected, name) for name in (MF.expectedFormat, MF.expectedBoolean))
    return (
        f"{status // 100}xx" in statuses
        and (form is None or media_type in MEDIA[str(form)])
        and (truth is None or json.loads(body)["boolean"] == truth.toPython())  # type: ignore[attr-defined]
    )


if __name__ == "__main__":
    main()
