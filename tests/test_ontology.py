"""The ontology: complete in two languages, no term without a use and no use without a term, one truth with the code."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import owlrl
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

import shapes
from gold_graphs import TITLES, facts_of
from govgraph.facts import PREDICATES, Anchor, Basis
from govgraph.graph import terms
from govgraph.graph.rdf import report_triples
from govgraph.graph.terms import KINDS, ONTOLOGY, gov, iri
from govgraph.graph.turtle import write_turtle
from govgraph.query import named_queries
from govgraph.resources import ontology_file
from small_corpus import corpus_triples
from small_report import ISSUER, LAW, key, small_facts

GOV = Namespace(ONTOLOGY)
FILES = {name: Graph().parse(ontology_file(f"{name}.ttl")) for name in ("govgraph", "kinds", "shapes")}
WORDS, CODES, SHAPES = FILES["govgraph"], FILES["kinds"], FILES["shapes"]
DECLARED = {node for node in WORDS.subjects(RDFS.isDefinedBy) if isinstance(node, URIRef)}
CONCEPTS = {node for node in CODES.subjects(RDF.type, SKOS.Concept) if isinstance(node, URIRef)}


def used_in_data() -> set[str]:
    """Every term and code of ours in the graphs of the gold and of the made-up report."""
    anchors = (Anchor(0, "page", 1), Anchor(60, "paragraph", 2))
    triples = report_triples(replace(small_facts(), anchors=anchors)) + corpus_triples()
    for stem in TITLES:
        triples += report_triples(facts_of(stem))
    names = {node for triple in triples for node in triple if isinstance(node, str)}
    return {name for name in names if name.startswith((ONTOLOGY, KINDS))}


def classes_below(name: str) -> set[str]:
    """Names of the classes without subclasses of our own that a class stands for."""
    below = {node.fragment for node in WORDS.subjects(RDFS.subClassOf, GOV[name]) if node != GOV.CompletedInitiative}  # type: ignore[union-attr]
    return below or {name}


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_what_it_is(name: str) -> None:
    graph = FILES[name]
    (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
    titles = {title.language for title in graph.objects(ontology, DCTERMS.title)}  # type: ignore[union-attr]
    assert titles == {"zh", "en"}
    assert graph.value(ontology, DCTERMS.license) is not None
    version = str(graph.value(ontology, OWL.versionInfo))
    assert str(graph.value(ontology, OWL.versionIRI)) == f"{ontology}/{version}"


@pytest.mark.parametrize(
    ("graph", "nodes", "label"),
    [(WORDS, DECLARED, RDFS.label), (CODES, CONCEPTS, SKOS.prefLabel)],
    ids=["terms", "codes"],
)
def test_every_term_has_one_label_and_definition_in_each_language(
    graph: Graph, nodes: set[URIRef], label: URIRef
) -> None:
    for node in nodes:
        for property_ in (label, SKOS.definition):
            texts = [text for text in graph.objects(node, property_) if isinstance(text, Literal)]
            assert sorted(text.language or "" for text in texts) == ["en", "zh"], (node, property_)
            assert [str(text) for text in texts if str(text) != str(text).strip()] == []
            english, chinese = sorted(texts, key=lambda text: text.language or "")
            assert re.search("[a-z]{2}|SHA", english) and re.search("[\u4e00-\u9fff]", chinese), (node, texts)


@pytest.mark.parametrize(("graph", "label"), [(WORDS, RDFS.label), (CODES, SKOS.definition)], ids=["terms", "codes"])
def test_no_two_terms_of_a_kind_are_called_the_same(graph: Graph, label: URIRef) -> None:
    names = Counter(
        (text, kind) for node, text in graph.subject_objects(label) for kind in graph.objects(node, RDF.type)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_the_ontology_is_small_and_named_in_one_style() -> None:
    assert len(DECLARED) < 60
    for node in DECLARED:
        is_class = (node, RDF.type, OWL.Class) in WORDS
        assert re.fullmatch("[A-Z][A-Za-z]+" if is_class else "[a-z][A-Za-z0-9]+", node.fragment), node


def test_every_property_has_one_domain_and_one_range() -> None:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for node in WORDS.subjects(RDF.type, kind):
            assert len(list(WORDS.objects(node, RDFS.domain))) == 1, node
            assert len(list(WORDS.objects(node, RDFS.range))) == 1, node


def test_classes_have_no_cycle() -> None:
    for node in DECLARED:
        above = list(WORDS.transitive_objects(node, RDFS.subClassOf))
        assert all(node not in WORDS.objects(upper, RDFS.subClassOf) for upper in above)


@pytest.mark.parametrize("predicate", PREDICATES)
def test_domain_and_range_are_those_of_the_facts(predicate: str) -> None:
    for property_, types in zip((RDFS.domain, RDFS.range), PREDICATES[predicate], strict=True):
        (stated,) = WORDS.objects(GOV[predicate], property_)
        expected = {terms.CLASSES[name].rpartition("#")[2] for name in types}  # type: ignore[index]
        assert classes_below(stated.fragment) == expected  # type: ignore[union-attr]


def test_the_shapes_are_those_that_the_script_writes() -> None:
    assert shapes.main(["--check"]) == 0


def test_no_use_without_a_term() -> None:
    known = {str(node) for node in DECLARED | CONCEPTS}
    assert used_in_data() - known == set()
    texts = [query.text for query in named_queries()] + [ontology_file("shapes.ttl").read_text(encoding="utf-8")]
    asked = {gov(name) for text in texts for name in re.findall(r"\bgov:([A-Za-z0-9]+)", text)}
    asked |= {KINDS + name for text in texts for name in re.findall(r"\bkind:([a-z_-]+)", text)}
    assert asked - known == set()


def test_no_term_without_a_use() -> None:
    abstract = {"Outcome", "CompletedInitiative", "Evidence"}  # known by their properties or by a reasoner
    assert {node.fragment for node in DECLARED} - {name.rpartition("#")[2] for name in used_in_data()} == abstract


def test_every_property_and_concrete_class_is_reached_by_a_shape() -> None:
    text = ontology_file("shapes.ttl").read_text(encoding="utf-8")
    reached = set(re.findall(r"\bgov:([A-Za-z0-9]+)", text))
    assert {node.fragment for node in DECLARED} - reached == {"Outcome", "CompletedInitiative", "Evidence"}


def test_shapes_allow_exactly_the_codes_of_each_scheme() -> None:
    lists = {frozenset(Collection(SHAPES, node)) for node in SHAPES.objects(None, SH["in"])}
    schemes = {
        scheme.fragment: frozenset(CODES.subjects(SKOS.inScheme, scheme))  # type: ignore[union-attr]
        for scheme in CODES.subjects(RDF.type, SKOS.ConceptScheme)
    }
    assert {scheme for scheme, codes in schemes.items() if codes not in lists} == set()


def test_the_iri_of_a_code_says_its_scheme_and_notation() -> None:
    for node in CONCEPTS:
        scheme, notation = CODES.value(node, SKOS.inScheme), str(CODES.value(node, SKOS.notation))
        assert str(node) == terms.concept(scheme.fragment, notation)  # type: ignore[union-attr]
        assert terms.code_of(str(node)) == notation


def test_bases_are_those_of_the_facts() -> None:
    notations = {
        str(CODES.value(node, SKOS.notation)) for node in CODES.subjects(SKOS.inScheme, URIRef(KINDS + "basis"))
    }
    assert notations == {basis.value for basis in Basis}


def test_terms_are_declared_under_the_namespaces_of_the_code() -> None:
    for name, namespace in (("gov", ONTOLOGY), ("kind", KINDS)):
        for graph in FILES.values():
            assert dict(graph.namespaces()).get(name) in (None, URIRef(namespace))
    assert all(str(node).startswith(ONTOLOGY) for node in DECLARED)


def test_every_line_of_the_turtle_files_can_be_read_without_scrolling() -> None:
    for name in FILES:
        lines = ontology_file(f"{name}.ttl").read_text(encoding="utf-8").splitlines()
        assert max(map(len, lines)) <= 150, name
        assert not any(not before and not after for before, after in pairwise(lines)), name


@pytest.fixture(scope="module")
def reasoned() -> Graph:
    """What an OWL 2 RL reasoner draws from ontology, codes and the made-up report."""
    graph = Graph()
    for name in ("govgraph", "kinds"):
        graph.parse(ontology_file(f"{name}.ttl"))
    graph.parse(data=write_turtle(report_triples(small_facts())), format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def test_a_reasoner_finds_no_inconsistency(reasoned: Graph) -> None:
    errors = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
    assert list(reasoned.subjects(RDF.type, errors)) == []
    assert list(reasoned.subjects(RDF.type, OWL.Nothing)) == []


def test_other_vocabularies_recognise_our_things(reasoned: Graph) -> None:
    def is_a(thing: str, class_: str) -> bool:
        return (URIRef(iri(thing)), RDF.type, URIRef(class_)) in reasoned

    prov, org, eli, oa = (
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/ns/org#",
        "http://data.europa.eu/eli/ontology#",
        "http://www.w3.org/ns/oa#",
    )
    assert is_a(ISSUER, org + "Organization")
    assert is_a(LAW, eli + "LegalResource") and not is_a("instrument/临湖县执法监督办法", eli + "LegalResource")
    assert is_a("report/small/words/2/133-139", oa + "TextQuoteSelector")
    assert is_a(key("initiative", "开展执法检查"), prov + "Activity")
    assert not is_a(key("initiative", "充实执法队伍"), prov + "Activity")
    assert is_a(key("figure", "60件"), gov("Outcome"))
