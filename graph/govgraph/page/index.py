"""The page of a whole build: a list of its reports that can be searched and sorted, each leading to its own page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from govgraph.facts import ENTITY_TYPES, ReportFacts
from govgraph.page.render import environment, policy, script, stylesheet, ui_strings

STYLES = ("colours.css", "index.css")
SCRIPTS = ("dom.js", "i18n.js", "index.js")


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What the index says of one report; `folder` lies beside the index, `counts` are entities by type."""

    folder: str
    title: str
    issuer: str
    place: str | None
    year: str
    level: str | None
    counts: Mapping[str, int] = field(default_factory=dict)
    relations: int = 0
    left_out: int = 0


def summarise(facts: ReportFacts, folder: str) -> ReportSummary:
    """The summary of one report whose page is ``<folder>/graph.html``."""
    names = {entity.key: entity.name for entity in facts.entities}
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
    )


def render_index(summaries: Sequence[ReportSummary]) -> str:
    """One HTML document that lists `summaries` in their order; links are relative, so that the folder can be moved."""
    app, style = script(SCRIPTS), stylesheet(STYLES)
    return (
        environment()
        .get_template("index.html.j2")
        .render(
            reports=[(summary, f"{quote(summary.folder)}/graph.html") for summary in summaries],
            types=ENTITY_TYPES,
            policy=policy((app,), style),
            style=style,
            app=app,
            strings=ui_strings(),
        )
    )
