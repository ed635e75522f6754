"""Confidence: how often the facts of a rule were right on the gold reports (``ontology/confidence.json``)."""

import json
from functools import cache

from govgraph.resources import ontology_file

_UNMEASURED = 0.7  # a rule that no gold line has tried


@cache
def _measured() -> dict[str, float]:
    with ontology_file("confidence.json").open(encoding="utf-8") as source:
        return {rule: entry["confidence"] for rule, entry in json.load(source).items()}


def confidence(rule: str) -> float:
    """The confidence of a rule, from 0 to 1."""
    return _measured().get(rule, _UNMEASURED)
