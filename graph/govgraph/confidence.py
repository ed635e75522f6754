"""Confidence: how often the facts of a rule were right on the gold reports (``ontology/confidence.json``).

The file is written by ``scripts/confidence.py`` and never by hand; `govgraph.evaluate.rules` says how it is estimated.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import TypedDict

from govgraph.resources import ontology_file


class Measured(TypedDict):
    """Facts seen on the gold, how many of them were right, and the confidence (0 to 1) that follows from both."""

    facts: int
    right: int
    confidence: float


class Table(TypedDict):
    """What was measured: over all facts, by kind (see `kind_of`) and by rule, on which reports (file stems)."""

    reports: list[str]
    all: Measured
    kinds: dict[str, Measured]
    rules: dict[str, Measured]


def kind_of(rule: str) -> str:
    """The kind of fact that a rule makes, which its name opens with: a type or, for relations, the predicate.

    >>> kind_of("agency-level-or-place"), kind_of("partOf-under-head")
    ('agency', 'partOf')
    """
    return rule.partition("-")[0]


def look_up(table: Table, rule: str) -> float:
    """The confidence of a rule; one that the gold never tried has that of its kind, a new kind that of all facts."""
    kinds: Mapping[str, Measured] = table["kinds"]
    return (table["rules"].get(rule) or kinds.get(kind_of(rule)) or table["all"])["confidence"]


@cache
def confidence(rule: str) -> float:
    """The confidence of a rule, from 0 to 1, by the table that ships with govgraph."""
    return look_up(_shipped(), rule)


@cache
def _shipped() -> Table:
    with ontology_file("confidence.json").open(encoding="utf-8") as source:
        table: Table = json.load(source)
    return table
