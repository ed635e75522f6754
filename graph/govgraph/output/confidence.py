"""Only what is sure enough: facts below a confidence are left out, and what they held is listed."""

from govgraph.coverage import coverage
from govgraph.errors import FactError
from govgraph.facts import FactBook, LeftOut, ReportFacts

REASON = "below the confidence asked for"


def at_least(facts: ReportFacts, minimum: float) -> ReportFacts:
    """The facts whose confidence is `minimum` or more, from 0 (all) to 1.

    They are made anew by a `FactBook`, so the rules for facts hold for what is left: an entity goes with its last
    mention, a relation with either of its ends, or with the mention of an end that its words rest on. The issuer
    stays, since it is whose report it is. Titles and numbers that go are listed as left out.
    """
    issuer = facts.report.issuer
    kept = [mention for mention in facts.mentions if mention.confidence >= minimum or mention.entity == issuer]
    if len(kept) == len(facts.mentions) and all(relation.confidence >= minimum for relation in facts.relations):
        return facts
    book = FactBook(facts.text)
    entities = {entity.key: entity for entity in facts.entities}
    book.add_entity(entities[issuer])
    for mention in kept:
        book.add_entity(entities[mention.entity], [mention])
    for relation in facts.relations:
        if relation.confidence >= minimum:
            try:
                book.add_relation(relation)
            except FactError:  # an end, or the mention of it that the words rest on, is gone
                continue
    left_out = [*facts.left_out, *_dropped(facts, minimum)]
    made = book.finish(facts.report, facts.sections, left_out)
    return book.finish(facts.report, facts.sections, [*left_out, *_bared(facts, made)])


def _dropped(facts: ReportFacts, minimum: float) -> list[LeftOut]:
    """The documents and figures that go, in the words of their mentions."""
    kinds = {entity.key: entity.type for entity in facts.entities}
    return [
        LeftOut(
            start=mention.evidence.start,
            end=mention.evidence.end,
            quote=mention.evidence.quote,
            section=mention.evidence.section,
            what="title" if kinds[mention.entity] == "instrument" else "number",
            reason=REASON,
        )
        for mention in facts.mentions
        if mention.confidence < minimum and kinds[mention.entity] in ("instrument", "figure")
    ]


def _bared(facts: ReportFacts, made: ReportFacts) -> list[LeftOut]:
    """Titles and numbers that only went unseen because another fact lay around them: the year in a title that goes."""
    before = coverage(facts)["unaccounted"]
    return [
        LeftOut(item["start"], item["end"], item["quote"], item["section"], item["what"], REASON)
        for item in coverage(made)["unaccounted"]
        if item not in before
    ]
