"""The running endpoint as its clients meet it: the protocol, existing clients, a browser, and the pages of entities."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Page, expect
from pyoxigraph import RdfFormat, parse
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.term import URIRef
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from govgraph.graph.terms import BASE, gov, iri
from test_page_browser import browser

__all__ = ["browser"]  # the fixture, shared with the tests of the report's page

LAW, WORK, BODY = iri("instrument/行政处罚法 (2021)"), iri("initiative/1"), iri("agency/某县司法局")
GRAPH = f"""
PREFIX gov: <{gov("")}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
<{LAW}> a gov:Instrument ; skos:prefLabel "行政处罚法"@zh ; gov:year 2021 .
<{BODY}> a gov:Agency ; skos:prefLabel "某县司法局"@zh , "<script>alert(1)</script>" .
<{WORK}> a gov:Initiative ; skos:prefLabel "开展执法检查"@zh ; gov:carriedOutBy <{BODY}> ; gov:basedOn <{LAW}> .
<http://example.org/g1> {{ <http://example.org/g1> a gov:Report }}
<http://example.org/g2> {{ <http://example.org/g2> a gov:Report }}
<http://example.org/g3> {{ <http://example.org/g3> a gov:Report }}
"""
G1, G2, G3 = (f"http://example.org/g{number}" for number in (1, 2, 3))
BOTH = f"ASK {{ <{G1}> a ?t . <{G2}> a ?t . FILTER NOT EXISTS {{ <{G3}> a ?u }} }}"
NAMED = f"GRAPH ?g {{ <{G1}> a ?t }} GRAPH ?h {{ <{G2}> a ?t }}"
EACH = f"ASK {{ {NAMED} FILTER NOT EXISTS {{ GRAPH ?i {{ <{G3}> a ?t }} }} }}"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


@dataclass(frozen=True)
class Reply:
    """What the endpoint answers."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers["content-type"].partition(";")[0]


@dataclass(frozen=True)
class Running:
    """A running endpoint: its process, its address and its port."""

    process: subprocess.Popen[str]
    url: str
    port: int

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, headers: dict[str, str] | None = None
    ) -> Reply:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body.encode() if isinstance(body, str) else body, headers or {})
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, headers, response.read())
        finally:
            connection.close()

    def query(self, text: str, accept: str = "*/*") -> Reply:
        return self.ask("POST", "/sparql", text, {**DIRECT, "Accept": accept})


@contextmanager
def running(graph: Path, *options: str, temporary: Path | None = None) -> Iterator[Running]:
    """The endpoint over a graph on a free port, in a process of its own."""
    code = "from govgraph.serve.command import serve; serve()"
    command = [sys.executable, "-c", code, str(graph), "--port", "0", *options]
    environment = os.environ | ({"TMPDIR": str(temporary)} if temporary else {})
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[-1]
        try:
            yield Running(process, url, int(url.rstrip("/").rpartition(":")[2]))
        finally:
            process.send_signal(signal.SIGTERM)


@contextmanager
def visiting(browser: Browser, endpoint: Running) -> Iterator[Page]:
    """A page of a browser that must ask nobody but the endpoint and have nothing to complain of."""
    context = browser.new_context()
    page = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []
    assert all(url.startswith((endpoint.url, "data:", f"blob:{endpoint.url}")) for url in requests)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    graph = tmp_path_factory.mktemp("serve") / "graph.trig"
    graph.write_text(GRAPH, encoding="utf-8")
    with running(graph) as started:
        yield started


