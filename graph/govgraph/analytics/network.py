"""The NetworkX graph of a corpus that the questions run on, and how they look at it."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from govgraph.graph.terms import iri
from govgraph.interop.records import SHARED, report_edges, report_nodes, united
from govgraph.interop.source import ReportTables, read_reports

if TYPE_CHECKING:
    import networkx as nx

    Network = nx.MultiDiGraph[str]

# What the questions ask about; figures and recognitions would double the graph.
ASKED = frozenset({"report", "place", "agency", "instrument", "initiative", "problem"})
_ENDS = ("source", "source_type", "target", "target_type")


class Evidence(NamedTuple):
    """The words that one report says it in: its id, the exact quote, and the number of the section."""

    report: str
    quote: str
    section: str


def load_network(folder: Path, types: Collection[str] = ASKED) -> "Network":
    """The network of a build of either layout, from its tables; see `network`.

    Memory, measured on the sample reports: 1.2 kB for each node and edge, 0.45 MB for a report of 2,400 characters, so
    that 10 GB hold some 20,000 of them; a quarter with ``types={"report", "agency", "instrument"}``.
    Raises InputError where the folder has no tables.
    """
    return network(read_reports(folder), types)


def network(reports: Iterable[ReportTables], types: Collection[str] = ASKED) -> "Network":
    """Nodes of the given types and all edges between them, from the tables of reports (`report_rows`).

    A body, document or place is one node however many reports name it. The key of an edge is its predicate and the id
    of the report that states it; its attributes are the report, the exact words, and what the tables say of it.
    """
    import networkx as nx  # noqa: PLC0415 - only the analytics need it

    graph: Network = nx.MultiDiGraph()
    for tables in reports:
        for node in report_nodes(tables):
            if node["type"] in types:
                name = node.pop("id")
                known = graph.nodes[name] if node["type"] in SHARED and name in graph else {}
                graph.add_node(name, **united(dict(known), node))
        for edge in report_edges(tables):
            if edge["source_type"] in types and edge["target_type"] in types:
                fields = {name: value for name, value in edge.items() if name not in _ENDS}
                graph.add_edge(edge["source"], edge["target"], f"{edge['predicate']} {edge['report']}", **fields)
    return graph


def links(graph: "Network", predicate: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Source, target and attributes of all edges of one predicate."""
    for source, target, data in graph.edges(data=True):
        if data["predicate"] == predicate:
            yield source, target, data


def evidence(edge: dict[str, Any]) -> Evidence:
    """The words of an edge."""
    return Evidence(edge["report"], edge.get("quote", ""), edge.get("section", ""))


def report_of(graph: "Network", edge: dict[str, Any]) -> dict[str, Any]:
    """The attributes of the report that states an edge."""
    return graph.nodes[iri(f"report/{edge['report']}")]


def nodes_of(graph: "Network", type_: str) -> list[str]:
    """The nodes of one type, sorted by IRI."""
    return sorted(node for node, data in graph.nodes(data=True) if data["type"] == type_)


def label(graph: "Network", node: str) -> str:
    """The name of a node."""
    return str(graph.nodes[node]["label"])
