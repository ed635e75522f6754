"""Brings the store of a corpus up to date with its TriG files: only graphs that are new, changed or gone are touched.

The default graph is the RDF merge of all named graphs, so that a query needs no GRAPH to see everything: every triple
stands there once, however many reports say it, and goes with the last of them. (Oxigraph's own union of graphs at the
time of a query gives a triple as often as graphs hold it, which makes counts wrong, and takes minutes for a join.)
"""

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from govgraph.errors import InputError, OutputError
from govgraph.store.generations import QUADS, STATE, current, next_generation, writing
from govgraph.store.parts import NamedGraph, Stamp, find_parts, in_chunks, read_graphs, stamp, trig, turtle
from govgraph.store.state import State

LOG = logging.getLogger(__name__)
CHUNK = 2**23  # characters of TriG that are loaded at once, which takes some 300 MB
_FEW = 2**22  # up to so many characters, graphs are added triple by triple, without files of their own


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did: named graphs added and removed, a changed one among both, and triples of the whole."""

    added: int
    removed: int
    triples: int


@dataclass(frozen=True, slots=True)
class _Changes:
    """Files that are to be read, with their stamps; those that are gone; graphs to add, by digest, and to remove."""

    stamps: dict[str, Stamp]
    gone: list[str]
    added: dict[str, str]
    removed: set[str]
    size: int


def is_stale(folder: Path) -> bool:
    """Whether the TriG files of a corpus have changed since its store was made, told by size and time."""
    path = current(folder)
    if path is None:
        return True
    try:
        with State.to_read(path / STATE) as state:
            return not state.usable() or state.parts() != _stamps(find_parts(folder))
    except sqlite3.Error:
        return True


def refresh(folder: Path) -> None:
    """Update the store where it is stale; where that cannot be written, the one that is there stays, with a warning.

    Raises InputError and OutputError as `update_store` does; the latter only where there is no store yet.
    """
    if not is_stale(folder):
        return
    LOG.info("bringing the store up to date: %s", folder)
    try:
        update_store(folder)
    except OutputError as error:
        if current(folder) is None:
            raise
        LOG.warning("%s; it stays as it is", error)


def update_store(folder: Path, *, chunk: int = CHUNK) -> Updated:
    """Bring the store of the corpus in `folder` up to date, or make it; waits for another update that runs.

    A store that is damaged, or of another version, is made anew. Whatever ends it early leaves the store as it was.
    Raises InputError for a graph that cannot be read, OutputError where the store cannot be written.
    """
    parts = find_parts(folder)
    with writing(folder):
        try:
            before = _usable(current(folder))
            changes = _changes(parts, before)
            if before is not None and not changes.stamps and not changes.gone:
                with State.to_read(before / STATE) as state:
                    return Updated(0, 0, state.triples())
            LOG.info("indexing %d graphs of %s", len(changes.added), folder)
            with next_generation(folder, before) as path:
                triples = _make(path, parts, changes, chunk=chunk)
        except (OSError, RuntimeError, sqlite3.Error) as error:
            raise OutputError(f"the store cannot be written ({_one_line(error)}): {folder / 'store'}") from error
    return Updated(len(changes.added), len(changes.removed), triples)


def _usable(path: Path | None) -> Path | None:
    """A generation that can be built on."""
    if path is None:
        return None
    try:
        with State.to_read(path / STATE) as state:
            usable = state.usable()
        Store.read_only(str(path / QUADS))
    except (OSError, RuntimeError, sqlite3.Error) as error:
        LOG.warning("the store is damaged and is made anew (%s): %s", _one_line(error), path)
        return None
    return path if usable else None


def _changes(parts: dict[str, Path], before: Path | None) -> _Changes:
    stamps, gone, graphs = _stamps(parts), list[str](), dict[str, str]()
    if before is not None:
        with State.to_read(before / STATE) as state:
            known = state.parts()
            stamps = {name: each for name, each in stamps.items() if known.get(name) != each}
            gone = [name for name in known if name not in parts]
            graphs = state.graphs([*gone, *stamps])
    wanted: dict[str, str] = {}
    size = 0
    for name in stamps:
        for graph in read_graphs(parts[name]):
            wanted[graph.iri] = digest = graph.digest()
            size += len(graph.text) if graphs.get(graph.iri) != digest else 0
    added = {iri: digest for iri, digest in wanted.items() if graphs.get(iri) != digest}
    return _Changes(stamps, gone, added, {iri for iri, digest in graphs.items() if wanted.get(iri) != digest}, size)


def _stamps(parts: dict[str, Path]) -> dict[str, Stamp]:
    return {name: stamp(path) for name, path in parts.items()}


def _make(path: Path, parts: dict[str, Path], changes: _Changes, *, chunk: int) -> int:
    """Make the changes in a new generation; gives the triples of the whole."""
    store, many = Store(str(path / QUADS)), changes.size > _FEW
    with State(path / STATE, new=not (path / STATE).exists()) as state:
        triples = state.triples()
        for iri in sorted(changes.removed - changes.added.keys()):
            triples -= _remove(store, store.quads_for_pattern(None, None, None, NamedNode(iri)))
            state.forget_graph(iri)
        for graphs in in_chunks(_to_add(parts, changes), lambda each: len(each[1].text), chunk):
            for part, graph in graphs:
                if graph.iri in changes.removed:
                    kept = _parsed(graph, parts[part])
                    old = store.quads_for_pattern(None, None, None, NamedNode(graph.iri))
                    triples -= _remove(store, (quad for quad in old if quad not in kept))
                if not many:
                    triples += _add(store, _parsed(graph, parts[part]))
                state.set_graph(graph.iri, part, graph.digest(), graph.triples())
            if many:
                _load(store, graphs)
        if many:
            store.optimize()
            triples = _count(store)
        for part, seen in changes.stamps.items():
            state.set_part(part, seen)
        for part in changes.gone:
            state.forget_part(part)
        state.set_triples(triples)
    store.flush()
    return triples


def _to_add(parts: dict[str, Path], changes: _Changes) -> Iterator[tuple[str, NamedGraph]]:
    """The graphs to add, each with the name of its file.

    A file that is replaced meanwhile has another stamp then, so that the next update reads it again.
    """
    for part in changes.stamps:
        for graph in read_graphs(parts[part]):
            if graph.iri in changes.added:
                yield part, graph


def _parsed(graph: NamedGraph, path: Path) -> set[Quad]:
    try:
        return set(parse(trig([graph]), RdfFormat.TRIG))
    except SyntaxError as error:
        raise InputError(f"{path} is not TriG, in the graph {graph.iri}: {_one_line(error)}") from error


def _add(store: Store, quads: set[Quad]) -> int:
    """Add the quads of a graph; gives how many triples are new in the whole."""
    new = [whole for whole in map(_in_whole, quads) if whole not in store]
    store.extend([*quads, *new])
    return len(new)


def _remove(store: Store, quads: Iterable[Quad]) -> int:
    """Remove quads; gives how many triples the whole has lost, those that no other graph holds."""
    lost = 0
    for quad in list(quads):
        store.remove(quad)
        others = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        if all(isinstance(other.graph_name, DefaultGraph) for other in others):
            store.remove(_in_whole(quad))
            lost += 1
    return lost


def _load(store: Store, graphs: list[tuple[str, NamedGraph]]) -> None:
    """Add many graphs at once, each a second time without its name; the loader keeps a triple once."""
    try:
        store.bulk_load(trig(graph for _, graph in graphs).encode(), RdfFormat.TRIG)
        store.bulk_load(turtle(graph for _, graph in graphs).encode(), RdfFormat.TURTLE)
    except SyntaxError as error:
        for part, graph in graphs:
            _parsed(graph, Path(part))  # says which it is
        raise InputError(f"not TriG: {_one_line(error)}") from error


def _in_whole(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object)


def _count(store: Store) -> int:
    solutions = cast(QuerySolutions, store.query("SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }"))
    return int(next(solutions)["triples"].value)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
