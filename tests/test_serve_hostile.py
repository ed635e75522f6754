"""What must not stop the endpoint: endless, huge and broken queries, crowds, killed workers, signals."""

import os
import re
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest

from test_serve_http import DIRECT, FORM, Running, running

SIZE = 400
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
GREEDY = "SELECT (CONCAT(STR(?a), STR(?d), STR(?g)) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?x"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
UPDATES = ["CLEAR ALL", "LOAD <http://127.0.0.1:9/x>", "INSERT DATA { <a:a> <a:b> <a:c> }", "DELETE WHERE { ?s ?p ?o }"]
SECONDS = 2.0


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "graph.nt"
    path.write_text("".join(f"<http://e/{n}> <http://e/p> <http://e/{n + 1}> .\n" for n in range(SIZE)))
    return path


@pytest.fixture(scope="module")
def endpoint(graph: Path) -> Iterator[Running]:
    options = ("--workers", "2", "--timeout", str(SECONDS), "--max-answer", "1", "--max-memory", "400")
    with running(graph, *options) as started:
        yield started


@pytest.fixture(autouse=True)
def goes_on(endpoint: Running) -> Iterator[None]:
    """Whatever a test has done, the graph is whole and is answered from."""
    yield
    reply = endpoint.query(COUNT, "text/csv")
    assert (reply.status, reply.body.split()) == (200, [b"n", b"%d" % SIZE])


def nursery(endpoint: Running) -> psutil.Process:
    return psutil.Process(endpoint.process.pid).children()[0]


def workers(endpoint: Running) -> list[psutil.Process]:
    return [child for child in nursery(endpoint).children() if child.status() != psutil.STATUS_ZOMBIE]


def test_an_endless_query_is_ended_and_others_go_on_beside_it(endpoint: Running) -> None:
    with ThreadPoolExecutor() as pool:
        endless = pool.submit(endpoint.query, ENDLESS)
        time.sleep(0.2)
        started = time.monotonic()
        assert endpoint.query(COUNT).status == 200
        assert time.monotonic() - started < SECONDS / 2
        assert (endless.result().status, b"longer than 2 seconds" in endless.result().body) == (504, True)


def test_a_query_whose_client_goes_away_is_ended_at_once(endpoint: Running) -> None:
    busy = [HTTPConnection("127.0.0.1", endpoint.port) for _ in range(2)]
    for connection in busy:
        connection.request("POST", "/sparql", ENDLESS, DIRECT)
    time.sleep(0.2)
    for connection in busy:
        connection.close()
    started = time.monotonic()
    assert endpoint.query(COUNT).status == 200
    assert time.monotonic() - started < SECONDS * 0.9


def test_a_crowd_is_answered(endpoint: Running) -> None:
    with ThreadPoolExecutor(200) as pool:
        replies = list(pool.map(endpoint.query, [COUNT] * 200))
    assert {reply.status for reply in replies} == {200}


def test_a_crowd_of_endless_queries_is_turned_away_in_time(endpoint: Running) -> None:
    started = time.monotonic()
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(endpoint.query, [ENDLESS] * 20))
    assert time.monotonic() - started < 4 * SECONDS
    assert {reply.status for reply in replies} == {503, 504}


def test_an_answer_that_is_too_large_is_refused(endpoint: Running) -> None:
    reply = endpoint.query("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert (reply.status, b"LIMIT" in reply.body) == (403, True)


def test_a_query_that_takes_too_much_memory_is_ended(graph: Path) -> None:
    with running(graph, "--workers", "1", "--max-memory", "250") as small:
        reply = small.query(GREEDY)
        assert (reply.status, b"too much memory" in reply.body) == (500, True)
        assert small.query(COUNT).status == 200


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { " + "{" * 100_000 + "}" * 100_000 + " }",
        "SELECT * { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }",
        "SELECT * { ?s " + "/".join(["<p>"] * 50_000) + " ?o }",
        "service " * 100_000,
        "SELECT ?x" * 50_000,
        "\x00" * 1000,
        "开州" * 1000,
        "SELECT * { ?s ?p '''",
        "",
    ],
    ids=["groups", "brackets", "path", "services", "repeated", "nul", "words", "open string", "empty"],
)
def test_a_broken_query_breaks_nothing(endpoint: Running, query: str) -> None:
    assert endpoint.query(query).status in (200, 400, 500, 504)


def test_a_huge_request_is_not_read(endpoint: Running) -> None:
    assert endpoint.query("#" * 2**20 + "\nASK {}").status == 413
    assert endpoint.ask("GET", "/sparql?query=" + "a" * 100_000).status in (400, 414)