def dataset(default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> str:
    """The part of a URL that names a dataset."""
    return urlencode([("default-graph-uri", name) for name in default] + [("named-graph-uri", name) for name in named])


# What the W3C's query tests of the SPARQL 1.1 Protocol ask for, under their names, in our own words and data.
ACCEPTED = {
    "query_get": ("GET", "?" + urlencode({"query": "ASK {}"}), None, {}),
    "query_post_form": ("POST", "", urlencode({"query": "ASK {}"}), FORM),
    "query_post_direct": ("POST", "", "ASK {}", DIRECT),
    "query_dataset_default_graphs_get": (
        "GET",
        f"?{urlencode({'query': BOTH})}&{dataset((G1, G2))}",
        None,
        {},
    ),
    "query_dataset_default_graphs_post": ("POST", "?" + dataset((G1, G2)), BOTH, DIRECT),
    "query_dataset_named_graphs_get": ("GET", f"?{urlencode({'query': EACH})}&{dataset((), (G1, G2))}", None, {}),
    "query_dataset_named_graphs_post": ("POST", "?" + dataset((), (G1, G2)), EACH, DIRECT),
    "query_dataset_full": (
        "POST",
        "?" + dataset((G3,), (G1, G2)),
        f"ASK {{ <{G3}> a ?t {NAMED} FILTER NOT EXISTS {{ <{G1}> a ?t }} }}",
        DIRECT,
    ),
    "query_multiple_dataset": ("POST", "?" + dataset((), (G1, G2)), EACH.replace("ASK", f"ASK FROM <{G3}>"), DIRECT),
}
REFUSED = {
    "bad_query_method": ("PUT", "?" + urlencode({"query": "ASK {}"}), None, FORM),
    "bad_multiple_queries": ("GET", "?" + urlencode([("query", "ASK {}"), ("query", "SELECT * {}")]), None, {}),
    "bad_query_wrong_media_type": ("POST", "", "ASK {}", {"Content-Type": "text/plain"}),
    "bad_query_missing_form_type": ("POST", "", urlencode({"query": "ASK {}"}), {}),
    "bad_query_missing_direct_type": ("POST", "", "ASK {}", {}),
    "bad_query_non_utf8": ("POST", "", "ASK {}".encode("utf-16"), {"Content-Type": "application/sparql-query"}),
    "bad_query_syntax": ("GET", "?" + urlencode({"query": "ASK {"}), None, {}),
}
TYPED = {
    "query_content_type_select": ("SELECT (1 AS ?value) {}", r"application/sparql-results\+(json|xml)|text/csv"),
    "query_content_type_ask": ("ASK {}", r"application/sparql-results\+(json|xml)"),
    "query_content_type_describe": ("DESCRIBE <http://example.org/>", "text/turtle|application/(rdf.xml|n-triples)"),
    "query_content_type_construct": (
        "CONSTRUCT { <s> <p> 1 } WHERE {}",
        "text/turtle|application/(rdf.xml|n-triples)",
    ),
}


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
@pytest.mark.parametrize("name", ACCEPTED)
def test_protocol_queries_are_answered_with_true(endpoint: Running, name: str, path: str) -> None:
    method, url_query, body, headers = ACCEPTED[name]
    reply = endpoint.ask(method, path + url_query, body, headers)
    assert (reply.status, json.loads(reply.body)["boolean"]) == (200, True)


@pytest.mark.parametrize("name", REFUSED)
def test_protocol_errors_are_client_errors(endpoint: Running, name: str) -> None:
    method, url_query, body, headers = REFUSED[name]
    assert 400 <= endpoint.ask(method, "/sparql" + url_query, body, headers).status < 500


@pytest.mark.parametrize("name", TYPED)
def test_protocol_answers_have_a_media_type_that_fits(endpoint: Running, name: str) -> None:
    query, media_types = TYPED[name]
    reply = endpoint.query(query)
    assert reply.status == 200
    assert re.fullmatch(media_types, reply.media_type)


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/sparql-results+json", '"value":"行政处罚法"'),
        ("application/sparql-results+xml", '<literal xml:lang="zh">行政处罚法</literal>'),
        ("text/csv", "name\r\n行政处罚法"),
        ("text/tab-separated-values", '?name\n"行政处罚法"@zh'),
    ],
)
def test_select_comes_in_every_result_format(endpoint: Running, media_type: str, content: str) -> None:
    reply = endpoint.query(f"SELECT ?name {{ <{LAW}> skos:prefLabel ?name }}", media_type)
    assert reply.media_type == media_type
    assert content in reply.body.decode().replace("\r\n", "\n").replace("name\n", "name\r\n", "csv" in media_type)


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML, RdfFormat.JSON_LD])
def test_construct_comes_in_every_rdf_format(endpoint: Running, form: RdfFormat) -> None:
    reply = endpoint.query(f"CONSTRUCT WHERE {{ <{WORK}> ?p ?o }}", form.media_type)
    assert reply.media_type == form.media_type
    assert len(list(parse(reply.body, form))) == 4


def test_prefixes_and_base_of_govgraph_need_not_be_declared(endpoint: Running) -> None:
    reply = endpoint.query("SELECT ?law { <initiative/1> gov:basedOn ?law }", "text/csv")
    assert reply.body.split()[1].decode() == LAW


def test_a_form_that_no_client_can_get_is_refused(endpoint: Running) -> None:
    reply = endpoint.query("ASK {}", "image/png")
    assert (reply.status, b"text/csv" in reply.body) == (406, True)


def test_without_a_query_the_service_describes_itself(endpoint: Running) -> None:
    reply = endpoint.ask("GET", "/sparql")
    assert reply.media_type == "text/turtle"
    assert f"<{endpoint.url}sparql> a sd:Service" in reply.body.decode()
    assert endpoint.ask("GET", "/sparql", headers={"Accept": "text/html,*/*;q=0.8"}).media_type == "text/html"


