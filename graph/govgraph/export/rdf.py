"""The graph of a build as one RDF file, in flat memory: sorted runs of some graphs each, merged a few at a time.

The same graphs give the same bytes, in whatever order and parts they lie there, and the same bytes as ``graph.ttl``,
``graph.trig``, ``graph.nq`` and ``graph.jsonld`` of a build in folders.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, NamedTuple

from govgraph.errors import InputError
from govgraph.graph.jsonld import merge_jsonld, write_jsonld
from govgraph.graph.quads import merge_nquads, write_nquads
from govgraph.graph.terms import RDF, XSD, Literal, Node, Triple
from govgraph.graph.turtle import header, merge_blocks, read_blocks
from govgraph.output.whole import in_rounds, merge_lines, merge_turtle
from govgraph.replacing import replacing
from govgraph.store.parts import NamedGraph, find_parts, graph_file, in_chunks, read_graphs, split_graphs, trig, turtle

CHUNK = 2**24  # characters of TriG in a run
_PLAIN = frozenset({XSD + "string", RDF + "langString"})


class _Form(NamedTuple):
    """How some graphs become the lines of a sorted file, and how such files become one."""

    run: Callable[[list[NamedGraph]], Iterable[str]]
    merge: Callable[[Sequence[IO[str]]], Iterable[str]]


def export_rdf(folder: Path, form: str, target: Path, *, chunk: int = CHUNK) -> None:
    """Write the graph of the build in `folder` into one file, as one of `FORMATS`.

    Raises InputError where the build has no graph or it cannot be read, OutputError where `target` cannot be written.
    """
    whole = graph_file(folder)
    paths = list(find_parts(folder).values()) if whole == folder else [whole]
    if not paths:
        raise InputError(f"no graph of a build there: {folder}")
    with replacing(target) as part, TemporaryDirectory(prefix=".govgraph-", dir=part.parent) as made:
        first = FORMATS[form]
        result = part if first is not FORMATS["jsonld"] else Path(made) / "sorted"
        runs: list[Path] = []
        for graphs in in_chunks(chain.from_iterable(map(read_graphs, paths)), lambda graph: len(graph.text), chunk):
            runs.append(Path(made) / str(len(runs)))
            _write(runs[-1], first.run(graphs))
        in_rounds(runs, result, partial(merge_lines, merge=first.merge))
        if result != part:
            _write(part, merge_jsonld(map(_jsonld, read_graphs(result))))


def _write(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def _turtle_run(graphs: list[NamedGraph]) -> Iterator[str]:
    return merge_blocks([read_blocks(turtle([graph]).splitlines(keepends=True)) for graph in graphs])


def _nquads_run(graphs: list[NamedGraph]) -> list[str]:
    return sorted(line for graph in graphs for line in write_nquads(_triples(graph), graph.iri).splitlines(True))


def _trig_run(graphs: list[NamedGraph]) -> list[str]:
    return [trig(sorted(graphs))]


def _merge_trig(files: Sequence[IO[str]]) -> Iterator[str]:
    yield header()
    merged = heapq.merge(*(split_graphs(file, Path(file.name)) for file in files))
    for _, same in groupby(merged, key=attrgetter("iri")):
        yield next(same).text


def _jsonld(graph: NamedGraph) -> list[str]:
    return write_jsonld(_triples(graph), graph.iri).splitlines(keepends=True)


def _triples(graph: NamedGraph) -> list[Triple]:
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415 - Turtle and TriG are merged as text

    try:
        quads = list(parse(trig([graph]), RdfFormat.TRIG))
    except SyntaxError as error:
        raise InputError(f"not TriG, in the graph {graph.iri}: {' '.join(str(error).split())[:200]}") from error
    return [(quad.subject.value, quad.predicate.value, _node(quad.object)) for quad in quads]


def _node(term: Any) -> Node:
    """A term of pyoxigraph as the graph modules know it."""
    from pyoxigraph import Literal as Value  # noqa: PLC0415 - as above

    if not isinstance(term, Value):
        return str(term.value)
    kind = term.datatype.value
    return Literal(term.value, None if kind in _PLAIN else kind, term.language)


FORMATS = {
    "jsonld": _Form(_trig_run, _merge_trig),
    "nq": _Form(_nquads_run, merge_nquads),
    "trig": _Form(_trig_run, _merge_trig),
    "ttl": _Form(_turtle_run, merge_turtle),
}
