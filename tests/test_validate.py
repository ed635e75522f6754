"""SHACL: sound graphs conform, and a graph damaged in one place is caught by the shape for that place."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, URIRef

from gold_graphs import facts_of
from govgraph.errors import InputError
from govgraph.facts import PREDICATES, Anchor
from govgraph.graph.rdf import report_triples
from govgraph.graph.turtle import write_turtle
from govgraph.resources import ontology_file
from govgraph.validate import ValidationReport, validate, validate_graph
from small_report import small_facts

ANCHORS = (Anchor(0, "page", 1), Anchor(100, "paragraph", 2))  # no file has both; the shapes have
TEXT = (
    write_turtle(report_triples(replace(small_facts(), anchors=ANCHORS))).replace(
        "<instrument/临湖县执法监督办法>\n",
        "<instrument/临湖县执法监督办法>\n    dcterms:isVersionOf <work/临湖县执法监督办法> ;\n",
    )
    + '\n<work/临湖县执法监督办法>\n    a gov:Work ;\n    skos:prefLabel "临湖县执法监督办法"@zh .\n'
)

# shape: a line of the sound graph, and what stands there instead
DAMAGE = {
    "Report": ("    dcterms:creator <agency/临湖县人民政府> ;\n", ""),
    "Section": ('    dcterms:identifier "1.1" ;', '    dcterms:identifier "一之一" ;'),
    "Place": ('    gov:placeCode "360499" ;\n    skos:prefLabel "临湖县"@zh .', '    gov:placeCode "临湖" .'),
    "Agency": ("gov:kind kind:agency-township ;", "gov:kind kind:agency-club ;"),
    "Instrument": ("    gov:kind kind:instrument-measures ;\n", ""),
    "Initiative": ("    gov:status kind:status-planned ;\n", ""),
    "Figure": ('gov:value "120"^^xsd:decimal', 'gov:value "120余"'),
    "Recognition": ("kind:recognition-designation", "kind:recognition-gossip"),
    "Problem": ('    skos:prefLabel "执法力量不足"@zh .', '    skos:altLabel "执法力量不足"@zh .'),
    "Thing": ("    a gov:Problem ;\n", ""),
    "Evidence": ('    gov:quote "《行政处罚法》" ;\n', ""),
    "ReportGraph": ("    prov:wasDerivedFrom <report/small> .", '    dcterms:title "x"@zh .'),
    "Work": ('    a gov:Work ;\n    skos:prefLabel "临湖县执法监督办法"@zh .', "    a gov:Work ."),
    "Stated": ("    gov:basedOn <instrument/中华人民共和国行政处罚法> ;\n", ""),
    "Statement": ("    rdf:object <agency/省司法厅> ;\n", ""),
    "Rule": ('gov:confidence "0.9"^^xsd:decimal', 'gov:confidence "1.9"^^xsd:decimal'),
    "carriedOutBy": ("gov:carriedOutBy <agency/临湖县司法局>", "gov:carriedOutBy <place/360499>"),
    "targets": ("gov:targets <agency/某镇人民政府>", "gov:targets <place/360499>"),
    "basedOn": ("gov:basedOn <instrument/中华人民共和国行政处罚法>", "gov:basedOn <agency/省司法厅>"),
    "issuedBy": ("gov:issuedBy <agency/临湖县人民政府>", "gov:issuedBy <report/small>"),
    "implements": ("gov:implements <instrument/中华人民共和国行政处罚法>", "gov:implements <agency/省司法厅>"),
    "hasOutcome": ("gov:hasOutcome <report/small/figure/77-90>", "gov:hasOutcome <report/small/problem/133-139>"),
    "achievedBy": ("gov:achievedBy <agency/某镇人民政府>", "gov:achievedBy <place/360499>"),
    "awardedBy": ("gov:awardedBy <agency/省司法厅>", "gov:awardedBy <place/360499>"),
    "subordinateTo": ("gov:subordinateTo <agency/临湖县人民政府>", "gov:subordinateTo <place/360499>"),
    "partOf": ("gov:partOf <report/small/initiative/59-65>", "gov:partOf <report/small>"),
    "addresses": ("gov:addresses <report/small/problem/133-139>", "gov:addresses <report/small/figure/96-99>"),
}


def check(text: str) -> ValidationReport:
    return validate_graph(Graph().parse(data=text, format="turtle"))


def found(report: ValidationReport) -> set[str]:
    return {shape.shape for shape in report.shapes if shape.violations}


def test_every_shape_is_damaged_by_some_test() -> None:
    shapes = Graph().parse(ontology_file("shapes.ttl"))
    named = {node.fragment for node in shapes.subjects(RDF.type, SH.NodeShape) if isinstance(node, URIRef)}
    assert set(DAMAGE) == {name for name in named if not name.endswith("-domain")}  # those: test_mutations
    assert set(PREDICATES) <= named


@pytest.mark.parametrize("stem", ["dev-county-2021"])
def test_the_graph_of_a_real_report_conforms(tmp_path: Path, stem: str) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(write_turtle(report_triples(facts_of(stem))), encoding="utf-8")
    report = validate(path)
    assert (report.conforms, found(report)) == (True, set())
    checked = {shape.shape: shape.checked for shape in report.shapes}
    assert checked["Statement"] == len(facts_of(stem).relations)


def test_the_made_up_report_conforms_and_every_shape_looks_at_something() -> None:
    report = check(TEXT)
    assert (report.conforms, found(report)) == (True, set())
    assert all(shape.checked for shape in report.shapes)


@pytest.mark.parametrize("shape", DAMAGE)
def test_a_damage_is_caught_by_the_shape_for_it(shape: str) -> None:
    sound, broken = DAMAGE[shape]
    assert TEXT.count(sound) == 1
    report = check(TEXT.replace(sound, broken))
    assert not report.conforms
    assert shape in found(report)


def test_a_subject_of_the_wrong_class_is_caught() -> None:
    report = check(TEXT + "<place/360499> gov:carriedOutBy <agency/省司法厅> .")
    (shape,) = [one for one in report.shapes if one.shape == "carriedOutBy"]
    assert "临湖县" in {example.label for example in shape.examples}


def test_a_statement_whose_triple_is_gone_is_caught() -> None:
    report = check(TEXT.replace("    gov:basedOn <instrument/中华人民共和国行政处罚法> ;\n", ""))
    (shape,) = [one for one in report.shapes if one.violations]
    (example,) = shape.examples
    assert shape.shape == "Stated"
    assert example.label == "开展执法检查 → 中华人民共和国行政处罚法"
    assert example.quote.startswith("县司法局开展执法检查")


def test_a_fact_without_words_is_caught() -> None:
    report = check(TEXT.replace("    gov:evidence <report/small/words/2/133-139> ;\n", ""))
    assert "Problem" in found(report)


def test_a_name_that_no_rule_read_is_caught() -> None:
    report = check(TEXT.replace("    gov:rule <rule/find-problem/mention/exact/0.95> ;\n", ""))
    assert found(report) == {"Problem"}


def test_findings_name_the_thing_its_words_and_what_is_wrong() -> None:
    report = check(TEXT.replace("    gov:status kind:status-planned ;\n", ""))
    (shape,) = [one for one in report.shapes if one.violations]
    assert (shape.name, shape.checked, shape.violations) == ("initiative", 3, 1)
    (example,) = shape.examples
    assert (example.label, example.quote, example.path) == ("充实执法队伍", "充实执法队伍", "status")
    assert example.message == "done or planned"


def test_only_the_first_findings_are_shown_and_all_are_counted() -> None:
    broken = TEXT.replace("kind:agency-", "kind:club-")
    report = validate_graph(Graph().parse(data=broken, format="turtle"), examples=2)
    (shape,) = [one for one in report.shapes if one.violations]
    assert (shape.violations, len(shape.examples)) == (4, 2)


def test_the_report_is_json_and_a_table() -> None:
    report = check(TEXT.replace("kind:recognition-designation", "kind:recognition-gossip"))
    data = json.loads(report.to_json())
    assert data["conforms"] is False
    assert [shape["shape"] for shape in data["shapes"] if shape["violations"]] == ["Recognition"]
    table = report.to_table()
    assert "命名为示范乡镇" in table and table.endswith("does not conform\n")


def test_a_missing_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the graph"):
        validate(tmp_path / "nothing.ttl")
