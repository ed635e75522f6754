"""How documents are passed down: from central ones to those that implement them, and where a link is missing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from govgraph.analytics.network import Evidence, evidence, label, links, nodes_of, report_of
from govgraph.link.places import chain, place_of_code

if TYPE_CHECKING:
    from govgraph.analytics.network import Network

LEVELS = ("central", "provincial", "prefecture", "county", "township")
_LONGEST = 8  # documents in a chain; there are five levels


@dataclass(frozen=True, slots=True)
class Step:
    """One document of a chain, who issued it, and the words that it implements the one before it (None at the top)."""

    instrument: str
    label: str
    level: str | None
    year: int | None
    issued_by: tuple[str, ...]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Documents from the highest to the lowest, each implementing the one before it.

    `missing` are the levels above the last document that have none in the chain; `lag` is the years from the first to
    the last document, None where one has no year; `evidence` are the words of the last link.
    """

    steps: tuple[Step, ...]
    missing: tuple[str, ...]
    lag: int | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Gap:
    """A document below the central level of which no report says what higher document it implements."""

    instrument: str
    label: str
    level: str
    year: int | None
    issued_by: tuple[str, ...]
    evidence: Evidence


def implementation_chains(graph: "Network") -> list[Chain]:
    """All chains along ``implements``, from documents that implement none to those that none implements.

    A level is missing only where it exists: a district of 重庆市 has no prefecture above it (by the place of the report
    that names the last document). That a report leaves a link out does not mean that there is none. Sorted by length,
    the longest first, then by names. Documents that only implement each other in a circle have no top and are left out.
    """
    below: dict[str, dict[str, Evidence]] = defaultdict(dict)
    place: dict[str, str] = {}
    higher = set()
    for lower, upper, edge in sorted(
        links(graph, "implements"), key=lambda link: (link[0], link[1], evidence(link[2]))
    ):
        below[upper].setdefault(lower, evidence(edge))
        place.setdefault(lower, str(report_of(graph, edge).get("code", "")))
        higher.add(lower)
    issuers = _issuers(graph)
    found = []
    for top in sorted(set(below) - higher):
        for path in _paths(below, (top,)):
            words = (None, *(below[upper][lower] for upper, lower in pairwise(path)))
            steps = tuple(_step(graph, issuers, *step) for step in zip(path, words, strict=True))
            missing = _missing(steps, place[path[-1]])
            found.append(Chain(steps, missing, _lag(steps), below[path[-2]][path[-1]]))
    return sorted(found, key=lambda one: (-len(one.steps), [(step.label, step.instrument) for step in one.steps]))


def chain_gaps(graph: "Network") -> list[Gap]:
    """The documents below the central level of which no report says what they implement, by level and name."""
    linked = {lower for lower, _, _ in links(graph, "implements")}
    named: dict[str, Evidence] = {}
    for _, node, edge in links(graph, "mentions"):
        named[node] = min(named.get(node, evidence(edge)), evidence(edge))
    issuers = _issuers(graph)
    found = []
    for node in nodes_of(graph, "instrument"):
        data = graph.nodes[node]
        if data.get("level") in LEVELS[1:] and node not in linked and node in named:
            who = issuers.get(node, ())
            found.append(Gap(node, label(graph, node), data["level"], data.get("year"), who, named[node]))
    return sorted(found, key=lambda gap: (LEVELS.index(gap.level), gap.label, gap.instrument))


def _paths(below: dict[str, dict[str, Evidence]], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    lower = [name for name in below.get(path[-1], ()) if name not in path]
    if not lower or len(path) == _LONGEST:
        yield path
        return
    for name in lower:
        yield from _paths(below, (*path, name))


def _step(graph: "Network", issuers: dict[str, tuple[str, ...]], node: str, words: Evidence | None) -> Step:
    data = graph.nodes[node]
    return Step(node, label(graph, node), data.get("level"), data.get("year"), issuers.get(node, ()), words)


def _issuers(graph: "Network") -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for document, body, _ in links(graph, "issuedBy"):
        found[document].add(label(graph, body))
    return {document: tuple(sorted(names)) for document, names in found.items()}


def _missing(steps: tuple[Step, ...], code: str) -> tuple[str, ...]:
    last = steps[-1].level
    if last not in LEVELS:
        return ()
    there = {step.level for step in steps}
    place = place_of_code(code)
    real = {"central", "county", *(step.level for step in chain(place))} if place else set(LEVELS)
    return tuple(level for level in LEVELS[: LEVELS.index(last)] if level not in there and level in real)


def _lag(steps: tuple[Step, ...]) -> int | None:
    first, last = steps[0].year, steps[-1].year
    return None if first is None or last is None else last - first
