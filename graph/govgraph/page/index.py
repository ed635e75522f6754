"""The page of a whole build: its reports, the bodies and documents that they share, their figures compared."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from govgraph.facts import ENTITY_TYPES, ReportFacts
from govgraph.page.encode import to_json
from govgraph.page.render import environment, policy, script, stylesheet, ui_strings

STYLES = ("colours.css", "index.css")
SCRIPTS = ("dom.js", "i18n.js", "amount.js", "place.js", "shared.js", "columns.js", "indicators.js", "index.js")
SHARED = ("agency", "instrument")


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What the index says of one report; `folder` lies beside the index, `counts` are entities by type.

    `named` are the bodies and documents of the report but for the issuer, as ``(type, name, number of links)``;
    `figures` its results as ``(indicator, value, unit, key)`` with the key that the address of the report's page takes.
    """

    folder: str
    title: str
    issuer: str
    place: str | None
    year: str
    level: str | None
    counts: Mapping[str, int] = field(default_factory=dict)
    relations: int = 0
    left_out: int = 0
    named: tuple[tuple[str, str, int], ...] = ()
    figures: tuple[tuple[str, str, str, str], ...] = ()


def summarise(facts: ReportFacts, folder: str) -> ReportSummary:
    """The summary of one report whose page is ``<folder>/graph.html``."""
    names = {entity.key: entity.name for entity in facts.entities}
    links = Counter(key for relation in facts.relations for key in (relation.subject, relation.object))
    return ReportSummary(
        folder=folder,
        title=facts.report.title,
        issuer=names.get(facts.report.issuer, ""),
        place=facts.report.place,
        year=facts.report.year,
        level=facts.report.level,
        counts=Counter(entity.type for entity in facts.entities),
        relations=len(facts.relations),
        left_out=len(facts.left_out),
        named=tuple(
            (entity.type, entity.name, links[entity.key])
            for entity in facts.entities
            if entity.type in SHARED and entity.key != facts.report.issuer and not entity.group
        ),
        figures=tuple(
            (entity.indicator, entity.value, entity.unit or "", entity.key.removeprefix(f"report/{facts.report.id}/"))
            for entity in facts.entities
            if entity.type == "figure" and entity.indicator and entity.value and entity.role is None
        ),
    )


def render_index(summaries: Sequence[ReportSummary]) -> str:
    """One HTML document that lists `summaries` in their order; links are relative, so that the folder can be moved."""
    app, style = script(SCRIPTS), stylesheet(STYLES)
    return (
        environment()
        .get_template("index.html.j2")
        .render(
            reports=[(summary, _address(summary)) for summary in summaries],
            types=ENTITY_TYPES,
            policy=policy((app,), style),
            style=style,
            app=app,
            strings=ui_strings(),
            data=[to_json(corpus_data(summaries))],
        )
    )


def corpus_data(summaries: Sequence[ReportSummary]) -> dict[str, Any]:
    """What the reports share, by number of report: a body or document that several name is one entry.

    Rows of ``named``: ``[type, name, report, links, report, links, …]``; of ``figures``: ``[report, indicator, value,
    unit, key]``.
    """
    named: dict[tuple[str, str], list[int]] = {}
    for number, summary in enumerate(summaries):
        for type_, name, links in summary.named:
            named.setdefault((type_, name), []).extend((number, links))
    return {
        "reports": [[_address(s), s.title, s.place or s.issuer, s.year] for s in summaries],
        "named": [[SHARED.index(type_), name, *where] for (type_, name), where in sorted(named.items())],
        "figures": [[number, *figure] for number, summary in enumerate(summaries) for figure in summary.figures],
    }


def _address(summary: ReportSummary) -> str:
    return f"{quote(summary.folder)}/graph.html"
