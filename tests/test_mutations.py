"""Damage of every kind to every property: at least 95 of 100 graphs so damaged do not conform."""

from collections.abc import Iterator

from pyshacl import validate
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from govgraph.facts import PREDICATES
from govgraph.graph import terms
from govgraph.graph.rdf import report_triples
from govgraph.graph.terms import gov, iri
from govgraph.graph.turtle import write_turtle
from govgraph.resources import ontology_file
from small_report import MEASURES, small_facts

Triple = tuple[Node, Node, Node]
SHAPES = Graph().parse(ontology_file("shapes.ttl"))
WORK = '<work/监督办法> a gov:Work ; skos:prefLabel "监督办法"@zh .'
SOUND = Graph().parse(
    data=f"{write_turtle(report_triples(small_facts()))}<{MEASURES}> dcterms:isVersionOf <work/监督办法> . {WORK}",
    format="turtle",
)
# what a thing may have or lack
OPTIONAL = {
    *map(gov, ("level", "group", "head", "indicator", "unit", "approx", "role", "placeCode", "documentNumber")),
    *map(gov, ("url", "header", "year")),
    *(terms.OTHER_LABEL, terms.TITLE, terms.SPATIAL, terms.VERSION_OF),
}
# what may be said several times
REPEATED = {*map(gov, PREDICATES), gov("evidence"), gov("header"), terms.OTHER_LABEL, gov("documentNumber")}
FOREIGN = (terms.DC, terms.DCTERMS + "issued", terms.DCTERMS + "created")
NOWHERE = URIRef(iri("place/360499"))


def triples_to_damage() -> list[Triple]:
    """For each property, and for the type of each class, one triple."""
    first: dict[tuple[str, str], Triple] = {}
    for triple in sorted(SOUND, key=str):
        _, predicate, node = triple
        if not str(predicate).startswith(FOREIGN):
            first.setdefault((str(predicate), str(node) if predicate == RDF.type else ""), triple)
    return list(first.values())


def wrong_object(node: Node) -> Node:
    """A value of another type: words where a thing should be, a thing where words should be."""
    return Literal("并非事物") if isinstance(node, URIRef) else NOWHERE


def another_object(node: Node) -> Node:
    """A second value of the same type."""
    if isinstance(node, Literal):
        other = {XSD.integer: "7", XSD.decimal: "7", XSD.boolean: "false"}.get(node.datatype, f"{node}又")  # type: ignore[call-overload]
        return Literal(other, datatype=node.datatype, lang=node.language)
    same = {thing for kind in SOUND.objects(node, RDF.type) for thing in SOUND.subjects(RDF.type, kind)}
    return min((thing for thing in same if thing != node), key=str, default=URIRef(f"{node}-2"))


def damaged(triple: Triple) -> Iterator[tuple[str, Graph, set[Node]]]:
    """The graph damaged at one triple in every way that makes it wrong, with the nodes that it touches."""
    subject, predicate, node = triple
    changes: list[tuple[str, list[Triple], list[Triple]]] = [
        ("retyped", [triple], [(subject, predicate, wrong_object(node))]),
    ]
    if str(predicate) not in OPTIONAL:
        changes.append(("deleted", [triple], []))
    if str(predicate) not in REPEATED and predicate != RDF.type:
        changes.append(("doubled", [], [(subject, predicate, another_object(node))]))
    if (
        predicate != URIRef(gov("placeCode"))
        and SOUND.value(subject, RDF.type) != URIRef(terms.PLACE)
        and predicate != RDF.type
    ):
        changes.append(("moved to a place", [triple], [(NOWHERE, predicate, node)]))
    if str(predicate) in map(gov, PREDICATES):
        changes.append(("unstated", [], [(subject, predicate, another_object(node))]))
    for name, gone, new in changes:
        graph = Graph()
        graph += SOUND
        for one in gone:
            graph.remove(one)
        for one in new:
            graph.add(one)
        touched = {term for one in (triple, *new) for term in one if isinstance(term, URIRef)}
        touched |= {one for node in list(touched) for one in graph.subjects(None, node)}
        yield name, graph, touched


def test_the_sound_graph_conforms() -> None:
    assert validate(SOUND, shacl_graph=SHAPES, inplace=True)[0]


def caught(graph: Graph, touched: set[Node]) -> bool:
    """Whether the graph does not conform: first looked for where it was touched, which is quicker, then everywhere."""
    near = validate(graph, shacl_graph=SHAPES, inplace=True, focus_nodes=sorted(touched))[0]
    return not near or not validate(graph, shacl_graph=SHAPES, inplace=True)[0]


def test_damage_is_caught() -> None:
    missed, total = [], 0
    for triple in triples_to_damage():
        for name, graph, touched in damaged(triple):
            total += 1
            if not caught(graph, touched):
                missed.append((name, *map(str, triple)))
    assert total > 150
    assert 1 - len(missed) / total >= 0.95, missed
    assert [one for one in missed if one[2] in map(gov, PREDICATES)] == []