def test_pages_of_other_sites_may_ask(endpoint: Running) -> None:
    origin = {"Origin": "https://example.org"}
    asked = endpoint.ask("GET", "/sparql?query=ASK%7B%7D", headers=origin)
    assert asked.headers["access-control-allow-origin"] == "*"
    wishes = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    allowed = endpoint.ask("OPTIONS", "/sparql", headers=wishes)
    assert (allowed.status, allowed.headers["access-control-allow-origin"]) == (200, "*")
    assert "POST" in allowed.headers["access-control-allow-methods"]


@pytest.mark.parametrize("name", [LAW, BODY, WORK])
def test_every_entity_has_a_page_and_rdf_under_its_own_path(endpoint: Running, name: str) -> None:
    path = "/id/" + quote(name.removeprefix(BASE), safe="/%")
    page = endpoint.ask("GET", path, headers={"Accept": "text/html"})
    assert (page.status, page.media_type) == (200, "text/html")
    assert name in page.body.decode()
    triples = list(parse(endpoint.ask("GET", path, headers={"Accept": "text/turtle"}).body, RdfFormat.TURTLE))
    assert triples
    assert all(name in (triple.subject.value, getattr(triple.object, "value", "")) for triple in triples)


def test_the_page_of_an_entity_shows_what_leads_to_it_and_runs_no_markup(endpoint: Running) -> None:
    page = endpoint.ask("GET", "/id/" + quote(BODY.removeprefix(BASE)), headers={"Accept": "text/html"})
    text = page.body.decode()
    assert '<a href="/id/initiative/1" rel="noreferrer">开展执法检查</a>' in text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "script-src 'self'" in page.headers["content-security-policy"]


def test_an_entity_that_the_graph_does_not_name_is_not_found(endpoint: Running) -> None:
    assert endpoint.ask("GET", "/id/agency/nobody").status == 404
    assert endpoint.ask("GET", "/id/x%3E%20%3Fp%20%3Fo%20%7D%20%23").status == 404


@pytest.mark.parametrize("form", [JSON, XML, CSV])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_asks(endpoint: Running, form: str, method: str) -> None:
    client = SPARQLWrapper(endpoint.url + "sparql", returnFormat=form)
    client.setMethod(method)
    client.setQuery("SELECT ?name { ?law a gov:Instrument ; skos:prefLabel ?name }")
    answer = client.queryAndConvert()
    text = answer.toxml() if form == XML else answer.decode() if form == CSV else json.dumps(answer, ensure_ascii=False)
    assert "行政处罚法" in text


def test_sparqlwrapper_constructs(endpoint: Running) -> None:
    client = SPARQLWrapper(endpoint.url + "sparql", returnFormat=TURTLE)
    client.setQuery("CONSTRUCT WHERE { ?law a gov:Instrument }")
    assert len(list(parse(client.queryAndConvert(), RdfFormat.TURTLE))) == 1


def test_rdflib_reads_the_endpoint_as_a_store(endpoint: Running) -> None:
    store = SPARQLStore(endpoint.url + "sparql", returnFormat="json")
    rows = list(store.query(f"SELECT ?work {{ ?work <{gov('carriedOutBy')}> <{BODY}> }}"))
    assert [str(row[0]) for row in rows] == [WORK]
    triples = [triple for triple, _ in store.triples((URIRef(WORK), None, None), context=None)]
    assert len(triples) == 4


def test_curl_asks(endpoint: Running) -> None:
    curl = shutil.which("curl")
    assert curl is not None, "no curl found: install it with 'apt-get install curl'"
    address = f"{endpoint.url}sparql"
    command = [curl, "-sSf", address, "--data-urlencode", f"query=SELECT ?y {{ <{LAW}> gov:year ?y }}"]
    done = subprocess.run([*command, "-H", "Accept: text/csv"], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["y", "2021"]
    head = subprocess.run([curl, "-sSfI", f"{address}?query=ASK%7B%7D"], capture_output=True, text=True, check=True)
    assert "application/sparql-results+json" in head.stdout


def test_the_query_page_in_a_browser_asks_nobody_else(browser: Browser, endpoint: Running) -> None:
    with visiting(browser, endpoint) as page:
        page.goto(endpoint.url)
        page.locator("#query").fill("SELECT ?work ?name { ?work gov:carriedOutBy/skos:prefLabel ?name }")
        page.locator("#query").press("Control+Enter")
        expect(page.locator("#answer tbody tr")).to_have_count(2)
        expect(page.locator("#answer")).to_contain_text("<script>alert(1)</script>")
        page.locator("#named").select_option("bodies")
        expect(page.locator("#answer thead")).to_contain_text("agency")
        with page.expect_download() as download:
            page.locator("#format").select_option("text/csv")
        assert download.value.suggested_filename == "answer.csv"
        page.locator("#query").fill("SELECT ?work { ?work a gov:Initiative }")
        page.locator("#run").click()
        page.locator("#answer a").click()
        expect(page.locator("h1")).to_have_text("开展执法检查")
