"""One report as compact data for its page: small integers for whatever repeats, offsets instead of repeated quotes."""

import json
from typing import Any

from govgraph.facts import ENTITY_TYPES, PREDICATES, Basis, Entity, ReportFacts
from govgraph.graph.terms import BASE, iri
from govgraph.page.labels import initials
from govgraph.page.layout import Layout

_FIELDS = (
    *("kind", "level", "group", "status", "head", "indicator", "value", "unit"),
    *("approx", "period", "role", "code", "year", "number"),
)


class _Table:
    """Strings by number, in order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))

    def strings(self) -> list[str]:
        return list(self._numbers)


def page_data(facts: ReportFacts, layout: Layout) -> dict[str, Any]:
    """All that the page shows of `facts`, without the placed nodes and edges, which pyvis holds.

    Rows: mentions ``[entity, start, end, section, rule, confidence, method]``; relations ``[predicate, start, end,
    section, rule, confidence, basis]`` in the order of pyvis' edges, which hold their ends; left-out items ``[start,
    end, section, what, reason]``; sections ``[number, heading, level, start, end, heading start, heading end]``.
    Of a report with pages or paragraphs `anchors` says where in the text each begins: ``[kind, start, number]``.
    Sections, rules, methods and reasons are numbers in `strings`, except in the list of sections itself.
    """
    index = {entity.key: number for number, entity in enumerate(facts.entities)}
    quotes = {m.entity: m.evidence.quote for m in reversed(facts.mentions)}
    strings = _Table()
    mentions = [
        [
            *(index[m.entity], m.evidence.start, m.evidence.end, strings.number(m.evidence.section)),
            *(strings.number(m.rule), round(m.confidence, 3), strings.number(m.method)),
        ]
        for m in facts.mentions
    ]
    predicates, bases = list(PREDICATES), list(Basis)
    relations = [
        [
            *(predicates.index(r.predicate), r.evidence.start, r.evidence.end),
            *(strings.number(r.evidence.section), strings.number(r.rule), round(r.confidence, 3), bases.index(r.basis)),
        ]
        for r in facts.relations
    ]
    left_out = [[i.start, i.end, *map(strings.number, (i.section, i.what, i.reason))] for i in facts.left_out]
    anchors = {"anchors": [[a.kind, a.start, a.number] for a in facts.anchors]} if facts.anchors else {}
    return {
        "base": BASE,
        "report": _report(facts, index),
        "text": facts.text,
        "types": ENTITY_TYPES,
        "predicates": predicates,
        "bases": bases,
        "entities": [_entity(entity, facts, quotes.get(entity.key)) for entity in facts.entities],
        "mentions": mentions,
        "relations": relations,
        "leftOut": left_out,
        "strings": strings.strings(),
        "sections": [
            [s.number, s.heading, s.level, s.start, s.end, s.heading_start, s.heading_end] for s in facts.sections
        ],
        "cards": [[c.section, c.x, c.y, c.width, c.height] for c in layout.cards],
        **anchors,
    }


def to_json(data: object) -> str:
    """JSON that is safe inside a ``<script>`` data block: no ``<`` is left to close it, lone surrogates are escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if not text.isascii():
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _report(facts: ReportFacts, index: dict[str, int]) -> dict[str, Any]:
    report = facts.report
    fields = ("id", "title", "year", "place", "level", "source", "url")
    known = {name: getattr(report, name) for name in fields if getattr(report, name)}
    return {**known, "issuer": index.get(report.issuer, -1), "metadata": report.metadata}


def _entity(entity: Entity, facts: ReportFacts, quote: str | None) -> dict[str, Any]:
    """Only what is filled: no name that is the first mention's quote, no key that type and name give."""
    data: dict[str, Any] = {"t": ENTITY_TYPES.index(entity.type)}
    if entity.name != quote:
        data["name"] = entity.name
    if entity.key != f"{entity.type}/{entity.name}":
        data["key"] = entity.key.removeprefix(f"report/{facts.report.id}/")
        if data["key"] != entity.key:
            data["own"] = 1
    if iri(entity.key) != BASE + entity.key:
        data["iri"] = iri(entity.key)
    short = initials(entity.name)
    if short:
        data["py"] = short
    for name in _FIELDS:
        value = getattr(entity, name)
        if value:
            data[name] = 1 if value is True else value
    return data
