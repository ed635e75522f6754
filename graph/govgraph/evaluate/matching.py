"""Which fact answers which gold line: names once per distinct name, passages one to one.

Lines marked `optional` in the gold neither count when missed nor cost when found.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Line = Mapping[str, Any]  # one JSON line of the annotation guide: id, type, section, quote …
Row = dict[str, float]  # precision, recall, f1 (0 to 1); tp, predicted, gold (counts)


@dataclass(slots=True)
class Tally:
    """Counts of one type of fact, with the lines behind them; `right` holds ids of facts, optional gold included."""

    true_positives: int = 0
    predicted: int = 0
    gold: int = 0
    missed: list[Line] = field(default_factory=list)
    wrong: list[Line] = field(default_factory=list)
    right: set[str] = field(default_factory=set)

    def row(self) -> Row:
        """Precision, recall and F1; nothing found where nothing was to be found is a precision of 1."""
        precision = self.true_positives / self.predicted if self.predicted else (0.0 if self.gold else 1.0)
        recall = self.true_positives / self.gold if self.gold else 1.0
        both = precision + recall
        return {
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / both if both else 0.0,
            "tp": self.true_positives,
            "predicted": self.predicted,
            "gold": self.gold,
        }


@dataclass(slots=True)
class Match:
    """A tally with `pairs` (fact id → gold id) and `first` (gold id → id of the first line with that name)."""

    tally: Tally
    pairs: dict[str, str]
    first: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Named:
    """One distinct thing of the gold: the names it answers to and its lines."""

    names: set[str]
    lines: list[Line]

    @property
    def id(self) -> str:
        return str(self.lines[0]["id"])

    @property
    def optional(self) -> bool:
        return all(line.get("optional") for line in self.lines)


def match_named(gold: Sequence[Line], facts: Sequence[Line], names: Callable[[Line], Sequence[str]]) -> Match:
    """Match bodies or documents once per distinct name; `names` gives the names that a line answers to."""
    things = _distinct(gold, names)
    tally, pairs, found, unknown = Tally(), {}, set[int](), set[str]()
    for line in facts:
        called = {name for name in names(line) if name}
        hit = next((i for i, thing in enumerate(things) if thing.names & called), None)
        if hit is None:
            tag = min(called, default="")
            if tag not in unknown:
                unknown.add(tag)
                tally.wrong.append(line)
            continue
        found.add(hit)
        pairs[line["id"]] = things[hit].id
        tally.right.add(line["id"])
    required = [i for i, thing in enumerate(things) if not thing.optional]
    tally.missed = [things[i].lines[0] for i in required if i not in found]
    tally.gold = len(required)
    tally.true_positives = tally.gold - len(tally.missed)
    tally.predicted = tally.true_positives + len(tally.wrong)
    return Match(tally, pairs, {line["id"]: thing.id for thing in things for line in thing.lines})


def _distinct(gold: Sequence[Line], names: Callable[[Line], Sequence[str]]) -> list[_Named]:
    things: list[_Named] = []
    for line in gold:
        called = {name for name in names(line) if name}
        known = next((thing for thing in things if thing.names & called), None)
        if known is None:
            things.append(_Named(called, [line]))
        else:
            known.names |= called
            known.lines.append(line)
    return things


def match_pairs(gold: Sequence[Line], facts: Sequence[Line], fit: Callable[[Line, Line], float]) -> Match:
    """Match one to one, best fit first (ties: the earlier line); `fit` of a gold line and a fact is 0 for no match."""
    fits = ((fit(g, f), -gi, -fi) for gi, g in enumerate(gold) for fi, f in enumerate(facts))
    gold_used, fact_used = dict[int, int](), dict[int, int]()
    for _, minus_gold, minus_fact in sorted((f for f in fits if f[0] > 0), reverse=True):
        gi, fi = -minus_gold, -minus_fact
        if gi not in gold_used and fi not in fact_used:
            gold_used[gi], fact_used[fi] = fi, gi
    tally = Tally()
    tally.wrong = [line for fi, line in enumerate(facts) if fi not in fact_used]
    tally.right = {line["id"] for fi, line in enumerate(facts) if fi in fact_used}
    required = [gi for gi, line in enumerate(gold) if not line.get("optional")]
    tally.missed = [gold[gi] for gi in required if gi not in gold_used]
    tally.gold = len(required)
    tally.true_positives = tally.gold - len(tally.missed)
    tally.predicted = tally.true_positives + len(tally.wrong)
    return Match(tally, {facts[fi]["id"]: gold[gi]["id"] for gi, fi in sorted(gold_used.items())})
