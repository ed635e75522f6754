"""What is in a store: the files it was made from and their named graphs, in a small SQLite file beside it."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from govgraph.store.parts import Stamp

FORMAT = 1  # of this file and of what the store holds; a store of another format is made anew
_TABLES = f"""
PRAGMA user_version = {FORMAT};
CREATE TABLE part (name TEXT PRIMARY KEY, size INTEGER, changed INTEGER) WITHOUT ROWID;
CREATE TABLE graph (iri TEXT PRIMARY KEY, part TEXT, digest TEXT, triples INTEGER) WITHOUT ROWID;
CREATE INDEX by_part ON graph (part);
CREATE TABLE whole (triples INTEGER);
INSERT INTO whole VALUES (0);
"""


class State:
    """The open file; what is changed is kept when the ``with`` block ends without an exception."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        """Open a state, or make an empty one. Raises sqlite3.Error where that fails."""
        self._base = sqlite3.connect(path) if new else sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)
        if new:
            self._base.executescript(_TABLES)

    @classmethod
    def to_read(cls, path: Path) -> Self:
        """A state that nobody changes any more, also where the file cannot be written."""
        state = cls.__new__(cls)
        state._base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        return state

    def __enter__(self) -> Self:
        """The state itself."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Keep the changes, or forget them after an exception, and close the file."""
        if kind is None:
            self._base.commit()
        self._base.close()

    def usable(self) -> bool:
        """Whether this version of govgraph understands it."""
        return bool(self._base.execute("PRAGMA user_version").fetchone() == (FORMAT,))

    def parts(self) -> dict[str, Stamp]:
        """The files by name, as they were when they were indexed."""
        rows = self._base.execute("SELECT name, size, changed FROM part")
        return {name: Stamp(size, changed) for name, size, changed in rows}

    def graphs(self, parts: Iterable[str]) -> dict[str, str]:
        """Digests of the graphs of some files, by IRI."""
        found: dict[str, str] = {}
        for part in parts:
            found.update(self._base.execute("SELECT iri, digest FROM graph WHERE part = ?", (part,)))
        return found

    def sizes(self) -> tuple[tuple[str, int], ...]:
        """IRI and number of triples of every graph, sorted."""
        return tuple(self._base.execute("SELECT iri, triples FROM graph ORDER BY iri"))

    def triples(self) -> int:
        """Triples of the union of all graphs."""
        return int(self._base.execute("SELECT triples FROM whole").fetchone()[0])

    def set_triples(self, triples: int) -> None:
        """Note how many triples the union has."""
        self._base.execute("UPDATE whole SET triples = ?", (triples,))

    def set_part(self, name: str, stamp: Stamp) -> None:
        """Note that a file has been indexed."""
        self._base.execute("REPLACE INTO part VALUES (?, ?, ?)", (name, *stamp))

    def forget_part(self, name: str) -> None:
        """Note that a file is gone."""
        self._base.execute("DELETE FROM part WHERE name = ?", (name,))

    def set_graph(self, iri: str, part: str, digest: str, triples: int) -> None:
        """Note that a graph is in the store."""
        self._base.execute("REPLACE INTO graph VALUES (?, ?, ?, ?)", (iri, part, digest, triples))

    def forget_graph(self, iri: str) -> None:
        """Note that a graph is gone."""
        self._base.execute("DELETE FROM graph WHERE iri = ?", (iri,))
