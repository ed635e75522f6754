"""What is published with the ontology: examples, prefixes, alignments, documentation, change log."""

import csv
import re
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, URIRef

import ontology_docs
from govgraph.graph import terms
from govgraph.graph.load import load_graphs
from govgraph.graph.terms import ONTOLOGY
from govgraph.resources import ontology_file
from govgraph.validate import validate

WORDS = Graph().parse(ontology_file("govgraph.ttl"))
EXAMPLES = sorted(ontology_file("examples").iterdir())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_small_conforms_and_uses_only_declared_terms(path: Path) -> None:
    report = validate(path)
    assert report.conforms, report.to_table()
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 150
    used = {node for triple in load_graphs([path]) for node in triple if str(node).startswith(ONTOLOGY)}
    assert used <= set(WORDS.subjects())


def test_every_class_with_instances_has_an_example() -> None:
    shown = {kind for path in EXAMPLES for kind in load_graphs([path]).objects(None, RDF.type)}
    assert {URIRef(name) for name in terms.CLASSES.values()} | {URIRef(terms.WORK), URIRef(terms.GRAPH)} <= shown


def test_the_prefixes_are_those_of_the_code() -> None:
    text = ontology_file("prefixes.ttl").read_text(encoding="utf-8")
    assert dict(re.findall(r"@prefix (\w+): <(.+)> \.", text)) == terms.PREFIXES
    assert f"@base <{terms.BASE}> ." in text


def test_every_alignment_is_justified_in_one_line_and_none_is_only_there() -> None:
    with ontology_file("alignments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["why"].endswith(".") and len(row["why"]) < 130 for row in rows)
    listed = {(row["term"].partition(" ")[0], row["other"]) for row in rows}
    names = WORDS.namespace_manager
    made = {
        ("gov:Instrument" if not isinstance(node, URIRef) else node.n3(names), other.n3(names))
        for relation in (RDFS.subClassOf, RDFS.subPropertyOf)
        for node, other in WORDS.subject_objects(relation)
        if not str(other).startswith(ONTOLOGY)
    }
    assert listed == made


def test_the_documentation_is_made_from_this_ontology() -> None:
    page = ontology_file("docs/index.html").read_text(encoding="utf-8")
    assert f'<meta name="made-from" content="{ontology_docs.source_hash()}">' in page, "run scripts/ontology_docs.py"
    assert ontology_file("docs/diagram.svg").read_text(encoding="utf-8") == ontology_docs.diagram()


def test_the_documentation_needs_nothing_from_elsewhere() -> None:
    page = ontology_file("docs/index.html").read_text(encoding="utf-8")
    assert re.findall(r"<(?:script|img|iframe|link)[^>]*(?:src|href)=[\"']?http", page) == []


def test_the_change_log_tells_this_version() -> None:
    version = re.search(r'owl:versionInfo "(.+)"', ontology_file("govgraph.ttl").read_text(encoding="utf-8"))
    assert version and f"\n## {version[1]}\n" in ontology_file("CHANGELOG.md").read_text(encoding="utf-8")
