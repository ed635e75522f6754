"""Does confidence mean what it says? Stated confidence against measured precision, by bucket and by rule."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from govgraph.evaluate.matching import Line
from govgraph.evaluate.scorer import ISSUER, Comparison

_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)  # lower bounds of the buckets; confidences crowd near 1


@dataclass(frozen=True, slots=True)
class Judged:
    """One fact with the confidence its rule claims and whether the gold (required or optional) has it."""

    type: str
    rule: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """Facts under one label: how many, how many right, measured precision and mean stated confidence (0 to 1)."""

    label: str
    facts: int
    right: int
    precision: float
    confidence: float


def judge(facts: Sequence[Line], found: Comparison) -> list[Judged]:
    """The facts that state rule and confidence, each with the verdict of the gold."""
    right = found.right
    return [
        Judged(line["type"], line["rule"], float(line["confidence"]), line["id"] in right)
        for line in facts
        if line["id"] != ISSUER and line.get("rule") is not None and line.get("confidence") is not None
    ]


def calibration(judged: Iterable[Judged]) -> dict[str, Any]:
    """JSON-ready tables `confidence` (by bucket) and `rules` (by type and rule), and `error`.

    `error` is the expected calibration error: the mean distance between confidence and precision of the buckets,
    weighted by facts (Naeini, Cooper and Hauskrecht 2015); 0 is perfect.
    """
    judged = list(judged)
    buckets = _rows(judged, lambda item: _bucket(item.confidence))
    total = sum(row.facts for row in buckets)
    error = sum(row.facts * abs(row.precision - row.confidence) for row in buckets) / total if total else 0.0
    rules = _rows(judged, lambda item: f"{item.type} {item.rule}")
    return {
        "confidence": [asdict(row) for row in buckets],
        "rules": [asdict(row) for row in rules],
        "error": error,
    }


def _bucket(confidence: float) -> str:
    low = max(edge for edge in _EDGES if edge <= confidence)
    high = min((edge for edge in _EDGES if edge > confidence), default=1.0)
    return f"{low:.2f}-{high:.2f}"


def _rows(judged: Iterable[Judged], label: Callable[[Judged], str]) -> list[CalibrationRow]:
    groups: dict[str, list[Judged]] = {}
    for item in judged:
        groups.setdefault(label(item), []).append(item)
    return [_row(name, groups[name]) for name in sorted(groups)]


def _row(label: str, items: Sequence[Judged]) -> CalibrationRow:
    right = sum(item.right for item in items)
    mean = sum(item.confidence for item in items) / len(items)
    return CalibrationRow(label, len(items), right, right / len(items), mean)
