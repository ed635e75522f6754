"""How alike two wordings are: folded by the lexicon, compared by the pairs of characters they share.

Pairs that many wordings of the two sides have (行政, 执法) weigh less than rare ones (污口); the last pair, which says
what is done or counted (考试, 培训), weighs double. No model, no randomness: the same words give the same number.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import log1p

from govgraph.lexicon import alternation, load
from govgraph.link.fold import fold

Pairs = Mapping[str, float]

_NUMBER = re.compile(
    r"第?\d[\d,.]*(?:余|多)?(?:[%‰]|万|亿)?(?:人次|场次|批次|家次|件次|[件起宗例个家所处人名位份篇项次场期部条批轮年元户]?)"
)
_PLAIN = re.compile(r"[\s\W_]+")
_NAMED = re.compile(r"[“\"]([^”\"]{2,})[”\"]|《([^》]{2,})》")
_LAST = "$"  # marks the pair that ends a wording


@lru_cache(maxsize=1 << 16)
def folded(words: str) -> str:
    """Words without numbers, marks and whatever the lexicon ``compare`` says may differ; never empty for words."""
    text = _PLAIN.sub("", _NUMBER.sub("", fold(words)))
    for words_, first in _same():
        text = words_.sub(first, text)
    return _neutral().sub("", text) or text or words


@lru_cache(maxsize=1 << 16)
def named(words: str) -> frozenset[str]:
    """What the words call by name: in quotation marks (“宪法进校园”) or title marks."""
    return frozenset(_PLAIN.sub("", first or second) for first, second in _NAMED.findall(words))


@cache
def unit_family(unit: str) -> str:
    """The first measure word of those that count the same things: 宗 → 件."""
    return next((line.split()[0] for line in load("compare").tables["units"]["lines"] if unit in line.split()), unit)


@cache
def says_little(words: str) -> bool:
    """Whether a figure's words mean something only together with the work that it comes from: 立案, 检查单位."""
    text = folded(words)
    return len(text) < 3 or text in {folded(bare) for bare in load("compare").words("bare")}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each pair of characters tells, learnt from all the wordings of both sides."""

    count: Mapping[str, int]
    total: int
    _known: dict[str, Pairs] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, wordings: Iterable[str]) -> "Weights":
        """The weights that the wordings of both sides give."""
        count: Counter[str] = Counter()
        total = 0
        for words in wordings:
            count.update(set(_pairs(folded(words))))
            total += 1
        return cls(count, total)

    def pairs(self, words: str) -> Pairs:
        """The pairs of a wording with their weights."""
        known = self._known.get(words)
        if known is None:
            known = self._known[words] = {pair: self._weight(pair) for pair in _pairs(folded(words))}
        return known

    def _weight(self, pair: str) -> float:
        return log1p(self.total / (1 + self.count.get(pair, 0)))


def likeness(one: Pairs, other: Pairs) -> float:
    """Weighted Dice coefficient of two wordings: 0 for nothing shared, 1 for the same."""
    if len(one) > len(other):
        one, other = other, one
    shared = sum(weight for pair, weight in one.items() if pair in other)
    return 2 * shared / ((sum(one.values()) + sum(other.values())) or 1)


@lru_cache(maxsize=1 << 16)
def apart(one: str, other: str) -> bool:
    """Whether a word of one wording makes it another thing, or a part, of what the other says: 收到 and 受理."""
    if any((word in one) != (word in other) for word in load("compare").words("part")):
        return True
    for line in _contrasts():
        first, second = ({word for word in line if word in words} for words in (one, other))
        if first and second and first.isdisjoint(second):
            return True
    return False


def names_agree(one: str, other: str) -> bool | None:
    """Whether what both call by name is the same; None where one of them names nothing."""
    first, second = named(one), named(other)
    if not first or not second:
        return None
    return not first.isdisjoint(second)


def _pairs(text: str) -> list[str]:
    found = [text[at : at + 2] for at in range(len(text) - 1)] or [text]
    return [*found, found[-1] + _LAST]


@cache
def _contrasts() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in load("compare").tables["contrast"]["lines"])


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile(alternation(load("compare").words("neutral")))


@cache
def _same() -> tuple[tuple[re.Pattern[str], str], ...]:
    lines = [line.split() for line in load("compare").tables["same"]["lines"]]
    return tuple((re.compile(alternation(line)), line[0]) for line in lines)
