"""What the same body says in later years: problems that come back, pilots that become rule."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from govgraph.analytics.network import Evidence, evidence, label, links
from govgraph.lexicon import alternation, load

if TYPE_CHECKING:
    from govgraph.analytics.network import Network

SAME = 0.75  # share of characters in common above which two problems of one body are one: 普法形式较为单一, …比较单一


class _Said(NamedTuple):
    """One thing that a body's report of a year says."""

    year: int
    words: Evidence
    label: str
    node: str


@dataclass(frozen=True, slots=True)
class RecurringProblem:
    """A problem that a body admits in one year and again, in much the same words, in a later one."""

    issuer: str
    issuer_label: str
    year: int
    problem: str
    again: int
    problem_again: str
    similarity: float
    evidence: Evidence
    evidence_again: Evidence


@dataclass(frozen=True, slots=True)
class Pilot:
    """A pilot, and the first later work or document of its name that is no pilot (None where there is none yet)."""

    issuer: str
    issuer_label: str
    year: int
    pilot: str
    rule_year: int | None
    rule: str | None
    evidence: Evidence
    rule_evidence: Evidence | None


def recurring_problems(graph: "Network") -> list[RecurringProblem]:
    """The problems that come back in a later report of the same body, by body and year.

    Two problems are the same where at least three quarters of their characters match in order (`difflib`). Each problem
    is followed to the next report that has it.
    """
    found = []
    for issuer, said in _by_issuer(graph, "problem"):
        for at, one in enumerate(said):
            later = ((other, _similarity(one.label, other.label)) for other in said[at + 1 :] if other.year > one.year)
            again = [(other, similarity) for other, similarity in later if similarity >= SAME]
            if again:
                other, similarity = min(again, key=lambda pair: (pair[0].year, -pair[1], pair[0].label))
                name = label(graph, issuer)
                years = one.year, one.label, other.year, other.label
                found.append(RecurringProblem(issuer, name, *years, round(similarity, 3), one.words, other.words))
    return sorted(found, key=lambda one: (one.issuer_label, one.year, one.problem, one.again))


def pilots(graph: "Network") -> list[Pilot]:
    """The pilots that reports tell of, and what became of them in later reports of the same body.

    A pilot became rule where later work, or a document that is named later, has its name and is no pilot itself
    (competency question 14). Names of one character are not followed.
    """
    documents = dict(_by_issuer(graph, "instrument"))
    found = []
    for issuer, work in _by_issuer(graph, "initiative"):
        for one in work:
            name = pilot_name(one.label)
            if name is None:
                continue
            later = [
                other
                for other in (*work, *documents.get(issuer, ()))
                if other.year > one.year and len(name) > 1 and name in other.label and not _is_pilot(other.label)
            ]
            rule = min(later, key=lambda other: (other.year, other.label)) if later else None
            found.append(
                Pilot(
                    issuer=issuer,
                    issuer_label=label(graph, issuer),
                    year=one.year,
                    pilot=one.label,
                    rule_year=rule.year if rule else None,
                    rule=rule.label if rule else None,
                    evidence=one.words,
                    rule_evidence=rule.words if rule else None,
                )
            )
    return sorted(found, key=lambda one: (one.issuer_label, one.year, one.pilot, one.evidence))


def _by_issuer(graph: "Network", type_: str) -> Iterator[tuple[str, list[_Said]]]:
    """What the reports of each body name of one type, by year; bodies sorted by IRI."""
    issuers = {
        edge["report"]: (body, graph.nodes[report].get("year")) for report, body, edge in links(graph, "creator")
    }
    said: dict[str, list[_Said]] = defaultdict(list)
    for _, node, edge in links(graph, "mentions"):
        issuer, year = issuers[edge["report"]]
        if graph.nodes[node]["type"] == type_ and year is not None:
            said[issuer].append(_Said(year, evidence(edge), label(graph, node), node))
    for issuer in sorted(said):
        yield issuer, sorted(said[issuer])


def _similarity(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("pilots")
    return re.compile(alternation(words.words("pilot"))), re.compile(f"(?:{alternation(words.words('opening'))})+")


def _is_pilot(text: str) -> bool:
    return bool(_patterns()[0].search(text))


def pilot_name(text: str) -> str | None:
    """What a pilot is of: 开展综合执法试点 → 综合执法; None for what is no pilot."""
    pilot, opening = _patterns()
    found = pilot.search(text)
    if found is None:
        return None
    before = text[: found.start()]
    opened = opening.match(before)
    return before[opened.end() :] if opened else before
