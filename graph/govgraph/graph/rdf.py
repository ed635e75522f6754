"""Facts as RDF triples.

Every relation is a plain triple; beside it stands one statement (``rdf:subject``, ``rdf:object``) with its evidence and
its rule. Words of the report are one evidence node per span, shared by all that rests on them. What is the same for
many facts (rule, confidence, basis or link method, and the predicate that a rule yields) stands once, on the rule.
"""

import re
from datetime import date
from decimal import Decimal

from govgraph.facts import Entity, Evidence, Mention, Relation, ReportFacts, Section
from govgraph.graph import terms
from govgraph.graph.terms import INDICATORS, Literal, Node, Triple, concept, gov, iri
from govgraph.indicators.concepts import normalise
from govgraph.resources import package_version

_A = terms.TYPE
_QUOTE, _START, _SECTION = gov("quote"), gov("start"), gov("section")
_EVIDENCE, _RULE = gov("evidence"), gov("rule")
_TRUE = Literal("true", terms.BOOLEAN)
_DAY = re.compile(r"([12]\d{3})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})(?!\d)")
_DATED = frozenset(terms.DCTERMS + name for name in ("created", "issued", "valid"))
_CODED = ("level", "status", "approx", "role")
_TEXTS = (("unit", gov("unit")), ("number", gov("documentNumber")), ("code", gov("placeCode")))


def report_triples(facts: ReportFacts) -> list[Triple]:
    """All that one report says as RDF triples, each once: report, outline, mentions, entities, relations."""
    projection = _Projection(facts)
    projection.add_report()
    for section in facts.sections:
        projection.add_section(section)
    surfaces: dict[str, set[str]] = {}
    for mention in facts.mentions:
        projection.add_mention(mention)
        if mention.method != "issuer":
            surfaces.setdefault(mention.entity, set()).add(bare_title(mention.evidence.quote))
    for entity in facts.entities:
        projection.add_entity(entity, surfaces.get(entity.key, set()))
    for relation in facts.relations:
        projection.add_relation(relation)
    return list(dict.fromkeys(projection.triples))


def graph_iri(report_id: str) -> str:
    """The name of the graph of one report: ``<graph/…>`` beside ``<report/…>``."""
    return iri(f"graph/{report_id}")


# What tells the versions of one document apart: the years of its title, and that it is on trial or a revision.
_VERSION = re.compile(
    r"/20\d\d(?=/)|\(?(?:19|20)\d\d(?:[-—–－~至](?:19|20)\d\d)?年?度?(?:修订|修正|修改|版|本)?\)?"
    r"|\((?:试行|暂行|修订|修正|修订版|草案)\)"
)


def work_of(key: str) -> str | None:
    """The key of the work that a document is a version of; None where its title tells no version.

    >>> work_of("instrument/法治政府建设实施纲要(2021-2025年)")
    'work/法治政府建设实施纲要'
    """
    title = key.removeprefix("instrument/")
    bare = _VERSION.sub("", title)
    return f"work/{bare}" if bare not in ("", title) else None


