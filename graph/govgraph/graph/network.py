"""Facts as a NetworkX graph: the same things and the same links between them as the RDF, under the same IRIs.

Nodes are the report, its sections and place, and all entities; edges are the eleven predicates, ``isPartOf`` (outline),
``creator`` (whose report it is) and ``spatial`` (its place). What RDF keeps beside them (words, offsets, rule,
confidence, basis) are attributes, plain values that GraphML and node-link JSON can hold.
"""

import re
from typing import TYPE_CHECKING

from govgraph.facts import Entity, Evidence, Mention, Relation, ReportFacts
from govgraph.graph.terms import iri

if TYPE_CHECKING:
    import networkx as nx

Value = str | int | float | bool

_FIELDS = ("kind", "level", "status", "indicator", "unit", "approx", "period", "role", "code", "year", "number")
# what XML, and so GraphML, cannot hold
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_networkx(facts: ReportFacts) -> "nx.MultiDiGraph[str]":
    """All things that one report speaks of, and how it links them; an edge's key is its predicate.

    A thing named several times has the words of its first mention, and their count in ``mentions``.
    """
    import networkx as nx  # noqa: PLC0415 - only builds need it

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _add_frame(graph, facts)
    mentions: dict[str, list[Mention]] = {}
    for mention in facts.mentions:
        mentions.setdefault(mention.entity, []).append(mention)
    for entity in facts.entities:
        _add_entity(graph, entity, mentions.get(entity.key, []))
    graph.add_edge(iri(f"report/{facts.report.id}"), iri(facts.report.issuer), "creator")
    for relation in facts.relations:
        _add_relation(graph, relation)
    return graph


def _add_frame(graph: "nx.MultiDiGraph[str]", facts: ReportFacts) -> None:
    """The report with its place and its sections."""
    report = facts.report
    top = iri(f"report/{report.id}")
    graph.add_node(
        top,
        type="report",
        **_plain(label=report.title, year=report.year, level=report.level, source=report.source, sha256=report.sha256),
    )
    if report.place or report.place_code:
        place = iri(f"place/{report.place_code or report.place}")
        graph.add_node(place, type="place", **_plain(label=report.place or report.place_code, code=report.place_code))
        graph.add_edge(top, place, "spatial")
    for section in facts.sections:
        node = iri(f"report/{report.id}/section/{section.number}")
        label = f"{section.number} {section.heading}".rstrip()
        graph.add_node(
            node, type="section", **_plain(label=label, number=section.number, start=section.start, end=section.end)
        )
        above = top if section.parent is None else iri(f"report/{report.id}/section/{section.parent}")
        graph.add_edge(node, above, "isPartOf")


def _add_entity(graph: "nx.MultiDiGraph[str]", entity: Entity, mentions: list[Mention]) -> None:
    fields: dict[str, object] = {name: getattr(entity, name) for name in _FIELDS}
    if entity.type == "agency":
        fields["group"] = entity.group
    if entity.type == "initiative":
        fields["head"] = entity.head
    if entity.value is not None:
        fields["value"] = float(entity.value)
    if mentions:
        first = mentions[0]
        fields |= _words(first.evidence) | {"rule": first.rule, "confidence": first.confidence, "method": first.method}
    graph.add_node(iri(entity.key), type=entity.type, **_plain(label=entity.name, mentions=len(mentions), **fields))


def _add_relation(graph: "nx.MultiDiGraph[str]", relation: Relation) -> None:
    fields = _words(relation.evidence) | {"rule": relation.rule, "confidence": relation.confidence}
    graph.add_edge(
        iri(relation.subject),
        iri(relation.object),
        relation.predicate,
        **_plain(label=relation.predicate, basis=relation.basis.value, **fields),
    )


def _words(evidence: Evidence) -> dict[str, object]:
    return {"quote": evidence.quote, "start": evidence.start, "end": evidence.end, "section": evidence.section}


def _plain(**fields: object) -> dict[str, Value]:
    """Attributes without empty ones, in the plain types and characters that GraphML knows."""
    plain: dict[str, Value] = {}
    for name, value in fields.items():
        if isinstance(value, str):
            plain[name] = _NO_XML.sub("\ufffd", value)
        elif isinstance(value, bool | int | float):
            plain[name] = value
    return plain
