"""What a rule is worth: its precision on the gold, drawn toward that of its kind where it was seen rarely.

A rule that was right once in one case is not certain. Its confidence is the m-estimate (Cestnik 1990, "Estimating
Probabilities: A Crucial Task in Machine Learning"), the mean of a Beta posterior: ``(right + m·p) / (facts + m)``,
where p is the estimate of its kind (a type or, for relations, the predicate), drawn in the same way toward the
precision of all facts. So a rule seen a hundred times keeps nearly its own precision, one never seen has that of its
kind.

A Wilson lower bound was tried and set aside: it is a bound, not an expectation, and puts a rule that was right 3 times
in 3 at .44; left out report by report its log loss is .150 where the m-estimate has .126.

Rules are written with the gold at hand, so on reports nobody has seen fewer facts are right than on these. `held_out`
takes the circle out of the estimate, not out of the rules.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from govgraph.confidence import Measured, Table, kind_of, look_up
from govgraph.evaluate.calibration import Judged

STRENGTH = 8.0  # m, in facts; the log loss of `held_out` falls up to here and hardly changes beyond
_PLACES = 3  # decimals of a confidence: a thousandth is finer than the gold can tell
_MOST = 0.999  # no number of right facts makes the next one certain


def measure(reports: Mapping[str, Iterable[Judged]]) -> Table:
    """The table of ``ontology/confidence.json`` from judged facts by report; names sorted, the same on every run.

    Raises ValueError where no fact is judged: nothing can be said then.
    """
    judged = [item for items in reports.values() for item in items]
    if not judged:
        raise ValueError("no judged facts to measure rules on")
    whole = _measured(len(judged), sum(item.right for item in judged), None)
    facts, right = Counter(item.rule for item in judged), Counter(item.rule for item in judged if item.right)
    kind_facts = Counter(kind_of(item.rule) for item in judged)
    kind_right = Counter(kind_of(item.rule) for item in judged if item.right)
    kinds = {name: _measured(kind_facts[name], kind_right[name], whole) for name in sorted(kind_facts)}
    rules = {name: _measured(facts[name], right[name], kinds[kind_of(name)]) for name in sorted(facts)}
    return {"reports": sorted(reports), "all": whole, "kinds": kinds, "rules": rules}


def held_out(reports: Mapping[str, Sequence[Judged]]) -> list[Judged]:
    """The judged facts, each with the confidence its rule has by all reports but its own; needs two or more."""
    found = []
    for stem, items in reports.items():
        table = measure({other: some for other, some in reports.items() if other != stem})
        found += [replace(item, confidence=look_up(table, item.rule)) for item in items]
    return found


def _measured(facts: int, right: int, prior: Measured | None) -> Measured:
    share = (right + STRENGTH * prior["confidence"]) / (facts + STRENGTH) if prior else right / facts
    return {"facts": facts, "right": right, "confidence": min(round(share, _PLACES), _MOST)}
