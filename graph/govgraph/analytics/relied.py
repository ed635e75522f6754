"""Which documents the work of many reports rests on."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govgraph.analytics.network import Evidence, evidence, label, links, report_of

if TYPE_CHECKING:
    from govgraph.analytics.network import Network


@dataclass(frozen=True, slots=True)
class ReliedOn:
    """One document, and how much rests on it.

    `reports` and `places` count those in which work is based on it or a document implements it; `initiatives` and
    `documents` count that work and those documents; `by_level` gives the reports by level of whose report it is.
    """

    instrument: str
    label: str
    kind: str | None
    level: str | None
    year: int | None
    reports: int
    places: int
    initiatives: int
    documents: int
    by_level: tuple[tuple[str, int], ...]
    evidence: Evidence


def most_relied_on(
    graph: "Network", *, level: str | None = None, report_level: str | None = None, year: int | None = None
) -> list[ReliedOn]:
    """The documents that most reports rest on, first those of most reports.

    With `level` only documents issued at that level (central, provincial, prefecture, county, township), with
    `report_level` and `year` only what reports of that level and about that year say. Being named alone is no reliance:
    a report must say that work is based on the document or that another document implements it.
    """
    resting = defaultdict(list)
    for predicate in ("basedOn", "implements"):
        for source, target, edge in links(graph, predicate):
            report = report_of(graph, edge)
            if level not in (None, graph.nodes[target].get("level")):
                continue
            if report_level in (None, report.get("level")) and year in (None, report.get("year")):
                resting[target].append((predicate, source, edge, report))
    found = []
    for instrument, uses in resting.items():
        node = graph.nodes[instrument]
        reports = {report["report"]: report for _, _, _, report in uses}
        levels = Counter(str(report.get("level", "unknown")) for report in reports.values())
        found.append(
            ReliedOn(
                instrument=instrument,
                label=label(graph, instrument),
                kind=node.get("kind"),
                level=node.get("level"),
                year=node.get("year"),
                reports=len(reports),
                places=len({report.get("code") or report.get("place") or name for name, report in reports.items()}),
                initiatives=len({source for predicate, source, _, _ in uses if predicate == "basedOn"}),
                documents=len({source for predicate, source, _, _ in uses if predicate == "implements"}),
                by_level=tuple(sorted(levels.items(), key=lambda item: (-item[1], item[0]))),
                evidence=min(evidence(edge) for _, _, edge, _ in uses),
            )
        )
    return sorted(found, key=lambda one: (-one.reports, -one.initiatives - one.documents, one.label, one.instrument))
