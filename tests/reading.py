"""Reads a sentence as a report would hold it: builds a small report of a county around it, and gives its facts.

What the sentences tell is invented; the county is a real one, so that relative names (县司法局, 市政府) have an answer.
"""

import re
from collections.abc import Iterable, Iterator

from govgraph.extract import extract
from govgraph.facts import Entity, Relation, ReportFacts
from govgraph.read.report import parse_report

TITLE = "青阳县人民政府2023年法治政府建设情况报告"
OPENING = "2023年，青阳县坚持依法行政，推进法治政府建设，现将有关情况报告如下。"
HEADING = "主要工作情况"
ISSUER = "青阳县人民政府"


def report_text(*paragraphs: str, title: str = TITLE, heading: str | None = HEADING) -> str:
    """The text of a report: title, opening, one numbered section (none where `heading` is None) with the paragraphs."""
    lines = [title, OPENING]
    if heading is not None:
        lines.append(f"一、{heading}")
    return "\n".join([*lines, *paragraphs]) + "\n"


def facts_of(*paragraphs: str, title: str = TITLE, heading: str | None = HEADING) -> ReportFacts:
    """The facts of a small report that holds these paragraphs."""
    return facts_of_text(report_text(*paragraphs, title=title, heading=heading))


def facts_of_text(text: str) -> ReportFacts:
    """The facts of a whole report text."""
    return extract(parse_report(text.encode(), "report.txt"))


def entities(facts: ReportFacts, type_: str) -> list[Entity]:
    """Entities of one type in text order; what the title and the opening name is left out."""
    start = facts.text.index(OPENING) + len(OPENING) if OPENING in facts.text else 0
    first: dict[str, int] = {}
    for mention in facts.mentions:
        if mention.evidence.start >= start:
            first.setdefault(mention.entity, mention.evidence.start)
    found = [e for e in facts.entities if e.type == type_ and e.key in first]
    return sorted(found, key=lambda e: (first[e.key], e.key))


def bodies(facts: ReportFacts) -> list[str]:
    """Canonical names of the bodies named, in text order."""
    return [short(entity.name) for entity in entities(facts, "agency")]


def documents(facts: ReportFacts) -> list[str]:
    """Canonical titles of the documents named, in text order."""
    return [entity.name for entity in entities(facts, "instrument")]


def work(facts: ReportFacts) -> list[str]:
    """The words of the work told, heads of sections included."""
    return [entity.name for entity in entities(facts, "initiative")]


def figures(facts: ReportFacts) -> list[Entity]:
    """The figures, in text order."""
    return entities(facts, "figure")


def values(facts: ReportFacts) -> list[tuple[str | None, str | None, str | None]]:
    """Indicator, value and unit of every figure, in text order."""
    return [(figure.indicator, figure.value, figure.unit) for figure in figures(facts)]


def recognitions(facts: ReportFacts) -> list[Entity]:
    """The recognitions, in text order."""
    return entities(facts, "recognition")


def problems(facts: ReportFacts) -> list[str]:
    """The shortcomings admitted."""
    return [entity.name for entity in entities(facts, "problem")]


def relations(facts: ReportFacts, predicate: str) -> set[tuple[str, str]]:
    """The pairs of names that a predicate links."""
    return {(name(facts, r.subject), name(facts, r.object)) for r in of_predicate(facts, predicate)}


def of_predicate(facts: ReportFacts, predicate: str) -> Iterator[Relation]:
    """The relations of one predicate, in text order."""
    return (relation for relation in facts.relations if relation.predicate == predicate)


def name(facts: ReportFacts, key: str) -> str:
    """The name of an entity by its key."""
    return short(next(entity.name for entity in facts.entities if entity.key == key))


def short(full: str) -> str:
    """A full name without the places above the last one: 安徽省池州市青阳县司法局 → 青阳县司法局."""
    return re.sub(r"(?:安徽省)?(?:池州市)?(?=青阳县|石台县)|安徽省(?=池州市)", "", full)


def is_named(found: str, expected: str) -> bool:
    """Whether a name is the expected one, whose places before ``|`` may stand or not: 上海市|青浦区司法局."""
    party = "中国共产党"
    upper, _, own = expected.removeprefix(party).partition("|")
    if expected.startswith(party) != found.startswith(party):
        return False
    plain = found.removeprefix(party)
    return plain.endswith(own) and (upper + own).endswith(plain)


def left_out(facts: ReportFacts) -> dict[str, str]:
    """What is in no fact: the words and the reason."""
    return {item.quote: item.reason for item in facts.left_out}


def quotes(facts: ReportFacts, names: Iterable[str]) -> set[str]:
    """The exact words by which entities of these names are mentioned."""
    wanted = set(names)
    keys = {entity.key for entity in facts.entities if short(entity.name) in wanted}
    return {mention.evidence.quote for mention in facts.mentions if mention.entity in keys}
