"""Language knowledge as data: the lexicons in ``ontology/lexicon`` that a person of the field can read and extend.

A lexicon is a TOML file; each table is a word list (`words`) with a comment on what it is for and an example.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from govgraph.resources import ontology_file


@dataclass(frozen=True)
class Lexicon:
    """One lexicon file: word lists and tables by name."""

    name: str
    tables: Mapping[str, Any]
    _split: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def words(self, table: str) -> tuple[str, ...]:
        """The words of a list, in the order of the file. Raises KeyError for a list that the file does not have."""
        if table not in self._split:
            entry = self.tables[table]
            found = entry["words"] if isinstance(entry, dict) else entry
            self._split[table] = tuple(found.split()) if isinstance(found, str) else tuple(found)
        return self._split[table]

    def table(self, table: str) -> dict[str, Any]:
        """A table of the file. Raises KeyError where there is none of that name."""
        return dict(self.tables[table])


@cache
def load(name: str) -> Lexicon:
    """The lexicon ``ontology/lexicon/<name>.toml``, read once."""
    with ontology_file(f"lexicon/{name}.toml").open("rb") as source:
        return Lexicon(name, tomllib.load(source))


def alternation(words: Iterable[str]) -> str:
    """The words as one regular expression that matches the longest of them first.

    Words with a common beginning share it (a trie), since Python tries the branches of an expression one by one.
    """
    trie: dict[str, Any] = {}
    for word in sorted(set(words)):
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return "|".join(_branches(trie))


def _branches(node: dict[str, Any]) -> list[str]:
    """The expressions of a trie's node, one for each character that may come next; an end of a word comes last."""
    found = []
    for char, below in node.items():
        if char:
            after = _branches(below)
            ends = after and after[-1] == ""
            inner = "|".join(after[:-1] if ends else after)
            if ends and inner:
                inner = f"(?:{inner})?"
            elif len(after) > 1:
                inner = f"(?:{inner})"
            found.append(re.escape(char) + inner)
    return [*found, ""] if "" in node else found
