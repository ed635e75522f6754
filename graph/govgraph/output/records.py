"""NetworkX node-link JSON with one node or edge a line: graphs of any size are written, read and merged line by line.

The files are ordinary node-link JSON (``networkx.node_link_graph(json.load(file), edges="edges")``); only this module
relies on the lines. Nodes are sorted by id, edges by source, target and key.
"""

import heapq
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import reduce
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

Record = dict[str, Any]

_OPENING = '{"directed": true, "multigraph": true, "graph": {}, "nodes": ['
_BETWEEN = '], "edges": ['
_CLOSING = "]}"
_COUNTS = ("mentions",)
# Line ends for some readers (str.splitlines among them), though not for JSON.
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_encode = json.JSONEncoder(ensure_ascii=False).encode


def one_line(value: object) -> str:
    """JSON in one line by every reader's count, with Chinese characters as they are."""
    return _LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", _encode(value))


def graph_records(graph: "nx.MultiDiGraph[str]") -> tuple[list[Record], list[Record]]:
    """Nodes and edges of a NetworkX graph as sorted node-link records."""
    nodes = [{"id": node, **data} for node, data in graph.nodes(data=True)]
    edges = [
        {"source": source, "target": target, "key": key, **data}
        for source, target, key, data in graph.edges(keys=True, data=True)
    ]
    return sorted(nodes, key=_node_place), sorted(edges, key=_edge_place)


def write_records(path: Path, nodes: Iterable[Record], edges: Iterable[Record]) -> None:
    """Write node-link JSON from sorted records, holding one at a time."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{_OPENING}\n")
        _write_lines(file, nodes)
        file.write(f"{_BETWEEN}\n")
        _write_lines(file, edges)
        file.write(f"{_CLOSING}\n")


def read_nodes(path: Path) -> Iterator[Record]:
    """The nodes of a file that `write_records` wrote, one at a time."""
    return _read(path, _OPENING, _BETWEEN)


def read_edges(path: Path) -> Iterator[Record]:
    """The edges of a file that `write_records` wrote, one at a time."""
    return _read(path, _BETWEEN, _CLOSING)


def merge_records(paths: list[Path], target: Path) -> None:
    """Write the union of sorted node-link files: a node or edge that several have stands once.

    Where they describe it differently the first file that says something about an attribute is believed; counts of
    mentions add up.
    """
    with ExitStack() as stack:
        nodes = [_closing(stack, read_nodes(path)) for path in paths]
        edges = [_closing(stack, read_edges(path)) for path in paths]
        write_records(target, _merged(nodes, _node_place), _merged(edges, _edge_place))


def _closing(stack: ExitStack, records: Iterator[Record]) -> Iterator[Record]:
    stack.callback(getattr(records, "close", lambda: None))
    return records


def _merged(streams: list[Iterator[Record]], place: Any) -> Iterator[Record]:
    for _, same in groupby(heapq.merge(*streams, key=place), key=place):
        yield reduce(_united, same)


def _united(first: Record, other: Record) -> Record:
    added = {name: first[name] + other[name] for name in _COUNTS if name in first and name in other}
    return other | first | added


def _node_place(record: Record) -> str:
    return str(record["id"])


def _edge_place(record: Record) -> tuple[str, str, str]:
    return str(record["source"]), str(record["target"]), str(record["key"])


def _write_lines(file: IO[str], records: Iterable[Record]) -> None:
    before = ""
    for record in records:
        file.write(before + one_line(record))
        before = ",\n"
    if before:
        file.write("\n")


def _read(path: Path, opening: str, closing: str) -> Iterator[Record]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            if line.rstrip("\n") == opening:
                break
        for line in file:
            if line.rstrip("\n") == closing:
                return
            yield json.loads(line.rstrip(",\n"))
