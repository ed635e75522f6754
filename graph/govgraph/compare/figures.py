"""Figures: matched by what they measure, never by guess; results only with results, targets only with targets."""

import re
from collections.abc import Iterator, Sequence

from govgraph.compare.match import Pair, one_to_one, score_all
from govgraph.compare.model import Amount, Change, Item, Measure
from govgraph.compare.words import Weights, apart, folded, likeness, names_agree, says_little, unit_family

LEAST_WORDS = 0.8  # how alike the words must be where no concept is known to be the same
SHORTEST = 6  # folded words shorter than this must be equal
LEAST_WORK = 0.4  # how alike the work must be where the words say little: 立案12起
MARGIN = 0.05  # two candidates nearer than this cannot be told apart
AMBIGUOUS = "several figures fit"
_PLACE = re.compile(r"^.*[省市县区州旗盟](?=.{3})")  # before the name of a body
_SHARES = ("%", "‰")


def compare_figures(a: Sequence[Item], b: Sequence[Item], weights: Weights) -> Iterator[Change]:
    """Changes of all figures.

    Only figures of one kind of unit (件 and 起 are one), one role and one period, seen from their report, are compared.
    They are matched where the normalised indicator is the same, or where it is not known and the words are nearly the
    same; words that say little (立案) need like work. Of several candidates the one whose words, work and heading are
    most alike is taken; where two are nearly equal, none is, and the figures are noted as ambiguous.
    """

    def score(one: Item, two: Item) -> float:
        return _score(one, two, weights)

    pairs = score_all(a, b, weights, score, LEAST_WORDS)
    unclear = _unclear(pairs, a, b)
    taken = one_to_one([pair for pair in pairs if pair.left not in unclear[0] and pair.right not in unclear[1]])
    for pair in sorted(taken):
        yield _change(a[pair.left], b[pair.right], min(pair.score, 1.0))
    left, right = {pair.left for pair in taken}, {pair.right for pair in taken}
    for at, item in enumerate(a):
        if at not in left:
            yield Change("figure", "gone", item, None, "", note=AMBIGUOUS if at in unclear[0] else None)
    for at, item in enumerate(b):
        if at not in right:
            yield Change("figure", "new", None, item, "", note=AMBIGUOUS if at in unclear[1] else None)


def _score(one: Item, two: Item, weights: Weights) -> float:
    """0 for what may not be compared; else how alike the words are (1 for the same concept), plus a little for work."""
    first, second = _measure(one), _measure(two)
    if not _comparable(first, second):
        return 0.0
    same_concept = first.concept is not None and first.concept == second.concept
    words = _like_words(first.indicator, second.indicator, weights)
    if first.concept != second.concept and (words < 1 or (first.concept and second.concept)):
        return 0.0  # words that the vocabulary reads as an indicator, and words that it does not
    work = _like_work(one, two, weights)
    if not same_concept and words < LEAST_WORDS:
        return 0.0
    if work < LEAST_WORK and (says_little(first.indicator) or says_little(second.indicator)):
        return 0.0
    return (1.0 if same_concept else words) + 0.2 * words + 0.3 * work


def _like_words(one: str, two: str, weights: Weights) -> float:
    first, second = folded(one), folded(two)
    if first == second:
        return 1.0
    if apart(one, two) or min(len(first), len(second)) < SHORTEST:
        return 0.0
    return min(likeness(weights.pairs(one), weights.pairs(two)), 0.99)


def _comparable(one: Measure, two: Measure) -> bool:
    if (one.role, one.when, unit_family(one.unit)) != (two.role, two.when, unit_family(two.unit)):
        return False
    if one.owner and two.owner and not _one_body(one.owner, two.owner):
        return False
    return names_agree(one.indicator, two.indicator) is not False


def _one_body(one: str, two: str) -> bool:
    """Whether two bodies have one name but for what stands before it: 县司法局 and 松泉县司法局."""
    return folded(_PLACE.sub("", one)) == folded(_PLACE.sub("", two))


def _like_work(one: Item, two: Item, weights: Weights) -> float:
    """How alike the work is that the figures come from, or the headings they stand under."""
    works = [measure.work for measure in (_measure(one), _measure(two)) if measure.work]
    headings = [item.quotes[0].heading for item in (one, two)]
    pairs = [words for words in (works, headings) if len(words) == 2 and all(words)]
    return max((likeness(weights.pairs(first), weights.pairs(second)) for first, second in pairs), default=0.0)


def _unclear(pairs: Sequence[Pair], a: Sequence[Item], b: Sequence[Item]) -> tuple[set[int], set[int]]:
    """Positions on both sides whose two best candidates are nearly equal and say different numbers."""
    unclear: tuple[set[int], set[int]] = (set(), set())
    for side, others in ((0, b), (1, a)):
        best: dict[int, Pair] = {}
        for pair in pairs:
            own, other = (pair.left, pair.right) if side == 0 else (pair.right, pair.left)
            first = best.setdefault(own, pair)
            rival = first.right if side == 0 else first.left
            if first is pair or first.score - pair.score >= MARGIN:
                continue
            if _measure(others[other]).value != _measure(others[rival]).value:
                unclear[side].add(own)
    return unclear


def _change(one: Item, two: Item, score: float) -> Change:
    first, second = _measure(one), _measure(two)
    absolute = second.value - first.value
    share = first.unit in _SHARES
    amount = Amount(
        absolute,
        None if share or not first.value else absolute / first.value,
        rough=bool(first.qualifier or second.qualifier),
    )
    how = "same indicator" if first.concept and first.concept == second.concept else "same words"
    if how == "same words" and folded(first.indicator) != folded(second.indicator):
        how = "like words"
    alike = not absolute and first.qualifier == second.qualifier
    return Change("figure", "same" if alike else "changed", one, two, how, round(score, 3), amount)


def _measure(item: Item) -> Measure:
    if item.measure is None:
        raise ValueError(f"no figure: {item.iri}")
    return item.measure