@pytest.mark.parametrize("update", UPDATES)
def test_no_update_is_taken_by_any_way(endpoint: Running, update: str) -> None:
    field = update.replace(" ", "+")
    ways = [
        endpoint.query(update),
        endpoint.ask("GET", f"/sparql?query={field}"),
        endpoint.ask("GET", f"/sparql?update={field}"),
        endpoint.ask("POST", "/sparql", f"update={field}", FORM),
        endpoint.ask("POST", "/sparql", f"query=ASK%7B%7D&update={field}", FORM),
        endpoint.ask("POST", "/sparql", update, {"Content-Type": "application/sparql-update"}),
        endpoint.ask("PUT", "/sparql", update, {"Content-Type": "application/sparql-update"}),
        endpoint.ask("DELETE", "/sparql"),
    ]
    assert all(400 <= reply.status < 500 for reply in ways)


@pytest.mark.parametrize("silent", ["", "SILENT"])
def test_no_other_service_is_asked(endpoint: Running, silent: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.5)
        address = f"http://127.0.0.1:{other.getsockname()[1]}/"
        queries = [
            f"SELECT * {{ SERVICE {silent} <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ VALUES ?h {{ <{address}> }} SERVICE#\n{silent} ?h {{ ?s ?p ?o }} }}",
            f"SELECT * {{ ?a ?b ?c FILTER(?a<?b#>'''\n) SERVICE {silent} <{address}> {{ ?s ?p ?o }} #'''\n }}",
        ]
        assert [endpoint.query(query).status for query in queries] == [403] * 3
        assert endpoint.query(f"SELECT * FROM <{address}> {{ ?s ?p ?o }}").status == 200
        with pytest.raises(TimeoutError):
            other.accept()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2Fapp.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/id/../../../../etc/passwd",
        "/id/%2e%2e/%2e%2e/etc/passwd",
        "/id/..%2f..%2fetc%2fpasswd",
        "/id/%00",
        "/id/%ff%fe",
        "/etc/passwd",
        "/sparql/../static/query.js",
    ],
)
def test_no_path_leads_to_other_files(endpoint: Running, path: str) -> None:
    reply = endpoint.ask("GET", path)
    assert reply.status == 404
    assert b"root:" not in reply.body
    assert b"import" not in reply.body


@pytest.mark.parametrize(
    "bytes_sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: <>\r\nAccept: " + b"," * 5000 + b"\r\nConnection: close\r\n\r\n",
        b"GET " + b"/" * 70_000 + b" HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_not_http_breaks_nothing(endpoint: Running, bytes_sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=5) as connection:
        connection.sendall(bytes_sent)
        connection.shutdown(socket.SHUT_WR)
        assert re.match(rb"HTTP/1\.1 4|$", connection.recv(100))  # refused, or closed without a word


def test_workers_that_the_system_kills_are_replaced(endpoint: Running) -> None:
    before = workers(endpoint)
    for process in before:
        process.kill()
    time.sleep(0.3)
    assert endpoint.query(COUNT).status == 200
    assert {process.pid for process in workers(endpoint)}.isdisjoint(process.pid for process in before)


def test_everything_comes_back_when_the_process_that_makes_workers_is_killed(endpoint: Running) -> None:
    nursery(endpoint).kill()
    time.sleep(0.3)
    assert endpoint.query(COUNT).status == 200


def test_workers_end_with_a_server_that_is_killed(graph: Path, tmp_path: Path) -> None:
    with running(graph, temporary=tmp_path) as doomed:
        processes = [nursery(doomed), *workers(doomed)]
        doomed.process.kill()
        assert psutil.wait_procs(processes, timeout=5)[1] == []


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_after_what_it_has_begun(graph: Path, tmp_path: Path, name: signal.Signals) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } LIMIT 40 } ?d ?e ?f . ?g ?h ?i . FILTER(?a != ?d) }"
    replies = []
    with running(graph, "--workers", "1", temporary=tmp_path) as endpoint:
        children = [nursery(endpoint), *workers(endpoint)]
        asking = threading.Thread(target=lambda: replies.append(endpoint.query(slow)))
        asking.start()
        time.sleep(0.3)
        os.kill(endpoint.process.pid, name)
        asking.join()
        assert endpoint.process.wait(10) == 0
    assert [reply.status for reply in replies] == [200]
    assert not any(process.is_running() for process in children)
    assert list(tmp_path.iterdir()) == []


def test_a_second_server_on_the_same_port_says_so(endpoint: Running, graph: Path) -> None:
    from govgraph.cli import cli, run  # noqa: PLC0415
    from govgraph.serve.command import serve  # noqa: PLC0415

    cli.add_command(serve)
    assert run(["serve", str(graph), "--port", str(endpoint.port)]) == 4
