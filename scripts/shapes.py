"""Write the generated part of ontology/shapes.ttl: for every property its domain and range.

    python scripts/shapes.py            rewrite it
    python scripts/shapes.py --check    exit code 1 where it is out of date

Predicates between things come from `govgraph.facts.PREDICATES`, by which the extraction itself refuses what does not
fit; all other properties from rdfs:domain and rdfs:range in ontology/govgraph.ttl; what is reused from other
vocabularies from the table below. So the shapes cannot drift from any of them.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from govgraph.facts import PREDICATES
from govgraph.graph.terms import CLASSES, ONTOLOGY, gov

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "ontology" / "shapes.ttl"
MARK = "# ── Written by scripts/shapes.py: every property with its domain and range ──\n"
# what we reuse: subjects, and the class of the objects or the datatype of the values
REUSED: dict[str, tuple[tuple[str, ...], str | None]] = {
    "dcterms:title": (("Report", "Section"), "rdf:langString"),
    "dcterms:identifier": (("Section", "Rule"), "xsd:string"),
    "dcterms:isPartOf": (("Section",), None),
    "dcterms:isVersionOf": (("Instrument",), "gov:Work"),
    "dcterms:creator": (("Report",), "gov:Agency"),
    "dcterms:spatial": (("Report",), "gov:Place"),
    "prov:wasDerivedFrom": (("ReportGraph",), "gov:Report"),
    "skos:prefLabel": (
        ("Place", "Work", "Agency", "Instrument", "Initiative", "Figure", "Recognition", "Problem"),
        "rdf:langString",
    ),
    "skos:altLabel": (("Agency", "Instrument"), "rdf:langString"),
}
# Evidence and statements have no rdf:type; they are known by a property that each must have.
UNTYPED = {"Evidence": "gov:quote", "Statement": "rdf:subject"}
# what other shapes check already
ELSEWHERE = frozenset({"quote", "section", "evidence"})


def main(arguments: list[str]) -> int:
    text = TARGET.read_text(encoding="utf-8")
    wanted = text.partition(MARK)[0] + MARK + generated()
    if "--check" in arguments:
        return 0 if text == wanted else 1
    TARGET.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


def generated() -> str:
    """The generated shapes as Turtle."""
    ontology = Graph().parse(ROOT / "ontology" / "govgraph.ttl")
    shapes = [_stated(), *(_predicate(ontology, name) for name in PREDICATES)]
    shapes += [_property(ontology, node) for node in _others(ontology)]
    shapes += [_reused(name, *ends) for name, ends in REUSED.items()]
    return "\n" + "\n".join(shapes)


def _others(ontology: Graph) -> Iterator[URIRef]:
    """Properties that are no predicate between things, by name."""
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for node in sorted(ontology.subjects(RDF.type, kind), key=str):
            if isinstance(node, URIRef) and node.fragment not in PREDICATES and node.fragment not in ELSEWHERE:
                yield node


def _predicate(ontology: Graph, name: str) -> str:
    domain, range_ = ([CLASSES[type_] for type_ in sorted(types)] for types in PREDICATES[name])
    return (
        f"shape:{name} a sh:NodeShape ; sh:targetSubjectsOf gov:{name} ;\n"
        f"    sh:name {_labels(ontology, name)} ;\n"
        f"    {_one_of(domain)} ;\n"
        f"    sh:property [ sh:path gov:{name} ; {_one_of(range_)} ] .\n"
    )


def _stated() -> str:
    """One shape that looks at the predicates, so that each is asked for once and not at every node."""
    names = ",\n    ".join(", ".join(f"gov:{name}" for name in list(PREDICATES)[n : n + 6]) for n in (0, 6))
    return (
        f"shape:Stated a sh:NodeShape ; sh:targetNode {names} ;\n"
        f'    sh:name "有原文的关系"@zh, "stated relation"@en ;\n'
        f"    sh:sparql [ sh:prefixes <https://w3id.org/govgraph/shapes> ;\n"
        f'        sh:message "a relation without a statement that has its words"@en, "关系缺少带原文的陈述"@zh ;\n'
        f'        sh:select """SELECT $this ?value WHERE {{ ?value $this ?object . FILTER NOT EXISTS {{\n'
        f"            ?statement rdf:subject ?value ; rdf:object ?object ; gov:rule ?rule ."
        f' ?rule gov:predicate $this }} }}""" ],\n'
        f"        [ sh:prefixes <https://w3id.org/govgraph/shapes> ;\n"
        f'        sh:message "a statement without its plain triple"@en, "陈述缺少对应的直接三元组"@zh ;\n'
        f'        sh:select """SELECT $this ?value WHERE {{ ?rule gov:predicate $this . ?value gov:rule ?rule ;\n'
        f"            rdf:subject ?subject ; rdf:object ?object . FILTER NOT EXISTS"
        f' {{ ?subject $this ?object }} }}""" ] .\n'
    )


def _property(ontology: Graph, node: URIRef) -> str:
    domain = _union(ontology, ontology.value(node, RDFS.domain))
    range_ = ontology.value(node, RDFS.range)
    values = ""
    if (node, RDF.type, OWL.DatatypeProperty) in ontology:
        values = f"sh:datatype {_short(range_)}"
    elif str(range_).startswith(ONTOLOGY):
        values = _one_of(_union(ontology, range_))
    part = f" ;\n    sh:property [ sh:path gov:{node.fragment} ; {values} ]" if values else ""
    return (
        f"shape:{node.fragment}-domain a sh:NodeShape ; sh:targetSubjectsOf gov:{node.fragment} ;\n"
        f"    sh:name {_labels(ontology, node.fragment)} ;\n"
        f'    {_one_of(domain)}{part} ;\n    sh:message "{_said(domain)}"@en, "主语或取值类型不符"@zh .\n'
    )


def _reused(name: str, subjects: tuple[str, ...], objects: str | None) -> str:
    domain = [gov(one) for one in subjects]
    local = name.partition(":")[2]
    values = ""
    if objects:
        kind = "sh:class" if objects.startswith("gov:") else "sh:datatype"
        values = f" ;\n    sh:property [ sh:path {name} ; {kind} {objects} ]"
    return (
        f'shape:{local}-domain a sh:NodeShape ; sh:targetSubjectsOf {name} ;\n    sh:name "{name}" ;\n'
        f'    {_one_of(domain)}{values} ;\n    sh:message "{_said(domain)}"@en, "主语或取值类型不符"@zh .\n'
    )


def _union(ontology: Graph, node: Node | None) -> list[str]:
    """The classes that a domain stands for, an abstract one by those below it."""
    members = ontology.value(node, OWL.unionOf)
    classes = list(Collection(ontology, members)) if members else [node]
    found: list[str] = []
    for one in classes:
        below = sorted(str(sub) for sub in ontology.subjects(RDFS.subClassOf, one) if str(sub) in CLASSES.values())
        found += below or [str(one)]
    return found


def _one_of(classes: list[str]) -> str:
    """The condition that a node is of one of the classes; one look at its types, since sh:or looks at each in turn."""
    names = [iri.rpartition("#")[2] for iri in classes]
    typed = [f"gov:{name}" for name in names if name not in UNTYPED]
    conditions = [f"[ sh:path {UNTYPED[name]} ; sh:minCount 1 ]" for name in names if name in UNTYPED]
    if len(typed) == 1:
        conditions.append(f"[ sh:class {typed[0]} ]")
    elif typed:
        listed = "( " + " ".join(typed) + " )"
        conditions.append(
            f"[ sh:path rdf:type ; sh:qualifiedMinCount 1 ;\n        sh:qualifiedValueShape [ sh:in {listed} ] ]"
        )
    if len(conditions) > 1:
        return f"sh:or ( {' '.join(conditions)} )"
    only = conditions[0]
    if only.startswith("[ sh:class"):
        return only[2:-2]
    return f"sh:node [ sh:property {only} ]"


def _said(classes: list[str]) -> str:
    return f"of {' or '.join(iri.rpartition('#')[2] for iri in classes)} only"


def _short(iri: Node | None) -> str:
    text = str(iri)
    return f"{'rdf' if '22-rdf' in text else 'xsd'}:{text.rpartition('#')[2]}"


def _labels(ontology: Graph, name: str) -> str:
    texts = sorted(
        ontology.objects(URIRef(gov(name)), RDFS.label), key=lambda text: getattr(text, "language", "") == "en"
    )
    return ", ".join(text.n3() for text in texts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
