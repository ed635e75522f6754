"""The TriG files of a corpus: which there are, whether they have changed, and the named graphs in them one by one."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from govgraph.errors import InputError
from govgraph.graph.terms import BASE
from govgraph.graph.turtle import header

Item = TypeVar("Item")

FOLDER, WHOLE = "graph", "graph.trig"


class Stamp(NamedTuple):
    """What tells without reading that a file is still the one that was indexed."""

    size: int
    changed: int  # nanoseconds, as the file system counts them


class NamedGraph(NamedTuple):
    """The IRI of a graph and its text as TriG, without the lines that open the file."""

    iri: str
    text: str

    def digest(self) -> str:
        """SHA-256 of the text: equal where the graph is, since equal graphs are written with equal bytes."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def triples(self) -> int:
        """How many triples it has: each is an indented line, see `govgraph.graph.turtle`."""
        return self.text.count("\n    ")


def is_corpus(folder: Path) -> bool:
    """Whether a folder is a build in parts: it has graphs to index or an index of them, and no graph of the whole."""
    return not (folder / WHOLE).exists() and any((folder / name).is_dir() for name in (FOLDER, "store"))


def graph_file(path: Path) -> Path:
    """The file with the graph of a build in folders; any other path as it is."""
    return path / WHOLE if (path / WHOLE).is_file() else path


def find_parts(folder: Path) -> dict[str, Path]:
    """The TriG files of a corpus by name, sorted."""
    return {path.name: path for path in sorted((folder / FOLDER).glob("*.trig"))}


def stamp(path: Path) -> Stamp:
    """The stamp of a file. Raises InputError where it cannot be had."""
    try:
        status = path.stat()
    except OSError as error:
        raise InputError(f"cannot read the graph {path}: {error.strerror or error}") from error
    return Stamp(status.st_size, status.st_mtime_ns)


def read_graphs(path: Path) -> Iterator[NamedGraph]:
    """The named graphs of a file that `govgraph.graph.quads` wrote, one at a time.

    Raises InputError where the file cannot be read or is no such file.
    """
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            yield from split_graphs(lines, path)
    except OSError as error:
        raise InputError(f"cannot read the graph {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8, so it is no TriG") from error


def in_chunks(items: Iterable[Item], size: Callable[[Item], int], most: int) -> Iterator[list[Item]]:
    """Lists of neighbours that are together a little larger than `most`; the last may be small or empty."""
    chunk, total = list[Item](), 0
    for item in items:
        chunk.append(item)
        total += size(item)
        if total > most:
            yield chunk
            chunk, total = [], 0
    yield chunk


def trig(graphs: Iterable[NamedGraph]) -> str:
    """Graphs as a TriG file."""
    return header() + "".join(graph.text for graph in graphs)


def turtle(graphs: Iterable[NamedGraph]) -> str:
    """The triples of graphs as a Turtle file, in which a subject may have several blocks."""
    return header() + "".join(graph.text.partition("{\n")[2].removesuffix("}\n") for graph in graphs)


def split_graphs(lines: Iterable[str], path: Path) -> Iterator[NamedGraph]:
    """The named graphs of the lines of a file; see `read_graphs`."""
    iri, text = "", list[str]()
    for line in lines:
        if not iri and line.endswith(" {\n"):
            iri, text = _full(line[:-3]), ["\n", line]
        elif iri:
            text.append(line)
            if line == "}\n":
                yield NamedGraph(iri, "".join(text))
                iri = ""
    if iri:
        raise InputError(f"{path} ends within the graph {iri}")


def _full(token: str) -> str:
    name = token.strip("<>")
    return name if ":" in name.partition("/")[0] else BASE + name
