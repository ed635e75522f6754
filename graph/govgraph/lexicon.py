"""Language knowledge as data: the lexicons in ``ontology/lexicon`` that a person of the field can read and extend.

A lexicon is a TOML file; each table is a word list (`words`) with a comment on what it is for and an example.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from govgraph.resources import ontology_file


@dataclass(frozen=True)
class Lexicon:
    """One lexicon file: word lists and tables by name."""

    name: str
    tables: Mapping[str, Any]

    def words(self, table: str) -> tuple[str, ...]:
        """The words of a list, in the order of the file. Raises KeyError for a list that the file does not have."""
        entry = self.tables[table]
        found = entry["words"] if isinstance(entry, dict) else entry
        return tuple(found.split()) if isinstance(found, str) else tuple(found)

    def table(self, table: str) -> dict[str, Any]:
        """A table of the file. Raises KeyError where there is none of that name."""
        return dict(self.tables[table])


@cache
def load(name: str) -> Lexicon:
    """The lexicon ``ontology/lexicon/<name>.toml``, read once."""
    with ontology_file(f"lexicon/{name}.toml").open("rb") as source:
        return Lexicon(name, tomllib.load(source))


def alternation(words: Iterable[str]) -> str:
    """The words as one regular expression, longest first, so that the longest match wins."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))
