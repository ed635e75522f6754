"""The network of a build as GraphML, with the names that Gephi, Cytoscape and yEd look for.

Gephi shows ``label`` of nodes and edges; Cytoscape shows ``name`` of nodes and ``interaction`` of edges, and IRIs where
they are missing.
"""

from collections.abc import Iterator
from pathlib import Path

from govgraph.interop.records import EDGE_FIELDS, Record, all_edges, all_nodes
from govgraph.interop.source import read_reports
from govgraph.output import graphml
from govgraph.replacing import replacing


def write_graphml(folder: Path, target: Path) -> None:
    """Write the network of the build in `folder`; the tables are gone through four times, since types come first.

    Raises InputError where the build has no tables, OutputError where `target` cannot be written.
    """
    with replacing(target) as part:
        graphml.write_graphml(part, lambda: _nodes(folder), lambda: _edges(folder))


def _nodes(folder: Path) -> Iterator[Record]:
    for node in all_nodes(read_reports(folder)):
        yield node | {"name": node["label"]}


def _edges(folder: Path) -> Iterator[Record]:
    for edge in all_edges(read_reports(folder)):
        predicate = edge["predicate"]
        fields = {name: edge[name] for name in EDGE_FIELDS if name in edge}
        ends = {"source": edge["source"], "target": edge["target"]}
        yield ends | {"label": predicate, "interaction": predicate} | fields
