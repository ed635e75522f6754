"""Which indicator the words of a figure name, and the vocabulary that says so."""

import csv
from pathlib import Path

import pytest
from rdflib import OWL, RDF, SKOS, Graph, Literal, Namespace, URIRef

import indicators
from govgraph.graph.terms import INDICATORS
from govgraph.indicators.concepts import Indicator, concepts, normalise, of_whole_place
from govgraph.resources import ontology_file

LABELLED = Path(__file__).parent / "data" / "indicators.csv"
IND = Namespace(INDICATORS)
VOCABULARY = Graph().parse(ontology_file("indicators.ttl"))
CONCEPTS = set(VOCABULARY.subjects(RDF.type, SKOS.Concept))


def labelled(part: str) -> list[dict[str, str]]:
    """Rows of the check set: "reports" are of our own reports; "unseen" were labelled before any rule met them.

    Then none of 64 was wrong and .81 were found; the rules have grown since."""
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["set"] == part]


def concept_of(words: str, unit: str) -> str:
    found = normalise(words, unit)
    return found.concept if found else ""


@pytest.mark.parametrize(("part", "size", "coverage"), [("reports", 200, 0.93), ("unseen", 138, 0.95)])
def test_hand_labelled_figures_get_the_right_indicator_or_none(part: str, size: int, coverage: float) -> None:
    rows = labelled(part)
    assert len(rows) >= size
    given = [(row, concept_of(row["words"], row["unit"])) for row in rows]
    wrong = [(row["words"], name) for row, name in given if name and name != row["concept"]]
    right = sum(name == row["concept"] for row, name in given if name)
    assert right / (right + len(wrong)) >= 0.97, wrong
    assert right / sum(bool(row["concept"]) for row in rows) >= coverage


def test_a_rate_knows_what_it_is_a_share_of() -> None:
    assert normalise("全市行政机关负责人出庭应诉率达到", "%") == Indicator(
        "litigation-head-appearance-rate", "%", "litigation-hearings"
    )
    assert normalise("受理行政复议申请", "件") == Indicator("reconsideration-accepted", "件", None)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("受理行政复议申请同比增长", "%"),  # a change
        ("受理行政复议申请较上年减少", "件"),
        ("受理行政复议申请", "%"),  # a unit that it is not counted in
        ("撤销行政复议案件", "件"),  # a part
        ("食品安全罚没款", "元"),
        ("公职律师比上年净增", "人"),
        ("满意率", "%"),  # of what, the words do not say
        ("每个村配备法律明白人", "名"),
        ("", "件"),
        (None, None),
    ],
)
def test_no_indicator_rather_than_a_wrong_one(words: str | None, unit: str | None) -> None:
    assert normalise(words, unit) is None


def test_a_place_by_its_name_changes_nothing() -> None:
    assert (
        concept_of("泾县受理行政复议申请", "件") == concept_of("受理行政复议申请", "件") == "reconsideration-accepted"
    )


@pytest.mark.parametrize("name", [name for name, concept in concepts().items() if concept.units])
def test_the_names_of_an_indicator_name_it(name: str) -> None:
    concept = concepts()[name]
    found = {concept_of(words, concept.units[0]) for words in concept.alternatives}
    assert found <= {name}


def test_a_rate_is_a_share_of_a_count() -> None:
    for concept in concepts().values():
        if concept.denominator:
            assert concept.units == ("%",) and concepts()[concept.denominator].units[0] != "%", concept.name


@pytest.mark.parametrize(
    ("concept", "issuer", "body", "whole"),
    [
        ("penalties", "泾县人民政府", "泾县人民政府", True),
        ("penalties", "泾县人民政府", "泾县市场监督管理局", False),
        ("reconsideration-accepted", "泾县人民政府", "泾县司法局", True),
        ("reconsideration-accepted", "泾县人民政府", "各级行政复议机构", True),
        ("reconsideration-accepted", "泾县司法局", "泾县司法局", False),  # not the report of the government
        ("disputes-mediated", "泾县云岭镇人民政府", "泾县云岭镇人民政府", False),  # a town of the place
    ],
)
def test_whose_figures_are_those_of_the_whole_place(concept: str, issuer: str, body: str, whole: bool) -> None:
    assert of_whole_place(concept, "安徽省宣城市泾县", issuer, body) is whole


def test_the_vocabulary_is_the_one_that_the_script_writes() -> None:
    assert indicators.main(["--check"]) == 0


def test_every_concept_has_one_label_and_definition_in_each_language() -> None:
    assert {str(node) for node in CONCEPTS} == {INDICATORS + name for name in concepts()}
    for node in CONCEPTS:
        for property_ in (SKOS.prefLabel, SKOS.definition):
            texts = [text for text in VOCABULARY.objects(node, property_) if isinstance(text, Literal)]
            assert sorted(text.language or "" for text in texts) == ["en", "zh"], node
    labels = [str(text) for text in VOCABULARY.objects(None, SKOS.prefLabel)]
    assert len(labels) == len(set(labels))


def test_every_concept_is_in_the_scheme_and_under_a_theme() -> None:
    (scheme,) = VOCABULARY.subjects(RDF.type, SKOS.ConceptScheme)
    assert (scheme, RDF.type, OWL.Ontology) in VOCABULARY and scheme == URIRef(INDICATORS.rstrip("#"))
    tops = set(VOCABULARY.subjects(SKOS.topConceptOf, scheme))
    assert all(VOCABULARY.value(node, SKOS.broader) in tops for node in CONCEPTS - tops)
    assert VOCABULARY.value(IND["litigation-defeat-rate"], IND.shareOf) == IND["litigation-cases"]
    assert all((node, SKOS.inScheme, scheme) in VOCABULARY for node in CONCEPTS)
