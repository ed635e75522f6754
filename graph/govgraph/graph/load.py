"""Turtle files into one rdflib graph, for the commands that ask and check; a build never needs it."""

from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph

from govgraph.errors import InputError


def load_graphs(paths: Iterable[Path]) -> Graph:
    """The union of Turtle files.

    Raises InputError where a file cannot be read or is no Turtle.
    """
    graph = Graph()
    for path in paths:
        try:
            text = path.read_bytes().decode()
        except OSError as error:
            raise InputError(f"cannot read the graph {path}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise InputError(f"{path} is not UTF-8, so it is no Turtle") from error
        try:
            graph.parse(data=text, format="turtle")
        except Exception as error:  # rdflib's parser raises many kinds, and says where over several lines
            raise InputError(f"{path} is not Turtle: {' '.join(str(error).split())[:200]}") from error
    return graph
