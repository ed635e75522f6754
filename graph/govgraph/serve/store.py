"""Graph files into one store in memory, or the store of a corpus on disk."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from govgraph.corpus.lookup import LOOKUP
from govgraph.errors import InputError
from govgraph.store.generations import QUADS, STATE, reading
from govgraph.store.parts import graph_file, is_corpus
from govgraph.store.state import State

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
}
_SIZES = "SELECT ?graph (COUNT(*) AS ?size) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY STR(?graph)"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds: triples of the default graph, and of each named graph by its IRI, sorted.

    `corpus` is the folder of a corpus in parts whose records are there to make pages of, else empty.
    """

    triples: int
    graphs: tuple[tuple[str, int], ...] = ()
    corpus: str = ""


@contextmanager
def opened(paths: Iterable[Path]) -> Iterator[tuple[Contents, Callable[[], Store]]]:
    """What graph files or the store of one corpus hold, and how a forked worker gets the store that holds it.

    Files are in memory before the fork. The store on disk is opened after it, since its threads do not outlive a fork;
    it stays as it is until the block ends and all workers have ended, also where the corpus is updated meanwhile.
    Raises InputError as `load_store` does, for a corpus beside other graphs and for one without a store.
    """
    files = list(map(graph_file, paths))
    corpora = list(filter(is_corpus, files))
    if corpora and len(files) > 1:
        raise InputError(f"a corpus is served alone: {corpora[0]}")
    if corpora:
        with reading(corpora[0]) as generation:
            with State.to_read(generation / STATE) as state:
                corpus = str(corpora[0].absolute()) if (corpora[0] / LOOKUP).is_dir() else ""
                contents = Contents(state.triples(), state.sizes(), corpus)
            yield contents, lambda: Store.read_only(str(generation / QUADS))
    else:
        store = Store()
        yield load_store(files, store), lambda: store


def load_store(paths: Iterable[Path], store: Store) -> Contents:
    """Load Turtle, N-Triples, TriG and N-Quads files into a store.

    The default graph is the RDF merge of all graphs, so that a query needs no GRAPH to see everything; named graphs
    are there as well. Blank nodes of two files are never taken for one. Raises InputError for a file that cannot be
    read, has another suffix or is not what its suffix says.
    """
    for path in paths:
        _load_file(store, path)
    named = tuple((_iri(row["graph"]), int(row["size"].value)) for row in cast(QuerySolutions, store.query(_SIZES)))
    return Contents(len(store) - sum(size for _, size in named), named)


def _load_file(store: Store, path: Path) -> None:
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(f"neither Turtle, N-Triples, TriG nor N-Quads by its suffix ({', '.join(FORMATS)}): {path}")
    try:
        with path.open("rb") as file:
            if form.supports_datasets:
                store.bulk_extend(_merged(parse(file, form, rename_blank_nodes=True)))
            else:
                store.bulk_load(file, form)
    except OSError as error:
        raise InputError(f"cannot read the graph {path}: {error.strerror or error}") from error
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{path} is not {form.name}: {' '.join(str(error).split())[:200]}") from error


def _merged(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Every quad, and its triple in the default graph."""
    for quad in quads:
        yield quad
        if not isinstance(quad.graph_name, DefaultGraph):
            yield Quad(quad.subject, quad.predicate, quad.object)


def _iri(name: object) -> str:
    return name.value if isinstance(name, NamedNode) else str(name)
