"""The library for notebooks and programs: one report in, its knowledge out, in whatever form is wanted.

>>> import govgraph                                                                          # doctest: +SKIP
>>> report = govgraph.build("某县2022.html")                                                  # doctest: +SKIP
>>> report.network().number_of_edges(), report.rdf().query("SELECT …"), report.lines()       # doctest: +SKIP
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govgraph.coverage import coverage
from govgraph.extract import extract
from govgraph.facts import ReportFacts
from govgraph.graph.lines import fact_lines
from govgraph.graph.rdf import report_triples
from govgraph.graph.turtle import write_turtle
from govgraph.output.confidence import at_least
from govgraph.read import parse_report, read_report

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa
    from rdflib import Graph


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one report says: its facts, each with the words it stands on, and the forms they can be had in."""

    facts: ReportFacts

    def turtle(self) -> str:
        """The graph as Turtle, the same bytes as ``graph.ttl`` of a build."""
        return write_turtle(report_triples(self.facts))

    def rdf(self) -> "Graph":
        """The graph in rdflib."""
        from rdflib import Graph  # noqa: PLC0415 - most callers want the facts or NetworkX only

        return Graph().parse(data=self.turtle(), format="turtle")

    def network(self) -> "nx.MultiDiGraph[str]":
        """The graph in NetworkX: nodes and edges with their words, section, rule and confidence as attributes."""
        from govgraph.graph.network import to_networkx  # noqa: PLC0415

        return to_networkx(self.facts)

    def lines(self) -> list[dict[str, Any]]:
        """The facts as the annotation guide writes them; ``pandas.DataFrame(report.lines())`` is a table of them."""
        return fact_lines(report_triples(self.facts))

    def tables(self) -> "dict[str, pa.Table]":
        """The analytics tables by name, as a build writes them: ``report.tables()["figures"].to_pandas()``."""
        from govgraph.tables import arrow_table, report_rows  # noqa: PLC0415

        return {name: arrow_table(name, rows) for name, rows in report_rows(self.facts).items()}

    def page(self) -> str:
        """The interactive page as HTML that needs no other file and no network."""
        from govgraph.page import render_page  # noqa: PLC0415

        return render_page(self.facts)

    def coverage(self) -> dict[str, Any]:
        """Every number and every titled document of the text: how many are in the graph, which are left out and why."""
        return coverage(self.facts)


def build(path: str | Path, *, min_confidence: float = 0.0) -> Knowledge:
    """Read one report (plain text or HTML) into its knowledge; facts less certain than `min_confidence` are left out.

    Raises `govgraph.errors.InputError` for what cannot be read or is no such report.
    """
    return Knowledge(at_least(extract(read_report(Path(path))), min_confidence))


def build_bytes(data: bytes, name: str = "report", *, min_confidence: float = 0.0) -> Knowledge:
    """The same for a report that is in memory; `name` stands for the file in messages and in the record."""
    return Knowledge(at_least(extract(parse_report(data, name)), min_confidence))
