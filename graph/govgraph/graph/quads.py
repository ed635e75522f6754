"""Named graphs: every report a graph of its own, as TriG and as N-Quads, written and merged without a store.

The union of the graphs is the Turtle of the same reports. A merge is a union of sets: each report's graph stands once,
however often it was given, and leaving a report out is leaving out its graph.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from govgraph.graph.jsonld import write_jsonld
from govgraph.graph.terms import Literal, Node, Triple
from govgraph.graph.turtle import Block, escaped, format_block, header, iri_token, to_blocks


def graph_files(triples: Sequence[Triple], graph: str) -> dict[str, str]:
    """Name and text of every RDF file of one report; `graph` is the name of its graph (`govgraph.graph.rdf.graph_iri`).

    ``graph.ttl``, ``graph.trig``, ``graph.nq`` and ``graph.jsonld`` say the same; the first names no graph.
    """
    blocks = to_blocks(triples)
    return {
        "graph.jsonld": write_jsonld(triples, graph),
        "graph.nq": write_nquads(triples, graph),
        "graph.trig": header() + _named(graph, blocks),
        "graph.ttl": header() + "".join(map(format_block, blocks)),
    }


def write_trig(triples: Iterable[Triple], graph: str) -> str:
    """The graph of one report as TriG."""
    return write_graphs({graph: triples})


def write_graphs(graphs: Mapping[str, Iterable[Triple]]) -> str:
    """The graphs of several reports by their names as TriG, sorted: what `merge_trig` gives of one file each."""
    return header() + "".join(_named(name, to_blocks(graphs[name])) for name in sorted(graphs))


def write_nquads(triples: Iterable[Triple], graph: str) -> str:
    """The graph of one report as sorted N-Quads."""
    name = _full(graph)
    known: dict[str, str] = {}

    def token(node: Node) -> str:
        if isinstance(node, str):
            return known.get(node) or known.setdefault(node, _full(node))
        return _literal(node)

    lines = {f"{token(subject)} {token(predicate)} {token(node)} {name} .\n" for subject, predicate, node in triples}
    return "".join(sorted(lines))


def merge_nquads(sources: Sequence[Iterable[str]]) -> Iterator[str]:
    """The union of sorted N-Quads files, line by line."""
    for line, _ in groupby(heapq.merge(*sources)):
        yield line


def merge_trig(sources: Iterable[Iterable[str]], leave_out: Iterable[str] = ()) -> Iterator[str]:
    """The union of TriG files that `write_trig` wrote, one after the other, each graph once and none of `leave_out`."""
    yield header()
    seen = {_trig_opening(graph) for graph in leave_out}
    for lines in sources:
        graph = ""
        for line in lines:
            if line.endswith(" {\n"):
                graph = "" if line in seen else line
                seen.add(line)
                yield f"\n{graph}" if graph else ""
            elif graph:
                yield line
                if line == "}\n":
                    graph = ""


def leave_out_nquads(lines: Iterable[str], graph: str) -> Iterator[str]:
    """The lines of an N-Quads file that belong to other graphs."""
    end = f" {_full(graph)} .\n"
    return (line for line in lines if not line.endswith(end))


def _trig_opening(graph: str) -> str:
    return f"{iri_token(graph)} {{\n"


def _named(graph: str, blocks: Iterable[Block]) -> str:
    return f"\n{_trig_opening(graph)}{''.join(map(format_block, blocks))}\n}}\n"


def _full(iri: str) -> str:
    return f"<{iri}>"


def _literal(literal: Literal) -> str:
    text, datatype, language = literal
    quoted = f'"{escaped(text)}"'
    if language:
        return f"{quoted}@{language}"
    return f"{quoted}^^<{datatype}>" if datatype else quoted
