"""Every line of the four gold files comes back from one SPARQL query over the graph of its report."""

from collections import Counter
from functools import cache
from typing import Any

import pytest
from rdflib import Graph

from gold_graphs import TITLES, facts_of
from goldfacts import DATA, gold_facts, read_gold
from govgraph.facts import ENTITY_TYPES, PREDICATES, ReportFacts
from govgraph.graph.rdf import report_triples
from govgraph.graph.turtle import write_turtle
from govgraph.query import Value, ask, named_query
from govgraph.read import read_report

STEMS = (*TITLES, "dev-bureau-2023")


def facts(stem: str) -> ReportFacts:
    if stem in TITLES:
        return facts_of(stem)
    report = read_report(DATA / "reports" / f"{stem}.html")
    span = report.title_span
    assert span is not None
    return gold_facts(stem, report.text, report.text[span.start : span.end])


@cache
def rows(stem: str, name: str) -> tuple[dict[str, Value], ...]:
    graph = Graph().parse(data=write_turtle(report_triples(facts(stem))), format="turtle")
    return ask(graph, named_query(name)).rows


def as_row(line: dict[str, Any]) -> dict[str, Any]:
    """What the query must say of an entity's line."""
    fields = {"type": line["type"], "name": line.get("canonical", line["quote"])}
    fields |= {
        name: line[name] for name in ("kind", "level", "status", "indicator", "value", "unit", "approx") if name in line
    }
    if "period" in line:
        fields["period"] = line["period"]
    return fields | {name: True for name in ("group", "head") if line.get(name)}


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("type_", ENTITY_TYPES)
def test_every_entity_line_can_be_asked_for(stem: str, type_: str) -> None:
    lines = [line for line in read_gold(stem) if line["type"] == type_]
    found = [row for row in rows(stem, "entities") if row["type"] == type_]
    names = {row["name"] for row in found}
    first: dict[str, dict[str, Any]] = {}
    for line in lines:  # a body that several lines describe has the description of the first
        wanted = as_row(line)
        first.setdefault(wanted["name"] if type_ in ("agency", "instrument") else line["id"], wanted)
    for wanted in first.values():
        assert wanted["name"] in names
        assert any(all(row[name] == value for name, value in wanted.items()) for row in found), wanted


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("predicate", PREDICATES)
def test_every_relation_line_can_be_asked_for(stem: str, predicate: str) -> None:
    lines = {line["id"]: line for line in read_gold(stem)}

    def name(key: str) -> str:
        line = lines[key]
        return str(line.get("canonical") or line["quote"])

    wanted = Counter(
        (name(line["subject"]), name(line["object"]))
        for line in lines.values()
        if line.get("predicate") == predicate and name(line["subject"]) != name(line["object"])
    )
    found = Counter(
        (str(row["subject"]), str(row["object"])) for row in rows(stem, "relations") if row["predicate"] == predicate
    )
    assert set(wanted) <= set(found), set(wanted) - set(found)
