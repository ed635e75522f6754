"""The guide's JSON lines, read back from the triples."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gold_graphs import TITLES, facts_of
from goldfacts import read_gold
from govgraph.errors import InputError
from govgraph.evaluate import score
from govgraph.facts import Entity, Evidence, Mention
from govgraph.graph.lines import fact_lines, read_graph
from govgraph.graph.rdf import report_triples
from govgraph.graph.turtle import write_turtle
from small_report import ISSUER, TEXT, small_facts


def lines_of(kind: str, facts: Any = None) -> list[dict[str, Any]]:
    return [line for line in fact_lines(report_triples(facts or small_facts())) if line["type"] == kind]


@pytest.mark.parametrize("stem", TITLES)
def test_gold_comes_back_from_the_graph_without_a_loss(stem: str) -> None:
    figures = score(read_gold(stem), fact_lines(report_triples(facts_of(stem))))
    assert {name: row["f1"] for name, row in figures.items() if row["f1"] < 1} == {}
    assert figures["agency"]["linked"] == figures["figure"]["indicator"] == 1


def test_ids_count_up_in_text_order() -> None:
    lines = fact_lines(report_triples(small_facts()))
    assert [line["id"] for line in lines[:8]] == ["ISSUER", "A1", "A2", "A3", "A4", "L1", "L2", "I1"]
    starts = [line["start"] for line in lines_of("agency")[1:]]
    assert starts == sorted(starts)
    assert [line["id"] for line in lines_of("relation")] == [f"r{number}" for number in range(1, 14)]


def test_the_issuer_has_a_line_without_a_quote_and_lines_where_it_is_named() -> None:
    issuer, named, *_ = lines_of("agency")
    assert issuer == {
        "id": "ISSUER",
        "type": "agency",
        "section": "0",
        "quote": None,
        "canonical": "临湖县人民政府",
        "kind": "government",
        "group": False,
    }
    assert (named["quote"], named["canonical"]) == ("县人民政府", "临湖县人民政府")


def test_a_left_out_actor_is_the_issuer_and_a_named_one_its_line() -> None:
    relations = lines_of("relation")
    ends = {(line["predicate"], line["basis"]): line["object"] for line in relations}
    assert ends["carriedOutBy", "left-out subject"] == "ISSUER"
    assert ends["issuedBy", "stated"] == "A1"


def test_figures_have_the_fields_of_the_guide() -> None:
    trained, before, fewer = lines_of("figure")
    assert trained == {
        "id": "F1",
        "type": "figure",
        "section": "1.1",
        "quote": "培训乡镇执法人员120余名",
        "indicator": "培训乡镇执法人员",
        "value": 120,
        "unit": "名",
        "approx": "over",
        "period": "2023",
        "start": 77,
        "end": 90,
        "rule": "find-figure",
        "confidence": 0.95,
    }
    assert (before["value"], before["approx"], fewer["period"]) == (60, None, "2023年上半年")


def test_initiatives_say_their_status_and_whether_they_head_a_section() -> None:
    head, check, planned = lines_of("initiative")
    assert (head["status"], head["head"]) == ("done", True)
    assert (check["status"], "head" in check) == ("done", False)
    assert planned["status"] == "planned"


def test_evidence_stands_where_it_says() -> None:
    for line in lines_of("relation"):
        assert TEXT[line["start"] : line["end"]] == line["evidence"]


def test_one_line_for_each_wording_and_section() -> None:
    facts = small_facts()
    body = Entity("agency/某协会", "agency", "某协会", kind="social")
    places = [(0, "甲", "1"), (1, "甲", "1"), (2, "甲", "2"), (3, "乙", "2")]
    mentions = [Mention(body.key, Evidence(at, at + 1, words, number), "find", 1.0) for at, words, number in places]
    facts = replace(facts, entities=(*facts.entities, body), mentions=(*facts.mentions, *mentions))
    found = [line for line in lines_of("agency", facts) if line["canonical"] == "某协会"]
    assert [(line["quote"], line["section"], line["start"]) for line in found] == [
        ("甲", "1", 0),
        ("甲", "2", 2),
        ("乙", "2", 3),
    ]


def test_a_relation_to_a_body_that_is_only_implied_has_no_line() -> None:
    facts = small_facts()
    silent = tuple(one for one in facts.mentions if one.entity != "agency/省司法厅")
    predicates = Counter(line["predicate"] for line in lines_of("relation", replace(facts, mentions=silent)))
    assert "awardedBy" not in predicates
    assert predicates.total() == 12


def test_lines_of_a_file_are_those_of_the_build(tmp_path: Path) -> None:
    triples = report_triples(facts_of("dev-province-2024"))
    (tmp_path / "graph.ttl").write_text(write_turtle(triples), encoding="utf-8")
    assert fact_lines(read_graph(tmp_path / "graph.ttl")) == fact_lines(triples)


def test_lines_of_several_reports_are_told_apart() -> None:
    small, county = report_triples(small_facts()), report_triples(facts_of("dev-county-2021"))
    together = fact_lines([*small, *county])
    assert len(together) == len(fact_lines(small)) + len(fact_lines(county))
    assert Counter(line["report"] for line in together)["small"] == len(fact_lines(small))
    assert {"small:ISSUER", "dev-county-2021:ISSUER", "small:r1"} <= {line["id"] for line in together}
    relation = next(line for line in together if line["id"] == "small:r1")
    assert relation["subject"].startswith("small:") and relation["object"].startswith("small:")


def test_a_body_that_two_reports_name_is_a_line_of_each() -> None:
    facts = small_facts()
    other = replace(facts, report=replace(facts.report, id="other"))
    together = fact_lines([*report_triples(facts), *report_triples(other)])
    named = {line["id"] for line in together if line["type"] == "agency" and line["canonical"] == ISSUER[7:]}
    assert named == {"small:ISSUER", "small:A1", "other:ISSUER", "other:A1"}


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "cannot read the graph"), (b"<a> <b> ", "is not Turtle"), (b"\xff\xfe", "is not UTF-8")],
)
def test_a_file_that_is_no_graph_is_named(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "graph.ttl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_graph(path)
