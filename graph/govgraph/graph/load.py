"""RDF files into rdflib, for the commands that ask, check and compare; a build never needs it."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from rdflib import Dataset, Graph

from govgraph.errors import InputError
from govgraph.graph.formats import WITH_GRAPHS, format_of

Loaded = TypeVar("Loaded", bound=Graph)
_NAMES = {"trig": "TriG", "nquads": "N-Quads", "nt": "N-Triples", "json-ld": "JSON-LD", "turtle": "Turtle"}


def load_graphs(paths: Iterable[Path]) -> Graph:
    """The union of RDF files: Turtle, TriG, N-Quads, N-Triples or JSON-LD, by their endings.

    Raises InputError where a file cannot be read or is not what its ending says.
    """
    files = list(paths)
    if not any(format_of(path) in WITH_GRAPHS for path in files):
        return _parsed(Graph(), files)
    union = Graph()
    for graph in load_dataset(files).graphs():
        union += graph
    return union


def load_to_ask(paths: Iterable[Path]) -> Graph:
    """The files with their named graphs where they have any, else as one graph, which rdflib asks faster."""
    files = list(paths)
    return load_dataset(files) if any(format_of(path) in WITH_GRAPHS for path in files) else load_graphs(files)


def load_dataset(paths: Iterable[Path]) -> Dataset:
    """The files with their named graphs, of which a query that names none asks the union; see `load_graphs`."""
    return _parsed(Dataset(default_union=True), paths)


def _parsed(target: Loaded, paths: Iterable[Path]) -> Loaded:
    for path in paths:
        form = format_of(path)
        text = _read(path, _NAMES[form])
        graph = target.default_graph if isinstance(target, Dataset) and form not in WITH_GRAPHS else target
        try:
            graph.parse(data=text, format=form)
        except Exception as error:  # rdflib's parsers raise many kinds, and say where over several lines
            raise InputError(f"{path} is not {_NAMES[form]}: {' '.join(str(error).split())[:200]}") from error
    return target


def _read(path: Path, name: str) -> str:
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise InputError(f"cannot read the graph {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8, so it is no {name}") from error
