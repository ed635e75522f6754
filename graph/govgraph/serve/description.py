"""What this service says of itself: SPARQL 1.1 Service Description (W3C Recommendation)."""

from collections.abc import Iterator
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple, serialize

from govgraph.graph.terms import TYPE, XSD
from govgraph.serve.negotiate import GRAPH_TYPES, SOLUTION_TYPES
from govgraph.serve.store import Contents

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
PREFIXES = {"sd": SD, "void": VOID, "xsd": XSD, "formats": "http://www.w3.org/ns/formats/"}


def describe(endpoint: str, contents: Contents, media_type: str) -> bytes:
    """The description of the service at the IRI `endpoint`, serialised as one of `GRAPH_TYPES`."""
    form = RdfFormat.from_media_type(media_type)
    return cast(bytes, serialize(_triples(endpoint, contents), format=form, prefixes=PREFIXES))


def _triples(endpoint: str, contents: Contents) -> Iterator[Triple]:
    service, dataset = NamedNode(endpoint), BlankNode("dataset")
    yield _is(service, "Service")
    yield Triple(service, _sd("endpoint"), service)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for form in _result_formats():
        yield Triple(service, _sd("resultFormat"), NamedNode(form))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield _is(dataset, "Dataset")
    yield from _graph(dataset, "defaultGraph", BlankNode("default"), contents.triples)
    for number, (name, size) in enumerate(contents.graphs):
        named = BlankNode(f"named{number}")
        yield Triple(dataset, _sd("namedGraph"), named)
        yield _is(named, "NamedGraph")
        yield Triple(named, _sd("name"), NamedNode(name))
        yield from _graph(named, "graph", BlankNode(f"graph{number}"), size)


def _graph(owner: BlankNode, link: str, graph: BlankNode, size: int) -> Iterator[Triple]:
    yield Triple(owner, _sd(link), graph)
    yield _is(graph, "Graph")
    yield Triple(graph, NamedNode(VOID + "triples"), Literal(size))


def _result_formats() -> list[str]:
    forms = [QueryResultsFormat.from_media_type(media_type) for media_type in SOLUTION_TYPES]
    graphs = [RdfFormat.from_media_type(media_type) for media_type in GRAPH_TYPES]
    return sorted({form.iri for form in (*forms, *graphs) if form is not None})


def _is(node: NamedNode | BlankNode, name: str) -> Triple:
    return Triple(node, NamedNode(TYPE), _sd(name))


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)
