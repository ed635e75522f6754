"""The parts of the endpoint without a server: what a client gets, what a request asks, how files become a store."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, Store

from govgraph.errors import InputError
from govgraph.graph.terms import BASE, gov
from govgraph.serve.command import serve
from govgraph.serve.description import describe
from govgraph.serve.entity import entity_page, local_link, short_name
from govgraph.serve.negotiate import GRAPH_TYPES, SOLUTION_TYPES, choose
from govgraph.serve.protocol import QueryRequest, RequestError, check_query, read_request
from govgraph.serve.store import Contents, load_store
from govgraph.serve.worker import answer

ONE = "<http://example.org/a> <http://example.org/p> _:x ."
TWO_GRAPHS = f"<http://example.org/2021> {{ {ONE} }} <http://example.org/2022> {{ {ONE.replace('/a>', '/b>')} }}"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, SOLUTION_TYPES[0]),
        ("*/*", SOLUTION_TYPES[0]),
        ("text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
        ("*/*, application/sparql-results+json;q=0", "application/sparql-results+xml"),
        ("APPLICATION/JSON", "application/json"),
        ("text/html", None),
        ("text/csv;q=lots", None),
        (";;;,,=", None),
    ],
)
def test_a_client_gets_what_it_likes_best(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, SOLUTION_TYPES) == chosen


def test_the_three_ways_to_send_a_query_mean_the_same() -> None:
    wanted = QueryRequest("ASK {}", ("http://example.org/g",))
    fields, graph = b"query=ASK+%7B%7D", b"default-graph-uri=http%3A%2F%2Fexample.org%2Fg"
    form = "application/x-www-form-urlencoded"
    assert read_request("GET", fields + b"&" + graph, None, b"") == wanted
    assert read_request("POST", b"", form, fields + b"&" + graph) == wanted
    assert read_request("POST", graph, "application/sparql-query; charset=UTF-8", b"ASK {}") == wanted


def test_percent_signs_are_decoded_once() -> None:
    request = read_request("GET", b"query=ASK%20%7B%7D%20%23%20100%2525", None, b"")
    assert request is not None
    assert request.query == "ASK {} # 100%25"


@pytest.mark.parametrize(
    ("method", "url_query", "content_type", "body", "status"),
    [
        ("GET", b"format=json", None, b"", 400),
        ("GET", b"query=ASK%7B%7D&query=ASK%7B%7D", None, b"", 400),
        ("GET", b"query=%FF%FE", None, b"", 400),
        ("GET", b"query=" + b"&a=1" * 2000, None, b"", 400),
        ("GET", b"update=CLEAR+ALL", None, b"", 403),
        ("POST", b"", "application/x-www-form-urlencoded", b"update=CLEAR+ALL", 403),
        ("POST", b"", "application/sparql-update", b"CLEAR ALL", 403),
        ("POST", b"", "application/sparql-query", "ASK {}".encode("utf-16"), 400),
        ("POST", b"", "application/sparql-query;charset=utf-16", b"ASK {}", 415),
        ("POST", b"", "text/plain", b"ASK {}", 415),
        ("POST", b"", None, b"ASK {}", 415),
        ("POST", b"query=ASK%7B%7D", "application/sparql-query", b"ASK {}", 400),
    ],
)
def test_what_is_no_one_query_is_refused(
    method: str, url_query: bytes, content_type: str | None, body: bytes, status: int
) -> None:
    with pytest.raises(RequestError) as refused:
        read_request(method, url_query, content_type, body)
    assert refused.value.status == status


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <http://h/> { ?s ?p ?o }",
        "service<http://h/>{}",
        "SERVICE SILENT ?h {}",
        "SERVICE $h {}",
        "SERVICE gov:x {}",
        "SERVICE : {}",
        "SERVICE#x\n#y\rSILENT # <z>\n<http://h/#a>\t{",
        "SERVICE <http://h/\u00a0> {}",
        "SERVICE ?\u0300x {}",
        "?s ?p 1SERVICE <http://h/> {}",
        "FILTER(?a<?b#>'''\n) SERVICE <http://h/> {} #'''",
        "?s ex:a\\'b 'c'SERVICE <http://h/> {}",
        "SERVICE ex:a\\#b {}",
    ],
)
def test_no_spelling_hides_a_call_to_another_service(clause: str) -> None:
    with pytest.raises(RequestError, match="offline"):
        check_query(f"SELECT * {{ {clause} }}")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service ?x { ?service ?p ?x }",
        'SELECT * { ?s ?p "政务服务 public service" . FILTER(?s != 1) }',
        "PREFIX service: <http://service/> SELECT * { service:a ?p ?o }",
        "SELECT * { <http://example.org/service> ?p ?o . { ?a ?b ?c } }",
        "SELECT * { ?s ex:service ?o OPTIONAL { ?o ?p ?q } }",
    ],
)
def test_the_word_service_alone_is_no_call(query: str) -> None:
    check_query(query)


def test_named_graphs_are_in_the_default_graph_too_and_files_keep_their_blank_nodes(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(ONE)
    (tmp_path / "b.TTL").write_text(ONE)
    (tmp_path / "c.trig").write_text(TWO_GRAPHS)
    (tmp_path / "d.nq").write_text("<http://example.org/c> <http://example.org/p> <http://example.org/d> .")
    store = Store()
    contents = load_store(sorted(tmp_path.iterdir()), store)
    assert contents == Contents(5, (("http://example.org/2021", 1), ("http://example.org/2022", 1)))
    assert bool(store.query("ASK { ?s ?p ?o . GRAPH <http://example.org/2022> { ?s ?p ?o } }"))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.ttl", "<a> <b>", "is not Turtle"),
        ("a.nq", "开州", "is not N-Quads"),
        ("a.csv", "a,b", "by its suffix"),
        ("missing.ttl", None, "cannot read the graph"),
    ],
)
def test_a_file_that_is_no_graph_is_named(tmp_path: Path, name: str, content: str | None, says: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=says) as refused:
        load_store([tmp_path / name], Store())
    assert name in str(refused.value)


def test_a_worker_answers_into_a_file_or_says_why_not(tmp_path: Path) -> None:
    store = Store()
    store.load(ONE.encode(), RdfFormat.TURTLE)
    job = {"default_graphs": (), "named_graphs": (), "accept": "text/csv", "file": str(tmp_path / "answer")}
    good = job | {"query": "SELECT ?s { ?s ?p ?o }"}
    assert answer(store, good, 1000) == {"status": 200, "type": "text/csv"}
    assert (tmp_path / "answer").read_bytes() in (b"s\nhttp://example.org/a\n", b"s\r\nhttp://example.org/a\r\n")
    assert answer(store, good, 10)["status"] == 403
    assert answer(store, good | {"accept": "text/html"}, 1000)["status"] == 406
    assert answer(store, good | {"query": "SELECT"}, 1000)["status"] == 400
    assert answer(store, good | {"default_graphs": ["no iri"]}, 1000)["status"] == 400


def test_the_service_describes_itself() -> None:
    contents = Contents(7, (("http://example.org/2022", 3),))
    store = Store()
    for media_type in GRAPH_TYPES:
        store.clear()
        store.load(describe("http://localhost/sparql", contents, media_type), RdfFormat.from_media_type(media_type))
        assert bool(
            store.query(
                """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
                PREFIX void: <http://rdfs.org/ns/void#>
                ASK {
                  <http://localhost/sparql> a sd:Service ; sd:supportedLanguage sd:SPARQL11Query ;
                    sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> ; sd:defaultDataset ?set .
                  ?set sd:defaultGraph/void:triples 7 ; sd:namedGraph ?named .
                  ?named sd:name <http://example.org/2022> ; sd:graph/void:triples 3
                }"""
            )
        )


def test_the_page_of_an_entity_groups_its_links() -> None:
    title = {
        "way": {"value": "out"},
        "property": {"value": gov("quote")},
        "value": {"type": "literal", "value": "《条例》"},
    }
    link = {
        "way": {"value": "in"},
        "property": {"value": gov("basedOn")},
        "value": {"type": "uri", "value": f"{BASE}initiative/x"},
        "label": {"type": "literal", "value": "执法"},
    }
    results = json.dumps({"results": {"bindings": [link, title, link]}}).encode()
    page = entity_page(f"{BASE}instrument/x", results)
    assert page.title == "《条例》"
    assert [(links.way, links.name) for links in page.links] == [("out", "gov:quote"), ("in", "gov:basedOn")]
    assert [(value.text, value.href) for value in page.links[1].values] == [("执法", "/id/initiative/x")]


def test_names_and_links_of_iris() -> None:
    assert short_name(gov("Agency")) == "gov:Agency"
    assert short_name("http://example.org/a") == "http://example.org/a"
    assert local_link("javascript:alert(1)") is None
    assert local_link("https://example.org/") == "https://example.org/"


def test_the_command_wants_a_graph_and_explains_itself() -> None:
    assert CliRunner().invoke(serve, []).exit_code == 2
    assert "Serve Turtle, N-Triples, TriG and N-Quads files" in CliRunner().invoke(serve, ["--help"]).output
