"""One report's results as files in a folder of its own."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govgraph.coverage import coverage
from govgraph.facts import ENTITY_TYPES, PREDICATES, ReportFacts
from govgraph.graph.lines import fact_lines
from govgraph.graph.network import to_networkx
from govgraph.graph.quads import graph_files
from govgraph.graph.rdf import graph_iri, report_triples
from govgraph.output.graphml import write_graphml
from govgraph.output.records import Record, graph_records, one_line, write_records
from govgraph.page import ReportSummary, render_page, summarise
from govgraph.resources import ontology_hash, package_version
from govgraph.tables.arrow import write_parquet
from govgraph.tables.rows import report_rows

REPORT_TABLES = ".tables"  # the tables of one report, until those of the whole are made from them


@dataclass(frozen=True, slots=True)
class Written:
    """What the whole build keeps in memory of a report that is on disk: small, whatever the report's size."""

    id: str
    summary: ReportSummary
    record: dict[str, str]


def write_report(folder: Path, facts: ReportFacts, *, minimum: float = 0.0) -> Written:
    """Write the files of one report (`govgraph.output.FILES`) into `folder`, which must exist and be empty.

    Its rows of the analytics tables lie in the hidden folder `REPORT_TABLES`, from where `write_whole` takes them.
    `minimum` is the confidence that the facts were filtered by, for the run record. Raises OSError where a file
    cannot be written. Same facts, same bytes.
    """
    write_text(folder / "report.txt", facts.text)
    triples = report_triples(facts)
    for name, text in graph_files(triples, graph_iri(facts.report.id)).items():
        write_text(folder / name, text)
    nodes, edges = graph_records(to_networkx(facts))
    write_records(folder / "graph.json", nodes, edges)
    write_graphml(folder / "graph.graphml", lambda: nodes, lambda: edges)
    write_text(folder / "facts.jsonl", "".join(f"{one_line(line)}\n" for line in fact_lines(triples)))
    write_text(folder / "graph.html", render_page(facts))
    write_json(folder / "coverage.json", coverage(facts))
    written = Written(facts.report.id, summarise(facts, folder.name), _report_record(facts, folder.name))
    write_json(folder / "run.json", run_record([written], [], count_records(nodes, edges), minimum))
    (folder / REPORT_TABLES).mkdir()
    for name, rows in report_rows(facts).items():
        write_parquet(folder / REPORT_TABLES / f"{name}.parquet", name, rows)
    return written


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8 with its line ends as they are, whatever the locale and platform."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def write_json(path: Path, value: object) -> None:
    """Write JSON for people to read."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def run_record(
    written: Iterable[Written], failed: Iterable[tuple[str, str]], counts: dict[str, Any], minimum: float
) -> dict[str, Any]:
    """What was read by what into how much; it names no time, machine or path, so that bytes repeat."""
    return {
        "govgraph": package_version(),
        "ontology": ontology_hash(),
        "min_confidence": minimum,
        "reports": [report.record for report in written],
        "failed": [{"input": name, "error": error} for name, error in failed],
        "counts": counts,
    }


def count_records(nodes: Iterable[Record], edges: Iterable[Record]) -> dict[str, Any]:
    """Entities by type and relations by predicate; what several reports share counts once."""
    types = Counter(node["type"] for node in nodes)
    predicates = Counter(edge["key"] for edge in edges)
    return {
        "entities": {name: types[name] for name in ENTITY_TYPES if name in types},
        "relations": {name: predicates[name] for name in PREDICATES if name in predicates},
    }


def _report_record(facts: ReportFacts, folder: str) -> dict[str, str]:
    report = facts.report
    return {
        "folder": folder,
        "id": report.id,
        "title": report.title,
        "year": report.year,
        "input": report.source,
        "sha256": report.sha256,
    }
