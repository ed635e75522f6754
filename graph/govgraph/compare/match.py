"""Who belongs to whom: one-to-one pairs of items by a score, the best first, never below a threshold."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from govgraph.compare.model import Item
from govgraph.compare.words import Weights

MOST_SHARING = 200  # what more items share leads to no candidates: it says little


class Pair(NamedTuple):
    """Positions of two items in their lists, and how alike they are."""

    left: int
    right: int
    score: float


def candidates(left: Sequence[Item], right: Sequence[Item], weights: Weights) -> Iterator[tuple[int, int]]:
    """Positions of items that share a pair of characters or an indicator, so that not all are compared with all."""
    having: dict[str, list[int]] = defaultdict(list)
    for position, item in enumerate(right):
        for key in _keys(item, weights):
            having[key].append(position)
    for position, item in enumerate(left):
        found = {at for key in _keys(item, weights) if len(having[key]) <= MOST_SHARING for at in having[key]}
        yield from ((position, other) for other in sorted(found))


def _keys(item: Item, weights: Weights) -> Iterator[str]:
    yield from weights.pairs(item.name)
    if item.measure and item.measure.concept:
        yield item.measure.concept


def score_all(
    left: Sequence[Item], right: Sequence[Item], weights: Weights, score: Callable[[Item, Item], float], least: float
) -> list[Pair]:
    """All pairs of items whose score is at least `least`, best first, then in the order of the lists."""
    pairs = (Pair(one, two, score(left[one], right[two])) for one, two in candidates(left, right, weights))
    return sorted(
        (pair for pair in pairs if pair.score >= least), key=lambda pair: (-pair.score, pair.left, pair.right)
    )


def one_to_one(pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs taken best first, each item once."""
    left: set[int] = set()
    right: set[int] = set()
    taken = []
    for pair in pairs:
        if pair.left not in left and pair.right not in right:
            left.add(pair.left)
            right.add(pair.right)
            taken.append(pair)
    return taken


def rest(items: Sequence[Item], taken: set[int]) -> list[Item]:
    """The items at positions that were not taken."""
    return [item for position, item in enumerate(items) if position not in taken]
