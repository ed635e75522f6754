"""The library as a notebook uses it."""

import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import URIRef

import govgraph
from govgraph.errors import InputError
from reading import report_text

SAMPLE = Path(govgraph.__file__).parent / "sample" / "kaizhou-2022.txt"


def test_one_report_in_every_form() -> None:
    report = govgraph.build(SAMPLE)
    assert report.facts.report.year == "2022"
    assert report.network().number_of_nodes() > 100
    assert len(report.rdf()) > 1000
    assert {line["type"] for line in report.lines()} >= {"agency", "instrument", "initiative", "figure", "relation"}
    assert report.page().lower().startswith("<!doctype html>")
    assert report.coverage()["unaccounted"] == []


def test_rdf_and_networkx_hold_the_same_nodes() -> None:
    report = govgraph.build(SAMPLE)
    subjects = {str(term) for term in report.rdf().subjects() if isinstance(term, URIRef)}
    assert {str(data["iri"]) for _, data in report.network().nodes(data=True) if "iri" in data} <= subjects


def test_a_report_in_memory() -> None:
    report = govgraph.build_bytes(report_text("县司法局办理案件50件。").encode(), "某县")
    assert any(line.get("value") == 50 for line in report.lines())


def test_less_certain_facts_can_be_left_out() -> None:
    assert len(govgraph.build(SAMPLE, min_confidence=0.97).lines()) < len(govgraph.build(SAMPLE).lines())


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(InputError, match="某页"):
        govgraph.build_bytes("天气晴朗，适宜出游。".encode(), "某页")


def test_importing_the_package_does_not_import_spacy() -> None:
    code = "import govgraph, sys; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
