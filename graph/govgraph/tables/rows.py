"""What one report says as rows of the analytics tables."""

from collections import Counter
from collections.abc import Iterator

from govgraph.facts import ANCHOR_KINDS, Entity, Evidence, Mention, ReportFacts
from govgraph.graph.rdf import plain_number
from govgraph.graph.terms import iri
from govgraph.indicators.concepts import normalise
from govgraph.tables.schema import Row


def report_rows(facts: ReportFacts) -> dict[str, list[Row]]:
    """Rows of every table (`govgraph.tables.schema.TABLES`) in the order of the text; entities are sorted by key."""
    view = _View(facts)
    return {
        "reports": [view.report()],
        "sections": list(view.sections()),
        "entities": list(view.entities()),
        "mentions": list(view.mentions()),
        "relations": list(view.relations()),
        "figures": list(view.figures()),
        "left_out": list(view.left_out()),
    }


class _View:
    """The facts of a report with what several tables look up: entities by key, their first mentions, their IRIs."""

    def __init__(self, facts: ReportFacts) -> None:
        self.facts = facts
        self.id = facts.report.id
        self.known = {entity.key: entity for entity in facts.entities}
        self.iris = {key: iri(key) for key in self.known}
        self.first: dict[str, Mention] = {}
        for mention in facts.mentions:
            self.first.setdefault(mention.entity, mention)
        self.issuer = self.known[facts.report.issuer].name

    def report(self) -> Row:
        info = self.facts.report
        count = Counter(entity.type for entity in self.facts.entities)
        return {
            "report": self.id,
            "title": info.title,
            "issuer": self.issuer,
            "issuer_iri": self.iris[info.issuer],
            "year": _year(info.year),
            "level": info.level,
            "place": info.place,
            "place_code": info.place_code,
            "source": info.source,
            "sha256": info.sha256,
            "url": info.url,
            "characters": len(self.facts.text),
            "agencies": count["agency"],
            "instruments": count["instrument"],
            "initiatives": count["initiative"],
            "figures": count["figure"],
            "recognitions": count["recognition"],
            "problems": count["problem"],
            "relations": len(self.facts.relations),
            "left_out": len(self.facts.left_out),
        }

    def sections(self) -> Iterator[Row]:
        for section in self.facts.sections:
            yield {
                "report": self.id,
                "section": section.number,
                "heading": section.heading,
                "level": section.level,
                "parent": section.parent,
                "start": section.start,
                "end": section.end,
            }

    def entities(self) -> Iterator[Row]:
        count = Counter(mention.entity for mention in self.facts.mentions)
        for entity in self.facts.entities:
            first = self.first.get(entity.key)
            yield {
                "report": self.id,
                "entity": self.iris[entity.key],
                "type": entity.type,
                "name": entity.name,
                "kind": entity.kind,
                "level": entity.level,
                "group": entity.group,
                "head": entity.head,
                "status": entity.status,
                "place_code": entity.code,
                "year": _year(entity.year),
                "number": entity.number,
                "mentions": count[entity.key],
                **self._evidence(first.evidence if first else None),
            }

    def mentions(self) -> Iterator[Row]:
        for mention in self.facts.mentions:
            entity = self.known[mention.entity]
            yield {
                "report": self.id,
                "entity": self.iris[mention.entity],
                "type": entity.type,
                "name": entity.name,
                **self._evidence(mention.evidence),
                "rule": mention.rule,
                "confidence": mention.confidence,
                "method": mention.method,
            }

    def relations(self) -> Iterator[Row]:
        for relation in self.facts.relations:
            subject, object_ = self.known[relation.subject], self.known[relation.object]
            yield {
                "report": self.id,
                "subject": self.iris[relation.subject],
                "subject_type": subject.type,
                "subject_name": subject.name,
                "predicate": relation.predicate,
                "object": self.iris[relation.object],
                "object_type": object_.type,
                "object_name": object_.name,
                **self._evidence(relation.evidence),
                "rule": relation.rule,
                "confidence": relation.confidence,
                "basis": relation.basis.value,
            }

    def figures(self) -> Iterator[Row]:
        work, owner = self._around_figures()
        info = self.facts.report
        year = _year(info.year)
        for figure in sorted(filter(_is_figure, self.facts.entities), key=self._place):
            first = self.first[figure.key]
            meaning = normalise(figure.indicator, figure.unit)
            yield {
                "report": self.id,
                "issuer": self.issuer,
                "year": year,
                "level": info.level,
                "place": info.place,
                "place_code": info.place_code,
                "entity": self.iris[figure.key],
                "indicator": figure.indicator,
                "concept": meaning.concept if meaning else None,
                "denominator": meaning.denominator if meaning else None,
                **_number(figure),
                "unit": figure.unit,
                "qualifier": figure.approx,
                "role": figure.role,
                "period": figure.period,
                "achieved_by": owner.get(figure.key, self.issuer),
                "initiative": work.get(figure.key),
                **self._evidence(first.evidence),
                "confidence": first.confidence,
            }

    def _evidence(self, evidence: Evidence | None) -> Row:
        if evidence is None:
            return dict.fromkeys(("quote", "start", "end", "section", *ANCHOR_KINDS))
        anchor = self.facts.anchor_at(evidence.start)
        return {
            "quote": evidence.quote,
            "start": evidence.start,
            "end": evidence.end,
            "section": evidence.section,
            **{kind: anchor.number if anchor and anchor.kind == kind else None for kind in ANCHOR_KINDS},
        }

    def _place(self, entity: Entity) -> tuple[int, int]:
        evidence = self.first[entity.key].evidence
        return evidence.start, evidence.end

    def _around_figures(self) -> tuple[dict[str, str], dict[str, str]]:
        """The work that each figure is an outcome of, and the body whose it is; the first that the text names."""
        work: dict[str, str] = {}
        owner: dict[str, str] = {}
        for relation in self.facts.relations:
            if relation.predicate == "hasOutcome":
                work.setdefault(relation.object, self.known[relation.subject].name)
            elif relation.predicate == "achievedBy":
                owner.setdefault(relation.subject, self.known[relation.object].name)
        return work, owner

    def left_out(self) -> Iterator[Row]:
        for item in self.facts.left_out:
            yield {
                "report": self.id,
                "start": item.start,
                "end": item.end,
                "quote": item.quote,
                "section": item.section,
                "what": item.what,
                "reason": item.reason,
            }


def _is_figure(entity: Entity) -> bool:
    return entity.type == "figure"


def _number(figure: Entity) -> Row:
    if figure.value is None:
        return {"value": None, "value_text": None}
    return {"value": float(figure.value), "value_text": plain_number(figure.value)}


def _year(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