def plain_number(value: str) -> str:
    """The shortest decimal form of a number, so that equal values are equal literals: "12.50" is "12.5"."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def bare_title(surface: str) -> str:
    """A title without its marks, which are no part of the name; what is no whole title stays as it is."""
    inner = surface[1:-1]
    whole = surface.startswith("《") and surface.endswith("》") and "《" not in inner and "》" not in inner
    return inner if whole else surface


def _header(name: str, value: str) -> tuple[str, Literal]:
    """A header field by a common term, whole dates as such: ``("issuedDate", "2023年3月1日")`` is a dcterms:created."""
    predicate = terms.HEADER.get(name)
    if predicate is None:
        return gov("header"), Literal(f"{name}: {value}")
    found = _DAY.match(value) if predicate in _DATED else None
    if found:
        try:
            return predicate, Literal(date(*map(int, found.groups())).isoformat(), terms.DATE)
        except ValueError:  # no day of the calendar: kept as it was written
            pass
    return predicate, Literal(value)


class _Projection:
    """Triples of one report, with the evidence nodes and rules that they share."""

    def __init__(self, facts: ReportFacts) -> None:
        self.report = facts.report
        self.node = iri(f"report/{facts.report.id}")
        self._anchor_at = facts.anchor_at
        self.triples: list[Triple] = []
        self._sections: dict[str, str] = {}
        self._words: dict[Evidence, list[str]] = {}
        self._read: dict[tuple[Evidence, str], str] = {}
        self._rules: dict[tuple[str, str, str, float], str] = {}
        self._statements: dict[str, int] = {}

    def _say(self, subject: str, predicate: str, object_: Node) -> None:
        self.triples.append((subject, predicate, object_))

    def add_report(self) -> None:
        """The report: whose it is, its year and place, and where it came from."""
        report, node = self.report, self.node
        self._say(node, _A, terms.REPORT)
        self._say(node, terms.TITLE, Literal(report.title, None, "zh"))
        self._say(node, terms.CREATOR, iri(report.issuer))
        self._say(node, gov("file"), Literal(report.source))
        self._say(node, gov("sha256"), Literal(report.sha256))
        self._say_year(node, report.year)
        if report.url:
            self._say(node, gov("url"), Literal(report.url, terms.XSD + "anyURI"))
        if report.level:
            self._say(node, gov("level"), concept("level", report.level))
        for name, value in report.metadata:
            self._say(node, *_header(name, value))
        graph = graph_iri(report.id)
        self._say(graph, _A, terms.GRAPH)
        self._say(graph, terms.DERIVED_FROM, node)
        self._say(graph, gov("version"), Literal(package_version()))
        self._add_place()

    def _add_place(self) -> None:
        report = self.report
        if not report.place and not report.place_code:
            return
        place = iri(f"place/{report.place_code or report.place}")
        self._say(self.node, terms.SPATIAL, place)
        self._say(place, _A, terms.PLACE)
        self._say(place, terms.LABEL, Literal(report.place or report.place_code or "", None, "zh"))
        if report.place_code:
            self._say(place, gov("placeCode"), Literal(report.place_code))

    def add_section(self, section: Section) -> None:
        """One section of the outline, part of the section above it or of the report."""
        node = self._section(section.number)
        above = self.node if section.parent is None else self._section(section.parent)
        self._say(node, _A, terms.SECTION)
        self._say(node, terms.IDENTIFIER, Literal(section.number))
        self._say(node, terms.PART_OF, above)
        self._say(node, gov("report"), self.node)
        self._say(node, _START, Literal(str(section.start), terms.INTEGER))
        if section.heading:
            self._say(node, terms.TITLE, Literal(section.heading, None, "zh"))

    def add_mention(self, mention: Mention) -> None:
        """The words in which an entity is named, with the rule that found them."""
        rule = self._rule(mention.rule, "", mention.method, mention.confidence)
        evidence = mention.evidence
        node = self._read.get((evidence, rule))
        if node is None:
            node = self._new_words(evidence)
            self._read[evidence, rule] = node
            self._say(node, _RULE, rule)
        self._say(iri(mention.entity), _EVIDENCE, node)

    def add_entity(self, entity: Entity, surfaces: set[str]) -> None:
        """Type, names and the fields that the guide gives the type."""
        node = iri(entity.key)
        self._say(node, _A, terms.CLASSES[entity.type])
        self._say(node, terms.LABEL, Literal(entity.name, None, "zh"))
        if entity.type in ("agency", "instrument"):
            for surface in sorted(surfaces - {entity.name}):
                self._say(node, terms.OTHER_LABEL, Literal(surface, None, "zh"))
        if entity.kind:
            self._say(node, gov("kind"), concept(entity.type, entity.kind))
        for scheme in _CODED:
            code = getattr(entity, scheme)
            if code:
                self._say(node, gov(scheme), concept(scheme, code))
        for field, predicate in _TEXTS:
            text = getattr(entity, field)
            if text:
                self._say(node, predicate, Literal(text))
        if entity.group:
            self._say(node, gov("group"), _TRUE)
        if entity.head:
            self._say(node, gov("head"), _TRUE)
        if entity.type == "figure":
            self._add_value(node, entity)
        self._say_year(node, entity.year or entity.period)
        if entity.type == "instrument":
            self._add_work(node, entity.key)

    def _add_value(self, node: str, figure: Entity) -> None:
        """The number of a figure, the words for what it counts, and the indicator that these name."""
        if figure.indicator is not None:
            self._say(node, gov("indicator"), Literal(figure.indicator, None, "zh"))
        if measured := normalise(figure.indicator, figure.unit):
            self._say(node, gov("measures"), INDICATORS + measured.concept)
        if figure.value is not None:
            self._say(node, gov("value"), Literal(plain_number(figure.value), terms.DECIMAL))

    def _add_work(self, node: str, key: str) -> None:
        """The work that a document is one version of, where its title tells so."""
        work = work_of(key)
        if work:
            self._say(node, terms.VERSION_OF, iri(work))
            self._say(iri(work), _A, terms.WORK)
            self._say(iri(work), terms.LABEL, Literal(work.rpartition("/")[2], None, "zh"))

    def add_relation(self, relation: Relation) -> None:
        """The plain triple and, beside it, the statement with its evidence and rule."""
        subject, object_ = iri(relation.subject), iri(relation.object)
        evidence = relation.evidence
        words = self._words.get(evidence)
        stem = f"{self.node}/statement/{evidence.start}-{evidence.end}-{relation.predicate}"
        number = self._statements[stem] = self._statements.get(stem, 0) + 1
        node = f"{stem}-{number}"
        rule = self._rule(relation.rule, relation.predicate, relation.basis.value, relation.confidence)
        self.triples += (
            (subject, gov(relation.predicate), object_),
            (node, terms.SUBJECT, subject),
            (node, terms.OBJECT, object_),
            (node, _EVIDENCE, words[0] if words else self._new_words(evidence)),
            (node, _RULE, rule),
        )

    def _say_year(self, node: str, period: str | None) -> None:
        """A plain year as a number that can be compared, any other period in its own words."""
        if not period:
            return
        if period.isdecimal() and len(period) == 4:
            self._say(node, gov("year"), Literal(period, terms.INTEGER))
        else:
            self._say(node, gov("period"), Literal(period))

    def _section(self, number: str) -> str:
        node = self._sections.get(number)
        if node is None:
            node = self._sections[number] = iri(f"report/{self.report.id}/section/{number}")
        return node

    def _new_words(self, evidence: Evidence) -> str:
        """A node for words of the report; words that two rules read in two ways get a node for each."""
        nodes = self._words.setdefault(evidence, [])
        again = f"-{len(nodes) + 1}" if nodes else ""
        section = evidence.section
        node = f"{self.node}/words/{section}/{evidence.start}-{evidence.end}{again}"
        nodes.append(node)
        self.triples += (
            (node, _QUOTE, Literal(evidence.quote)),
            (node, _START, Literal(str(evidence.start), terms.INTEGER)),
            (node, _SECTION, self._section(section)),
        )
        anchor = self._anchor_at(evidence.start)
        if anchor:
            self._say(node, gov(anchor.kind), Literal(str(anchor.number), terms.INTEGER))
        return node

    def _rule(self, name: str, predicate: str, way: str, confidence: float) -> str:
        """The node of a rule as it was used: what it yields, how, and how sure."""
        key = (name, predicate, way, confidence)
        node = self._rules.get(key)
        if node is not None:
            return node
        node = self._rules[key] = iri(f"rule/{name}/{predicate or 'mention'}/{way.replace(' ', '-')}/{confidence}")
        self._say(node, _A, terms.RULE)
        self._say(node, terms.IDENTIFIER, Literal(name))
        self._say(node, gov("confidence"), Literal(plain_number(str(confidence)), terms.DECIMAL))
        if predicate:
            self._say(node, gov("predicate"), gov(predicate))
            self._say(node, gov("basis"), concept("basis", way))
        else:
            self._say(node, gov("method"), Literal(way))
        return node
