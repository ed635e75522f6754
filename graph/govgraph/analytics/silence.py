"""Which reports do not name a document that they could have named."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govgraph.analytics.network import Evidence, evidence, label, links, nodes_of
from govgraph.errors import InputError

if TYPE_CHECKING:
    from govgraph.analytics.network import Network

_SHOWN = 5  # names in an error


@dataclass(frozen=True, slots=True)
class Silence:
    """A report that does not name the document; `named_in` are the years of the same body's reports that do.

    `named_evidence` are the words of the first of those, None where there is none.
    """

    report: str
    title: str
    issuer: str
    place: str | None
    level: str | None
    year: int | None
    named_in: tuple[int, ...]
    named_evidence: Evidence | None


def find_instrument(graph: "Network", name: str) -> str:
    """The IRI of the document of that IRI or title, or of the only one whose title holds these words.

    Raises InputError where there is none or more than one.
    """
    instruments = {node: label(graph, node) for node in nodes_of(graph, "instrument")}
    if name in instruments:
        return name
    found = [node for node, title in instruments.items() if title == name.strip("《》")]
    found = found or [node for node, title in instruments.items() if name.strip("《》") in title]
    if not found:
        raise InputError(f"no report names such a document: {name}")
    if len(found) > 1:
        titles = "、".join(instruments[node] for node in found[:_SHOWN])
        raise InputError(f"{len(found)} documents have that in their title ({titles} …): {name}")
    return found[0]


def silence(graph: "Network", instrument: str) -> list[Silence]:
    """The reports that do not name a document (IRI), by year, level and name.

    Reports about years before the document's own are left out: they could not name it. Silence is no proof that nothing
    was done.
    """
    named: dict[str, Evidence] = {}
    for _, target, edge in links(graph, "mentions"):
        if target == instrument:
            named[edge["report"]] = evidence(edge)
    issuers = {edge["report"]: body for _, body, edge in links(graph, "creator")}
    reports = {graph.nodes[node]["report"]: graph.nodes[node] for node in nodes_of(graph, "report")}
    since = graph.nodes[instrument].get("year")
    found = []
    for name, report in reports.items():
        year = report.get("year")
        if name in named or (since is not None and year is not None and year < since):
            continue
        others = sorted(
            (other for other in named if issuers[other] == issuers[name]),
            key=lambda other: (reports[other].get("year", 0), other),
        )
        found.append(
            Silence(
                report=name,
                title=report["label"],
                issuer=label(graph, issuers[name]),
                place=report.get("place"),
                level=report.get("level"),
                year=year,
                named_in=tuple(sorted(reports[other]["year"] for other in others if "year" in reports[other])),
                named_evidence=named[others[0]] if others else None,
            )
        )
    return sorted(found, key=lambda one: (one.year or 0, one.level or "", one.issuer, one.report))
