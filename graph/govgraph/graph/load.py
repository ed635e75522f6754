"""RDF files into rdflib, for the commands that ask, check and compare; a build never needs it."""

from collections.abc import Iterable
from pathlib import Path

from rdflib import Dataset, Graph

from govgraph.errors import InputError

# how the endings of a file are read; whatever else is taken for Turtle
FORMATS = {".trig": "trig", ".nq": "nquads", ".nt": "nt", ".jsonld": "json-ld", ".ttl": "turtle"}
_NAMES = {"trig": "TriG", "nquads": "N-Quads", "nt": "N-Triples", "json-ld": "JSON-LD", "turtle": "Turtle"}
_WITH_GRAPHS = frozenset({"trig", "nquads", "json-ld"})


def format_of(path: Path) -> str:
    """What rdflib calls the syntax of a file, by its ending."""
    return FORMATS.get(path.suffix.lower(), "turtle")


def load_graphs(paths: Iterable[Path]) -> Graph:
    """The union of RDF files: Turtle, TriG, N-Quads, N-Triples or JSON-LD, by their endings.

    Raises InputError where a file cannot be read or is not what its ending says.
    """
    dataset = load_dataset(paths)
    if not list(dataset.graphs()) or all(graph.identifier == dataset.default_graph.identifier for graph in dataset.graphs()):
        return dataset.default_graph
    union = Graph()
    for graph in dataset.graphs():
        union += graph
    return union


def load_dataset(paths: Iterable[Path]) -> Dataset:
    """The files as named graphs, asked as their union where a query names no graph; see `load_graphs`."""
    dataset = Dataset(default_union=True)
    for path in paths:
        form = format_of(path)
        text = _read(path, _NAMES[form])
        target: Graph = dataset if form in _WITH_GRAPHS else dataset.default_graph
        try:
            target.parse(data=text, format=form)
        except Exception as error:  # rdflib's parsers raise many kinds, and say where over several lines
            raise InputError(f"{path} is not {_NAMES[form]}: {' '.join(str(error).split())[:200]}") from error
    return dataset


def _read(path: Path, name: str) -> str:
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise InputError(f"cannot read the graph {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8, so it is no {name}") from error
