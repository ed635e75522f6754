"""NetworkX: the same things and links as the RDF, with plain attributes that every format can hold."""

import io
import json
from dataclasses import replace

import networkx as nx
import pytest

from gold_graphs import TITLES, facts_of
from govgraph.facts import ReportFacts
from govgraph.graph import terms
from govgraph.graph.network import to_networkx
from govgraph.graph.rdf import report_triples
from govgraph.graph.terms import iri
from small_report import ISSUER, JUSTICE, key, small_facts

ALL = {"small": small_facts, **{stem: (lambda stem=stem: facts_of(stem)) for stem in TITLES}}


def things_and_links(facts: ReportFacts) -> tuple[set[str], set[tuple[str, str, str]]]:
    """The graph of things in the RDF: typed nodes, and the triples between them by the predicates of `EDGES`."""
    triples = report_triples(facts)
    nodes = {subject for subject, predicate, node in triples if predicate == terms.TYPE and node in terms.THINGS}
    return nodes, {(s, p, str(o)) for s, p, o in triples if p in terms.EDGES}


@pytest.mark.parametrize("name", ALL)
def test_both_projections_hold_the_same_nodes_and_edges(name: str) -> None:
    facts = ALL[name]()
    graph = to_networkx(facts)
    nodes, links = things_and_links(facts)
    full = {predicate.replace("#", "/").rpartition("/")[2]: predicate for predicate in terms.EDGES}
    assert set(graph.nodes) == nodes
    assert {(source, full[name], target) for source, target, name in graph.edges(keys=True)} == links
    assert graph.number_of_edges() == len(links)


def test_an_edge_says_in_which_words_it_stands() -> None:
    graph = to_networkx(small_facts())
    edge = graph.edges[iri(key("initiative", "充实执法队伍")), iri(ISSUER), "carriedOutBy"]
    assert edge == {
        "label": "carriedOutBy",
        "basis": "left-out subject",
        "quote": "充实执法队伍",
        "start": 157,
        "end": 163,
        "section": "3",
        "rule": "read-carriedOutBy",
        "confidence": 0.8,
    }


def test_a_node_has_its_fields_and_the_words_of_its_first_mention() -> None:
    node = to_networkx(small_facts()).nodes[iri(JUSTICE)]
    assert node["label"] == "临湖县司法局"
    assert (node["type"], node["kind"], node["level"], node["group"]) == ("agency", "department", "county", False)
    assert (node["quote"], node["section"], node["method"], node["mentions"]) == ("县司法局", "1.1", "relative", 1)


def test_figures_have_numbers_to_compute_with() -> None:
    graph = to_networkx(small_facts())
    values = {data["label"]: data["value"] for _, data in graph.nodes(data=True) if data["type"] == "figure"}
    assert values == {"培训乡镇执法人员120余名": 120.0, "60件": 60.0, "减至40件": 40.0}


def test_attributes_are_plain_so_that_graphml_and_json_hold_them() -> None:
    graph = to_networkx(facts_of("dev-county-2021"))
    file = io.BytesIO()
    nx.write_graphml(graph, file)
    file.seek(0)
    again = nx.read_graphml(file, force_multigraph=True)
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    data = json.loads(json.dumps(nx.node_link_data(graph, edges="edges")))
    assert nx.utils.graphs_equal(nx.node_link_graph(data, edges="edges"), graph)


def test_what_xml_cannot_hold_is_replaced() -> None:
    facts = small_facts()
    entities = tuple(one._replace(name=one.name + "\x00\x0b") for one in facts.entities)
    graph = to_networkx(replace(facts, entities=entities))
    assert graph.nodes[iri(JUSTICE)]["label"] == "临湖县司法局\ufffd\ufffd"
    nx.read_graphml(io.BytesIO("\n".join(nx.generate_graphml(graph)).encode()))
