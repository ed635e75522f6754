"""Work, problems and recognitions: matched by their words and what hangs on them; plans are followed into B."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from govgraph.compare.match import Pair, one_to_one, rest, score_all
from govgraph.compare.model import Change, Item, Side, Status
from govgraph.compare.words import Weights, apart, folded, likeness, names_agree

LEAST_WORK, LEAST_WORK_ELSEWHERE = 0.6, 0.66  # one body repeats its words from year to year, two do not
LEAST_PROBLEM = 0.5
SHORTEST = 4  # wordings that fold to fewer characters than this are alike only where they are equal
Matched = list[tuple[Item, Item, float]]


def compare_work(a: Sequence[Item], b: Sequence[Item], weights: Weights, over_time: bool) -> Iterator[Change]:
    """Changes of all work. Done is matched with done (same, new, gone).

    Over time plans of A are matched with what B did (fulfilled), then with plans of B (planned again); what is left is
    open, and what B plans besides is a new plan. Side by side plans are matched with plans only.
    Headings whose parts are work of their own are matched, but neither new nor gone nor promises: their parts tell.
    """
    done_a, done_b = ([item for item in items if not item.planned] for items in (a, b))
    plans_a, plans_b = ([item for item in items if item.planned] for items in (a, b))
    least = LEAST_WORK if over_time else LEAST_WORK_ELSEWHERE
    same, gone, new = _matched(done_a, done_b, weights, least)
    fulfilled: Matched = []
    if over_time:
        fulfilled, plans_a, _ = _matched([plan for plan in plans_a if not plan.head], done_b, weights, least)
        plans_b = [plan for plan in plans_b if not plan.head]
    again, plans_a, plans_b = _matched(plans_a, plans_b, weights, least)
    kept = {two.iri for _, two, _ in fulfilled}
    yield from (_change("fulfilled", *pair) for pair in fulfilled)
    yield from (Change("initiative", "open", plan, None, "") for plan in plans_a if not plan.head and over_time)
    yield from (_change("planned again" if over_time else "same", *pair) for pair in again)
    yield from (_change("same", *pair) for pair in same)
    if not over_time:
        gone, new = [*gone, *plans_a], [*new, *plans_b]
    else:
        yield from (Change("initiative", "new plan", None, plan, "") for plan in plans_b)
    yield from (Change("initiative", "gone", item, None, "") for item in gone if not item.head)
    yield from (Change("initiative", "new", None, item, "") for item in new if not item.head and item.iri not in kept)


def compare_problems(a: Side, b: Side, weights: Weights, work: Sequence[Change], over_time: bool) -> Iterator[Change]:
    """Changes of all problems, given those of `work`.

    A problem that B does not name any more is answered where A planned work against it and B did that work. A problem
    of both sides is recurring (side by side: the same); work of B that addresses it is given as its answer.
    """

    def score(one: Item, two: Item) -> float:
        return _like_names(one, two, weights)

    problems_a, problems_b, work_b = a.items["problem"], b.items["problem"], b.items["initiative"]
    taken = one_to_one(score_all(problems_a, problems_b, weights, score, LEAST_PROBLEM))
    done: dict[str, list[Item]] = defaultdict(list)
    for change in work:
        if change.status == "fulfilled" and change.before and change.after:
            for problem in change.before.addresses:
                done[problem].append(change.after)
    for pair in sorted(taken):
        one, two = problems_a[pair.left], problems_b[pair.right]
        answers = list(dict.fromkeys([*(item for item in work_b if two.iri in item.addresses), *done[one.iri]]))
        status: Status = "recurring" if over_time else "same"
        how, alike = _how(one, two), round(pair.score, 3)
        yield Change("problem", status, one, two, how, alike, answers=tuple(answers))
    for item in rest(problems_a, {pair.left for pair in taken}):
        answers = done[item.iri]
        yield Change("problem", "answered" if answers else "gone", item, None, "", answers=tuple(answers))
    for item in rest(problems_b, {pair.right for pair in taken}):
        answers = [work for work in work_b if item.iri in work.addresses]
        yield Change("problem", "new", None, item, "", answers=tuple(answers))


def compare_recognitions(a: Sequence[Item], b: Sequence[Item]) -> Iterator[Change]:
    """Changes of all recognitions: the same where the folded words are."""
    left: dict[str, list[Item]] = defaultdict(list)
    for item in b:
        left[folded(item.name)].append(item)
    for item in a:
        same = left[folded(item.name)]
        if same:
            yield Change("recognition", "same", item, same.pop(0), "same words")
        else:
            yield Change("recognition", "gone", item, None, "")
    yield from (Change("recognition", "new", None, item, "") for items in left.values() for item in items)


def _matched(
    a: Sequence[Item], b: Sequence[Item], weights: Weights, least: float
) -> tuple[Matched, list[Item], list[Item]]:
    """Pairs of like work, and what is left of A and of B."""

    def score(one: Item, two: Item) -> float:
        return _score(one, two, weights)

    taken: list[Pair] = sorted(one_to_one(score_all(a, b, weights, score, least)))
    return (
        [(a[pair.left], b[pair.right], pair.score) for pair in taken],
        rest(a, {pair.left for pair in taken}),
        rest(b, {pair.right for pair in taken}),
    )


def _score(one: Item, two: Item, weights: Weights) -> float:
    """How alike two pieces of work are: their names above all, then documents, bodies, figures and headings."""
    names = _like_names(one, two, weights)
    if names < LEAST_WORK / 2:
        return 0.0
    first, second = (weights.pairs(item.quotes[0].heading) for item in (one, two))
    around = 0.05 * likeness(first, second)
    around += 0.08 * (not one.bases.isdisjoint(two.bases)) + 0.1 * (not one.outcomes.isdisjoint(two.outcomes))
    if one.bodies and two.bodies:
        around += -0.1 if one.bodies.isdisjoint(two.bodies) else 0.05
    around -= 0.05 * (one.head != two.head)
    return min(names + around, 1.0)


def _like_names(one: Item, two: Item, weights: Weights) -> float:
    first, second = folded(one.name), folded(two.name)
    if first == second:
        return 1.0
    agree = names_agree(one.name, two.name)
    if agree is False or apart(one.name, two.name):
        return 0.0
    if min(len(first), len(second)) < SHORTEST:
        return 0.0
    return min(likeness(weights.pairs(one.name), weights.pairs(two.name)) + 0.15 * bool(agree), 1.0)


def _change(status: Status, one: Item, two: Item, score: float) -> Change:
    return Change("initiative", status, one, two, _how(one, two), round(score, 3))


def _how(one: Item, two: Item) -> str:
    return "same words" if folded(one.name) == folded(two.name) else "like words"
