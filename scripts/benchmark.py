"""Speed as ratios measured side by side in one run, so that the machine drops out; and sizes.

    python scripts/benchmark.py [--json] [--repeats N] [REPORT]

Exit code 1 where a ratio misses its target. Each ratio is of medians of interleaved repeats: what is measured and what
it is measured against take turns, so that a slow moment of the machine hits both.
"""

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import rdflib
import spacy

from govgraph.evaluate import columns
from govgraph.extract import extract
from govgraph.facts import ReportFacts
from govgraph.graph.lines import fact_lines
from govgraph.graph.rdf import report_triples
from govgraph.graph.terms import Node, Triple
from govgraph.graph.turtle import write_turtle
from govgraph.page import render_page
from govgraph.page.render import vis_script
from govgraph.read import parse_report

SAMPLE = Path(__file__).resolve().parents[1] / "graph" / "govgraph" / "sample" / "kaizhou-2022.txt"
IMPORTS = "import spacy, rdflib, networkx, pyvis.network"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two medians in seconds, `ours` over `reference` or the other way round, and the target of that ratio."""

    name: str
    ours: float
    reference: float
    ratio: float
    target: float
    kept: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", nargs="?", type=Path, default=SAMPLE, help="a report (default: the sample)")
    parser.add_argument("--json", action="store_true", help="machine-readable")
    parser.add_argument("--repeats", type=int, default=30, help="of the quick ones; whole processes take a fifth")
    arguments = parser.parse_args()
    facts = extract(parse_report(arguments.report.read_bytes(), arguments.report.name))
    ratios = [
        reading(arguments.report, arguments.repeats),
        whole_build(arguments.report, max(3, arguments.repeats // 5)),
        writing(facts, max(3, arguments.repeats // 3)),
    ]
    figures = sizes(facts)
    if arguments.json:
        print(
            json.dumps({"ratios": [asdict(ratio) for ratio in ratios], "sizes": figures}, ensure_ascii=False, indent=1)
        )
    else:
        print(table(ratios, figures))
    return 0 if all(ratio.kept for ratio in ratios) else 1


def reading(report: Path, repeats: int) -> Ratio:
    """A report's bytes into facts against tokenising its text with `spacy.blank("zh")`, both warm: at most 6 times."""
    data, tokenise = report.read_bytes(), spacy.blank("zh")
    text = parse_report(data, report.name).text
    ours, reference = interleaved(
        lambda: extract(parse_report(data, report.name)), lambda: tokenise(text), repeats=repeats
    )
    return Ratio("read into facts / tokenise", ours, reference, ours / reference, 6.0, ours / reference <= 6.0)


def whole_build(report: Path, repeats: int) -> Ratio:
    """The whole `govgraph build` process against one that only imports the libraries: at most 2.5 times."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "govgraph", "build", "--quiet", str(report), "-o"]
        ours, reference = interleaved(
            lambda: subprocess.run([*build, f"{folder}/out"], check=True, capture_output=True),
            lambda: subprocess.run([sys.executable, "-c", IMPORTS], check=True),
            repeats=repeats,
        )
    return Ratio("govgraph build / imports only", ours, reference, ours / reference, 2.5, ours / reference <= 2.5)


def writing(facts: ReportFacts, repeats: int) -> Ratio:
    """Facts into Turtle against rdflib building and serialising the same triples: at least 10 times faster."""
    triples = report_triples(facts)
    ours, reference = interleaved(
        lambda: write_turtle(report_triples(facts)), lambda: rdflib_turtle(triples), repeats=repeats
    )
    return Ratio("rdflib Turtle / our Turtle", ours, reference, reference / ours, 10.0, reference / ours >= 10.0)


def rdflib_turtle(triples: Sequence[Triple]) -> str:
    """What one would write with rdflib alone."""
    graph = rdflib.Graph()
    for subject, predicate, object_ in triples:
        graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), rdflib_object(object_)))
    return graph.serialize(format="turtle")


def rdflib_object(object_: Node) -> rdflib.term.Node:
    """An IRI or a literal as rdflib's own term."""
    if isinstance(object_, str):
        return rdflib.URIRef(object_)
    datatype = rdflib.URIRef(object_.datatype) if object_.datatype else None
    return rdflib.Literal(object_.value, lang=object_.lang, datatype=datatype)


def interleaved(ours: Callable[[], Any], reference: Callable[[], Any], *, repeats: int) -> tuple[float, float]:
    """Medians in seconds of two actions that take turns, after one turn each to warm up.

    Without the garbage collector, as `timeit` measures: what else this process has loaded is no part of either.
    """
    ours(), reference()
    gc.collect()
    gc.disable()
    try:
        times = [(seconds(ours), seconds(reference)) for _ in range(repeats)]
    finally:
        gc.enable()
    return median(pair[0] for pair in times), median(pair[1] for pair in times)


def seconds(action: Callable[[], Any]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def sizes(facts: ReportFacts) -> dict[str, float]:
    """Triples per fact (facts: lines read back from the graph), and bytes of text, Turtle and page (target: 1.6)."""
    triples = report_triples(facts)
    lines = fact_lines(triples)
    page, text, vis = (len(part.encode("utf-8")) for part in (render_page(facts), facts.text, vis_script()))
    return {
        "facts": len(lines),
        "triples": len(triples),
        "triples per fact": round(len(triples) / len(lines), 2),
        "text bytes": text,
        "turtle bytes": len(write_turtle(triples).encode("utf-8")),
        "page bytes": page,
        "page / (text + vis-network)": round(page / (text + vis), 2),
    }


def table(ratios: Sequence[Ratio], figures: dict[str, float]) -> str:
    """Ratios with their targets, then sizes."""
    head = ("", "ours ms", "reference ms", "ratio", "target", "")
    rows = [
        (
            item.name,
            f"{item.ours * 1000:.1f}",
            f"{item.reference * 1000:.1f}",
            f"{item.ratio:.2f}",
            f"{item.target:g}",
            "kept" if item.kept else "MISSED",
        )
        for item in ratios
    ]
    return "\n\n".join((columns([head, *rows]), columns([(name, f"{value:,}") for name, value in figures.items()])))


if __name__ == "__main__":
    sys.exit(main())
