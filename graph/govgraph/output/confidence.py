"""Only what is sure enough: facts below a confidence are taken out, and said to be."""

from dataclasses import replace

from govgraph.facts import LeftOut, Mention, ReportFacts


def at_least(facts: ReportFacts, minimum: float) -> ReportFacts:
    """The facts whose confidence is `minimum` or more, from 0 (all) to 1.

    An entity goes with its last mention, a relation with either of its ends; the issuer stays, since it is whose
    report it is. Titles and numbers that go are listed as left out, so that the coverage report still accounts for
    them.
    """
    mentions = tuple(m for m in facts.mentions if m.confidence >= minimum or m.entity == facts.report.issuer)
    if len(mentions) == len(facts.mentions) and all(r.confidence >= minimum for r in facts.relations):
        return facts
    named = {mention.entity for mention in mentions}
    dropped = [m for m in facts.mentions if m.confidence < minimum and m.entity != facts.report.issuer]
    left_out = [*facts.left_out, *_left_out(facts, dropped, minimum)]
    return replace(
        facts,
        entities=tuple(e for e in facts.entities if e.key in named),
        mentions=mentions,
        relations=tuple(
            r for r in facts.relations if r.confidence >= minimum and r.subject in named and r.object in named
        ),
        left_out=tuple(sorted(left_out, key=lambda item: (item.start, item.end))),
    )


def _left_out(facts: ReportFacts, dropped: list[Mention], minimum: float) -> list[LeftOut]:
    kinds = {entity.key: entity.type for entity in facts.entities}
    return [
        LeftOut(
            start=mention.evidence.start,
            end=mention.evidence.end,
            quote=mention.evidence.quote,
            section=mention.evidence.section,
            what="title" if kinds[mention.entity] == "instrument" else "number",
            reason=f"confidence below {minimum:g}",
        )
        for mention in dropped
        if kinds[mention.entity] in ("instrument", "figure")
    ]
